//! Morphology of binary images.

use super::boundary::{Boundary, extended};
use super::fill::fill_holes;
use super::structure::{Neighbour, reach, structuring_element};
use super::truth;
use crate::array::Array;
use crate::computation::Computation;
use crate::data_type::DataType;
use crate::error::ArrayError;
use crate::layout::{Walk, strides};
use crate::memory::Elements;
use crate::storage::Storage;

/// Operations on binary images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryMorphology {
    /// What remains where the whole structuring element fits; outside of the image there is nothing.
    Erosion,
    /// What the structuring element covers from each point.
    Dilation,
    /// Erosion, then dilation: without small objects and thin bridges.
    Opening,
    /// Dilation, then erosion: without small holes and thin gaps.
    Closing,
    /// With all holes filled: background that does not touch the border, by the structuring
    /// element's neighbourhood. It is done once, whatever the iterations.
    FillHoles,
}

/// A morphological operation on the elements other than 0, that many times; truth values. Without a
/// structuring element it is an element and those that share a face with it.
pub fn morphology(
    computation: &Computation,
    image: &Array,
    operation: BinaryMorphology,
    element: Option<&Array>,
    iterations: u32,
) -> Result<Array, ArrayError> {
    let neighbours = structuring_element(computation, element, image.axes())?;
    let mut mask = Mask { computation, shape: image.shape().to_vec(), is_set: truth(computation, image)? };
    if !image.is_empty() {
        match operation {
            BinaryMorphology::Erosion => mask.repeat(&neighbours, iterations, false)?,
            BinaryMorphology::Dilation => mask.repeat(&neighbours, iterations, true)?,
            BinaryMorphology::Opening => {
                mask.repeat(&neighbours, iterations, false)?;
                mask.repeat(&neighbours, iterations, true)?;
            }
            BinaryMorphology::Closing => {
                mask.repeat(&neighbours, iterations, true)?;
                mask.repeat(&neighbours, iterations, false)?;
            }
            BinaryMorphology::FillHoles => fill_holes(computation, &mut mask.is_set, image.shape(), &neighbours)?,
        }
    }
    Ok(mask.into_array())
}

/// A binary image of 0 and 1.
struct Mask<'a> {
    computation: &'a Computation,
    shape: Vec<usize>,
    is_set: Elements<u8>,
}

impl Mask<'_> {
    fn into_array(self) -> Array {
        let Self { shape, is_set, .. } = self;
        Array::of_storage(DataType::Boolean, shape, Storage::Own(Box::new(is_set)))
    }

    /// Erosion, or dilation, again and again until nothing changes any more.
    fn repeat(&mut self, neighbours: &[Neighbour], iterations: u32, is_dilation: bool) -> Result<(), ArrayError> {
        for _ in 0..iterations {
            if !self.step(neighbours, is_dilation)? {
                break;
            }
        }
        Ok(())
    }

    /// One erosion or dilation; says whether anything has changed.
    fn step(&mut self, neighbours: &[Neighbour], is_dilation: bool) -> Result<bool, ArrayError> {
        let axes = self.shape.len();
        // A dilation asks which elements cover this one: those in the opposite direction.
        let margins: Vec<(usize, usize)> = reach(neighbours, axes)
            .into_iter()
            .map(|(before, after)| if is_dilation { (after, before) } else { (before, after) })
            .collect();
        let mut copy = self.computation.zeroed::<u8>(self.is_set.len())?;
        copy.copy_from_slice(&self.is_set);
        let copy = Array::of(self.shape.clone(), copy);
        let source = extended(self.computation, &copy, &margins, Boundary::Constant(0.0))?;
        let along = strides(source.shape());
        let sign = if is_dilation { -1 } else { 1 };
        let offsets: Vec<isize> = neighbours.iter().map(|neighbour| sign * neighbour.offset(&along)).collect();
        let first = margins.iter().zip(&along).map(|((before, _), stride)| before * *stride as usize).sum();
        let walk = Walk::new(&self.shape, [first], [&along]);
        let mut pace = self.computation.pace();
        let mut rest: &mut [u8] = &mut self.is_set;
        let mut has_changed = false;
        let mut before = Vec::new();
        walk.for_each_run(|run| {
            pace.spend(run.length.saturating_mul(offsets.len()) / 8)?;
            let (target, after) = std::mem::take(&mut rest).split_at_mut_checked(run.length).unwrap_or_default();
            rest = after;
            before.clear();
            before.extend_from_slice(target);
            target.fill(u8::from(!is_dilation));
            let [start] = run.starts;
            for offset in &offsets {
                let start = start.wrapping_add_signed(*offset);
                let elements = source.bytes().get(start..start + run.length).unwrap_or_default();
                if is_dilation {
                    target.iter_mut().zip(elements).for_each(|(target, element)| *target |= element);
                } else {
                    target.iter_mut().zip(elements).for_each(|(target, element)| *target &= element);
                }
            }
            has_changed |= before != target;
            Ok::<_, ArrayError>(())
        })?;
        Ok(has_changed)
    }
}
