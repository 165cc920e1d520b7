//! Sorting along an axis.

use super::{in_order, in_order_with_place};
use crate::array::Array;
use crate::computation::Computation;
use crate::element::for_real;
use crate::error::ArrayError;
use crate::layout::{Lanes, optional_axis};

/// The elements sorted along one axis, or all of them on one axis; not-a-number last.
pub fn sort(computation: &Computation, array: &Array, axis: Option<i32>) -> Result<Array, ArrayError> {
    let (lanes, shape) = lanes_and_shape(array, axis)?;
    for_real!(array.data_type(), "an order", T => {
        let mut elements = computation.zeroed::<T>(array.len())?;
        elements.copy_from_slice(&array.elements::<T>(computation)?);
        let mut pace = computation.pace();
        let mut sequence = computation.zeroed::<T>(if lanes.inner == 1 { 0 } else { lanes.length })?;
        for block in elements.chunks_exact_mut(lanes.block().max(1)) {
            if lanes.inner == 1 {
                pace.spend(block.len().saturating_mul(16))?;
                block.sort_unstable_by(in_order);
                continue;
            }
            for index in 0..lanes.inner {
                pace.spend(sequence.len().saturating_mul(16))?;
                let along = block.iter().skip(index).step_by(lanes.inner);
                sequence.iter_mut().zip(along).for_each(|(target, element)| *target = *element);
                sequence.sort_unstable_by(in_order);
                let along = block.iter_mut().skip(index).step_by(lanes.inner);
                along.zip(&*sequence).for_each(|(target, element)| *target = *element);
            }
        }
        Ok(Array::of(shape, elements))
    })
}

/// The positions, `Int64`, that the elements of [`sort`] come from; equal ones in their order.
pub fn sort_positions(computation: &Computation, array: &Array, axis: Option<i32>) -> Result<Array, ArrayError> {
    let (lanes, shape) = lanes_and_shape(array, axis)?;
    for_real!(array.data_type(), "an order", T => {
        let elements = array.elements::<T>(computation)?;
        let mut positions = computation.zeroed::<i64>(array.len())?;
        let mut sequence = computation.zeroed::<(T, i64)>(lanes.length)?;
        let mut pace = computation.pace();
        let block = lanes.block().max(1);
        for (positions, elements) in positions.chunks_exact_mut(block).zip(elements.chunks_exact(block)) {
            for index in 0..lanes.inner {
                pace.spend(sequence.len().saturating_mul(16))?;
                let along = elements.iter().skip(index).step_by(lanes.inner).zip(0..);
                sequence.iter_mut().zip(along).for_each(|(target, (element, place))| *target = (*element, place));
                sequence.sort_unstable_by(in_order_with_place);
                let along = positions.iter_mut().skip(index).step_by(lanes.inner);
                along.zip(&*sequence).for_each(|(target, (_, place))| *target = *place);
            }
        }
        Ok(Array::of(shape, positions))
    })
}

fn lanes_and_shape(array: &Array, axis: Option<i32>) -> Result<(Lanes, Vec<usize>), ArrayError> {
    let axis = optional_axis(axis, array.axes())?;
    let shape = if axis.is_some() { array.shape().to_vec() } else { vec![array.len()] };
    Ok((Lanes::along(array.shape(), axis), shape))
}
