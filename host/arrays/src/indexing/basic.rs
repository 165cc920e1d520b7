//! Positions and parts, axis by axis.

use crate::array::{Array, checked_count};
use crate::creation::checked_position;
use crate::error::ArrayError;
use crate::layout::strides;

/// Part of an axis, as `start:stop:step` of Python: negative positions count from the end, and
/// those beyond an end stand for that end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// First position; none for the whole axis.
    pub start: Option<i64>,
    /// Position after the last; none for the whole axis.
    pub stop: Option<i64>,
    /// Distance of two positions, not 0; negative ones run backwards.
    pub step: i64,
}

/// What is taken of one axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Index {
    /// One position, negative from the end; the axis is gone from the result.
    At(i64),
    /// Part of the axis.
    Slice(Slice),
    /// An axis of length 1 that is put in here.
    NewAxis,
    /// All axes that the other indices do not name; at most once.
    Ellipsis,
}

/// Elements of an array that lie at regular distances.
#[derive(Debug, PartialEq)]
pub(super) struct Region {
    pub(super) start: usize,
    pub(super) shape: Vec<usize>,
    pub(super) strides: Vec<isize>,
}

impl Region {
    /// What `indices` name of an array.
    pub(super) fn of(array: &Array, indices: &[Index]) -> Result<Self, ArrayError> {
        let named = indices.iter().filter(|index| matches!(index, Index::At(_) | Index::Slice(_))).count();
        if indices.iter().filter(|index| matches!(index, Index::Ellipsis)).count() > 1 {
            return Err(ArrayError::invalid("an ellipsis can stand for axes once"));
        }
        let unnamed = array.axes().checked_sub(named).ok_or_else(|| {
            ArrayError::invalid(format!("{named} indices are too many for an array of {} axes", array.axes()))
        })?;
        let own = strides(array.shape());
        let mut axes = array.shape().iter().copied().zip(own);
        let mut region = Self { start: 0, shape: Vec::new(), strides: Vec::new() };
        for index in indices {
            match index {
                Index::NewAxis => region.push(1, 0),
                Index::Ellipsis => axes.by_ref().take(unnamed).for_each(|(length, stride)| region.push(length, stride)),
                Index::At(position) => {
                    if let Some((length, stride)) = axes.next() {
                        region.start += checked_position(*position, length)? * stride as usize;
                    }
                }
                Index::Slice(slice) => {
                    if let Some((length, stride)) = axes.next() {
                        let (start, count) = slice.resolve(length)?;
                        region.start += start * stride as usize;
                        // A step beyond the axis is never taken.
                        let step = if count > 1 { slice.step as isize } else { 1 };
                        region.push(count, stride * step);
                    }
                }
            }
        }
        axes.for_each(|(length, stride)| region.push(length, stride));
        if checked_count(&region.shape, array.data_type().size())? == 0 {
            region.start = 0;
        }
        Ok(region)
    }

    fn push(&mut self, length: usize, stride: isize) {
        self.shape.push(length);
        self.strides.push(stride);
    }
}

impl Slice {
    /// The first position and how many there are.
    fn resolve(self, length: usize) -> Result<(usize, usize), ArrayError> {
        let length = length as i128;
        let step = i128::from(self.step);
        if step == 0 {
            return Err(ArrayError::invalid("the step of a slice must not be 0"));
        }
        // Backwards, a slice may end before the first position.
        let (least, most) = if step > 0 { (0, length) } else { (-1, length - 1) };
        let (first, last) = if step > 0 { (least, most) } else { (most, least) };
        let bounded = |position: Option<i64>, default: i128| {
            let Some(position) = position.map(i128::from) else { return default };
            let position = if position < 0 { position + length } else { position };
            position.clamp(least, most)
        };
        let (start, stop) = (bounded(self.start, first), bounded(self.stop, last));
        let span = if step > 0 { stop - start } else { start - stop };
        let count = if span > 0 { (span - 1) / step.abs() + 1 } else { 0 };
        Ok((usize::try_from(start).unwrap_or(0), usize::try_from(count).unwrap_or(0)))
    }
}
