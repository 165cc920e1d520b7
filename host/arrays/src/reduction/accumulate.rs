//! Results carried along an axis.

use super::extremes::{greater, lesser};
use crate::array::Array;
use crate::computation::Computation;
use crate::data_type::DataType;
use crate::element::{Element, for_real};
use crate::error::ArrayError;
use crate::layout::{Lanes, optional_axis};
use crate::promotion::sum_type;

/// What is carried along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accumulation {
    /// Sum of the elements so far; of integers in 64 bits.
    Sum,
    /// Product of the elements so far; of integers in 64 bits.
    Product,
    /// Smallest element so far.
    Minimum,
    /// Largest element so far.
    Maximum,
}

/// Carries a result along one axis, or along the elements of all.
pub fn accumulate(
    computation: &Computation,
    operation: Accumulation,
    array: &Array,
    axis: Option<i32>,
) -> Result<Array, ArrayError> {
    let axis = optional_axis(axis, array.axes())?;
    let lanes = Lanes::along(array.shape(), axis);
    let shape = if axis.is_some() { array.shape().to_vec() } else { vec![array.len()] };
    match operation {
        Accumulation::Minimum => for_real!(array.data_type(), "an order", T => {
            scan::<T>(computation, array, lanes, shape, lesser)
        }),
        Accumulation::Maximum => for_real!(array.data_type(), "an order", T => {
            scan::<T>(computation, array, lanes, shape, greater)
        }),
        Accumulation::Sum => match sum_type(array.data_type()) {
            DataType::Int64 => scan::<i64>(computation, array, lanes, shape, i64::wrapping_add),
            DataType::Uint64 => scan::<u64>(computation, array, lanes, shape, u64::wrapping_add),
            data_type => for_real!(data_type, "a sum", T => {
                scan::<T>(computation, array, lanes, shape, |sum, element| T::from_f64(sum.to_f64() + element.to_f64()))
            }),
        },
        Accumulation::Product => match sum_type(array.data_type()) {
            DataType::Int64 => scan::<i64>(computation, array, lanes, shape, i64::wrapping_mul),
            DataType::Uint64 => scan::<u64>(computation, array, lanes, shape, u64::wrapping_mul),
            data_type => for_real!(data_type, "a product", T => {
                scan::<T>(computation, array, lanes, shape, |product, element| {
                    T::from_f64(product.to_f64() * element.to_f64())
                })
            }),
        },
    }
}

fn scan<T: Element>(
    computation: &Computation,
    array: &Array,
    lanes: Lanes,
    shape: Vec<usize>,
    step: impl Fn(T, T) -> T,
) -> Result<Array, ArrayError> {
    let mut results = computation.zeroed::<T>(array.len())?;
    let elements = array.read::<T>(computation)?;
    let mut pace = computation.pace();
    let block = lanes.block().max(1);
    for (results, elements) in results.chunks_exact_mut(block).zip(elements.chunks_exact(block)) {
        if lanes.inner == 1 {
            let mut carried = None;
            for (result, element) in results.iter_mut().zip(elements) {
                *result = carried.map_or(*element, |carried| step(carried, *element));
                carried = Some(*result);
            }
            pace.spend(block)?;
            continue;
        }
        let mut before: &[T] = &[];
        for (results, elements) in results.chunks_exact_mut(lanes.inner).zip(elements.chunks_exact(lanes.inner)) {
            pace.spend(lanes.inner)?;
            results.copy_from_slice(elements);
            results.iter_mut().zip(before).for_each(|(result, carried)| *result = step(*carried, *result));
            before = results;
        }
    }
    Ok(Array::of(shape, results))
}
