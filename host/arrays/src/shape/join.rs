//! Arrays one after the other.

use super::order::with_length;
use crate::array::{Array, checked_count};
use crate::computation::Computation;
use crate::conversion::as_type;
use crate::error::ArrayError;
use crate::layout::{Lanes, axis_index};
use crate::promotion::promote;
use crate::storage::Storage;

/// The arrays one after the other along an axis that they have.
pub fn concatenate(computation: &Computation, arrays: &[Array], axis: i32) -> Result<Array, ArrayError> {
    let Some((first, others)) = arrays.split_first() else {
        return Err(ArrayError::invalid("there are no arrays to join"));
    };
    let axis = axis_index(i64::from(axis), first.axes())?;
    let data_type = others.iter().fold(first.data_type(), |common, array| promote(common, array.data_type()));
    let mut length = 0usize;
    for array in arrays {
        let own = array.shape().get(axis).copied().unwrap_or(0);
        if with_length(array.shape(), Some(axis), 0) != with_length(first.shape(), Some(axis), 0) {
            let (left, right) = (first.shape(), array.shape());
            return Err(ArrayError::invalid(format!(
                "arrays of shapes {left:?} and {right:?} cannot be joined along axis {axis}"
            )));
        }
        length = length.saturating_add(own);
    }
    let shape = with_length(first.shape(), Some(axis), length);
    let count = checked_count(&shape, data_type.size())?;
    let mut storage = Storage::zeroed(computation, data_type.size(), count)?;
    let target = storage.bytes_mut().unwrap_or_default();
    let target_block = Lanes::along(&shape, Some(axis)).block() * data_type.size();
    let mut offset = 0;
    let mut pace = computation.pace();
    for array in arrays {
        let array = as_type(computation, array, data_type, false)?;
        let block = Lanes::along(array.shape(), Some(axis)).block() * data_type.size();
        let targets = target.chunks_exact_mut(target_block.max(1));
        for (target, source) in targets.zip(array.bytes().chunks_exact(block.max(1))) {
            pace.spend(block)?;
            if let Some(target) = target.get_mut(offset..offset + block) {
                target.copy_from_slice(source);
            }
        }
        offset += block;
    }
    Ok(Array::of_storage(data_type, shape, storage))
}

/// The arrays, all of one shape, one after the other along a new axis.
pub fn stack(computation: &Computation, arrays: &[Array], axis: i32) -> Result<Array, ArrayError> {
    let Some(first) = arrays.first() else {
        return Err(ArrayError::invalid("there are no arrays to join"));
    };
    let index = axis_index(i64::from(axis), first.axes() + 1)?;
    let mut raised = Vec::with_capacity(arrays.len());
    for array in arrays {
        if array.shape() != first.shape() {
            let (left, right) = (first.shape(), array.shape());
            return Err(ArrayError::invalid(format!("arrays of shapes {left:?} and {right:?} cannot be stacked")));
        }
        let mut shape = array.shape().to_vec();
        shape.insert(index, 1);
        checked_count(&shape, array.data_type().size())?;
        raised.push(array.in_shape(shape));
    }
    concatenate(computation, &raised, index as i32)
}
