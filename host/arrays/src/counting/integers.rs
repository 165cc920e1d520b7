//! How often each whole number is there.

use super::weights_of;
use crate::array::Array;
use crate::computation::Computation;
use crate::element::{Element, for_integer};
use crate::error::ArrayError;

/// How often each whole number from 0 is there, or the sum of the weights that stand where it is;
/// at least `minimum_length` of them. One axis of integers, none negative.
pub fn count_integers(
    computation: &Computation,
    array: &Array,
    weights: Option<&Array>,
    minimum_length: u64,
) -> Result<Array, ArrayError> {
    if array.axes() != 1 {
        return Err(ArrayError::invalid(format!("whole numbers are counted along one axis, not {}", array.axes())));
    }
    let weights = weights_of(computation, array, weights)?;
    let mut indices = computation.zeroed::<usize>(array.len())?;
    for_integer!(array.data_type(), "a count of whole numbers", T => {
        for (index, element) in indices.iter_mut().zip(&*array.elements::<T>(computation)?) {
            let number = element.saturate::<i64>();
            *index = usize::try_from(number)
                .map_err(|_| ArrayError::invalid(format!("negative whole numbers such as {number} cannot be counted")))?;
        }
    });
    let minimum = usize::try_from(minimum_length).unwrap_or(usize::MAX);
    let length = indices.iter().max().map_or(0, |largest| largest.saturating_add(1)).max(minimum);
    let Some(weights) = weights else {
        let mut counts = computation.zeroed::<i64>(length)?;
        indices.iter().for_each(|index| counts.get_mut(*index).into_iter().for_each(|count| *count += 1));
        return Ok(Array::of(vec![length], counts));
    };
    let mut sums = computation.zeroed::<f64>(length)?;
    for (index, weight) in indices.iter().zip(&*weights) {
        sums.get_mut(*index).into_iter().for_each(|sum| *sum += weight);
    }
    Ok(Array::of(vec![length], sums))
}
