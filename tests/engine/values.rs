//! Values pass through a plugin, and through two, unchanged.

use imjoy_engine::CallError;
use imjoy_engine::value::{DataType, ErrorValue, File, NdArray, Record, Value};
use imjoy_tests::{TestEngine, guests};

fn everything() -> Value {
    let floats: Vec<u8> = (0..6000).flat_map(|number| (number as f32).to_le_bytes()).collect();
    Value::Record(
        Record::new()
            .with("z first", Value::Absent)
            .with("null", Value::Null)
            .with("yes", true)
            .with("three", 3i64)
            .with("three point zero", 3.0)
            .with("infinite", f64::NEG_INFINITY)
            .with("text", "grüße 🔬")
            .with("empty", "")
            .with("list", Value::List(vec![1i64.into(), "a".into(), Value::List(vec![Value::Null])]))
            .with("pairs", Value::Pairs(vec![(Value::Integer(1), "one".into()), ("two".into(), 2.5.into())]))
            .with("set", Value::Set(vec!["a".into(), "b".into()]))
            .with("date", Value::Date(1_700_000_000_123.0))
            .with("few bytes", Value::Bytes(vec![1, 2, 3].into()))
            .with("many bytes", Value::Bytes(vec![7; 100_000].into()))
            .with("array", NdArray::new(DataType::Float32, vec![60, 100], floats.into()).unwrap())
            .with("no elements", NdArray::new(DataType::Int16, vec![0, 5], vec![].into()).unwrap())
            .with(
                "file",
                Value::File(File {
                    name: Some("a.txt".into()),
                    mime_type: "text/plain".into(),
                    data: b"hello".to_vec().into(),
                }),
            )
            .with("blob", Value::File(File { name: None, mime_type: "image/png".into(), data: vec![9; 5000].into() }))
            .with("error", Value::Error(ErrorValue { name: "TypeError".into(), message: "boom".into() })),
    )
}

#[test]
fn values_of_every_kind_return_unchanged() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    engine.start(guests::ECHO_PARTNER);
    let value = everything();
    assert_eq!(engine.call("echo", "echo", vec![value.clone()]).unwrap(), value);
    assert_eq!(engine.call("echo", "relay", vec!["echo-partner".into(), value.clone()]).unwrap(), value);
}

#[test]
fn arrays_of_every_type_return_unchanged() {
    use DataType::*;
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    for data_type in [
        Boolean, Int8, Int16, Int32, Int64, Uint8, Uint16, Uint32, Uint64, Float16, Float32, Float64, Complex64,
        Complex128,
    ] {
        let array = NdArray::new(data_type, vec![2, 3], vec![1; 6 * data_type.size()].into()).unwrap();
        assert_eq!(engine.call("echo", "echo", vec![array.clone().into()]).unwrap(), Value::NdArray(array));
    }
}

#[test]
fn long_lists_of_numbers_return_unchanged() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    let integers: Vec<i64> = (0..10_000).map(|number| number * 1_000_003 - 5).collect();
    let value = Value::Integers(integers.clone().into());
    assert_eq!(engine.call("echo", "echo", vec![value]).unwrap().as_list().unwrap().len(), integers.len());
    let floats: Vec<f64> = integers.iter().map(|number| *number as f64 / 7.0).collect();
    let returned = engine.call("echo", "echo", vec![Value::Floats(floats.clone().into())]).unwrap();
    let returned: Vec<f64> = returned.as_list().unwrap().iter().filter_map(Value::as_number).collect();
    assert_eq!(returned, floats);
}

#[test]
fn passing_on_a_big_array_does_not_copy_it() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    let array = NdArray::new(DataType::Uint8, vec![1 << 20], vec![5; 1 << 20].into()).unwrap();
    let before = array.data().as_ptr();
    let Value::NdArray(returned) = engine.call("echo", "echo", vec![array.into()]).unwrap() else {
        panic!("no array");
    };
    assert_eq!(returned.data().as_ptr(), before);
}

#[test]
fn a_plugin_reads_and_makes_arrays() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    let data: Vec<u8> = (0..40_000).flat_map(|number| (number as f32).to_le_bytes()).collect();
    let array = NdArray::new(DataType::Float32, vec![200, 200], data.into()).unwrap();
    let sum = engine.call("echo", "sum", vec![array.clone().into()]).unwrap();
    assert_eq!(sum.as_number(), Some(799_980_000.0));
    assert_eq!(engine.call("echo", "copy", vec![array.clone().into()]).unwrap(), Value::NdArray(array));
}

#[test]
fn an_array_of_another_type_is_one_clear_sentence() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    let array = NdArray::new(DataType::Uint8, vec![2], vec![0; 2].into()).unwrap();
    match engine.call("echo", "sum", vec![array.into()]).unwrap_err() {
        CallError::Invalid(text) => {
            assert!(text.contains("uint8") && text.contains("float32") && text.contains("sum"), "{text}");
        }
        other => panic!("{other:?}"),
    }
}
