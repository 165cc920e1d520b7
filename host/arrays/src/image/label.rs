//! Connected objects.

use super::structure::neighbours_before;
use super::truth;
use crate::array::Array;
use crate::computation::Computation;
use crate::error::ArrayError;
use crate::layout::strides;

/// Objects in an image.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// Number of its object for each element, from 1 in C order of their first elements; 0 for the
    /// background. `Int32`.
    pub labels: Array,
    /// How many objects there are.
    pub count: u32,
}

/// Stands for the background in the forest.
const BACKGROUND: u32 = u32::MAX;

/// The connected objects of elements other than 0. Neighbours differ by one in at most
/// `connectivity` axes: 1 for those that share a face, the number of axes for all.
pub fn label(computation: &Computation, image: &Array, connectivity: u32) -> Result<Labelled, ArrayError> {
    let axes = image.axes();
    let connectivity = connectivity as usize;
    if connectivity == 0 || connectivity > axes.max(1) {
        return Err(ArrayError::invalid(format!(
            "the connectivity of {axes} axes is from 1 to {axes}, not {connectivity}"
        )));
    }
    if image.len() > i32::MAX as usize {
        return Err(ArrayError::Excessive("the image has too many elements for labels of 32 bits".to_owned()));
    }
    let is_set = truth(computation, image)?;
    // Each element points to one of its object that is not after it; the first one to itself.
    let mut forest = computation.zeroed::<u32>(image.len())?;
    forest.fill(BACKGROUND);
    let along = strides(image.shape());
    let (length, outer) = match image.shape().split_last() {
        Some((length, outer)) => (*length, outer),
        None => (1, &[][..]),
    };
    let neighbours: Vec<(Vec<i64>, i64, isize)> = neighbours_before(axes, connectivity)?
        .into_iter()
        .map(|neighbour| {
            let offset = neighbour.offset(&along);
            let mut steps = neighbour.0;
            let last = steps.pop().unwrap_or(0);
            (steps, last, offset)
        })
        .collect();
    let mut pace = computation.pace();
    let mut place = vec![0i64; outer.len()];
    for row in 0..image.len().checked_div(length).unwrap_or(0) {
        pace.spend(length * neighbours.len())?;
        let is_inside = |steps: &[i64]| {
            let axes = place.iter().zip(outer).zip(steps);
            axes.into_iter().all(|((place, length), step)| (0..*length as i64).contains(&(place + step)))
        };
        let present: Vec<(i64, isize)> = neighbours
            .iter()
            .filter(|(steps, _, _)| is_inside(steps))
            .map(|(_, last, offset)| (*last, *offset))
            .collect();
        for column in 0..length {
            let index = row * length + column;
            if is_set.get(index).is_none_or(|is_set| *is_set == 0) {
                continue;
            }
            let mut root = index as u32;
            for (step, offset) in &present {
                let neighbour = index.wrapping_add_signed(*offset);
                let is_inside = (0..length as i64).contains(&(column as i64 + step));
                if is_inside && is_set.get(neighbour).is_some_and(|is_set| *is_set != 0) {
                    root = join(&mut forest, root, neighbour as u32);
                }
            }
            set(&mut forest, index as u32, root);
        }
        advance(&mut place, outer);
    }
    number(computation, image, &forest)
}

/// Labels of the elements by the objects that the forest joins.
fn number(computation: &Computation, image: &Array, forest: &[u32]) -> Result<Labelled, ArrayError> {
    let mut labels = computation.zeroed::<i32>(image.len())?;
    let mut count = 0;
    for (index, parent) in forest.iter().enumerate() {
        let label = match *parent {
            BACKGROUND => 0,
            parent if parent as usize == index => {
                count += 1;
                count
            }
            // It is before this element, so it has its label already.
            parent => labels.get(parent as usize).copied().unwrap_or(0),
        };
        labels.get_mut(index).into_iter().for_each(|target| *target = label);
    }
    Ok(Labelled { labels: Array::of(image.shape().to_vec(), labels), count: count as u32 })
}

fn parent(forest: &[u32], index: u32) -> u32 {
    forest.get(index as usize).copied().unwrap_or(index)
}

fn set(forest: &mut [u32], index: u32, parent: u32) {
    forest.get_mut(index as usize).into_iter().for_each(|target| *target = parent);
}

/// The first element of an object; the way to it becomes shorter.
fn find(forest: &mut [u32], mut index: u32) -> u32 {
    loop {
        let above = parent(forest, index);
        if above == index || above == BACKGROUND {
            return index;
        }
        let further = parent(forest, above);
        set(forest, index, further);
        index = further;
    }
}

/// Joins the objects of two elements; the first element of both.
fn join(forest: &mut [u32], left: u32, right: u32) -> u32 {
    let (left, right) = (find(forest, left), find(forest, right));
    let (first, other) = (left.min(right), left.max(right));
    if first != other {
        set(forest, other, first);
    }
    first
}

/// The next place in C order.
pub(super) fn advance(place: &mut [i64], shape: &[usize]) {
    for (place, length) in place.iter_mut().zip(shape).rev() {
        *place += 1;
        if *place < *length as i64 {
            return;
        }
        *place = 0;
    }
}
