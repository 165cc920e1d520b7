//! What numpy, scipy and scikit-image have computed (`tests/golden/arrays_vectors.json`), computed
//! again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod carry_out;
mod vectors;

use imjoy_arrays::{Array, ArrayError, Computation, DataType, Memory, Stop};
use vectors::{Vectors, numbers};

/// A computation that may take what it needs.
fn computation() -> Computation {
    Computation::new(Memory::new(1 << 30), Stop::default(), None)
}

#[test]
fn all_vectors() {
    let vectors = Vectors::read();
    let mut failures = Vec::new();
    for case in &vectors.cases {
        let results = carry_out::carry_out(&computation(), &vectors, case);
        if let Some(difference) = difference(&vectors.expected(case), &results) {
            failures.push(format!("{} {:?}: {difference}", case.json, vectors.inputs(case)));
        }
    }
    let (count, total) = (failures.len(), vectors.cases.len());
    failures.truncate(40);
    assert!(failures.is_empty(), "{count} of {total} differ:\n{}", failures.join("\n"));
    assert!(total > 2400);
}

/// In what the results differ from what is expected; `None` expects an error.
fn difference(expected: &Option<Vec<Array>>, results: &Result<Vec<Array>, ArrayError>) -> Option<String> {
    match (expected, results) {
        (None, Err(_)) => None,
        (None, Ok(results)) => Some(format!("an error is expected, not {results:?}")),
        (Some(_), Err(error)) => Some(format!("failed: {error}")),
        (Some(expected), Ok(results)) if expected.len() != results.len() => {
            Some(format!("{} results, not {}", results.len(), expected.len()))
        }
        (Some(expected), Ok(results)) => expected.iter().zip(results).find_map(|(expected, result)| {
            if (expected.data_type(), expected.shape()) != (result.data_type(), result.shape()) {
                return Some(format!("{result:?}, expected {expected:?}"));
            }
            let (expected, results) = (numbers(expected), numbers(result));
            let place =
                expected.iter().zip(&results).position(|(left, right)| !is_close(result.data_type(), *left, *right))?;
            Some(format!("element {place} is {} instead of {}", results[place], expected[place]))
        }),
    }
}

/// Integers must be equal; fractional numbers nearly so, as libraries differ in the last bits.
fn is_close(data_type: DataType, expected: f64, result: f64) -> bool {
    let tolerance = match data_type {
        DataType::Float16 => 2e-3,
        DataType::Float32 => 2e-6,
        DataType::Float64 => 1e-11,
        _ => 0.0,
    };
    let is_equal = expected == result || (expected.is_nan() && result.is_nan());
    is_equal || (expected - result).abs() <= tolerance * expected.abs().max(tolerance)
}
