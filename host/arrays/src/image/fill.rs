//! Holes of binary images.

use super::structure::Neighbour;
use crate::computation::Computation;
use crate::error::ArrayError;
use crate::layout::strides;
use crate::memory::Elements;

/// Fills the background that cannot be reached from beyond the border by steps to neighbours.
pub(super) fn fill_holes(
    computation: &Computation,
    is_set: &mut [u8],
    shape: &[usize],
    neighbours: &[Neighbour],
) -> Result<(), ArrayError> {
    let along = strides(shape);
    let mut outside = Outside {
        is_reached: computation.zeroed(is_set.len())?,
        open: computation.zeroed(is_set.len())?,
        open_count: 0,
    };
    let mut pace = computation.pace();
    let mut place = vec![0i64; shape.len()];
    for (index, is_set) in is_set.iter().enumerate() {
        pace.spend(neighbours.len())?;
        // Reached from beyond the border, if a step that leads here begins there.
        let is_at_border = || neighbours.iter().any(|Neighbour(steps)| !is_inside(&place, steps, -1, shape));
        if *is_set == 0 && is_at_border() {
            outside.reach(index);
        }
        super::label::advance(&mut place, shape);
    }
    while let Some(index) = outside.next() {
        pace.spend(neighbours.len() * 4)?;
        for ((place, length), stride) in place.iter_mut().zip(shape).zip(&along) {
            *place = (index / *stride as usize % length) as i64;
        }
        for neighbour in neighbours.iter().filter(|Neighbour(steps)| is_inside(&place, steps, 1, shape)) {
            let index = index.wrapping_add_signed(neighbour.offset(&along));
            if is_set.get(index) == Some(&0) {
                outside.reach(index);
            }
        }
    }
    is_set.iter_mut().zip(&*outside.is_reached).for_each(|(is_set, is_reached)| *is_set |= 1 - is_reached);
    Ok(())
}

fn is_inside(place: &[i64], steps: &[i64], sign: i64, shape: &[usize]) -> bool {
    let mut axes = place.iter().zip(shape).zip(steps);
    axes.all(|((place, length), step)| (0..*length as i64).contains(&(place + sign * step)))
}

/// Elements that are outside of all objects.
struct Outside {
    is_reached: Elements<u8>,
    /// Those whose neighbours have not been looked at; each comes here once at most.
    open: Elements<usize>,
    open_count: usize,
}

impl Outside {
    fn reach(&mut self, index: usize) {
        if let Some(is_reached) = self.is_reached.get_mut(index).filter(|is_reached| **is_reached == 0)
            && let Some(open) = self.open.get_mut(self.open_count)
        {
            *is_reached = 1;
            *open = index;
            self.open_count += 1;
        }
    }

    fn next(&mut self) -> Option<usize> {
        self.open_count = self.open_count.checked_sub(1)?;
        self.open.get(self.open_count).copied()
    }
}
