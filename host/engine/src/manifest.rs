//! A plugin's manifest: what it says of itself before any of its code runs.

use crate::value::{Record, Value};
use serde_json::{Map, Value as Json};

/// Name of the custom section that holds the manifest as JSON.
pub const MANIFEST_SECTION: &str = "imjoy:manifest";

/// Bytes of a manifest at most.
const MANIFEST_BYTES: usize = 1024 * 1024;

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
    /// Whether it has a run button.
    pub runnable: bool,
    /// Names of the exported functions, as the SDK knows them.
    pub functions: Vec<String>,
    /// Permissions that it asks for.
    pub permissions: Vec<Value>,
    /// All fields as written, for `getConfig("_field")`.
    pub fields: Record,
}

impl Manifest {
    /// Reads a manifest. The error is one phrase that says what is wrong.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        if bytes.len() > MANIFEST_BYTES {
            return Err(format!("it has {} bytes, at most {MANIFEST_BYTES} are allowed", bytes.len()));
        }
        let json: Json = serde_json::from_slice(bytes).map_err(|error| format!("it is not JSON ({error})"))?;
        let Json::Object(fields) = json else {
            return Err("it is not a JSON object".to_owned());
        };
        let name = text(&fields, "name", 64)?;
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
            runnable: fields.get("runnable").and_then(Json::as_bool).unwrap_or(true),
            functions: list("functions")?.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
            permissions: list("permissions")?.into_iter().map(Value::from).collect(),
            name,
            fields: match Value::from(Json::Object(fields)) {
                Value::Record(record) => record,
                _ => Record::new(),
            },
        })
    }

    /// The manifest of a component that has none: named after its file.
    pub(crate) fn from_file_name(name: &str) -> Self {
        let name: String =
            name.chars().filter(|character| !character.is_control() && *character != '/').take(64).collect();
        Self {
            fields: Record::new().with("name", name.as_str()),
            name,
            plugin_type: "component".to_owned(),
            runnable: true,
            ..Self::default()
        }
    }
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
        ] {
            let error = Manifest::parse(bytes).unwrap_err();
            assert!(error.contains(reason), "{error}");
        }
    }
}
