//! A plugin's manifest: what it says of itself before any of its code runs.

use crate::permissions::Declared;
use crate::tags::{choose, tags_of};
use crate::value::{Record, Value};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// Name of the custom section that holds the manifest as JSON.
pub const MANIFEST_SECTION: &str = "imjoy:manifest";

/// Bytes of a manifest at most, attachments included.
const MANIFEST_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of what is not an attachment at most.
const FIELDS_BYTES: usize = 1024 * 1024;
/// Attachments at most.
const MOST_ATTACHMENTS: usize = 256;
/// Labels of a plugin; what comes after them is left out.
const MAX_LABELS: usize = 16;

/// Characters of a plugin's name; a longer one is cut.
pub(crate) const NAME_LENGTH: usize = 64;

/// Fields that are texts.
const TEXT_FIELDS: &[&str] = &["name", "version", "description", "icon", "type", "docs"];
/// Fields that are lists.
const LIST_FIELDS: &[&str] = &["labels", "permissions", "functions", "tags"];

/// What a plugin says of itself. All fields are bounded in length and free of control
/// characters.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Manifest {
    /// Unique name.
    pub name: String,
    /// Version.
    pub version: String,
    /// One line.
    pub description: String,
    /// Emoji or short text.
    pub icon: String,
    /// `component`, or `window` for a window plugin.
    pub plugin_type: String,
    /// Documentation as Markdown.
    pub docs: String,
    /// Form of the plugin's own op.
    pub ui: Value,
    /// JSON Schema of the data that the plugin's own op takes.
    pub inputs: Value,
    /// JSON Schema of the data that the plugin's own op gives.
    pub outputs: Value,
    /// Whether it has a run button.
    pub runnable: bool,
    /// Words under which it is grouped, at most 16.
    pub labels: Vec<String>,
    /// Names of the exported functions, as the SDK knows them.
    pub functions: Vec<String>,
    /// Texts that come with it, by name.
    pub attachments: HashMap<String, String>,
    /// Permissions that it asks for, as written.
    pub permissions: Vec<Value>,
    /// The same as the host understands them.
    pub(crate) declared: Vec<Declared>,
    /// The variants that the user can choose from; empty for most plugins.
    pub tags: Vec<String>,
    /// The chosen variant.
    pub tag: Option<String>,
    /// All fields but the attachments, for `getConfig("_field")`; as written, with the
    /// values of the chosen variant.
    pub fields: Record,
    /// The fields with the values of all variants, where there are any.
    pub(crate) written: Map<String, Json>,
}

impl Manifest {
    /// Reads a manifest. The error is one phrase that says what is wrong.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        if bytes.len() > MANIFEST_BYTES {
            return Err(format!("it has {} bytes, at most {MANIFEST_BYTES} are allowed", bytes.len()));
        }
        let json: Json = serde_json::from_slice(bytes).map_err(|error| format!("it is not JSON ({error})"))?;
        let Json::Object(mut fields) = json else {
            return Err("it is not a JSON object".to_owned());
        };
        let attachments = attachments(fields.shift_remove("attachments"))?;
        let fields_bytes = serde_json::to_vec(&fields).map_or(usize::MAX, |text| text.len());
        if fields_bytes > FIELDS_BYTES {
            return Err(format!("without attachments it has more than {FIELDS_BYTES} bytes"));
        }
        Ok(Self { attachments, ..Self::from_fields(fields, None)? })
    }

    /// The manifest of a plugin file, from the fields of its `<config>`. ImJoy looks at few of
    /// them, so what is not as it should be counts as missing. The error is one phrase.
    pub(crate) fn of_plugin_file(
        fields: Map<String, Json>,
        plugin_type: String,
        docs: String,
        attachments: HashMap<String, String>,
    ) -> Result<Self, String> {
        let mut usable = fields.clone();
        for (field, value) in usable.iter_mut() {
            let is_text = TEXT_FIELDS.contains(&field.as_str());
            match value {
                Json::Number(_) | Json::Bool(_) if is_text => *value = Json::String(value.to_string()),
                Json::String(_) | Json::Null => {}
                // Objects have a value for each tag.
                Json::Object(_) => {}
                _ if is_text => *value = Json::Null,
                // ImJoy's permissions are those of a frame in a browser, and texts.
                Json::Array(permissions) if field == "permissions" => permissions.retain(Json::is_object),
                Json::Array(_) => {}
                _ if LIST_FIELDS.contains(&field.as_str()) => *value = Json::Null,
                _ => {}
            }
        }
        for field in LIST_FIELDS {
            if usable.get(*field).is_some_and(Json::is_string) {
                usable.shift_remove(*field);
            }
        }
        usable.shift_remove("functions");
        usable.insert("docs".to_owned(), Json::String(docs));
        let has_variants = usable.get("type").is_some_and(Json::is_object);
        let written_type =
            if has_variants { None } else { usable.insert("type".to_owned(), Json::String(plugin_type)) };
        let manifest = Self::from_fields(usable, None)?;
        let mut seen = manifest.fields.clone();
        seen.remove("docs");
        if let Some(written_type) = written_type {
            seen.set("type", Value::from(written_type));
        }
        if let Some(permissions) = fields.get("permissions") {
            seen.set("permissions", Value::from(permissions.clone()));
        }
        Ok(Self { attachments, fields: seen, ..manifest })
    }

    /// Whether the plugin was written for ImJoy's API from version 0.1.8 on, in which some
    /// things differ (§3.12 of the behaviour of ImJoy).
    pub(crate) fn has_core_api(&self) -> bool {
        let version = self.fields.get("api_version").and_then(Value::as_text).unwrap_or_default();
        let mut parts = version.split('.').map(|part| part.trim().parse::<u32>());
        let (Some(Ok(major)), Some(Ok(minor)), Some(Ok(patch))) = (parts.next(), parts.next(), parts.next()) else {
            return false;
        };
        (major, minor, patch) >= (0, 1, 8)
    }

    /// The manifest of another variant of the same plugin; none if there is no such tag.
    /// The error is one phrase that says what is wrong.
    pub fn with_tag(&self, tag: &str) -> Result<Option<Self>, String> {
        if !self.tags.iter().any(|known| known == tag) {
            return Ok(None);
        }
        let manifest = Self::from_fields(self.written.clone(), Some(tag))?;
        Ok(Some(Self { attachments: self.attachments.clone(), ..manifest }))
    }

    /// A manifest from its fields, of the variant `tag` or the first.
    fn from_fields(mut fields: Map<String, Json>, tag: Option<&str>) -> Result<Self, String> {
        let tags = tags_of(&fields)?;
        let tag = tag.map(str::to_owned).or_else(|| tags.first().cloned());
        let written = if tags.is_empty() { Map::new() } else { fields.clone() };
        choose(&mut fields, tag.as_deref())?;
        let name = text(&fields, "name", NAME_LENGTH)?;
        check_name(&name)?;
        let list = |field: &str| match fields.get(field) {
            None | Some(Json::Null) => Ok(Vec::new()),
            Some(Json::Array(values)) => Ok(values.clone()),
            Some(_) => Err(format!("its field {field} is not a list")),
        };
        Ok(Self {
            version: text(&fields, "version", 64)?,
            description: text(&fields, "description", 256)?,
            icon: text(&fields, "icon", 64)?,
            plugin_type: match text(&fields, "type", 64)? {
                empty if empty.is_empty() => "component".to_owned(),
                plugin_type => plugin_type,
            },
            docs: long_text(&fields, "docs")?,
            ui: fields.get("ui").cloned().map_or(Value::Absent, Value::from),
            inputs: fields.get("inputs").cloned().map_or(Value::Absent, Value::from),
            outputs: fields.get("outputs").cloned().map_or(Value::Absent, Value::from),
            runnable: fields.get("runnable").and_then(Json::as_bool).unwrap_or(true),
            labels: list("labels")?
                .iter()
                .filter_map(Json::as_str)
                .take(MAX_LABELS)
                .map(|label| label.chars().filter(|character| !character.is_control()).take(64).collect())
                .collect(),
            functions: list("functions")?.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
            declared: Declared::parse(&list("permissions")?)?,
            permissions: list("permissions")?.into_iter().map(Value::from).collect(),
            name,
            attachments: HashMap::new(),
            tags,
            tag,
            written,
            fields: match Value::from(Json::Object(fields)) {
                Value::Record(record) => record,
                _ => Record::new(),
            },
        })
    }

    /// The manifest of a component that has none: named after its file.
    pub(crate) fn from_file_name(name: &str) -> Self {
        let name: String =
            name.chars().filter(|character| !character.is_control() && *character != '/').take(NAME_LENGTH).collect();
        Self {
            fields: Record::new().with("name", name.as_str()),
            name,
            plugin_type: "component".to_owned(),
            runnable: true,
            ..Self::default()
        }
    }
}

/// The texts of the field `attachments`, by name.
fn attachments(field: Option<Json>) -> Result<HashMap<String, String>, String> {
    let texts = match field {
        None | Some(Json::Null) => return Ok(HashMap::new()),
        Some(Json::Object(texts)) => texts,
        Some(_) => return Err("its field attachments is not an object of texts".to_owned()),
    };
    if texts.len() > MOST_ATTACHMENTS {
        return Err(format!("it has {} attachments, at most {MOST_ATTACHMENTS} are allowed", texts.len()));
    }
    let text = |(name, text)| match text {
        Json::String(text) => Ok((name, text)),
        _ => Err(format!("its attachment {name} is not a text")),
    };
    texts.into_iter().map(text).collect()
}

fn check_name(name: &str) -> Result<(), String> {
    if name.trim().is_empty() {
        Err("it has no name".to_owned())
    } else if name.contains('/') {
        Err("Plugin name should not contain '/'.".to_owned())
    } else {
        Ok(())
    }
}

/// A line of text, at most `limit` characters, without control characters.
fn text(fields: &Map<String, Json>, field: &str, limit: usize) -> Result<String, String> {
    let text = long_text(fields, field)?;
    Ok(text.chars().map(|character| if character.is_control() { ' ' } else { character }).take(limit).collect())
}

fn long_text(fields: &Map<String, Json>, field: &str) -> Result<String, String> {
    match fields.get(field) {
        None | Some(Json::Null) => Ok(String::new()),
        Some(Json::String(text)) => Ok(text.clone()),
        Some(_) => Err(format!("its field {field} is not a text")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifests() {
        let manifest = Manifest::parse(br#"{"name":"a","version":"1","ui":"x","runnable":false}"#).unwrap();
        assert_eq!((manifest.name.as_str(), manifest.runnable), ("a", false));
        assert_eq!(manifest.fields.get("ui"), Some(&Value::from("x")));
        for (bytes, reason) in [
            (&b"{"[..], "not JSON"),
            (b"[]", "not a JSON object"),
            (b"{}", "no name"),
            (br#"{"name":"a/b"}"#, "should not contain"),
            (br#"{"name":1}"#, "name is not a text"),
            (br#"{"name":"a","functions":1}"#, "functions is not a list"),
            (br#"{"name":"a","ui":{"x":"y"}}"#, "You must use 'tags' with configurable fields."),
            (br#"{"name":"a","attachments":{"x":1}}"#, "attachment x is not a text"),
            (br#"{"name":"a","attachments":["x"]}"#, "attachments is not an object"),
        ] {
            let error = Manifest::parse(bytes).unwrap_err();
            assert!(error.contains(reason), "{error}");
        }
    }

    #[test]
    fn variants_and_attachments() {
        let text = br#"{"name":"a","tags":["x","y"],"ui":{"x":"one","y":"two"},"attachments":{"t":"text"}}"#;
        let first = Manifest::parse(text).unwrap();
        assert_eq!((first.tag.as_deref(), &first.ui), (Some("x"), &Value::from("one")));
        let second = first.with_tag("y").unwrap().unwrap();
        assert_eq!((second.tag.as_deref(), &second.ui), (Some("y"), &Value::from("two")));
        assert_eq!(second.fields.get("ui"), Some(&Value::from("two")));
        assert_eq!(second.with_tag("x").unwrap().as_ref(), Some(&first));
        assert_eq!(first.with_tag("z"), Ok(None));
        assert_eq!(second.attachments["t"], "text");
        assert_eq!(second.fields.get("attachments"), None);
    }

    #[test]
    fn manifests_are_bounded() {
        let manifest = |field: &str, length: usize| {
            Manifest::parse(
                format!(
                    r#"{{"name":"a",{field}"{}"{}"#,
                    "x".repeat(length),
                    "}".repeat(1 + field.matches('{').count())
                )
                .as_bytes(),
            )
        };
        assert!(manifest(r#""attachments":{"t":"#, 5_000_000).is_ok());
        assert!(manifest(r#""docs":"#, 2_000_000).unwrap_err().contains("without attachments"));
        assert!(manifest(r#""attachments":{"t":"#, 9_000_000).unwrap_err().contains("at most 8388608"));
    }
}
