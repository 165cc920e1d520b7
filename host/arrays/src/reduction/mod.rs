//! Axes reduced to one number each, and results carried along an axis.

mod accumulate;
mod extremes;
mod fold;
mod moments;
mod quantile;

pub use accumulate::{Accumulation, accumulate};
pub(crate) use extremes::{greater, lesser};

use crate::array::Array;
use crate::computation::Computation;
use crate::copy::gather;
use crate::data_type::DataType;
use crate::element::{Element, for_real};
use crate::error::ArrayError;
use crate::layout::{Lanes, axis_indices};
use crate::memory::Elements;
use crate::promotion::mean_type;
use crate::shape::permuted;

/// What an axis, or the whole array, is reduced to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reduction {
    /// Sum; of integers in 64 bits.
    Sum,
    /// Product; of integers in 64 bits.
    Product,
    /// Mean; `Float64` for integers.
    Mean,
    /// Variance; the divisor is the number of elements less that many (`ddof`).
    Variance(f64),
    /// Square root of `Variance`.
    StandardDeviation(f64),
    /// Smallest element; not-a-number wins. Fails without elements, as do the next five.
    Minimum,
    /// Largest element; not-a-number wins.
    Maximum,
    /// Index of the first smallest element, `Int64`. One axis, or all.
    Argmin,
    /// Index of the first largest element, `Int64`. One axis, or all.
    Argmax,
    /// Median.
    Median,
    /// Quantile between 0 and 1, interpolated linearly.
    Quantile(f64),
    /// Whether any element is other than 0.
    Any,
    /// Whether all elements are other than 0.
    All,
    /// How many elements are other than 0, `Int64`.
    CountNonzero,
}

/// Reduces some axes, or all, to one number each. `keep_axes` leaves them in with length 1.
pub fn reduce(
    computation: &Computation,
    operation: Reduction,
    array: &Array,
    axes: Option<&[i32]>,
    keep_axes: bool,
) -> Result<Array, ArrayError> {
    let reduced = axis_indices(axes, array.axes())?;
    let shape = reduced_shape(array.shape(), &reduced, keep_axes);
    let (array, lanes) = arrange(computation, array, &reduced)?;
    let needs_elements = matches!(
        operation,
        Reduction::Minimum
            | Reduction::Maximum
            | Reduction::Argmin
            | Reduction::Argmax
            | Reduction::Median
            | Reduction::Quantile(_)
    );
    if needs_elements && lanes.length == 0 {
        return Err(ArrayError::invalid("an array without elements has no smallest, largest or middle one"));
    }
    match operation {
        Reduction::Sum => fold::sum(computation, &array, lanes, shape),
        Reduction::Product => fold::product(computation, &array, lanes, shape),
        Reduction::Any | Reduction::All | Reduction::CountNonzero => {
            fold::truth(computation, operation, &array, lanes, shape)
        }
        Reduction::Minimum => extremes::extreme(computation, &array, lanes, shape, true),
        Reduction::Maximum => extremes::extreme(computation, &array, lanes, shape, false),
        Reduction::Argmin | Reduction::Argmax if reduced.len() > 1 && reduced.len() < array.axes() => {
            Err(ArrayError::invalid("the place of an element is found along one axis, or all"))
        }
        Reduction::Argmin => extremes::position(computation, &array, lanes, shape, true),
        Reduction::Argmax => extremes::position(computation, &array, lanes, shape, false),
        Reduction::Mean => moments::mean(computation, &array, lanes, shape),
        Reduction::Variance(freedom) => moments::variance(computation, &array, lanes, shape, freedom, false),
        Reduction::StandardDeviation(freedom) => moments::variance(computation, &array, lanes, shape, freedom, true),
        Reduction::Median => quantile::quantile(computation, &array, lanes, shape, 0.5),
        Reduction::Quantile(fraction) => quantile::quantile(computation, &array, lanes, shape, fraction),
    }
}

fn reduced_shape(shape: &[usize], reduced: &[usize], keep_axes: bool) -> Vec<usize> {
    let axes = shape.iter().enumerate();
    if keep_axes {
        return axes.map(|(axis, length)| if reduced.contains(&axis) { 1 } else { *length }).collect();
    }
    axes.filter(|(axis, _)| !reduced.contains(axis)).map(|(_, length)| *length).collect()
}

/// The array so that the axes to be reduced lie next to each other, and how they lie.
fn arrange(computation: &Computation, array: &Array, reduced: &[usize]) -> Result<(Array, Lanes), ArrayError> {
    let shape = array.shape();
    let product = |axes: &[usize]| axes.iter().filter_map(|axis| shape.get(*axis)).product::<usize>();
    let length = product(reduced);
    if let (Some(first), Some(last)) = (reduced.first(), reduced.last())
        && last - first + 1 == reduced.len()
    {
        let (outer, inner) = (shape.iter().take(*first).product(), shape.iter().skip(last + 1).product());
        return Ok((array.clone(), Lanes { outer, length, inner }));
    }
    let mut order: Vec<usize> = (0..shape.len()).filter(|axis| !reduced.contains(axis)).collect();
    let outer = product(&order);
    order.extend(reduced);
    let (permuted_shape, along) = permuted(shape, &order);
    Ok((gather(computation, array, 0, permuted_shape, &along)?, Lanes { outer, length, inner: 1 }))
}

/// Results computed as `f64`, as the type of a mean of `data_type`.
fn of_f64(
    computation: &Computation,
    data_type: DataType,
    shape: Vec<usize>,
    results: Elements<f64>,
) -> Result<Array, ArrayError> {
    match mean_type(data_type) {
        DataType::Float64 => Ok(Array::of(shape, results)),
        data_type => for_real!(data_type, "a mean", T => {
            let mut elements = computation.zeroed::<T>(results.len())?;
            elements.iter_mut().zip(&*results).for_each(|(element, result)| *element = result.cast());
            Ok(Array::of(shape, elements))
        }),
    }
}
