//! Histogram and percentiles of an image.

use imjoy_sdk::{AnyNdArray, Dtype, Error};

/// Parts of the histogram, at most.
const BINS: usize = 256;

/// What the numbers of an image are like.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    /// Least number of the histogram.
    pub low: f64,
    /// Greatest number of the histogram, above the least.
    pub high: f64,
    /// Least and greatest number of the image.
    pub range: [f64; 2],
    /// Mean of all numbers.
    pub mean: f64,
    /// How many numbers are in each of equal parts.
    pub counts: Vec<f64>,
    /// Numbers that count: those that are finite.
    pub total: usize,
    /// Whether all are whole numbers.
    pub is_whole: bool,
}

impl Statistics {
    /// Of an image; of a colour image its luminance.
    pub fn of(image: &AnyNdArray) -> Result<Self, Error> {
        let values = image.to_f32()?.into_vec()?;
        let values: Vec<f64> = match *image.shape() {
            [.., channels @ (3 | 4)] if image.shape().len() >= 3 => {
                values.chunks_exact(channels).map(luminance).collect()
            }
            _ => values.into_iter().map(f64::from).collect(),
        };
        let is_whole = !matches!(image.dtype(), Dtype::Float16 | Dtype::Float32 | Dtype::Float64);
        Self::of_numbers(&values, is_whole, image.dtype() == Dtype::Uint8)
    }

    fn of_numbers(values: &[f64], is_whole: bool, is_byte: bool) -> Result<Self, Error> {
        let finite = || values.iter().copied().filter(|value| value.is_finite());
        let range =
            finite().fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], value| [low.min(value), high.max(value)]);
        let total = finite().count();
        if total == 0 {
            return Err(Error::invalid("the image has no finite number, so there is no histogram of it"));
        }
        let [low, mut high] = if is_byte { [0.0, 255.0] } else { range };
        if low == high {
            high = low + 1.0;
        }
        let bins = if is_whole { BINS.min((high - low) as usize + 1) } else { BINS };
        let mut counts = vec![0.0; bins];
        // Of whole numbers each part holds as many, the last one included.
        let width = if is_whole { (high - low + 1.0) / bins as f64 } else { (high - low) / bins as f64 };
        let mut sum = 0.0;
        for value in finite() {
            sum += value;
            let bin = (((value - low) / width) as usize).min(bins - 1);
            if let Some(count) = counts.get_mut(bin) {
                *count += 1.0;
            }
        }
        Ok(Self { low, high, range, mean: sum / total as f64, counts, total, is_whole })
    }

    /// The numbers below and above which a share of all numbers is, to the width of a part
    /// of the histogram.
    pub fn percentiles(&self, share: f64) -> [f64; 2] {
        let width = (self.high - self.low) / self.counts.len() as f64;
        let wanted = share * self.total as f64;
        let place = |counts: &mut dyn Iterator<Item = &f64>| {
            let mut seen = 0.0;
            counts
                .take_while(|count| {
                    seen += **count;
                    seen <= wanted
                })
                .count()
        };
        let below = place(&mut self.counts.iter());
        let above = place(&mut self.counts.iter().rev());
        let low = self.low + below as f64 * width;
        let high = self.high - above as f64 * width;
        let [low, high] = if self.is_whole { [low.floor(), high.ceil()] } else { [low, high] };
        if low < high { [low, high] } else { self.range }
    }
}

fn luminance(pixel: &[f32]) -> f64 {
    match *pixel {
        [red, green, blue, ..] => 0.2125 * f64::from(red) + 0.7154 * f64::from(green) + 0.0721 * f64::from(blue),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_sdk::NdArray;

    #[test]
    fn bytes_have_a_part_for_each_number() {
        let image = NdArray::from_vec([2, 2], vec![0u8, 7, 7, 255]).unwrap().into_any();
        let found = Statistics::of(&image).unwrap();
        assert_eq!((found.low, found.high, found.counts.len(), found.total), (0.0, 255.0, 256, 4));
        assert_eq!((found.counts[0], found.counts[7], found.counts[255]), (1.0, 2.0, 1.0));
        assert_eq!((found.range, found.mean), ([0.0, 255.0], 67.25));
    }

    #[test]
    fn percentiles_cut_both_ends() {
        let numbers: Vec<f64> = (0..1000).map(f64::from).collect();
        let found = Statistics::of_numbers(&numbers, true, false).unwrap();
        let [low, high] = found.percentiles(0.1);
        assert!((low - 100.0).abs() < 8.0 && (high - 900.0).abs() < 8.0, "{low} {high}");
        let flat = Statistics::of_numbers(&[3.0; 5], false, false).unwrap();
        assert_eq!((flat.low, flat.high), (3.0, 4.0));
        assert!(Statistics::of_numbers(&[f64::NAN], false, false).is_err());
    }
}
