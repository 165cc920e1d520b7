//! How shapes lie in memory: strides, broadcasting, and walking over several layouts at once.

use crate::array::checked_count;
use crate::error::ArrayError;

/// Distances of neighbours along each axis, in elements, of an array in C order.
pub(crate) fn strides(shape: &[usize]) -> Vec<isize> {
    let mut strides = vec![0; shape.len()];
    let mut stride = 1;
    for (place, length) in strides.iter_mut().zip(shape).rev() {
        *place = stride;
        stride *= (*length).max(1) as isize;
    }
    strides
}

/// The shape to which all of some shapes are broadcast.
pub(crate) fn broadcast_shape<'a>(shapes: impl IntoIterator<Item = &'a [usize]>) -> Result<Vec<usize>, ArrayError> {
    let mut common: Vec<usize> = Vec::new();
    for shape in shapes {
        let mismatch = ArrayError::Broadcast { left: common.clone(), right: shape.to_vec() };
        let missing = shape.len().saturating_sub(common.len());
        common.splice(..0, std::iter::repeat_n(1, missing));
        for (length, other) in common.iter_mut().rev().zip(shape.iter().rev()) {
            match (*length, *other) {
                (length, other) if length == other => {}
                (_, 1) => {}
                (1, other) => *length = other,
                _ => return Err(mismatch),
            }
        }
    }
    checked_count(&common, 1)?;
    Ok(common)
}

/// Strides with which an array of one shape is read as another to which it is broadcast.
pub(crate) fn broadcast_strides(shape: &[usize], target: &[usize]) -> Result<Vec<isize>, ArrayError> {
    let mismatch = || ArrayError::Broadcast { left: shape.to_vec(), right: target.to_vec() };
    let missing = target.len().checked_sub(shape.len()).ok_or_else(mismatch)?;
    let mut result = vec![0; missing];
    for ((length, target), stride) in shape.iter().zip(target.iter().skip(missing)).zip(strides(shape)) {
        match (*length, *target) {
            (length, target) if length == target => result.push(stride),
            (1, _) => result.push(0),
            _ => return Err(mismatch()),
        }
    }
    Ok(result)
}

#[derive(Clone, Copy, Debug)]
struct Axis<const N: usize> {
    length: usize,
    strides: [isize; N],
}

/// A walk over the elements of a shape in C order, in `N` layouts at once.
///
/// Axes that can be walked as one are joined, so that the runs, along the last axis, are as long
/// as they can be.
#[derive(Debug)]
pub(crate) struct Walk<const N: usize> {
    outer: Vec<Axis<N>>,
    inner: Axis<N>,
    starts: [isize; N],
    is_empty: bool,
}

/// Consecutive elements of a walk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<const N: usize> {
    /// How many.
    pub(crate) length: usize,
    /// Where the first one is in each layout.
    pub(crate) starts: [usize; N],
    /// Distance of neighbours in each layout.
    pub(crate) strides: [isize; N],
}

impl<const N: usize> Walk<N> {
    /// A walk over `shape` in layouts that begin at `starts` and have these strides, one for each
    /// axis.
    pub(crate) fn new(shape: &[usize], starts: [usize; N], strides: [&[isize]; N]) -> Self {
        let mut axes: Vec<Axis<N>> = Vec::with_capacity(shape.len());
        for (index, length) in shape.iter().copied().enumerate() {
            if length == 1 {
                continue;
            }
            let strides = strides.map(|strides| strides.get(index).copied().unwrap_or(0));
            match axes.last_mut() {
                Some(last) if is_one_axis(last.strides, strides, length) => {
                    *last = Axis { length: last.length * length, strides };
                }
                _ => axes.push(Axis { length, strides }),
            }
        }
        let inner = axes.pop().unwrap_or(Axis { length: 1, strides: [0; N] });
        Self { outer: axes, inner, starts: starts.map(|start| start as isize), is_empty: shape.contains(&0) }
    }

    /// Visits the runs in order.
    pub(crate) fn for_each_run<E>(&self, mut visit: impl FnMut(Run<N>) -> Result<(), E>) -> Result<(), E> {
        if self.is_empty {
            return Ok(());
        }
        let mut counters = vec![0usize; self.outer.len()];
        let mut starts = self.starts;
        loop {
            let run = Run {
                length: self.inner.length,
                starts: starts.map(|start| start as usize),
                strides: self.inner.strides,
            };
            visit(run)?;
            let mut is_over = true;
            for (axis, counter) in self.outer.iter().zip(counters.iter_mut()).rev() {
                *counter += 1;
                let has_more = *counter < axis.length;
                let steps = if has_more { 1 } else { 1 - axis.length as isize };
                starts.iter_mut().zip(axis.strides).for_each(|(start, stride)| *start += stride * steps);
                if has_more {
                    is_over = false;
                    break;
                }
                *counter = 0;
            }
            if is_over {
                return Ok(());
            }
        }
    }
}

/// Whether an axis and the next one, of `length`, lie as a single one does.
fn is_one_axis<const N: usize>(outer: [isize; N], inner: [isize; N], length: usize) -> bool {
    outer.iter().zip(inner).all(|(outer, inner)| Some(*outer) == inner.checked_mul(length as isize))
}

/// Axes counted from the end where negative.
pub(crate) fn axis_index(axis: i64, axes: usize) -> Result<usize, ArrayError> {
    let index = if axis < 0 { axis + axes as i64 } else { axis };
    usize::try_from(index).ok().filter(|index| *index < axes).ok_or(ArrayError::Axis { axis, axes })
}

/// Each of some axes, or all, as an index; none twice. Ascending.
pub(crate) fn axis_indices(named: Option<&[i32]>, axes: usize) -> Result<Vec<usize>, ArrayError> {
    let Some(named) = named else { return Ok((0..axes).collect()) };
    let indices: Result<Vec<usize>, _> = named.iter().map(|axis| axis_index(i64::from(*axis), axes)).collect();
    let mut indices = indices?;
    indices.sort_unstable();
    if indices.windows(2).any(|pair| matches!(pair, [first, second] if first == second)) {
        return Err(ArrayError::invalid("an axis is named twice"));
    }
    Ok(indices)
}

/// A shape seen from one axis: how many sequences there are outside of it and inside of it, and
/// its length. Without an axis, all elements are one sequence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lanes {
    /// Product of the axes before.
    pub(crate) outer: usize,
    /// Length of the axis.
    pub(crate) length: usize,
    /// Product of the axes after: the distance of neighbours along the axis.
    pub(crate) inner: usize,
}

impl Lanes {
    pub(crate) fn along(shape: &[usize], axis: Option<usize>) -> Self {
        match axis {
            None => Self { outer: 1, length: shape.iter().product(), inner: 1 },
            Some(axis) => Self {
                outer: shape.iter().take(axis).product(),
                length: shape.get(axis).copied().unwrap_or(1),
                inner: shape.iter().skip(axis + 1).product(),
            },
        }
    }

    /// Elements of one outer step.
    pub(crate) fn block(self) -> usize {
        self.length * self.inner
    }
}

/// An axis named by a plugin, if any.
pub(crate) fn optional_axis(axis: Option<i32>, axes: usize) -> Result<Option<usize>, ArrayError> {
    axis.map(|axis| axis_index(i64::from(axis), axes)).transpose()
}
