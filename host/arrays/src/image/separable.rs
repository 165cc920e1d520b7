//! Filters that work along one axis at a time.

use super::boundary::Boundary;
use crate::computation::Computation;
use crate::element::Element;
use crate::error::ArrayError;
use crate::layout::Lanes;

/// Sequences that are filtered side by side where they do not lie in one piece.
const WIDTH: usize = 32;

/// Sequences along an axis, side by side, with what is beyond the border.
pub(super) struct Strip<'a, T> {
    /// Rows of `width` elements: `before` of the boundary, those of the axis, `after` of the
    /// boundary.
    pub(super) extended: &'a [T],
    /// Number of sequences.
    pub(super) width: usize,
    /// The results: rows of `width` elements, as many as the axis has.
    pub(super) results: &'a mut [T],
}

/// Filters `elements` along an axis in place: `filter` gets strips of sequences, extended by that
/// many elements before and after.
pub(super) fn along_axis<T: Element>(
    computation: &Computation,
    elements: &mut [T],
    lanes: Lanes,
    (before, after): (usize, usize),
    boundary: Boundary,
    mut filter: impl FnMut(Strip<'_, T>) -> Result<(), ArrayError>,
) -> Result<(), ArrayError> {
    if lanes.length == 0 || lanes.inner == 0 {
        return Ok(());
    }
    let most = lanes.inner.min(WIDTH);
    let rows = before
        .checked_add(after)
        .and_then(|margin| margin.checked_add(lanes.length))
        .and_then(|rows| rows.checked_mul(most))
        .ok_or_else(|| ArrayError::Excessive("the filter is too large".to_owned()))?
        / most;
    let mut extended = computation.zeroed::<T>(rows * most)?;
    let mut results = computation.zeroed::<T>(lanes.length * most)?;
    let mut sources = computation.zeroed::<usize>(rows)?;
    for (row, source) in sources.iter_mut().enumerate() {
        let position = boundary.position(row as i64 - before as i64, lanes.length);
        *source = position.unwrap_or(usize::MAX);
    }
    let constant: T = boundary.value().cast();
    for block in elements.chunks_exact_mut(lanes.block()) {
        for first in (0..lanes.inner).step_by(most) {
            let width = most.min(lanes.inner - first);
            for (target, source) in extended.chunks_exact_mut(width).zip(&*sources) {
                let start = source.saturating_mul(lanes.inner).saturating_add(first);
                match block.get(start..start.saturating_add(width)) {
                    Some(row) => target.copy_from_slice(row),
                    None => target.fill(constant),
                }
            }
            let (Some(extended), Some(results)) =
                (extended.get(..rows * width), results.get_mut(..lanes.length * width))
            else {
                continue;
            };
            filter(Strip { extended, width, results })?;
            for (row, results) in block.chunks_exact_mut(lanes.inner).zip(results.chunks_exact(width)) {
                if let Some(target) = row.get_mut(first..first + width) {
                    target.copy_from_slice(results);
                }
            }
        }
    }
    Ok(())
}
