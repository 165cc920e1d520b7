//! Values: what Python makes of them, and what becomes of Python's.

use crate::{list, started};
use bytes::Bytes;
use imjoy_engine::CallError;
use imjoy_engine::value::{DataType, ErrorValue, File, NdArray, Record, Value};

fn samples() -> Vec<(Value, &'static str)> {
    let array = NdArray::new(DataType::Uint16, vec![2, 3], Bytes::from_static(&[1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0]));
    let large = NdArray::new(DataType::Float32, vec![100, 100], Bytes::from(vec![0; 40_000]));
    vec![
        (Value::Null, "NoneType"),
        (true.into(), "bool"),
        (3i64.into(), "int"),
        (i64::MIN.into(), "int"),
        (3.0.into(), "float"),
        (f64::INFINITY.into(), "float"),
        ("grün 🔬".into(), "str"),
        (list([1i64.into(), "two".into(), Value::Null, list([])]), "list"),
        (Value::Integers((0..1000).collect()), "list"),
        (Value::Floats([0.25; 100].into()), "list"),
        (Value::Record(Record::new().with("b", 1i64).with("a", Value::Record(Record::new()))), "Record"),
        (Value::Pairs(vec![(1i64.into(), "one".into())]), "OrderedDict"),
        (Value::Set(vec![1i64.into()]), "set"),
        (Value::Date(1_715_904_000_125.0), "datetime"),
        (Value::Bytes(Bytes::from_static(b"\x00\xff")), "bytes"),
        (Value::Bytes(Bytes::from(vec![7; 100_000])), "bytes"),
        (Value::NdArray(array.unwrap()), "ndarray"),
        (Value::NdArray(large.unwrap()), "ndarray"),
        (Value::File(File { name: Some("a.txt".into()), mime_type: "text/plain".into(), data: "abc".into() }), "File"),
        (Value::File(File { name: None, mime_type: "a/b".into(), data: vec![1; 10_000].into() }), "File"),
        (Value::Error(ErrorValue { name: "ValueError".into(), message: "wrong".into() }), "ValueError"),
    ]
}

#[test]
fn values_come_back_as_they_went() {
    let engine = started("values.imjoy.html");
    for (value, kind) in samples() {
        assert_eq!(engine.call("values", "kind", vec![value.clone()]).unwrap(), kind.into(), "{value}");
        assert_eq!(engine.call("values", "echo", vec![value.clone()]).unwrap(), value);
    }
    // Nothing arrives as None.
    assert_eq!(engine.call("values", "echo", vec![Value::Absent]).unwrap(), Value::Null);
}

#[test]
fn kinds_of_python_arrive_as_the_nearest_of_the_api() {
    let engine = started("values.imjoy.html");
    let made = engine.call("values", "made", vec![]).unwrap();
    let field = |name: &str| made.field(name).unwrap().clone();
    assert_eq!(field("none"), Value::Null);
    assert_eq!(field("whole"), Value::Integer(3));
    assert_eq!(field("fraction"), Value::Float(3.0));
    assert_eq!(field("text"), "grün".into());
    assert_eq!(field("tuple"), list([1i64.into(), "a".into()]));
    assert_eq!(field("bytes"), Value::Bytes(Bytes::from_static(&[0, 1])));
    assert_eq!(field("view"), Value::Bytes(Bytes::from_static(b"ac")));
    assert_eq!(field("set"), Value::Set(vec![1i64.into()]));
    assert_eq!(field("map"), Value::Pairs(vec![("b".into(), 1i64.into()), ("a".into(), 2i64.into())]));
    assert_eq!(field("keys"), Value::Pairs(vec![(1i64.into(), "one".into()), (2i64.into(), "two".into())]));
    assert_eq!(field("date"), Value::Date(1_715_904_000_000.0));
    assert_eq!(field("error"), Value::Error(ErrorValue { name: "ValueError".into(), message: "wrong".into() }));
    assert!(
        matches!(field("file"), Value::File(file) if file.data == "hello" && file.name.as_deref() == Some("hello.txt"))
    );
    assert!(matches!(field("many"), Value::Integers(numbers) if numbers.len() == 1000));
    assert!(matches!(field("fractions"), Value::Floats(numbers) if numbers.len() == 1000));
}

#[test]
fn named_arguments_reach_python_as_such() {
    let engine = started("values.imjoy.html");
    let named = Value::Record(Record::new().with("second", 5i64).with("third", 6i64).with("_rkwargs", true));
    assert_eq!(
        engine.call("values", "name_them", vec![1i64.into(), named]).unwrap(),
        list([1i64.into(), 5i64.into(), Value::Record(Record::new().with("third", 6i64))])
    );
    let record = Value::Record(Record::new().with("second", 5i64));
    assert_eq!(
        engine.call("values", "name_them", vec![1i64.into(), record.clone()]).unwrap(),
        list([1i64.into(), record, Value::Record(Record::new())])
    );
}

#[test]
fn files_are_read_when_asked_for() {
    let engine = started("values.imjoy.html");
    let text = "x".repeat(10_000);
    let file = File { name: Some("x.txt".into()), mime_type: "text/plain".into(), data: text.clone().into() };
    assert_eq!(
        engine.call("values", "read", vec![Value::File(file)]).unwrap(),
        list(["x.txt".into(), "text/plain".into(), 10_000i64.into(), text.into()])
    );
}

#[test]
fn data_beyond_one_call_is_copied_in_pieces() {
    let engine = started("values.imjoy.html");
    let bytes = Value::Bytes(Bytes::from(vec![1; 150 * 1024 * 1024]));
    assert_eq!(engine.call("values", "length", vec![bytes.clone()]).unwrap(), Value::Integer(150 * 1024 * 1024));
    assert_eq!(engine.call("values", "echo", vec![bytes.clone()]).unwrap(), bytes);
}

#[test]
fn wrong_arguments_are_errors_of_python() {
    let engine = started("values.imjoy.html");
    match engine.call("values", "echo", vec![]).unwrap_err() {
        CallError::Failed(text) => assert!(text.starts_with("TypeError: "), "{text}"),
        other => panic!("{other:?}"),
    }
}
