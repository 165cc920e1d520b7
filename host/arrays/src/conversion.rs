//! Elements of one type as those of another.

use crate::array::{Array, convert};
use crate::computation::{Computation, PIECE};
use crate::data_type::DataType;
use crate::element::{Element, for_real};
use crate::error::ArrayError;

/// The elements as another type: fractions are cut off, integers wrap around, truth values become
/// 0 and 1. When `saturating`, numbers beyond the range of an integer type become its smallest or
/// largest and not-a-number becomes 0. Complex arrays keep their type.
pub fn as_type(
    computation: &Computation,
    array: &Array,
    data_type: DataType,
    saturating: bool,
) -> Result<Array, ArrayError> {
    if array.data_type() == data_type {
        return Ok(array.clone());
    }
    for_real!(data_type, "a conversion", T => {
        let mut elements = computation.zeroed::<T>(array.len())?;
        for_real!(array.data_type(), "a conversion", S => {
            let convert = if saturating { saturate::<S, T> } else { convert::<S, T> };
            let mut pace = computation.pace();
            for (bytes, target) in array.bytes().chunks(PIECE * size_of::<S>()).zip(elements.chunks_mut(PIECE)) {
                pace.spend(target.len())?;
                convert(bytes, target);
            }
        });
        Ok(Array::of(array.shape().to_vec(), elements))
    })
}

fn saturate<S: Element, T: Element>(bytes: &[u8], target: &mut [T]) {
    for (target, bytes) in target.iter_mut().zip(bytes.chunks_exact(size_of::<S>())) {
        *target = bytemuck::pod_read_unaligned::<S>(bytes).saturate();
    }
}
