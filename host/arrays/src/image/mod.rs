//! Filters, thresholds and morphology of images of any number of axes. The rules are those of
//! scipy's `ndimage` and of scikit-image.

mod boundary;
mod convolve;
mod distance;
mod fill;
mod filter;
mod gaussian;
mod label;
mod median;
mod morphology;
mod otsu;
mod regions;
mod separable;
mod structure;

pub use boundary::Boundary;
pub use convolve::convolve;
pub use distance::distance_transform;
pub use filter::{NeighbourhoodFilter, filter};
pub use gaussian::gaussian_filter;
pub use label::{Labelled, label};
pub use morphology::{BinaryMorphology, morphology};
pub use otsu::threshold_otsu;
pub use regions::{RegionProperties, measure_regions};

use crate::array::Array;
use crate::computation::Computation;
use crate::element::{Boolean, Element, for_real};
use crate::error::ArrayError;
use crate::memory::Elements;

/// Values for each axis, or one for all.
fn for_each_axis<T: Copy>(values: &[T], axes: usize) -> Result<Vec<T>, ArrayError> {
    match values {
        [value] => Ok(vec![*value; axes]),
        values if values.len() == axes => Ok(values.to_vec()),
        values => Err(ArrayError::invalid(format!(
            "an image of {axes} axes needs one value for each, or one, not {}",
            values.len()
        ))),
    }
}

/// Where an image is other than 0, as 0 and 1.
fn truth(computation: &Computation, image: &Array) -> Result<Elements<u8>, ArrayError> {
    let mut result = computation.zeroed::<u8>(image.len())?;
    for_real!(image.data_type(), "an image", T => {
        let elements = image.elements::<T>(computation)?;
        result.iter_mut().zip(&*elements).for_each(|(target, element)| *target = element.cast::<Boolean>().0);
    });
    Ok(result)
}
