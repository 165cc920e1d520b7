//! Convolution with any kernel.

use super::boundary::{Boundary, extended};
use super::structure::Neighbour;
use crate::array::Array;
use crate::computation::Computation;
use crate::conversion::as_type;
use crate::data_type::DataType;
use crate::element::{Element, for_real};
use crate::error::ArrayError;
use crate::layout::{Walk, strides};
use crate::promotion::mean_type;

/// Elements that are weighed at once; they stay in the processor's first cache.
const PIECE: usize = 1024;

/// Convolution with a kernel of as many axes as the image. `Float64` for integers.
pub fn convolve(
    computation: &Computation,
    image: &Array,
    kernel: &Array,
    boundary: Boundary,
) -> Result<Array, ArrayError> {
    if kernel.axes() != image.axes() || kernel.is_empty() {
        let (kernel, image) = (kernel.shape(), image.shape());
        return Err(ArrayError::invalid(format!(
            "a kernel of shape {kernel:?} does not fit an image of shape {image:?}"
        )));
    }
    let data_type = mean_type(image.data_type());
    let mut results = computation.zeroed::<f64>(image.len())?;
    if !image.is_empty() {
        // The kernel is turned over: its first elements meet what comes after.
        let margins: Vec<(usize, usize)> =
            kernel.shape().iter().map(|length| (length - 1 - length / 2, length / 2)).collect();
        let wide = as_type(computation, image, DataType::Float64, false)?;
        let source = extended(computation, &wide, &margins, boundary)?;
        let along = strides(source.shape());
        let first = margins.iter().zip(&along).map(|((before, _), stride)| before * *stride as usize).sum();
        let taps = taps(computation, kernel, &along)?;
        let elements = source.elements::<f64>(computation)?;
        let walk = Walk::new(image.shape(), [first], [&along]);
        let mut pace = computation.pace();
        let mut rest: &mut [f64] = &mut results;
        walk.for_each_run(|run| {
            let (target, after) = std::mem::take(&mut rest).split_at_mut_checked(run.length).unwrap_or_default();
            rest = after;
            for (index, target) in target.chunks_mut(PIECE).enumerate() {
                let [start] = run.starts;
                for (offset, weight) in &taps {
                    pace.spend(target.len() / 4)?;
                    let start = (start + index * PIECE).wrapping_add_signed(*offset);
                    let elements = elements.get(start..start + target.len()).unwrap_or_default();
                    target.iter_mut().zip(elements).for_each(|(target, element)| *target += weight * element);
                }
            }
            Ok::<_, ArrayError>(())
        })?;
    }
    for_real!(data_type, "a filter", T => {
        let mut elements = computation.zeroed::<T>(results.len())?;
        elements.iter_mut().zip(&*results).for_each(|(element, result)| *element = result.cast());
        Ok(Array::of(image.shape().to_vec(), elements))
    })
}

/// For each weight other than 0 where the element lies that it meets.
fn taps(computation: &Computation, kernel: &Array, along: &[isize]) -> Result<Vec<(isize, f64)>, ArrayError> {
    let weights = kernel.read::<f64>(computation)?;
    let own = strides(kernel.shape());
    let mut taps = Vec::new();
    for (index, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
        let axes = kernel.shape().iter().zip(&own);
        let steps = axes.map(|(length, stride)| (length / 2) as i64 - (index / *stride as usize % length) as i64);
        taps.push((Neighbour(steps.collect()).offset(along), *weight));
    }
    Ok(taps)
}
