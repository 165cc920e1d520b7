//! Forms against the golden vectors of ImJoy's `joy.js`.
//!
//! `UI_VECTORS=<file>` runs another file of the same form as well.

#![allow(clippy::expect_used)]

use imjoy_engine::form::{Dialect, Form, FormError};
use imjoy_engine::value::{Record, Value};
use serde_json::{Map, Value as Json, json};
use std::path::Path;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/ui_joy_vectors.json");

/// The vector that the parser gives for a `ui`.
fn vector(ui: &Json) -> Map<String, Json> {
    let mut vector = Map::new();
    let ui = Value::from(ui.clone());
    if let Ok(normalized) = Form::normalize(&ui) {
        vector.insert("normalized".into(), json!(normalized));
    }
    match Form::parse_with(&ui, Dialect::ImJoy) {
        Ok(form) => {
            let fields = |record: &Record| Value::Record(record.clone()).to_json().expect("plain data");
            let mut config = form.default_answers();
            config.set("_references", Record::new());
            assert_eq!(vector.get("normalized"), Some(&json!(form.normalized)));
            vector.insert("elements".into(), form.elements.iter().map(|element| fields(&element.fields)).collect());
            vector.insert("config".into(), fields(&config));
            vector.insert("text".into(), json!(form.visible_text()));
        }
        Err(error @ FormError::Object) => {
            vector.insert("normalize_error".into(), json!(error.to_string()));
        }
        Err(error) => {
            vector.insert("error".into(), json!(error.to_string()));
        }
    }
    vector
}

/// Equality as in JavaScript, where 1 and 1.0 are one number.
fn is_same(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => left.as_f64() == right.as_f64(),
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
        }
        (Json::Object(left), Json::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, value)| right.get(name).is_some_and(|other| is_same(value, other)))
        }
        _ => left == right,
    }
}

/// Runs every vector of a file; gives their number and what differs.
fn run(path: &Path) -> (usize, Vec<String>) {
    let text = std::fs::read_to_string(path).expect("the file of vectors can be read");
    let vectors: Vec<Json> = serde_json::from_str(&text).expect("the file of vectors is JSON");
    let mut differences = Vec::new();
    for expected in &vectors {
        let actual = vector(&expected["ui"]);
        for part in ["normalized", "elements", "config", "text", "error", "normalize_error"] {
            let absent = Json::Null;
            let (actual, expected_part) = (actual.get(part).unwrap_or(&absent), expected.get(part).unwrap_or(&absent));
            if !is_same(actual, expected_part) {
                let name = &expected["source"];
                let ui = &expected["ui"];
                differences.push(format!("{name} {ui}\n  {part}: {actual}\n  expected: {expected_part}"));
            }
        }
    }
    (vectors.len(), differences)
}

#[test]
fn golden_vectors() {
    let (count, differences) = run(Path::new(GOLDEN));
    assert_eq!(count, 59);
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn further_vectors() {
    if let Some(path) = std::env::var_os("UI_VECTORS") {
        let (_, differences) = run(Path::new(&path));
        assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
    }
}
