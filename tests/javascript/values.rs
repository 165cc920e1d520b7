//! Values on their way through the real host.

use crate::{call, exporting, list, record};
use bytes::Bytes;
use imjoy_engine::value::{DataType, File, NdArray, Value};

fn echoed(value: Value) {
    let engine = exporting("echo: (x) => x");
    assert_eq!(call(&engine, "echo", vec![value.clone()]).unwrap(), value);
}

#[test]
fn every_kind_comes_back() {
    echoed(list([
        Value::Absent,
        Value::Null,
        true.into(),
        3i64.into(),
        2.5.into(),
        Value::Float(f64::INFINITY),
        "äöü".into(),
        record([("b", 1i64.into()), ("a", list([]))]),
        Value::Pairs(vec![(1i64.into(), "one".into())]),
        Value::Set(vec![1i64.into(), "x".into()]),
        Value::Date(1.5e12),
        Value::Bytes(Bytes::from_static(b"abc")),
        Value::NdArray(NdArray::new(DataType::Uint16, vec![2, 1], Bytes::from_static(&[1, 0, 2, 0])).unwrap()),
        Value::File(File {
            name: Some("a.txt".into()),
            mime_type: "text/plain".into(),
            data: Bytes::from_static(b"x"),
        }),
    ]));
}

#[test]
fn big_arrays_are_read_and_made_in_javascript() {
    let engine = exporting(
        "invert(array) {
           const pixels = array.data ?? array
           for (let i = 0; i < pixels.length; i++) pixels[i] = 255 - pixels[i]
           return array
         },
         make: (n) => new Float32Array(n).fill(0.5), pass: (array) => array, sum: (array) => array.reduce((a, b) => a + b)",
    );
    let side = 1024u64;
    let image = NdArray::new(DataType::Uint8, vec![side, side], Bytes::from(vec![5; (side * side) as usize])).unwrap();
    let Value::NdArray(inverted) = call(&engine, "invert", vec![Value::NdArray(image.clone())]).unwrap() else {
        panic!("no array")
    };
    assert_eq!((inverted.shape(), inverted.data_type()), (&[side, side][..], DataType::Uint8));
    assert!(inverted.data().iter().all(|pixel| *pixel == 250));
    // Passed on without being read: the very same bytes.
    let Value::NdArray(same) = call(&engine, "pass", vec![Value::NdArray(image.clone())]).unwrap() else {
        panic!("no array")
    };
    assert_eq!(same.data().as_ptr(), image.data().as_ptr());
    let made = call(&engine, "make", vec![4_000_000i64.into()]).unwrap();
    let Value::NdArray(array) = &made else { panic!("{made:?}") };
    assert_eq!((array.shape(), array.data().len()), (&[4_000_000][..], 16_000_000));
    assert_eq!(call(&engine, "sum", vec![made]).unwrap(), 2_000_000i64.into());
}

#[test]
fn many_records_pass() {
    let engine = exporting(
        "rows: (n) => Array.from({length: n}, (_, i) => ({index: i, name: `row ${i}`, half: i / 2})), count: (rows) => [rows.length, rows[7].name, rows[7].half]",
    );
    let rows = call(&engine, "rows", vec![10_000i64.into()]).unwrap();
    let counted = call(&engine, "count", vec![rows]).unwrap();
    assert_eq!(counted, list([10_000i64.into(), "row 7".into(), 3.5.into()]));
}

#[test]
fn long_lists_of_numbers_and_texts() {
    let engine = exporting("twice: (xs) => xs.map((x) => x * 2), repeat: (text) => text.repeat(2)");
    let numbers: Vec<i64> = (0..100_000).collect();
    let doubled = call(&engine, "twice", vec![Value::Integers(numbers.into())]).unwrap();
    let Value::Integers(doubled) = doubled else { panic!("not in bulk") };
    assert_eq!(doubled[99_999], 199_998);
    let text = "ä".repeat(1 << 20);
    assert_eq!(call(&engine, "repeat", vec![text.as_str().into()]).unwrap(), text.repeat(2).into());
}
