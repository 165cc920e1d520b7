//! Sums, products and truth, element by element.

use super::{Reduction, of_f64};
use crate::array::Array;
use crate::computation::{Computation, PIECE};
use crate::data_type::{DataType, Kind};
use crate::element::{Boolean, Element, for_real};
use crate::error::ArrayError;
use crate::layout::Lanes;
use crate::memory::Elements;
use crate::promotion::sum_type;

/// Accumulators that run side by side, so that an addition need not wait for the one before.
const SIDE_BY_SIDE: usize = 16;

/// Reduces each sequence to an accumulator, which `start` makes of the sequence's first element
/// (0 in an empty one): sequences that lie in one piece by `lane`, others row by row by `step`.
pub(super) fn fold<T: Element, A: Element>(
    computation: &Computation,
    array: &Array,
    lanes: Lanes,
    start: impl Fn(T) -> A,
    lane: impl Fn(&[T]) -> A,
    step: impl Fn(A, T) -> A,
    join: impl Fn(A, A) -> A,
) -> Result<Elements<A>, ArrayError> {
    let elements = array.elements::<T>(computation)?;
    let mut results = computation.zeroed::<A>(lanes.outer * lanes.inner)?;
    if lanes.block() == 0 {
        results.fill(start(T::zeroed()));
        return Ok(results);
    }
    for (results, block) in results.chunks_exact_mut(lanes.inner).zip(elements.chunks_exact(lanes.block())) {
        results.iter_mut().zip(block).for_each(|(result, element)| *result = start(*element));
    }
    let mut pace = computation.pace();
    if lanes.inner == 1 {
        for (result, elements) in results.iter_mut().zip(elements.chunks_exact(lanes.length)) {
            for piece in elements.chunks(PIECE) {
                pace.spend(piece.len())?;
                *result = join(*result, lane(piece));
            }
        }
        return Ok(results);
    }
    for (results, block) in results.chunks_exact_mut(lanes.inner).zip(elements.chunks_exact(lanes.block())) {
        for row in block.chunks_exact(lanes.inner) {
            pace.spend(row.len())?;
            results.iter_mut().zip(row).for_each(|(result, element)| *result = step(*result, *element));
        }
    }
    Ok(results)
}

/// A sequence reduced with accumulators side by side; `start` changes nothing.
pub(super) fn side_by_side<T: Copy, A: Copy>(
    elements: &[T],
    start: A,
    step: impl Fn(A, T) -> A,
    join: impl Fn(A, A) -> A,
) -> A {
    let (groups, rest) = elements.as_chunks::<SIDE_BY_SIDE>();
    let mut accumulators = [start; SIDE_BY_SIDE];
    for group in groups {
        for (accumulator, element) in accumulators.iter_mut().zip(group) {
            *accumulator = step(*accumulator, *element);
        }
    }
    let joined = accumulators.into_iter().fold(start, join);
    rest.iter().fold(joined, |accumulator, element| step(accumulator, *element))
}

/// Sum of what a function makes of each element, of halves, so that errors stay small.
pub(super) fn pairwise_sum<T: Copy>(elements: &[T], function: &impl Fn(T) -> f64) -> f64 {
    const LEAF: usize = 512;
    if elements.len() <= LEAF {
        return side_by_side(elements, 0.0, |sum, element| sum + function(element), |left, right| left + right);
    }
    let half = (elements.len() / 2).next_multiple_of(SIDE_BY_SIDE);
    let (first, second) = elements.split_at_checked(half).unwrap_or((elements, &[]));
    pairwise_sum(first, function) + pairwise_sum(second, function)
}

/// Sum of each sequence as `f64`.
pub(super) fn float_sum(computation: &Computation, array: &Array, lanes: Lanes) -> Result<Elements<f64>, ArrayError> {
    for_real!(array.data_type(), "a sum", T => {
        let lane = |elements: &[T]| pairwise_sum(elements, &T::to_f64);
        fold::<T, f64>(computation, array, lanes, |_| 0.0, lane, |sum, element| sum + element.to_f64(), |left, right| left + right)
    })
}

/// Sum of each sequence.
pub(super) fn sum(
    computation: &Computation,
    array: &Array,
    lanes: Lanes,
    shape: Vec<usize>,
) -> Result<Array, ArrayError> {
    if array.data_type().kind() == Kind::Float {
        let sums = float_sum(computation, array, lanes)?;
        return of_f64(computation, array.data_type(), shape, sums);
    }
    match sum_type(array.data_type()) {
        DataType::Uint64 => whole::<u64>(computation, array, lanes, shape, 0, u64::wrapping_add),
        _ => whole::<i64>(computation, array, lanes, shape, 0, i64::wrapping_add),
    }
}

/// Product of each sequence.
pub(super) fn product(
    computation: &Computation,
    array: &Array,
    lanes: Lanes,
    shape: Vec<usize>,
) -> Result<Array, ArrayError> {
    if array.data_type().kind() == Kind::Float {
        let times = |left: f64, right: f64| left * right;
        let products = for_real!(array.data_type(), "a product", T => {
            let step = |product: f64, element: T| product * element.to_f64();
            fold::<T, f64>(computation, array, lanes, |_| 1.0, |piece| side_by_side(piece, 1.0, step, times), step, times)?
        });
        return of_f64(computation, array.data_type(), shape, products);
    }
    match sum_type(array.data_type()) {
        DataType::Uint64 => whole::<u64>(computation, array, lanes, shape, 1, u64::wrapping_mul),
        _ => whole::<i64>(computation, array, lanes, shape, 1, i64::wrapping_mul),
    }
}

/// A fold of integers in 64 bits.
fn whole<A: Element>(
    computation: &Computation,
    array: &Array,
    lanes: Lanes,
    shape: Vec<usize>,
    start: A,
    join: impl Fn(A, A) -> A + Copy,
) -> Result<Array, ArrayError> {
    for_real!(array.data_type(), "a sum", T => {
        let step = |accumulator: A, element: T| join(accumulator, element.cast());
        let lane = |piece: &[T]| side_by_side(piece, start, step, join);
        Ok(Array::of(shape, fold::<T, A>(computation, array, lanes, |_| start, lane, step, join)?))
    })
}

/// Any, all, or how many are other than 0.
pub(super) fn truth(
    computation: &Computation,
    operation: Reduction,
    array: &Array,
    lanes: Lanes,
    shape: Vec<usize>,
) -> Result<Array, ArrayError> {
    for_real!(array.data_type(), "a truth value", T => Ok(match operation {
        Reduction::Any => {
            let lane = |piece: &[T]| Boolean::from(piece.iter().any(|element| element.is_true()));
            let step = |any: Boolean, element: T| Boolean::from(any.is_true() | element.is_true());
            let join = |left: Boolean, right: Boolean| Boolean::from(left.is_true() | right.is_true());
            Array::of(shape, fold(computation, array, lanes, |_| Boolean::from(false), lane, step, join)?)
        }
        Reduction::All => {
            let lane = |piece: &[T]| Boolean::from(piece.iter().all(|element| element.is_true()));
            let step = |all: Boolean, element: T| Boolean::from(all.is_true() & element.is_true());
            let join = |left: Boolean, right: Boolean| Boolean::from(left.is_true() & right.is_true());
            Array::of(shape, fold(computation, array, lanes, |_| Boolean::from(true), lane, step, join)?)
        }
        _ => {
            let step = |count: i64, element: T| count + i64::from(element.is_true());
            let lane = |piece: &[T]| side_by_side(piece, 0, step, |left, right| left + right);
            Array::of(shape, fold(computation, array, lanes, |_| 0, lane, step, |left, right| left + right)?)
        }
    }))
}
