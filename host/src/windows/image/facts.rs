//! What is said of an array in a line.

use super::element::{Element, for_data_type};
use super::statistics::Range;
use crate::windows::number::{count, measured};
use imjoy_engine::value::{DataType, NdArray};

/// Most elements that are looked at: some milliseconds.
const MOST_ELEMENTS: usize = 1 << 22;

/// Type, shape, and smallest, mean and greatest element of an array. Of a large array the
/// numbers are those of evenly spaced elements, and the line says so.
pub fn array_facts(array: &NdArray) -> String {
    let lengths: Vec<String> = array.shape().iter().map(u64::to_string).collect();
    let shape = if lengths.is_empty() { "no axes".to_owned() } else { lengths.join(" × ") };
    let step = array.len().div_ceil(MOST_ELEMENTS).max(1);
    let data = array.data();
    let numbers = match array.data_type() {
        DataType::Boolean => {
            let set = data.iter().filter(|byte| **byte != 0).count();
            format!(", {} true", count(set))
        }
        data_type => match for_data_type!(data_type, range_and_mean(data, step), None) {
            Some((range, mean)) => {
                let about = if step > 1 { " (of a sample)" } else { "" };
                format!(", min {}, mean {}, max {}{about}", measured(range.low), measured(mean), measured(range.high))
            }
            None => String::new(),
        },
    };
    format!("{}, {shape}{numbers}", array.data_type().name())
}

/// Range and mean of the finite elements; `None` without any.
fn range_and_mean<E: Element<N>, const N: usize>(data: &[u8], step: usize) -> Option<(Range, f64)> {
    let mut range = Range { low: f64::INFINITY, high: f64::NEG_INFINITY };
    let mut sum = 0.0;
    let mut found = 0u64;
    for element in data.as_chunks::<N>().0.iter().step_by(step) {
        let number = E::number(*element);
        if number.is_finite() {
            range = Range { low: range.low.min(number), high: range.high.max(number) };
            sum += number;
            found += 1;
        }
    }
    (found > 0).then(|| (range, sum / found as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn facts(data_type: DataType, shape: &[u64], data: Vec<u8>) -> String {
        array_facts(&NdArray::new(data_type, shape.to_vec(), Bytes::from(data)).unwrap())
    }

    #[test]
    fn facts_of_arrays() {
        assert_eq!(facts(DataType::Uint8, &[2, 2], vec![1, 2, 3, 6]), "uint8, 2 × 2, min 1, mean 3, max 6");
        assert_eq!(facts(DataType::Boolean, &[3], vec![1, 0, 1]), "bool, 3, 2 true");
        assert_eq!(facts(DataType::Float32, &[0, 5], vec![]), "float32, 0 × 5");
        assert_eq!(facts(DataType::Float64, &[], f64::NAN.to_le_bytes().to_vec()), "float64, no axes");
        assert_eq!(facts(DataType::Complex64, &[1], vec![0; 8]), "complex64, 1");
        assert!(facts(DataType::Uint8, &[1 << 23], vec![1; 1 << 23]).ends_with("(of a sample)"));
    }
}
