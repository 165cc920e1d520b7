//! The different elements of an array.

use super::{in_order_with_place, order};
use crate::array::Array;
use crate::computation::Computation;
use crate::element::for_real;
use crate::error::ArrayError;
use std::cmp::Ordering;

/// The different elements of an array.
#[derive(Clone, Debug)]
pub struct UniqueElements {
    /// Each once, ascending.
    pub values: Array,
    /// How often each is there, `Int64`.
    pub counts: Array,
    /// For each element of the array the index of its value, `Int64`, in the array's shape.
    pub inverse: Array,
}

/// The different elements of an array; all that are not a number are one.
pub fn unique(computation: &Computation, array: &Array) -> Result<UniqueElements, ArrayError> {
    for_real!(array.data_type(), "an order", T => {
        let elements = array.elements::<T>(computation)?;
        let mut sorted = computation.zeroed::<(T, i64)>(elements.len())?;
        let places = elements.iter().zip(0..);
        sorted.iter_mut().zip(places).for_each(|(target, (element, place))| *target = (*element, place));
        computation.check()?;
        sorted.sort_unstable_by(in_order_with_place);
        computation.check()?;
        let groups = || sorted.chunk_by(|left, right| order(left.0, right.0) == Ordering::Equal);
        let count = groups().count();
        let mut values = computation.zeroed::<T>(count)?;
        let mut counts = computation.zeroed::<i64>(count)?;
        let mut inverse = computation.zeroed::<i64>(elements.len())?;
        for ((index, group), (value, count)) in groups().enumerate().zip(values.iter_mut().zip(counts.iter_mut())) {
            *count = group.len() as i64;
            for (element, place) in group {
                *value = *element;
                if let Some(target) = inverse.get_mut(*place as usize) {
                    *target = index as i64;
                }
            }
        }
        Ok(UniqueElements {
            values: Array::of(vec![count], values),
            counts: Array::of(vec![count], counts),
            inverse: Array::of(array.shape().to_vec(), inverse),
        })
    })
}
