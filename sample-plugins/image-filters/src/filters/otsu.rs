//! Otsu's threshold, as `skimage.filters.threshold_otsu`.
//!
//! The sums are formed in doubles, so the best threshold is found exactly. scikit-image
//! counts in single precision: in a 16-bit image whose classes are divided about as well
//! by neighbouring values, its threshold may be another of these.

use super::extent::Extent;
use super::pixel::Pixel;

/// Bins for fractions.
const FRACTION_BINS: usize = 256;

/// How many pixels have which value.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// Number of pixels in each bin.
    pub counts: Vec<f64>,
    /// Value of the first bin's centre.
    pub first_centre: f64,
    /// Distance between the centres of two bins.
    pub step: f64,
}

impl Histogram {
    /// One bin for each value from the least to the greatest.
    pub(crate) fn of_whole_numbers(values: impl Iterator<Item = u16>) -> Option<Self> {
        let mut counts = vec![0_u32; usize::from(u16::MAX) + 1];
        for value in values {
            if let Some(count) = counts.get_mut(usize::from(value)) {
                *count += 1;
            }
        }
        let first = counts.iter().position(|&count| count > 0)?;
        let last = counts.iter().rposition(|&count| count > 0)?;
        let counts = counts.get(first..=last)?.iter().map(|&count| f64::from(count)).collect();
        Some(Self { counts, first_centre: first as f64, step: 1.0 })
    }

    /// 256 bins from the least to the greatest finite value.
    pub(crate) fn of_fractions(values: impl Iterator<Item = f64> + Clone) -> Option<Self> {
        let finite = values.filter(|value| value.is_finite());
        let minimum = finite.clone().fold(f64::INFINITY, f64::min);
        let maximum = finite.clone().fold(f64::NEG_INFINITY, f64::max);
        if minimum > maximum {
            return None;
        }
        let step = (maximum - minimum) / FRACTION_BINS as f64;
        if step <= 0.0 || !step.is_finite() {
            return Some(Self { counts: vec![1.0], first_centre: minimum, step: 0.0 });
        }
        let edge = |bin: usize| minimum + bin as f64 * step;
        let mut counts = vec![0.0; FRACTION_BINS];
        for value in finite {
            // As numpy.histogram: the quotient may be off by one at an edge.
            let mut bin = (((value - minimum) / step) as usize).min(FRACTION_BINS - 1);
            if value < edge(bin) {
                bin = bin.saturating_sub(1);
            } else if bin + 1 < FRACTION_BINS && value >= edge(bin + 1) {
                bin += 1;
            }
            if let Some(count) = counts.get_mut(bin) {
                *count += 1.0;
            }
        }
        Some(Self { counts, first_centre: minimum + step / 2.0, step })
    }

    fn centre(&self, bin: usize) -> f64 {
        self.first_centre + bin as f64 * self.step
    }

    /// The value that divides the pixels into two classes with the greatest variance
    /// between them; the first one if there are several, the only value if there is
    /// just one.
    #[must_use]
    pub fn otsu(&self) -> f64 {
        let pixels: f64 = self.counts.iter().sum();
        let total: f64 = self.counts.iter().enumerate().map(|(bin, count)| count * self.centre(bin)).sum();
        let (mut weight, mut sum) = (0.0, 0.0);
        let (mut best, mut best_variance) = (0, f64::NEG_INFINITY);
        for (bin, count) in self.counts.iter().enumerate().take(self.counts.len().saturating_sub(1)) {
            weight += count;
            sum += count * self.centre(bin);
            let (weight_above, sum_above) = (pixels - weight, total - sum);
            let difference = sum / weight - sum_above / weight_above;
            let variance = weight * weight_above * difference * difference;
            if variance > best_variance {
                (best, best_variance) = (bin, variance);
            }
        }
        self.centre(best)
    }
}

/// Otsu's threshold of an image, or `None` if no pixel is finite. Pixels above it are
/// the bright class.
#[must_use]
pub fn otsu_threshold<P: Pixel>(pixels: &[P]) -> Option<f64> {
    P::histogram(pixels).map(|histogram| histogram.otsu())
}

/// Which pixels are above a threshold.
pub fn above<P: Pixel>(pixels: &[P], threshold: f64) -> impl Iterator<Item = bool> {
    pixels.iter().map(move |pixel| pixel.to_f64() > threshold)
}

/// An image without colours: the luminance of `skimage.color.rgb2gray`, in the type of
/// the image. Alpha does not count.
#[must_use]
pub fn grey<P: Pixel>(pixels: &[P], extent: Extent) -> Vec<P> {
    if extent.channels() == 1 {
        return pixels.to_vec();
    }
    let luminance = |pixel: &[P]| match *pixel {
        [red, green, blue, ..] => P::from_f64(0.2125 * red.to_f64() + 0.7154 * green.to_f64() + 0.0721 * blue.to_f64()),
        _ => P::default(),
    };
    pixels.chunks_exact(extent.channels()).map(luminance).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Extent;
    use super::{above, grey, otsu_threshold};

    #[test]
    fn two_classes() {
        assert_eq!(otsu_threshold(&[10_u8, 11, 12, 200, 201, 202]), Some(12.0));
        assert_eq!(otsu_threshold(&[1000_u16, 1001, 60_000]), Some(1001.0));
        // numpy: 256 bins from 0 to 1; the first best is the bin of 0.1.
        let threshold = otsu_threshold(&[0.0_f32, 0.1, 0.9, 1.0]).unwrap();
        assert!((threshold - 25.5 / 256.0).abs() < 1e-9, "{threshold}");
    }

    #[test]
    fn nothing_to_divide() {
        assert_eq!(otsu_threshold(&[7_u8; 9]), Some(7.0));
        assert_eq!(otsu_threshold(&[2.5_f64; 9]), Some(2.5));
        assert_eq!(otsu_threshold(&[f32::NAN, f32::INFINITY]), None);
        assert_eq!(otsu_threshold::<u8>(&[]), None);
        assert_eq!(above(&[7_u8; 3], 7.0).filter(|&is_above| is_above).count(), 0);
    }

    #[test]
    fn luminance() {
        let extent = Extent::from_shape(&[1, 2, 4]).unwrap();
        assert_eq!(grey(&[255_u8, 255, 255, 0, 255, 0, 0, 9], extent), [255, 54]);
    }
}
