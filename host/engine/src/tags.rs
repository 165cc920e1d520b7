//! Variants of a plugin: the tags in its manifest, and fields that differ between them.
//!
//! Source: §1.2 of the behaviour of ImJoy. A field that may differ is an object with a
//! value for each tag; the value of the chosen tag takes its place.

use serde_json::{Map, Value as Json};

/// Fields that may differ between tags.
const FIELDS: &[&str] = &[
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
/// Tags of a plugin at most.
const MOST_TAGS: usize = 32;
/// Characters of a tag at most.
const TAG_LENGTH: usize = 64;

/// The tags of a manifest. The error is one phrase.
pub(crate) fn tags_of(fields: &Map<String, Json>) -> Result<Vec<String>, String> {
    let values = match fields.get("tags") {
        None | Some(Json::Null) => return Ok(Vec::new()),
        Some(Json::Array(values)) => values,
        Some(_) => return Err("its field tags is not a list".to_owned()),
    };
    if values.len() > MOST_TAGS {
        return Err(format!("it has {} tags, at most {MOST_TAGS} are allowed", values.len()));
    }
    let mut tags: Vec<String> = Vec::new();
    for value in values {
        let Some(tag) = value.as_str() else {
            return Err("its field tags has something that is not a text".to_owned());
        };
        if tag.trim().is_empty() || tag.chars().count() > TAG_LENGTH || tag.chars().any(char::is_control) {
            return Err(format!("a tag has 1 to {TAG_LENGTH} characters that can be seen"));
        }
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    Ok(tags)
}

/// Puts the values of the chosen tag in the place of the fields that differ. The error is
/// one phrase.
pub(crate) fn choose(fields: &mut Map<String, Json>, tag: Option<&str>) -> Result<(), String> {
    for field in FIELDS {
        let Some(Json::Object(variants)) = fields.get(*field) else { continue };
        let Some(tag) = tag else {
            return Err("You must use 'tags' with configurable fields.".to_owned());
        };
        match variants.get(tag).cloned() {
            Some(chosen) => fields.insert((*field).to_owned(), chosen),
            // JavaScript's `undefined`.
            None => fields.shift_remove(*field),
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(json: Json) -> Map<String, Json> {
        match json {
            Json::Object(fields) => fields,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn the_chosen_tag_decides_what_fields_are() {
        let written = object(json!({
            "tags": ["CPU", "GPU"], "ui": {"CPU": "a", "GPU": ["b"]}, "icon": "x", "labels": {"CPU": ["c"]},
            "defaults": {"w": 1},
        }));
        let mut cpu = written.clone();
        choose(&mut cpu, Some("CPU")).unwrap();
        assert_eq!((&cpu["ui"], &cpu["icon"], &cpu["labels"]), (&json!("a"), &json!("x"), &json!(["c"])));
        assert_eq!(cpu["defaults"], json!({"w": 1}));
        let mut gpu = written.clone();
        choose(&mut gpu, Some("GPU")).unwrap();
        assert_eq!((&gpu["ui"], gpu.get("labels")), (&json!(["b"]), None));
        assert_eq!(choose(&mut written.clone(), None), Err("You must use 'tags' with configurable fields.".to_owned()));
    }

    #[test]
    fn tags_are_checked() {
        assert_eq!(tags_of(&object(json!({}))), Ok(vec![]));
        assert_eq!(tags_of(&object(json!({"tags": ["a", "b", "a"]}))), Ok(vec!["a".to_owned(), "b".to_owned()]));
        for tags in [json!("a"), json!([1]), json!([""]), json!(["a\n"]), json!(["x".repeat(65)]), json!(vec!["a"; 33])]
        {
            assert!(tags_of(&object(json!({"tags": tags.clone()}))).is_err(), "{tags}");
        }
    }
}
