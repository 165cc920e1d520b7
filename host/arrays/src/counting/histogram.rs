//! Histograms.

use super::weights_of;
use crate::array::Array;
use crate::computation::Computation;
use crate::error::ArrayError;
use crate::memory::Elements;

/// Bins of a histogram. Each has its lower edge, the last one its upper edge too.
#[derive(Clone, Debug, PartialEq)]
pub enum Bins {
    /// That many of equal width, between the smallest and the largest element.
    Count(u32),
    /// That many of equal width between two numbers; other elements are not counted.
    Between(u32, f64, f64),
    /// Between these edges, which increase; other elements are not counted.
    Edges(Vec<f64>),
}

/// A histogram.
#[derive(Clone, Debug)]
pub struct Histogram {
    /// Elements in each bin, `Int64`; with weights their sums, `Float64`.
    pub counts: Array,
    /// Edges of the bins, `Float64`, one more than bins.
    pub edges: Array,
}

/// How many elements fall in each bin, or the sum of the weights that stand where they are.
pub fn histogram(
    computation: &Computation,
    array: &Array,
    bins: &Bins,
    weights: Option<&Array>,
) -> Result<Histogram, ArrayError> {
    let elements = array.read::<f64>(computation)?;
    let weights = weights_of(computation, array, weights)?;
    let (edges, is_uniform) = match bins {
        Bins::Count(count) => {
            let (least, most) = extent(&elements)?;
            (uniform_edges(computation, *count, least, most)?, true)
        }
        Bins::Between(count, least, most) => (uniform_edges(computation, *count, *least, *most)?, true),
        Bins::Edges(given) => {
            let increases = |pair: &[f64]| matches!(pair, [low, high] if low <= high);
            if given.len() < 2 || !given.windows(2).all(increases) {
                return Err(ArrayError::invalid("the edges of bins are two numbers or more, which increase"));
            }
            let mut edges = computation.zeroed::<f64>(given.len())?;
            edges.copy_from_slice(given);
            (edges, false)
        }
    };
    let find = |element: f64| if is_uniform { uniform_bin(&edges, element) } else { bin(&edges, element) };
    let count = edges.len() - 1;
    let mut pace = computation.pace();
    let counts = match weights {
        None => {
            let mut counts = computation.zeroed::<i64>(count)?;
            for element in elements.iter() {
                pace.spend(4)?;
                find(*element).and_then(|bin| counts.get_mut(bin)).into_iter().for_each(|count| *count += 1);
            }
            Array::of(vec![count], counts)
        }
        Some(weights) => {
            let mut sums = computation.zeroed::<f64>(count)?;
            for (element, weight) in elements.iter().zip(&*weights) {
                pace.spend(4)?;
                find(*element).and_then(|bin| sums.get_mut(bin)).into_iter().for_each(|sum| *sum += weight);
            }
            Array::of(vec![count], sums)
        }
    };
    Ok(Histogram { counts, edges: Array::of(vec![count + 1], edges) })
}

/// The smallest and the largest element; 0 and 1 without any.
fn extent(elements: &[f64]) -> Result<(f64, f64), ArrayError> {
    if elements.is_empty() {
        return Ok((0.0, 1.0));
    }
    if elements.iter().any(|element| !element.is_finite()) {
        return Err(ArrayError::invalid("bins between the elements need finite elements; give the ends of the bins"));
    }
    let least = elements.iter().copied().fold(f64::INFINITY, f64::min);
    Ok((least, elements.iter().copied().fold(f64::NEG_INFINITY, f64::max)))
}

fn uniform_edges(computation: &Computation, count: u32, least: f64, most: f64) -> Result<Elements<f64>, ArrayError> {
    if count == 0 {
        return Err(ArrayError::invalid("a histogram has at least one bin"));
    }
    if !least.is_finite() || !most.is_finite() || least > most {
        return Err(ArrayError::invalid(format!("bins cannot lie between {least} and {most}")));
    }
    let (least, most) = if least == most { (least - 0.5, most + 0.5) } else { (least, most) };
    let mut edges = computation.zeroed::<f64>(count as usize + 1)?;
    let step = (most - least) / f64::from(count);
    let mut pace = computation.pace();
    for (index, edge) in edges.iter_mut().enumerate() {
        pace.spend(1)?;
        *edge = index as f64 * step + least;
    }
    if let Some(last) = edges.last_mut() {
        *last = most;
    }
    Ok(edges)
}

/// The bin of an element among bins of equal width. As numpy does: the edges as they are kept have
/// the last word.
fn uniform_bin(edges: &[f64], element: f64) -> Option<usize> {
    let (least, most) = (*edges.first()?, *edges.last()?);
    if !(least <= element && element <= most) {
        return None;
    }
    let count = edges.len() - 1;
    let mut bin = (((element - least) / (most - least)) * count as f64) as usize;
    if bin >= count {
        bin = count - 1;
    }
    if element < *edges.get(bin)? {
        bin = bin.saturating_sub(1);
    } else if bin + 1 < count && element >= *edges.get(bin + 1)? {
        bin += 1;
    }
    Some(bin)
}

/// The bin of an element among bins of any width.
fn bin(edges: &[f64], element: f64) -> Option<usize> {
    let (least, most) = (*edges.first()?, *edges.last()?);
    if !(least <= element && element <= most) {
        return None;
    }
    let after = edges.partition_point(|edge| *edge <= element);
    Some(after.min(edges.len() - 1).saturating_sub(1))
}
