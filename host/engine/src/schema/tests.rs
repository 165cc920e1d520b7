//! The vectors of ImJoy's `ajv_test.js` by meaning, and what a hostile schema does.

use super::*;
use crate::value::{DataType, File, NdArray, Record};
use bytes::Bytes;
use serde_json::{Map, json};

fn compile(schema: Json) -> Result<Arc<Schema>, CallError> {
    Schema::compile("op", Side::Inputs, schema.into()).map(Option::unwrap)
}

fn refusal(schema: Json) -> String {
    match compile(schema.clone()) {
        Err(CallError::Invalid(text)) => text,
        other => panic!("{schema}: {other:?}"),
    }
}

fn data() -> Value {
    let array = NdArray::new(DataType::Uint8, vec![10, 10], Bytes::from(vec![0; 100])).unwrap();
    let file = File { name: Some("foo.txt".into()), mime_type: "text/plain".into(), data: Bytes::from_static(b"foo") };
    Value::Record(Record::new().with("mydata", array).with("myfile", Value::File(file)))
}

#[test]
fn keywords_of_imjoy() {
    for (field, keyword, expected) in [
        ("mydata", json!({"ndarray": {"shape": [10, 10]}}), true),
        ("mydata", json!({"ndarray": {"shape": [20, 10]}}), false),
        ("mydata", json!({"ndarray": {"shape": [null, 10]}}), true),
        ("mydata", json!({"ndarray": {"dtype": "float32"}}), false),
        ("mydata", json!({"ndarray": {"dtype": "uint8"}}), true),
        ("mydata", json!({"ndarray": {"dtype": ["uint8", "float32"]}}), true),
        ("mydata", json!({"ndarray": {"ndim": 3}}), false),
        ("mydata", json!({"ndarray": {"ndim": 2}}), true),
        ("mydata", json!({"ndarray": {"ndim": [2, 3]}}), true),
        ("mydata", json!({"ndarray": {"ndim": [1, 3]}}), false),
        ("mydata", json!({"ndarray": {}}), true),
        ("myfile", json!({"ndarray": {}}), false),
        ("mydata", json!({"properties": {"_rtype": {"const": "ndarray"}}}), true),
        ("myfile", json!({"file": {"mime": "text/plain"}}), true),
        ("myfile", json!({"file": {"mime": ["text/plain", "image/png"]}}), true),
        ("myfile", json!({"file": {"mime": "image/png"}}), false),
        ("myfile", json!({"file": {"mime": "text/.*"}}), true),
        ("myfile", json!({"file": {"ext": "png"}}), false),
        ("myfile", json!({"file": {"ext": "txt"}}), true),
        ("myfile", json!({"file": {"ext": ["txt", "png"]}}), true),
        ("myfile", json!({"file": {"ext": "txt", "size": 3}}), true),
        ("myfile", json!({"file": {"ext": "txt", "size": [1, 2]}}), false),
        ("myfile", json!({"file": {"ext": "txt", "minSize": 4}}), false),
        ("myfile", json!({"file": {"ext": "txt", "maxSize": 2}}), false),
        ("mydata", json!({"file": {"ext": "txt"}}), false),
        ("myfile", json!({"instanceof": "File"}), true),
        ("myfile", json!({"instanceof": ["Map", "Blob"]}), true),
        ("mydata", json!({"instanceof": "File"}), false),
    ] {
        let schema = compile(json!({"properties": {field: keyword}, "type": "object"})).unwrap();
        assert_eq!(schema.check(&data()).is_ok(), expected, "{schema:?}");
    }
}

#[test]
fn no_record_passes_for_an_array() {
    let forged = Record::new().with("_rtype", "ndarray").with("_rdtype", "uint8").with("_rvalue", true);
    let forged = Value::Record(Record::new().with("mydata", forged.with("_rshape", Value::Integers([1].into()))));
    let schema = compile(json!({"mydata": {"ndarray": {}}})).unwrap();
    assert_eq!((schema.check(&data()).is_ok(), schema.check(&forged).is_ok()), (true, false));
}

#[test]
fn a_property_is_required_unless_required_says_otherwise() {
    let empty = Value::Record(Record::new());
    assert_eq!(compile(json!({"src": {}})).unwrap().check(&empty), Err("\"src\" is a required property".to_owned()));
    let optional = json!({"type": "object", "properties": {"src": {}}, "required": []});
    assert_eq!(compile(optional).unwrap().check(&empty), Ok(()));
    assert_eq!(
        compile(json!({"src": {}})).unwrap().check(&Value::Record(Record::new().with("src", Value::Absent))),
        Err("\"src\" is a required property".to_owned())
    );
}

#[test]
fn a_window_is_accepted_by_its_data_or_with_its_type() {
    let accepts = |schema: Json| compile(schema).unwrap().accepts_window("coins", "imjoy/image", &data());
    assert!(accepts(json!({"type": {"const": "imjoy/image"}})));
    assert!(!accepts(json!({"type": {"const": "imjoy/table"}})));
    assert!(accepts(
        json!({"type": "object", "properties": {"mydata": {}, "myfile": {}}, "additionalProperties": false})
    ));
}

#[test]
fn a_file_is_accepted_by_its_name_type_and_size() {
    let by_keyword = compile(json!({"type": "object", "file": {"ext": ".csv", "maxSize": 10}})).unwrap();
    let by_fields = compile(json!({"name": {"pattern": "[.]csv$"}, "size": {"maximum": 10}, "type": {}})).unwrap();
    for schema in [by_keyword, by_fields] {
        assert!(schema.accepts_file(Some("a.csv"), "text/csv", 10));
        assert!(!schema.accepts_file(Some("a.txt"), "text/csv", 10));
        assert!(!schema.accepts_file(Some("a.csv"), "text/csv", 11));
    }
}

#[test]
fn references_stay_within_a_schema() {
    let schema = json!({
        "type": "object", "properties": {"a": {"$ref": "#/definitions/number"}},
        "definitions": {"number": {"type": "number"}},
    });
    let schema = compile(schema).unwrap();
    assert_eq!(schema.check(&Value::Record(Record::new().with("a", 1i64))), Ok(()));
    assert_eq!(
        schema.check(&Value::Record(Record::new().with("a", "x"))),
        Err("a: it is not of type \"number\"".to_owned())
    );
    for (schema, reason) in [
        (json!({"a": {"$ref": "https://example.com/schema.json"}}), "leads out of it"),
        (json!({"a": {"$ref": "file:///etc/passwd"}}), "leads out of it"),
        (json!({"a": {"$ref": "other.json#/a"}}), "leads out of it"),
        (json!({"a": {"$ref": "#anchor"}}), "leads out of it"),
        (json!({"a": {"$ref": "#/nothing"}}), "leads to nothing"),
        (json!({"type": "object", "properties": {"a": {"$ref": "#"}}}), "leads back to itself"),
        (json!({"a": {"$dynamicRef": "#x"}}), "use $ref"),
        (json!({"a": {"$id": "http://example.com/"}}), "at the top only"),
        (json!({"$schema": "https://example.com/own", "type": "object"}), "is not supported"),
    ] {
        let text = refusal(schema);
        assert!(text.contains(reason), "{text}");
    }
}

#[test]
fn references_cannot_multiply() {
    // Thirty levels that each refer twice to the next: two to the thirty of the last.
    let mut definitions = Map::new();
    for level in 0..30 {
        let next = json!({"$ref": format!("#/definitions/d{}", level + 1)});
        definitions.insert(format!("d{level}"), json!({"allOf": [next, next]}));
    }
    definitions.insert("d30".to_owned(), json!({}));
    let text = refusal(json!({"type": "object", "$ref": "#/definitions/d0", "definitions": definitions}));
    assert!(text.contains("lead from one to the next"), "{text}");
    let mut definitions = Map::new();
    for level in 0..10 {
        let next = json!({"$ref": format!("#/definitions/d{}", level + 1)});
        definitions.insert(format!("d{level}"), json!({"allOf": vec![next; 10]}));
    }
    definitions.insert("d10".to_owned(), json!({}));
    let text = refusal(json!({"type": "object", "$ref": "#/definitions/d0", "definitions": definitions}));
    assert!(text.contains("with its references it has more than"), "{text}");
}

#[test]
fn a_wrong_schema_is_one_sentence() {
    let deep = (0..40).fold(json!({}), |inner, _| json!({"not": inner}));
    for (schema, reason) in [
        (json!({"type": "no such type"}), "`inputs` of the op op is not a valid JSON Schema"),
        (json!({"type": "object", "properties": {"a": {"type": 1}}}), "is not a valid JSON Schema"),
        (json!("text"), "must be an object"),
        (json!([1]), "must be an object"),
        (json!({"a": {"pattern": "("}}), "is not a valid JSON Schema"),
        (json!({"a": {"pattern": "(a{1000}){1000}"}}), "is not a valid JSON Schema"),
        (json!({"a": {"pattern": "(?=a)"}}), "is not a valid JSON Schema"),
        (json!({"a": {"ndarray": {"dtype": "uint7"}}}), "Invalid dtype: uint7"),
        (json!({"a": {"ndarray": {"shape": [1], "ndim": 2}}}), "mismatch between shape and ndim"),
        (json!({"a": {"file": {"size": 1}}}), "Invalid config for keyword: file"),
        (json!({"a": {"file": {"ext": "a", "maxSize": "1"}}}), "maxSize must be a number"),
        (json!({"a": {"instanceof": "Window"}}), "knows no \"Window\""),
        (deep, "more than 32 levels"),
        (json!({"a": {"enum": vec![0; 20_000]}}), "more than 10000 members"),
        (json!({"a": {"const": "x".repeat(70_000)}}), "more than 65536 bytes of text"),
    ] {
        let text = refusal(schema);
        assert!(text.contains(reason) && !text.contains('\n') && text.len() < 500, "{text}");
    }
    assert!(Schema::compile("op", Side::Inputs, Value::Null).unwrap().is_none());
}

#[test]
fn much_data_is_not_checked() {
    let schema = compile(json!({"type": "array", "items": {"type": "number"}})).unwrap();
    assert_eq!(schema.check(&Value::Floats(vec![f64::NAN; 1000].into())), Ok(()));
    let reason = schema.check(&Value::Floats(vec![0.0; 1_000_000].into())).unwrap_err();
    assert!(reason.contains("more than 200000 members"), "{reason}");
    let texts = Value::List(vec![Value::Text("x".repeat(1_000_000)); 5]);
    assert!(schema.check(&texts).unwrap_err().contains("bytes of text"));
}

#[test]
fn patterns_take_linear_time() {
    // Exponential for an engine that goes back.
    let schema = compile(json!({"a": {"pattern": "^(a+)+$"}})).unwrap();
    let text = "a".repeat(100_000) + "!";
    assert!(schema.check(&Value::Record(Record::new().with("a", text))).is_err());
}
