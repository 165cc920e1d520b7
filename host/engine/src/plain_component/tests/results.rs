//! Results as the callers get them.

use super::super::result::result;
use super::function;
use crate::error::CallError;
use crate::value::{Record, Value};
use wasmtime::component::Val;

fn given(signature: &str, val: Val) -> Result<Value, CallError> {
    result(&function(&format!("(result {signature})")), vec![val])
}

fn some(val: Val) -> Option<Box<Val>> {
    Some(Box::new(val))
}

#[test]
fn results_become_values() {
    let point = Val::Record(vec![
        ("x".into(), Val::S16(-2)),
        ("pixel-size".into(), Val::Float32(0.5)),
        ("note".into(), Val::Option(None)),
    ]);
    let point_value: Value = Record::new().with("x", -2i64).with("pixel-size", 0.5).with("note", Value::Null).into();
    for (signature, val, value) in [
        ("bool", Val::Bool(false), false.into()),
        ("u64", Val::U64(7), 7i64.into()),
        ("u64", Val::U64(u64::MAX), (u64::MAX as f64).into()),
        ("f32", Val::Float32(0.5), 0.5.into()),
        ("char", Val::Char('ä'), "ä".into()),
        ("(list u8)", Val::List(vec![Val::U8(1), Val::U8(2)]), Value::Bytes(vec![1, 2].into())),
        ("(list s16)", Val::List(vec![Val::S16(-1)]), Value::Integers([-1].into())),
        ("(list f64)", Val::List(vec![Val::Float64(0.5)]), Value::Floats([0.5].into())),
        (
            "(list u64)",
            Val::List(vec![Val::U64(1), Val::U64(u64::MAX)]),
            Value::List(vec![1i64.into(), (u64::MAX as f64).into()]),
        ),
        ("(list bool)", Val::List(vec![Val::Bool(true)]), Value::List(vec![true.into()])),
        ("$point", point.clone(), point_value.clone()),
        (
            "(tuple u8 string)",
            Val::Tuple(vec![Val::U8(1), Val::String("a".into())]),
            Value::List(vec![1i64.into(), "a".into()]),
        ),
        ("$colour", Val::Enum("red".into()), "red".into()),
        ("$channels", Val::Flags(vec!["first".into()]), Value::List(vec!["first".into()])),
        ("$shape", Val::Variant("none".into(), None), "none".into()),
        ("$shape", Val::Variant("corner".into(), some(point)), Record::new().with("corner", point_value).into()),
        ("(option u8)", Val::Option(None), Value::Null),
        ("(option u8)", Val::Option(some(Val::U8(3))), 3i64.into()),
        ("(option (option u8))", Val::Option(some(Val::Option(None))), Record::new().with("some", Value::Null).into()),
        (
            "(list (result u8 (error string)))",
            Val::List(vec![Val::Result(Ok(some(Val::U8(1)))), Val::Result(Err(some(Val::String("no".into()))))]),
            Value::List(vec![Record::new().with("ok", 1i64).into(), Record::new().with("err", "no").into()]),
        ),
        ("(result u8)", Val::Result(Ok(some(Val::U8(1)))), 1i64.into()),
        ("(result)", Val::Result(Ok(None)), Value::Absent),
    ] {
        assert_eq!(given(signature, val), Ok(value), "{signature}");
    }
    assert_eq!(result(&function(""), vec![]), Ok(Value::Absent));
}

#[test]
fn the_error_of_a_result_is_that_of_the_call() {
    for (signature, val, text) in [
        ("(result u8 (error string))", Val::Result(Err(some(Val::String("too dark".into())))), "too dark"),
        (
            "(result u8 (error string))",
            Val::Result(Err(some(Val::String(String::new())))),
            "f failed and does not say why",
        ),
        ("(result)", Val::Result(Err(None)), "f failed and does not say why"),
        ("(result u8 (error $colour))", Val::Result(Err(some(Val::Enum("red".into())))), "red"),
        (
            "(result u8 (error $shape))",
            Val::Result(Err(some(Val::Variant("circle".into(), some(Val::Float64(2.5)))))),
            "{circle: 2.5}",
        ),
    ] {
        assert_eq!(given(signature, val), Err(CallError::Failed(text.to_owned())));
    }
}
