//! Neighbourhoods as offsets in memory.

use crate::array::Array;
use crate::computation::Computation;
use crate::error::ArrayError;
use crate::layout::strides;

/// Neighbours of an element: steps along each axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Neighbour(pub(super) Vec<i64>);

/// Neighbourhoods of more elements are refused.
const MOST_NEIGHBOURS: usize = 1 << 20;

impl Neighbour {
    /// Distance in memory, in elements.
    pub(super) fn offset(&self, along: &[isize]) -> isize {
        self.0.iter().zip(along).map(|(step, stride)| *step as isize * stride).sum()
    }
}

/// The neighbours that differ by one in at least one axis and at most `connectivity` axes, those
/// that come before the element in C order.
pub(super) fn neighbours_before(axes: usize, connectivity: usize) -> Result<Vec<Neighbour>, ArrayError> {
    let mut found = vec![(Vec::new(), 0)];
    for _ in 0..axes {
        let mut longer = Vec::new();
        for (steps, differing) in &found {
            for step in -1i64..=1 {
                let differing = differing + usize::from(step != 0);
                // The first step that is taken decides what comes before.
                let is_before = step < 1 || steps.contains(&-1);
                if differing <= connectivity && is_before {
                    longer.push(([steps.as_slice(), &[step]].concat(), differing));
                }
            }
        }
        if longer.len() > MOST_NEIGHBOURS / 16 {
            return Err(ArrayError::Excessive(format!("elements of {axes} axes have too many neighbours")));
        }
        found = longer;
    }
    Ok(found.into_iter().filter(|(_, differing)| *differing > 0).map(|(steps, _)| Neighbour(steps)).collect())
}

/// The element itself and those that share a face with it.
pub(super) fn cross(axes: usize) -> Vec<Neighbour> {
    let mut neighbours = vec![Neighbour(vec![0; axes])];
    for axis in 0..axes {
        for step in [-1, 1] {
            neighbours.push(Neighbour((0..axes).map(|index| if index == axis { step } else { 0 }).collect()));
        }
    }
    neighbours
}

/// The elements of a structuring element that are other than 0, seen from its centre.
pub(super) fn structuring_element(
    computation: &Computation,
    element: Option<&Array>,
    axes: usize,
) -> Result<Vec<Neighbour>, ArrayError> {
    let Some(element) = element else { return Ok(cross(axes)) };
    if element.axes() != axes {
        let given = element.axes();
        return Err(ArrayError::invalid(format!(
            "a structuring element of {given} axes does not fit an image of {axes} axes"
        )));
    }
    let is_set = super::truth(computation, element)?;
    let count = is_set.iter().filter(|is_set| **is_set != 0).count();
    if count == 0 {
        return Err(ArrayError::invalid("a structuring element has at least one element other than 0"));
    }
    if count > MOST_NEIGHBOURS {
        return Err(ArrayError::Excessive(format!("a structuring element of {count} elements is too large")));
    }
    let along = strides(element.shape());
    let neighbour = |index: usize| {
        let axes = element.shape().iter().zip(&along);
        Neighbour(
            axes.map(|(length, stride)| (index / *stride as usize % length) as i64 - (length / 2) as i64).collect(),
        )
    };
    Ok(is_set.iter().enumerate().filter(|(_, is_set)| **is_set != 0).map(|(index, _)| neighbour(index)).collect())
}

/// How far a neighbourhood reaches along each axis, before and after the element.
pub(super) fn reach(neighbours: &[Neighbour], axes: usize) -> Vec<(usize, usize)> {
    let mut reach = vec![(0, 0); axes];
    for Neighbour(steps) in neighbours {
        for ((before, after), step) in reach.iter_mut().zip(steps) {
            *before = (*before).max(step.min(&0).unsigned_abs() as usize);
            *after = (*after).max(step.max(&0).unsigned_abs() as usize);
        }
    }
    reach
}
