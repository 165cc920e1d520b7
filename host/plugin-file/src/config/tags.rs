//! Variants of a plugin: fields that have a value for each tag.

use super::texts;
use crate::{Fields, PluginFileError};
use serde_json::Value as Json;

/// Fields that may have a value for each tag.
const FIELDS: [&str; 12] = [
    "env",
    "requirements",
    "dependencies",
    "icon",
    "ui",
    "type",
    "flags",
    "labels",
    "cover",
    "base_frame",
    "base_worker",
    "passive",
];

/// The tags of a plugin.
pub(crate) fn tags_of(fields: &Fields) -> Vec<String> {
    texts(fields.get("tags"))
}

/// Puts the values of a tag in the place of fields that have one for each. A field without a
/// value for the tag is removed and named in the result.
pub(crate) fn choose(fields: &mut Fields, tag: Option<&str>) -> Result<Vec<&'static str>, PluginFileError> {
    let mut without = Vec::new();
    for field in FIELDS {
        let Some(Json::Object(values)) = fields.get_mut(field) else { continue };
        let tag = tag.ok_or(PluginFileError::FieldsWithoutTags)?;
        match values.remove(tag) {
            Some(value) => {
                fields.insert(field.to_owned(), value);
            }
            None => {
                fields.shift_remove(field);
                without.push(field);
            }
        }
    }
    Ok(without)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fields(json: Json) -> Fields {
        match json {
            Json::Object(fields) => fields,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn the_value_of_the_tag_takes_the_place_of_all() {
        for field in FIELDS {
            let written = fields(json!({"a": 0, field: {"CPU": [1], "GPU": null}, "z": {"CPU": 1}}));
            let mut cpu = written.clone();
            assert_eq!(choose(&mut cpu, Some("CPU")), Ok(vec![]));
            assert_eq!(Json::Object(cpu).to_string(), json!({"a": 0, field: [1], "z": {"CPU": 1}}).to_string());
            let mut gpu = written.clone();
            assert_eq!((choose(&mut gpu, Some("GPU")), &gpu[field]), (Ok(vec![]), &Json::Null));
            let mut other = written.clone();
            assert_eq!((choose(&mut other, Some("TPU")), other.get(field)), (Ok(vec![field]), None));
            assert_eq!(choose(&mut written.clone(), None), Err(PluginFileError::FieldsWithoutTags));
        }
    }

    #[test]
    fn other_fields_and_lists_stay() {
        let mut plain = fields(json!({"ui": [{"a": 1}], "icon": "x", "defaults": {"w": 1}, "inputs": {"CPU": 1}}));
        let before = plain.clone();
        assert_eq!((choose(&mut plain, None), plain), (Ok(vec![]), before));
    }

    #[test]
    fn tags_are_texts() {
        assert_eq!(tags_of(&fields(json!({"tags": ["a", 1, null]}))), ["a", "1"]);
        assert_eq!(tags_of(&fields(json!({"tags": "a"}))), ["a"]);
        assert_eq!(tags_of(&fields(json!({}))), Vec::<String>::new());
    }
}
