//! Means and variances, computed as `f64`.

use super::fold::{float_sum, pairwise_sum};
use super::of_f64;
use crate::array::Array;
use crate::computation::Computation;
use crate::element::{Element, for_real};
use crate::error::ArrayError;
use crate::layout::Lanes;
use crate::memory::Elements;

/// Mean of each sequence; not-a-number for empty ones.
pub(super) fn mean(
    computation: &Computation,
    array: &Array,
    lanes: Lanes,
    shape: Vec<usize>,
) -> Result<Array, ArrayError> {
    let means = means(computation, array, lanes)?;
    of_f64(computation, array.data_type(), shape, means)
}

fn means(computation: &Computation, array: &Array, lanes: Lanes) -> Result<Elements<f64>, ArrayError> {
    let mut sums = float_sum(computation, array, lanes)?;
    sums.iter_mut().for_each(|sum| *sum /= lanes.length as f64);
    Ok(sums)
}

/// Variance of each sequence, or its square root. The divisor is the length less `freedom`; where
/// that is not above 0 the result is not a number or infinite.
pub(super) fn variance(
    computation: &Computation,
    array: &Array,
    lanes: Lanes,
    shape: Vec<usize>,
    freedom: f64,
    is_root: bool,
) -> Result<Array, ArrayError> {
    let means = means(computation, array, lanes)?;
    let mut sums = computation.zeroed::<f64>(means.len())?;
    for_real!(array.data_type(), "a variance", T => {
        let elements = array.elements::<T>(computation)?;
        let mut pace = computation.pace();
        let blocks = elements.chunks_exact(lanes.block().max(1));
        let results = sums.chunks_exact_mut(lanes.inner.max(1)).zip(means.chunks_exact(lanes.inner.max(1)));
        for ((sums, means), block) in results.zip(blocks) {
            if let ([sum], [mean]) = (&mut *sums, means) {
                pace.spend(block.len())?;
                *sum = pairwise_sum(block, &|element: T| square(element.to_f64() - mean));
                continue;
            }
            for row in block.chunks_exact(lanes.inner) {
                pace.spend(row.len())?;
                for ((sum, mean), element) in sums.iter_mut().zip(means).zip(row) {
                    *sum += square(element.to_f64() - mean);
                }
            }
        }
    });
    let divisor = (lanes.length as f64 - freedom).max(0.0);
    for sum in sums.iter_mut() {
        *sum /= divisor;
        if is_root {
            *sum = sum.sqrt();
        }
    }
    of_f64(computation, array.data_type(), shape, sums)
}

fn square(number: f64) -> f64 {
    number * number
}
