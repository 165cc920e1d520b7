//! Reading some elements of an array.

use super::basic::{Index, Region};
use super::positions::{Blocks, checked_positions, true_positions};
use crate::array::{Array, checked_count};
use crate::computation::Computation;
use crate::copy::{gather, rearrange};
use crate::element::{Boolean, Element, for_real};
use crate::error::ArrayError;
use crate::layout::{Lanes, optional_axis};

/// Which elements are read or written.
#[derive(Clone, Debug)]
pub enum Selection {
    /// Positions and parts, axis by axis; axes that are not named are taken whole.
    Basic(Vec<Index>),
    /// Those where an array of truth values is true. It has the lengths of the array's first axes;
    /// these become one axis, in C order.
    Mask(Array),
    /// Positions along the first axes, one array of integers for each, broadcast together; negative
    /// ones count from the end. Their shape takes the place of these axes.
    Points(Vec<Array>),
}

/// The elements selected.
pub fn select(computation: &Computation, array: &Array, selection: &Selection) -> Result<Array, ArrayError> {
    let blocks = match selection {
        Selection::Basic(indices) => {
            let region = Region::of(array, indices)?;
            return gather(computation, array, region.start, region.shape, &region.strides);
        }
        Selection::Mask(mask) => Blocks::of_mask(computation, array, mask)?,
        Selection::Points(points) => Blocks::of_points(computation, array, points)?,
    };
    let lanes = Lanes { outer: 1, length: array.len().checked_div(blocks.size).unwrap_or(0), inner: blocks.size };
    rearrange(computation, array, lanes, &blocks.indices, [0; 16], blocks.shape)
}

/// Elements along an axis, or of all on one axis, by an array of positions of any shape, which
/// takes the place of the axis; negative ones count from the end.
pub fn take(
    computation: &Computation,
    array: &Array,
    positions: &Array,
    axis: Option<i32>,
) -> Result<Array, ArrayError> {
    let axis = optional_axis(axis, array.axes())?;
    let lanes = Lanes::along(array.shape(), axis);
    let places = checked_positions(computation, positions, lanes.length)?;
    let (before, after) = match axis {
        None => (&[][..], &[][..]),
        Some(axis) => {
            (array.shape().get(..axis).unwrap_or_default(), array.shape().get(axis + 1..).unwrap_or_default())
        }
    };
    let shape = [before, positions.shape(), after].concat();
    checked_count(&shape, array.data_type().size())?;
    rearrange(computation, array, lanes, &places, [0; 16], shape)
}

/// For each axis the positions, `Int64`, of the elements other than 0, in C order.
pub fn nonzero(computation: &Computation, array: &Array) -> Result<Vec<Array>, ArrayError> {
    let mut is_true = computation.zeroed::<u8>(array.len())?;
    for_real!(array.data_type(), "a test for 0", T => {
        let elements = array.elements::<T>(computation)?;
        is_true.iter_mut().zip(&*elements).for_each(|(target, element)| *target = element.cast::<Boolean>().0);
    });
    let places = true_positions(computation, &is_true)?;
    let mut pace = computation.pace();
    let mut result = Vec::with_capacity(array.axes());
    for axis in 0..array.axes() {
        let lanes = Lanes::along(array.shape(), Some(axis));
        let mut positions = computation.zeroed::<i64>(places.len())?;
        for (position, place) in positions.iter_mut().zip(&*places) {
            pace.spend(1)?;
            *position = (place / lanes.inner.max(1) % lanes.length.max(1)) as i64;
        }
        result.push(Array::of(vec![places.len()], positions));
    }
    Ok(result)
}
