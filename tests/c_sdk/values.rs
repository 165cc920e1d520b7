//! Values: made, read, converted, passed on.

use crate::{PLUGIN, call, engine, text};
use imjoy_engine::value::{DataType, ErrorValue, File, NdArray, Record, Value};
use imjoy_tests::guests;

/// A value with all kinds that have no handle.
fn everything() -> Value {
    let floats: Vec<u8> = (0..6000).flat_map(|number| (number as f32).to_le_bytes()).collect();
    let file = |name: Option<&str>, length: usize| {
        Value::File(File {
            name: name.map(str::to_owned),
            mime_type: "text/plain".into(),
            data: vec![9; length].into(),
        })
    };
    Value::Record(
        Record::new()
            .with("z first", Value::Absent)
            .with("null", Value::Null)
            .with("yes", true)
            .with("three", 3i64)
            .with("three point zero", 3.0)
            .with("infinite", f64::NEG_INFINITY)
            .with("text", "grüße 🔬")
            .with("zero", "a\0b")
            .with("empty", "")
            .with("", Value::Record(Record::new()))
            .with("list", Value::List(vec![1i64.into(), "a".into(), Value::List(vec![Value::Null])]))
            .with("same", Value::Record(Record::new().with("null", 1i64).with("yes", 2i64)))
            .with("integers", Value::Integers((0..100).collect()))
            .with("floats", Value::Floats((0..100).map(|number| f64::from(number) / 4.0).collect()))
            .with("no list", Value::List(vec![]))
            .with("pairs", Value::Pairs(vec![(Value::Integer(1), "one".into()), ("two".into(), 2.5.into())]))
            .with("set", Value::Set(vec!["a".into(), "b".into()]))
            .with("date", Value::Date(1_700_000_000_123.0))
            .with("no bytes", Value::Bytes(vec![].into()))
            .with("few bytes", Value::Bytes(vec![1, 2, 3].into()))
            .with("many bytes", Value::Bytes(vec![7; 100_000].into()))
            .with("array", NdArray::new(DataType::Float32, vec![60, 100], floats.into()).unwrap())
            .with("no elements", NdArray::new(DataType::Int16, vec![0, 5], vec![].into()).unwrap())
            .with("one element", NdArray::new(DataType::Int16, vec![], vec![1, 2].into()).unwrap())
            .with("file", file(Some("a.txt"), 5))
            .with("blob", file(None, 5000))
            .with("error", Value::Error(ErrorValue { name: "TypeError".into(), message: "boom".into() })),
    )
}

#[test]
fn values_of_every_kind_return_unchanged() {
    let engine = engine();
    engine.start(guests::ECHO);
    let value = everything();
    assert_eq!(call(&engine, "echo", vec![value.clone()]), value);
    // To another plugin and back, and once more from there.
    assert_eq!(call(&engine, "call", vec![text("echo"), text("echo"), value.clone()]), value);
    assert_eq!(engine.call("echo", "relay", vec![text(PLUGIN), value.clone()]).unwrap(), value);
    // Kept from one call to the next, in place of what was kept.
    call(&engine, "keep", vec![everything()]);
    call(&engine, "keep", vec![value.clone()]);
    for _ in 0..2 {
        assert_eq!(call(&engine, "what_is_kept", vec![]), value);
    }
}

#[test]
fn values_that_are_made_here() {
    let made = call(&engine(), "make", vec![]);
    let field = |name: &str| made.field(name).unwrap().clone();
    let names: Vec<&str> = made.as_record().unwrap().iter().map(|(name, _)| name).collect();
    assert_eq!(names[..4], ["absent", "null", "boolean", "integer"], "the order is kept");
    assert_eq!(field("absent"), Value::Absent);
    assert_eq!(field("null"), text("replaced"));
    assert_eq!(field("boolean"), true.into());
    assert_eq!(field("integer"), i64::MIN.into());
    assert_eq!(field("number"), 0.5.into());
    assert_eq!(field("text"), text("µm"));
    assert_eq!(field("cut"), text("a\u{fffd}z"), "bytes that are no UTF-8 are replaced");
    assert_eq!(field("format"), text("3 of five"));
    assert_eq!(field("date"), Value::Date(1.5e12));
    assert_eq!(field("list"), Value::List(vec![1i64.into(), "two".into()]));
    assert_eq!(field("empty"), Value::List(vec![]));
    assert_eq!(field("numbers").as_list().unwrap(), [1.0.into(), 2.5.into(), (-3.0).into()]);
    assert_eq!(field("integers").as_list().unwrap(), [7i64.into(), (-7i64).into()]);
    assert_eq!(field("set"), Value::Set(vec![4i64.into()]));
    assert_eq!(field("map"), Value::Pairs(vec![(1i64.into(), "one".into())]));
    assert_eq!(field("bytes"), Value::Bytes(vec![0, 1, 2].into()));
    let elements: Vec<u8> = (0..6u16).flat_map(|number| (number * 1000).to_le_bytes()).collect();
    assert_eq!(field("ndarray"), NdArray::new(DataType::Uint16, vec![2, 3], elements.into()).unwrap().into());
    let file = File { name: Some("a.txt".into()), mime_type: "text/plain".into(), data: b"hi".to_vec().into() };
    assert_eq!(field("file"), Value::File(file));
    let blob = File { name: None, mime_type: "image/png".into(), data: vec![].into() };
    assert_eq!(field("blob"), Value::File(blob));
    assert_eq!(field("error"), Value::Error(ErrorValue { name: "TypeError".into(), message: "no".into() }));
}

#[test]
fn reading_takes_what_fits_and_names_what_does_not() {
    let engine = engine();
    let read = |value: Value| call(&engine, "read", vec![value]);
    let found = read(3.0.into());
    assert_eq!(found.field("integer").unwrap(), &3i64.into());
    assert_eq!(found.field("number").unwrap(), &3.0.into());
    assert_eq!(found.field("boolean").unwrap(), &text("it must be true or false, and is a number"));
    assert_eq!(found.field("text").unwrap(), &text("it must be a text, and is a number"));
    let found = read(3.5.into());
    assert_eq!(found.field("integer").unwrap(), &text("it must be a whole number, and is a number"));
    let found = read(text(" 7.5 "));
    assert_eq!(found.field("number").unwrap(), &7.5.into(), "a text that is a number");
    assert_eq!(found.field("integer").unwrap(), &text("it must be a whole number, and is \" 7.5 \""));
    let found = read(text("seven"));
    assert_eq!(found.field("number").unwrap(), &text("it must be a number, and is \"seven\""));
    assert_eq!(found.field("kind").unwrap(), &text("a text"));
    let found = read(Value::List(vec![1i64.into(), 2.5.into()]));
    assert_eq!(found.field("numbers").unwrap().as_list().unwrap(), [1.0.into(), 2.5.into()]);
    let found = read(Value::List(vec![1i64.into(), "2".into()]));
    assert_eq!(found.field("numbers").unwrap(), &text("it must be a list of numbers, and is \"2\""));
    let found = read(Value::Bytes(vec![3; 5000].into()));
    assert_eq!(found.field("bytes").unwrap(), &Value::Bytes(vec![3; 5000].into()));
    let found = read(NdArray::new(DataType::Float64, vec![3, 2], vec![0; 48].into()).unwrap().into());
    assert_eq!(found.field("ndarray").unwrap(), &6i64.into());
    let found = call(&engine, "read", vec![]);
    assert_eq!(found.field("number").unwrap(), &text("it is missing: it must be a number"));
}

#[test]
fn elements_are_converted_as_by_numpy() {
    let engine = engine();
    let values = [-1e30, -129.0, -2.5, -0.5, 0.0, 0.49, 0.5, 1.5, 254.6, 300.0, 65504.0, 7e4, 1e30, f64::NAN];
    let data: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    let array = NdArray::new(DataType::Float64, vec![values.len() as u64], data.into()).unwrap();
    // The numbers of the types are their places in the WIT.
    let convert = |dtype: i64, array: &NdArray| match call(&engine, "convert", vec![array.clone().into(), dtype.into()])
    {
        Value::NdArray(array) => array,
        other => panic!("{other}"),
    };
    let numbers = |array: &NdArray| (0..array.len()).map(|index| array.element(index).unwrap()).collect::<Vec<f64>>();
    let bytes = convert(5, &array);
    assert_eq!(bytes.data_type(), DataType::Uint8);
    let rounded = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 255.0, 255.0, 255.0, 255.0, 255.0, 0.0];
    assert_eq!(numbers(&bytes), rounded, "to the nearest, halves to the even one, within the range");
    let signed = numbers(&convert(1, &array));
    assert_eq!(signed[..4], [-128.0, -128.0, -2.0, 0.0]);
    assert_eq!(signed[11..], [127.0, 127.0, 0.0]);
    let long = convert(4, &array);
    assert_eq!(i64::from_le_bytes(long.data()[..8].try_into().unwrap()), i64::MIN);
    assert_eq!(i64::from_le_bytes(long.data()[96..104].try_into().unwrap()), i64::MAX);
    let half = numbers(&convert(9, &array));
    let expected = [f64::NEG_INFINITY, -129.0, -2.5, -0.5, 0.0, 0.489_990_234_375, 0.5, 1.5, 254.625, 300.0, 65504.0];
    assert_eq!(half[..11], expected);
    assert!(half[11].is_infinite() && half[13].is_nan(), "{half:?}");
    // Every half-precision number comes back from a double.
    let every: Vec<u8> = (0..=u16::MAX).flat_map(u16::to_le_bytes).collect();
    let halves = NdArray::new(DataType::Float16, vec![65536], every.clone().into()).unwrap();
    let back = convert(9, &convert(11, &halves));
    for (index, (a, b)) in every.chunks(2).zip(back.data().chunks(2)).enumerate() {
        let is_nan = index & 0x7c00 == 0x7c00 && index & 0x3ff != 0;
        assert!(a == b || is_nan, "{index:#x} became {b:?}");
    }
    let complex = NdArray::new(DataType::Complex64, vec![1], vec![0; 8].into()).unwrap();
    let error = engine.call(PLUGIN, "convert", vec![complex.into(), 11i64.into()]).unwrap_err();
    assert_eq!(error.to_string(), "an array of complex64 has complex numbers");
}

#[test]
fn many_records_and_many_names() {
    let engine = engine();
    let rows = call(&engine, "records", vec![1000i64.into(), 3i64.into()]).as_list().unwrap();
    assert_eq!((rows.len(), rows[999].field("field 2").unwrap()), (1000, &2999i64.into()));
    let rows = call(&engine, "records", vec![2i64.into(), 2000i64.into()]).as_list().unwrap();
    assert_eq!(rows[1].field("field 1999").unwrap(), &3999i64.into());
}

#[test]
fn data_beyond_one_call_goes_in_pieces() {
    let engine = engine();
    let count = 150i64 << 20;
    let made = call(&engine, "many_bytes", vec![count.into()]);
    let Value::NdArray(array) = &made else { panic!("{made}") };
    assert_eq!(array.len() as i64, count);
    assert!(array.data().iter().all(|byte| *byte == 7));
    let small = NdArray::new(DataType::Uint8, vec![90 << 20], vec![1; 90 << 20].into()).unwrap();
    assert_eq!(call(&engine, "sum", vec![small.into()]).as_number(), Some(f64::from(90 << 20)));
}

#[test]
fn passing_on_a_big_array_does_not_copy_it() {
    let engine = engine();
    let array = NdArray::new(DataType::Uint8, vec![1 << 20], vec![5; 1 << 20].into()).unwrap();
    let before = array.data().as_ptr();
    let Value::NdArray(returned) = call(&engine, "echo", vec![array.into()]) else { panic!("no array") };
    assert_eq!(returned.data().as_ptr(), before);
}
