//! Convolution with a Gaussian.

use super::boundary::Boundary;
use super::for_each_axis;
use super::separable::along_axis;
use crate::array::Array;
use crate::computation::{Computation, Pace};
use crate::element::{Element, for_real};
use crate::error::ArrayError;
use crate::layout::Lanes;
use crate::promotion::mean_type;

/// Standard deviations at which the Gaussian is cut.
const TRUNCATE: f64 = 4.0;
/// Elements on each side of the centre at most.
const MOST_RADIUS: f64 = 100_000.0;

/// Convolution with a Gaussian, cut at four standard deviations. `sigma` in elements, for each axis
/// or one for all; 0 leaves an axis as it is. `Float64` for integers.
pub fn gaussian_filter(
    computation: &Computation,
    image: &Array,
    sigma: &[f64],
    boundary: Boundary,
) -> Result<Array, ArrayError> {
    let sigmas = for_each_axis(sigma, image.axes())?;
    let mut elements = computation.zeroed::<f64>(image.len())?;
    elements.copy_from_slice(&image.read::<f64>(computation)?);
    let mut pace = computation.pace();
    for (axis, sigma) in sigmas.iter().enumerate() {
        let weights = weights(*sigma)?;
        let radius = weights.len() / 2;
        if radius == 0 {
            continue;
        }
        let lanes = Lanes::along(image.shape(), Some(axis));
        along_axis(computation, &mut elements, lanes, (radius, radius), boundary, |strip| {
            weigh(&mut pace, &weights, strip.extended, strip.width, strip.results)
        })?;
    }
    for_real!(mean_type(image.data_type()), "a filter", T => {
        let mut results = computation.zeroed::<T>(elements.len())?;
        results.iter_mut().zip(&*elements).for_each(|(result, element)| *result = element.cast());
        Ok(Array::of(image.shape().to_vec(), results))
    })
}

/// The Gaussian, its sum 1. An odd number of weights.
fn weights(sigma: f64) -> Result<Vec<f64>, ArrayError> {
    if sigma.is_nan() || sigma < 0.0 {
        return Err(ArrayError::invalid(format!("the sigma of a Gaussian is a number from 0, not {sigma}")));
    }
    let radius = (TRUNCATE * sigma + 0.5).floor();
    if radius > MOST_RADIUS {
        return Err(ArrayError::Excessive(format!("a Gaussian of sigma {sigma} is too wide")));
    }
    let radius = radius as i64;
    let weight = |place: i64| (-0.5 * (place * place) as f64 / (sigma * sigma)).exp();
    let weights: Vec<f64> = if radius == 0 { vec![1.0] } else { (-radius..=radius).map(weight).collect() };
    let sum: f64 = weights.iter().sum();
    Ok(weights.into_iter().map(|weight| weight / sum).collect())
}

/// Weighted sums along a strip, in pieces that stay in the processor's first cache.
fn weigh(
    pace: &mut Pace<'_>,
    weights: &[f64],
    extended: &[f64],
    width: usize,
    results: &mut [f64],
) -> Result<(), ArrayError> {
    const PIECE: usize = 1024;
    for (index, results) in results.chunks_mut(PIECE).enumerate() {
        pace.spend(results.len() * weights.len() / 4)?;
        results.fill(0.0);
        for (row, weight) in weights.iter().enumerate() {
            let elements = extended.get(index * PIECE + row * width..).unwrap_or_default();
            results.iter_mut().zip(elements).for_each(|(result, element)| *result += weight * element);
        }
    }
    Ok(())
}
