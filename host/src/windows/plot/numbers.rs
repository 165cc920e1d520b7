//! Numbers of plugins as one array.

use crate::windows::image::element::{Element, for_data_type};
use imjoy_engine::value::{NdArray, Value};
use std::sync::Arc;

/// How many numbers a value holds, without looking at them.
pub fn length(value: &Value) -> usize {
    match value {
        Value::NdArray(array) => array.len(),
        Value::Integers(numbers) => numbers.len(),
        Value::Floats(numbers) => numbers.len(),
        Value::List(members) => members.len(),
        _ => 0,
    }
}

/// Whether a value is a list of numbers, judged by its first member.
pub fn are_numbers(value: &Value) -> bool {
    match value {
        Value::NdArray(array) => axis_length(array).is_some(),
        Value::Integers(_) | Value::Floats(_) => true,
        Value::List(members) => members.first().is_none_or(|first| number(first).is_some()),
        _ => false,
    }
}

/// The numbers of a list or of an array with one axis; null is NaN. `what` names them in
/// the sentence with which it fails.
pub fn numbers(value: &Value, what: &str) -> Result<Arc<[f64]>, String> {
    match value {
        Value::NdArray(array) if axis_length(array).is_none() => {
            let shape: Vec<String> = array.shape().iter().map(u64::to_string).collect();
            Err(format!("{what} is an array of shape ({}). Send one with a single axis", shape.join(", ")))
        }
        Value::NdArray(array) => of_array(array, what),
        Value::Integers(numbers) => Ok(numbers.iter().map(|number| *number as f64).collect()),
        Value::Floats(numbers) => Ok(numbers.clone()),
        Value::List(members) => members
            .iter()
            .map(|member| number(member).ok_or_else(|| format!("{what} holds a {}. Send numbers only", member.kind())))
            .collect(),
        other => Err(format!("{what} is a {}. Send a list of numbers or an array", other.kind())),
    }
}

/// All elements of an array, whatever its shape.
pub fn of_array(array: &NdArray, what: &str) -> Result<Arc<[f64]>, String> {
    fn all<E: Element<N>, const N: usize>(data: &[u8]) -> Option<Arc<[f64]>> {
        Some(data.as_chunks::<N>().0.iter().map(|element| E::number(*element)).collect())
    }
    let data = array.data();
    for_data_type!(array.data_type(), all(data), None)
        .ok_or_else(|| format!("{what} is a {} array. Send its real part or magnitude", array.data_type().name()))
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Null | Value::Absent => Some(f64::NAN),
        Value::Boolean(value) => Some(f64::from(u8::from(*value))),
        other => other.as_number(),
    }
}

/// Elements of an array of which at most one axis is longer than 1.
fn axis_length(array: &NdArray) -> Option<usize> {
    (array.shape().iter().filter(|length| **length != 1).count() <= 1).then(|| array.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use imjoy_engine::value::DataType;

    #[test]
    fn numbers_of_every_form() {
        let array = |data_type: DataType, shape: &[u64], data: &[u8]| {
            Value::NdArray(NdArray::new(data_type, shape.to_vec(), Bytes::copy_from_slice(data)).unwrap())
        };
        for value in [
            Value::Integers([1, 2].into()),
            Value::Floats([1.0, 2.0].into()),
            Value::List(vec![Value::Integer(1), Value::Float(2.0)]),
            array(DataType::Uint8, &[2], &[1, 2]),
            array(DataType::Uint16, &[1, 2], &[1, 0, 2, 0]),
            array(DataType::Float16, &[2, 1], &[0, 0x3c, 0, 0x40]),
        ] {
            assert_eq!(numbers(&value, "y").as_deref(), Ok(&[1.0, 2.0][..]));
            assert!(are_numbers(&value) && length(&value) == 2);
        }
        let gap = numbers(&Value::List(vec![Value::Null, Value::Boolean(true)]), "y").unwrap();
        assert!(gap[0].is_nan() && gap[1] == 1.0);
    }

    #[test]
    fn others_are_refused() {
        let array = NdArray::new(DataType::Complex64, vec![1], vec![0; 8].into()).unwrap();
        for (value, words) in [
            (Value::NdArray(array), "y is a complex64 array"),
            (Value::List(vec!["a".into()]), "y holds a text"),
            ("a".into(), "y is a text"),
            (
                NdArray::new(DataType::Uint8, vec![2, 2], vec![0; 4].into()).unwrap().into(),
                "y is an array of shape (2, 2)",
            ),
        ] {
            let error = numbers(&value, "y").unwrap_err();
            assert!(error.starts_with(words), "{error}");
        }
    }
}
