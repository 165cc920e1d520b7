//! Medians and other quantiles, interpolated linearly.

use super::of_f64;
use crate::array::Array;
use crate::computation::Computation;
use crate::element::{Element, for_real};
use crate::error::ArrayError;
use crate::layout::Lanes;

/// Quantile of each sequence, which must have elements; not-a-number where one is.
pub(super) fn quantile(
    computation: &Computation,
    array: &Array,
    lanes: Lanes,
    shape: Vec<usize>,
    fraction: f64,
) -> Result<Array, ArrayError> {
    if !(0.0..=1.0).contains(&fraction) {
        return Err(ArrayError::invalid(format!("a quantile lies between 0 and 1, not at {fraction}")));
    }
    let mut results = computation.zeroed::<f64>(lanes.outer * lanes.inner)?;
    let mut sequence = computation.zeroed::<f64>(lanes.length)?;
    for_real!(array.data_type(), "a quantile", T => {
        let elements = array.elements::<T>(computation)?;
        let mut pace = computation.pace();
        let blocks = elements.chunks_exact(lanes.block().max(1));
        for (results, block) in results.chunks_exact_mut(lanes.inner.max(1)).zip(blocks) {
            for (index, result) in results.iter_mut().enumerate() {
                pace.spend(lanes.length)?;
                let along = block.iter().skip(index).step_by(lanes.inner);
                sequence.iter_mut().zip(along).for_each(|(target, element)| *target = element.to_f64());
                *result = of_sequence(&mut sequence, fraction);
            }
        }
    });
    of_f64(computation, array.data_type(), shape, results)
}

fn of_sequence(sequence: &mut [f64], fraction: f64) -> f64 {
    if sequence.iter().any(|element| element.is_nan()) {
        return f64::NAN;
    }
    let place = fraction * sequence.len().saturating_sub(1) as f64;
    let lower = (place.floor() as usize).min(sequence.len().saturating_sub(1));
    if sequence.is_empty() {
        return f64::NAN;
    }
    let (_, low, above) = sequence.select_nth_unstable_by(lower, f64::total_cmp);
    let low = *low;
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    interpolate(low, high, place - lower as f64)
}

/// As numpy does, so that the numbers are the same to the last bit.
fn interpolate(low: f64, high: f64, part: f64) -> f64 {
    if low == high || part == 0.0 {
        return low;
    }
    let difference = high - low;
    if part >= 0.5 { high - difference * (1.0 - part) } else { low + difference * part }
}
