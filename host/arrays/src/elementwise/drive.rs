//! The loops of all elementwise operations: over the runs of a walk, in pieces.

use super::source::{PIECE, Source};
use crate::computation::Computation;
use crate::element::Element;
use crate::error::ArrayError;
use crate::layout::{Walk, broadcast_strides};
use crate::memory::Elements;
use crate::scalar::Operand;
use half::f16;

/// A loop over a piece of one operand.
pub(super) type UnaryKernel<T, O> = fn(&[T], &mut [O]);
/// A loop over pieces of two operands.
pub(super) type BinaryKernel<T, O> = fn(&[T], &[T], &mut [O]);

/// Results as they are kept; those of `float16` are computed as `float32`.
pub(super) trait Kept<O>: Element {
    /// Runs `kernel` on room for results, and keeps them.
    fn keep(target: &mut [Self], kernel: impl FnOnce(&mut [O]));
}

impl<O: Element> Kept<O> for O {
    fn keep(target: &mut [O], kernel: impl FnOnce(&mut [O])) {
        kernel(target);
    }
}

impl Kept<f32> for f16 {
    fn keep(target: &mut [f16], kernel: impl FnOnce(&mut [f32])) {
        let mut results = [0.0; PIECE];
        let results = results.get_mut(..target.len()).unwrap_or_default();
        kernel(results);
        target.iter_mut().zip(results).for_each(|(target, result)| *target = f16::from_f32(*result));
    }
}

/// The elements of `shape` that `kernel` makes of one operand.
pub(super) fn map<T: Element, O, K: Kept<O>>(
    computation: &Computation,
    source: &Source<'_, T>,
    length: usize,
    kernel: UnaryKernel<T, O>,
) -> Result<Elements<K>, ArrayError> {
    let mut elements = computation.zeroed::<K>(length)?;
    let mut reader = source.reader();
    let mut pace = computation.pace();
    for (index, target) in elements.chunks_mut(PIECE).enumerate() {
        pace.spend(target.len())?;
        let piece = reader.read(index * PIECE, 1, target.len());
        K::keep(target, |results| kernel(piece, results));
    }
    Ok(elements)
}

/// The elements of `shape` that `kernel` makes of two operands broadcast to it.
pub(super) fn combine<T: Element, O, K: Kept<O>>(
    computation: &Computation,
    shape: &[usize],
    (left, right): (&Operand, &Operand),
    kernel: BinaryKernel<T, O>,
) -> Result<Elements<K>, ArrayError> {
    let walk = Walk::new(shape, [0; 2], [&operand_strides(left, shape)?, &operand_strides(right, shape)?]);
    let (left, right) = (Source::of_operand(left)?, Source::of_operand(right)?);
    let (mut left, mut right) = (left.reader(), right.reader());
    let mut elements = computation.zeroed::<K>(shape.iter().product())?;
    let mut rest: &mut [K] = &mut elements;
    let mut pace = computation.pace();
    walk.for_each_run(|run| {
        let (target, after) = std::mem::take(&mut rest).split_at_mut_checked(run.length).unwrap_or_default();
        rest = after;
        let [left_start, right_start] = run.starts;
        let [left_stride, right_stride] = run.strides;
        for (index, target) in target.chunks_mut(PIECE).enumerate() {
            pace.spend(target.len())?;
            let (offset, length) = (index * PIECE, target.len());
            let left = left.read(left_start + offset * left_stride as usize, left_stride, length);
            let right = right.read(right_start + offset * right_stride as usize, right_stride, length);
            K::keep(target, |results| kernel(left, right, results));
        }
        Ok(())
    })?;
    Ok(elements)
}

/// Strides of an operand that is broadcast to a shape.
pub(super) fn operand_strides(operand: &Operand, shape: &[usize]) -> Result<Vec<isize>, ArrayError> {
    match operand {
        Operand::Array(array) => broadcast_strides(array.shape(), shape),
        Operand::Scalar(_) => Ok(vec![0; shape.len()]),
    }
}

/// A loop with a function on each element.
pub(super) fn each<T: Copy, O>(piece: &[T], results: &mut [O], function: impl Fn(T) -> O) {
    results.iter_mut().zip(piece).for_each(|(result, element)| *result = function(*element));
}

/// A loop with a function on each pair of elements.
pub(super) fn each_pair<T: Copy, O>(left: &[T], right: &[T], results: &mut [O], function: impl Fn(T, T) -> O) {
    for ((result, left), right) in results.iter_mut().zip(left).zip(right) {
        *result = function(*left, *right);
    }
}
