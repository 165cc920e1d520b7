//! The manifest of a plugin in C: `manifest.json`, completed.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use crate::Error;

/// The file with the manifest.
pub(super) const MANIFEST: &str = "manifest.json";
/// The file with the documentation, which need not be there.
pub(super) const DOCS: &str = "docs.md";
/// The version of ImJoy's API that the SDK follows.
const API_VERSION: &str = "0.1.8";

/// Reads the manifest of the plugin in `dir`. Without a name it has that of the folder.
///
/// # Errors
///
/// [`Error::CManifest`] when it is no JSON object or gives the documentation twice; [`Error::File`].
pub(super) fn read(dir: &Path) -> Result<Map<String, Value>, Error> {
    let path = dir.join(MANIFEST);
    let wrong = |reason: String| Error::CManifest { path: path.clone(), reason };
    let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let mut fields = match serde_json::from_str(&text) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) => return Err(wrong("it is not a JSON object".to_owned())),
        Err(error) => return Err(wrong(error.to_string())),
    };
    let folder = dir.file_name().unwrap_or_default().to_string_lossy();
    let mut set_if_missing = |name: &str, value: &str| {
        if !fields.contains_key(name) {
            fields.insert(name.to_owned(), value.into());
        }
    };
    set_if_missing("name", &folder);
    set_if_missing("type", "component");
    set_if_missing("api_version", API_VERSION);
    let docs = dir.join(DOCS);
    if docs.is_file() {
        let text = fs::read_to_string(&docs).map_err(Error::file("read", &docs))?;
        if fields.insert("docs".to_owned(), text.into()).is_some() {
            return Err(wrong(format!("it has a field `docs`, and there is a {DOCS} as well: remove one of them")));
        }
    }
    Ok(fields)
}

/// Adds what the compiled code tells: the functions, and whether there is a run button.
pub(super) fn complete(fields: &mut Map<String, Value>, functions: &[String]) {
    let exported: Vec<&String> = functions.iter().filter(|name| *name != "setup").collect();
    if !fields.contains_key("runnable") {
        fields.insert("runnable".to_owned(), exported.iter().any(|name| *name == "run").into());
    }
    fields.insert("functions".to_owned(), exported.into_iter().cloned().collect());
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read_from(files: &[(&str, &str)]) -> Result<Value, String> {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("my-plugin");
        fs::create_dir(&dir).unwrap();
        for (name, text) in files {
            fs::write(dir.join(name), text).unwrap();
        }
        read(&dir).map(Value::Object).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_missing_is_filled_in() {
        let manifest = read_from(&[(MANIFEST, r#"{"icon": "🌀"}"#), (DOCS, "# Docs\n")]).unwrap();
        let expected = json!({
            "icon": "🌀", "name": "my-plugin", "type": "component", "api_version": "0.1.8", "docs": "# Docs\n",
        });
        assert_eq!(manifest, expected);
        let manifest = read_from(&[(MANIFEST, r#"{"name": "Mine", "type": "window", "docs": "d"}"#)]).unwrap();
        assert_eq!(manifest, json!({"name": "Mine", "type": "window", "docs": "d", "api_version": "0.1.8"}));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let message = |text: &str| read_from(&[(MANIFEST, text)]).unwrap_err();
        assert!(message("{\"name\": \"a\"\n \"ui\": 1}").contains("line 2 column 2"), "{}", message("{\"a\" 1"));
        assert!(message("[]").contains("not a JSON object"));
        let twice = read_from(&[(MANIFEST, r#"{"docs": "a"}"#), (DOCS, "b")]).unwrap_err();
        assert!(twice.contains("docs.md"), "{twice}");
    }

    #[test]
    fn functions_come_from_the_code() {
        let mut fields = Map::new();
        complete(&mut fields, &["setup".to_owned(), "measure".to_owned()]);
        assert_eq!(Value::Object(fields.clone()), json!({"functions": ["measure"], "runnable": false}));
        fields.insert("runnable".to_owned(), true.into());
        complete(&mut fields, &["run".to_owned()]);
        assert_eq!(Value::Object(fields), json!({"functions": ["run"], "runnable": true}));
    }
}
