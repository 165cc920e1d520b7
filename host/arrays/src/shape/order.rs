//! Shapes, orders and repetitions of the elements of one array.

use crate::array::{Array, checked_count, lengths};
use crate::computation::Computation;
use crate::copy::{gather, rearrange};
use crate::error::ArrayError;
use crate::layout::{Lanes, axis_index, axis_indices, broadcast_strides, optional_axis, strides};

/// The same elements in another shape; one length may be -1, for what remains.
pub fn reshape(array: &Array, shape: &[i64]) -> Result<Array, ArrayError> {
    let mismatch = || ArrayError::invalid(format!("{} elements cannot be given the shape {shape:?}", array.len()));
    let open = shape.iter().filter(|length| **length == -1).count();
    if open > 1 {
        return Err(ArrayError::invalid("only one length of a shape can be left open by -1"));
    }
    let known: Option<Vec<u64>> =
        shape.iter().filter(|length| **length != -1).map(|length| u64::try_from(*length).ok()).collect();
    let known = lengths(&known.ok_or_else(mismatch)?)?.iter().product::<usize>();
    let remaining = if open == 1 && known > 0 { array.len() / known } else { 0 };
    let lengths: Vec<usize> = shape.iter().map(|length| usize::try_from(*length).unwrap_or(remaining)).collect();
    if (open == 1 && known == 0) || checked_count(&lengths, array.data_type().size())? != array.len() {
        return Err(mismatch());
    }
    Ok(array.in_shape(lengths))
}

/// The axes in another order, in reverse without one.
pub fn transpose(computation: &Computation, array: &Array, axes: Option<&[i32]>) -> Result<Array, ArrayError> {
    let count = array.axes();
    let order: Vec<usize> = match axes {
        None => (0..count).rev().collect(),
        Some(axes) => {
            axis_indices(Some(axes), count)?;
            if axes.len() != count {
                return Err(ArrayError::invalid(format!("an order of {count} axes names each once")));
            }
            axes.iter().map(|axis| axis_index(i64::from(*axis), count)).collect::<Result<_, _>>()?
        }
    };
    let (shape, along) = permuted(array.shape(), &order);
    gather(computation, array, 0, shape, &along)
}

/// Shape and strides with the axes in another order.
pub(crate) fn permuted(shape: &[usize], order: &[usize]) -> (Vec<usize>, Vec<isize>) {
    let own = strides(shape);
    let axes = order.iter().filter_map(|axis| Some((*shape.get(*axis)?, *own.get(*axis)?)));
    axes.unzip()
}

/// Some axes, or all, run backwards.
pub fn flip(computation: &Computation, array: &Array, axes: Option<&[i32]>) -> Result<Array, ArrayError> {
    let axes = axis_indices(axes, array.axes())?;
    let mut along = strides(array.shape());
    let mut start = 0;
    for axis in axes {
        if let (Some(stride), Some(length)) = (along.get_mut(axis), array.shape().get(axis)) {
            start += *stride as usize * length.saturating_sub(1);
            *stride = -*stride;
        }
    }
    gather(computation, array, start, array.shape().to_vec(), &along)
}

/// The elements moved along an axis, or along all as if there were one; what leaves at one end
/// comes in at the other.
pub fn roll(computation: &Computation, array: &Array, shift: i64, axis: Option<i32>) -> Result<Array, ArrayError> {
    let axis = optional_axis(axis, array.axes())?;
    let lanes = Lanes::along(array.shape(), axis);
    if array.is_empty() {
        return Ok(array.clone());
    }
    let length = lanes.length;
    let shift = (i128::from(shift)).rem_euclid(length as i128) as usize;
    let mut positions = computation.zeroed::<usize>(length)?;
    let mut pace = computation.pace();
    for (index, position) in positions.iter_mut().enumerate() {
        pace.spend(1)?;
        *position = (index + length - shift) % length;
    }
    rearrange(computation, array, lanes, &positions, [0; 16], array.shape().to_vec())
}

/// Each element that many times in a row along an axis, or along all on one axis.
pub fn repeat(computation: &Computation, array: &Array, count: u64, axis: Option<i32>) -> Result<Array, ArrayError> {
    let axis = optional_axis(axis, array.axes())?;
    let lanes = Lanes::along(array.shape(), axis);
    let too_large = || ArrayError::TooLarge { shape: vec![lanes.length as u64, count] };
    let count = usize::try_from(count).map_err(|_| too_large())?;
    let length = lanes.length.checked_mul(count).ok_or_else(too_large)?;
    let shape = with_length(array.shape(), axis, length);
    checked_count(&shape, array.data_type().size())?;
    let mut positions = computation.zeroed::<usize>(length)?;
    let mut pace = computation.pace();
    for (index, position) in positions.iter_mut().enumerate() {
        pace.spend(1)?;
        *position = index / count;
    }
    rearrange(computation, array, lanes, &positions, [0; 16], shape)
}

/// A shape with another length of an axis; without an axis one of that length alone.
pub(crate) fn with_length(shape: &[usize], axis: Option<usize>, length: usize) -> Vec<usize> {
    let Some(axis) = axis else { return vec![length] };
    shape.iter().enumerate().map(|(index, old)| if index == axis { length } else { *old }).collect()
}

/// The array repeated as broadcasting does, to a given shape.
pub fn broadcast_to(computation: &Computation, array: &Array, shape: &[u64]) -> Result<Array, ArrayError> {
    broadcast(computation, array, lengths(shape)?)
}

/// As [`broadcast_to`].
pub(crate) fn broadcast(computation: &Computation, array: &Array, shape: Vec<usize>) -> Result<Array, ArrayError> {
    let along = broadcast_strides(array.shape(), &shape)?;
    gather(computation, array, 0, shape, &along)
}
