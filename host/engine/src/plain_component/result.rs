//! From a value of the component model to one of the ImJoy API.
//!
//! The way back of [`super::argument`]: lists of bytes become bytes, lists of numbers lists of
//! numbers, an option that is empty null, a flag set a list of names, a case without payload
//! its name, one with payload a record of one field. A `result` that is the whole result is
//! unwrapped: its error is that of the call.
//!
//! Known limits: whole numbers above the range of `s64` become fractional ones, to which they
//! are rounded.

use super::interface::PlainFunction;
use super::types::PlainType;
use crate::error::CallError;
use crate::value::{Record, Value};
use std::sync::Arc;
use wasmtime::component::Val;

/// The result of a call: what the function has given, or the error that it has given.
pub(super) fn result(function: &PlainFunction, given: Vec<Val>) -> Result<Value, CallError> {
    let (Some(given), Some(result_type)) = (given.into_iter().next(), &function.result) else {
        return Ok(Value::Absent);
    };
    match (given, result_type) {
        (Val::Result(Ok(payload)), PlainType::Result(outcome)) => Ok(payload_value(payload, outcome.success.as_ref())),
        (Val::Result(Err(payload)), PlainType::Result(outcome)) => {
            Err(CallError::Failed(match payload_value(payload, outcome.error.as_ref()) {
                Value::Text(text) if !text.trim().is_empty() => text,
                Value::Absent | Value::Null | Value::Text(_) => {
                    format!("{} failed and does not say why", function.name)
                }
                payload => payload.to_string(),
            }))
        }
        (given, result_type) => Ok(value(given, result_type)),
    }
}

fn payload_value(payload: Option<Box<Val>>, payload_type: Option<&PlainType>) -> Value {
    match (payload, payload_type) {
        (Some(payload), Some(payload_type)) => value(*payload, payload_type),
        _ => Value::Absent,
    }
}

/// A value of `val_type`, which the component's own type has checked.
fn value(val: Val, val_type: &PlainType) -> Value {
    match val {
        Val::Bool(value) => Value::Boolean(value),
        Val::S8(number) => Value::Integer(number.into()),
        Val::U8(number) => Value::Integer(number.into()),
        Val::S16(number) => Value::Integer(number.into()),
        Val::U16(number) => Value::Integer(number.into()),
        Val::S32(number) => Value::Integer(number.into()),
        Val::U32(number) => Value::Integer(number.into()),
        Val::S64(number) => Value::Integer(number),
        Val::U64(number) => i64::try_from(number).map_or(Value::Float(number as f64), Value::Integer),
        Val::Float32(number) => Value::Float(number.into()),
        Val::Float64(number) => Value::Float(number),
        Val::Char(character) => Value::Text(character.into()),
        Val::String(text) | Val::Enum(text) => Value::Text(text),
        Val::List(values) => match val_type {
            PlainType::List(element) => list(values, element),
            _ => Value::Absent,
        },
        Val::Record(fields) => match val_type {
            PlainType::Record(types) => {
                // The type has each name once, and in this order.
                let named = types.iter().zip(fields);
                let field = |(known, (_, field)): (&super::types::Field, (String, Val))| {
                    (known.name.clone(), value(field, &known.field_type))
                };
                Value::Record(Record::from_distinct_fields(named.map(field).collect()))
            }
            _ => Value::Absent,
        },
        Val::Tuple(values) => match val_type {
            PlainType::Tuple(types) => {
                Value::List(values.into_iter().zip(&**types).map(|(val, val_type)| value(val, val_type)).collect())
            }
            _ => Value::Absent,
        },
        Val::Variant(name, payload) => match val_type {
            PlainType::Variant(cases) => {
                let case = cases.iter().find(|case| *case.name == *name);
                case_value(&name, payload, case.and_then(|case| case.payload.as_ref()))
            }
            _ => Value::Absent,
        },
        Val::Option(inner) => match (inner, val_type) {
            (Some(inner), PlainType::Option(inner_type)) => {
                let inner = value(*inner, inner_type);
                if matches!(**inner_type, PlainType::Option(_)) {
                    Value::Record(Record::new().with("some", inner))
                } else {
                    inner
                }
            }
            _ => Value::Null,
        },
        Val::Result(outcome) => match (outcome, val_type) {
            (Ok(payload), PlainType::Result(types)) => case_value("ok", payload, types.success.as_ref()),
            (Err(payload), PlainType::Result(types)) => case_value("err", payload, types.error.as_ref()),
            _ => Value::Absent,
        },
        Val::Flags(names) => Value::List(names.into_iter().map(Value::Text).collect()),
        // No function with one of these in its type is called.
        Val::Map(_)
        | Val::FixedLengthList(_)
        | Val::Resource(_)
        | Val::Future(_)
        | Val::Stream(_)
        | Val::ErrorContext(_) => Value::Absent,
    }
}

fn case_value(name: &str, payload: Option<Box<Val>>, payload_type: Option<&PlainType>) -> Value {
    match payload_type {
        Some(_) => Value::Record(Record::new().with(name, payload_value(payload, payload_type))),
        None => Value::from(name),
    }
}

/// A list: of bytes as bytes, of numbers as numbers, of anything else as it is.
fn list(values: Vec<Val>, element: &PlainType) -> Value {
    if *element == PlainType::Whole(super::types::WholeType::U8) {
        let bytes = values.into_iter().map(|value| if let Val::U8(byte) = value { byte } else { 0 });
        return Value::Bytes(bytes.collect::<Vec<u8>>().into());
    }
    let whole: Option<Arc<[i64]>> = match element {
        PlainType::Whole(_) => values.iter().map(whole_number).collect(),
        _ => None,
    };
    match (whole, element) {
        (Some(numbers), _) => Value::Integers(numbers),
        (None, PlainType::Float32 | PlainType::Float64) => {
            let float = |value: &Val| match value {
                Val::Float32(number) => f64::from(*number),
                Val::Float64(number) => *number,
                _ => f64::NAN,
            };
            Value::Floats(values.iter().map(float).collect())
        }
        // Others, and whole numbers of which some are too large.
        _ => Value::List(values.into_iter().map(|member| value(member, element)).collect()),
    }
}

fn whole_number(value: &Val) -> Option<i64> {
    Some(match value {
        Val::S8(number) => (*number).into(),
        Val::U8(number) => (*number).into(),
        Val::S16(number) => (*number).into(),
        Val::U16(number) => (*number).into(),
        Val::S32(number) => (*number).into(),
        Val::U32(number) => (*number).into(),
        Val::S64(number) => *number,
        Val::U64(number) => i64::try_from(*number).ok()?,
        _ => return None,
    })
}
