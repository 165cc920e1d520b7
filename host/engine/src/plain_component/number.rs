//! Numbers that become arguments, each as its type wants it.

use super::argument::kind_error;
use super::error::{ArgumentError, shown};
use super::place::Place;
use super::types::WholeType;
use crate::value::{DataType, NdArray, Value};
use wasmtime::component::Val;

/// Greatest number up to which all whole numbers are exact.
const GREATEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// A number, whole or not.
pub(super) fn number(value: &Value, place: &Place<'_>) -> Result<f64, ArgumentError> {
    value.as_number().ok_or_else(|| kind_error(value, "a number", place))
}

/// A number in 32 bits. One that is too large for them is an error, not infinite.
pub(super) fn float32(number: f64, place: &Place<'_>) -> Result<Val, ArgumentError> {
    let single = number as f32;
    if single.is_infinite() && number.is_finite() {
        return Err(kind_error(&Value::Float(number), "a number that 32 bits can hold", place));
    }
    Ok(Val::Float32(single))
}

/// A whole number in the range of its type.
pub(super) fn whole_number(value: &Value, whole: WholeType, place: &Place<'_>) -> Result<Val, ArgumentError> {
    let (min, max) = whole.range();
    let range_error =
        || ArgumentError::Range { place: place.to_string(), given: shown(value), type_name: whole.name(), min, max };
    let number = match value {
        Value::Integer(number) => i128::from(*number),
        // Beyond 2^53 a fractional number is near the one that is meant. The ends of the
        // 64-bit types become just too large by that.
        Value::Float(number) if number.fract() == 0.0 && number.abs() > GREATEST_EXACT => {
            let number = *number as i128;
            if number == max + 1 { max } else { number }
        }
        Value::Float(number) if number.fract() == 0.0 => *number as i128,
        Value::Float(_) => return Err(range_error()),
        _ => return Err(kind_error(value, "a whole number", place)),
    };
    let made = match whole {
        WholeType::S8 => i8::try_from(number).map(Val::S8),
        WholeType::U8 => u8::try_from(number).map(Val::U8),
        WholeType::S16 => i16::try_from(number).map(Val::S16),
        WholeType::U16 => u16::try_from(number).map(Val::U16),
        WholeType::S32 => i32::try_from(number).map(Val::S32),
        WholeType::U32 => u32::try_from(number).map(Val::U32),
        WholeType::S64 => i64::try_from(number).map(Val::S64),
        WholeType::U64 => u64::try_from(number).map(Val::U64),
    };
    made.map_err(|_| range_error())
}

/// An element of an array as a number or truth value, exact also for 64 bits.
pub(super) fn element_of(array: &NdArray, index: usize) -> Value {
    let eight = || {
        let (elements, _) = array.data().as_chunks::<8>();
        elements.get(index).copied().unwrap_or_default()
    };
    let element = || array.element(index).unwrap_or(f64::NAN);
    match array.data_type() {
        DataType::Boolean => Value::Boolean(element() != 0.0),
        DataType::Int64 => Value::Integer(i64::from_le_bytes(eight())),
        DataType::Uint64 => match i64::try_from(u64::from_le_bytes(eight())) {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::Float(element()),
        },
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Uint8 | DataType::Uint16 | DataType::Uint32 => {
            Value::Integer(element() as i64)
        }
        DataType::Float16 | DataType::Float32 | DataType::Float64 => Value::Float(element()),
        // Not a number that a list could hold.
        DataType::Complex64 | DataType::Complex128 => Value::Absent,
    }
}
