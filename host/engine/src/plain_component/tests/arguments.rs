//! Values that become arguments, and what is said of those that do not.

use super::super::argument::arguments;
use super::super::error::ArgumentError;
use super::function;
use crate::value::{DataType, File, NdArray, Record, Value};
use wasmtime::component::Val;

/// The arguments as Rust writes them, or the sentence that says what is wrong.
fn made(signature: &str, given: Vec<Value>) -> String {
    match arguments(&function(signature), given, 1_000) {
        Ok(made) => format!("{made:?}"),
        Err(error) => error.to_string(),
    }
}

fn list(values: impl IntoIterator<Item = Value>) -> Value {
    Value::List(values.into_iter().collect())
}

fn bytes(values: &[u8]) -> Value {
    Value::Bytes(values.to_vec().into())
}

fn array(data_type: DataType, shape: &[u64], data: &[u8]) -> Value {
    NdArray::new(data_type, shape.to_vec(), data.to_vec().into()).unwrap().into()
}

#[test]
fn values_become_arguments() {
    let record = || Record::new();
    let file = File { name: None, mime_type: "image/png".into(), data: vec![7].into() };
    let one = |value: Val| format!("{:?}", [value]);
    let text = |text: &str| text.to_owned();
    for (signature, value, expected) in [
        ("bool", true.into(), one(Val::Bool(true))),
        ("u8", 255i64.into(), one(Val::U8(255))),
        ("s64", i64::MIN.into(), one(Val::S64(i64::MIN))),
        // As the largest numbers come from JSON and JavaScript.
        ("u64", (u64::MAX as f64).into(), one(Val::U64(u64::MAX))),
        ("s64", (i64::MAX as f64).into(), one(Val::S64(i64::MAX))),
        ("u32", 3.0.into(), one(Val::U32(3))),
        ("f32", 3i64.into(), one(Val::Float32(3.0))),
        ("f64", f64::INFINITY.into(), one(Val::Float64(f64::INFINITY))),
        ("char", "ä".into(), one(Val::Char('ä'))),
        ("(list u8)", bytes(&[1, 2]), text("[List([U8(1), U8(2)])]")),
        ("(list u8)", Value::File(file), text("[List([U8(7)])]")),
        ("(list u8)", array(DataType::Uint8, &[1, 2], &[3, 4]), text("[List([U8(3), U8(4)])]")),
        ("(list u8)", list([1i64.into(), 2.0.into()]), text("[List([U8(1), U8(2)])]")),
        ("(list f32)", array(DataType::Uint16, &[2], &[1, 0, 0, 1]), text("[List([Float32(1.0), Float32(256.0)])]")),
        ("(list u64)", array(DataType::Uint64, &[1], &[255; 8]), text("[List([U64(18446744073709551615)])]")),
        ("(list bool)", array(DataType::Boolean, &[2], &[0, 1]), text("[List([Bool(false), Bool(true)])]")),
        ("(list s8)", Value::Integers([-1, 2].into()), text("[List([S8(-1), S8(2)])]")),
        (
            "$point",
            record().with("pixelSize", 0.5).with("x", 2i64).into(),
            text("[Record([(\"x\", S16(2)), (\"pixel-size\", Float32(0.5)), (\"note\", Option(None))])]"),
        ),
        ("(tuple u8 string)", list([1i64.into(), "a".into()]), text("[Tuple([U8(1), String(\"a\")])]")),
        ("$colour", "darkGreen".into(), text("[Enum(\"dark-green\")]")),
        ("$channels", list(["second_one".into(), "second-one".into()]), text("[Flags([\"second-one\"])]")),
        ("$channels", record().with("first", true).with("second-one", false).into(), text("[Flags([\"first\"])]")),
        ("$channels", Value::Floats([].into()), text("[Flags([])]")),
        ("$shape", "none".into(), text("[Variant(\"none\", None)]")),
        ("$shape", record().with("circle", 2i64).into(), text("[Variant(\"circle\", Some(Float64(2.0)))]")),
        ("(option u8)", Value::Null, text("[Option(None)]")),
        ("(option u8)", 1i64.into(), text("[Option(Some(U8(1)))]")),
        ("(option (option u8))", record().with("some", Value::Null).into(), text("[Option(Some(Option(None)))]")),
        ("(option (option u8))", 1i64.into(), text("[Option(Some(Option(Some(U8(1)))))]")),
        ("(result u8 (error string))", record().with("err", "no").into(), text("[Result(Err(Some(String(\"no\"))))]")),
        ("(result)", "ok".into(), text("[Result(Ok(None))]")),
    ] {
        assert_eq!(made(&format!("(param \"a\" {signature})"), vec![value.clone()]), expected, "{signature} {value:?}");
    }
}

#[test]
fn what_does_not_fit_is_a_sentence_that_says_where() {
    let record = || Record::new();
    for (signature, value, expected) in [
        ("u8", 300i64.into(), "sigma of f is 300; a u8 is a whole number from 0 to 255"),
        ("u8", 2.5.into(), "sigma of f is 2.5; a u8 is a whole number from 0 to 255"),
        ("u8", f64::NAN.into(), "sigma of f is NaN; a u8 is a whole number from 0 to 255"),
        ("u64", 1e30.into(), "sigma of f is 1e+30; a u64 is a whole number from 0 to 18446744073709551615"),
        ("u8", "3".into(), "sigma of f must be a whole number, not the text \"3\""),
        ("bool", 1i64.into(), "sigma of f must be true or false, not 1"),
        ("f32", 1e300.into(), "sigma of f must be a number that 32 bits can hold, not 1e+300"),
        ("char", "ab".into(), "sigma of f must be one character, not the text \"ab\""),
        ("string", 1i64.into(), "sigma of f must be a text, not 1"),
        ("(list u8)", list([1i64.into(), 256i64.into()]), "sigma[1] of f is 256; a u8 is a whole number from 0 to 255"),
        ("(list string)", bytes(&[1]), "sigma of f must be a list<string>, not bytes"),
        ("(list f32)", array(DataType::Complex64, &[1], &[0; 8]), "sigma[0] of f must be a number, not nothing"),
        ("$point", record().with("x", 1i64).into(), "sigma.pixel-size of f is missing"),
        ("$point", record().with("y", 1i64).into(), "sigma of f has no field y; there is x, pixel-size or note"),
        (
            "(list $point)",
            list([record().with("x", "a").into()]),
            "sigma[0].x of f must be a whole number, not the text \"a\"",
        ),
        ("(tuple u8 u8)", list([1i64.into()]), "sigma of f must be a list of 2 members, not a list"),
        ("$colour", "blue".into(), "sigma of f is blue, and must be red or dark-green"),
        ("$channels", list(["third".into()]), "sigma of f is third, and must be first or second-one"),
        ("$shape", "square".into(), "sigma of f is square, and must be none, circle or corner"),
        ("$shape", "circle".into(), "sigma.circle of f is missing"),
        ("$shape", record().with("none", 1i64).into(), "sigma.none of f must be nothing, not 1"),
        (
            "$shape",
            1i64.into(),
            "sigma of f must be none, circle or corner, or a record of one of these and its value, not 1",
        ),
        ("(result)", "maybe".into(), "sigma of f is maybe, and must be ok or err"),
    ] {
        assert_eq!(made(&format!("(param \"sigma\" {signature})"), vec![value]), expected);
    }
}

#[test]
fn arguments_are_counted_and_may_be_named() {
    let two = "(param \"first\" u8) (param \"second-one\" (option u8))";
    let named = |record: Record| Value::Record(record.with("_rkwargs", true));
    for (given, expected) in [
        (vec![1i64.into()], "[U8(1), Option(None)]"),
        (vec![], "f takes 2 arguments (first, second-one), and got 0"),
        (vec![1i64.into(), 2i64.into(), 3i64.into()], "f takes 2 arguments (first, second-one), and got 3"),
        (vec![named(Record::new().with("second_one", 2i64).with("first", 1i64))], "[U8(1), Option(Some(U8(2)))]"),
        (vec![1i64.into(), named(Record::new().with("second_one", 2i64))], "[U8(1), Option(Some(U8(2)))]"),
        (vec![named(Record::new().with("second_one", 2i64))], "first of f is missing"),
        (
            vec![1i64.into(), named(Record::new().with("first", 2i64))],
            "f has no parameter first that is not given yet; there is first or second-one",
        ),
    ] {
        assert_eq!(made(two, given), expected);
    }
    assert_eq!(made("", vec![1i64.into()]), "f takes no arguments, and got 1");
}

#[test]
fn arguments_are_bounded() {
    for value in [bytes(&[0; 2_000]), Value::Integers(vec![0; 2_000].into()), list(vec![Value::Integer(0); 2_000])] {
        let error = arguments(&function("(param \"a\" (list u8))"), vec![value], 1_000).unwrap_err();
        assert!(matches!(error, ArgumentError::TooLarge { .. }), "{error}");
    }
}
