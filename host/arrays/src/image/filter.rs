//! Filters over a box around each element.

use super::boundary::Boundary;
use super::for_each_axis;
use super::median::median;
use super::separable::{Strip, along_axis};
use crate::array::Array;
use crate::computation::Computation;
use crate::element::{Element, for_real};
use crate::error::ArrayError;
use crate::layout::Lanes;
use crate::promotion::mean_type;
use crate::reduction::{greater, lesser};

/// What a filter makes of a neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeighbourhoodFilter {
    /// Mean, `Float64` for integers.
    Mean,
    /// Median.
    Median,
    /// Smallest element.
    Minimum,
    /// Largest element.
    Maximum,
}

/// A filter over the box of `size` elements around each element, for each axis or one for all. Of
/// an even size, one more element lies before than after.
pub fn filter(
    computation: &Computation,
    image: &Array,
    filter: NeighbourhoodFilter,
    size: &[u32],
    boundary: Boundary,
) -> Result<Array, ArrayError> {
    let sizes = for_each_axis(size, image.axes())?;
    if sizes.contains(&0) {
        return Err(ArrayError::invalid("a neighbourhood has at least one element along each axis"));
    }
    let sizes: Vec<usize> = sizes.into_iter().map(|size| size as usize).collect();
    match filter {
        NeighbourhoodFilter::Median => median(computation, image, &sizes, boundary),
        NeighbourhoodFilter::Mean => mean(computation, image, &sizes, boundary),
        NeighbourhoodFilter::Minimum => for_real!(image.data_type(), "a filter", T => {
            extreme::<T>(computation, image, &sizes, boundary, lesser)
        }),
        NeighbourhoodFilter::Maximum => for_real!(image.data_type(), "a filter", T => {
            extreme::<T>(computation, image, &sizes, boundary, greater)
        }),
    }
}

/// Elements before and after the one in the middle.
pub(super) fn margins(size: usize) -> (usize, usize) {
    (size / 2, size - 1 - size / 2)
}

fn mean(computation: &Computation, image: &Array, sizes: &[usize], boundary: Boundary) -> Result<Array, ArrayError> {
    let mut elements = computation.zeroed::<f64>(image.len())?;
    elements.copy_from_slice(&image.read::<f64>(computation)?);
    let mut pace = computation.pace();
    for (axis, size) in sizes.iter().copied().enumerate().filter(|(_, size)| *size > 1) {
        let lanes = Lanes::along(image.shape(), Some(axis));
        along_axis(computation, &mut elements, lanes, margins(size), boundary, |strip| {
            pace.spend(strip.extended.len() * 2)?;
            running_means(strip, size);
            Ok(())
        })?;
    }
    for_real!(mean_type(image.data_type()), "a filter", T => {
        let mut results = computation.zeroed::<T>(elements.len())?;
        results.iter_mut().zip(&*elements).for_each(|(result, element)| *result = element.cast());
        Ok(Array::of(image.shape().to_vec(), results))
    })
}

/// Means of `size` consecutive rows: what enters is added to the sums, what leaves subtracted.
fn running_means(strip: Strip<'_, f64>, size: usize) {
    let Strip { extended, width, results } = strip;
    let mut sums = vec![0.0; width];
    let mut entering = extended.chunks_exact(width);
    for row in entering.by_ref().take(size - 1) {
        sums.iter_mut().zip(row).for_each(|(sum, element)| *sum += element);
    }
    let leaving = extended.chunks_exact(width);
    for ((results, entering), leaving) in results.chunks_exact_mut(width).zip(entering).zip(leaving) {
        for (((result, sum), entering), leaving) in results.iter_mut().zip(&mut sums).zip(entering).zip(leaving) {
            *sum += entering;
            *result = *sum / size as f64;
            *sum -= leaving;
        }
    }
}

fn extreme<T: Element>(
    computation: &Computation,
    image: &Array,
    sizes: &[usize],
    boundary: Boundary,
    join: impl Fn(T, T) -> T + Copy,
) -> Result<Array, ArrayError> {
    let mut elements = computation.zeroed::<T>(image.len())?;
    elements.copy_from_slice(&image.elements::<T>(computation)?);
    let mut pace = computation.pace();
    for (axis, size) in sizes.iter().copied().enumerate().filter(|(_, size)| *size > 1) {
        let lanes = Lanes::along(image.shape(), Some(axis));
        let mut suffixes = Vec::new();
        along_axis(computation, &mut elements, lanes, margins(size), boundary, |strip| {
            pace.spend(strip.extended.len() * 2)?;
            suffixes.resize(strip.extended.len(), T::zeroed());
            running_extremes(strip, size, &mut suffixes, join);
            Ok(())
        })?;
    }
    Ok(Array::of(image.shape().to_vec(), elements))
}

/// Extremes of `size` consecutive rows, in a time that does not depend on `size` (van Herk): the
/// rows are cut in groups of `size`; `size` rows from anywhere are the end of one group and the
/// beginning of the next.
fn running_extremes<T: Element>(strip: Strip<'_, T>, size: usize, suffixes: &mut [T], join: impl Fn(T, T) -> T + Copy) {
    let Strip { extended, width, results } = strip;
    suffixes.copy_from_slice(extended);
    for group in suffixes.chunks_mut(size * width) {
        let mut after: &mut [T] = &mut [];
        for row in group.rchunks_exact_mut(width) {
            row.iter_mut().zip(after.iter()).for_each(|(element, after)| *element = join(*element, *after));
            after = row;
        }
    }
    let mut prefixes = vec![T::zeroed(); width];
    let last_rows = extended.chunks_exact(width).enumerate();
    let mut suffixes = suffixes.chunks_exact(width);
    let mut results = results.chunks_exact_mut(width);
    for (index, row) in last_rows {
        if index % size == 0 {
            prefixes.copy_from_slice(row);
        } else {
            prefixes.iter_mut().zip(row).for_each(|(prefix, element)| *prefix = join(*prefix, *element));
        }
        // The window that ends at this row.
        if index + 1 >= size
            && let (Some(results), Some(suffixes)) = (results.next(), suffixes.next())
        {
            for ((result, prefix), suffix) in results.iter_mut().zip(&prefixes).zip(suffixes) {
                *result = join(*suffix, *prefix);
            }
        }
    }
}
