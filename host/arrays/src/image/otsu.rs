//! Otsu's threshold.

use crate::array::Array;
use crate::computation::Computation;
use crate::counting::{Bins, histogram};
use crate::data_type::Kind;
use crate::element::{Element, for_integer};
use crate::error::ArrayError;

/// Bins of fractional numbers.
const BINS: u32 = 256;

/// The threshold that separates the elements best in two classes, by Otsu; elements above it are
/// the foreground. Of integers each value is a bin, of fractional numbers there are 256 bins.
pub fn threshold_otsu(computation: &Computation, image: &Array) -> Result<f64, ArrayError> {
    if image.is_empty() {
        return Err(ArrayError::invalid("an image without elements has no threshold"));
    }
    match image.data_type().kind() {
        Kind::Float => of_floats(computation, image),
        Kind::Integer => of_integers(computation, image),
        _ => Err(image.data_type().unsupported("a threshold")),
    }
}

fn of_floats(computation: &Computation, image: &Array) -> Result<f64, ArrayError> {
    let histogram = histogram(computation, image, &Bins::Count(BINS), None)?;
    let edges = histogram.edges.elements::<f64>(computation)?;
    let elements = image.read::<f64>(computation)?;
    if let Some(first) = elements.first()
        && elements.iter().all(|element| element == first)
    {
        return Ok(*first);
    }
    let counts = histogram.counts.elements::<i64>(computation)?;
    let centres = edges.windows(2).map(|pair| pair.iter().sum::<f64>() / 2.0);
    Ok(best(counts.iter().map(|count| *count as f64).zip(centres)))
}

fn of_integers(computation: &Computation, image: &Array) -> Result<f64, ArrayError> {
    for_integer!(image.data_type(), "a threshold", T => {
        let elements = image.elements::<T>(computation)?;
        let least = elements.iter().copied().min().unwrap_or_default();
        let most = elements.iter().copied().max().unwrap_or_default();
        let bins = (most as i128 - least as i128 + 1) as u128;
        let mut counts = computation.zeroed::<u64>(usize::try_from(bins).unwrap_or(usize::MAX))?;
        let mut pace = computation.pace();
        for element in elements.iter() {
            pace.spend(1)?;
            let bin = (*element as i128 - least as i128) as usize;
            counts.get_mut(bin).into_iter().for_each(|count| *count += 1);
        }
        let centres = (0..counts.len()).map(|bin| least.to_f64() + bin as f64);
        Ok(best(counts.iter().map(|count| *count as f64).zip(centres)))
    })
}

/// The centre of the last bin of the lower class, where the variance between the classes is largest.
fn best(bins: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let (total, total_moment) =
        bins.clone().fold((0.0, 0.0), |(count, moment), bin| (count + bin.0, moment + bin.0 * bin.1));
    let (mut lower, mut lower_moment) = (0.0, 0.0);
    let (mut best, mut largest) = (None, f64::NEG_INFINITY);
    for (count, centre) in bins {
        lower += count;
        lower_moment += count * centre;
        let upper = total - lower;
        let difference = lower_moment / lower - (total_moment - lower_moment) / upper;
        let variance = lower * upper * difference * difference;
        if best.is_none() || variance > largest {
            (best, largest) = (Some(centre), if variance.is_nan() { f64::NEG_INFINITY } else { variance });
        }
    }
    best.unwrap_or(f64::NAN)
}
