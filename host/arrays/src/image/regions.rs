//! Properties of labelled objects.

use super::label::advance;
use crate::array::Array;
use crate::computation::Computation;
use crate::element::{Element, for_integer};
use crate::error::ArrayError;
use crate::memory::Elements;

/// Properties of labelled objects, one row each, in the order of the labels.
#[derive(Clone, Debug)]
pub struct RegionProperties {
    /// The labels that are there, `Int32`.
    pub labels: Array,
    /// Number of elements, `Int64`.
    pub areas: Array,
    /// Mean position, one column for each axis, `Float64`.
    pub centroids: Array,
    /// First position of the bounding box, one column for each axis, `Int64`.
    pub lower_bounds: Array,
    /// Position after the last of the bounding box, one column for each axis, `Int64`.
    pub upper_bounds: Array,
    /// Mean, smallest and largest intensity as three columns, `Float64`; none without an intensity
    /// image.
    pub intensities: Option<Array>,
}

/// Columns of [`RegionProperties::intensities`].
const INTENSITIES: usize = 3;

/// Properties of the objects in an array of labels: integers, 0 for the background, none negative.
pub fn measure_regions(
    computation: &Computation,
    labels: &Array,
    intensity: Option<&Array>,
) -> Result<RegionProperties, ArrayError> {
    if let Some(intensity) = intensity.filter(|intensity| intensity.shape() != labels.shape()) {
        let (given, shape) = (intensity.shape(), labels.shape());
        return Err(ArrayError::invalid(format!(
            "intensities of shape {given:?} do not fit labels of shape {shape:?}"
        )));
    }
    let numbers = label_numbers(computation, labels)?;
    let (rows, present) = rows_of_labels(computation, &numbers)?;
    let (count, axes) = (present.len(), labels.axes());
    let mut areas = computation.zeroed::<i64>(count)?;
    let mut centroids = computation.zeroed::<f64>(count * axes)?;
    let mut lower = computation.zeroed::<i64>(count * axes)?;
    let mut upper = computation.zeroed::<i64>(count * axes)?;
    lower.fill(i64::MAX);

    let mut place = vec![0i64; axes];
    let mut pace = computation.pace();
    for number in numbers.iter() {
        pace.spend(axes * 4)?;
        if let Some(row) = row_of(&rows, *number) {
            areas.get_mut(row).into_iter().for_each(|area| *area += 1);
            let columns = row * axes..(row + 1) * axes;
            let sums = centroids.get_mut(columns.clone()).unwrap_or_default();
            sums.iter_mut().zip(&place).for_each(|(sum, place)| *sum += *place as f64);
            let lower = lower.get_mut(columns.clone()).unwrap_or_default();
            lower.iter_mut().zip(&place).for_each(|(lower, place)| *lower = (*lower).min(*place));
            let upper = upper.get_mut(columns).unwrap_or_default();
            upper.iter_mut().zip(&place).for_each(|(upper, place)| *upper = (*upper).max(*place + 1));
        }
        advance(&mut place, labels.shape());
    }
    for (sums, area) in centroids.chunks_exact_mut(axes.max(1)).zip(areas.iter()) {
        sums.iter_mut().for_each(|sum| *sum /= *area as f64);
    }
    let intensities = match intensity {
        Some(intensity) => Some(measure_intensities(computation, intensity, &numbers, &rows, &areas)?),
        None => None,
    };
    Ok(RegionProperties {
        labels: Array::of(vec![count], present),
        areas: Array::of(vec![count], areas),
        centroids: Array::of(vec![count, axes], centroids),
        lower_bounds: Array::of(vec![count, axes], lower),
        upper_bounds: Array::of(vec![count, axes], upper),
        intensities,
    })
}

fn label_numbers(computation: &Computation, labels: &Array) -> Result<Elements<u32>, ArrayError> {
    let mut numbers = computation.zeroed::<u32>(labels.len())?;
    for_integer!(labels.data_type(), "a label", T => {
        for (number, label) in numbers.iter_mut().zip(&*labels.elements::<T>(computation)?) {
            let label = label.saturate::<i64>();
            if i32::try_from(label).is_err() || label < 0 {
                return Err(ArrayError::invalid(format!("labels are whole numbers from 0 of 32 bits, not {label}")));
            }
            *number = label as u32;
        }
    });
    Ok(numbers)
}

/// For each label the row that it gets, counted from 1, and the labels in the order of the rows.
fn rows_of_labels(computation: &Computation, numbers: &[u32]) -> Result<(Elements<u32>, Elements<i32>), ArrayError> {
    let largest = numbers.iter().copied().max().unwrap_or(0);
    let mut rows = computation.zeroed::<u32>(largest as usize + 1)?;
    for number in numbers {
        rows.get_mut(*number as usize).into_iter().for_each(|row| *row = 1);
    }
    let mut count = 0;
    for row in rows.iter_mut().skip(1).filter(|row| **row == 1) {
        count += 1;
        *row = count;
    }
    rows.first_mut().into_iter().for_each(|background| *background = 0);
    let mut present = computation.zeroed::<i32>(count as usize)?;
    let labels = rows.iter().enumerate().filter(|(_, row)| **row > 0);
    present.iter_mut().zip(labels).for_each(|(target, (label, _))| *target = label as i32);
    Ok((rows, present))
}

fn row_of(rows: &[u32], label: u32) -> Option<usize> {
    rows.get(label as usize).and_then(|row| row.checked_sub(1)).map(|row| row as usize)
}

fn measure_intensities(
    computation: &Computation,
    intensity: &Array,
    numbers: &[u32],
    rows: &[u32],
    areas: &[i64],
) -> Result<Array, ArrayError> {
    let mut columns = computation.zeroed::<f64>(areas.len() * INTENSITIES)?;
    for row in columns.chunks_exact_mut(INTENSITIES) {
        row.copy_from_slice(&[0.0, f64::INFINITY, f64::NEG_INFINITY]);
    }
    let values = intensity.read::<f64>(computation)?;
    for (number, value) in numbers.iter().zip(&*values) {
        let Some(row) = row_of(rows, *number) else { continue };
        if let Some([sum, least, most]) = columns.get_mut(row * INTENSITIES..(row + 1) * INTENSITIES) {
            *sum += value;
            (*least, *most) = (least.min(*value), most.max(*value));
        }
    }
    for (row, area) in columns.chunks_exact_mut(INTENSITIES).zip(areas) {
        row.first_mut().into_iter().for_each(|sum| *sum /= *area as f64);
    }
    Ok(Array::of(vec![areas.len(), INTENSITIES], columns))
}
