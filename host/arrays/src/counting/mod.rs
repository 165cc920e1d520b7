//! How often elements are there.

mod histogram;
mod integers;

pub use histogram::{Bins, Histogram, histogram};
pub use integers::count_integers;

use crate::array::{Array, View};
use crate::computation::Computation;
use crate::error::ArrayError;

/// Weights, which must have the shape of what they stand for.
fn weights_of<'a>(
    computation: &Computation,
    array: &Array,
    weights: Option<&'a Array>,
) -> Result<Option<View<'a, f64>>, ArrayError> {
    let Some(weights) = weights else { return Ok(None) };
    if weights.shape() != array.shape() {
        let (given, shape) = (weights.shape(), array.shape());
        return Err(ArrayError::invalid(format!("weights of shape {given:?} do not fit an array of shape {shape:?}")));
    }
    Ok(Some(weights.read(computation)?))
}
