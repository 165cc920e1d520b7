//! Copying elements from place to place, whatever their type.

use crate::array::{Array, checked_count};
use crate::computation::{Computation, PIECE};
use crate::error::ArrayError;
use crate::layout::{Lanes, Walk, strides};
use crate::storage::{Storage, for_size};

/// The elements of an array that lie at `start` with `strides`, as an array of `shape`. Without a
/// copy where they are consecutive.
pub(crate) fn gather(
    computation: &Computation,
    array: &Array,
    start: usize,
    shape: Vec<usize>,
    along: &[isize],
) -> Result<Array, ArrayError> {
    let size = array.data_type().size();
    let count = checked_count(&shape, size)?;
    if count == 0 {
        return Ok(Array::of_storage(array.data_type(), shape, Storage::zeroed(computation, size, 0)?));
    }
    let is_consecutive = shape
        .iter()
        .zip(strides(&shape))
        .zip(along)
        .all(|((length, expected), stride)| *length == 1 || expected == *stride);
    if is_consecutive {
        return Ok(array.part(start, shape));
    }
    let walk = Walk::new(&shape, [start], [along]);
    let mut storage = Storage::zeroed(computation, size, count)?;
    let mut pace = computation.pace();
    for_size!(size, SIZE => {
        let source = array.bytes().as_chunks::<SIZE>().0;
        let mut rest = storage.bytes_mut().unwrap_or_default().as_chunks_mut::<SIZE>().0;
        walk.for_each_run(|run| {
            let (target, after) = std::mem::take(&mut rest).split_at_mut_checked(run.length).unwrap_or_default();
            rest = after;
            let ([start], [stride]) = (run.starts, run.strides);
            for (index, target) in target.chunks_mut(PIECE).enumerate() {
                pace.spend(target.len())?;
                let start = start.wrapping_add_signed((index * PIECE) as isize * stride);
                match stride {
                    1 => target.copy_from_slice(source.get(start..start + target.len()).unwrap_or_default()),
                    0 => target.fill(source.get(start).copied().unwrap_or([0; SIZE])),
                    _ => copy_strided(source, start, stride, target),
                }
            }
            Ok::<_, ArrayError>(())
        })?;
    });
    Ok(Array::of_storage(array.data_type(), shape, storage))
}

fn copy_strided<const SIZE: usize>(source: &[[u8; SIZE]], start: usize, stride: isize, target: &mut [[u8; SIZE]]) {
    if stride > 0 {
        let elements = source.get(start..).unwrap_or_default().iter().step_by(stride.unsigned_abs());
        target.iter_mut().zip(elements).for_each(|(target, element)| *target = *element);
    } else {
        let elements = source.get(..=start).unwrap_or_default().iter().rev().step_by(stride.unsigned_abs());
        target.iter_mut().zip(elements).for_each(|(target, element)| *target = *element);
    }
}

/// What stands at each place along an axis of a result: a position of the source, or nothing.
pub(crate) const NOTHING: usize = usize::MAX;

/// An array with other positions along one of its axes: for each place of the result, the position
/// that it comes from, or [`NOTHING`] for the element `filling`. `shape` is that of the result.
pub(crate) fn rearrange(
    computation: &Computation,
    array: &Array,
    lanes: Lanes,
    positions: &[usize],
    filling: [u8; 16],
    shape: Vec<usize>,
) -> Result<Array, ArrayError> {
    let size = array.data_type().size();
    let count = checked_count(&shape, size)?;
    let mut storage = Storage::zeroed(computation, size, count)?;
    let mut pace = computation.pace();
    let target_block = positions.len() * lanes.inner;
    if count > 0 && array.is_empty() && positions.iter().any(|position| *position != NOTHING) {
        return Err(ArrayError::invalid("elements cannot be taken from an empty array"));
    }
    for_size!(size, SIZE => {
        let source = array.bytes().as_chunks::<SIZE>().0;
        let filling = filling.first_chunk::<SIZE>().copied().unwrap_or([0; SIZE]);
        let targets = storage.bytes_mut().unwrap_or_default().as_chunks_mut::<SIZE>().0;
        for (outer, target) in targets.chunks_exact_mut(target_block.max(1)).enumerate() {
            let first = outer * lanes.block();
            let source = source.get(first..first + lanes.block()).unwrap_or_default();
            if lanes.inner == 1 {
                for (target, positions) in target.chunks_mut(PIECE).zip(positions.chunks(PIECE)) {
                    pace.spend(target.len())?;
                    for (target, position) in target.iter_mut().zip(positions) {
                        *target = source.get(*position).copied().unwrap_or(filling);
                    }
                }
            } else {
                for (target, position) in target.chunks_exact_mut(lanes.inner).zip(positions) {
                    pace.spend(target.len())?;
                    let start = position.saturating_mul(lanes.inner);
                    match source.get(start..start.saturating_add(lanes.inner)) {
                        Some(elements) => target.copy_from_slice(elements),
                        None => target.fill(filling),
                    }
                }
            }
        }
    });
    Ok(Array::of_storage(array.data_type(), shape, storage))
}
