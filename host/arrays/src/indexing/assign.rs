//! Writing to some elements of an array.

use super::basic::Region;
use super::positions::Blocks;
use super::select::Selection;
use crate::array::Array;
use crate::computation::Computation;
use crate::conversion::as_type;
use crate::creation::element_bytes;
use crate::data_type::DataType;
use crate::error::ArrayError;
use crate::layout::{Walk, broadcast_strides};
use crate::scalar::Operand;
use crate::shape::broadcast;
use crate::storage::for_size;

/// Writes to the elements selected. `values` are broadcast to their shape and take the type of the
/// array, by the rule of `as_type`; of a position that is named twice the last value stays.
///
/// The elements are changed in place when no other array or buffer has them, else copied before.
/// After an error nothing has changed.
pub fn assign(
    computation: &Computation,
    array: &mut Array,
    selection: &Selection,
    values: &Operand,
) -> Result<(), ArrayError> {
    match selection {
        Selection::Basic(indices) => {
            let region = Region::of(array, indices)?;
            let values = Values::of(computation, array.data_type(), values, &region.shape)?;
            let along = values.strides(&region.shape)?;
            let walk = Walk::new(&region.shape, [region.start, 0], [&region.strides, &along]);
            for_size!(array.data_type().size(), SIZE => {
                let target = array.bytes_mut(computation)?.as_chunks_mut::<SIZE>().0;
                write_walk::<SIZE>(&walk, target, values.bytes());
            });
            Ok(())
        }
        Selection::Mask(mask) => {
            let blocks = Blocks::of_mask(computation, array, mask)?;
            assign_blocks(computation, array, &blocks, values)
        }
        Selection::Points(points) => {
            let blocks = Blocks::of_points(computation, array, points)?;
            assign_blocks(computation, array, &blocks, values)
        }
    }
}

/// What is written: a single element, or elements to be broadcast.
enum Values {
    One([u8; 16]),
    Many(Array),
}

impl Values {
    /// `values` as elements of a type, for a selection of `shape`.
    fn of(
        computation: &Computation,
        data_type: DataType,
        values: &Operand,
        shape: &[usize],
    ) -> Result<Self, ArrayError> {
        let array = match values {
            Operand::Scalar(scalar) => return Ok(Self::One(element_bytes(data_type, *scalar)?)),
            Operand::Array(array) => as_type(computation, array, data_type, false)?,
        };
        // Axes of length 1 may be too many, as in numpy.
        let surplus = array.axes().saturating_sub(shape.len());
        let array = match array.shape().split_at_checked(surplus) {
            Some((first, others)) if first.iter().all(|length| *length == 1) => array.in_shape(others.to_vec()),
            _ => array,
        };
        broadcast_strides(array.shape(), shape)?;
        Ok(Self::Many(array))
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::One(element) => element,
            Self::Many(array) => array.bytes(),
        }
    }

    fn strides(&self, shape: &[usize]) -> Result<Vec<isize>, ArrayError> {
        match self {
            Self::One(_) => Ok(vec![0; shape.len()]),
            Self::Many(array) => broadcast_strides(array.shape(), shape),
        }
    }
}

fn write_walk<const SIZE: usize>(walk: &Walk<2>, target: &mut [[u8; SIZE]], values: &[u8]) {
    let values = values.as_chunks::<SIZE>().0;
    // What is written is at most what the array has, so that nobody needs to look at the time.
    let _: Result<(), ()> = walk.for_each_run(|run| {
        let ([start, value], [stride, value_stride]) = (run.starts, run.strides);
        match (stride, value_stride) {
            (1, 1) => {
                let targets = target.get_mut(start..start + run.length).unwrap_or_default();
                targets.copy_from_slice(values.get(value..value + run.length).unwrap_or_default());
            }
            (1, 0) => {
                let targets = target.get_mut(start..start + run.length).unwrap_or_default();
                targets.fill(values.get(value).copied().unwrap_or([0; SIZE]));
            }
            _ => {
                for step in 0..run.length as isize {
                    let from = value.wrapping_add_signed(step * value_stride);
                    let to = start.wrapping_add_signed(step * stride);
                    if let (Some(target), Some(value)) = (target.get_mut(to), values.get(from)) {
                        *target = *value;
                    }
                }
            }
        }
        Ok(())
    });
}

fn assign_blocks(
    computation: &Computation,
    array: &mut Array,
    blocks: &Blocks,
    values: &Operand,
) -> Result<(), ArrayError> {
    let mut values = Values::of(computation, array.data_type(), values, &blocks.shape)?;
    if let Values::Many(many) = &values
        && many.len() > 1
    {
        values = Values::Many(broadcast(computation, many, blocks.shape.clone())?);
    }
    let is_single = matches!(&values, Values::One(_)) || matches!(&values, Values::Many(many) if many.len() == 1);
    for_size!(array.data_type().size(), SIZE => {
        let targets = array.bytes_mut(computation)?.as_chunks_mut::<SIZE>().0;
        let values = values.bytes().as_chunks::<SIZE>().0;
        let first = values.first().copied().unwrap_or([0; SIZE]);
        for (order, index) in blocks.indices.iter().enumerate() {
            let range = index * blocks.size..(index + 1) * blocks.size;
            let Some(target) = targets.get_mut(range) else { continue };
            match values.get(order * blocks.size..(order + 1) * blocks.size) {
                Some(values) if !is_single => target.copy_from_slice(values),
                _ => target.fill(first),
            }
        }
    });
    Ok(())
}
