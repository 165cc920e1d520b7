//! Elements put around an array.

use super::order::with_length;
use crate::array::{Array, checked_count};
use crate::computation::Computation;
use crate::copy::{NOTHING, rearrange};
use crate::creation::element_bytes;
use crate::error::ArrayError;
use crate::layout::Lanes;
use crate::scalar::Scalar;

/// What is put around an array.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Padding {
    /// A value.
    Constant(Scalar),
    /// The nearest element.
    Edge,
    /// The array mirrored at its outermost elements, these not repeated.
    Reflect,
    /// The array mirrored at its border, the outermost elements repeated.
    Symmetric,
    /// The array's other end.
    Wrap,
}

/// Elements put around the array: for each axis how many before and after it.
pub fn pad(
    computation: &Computation,
    array: &Array,
    widths: &[(u64, u64)],
    padding: Padding,
) -> Result<Array, ArrayError> {
    if widths.len() != array.axes() {
        let (given, axes) = (widths.len(), array.axes());
        return Err(ArrayError::invalid(format!(
            "an array of {axes} axes is padded by {axes} pairs of widths, not {given}"
        )));
    }
    let filling = match padding {
        Padding::Constant(scalar) => element_bytes(array.data_type(), scalar)?,
        _ => [0; 16],
    };
    let mut result = array.clone();
    let mut pace = computation.pace();
    for (axis, (before, after)) in widths.iter().enumerate() {
        if (*before, *after) == (0, 0) {
            continue;
        }
        let lanes = Lanes::along(result.shape(), Some(axis));
        if lanes.length == 0 && !matches!(padding, Padding::Constant(_)) {
            return Err(ArrayError::invalid(format!("axis {axis} has no elements to pad with")));
        }
        let length = usize::try_from(*before).ok().zip(usize::try_from(*after).ok());
        let length = length.and_then(|(before, after)| before.checked_add(lanes.length)?.checked_add(after));
        let length =
            length.ok_or_else(|| ArrayError::TooLarge { shape: vec![*before, lanes.length as u64, *after] })?;
        let shape = with_length(result.shape(), Some(axis), length);
        checked_count(&shape, array.data_type().size())?;
        let mut positions = computation.zeroed::<usize>(length)?;
        for (index, position) in positions.iter_mut().enumerate() {
            pace.spend(1)?;
            *position = position_of(padding, index as i64 - *before as i64, lanes.length);
        }
        result = rearrange(computation, &result, lanes, &positions, filling, shape)?;
    }
    Ok(result)
}

/// Where the element comes from that stands at `index`, which may be outside of the axis.
fn position_of(padding: Padding, index: i64, length: usize) -> usize {
    if usize::try_from(index).is_ok_and(|index| index < length) {
        return index as usize;
    }
    match padding {
        Padding::Constant(_) => NOTHING,
        Padding::Edge => nearest(index, length),
        Padding::Reflect => mirrored(index, length),
        Padding::Symmetric => repeated_mirrored(index, length),
        Padding::Wrap => wrapped(index, length),
    }
}

/// The nearest position of an axis that has at least one.
pub(crate) fn nearest(index: i64, length: usize) -> usize {
    index.clamp(0, length as i64 - 1) as usize
}

/// The position of an axis that is mirrored at its outermost elements.
pub(crate) fn mirrored(index: i64, length: usize) -> usize {
    if length == 1 {
        return 0;
    }
    let period = 2 * (length as i64 - 1);
    let phase = index.rem_euclid(period);
    phase.min(period - phase) as usize
}

/// The position of an axis that is mirrored at its border.
pub(crate) fn repeated_mirrored(index: i64, length: usize) -> usize {
    let period = 2 * length as i64;
    let phase = index.rem_euclid(period);
    phase.min(period - 1 - phase) as usize
}

/// The position of an axis that goes round.
pub(crate) fn wrapped(index: i64, length: usize) -> usize {
    index.rem_euclid(length as i64) as usize
}
