//! Lists of elements: where a mask is true, or named by arrays of positions.

use crate::array::Array;
use crate::computation::Computation;
use crate::creation::checked_position;
use crate::data_type::{DataType, Kind};
use crate::element::{Element, for_integer};
use crate::error::ArrayError;
use crate::layout::broadcast_shape;
use crate::memory::Elements;
use crate::shape::broadcast;

/// Blocks of an array: elements at positions along its first axes, each with all that the other
/// axes have there.
pub(super) struct Blocks {
    /// Index of each block, counted in blocks.
    pub(super) indices: Elements<usize>,
    /// Elements of one block.
    pub(super) size: usize,
    /// Shape of all blocks together.
    pub(super) shape: Vec<usize>,
}

impl Blocks {
    /// Where a mask over the first axes is true.
    pub(super) fn of_mask(computation: &Computation, array: &Array, mask: &Array) -> Result<Self, ArrayError> {
        if mask.data_type() != DataType::Boolean {
            return Err(mask.data_type().unsupported("a mask"));
        }
        let Some((_, others)) = array.shape().split_at_checked(mask.axes()).filter(|(first, _)| *first == mask.shape())
        else {
            let (mask, array) = (mask.shape(), array.shape());
            return Err(ArrayError::invalid(format!(
                "a mask of shape {mask:?} does not fit an array of shape {array:?}"
            )));
        };
        let indices = true_positions(computation, mask.bytes())?;
        let shape = [&[indices.len()], others].concat();
        Ok(Self { indices, size: others.iter().product(), shape })
    }

    /// At positions along the first axes, one array of integers for each.
    pub(super) fn of_points(computation: &Computation, array: &Array, points: &[Array]) -> Result<Self, ArrayError> {
        let Some((named, others)) = array.shape().split_at_checked(points.len()) else {
            let (given, axes) = (points.len(), array.axes());
            return Err(ArrayError::invalid(format!(
                "{given} arrays of positions are too many for an array of {axes} axes"
            )));
        };
        let common = broadcast_shape(points.iter().map(Array::shape))?;
        let mut indices = computation.zeroed::<usize>(common.iter().product())?;
        for (points, length) in points.iter().zip(named) {
            let positions = checked_positions(computation, &broadcast(computation, points, common.clone())?, *length)?;
            indices.iter_mut().zip(&*positions).for_each(|(index, position)| *index = *index * length + position);
        }
        let shape = [&common, others].concat();
        Ok(Self { indices, size: others.iter().product(), shape })
    }
}

/// Where bytes are other than 0.
pub(super) fn true_positions(computation: &Computation, bytes: &[u8]) -> Result<Elements<usize>, ArrayError> {
    let count = bytes.iter().filter(|byte| **byte != 0).count();
    let mut positions = computation.zeroed::<usize>(count)?;
    let places = bytes.iter().enumerate().filter(|(_, byte)| **byte != 0);
    positions.iter_mut().zip(places).for_each(|(position, (index, _))| *position = index);
    Ok(positions)
}

/// Positions along an axis of `length`, counted from the end where negative.
pub(super) fn checked_positions(
    computation: &Computation,
    array: &Array,
    length: usize,
) -> Result<Elements<usize>, ArrayError> {
    if array.data_type().kind() != Kind::Integer {
        return Err(array.data_type().unsupported("a position"));
    }
    let mut positions = computation.zeroed::<usize>(array.len())?;
    let mut pace = computation.pace();
    for_integer!(array.data_type(), "a position", T => {
        for (position, element) in positions.iter_mut().zip(&*array.elements::<T>(computation)?) {
            pace.spend(1)?;
            *position = checked_position(element.saturate(), length)?;
        }
    });
    Ok(positions)
}
