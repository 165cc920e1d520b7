//! Smallest and largest elements, and where they are.

use super::fold::{fold, side_by_side};
use crate::array::Array;
use crate::computation::Computation;
use crate::element::{Element, for_real};
use crate::error::ArrayError;
use crate::layout::Lanes;

/// The smaller one; not-a-number wins.
pub(crate) fn lesser<T: Element>(left: T, right: T) -> T {
    if left <= right || left.is_nan() { left } else { right }
}

/// The larger one; not-a-number wins.
pub(crate) fn greater<T: Element>(left: T, right: T) -> T {
    if left >= right || left.is_nan() { left } else { right }
}

/// Smallest or largest element of each sequence, which must have one.
pub(super) fn extreme(
    computation: &Computation,
    array: &Array,
    lanes: Lanes,
    shape: Vec<usize>,
    smallest: bool,
) -> Result<Array, ArrayError> {
    for_real!(array.data_type(), "an order", T => Ok(if smallest {
        with::<T>(computation, array, lanes, shape, lesser)?
    } else {
        with::<T>(computation, array, lanes, shape, greater)?
    }))
}

fn with<T: Element>(
    computation: &Computation,
    array: &Array,
    lanes: Lanes,
    shape: Vec<usize>,
    join: impl Fn(T, T) -> T + Copy,
) -> Result<Array, ArrayError> {
    // To meet an element twice changes nothing.
    let lane = |piece: &[T]| piece.first().map_or_else(T::zeroed, |first| side_by_side(piece, *first, join, join));
    Ok(Array::of(shape, fold::<T, T>(computation, array, lanes, |first| first, lane, join, join)?))
}

/// Index of the first smallest or largest element of each sequence, which must have one.
pub(super) fn position(
    computation: &Computation,
    array: &Array,
    lanes: Lanes,
    shape: Vec<usize>,
    smallest: bool,
) -> Result<Array, ArrayError> {
    for_real!(array.data_type(), "an order", T => {
        let is_better = |element: T, best: T| {
            (if smallest { element < best } else { element > best }) || (element.is_nan() && !best.is_nan())
        };
        let elements = array.elements::<T>(computation)?;
        let mut positions = computation.zeroed::<i64>(lanes.outer * lanes.inner)?;
        let mut best = computation.zeroed::<T>(lanes.inner)?;
        let mut pace = computation.pace();
        let blocks = elements.chunks_exact(lanes.block().max(1));
        for (positions, block) in positions.chunks_exact_mut(lanes.inner.max(1)).zip(blocks) {
            for (index, row) in block.chunks_exact(lanes.inner).enumerate() {
                pace.spend(row.len())?;
                for ((position, best), element) in positions.iter_mut().zip(best.iter_mut()).zip(row) {
                    if index == 0 || is_better(*element, *best) {
                        (*position, *best) = (index as i64, *element);
                    }
                }
            }
        }
        Ok(Array::of(shape, positions))
    })
}
