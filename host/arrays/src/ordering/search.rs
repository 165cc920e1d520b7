//! Places in a sorted array.

use super::order;
use crate::array::Array;
use crate::computation::Computation;
use crate::element::for_real;
use crate::error::ArrayError;
use crate::promotion::promote;

/// Where each of `values` would have to be put into a sorted array of one axis, `Int64`: before
/// elements that are equal, or after the last of them.
pub fn search_sorted(
    computation: &Computation,
    array: &Array,
    values: &Array,
    after_equal: bool,
) -> Result<Array, ArrayError> {
    if array.axes() != 1 {
        return Err(ArrayError::invalid(format!("places are searched in an array of one axis, not {}", array.axes())));
    }
    for_real!(promote(array.data_type(), values.data_type()), "an order", T => {
        let (sorted, wanted) = (array.read::<T>(computation)?, values.read::<T>(computation)?);
        let mut places = computation.zeroed::<i64>(wanted.len())?;
        let mut pace = computation.pace();
        for (place, wanted) in places.iter_mut().zip(&*wanted) {
            pace.spend(16)?;
            *place = sorted.partition_point(|element| {
                let order = order(*element, *wanted);
                order.is_lt() || (after_equal && order.is_eq())
            }) as i64;
        }
        Ok(Array::of(values.shape().to_vec(), places))
    })
}
