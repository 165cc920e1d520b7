//! Gaussian blur, as `skimage.filters.gaussian` with `mode="nearest"`, `truncate=4`.
//!
//! The filter is separable: each row is blurred on its own into an intermediate image
//! of sums, then the rows are added up, so that both passes run along memory. As the
//! kernel is symmetric, the two pixels at the same distance share one multiplication.

use super::extent::Extent;
use super::pace::{Pace, fraction};
use super::pixel::{Pixel, Real};

/// The greatest sigma that is taken; the kernel is then 8001 pixels long.
pub const MAXIMUM_SIGMA: f64 = 1000.0;

/// The kernel ends at this many standard deviations.
const TRUNCATE: f64 = 4.0;

/// Values that are summed at once, in registers.
const BLOCK: usize = 32;

/// One half of a symmetric kernel.
struct Kernel<R> {
    centre: R,
    /// Weights at the distances 1, 2, … from the centre.
    sides: Vec<R>,
}

impl<R: Real> Kernel<R> {
    fn new(sigma: f64) -> Self {
        let radius = (TRUNCATE * sigma + 0.5) as usize;
        let bell = |distance: usize| (-0.5 * (distance as f64 / sigma).powi(2)).exp();
        let total = 1.0 + 2.0 * (1..=radius).map(bell).sum::<f64>();
        Self {
            centre: R::from_f64(1.0 / total),
            sides: (1..=radius).map(|distance| R::from_f64(bell(distance) / total)).collect(),
        }
    }

    fn radius(&self) -> usize {
        self.sides.len()
    }

    /// Weighs `centre` and the two neighbours that `pair` gives for each distance, and
    /// writes the sums to `target`. All slices are as long as `target`.
    fn apply<'a>(&self, centre: &[R], pair: impl Fn(usize) -> (&'a [R], &'a [R]), target: &mut [R])
    where
        R: 'a,
    {
        let pairs: Vec<_> = self
            .sides
            .iter()
            .enumerate()
            .map(|(index, &weight)| {
                let (before, after) = pair(index + 1);
                (weight, before.as_chunks::<BLOCK>(), after.as_chunks::<BLOCK>())
            })
            .collect();
        let (centre_blocks, centre_rest) = centre.as_chunks::<BLOCK>();
        let (target_blocks, target_rest) = target.as_chunks_mut::<BLOCK>();
        for (index, (sums, middle)) in target_blocks.iter_mut().zip(centre_blocks).enumerate() {
            let mut block = middle.map(|value| value * self.centre);
            for &(weight, (before, _), (after, _)) in &pairs {
                if let (Some(before), Some(after)) = (before.get(index), after.get(index)) {
                    for ((sum, &first), &second) in block.iter_mut().zip(before).zip(after) {
                        *sum += (first + second) * weight;
                    }
                }
            }
            *sums = block;
        }
        for (sum, &middle) in target_rest.iter_mut().zip(centre_rest) {
            *sum = middle * self.centre;
        }
        for &(weight, (_, before), (_, after)) in &pairs {
            for ((sum, &first), &second) in target_rest.iter_mut().zip(before).zip(after) {
                *sum += (first + second) * weight;
            }
        }
    }
}

/// Blurs an image; alpha is kept.
///
/// `sigma` is the standard deviation in pixels, above 0 and at most [`MAXIMUM_SIGMA`];
/// outside that the image is returned as it is. Beyond the border the nearest pixel
/// counts. Whole numbers are rounded.
pub async fn gaussian<P: Pixel>(pixels: &[P], extent: Extent, sigma: f64, pace: &mut impl Pace) -> Vec<P> {
    if !(sigma > 0.0 && sigma <= MAXIMUM_SIGMA) || pixels.len() != extent.length() {
        return pixels.to_vec();
    }
    let kernel = Kernel::<P::Sum>::new(sigma);
    let row_length = extent.row_length();

    let mut across = vec![P::Sum::default(); extent.length()];
    let mut line = PaddedLine::new(extent, kernel.radius());
    for (row, (source, sums)) in pixels.chunks_exact(row_length).zip(across.chunks_exact_mut(row_length)).enumerate() {
        line.fill(source);
        let line = &line;
        kernel.apply(
            line.shifted(0),
            |distance| (line.shifted(-(distance as isize)), line.shifted(distance as isize)),
            sums,
        );
        pace.reached(0.5 * fraction(row + 1, extent.height())).await;
    }

    let mut blurred = Vec::with_capacity(extent.length());
    let mut sums = vec![P::Sum::default(); row_length];
    let rows: Vec<&[P::Sum]> = across.chunks_exact(row_length).collect();
    let last = rows.len().saturating_sub(1);
    let row_at = |row: usize| rows.get(row.min(last)).copied().unwrap_or_default();
    for row in 0..rows.len() {
        kernel.apply(row_at(row), |distance| (row_at(row.saturating_sub(distance)), row_at(row + distance)), &mut sums);
        blurred.extend(sums.iter().map(|&sum| P::from_sum(sum)));
        pace.reached(0.5 + 0.5 * fraction(row + 1, extent.height())).await;
    }
    extent.copy_alpha(pixels, &mut blurred);
    blurred
}

/// A row of pixels with its first and last pixel repeated on both sides.
struct PaddedLine<R> {
    values: Vec<R>,
    channels: usize,
    radius: usize,
    row_length: usize,
}

impl<R: Real> PaddedLine<R> {
    fn new(extent: Extent, radius: usize) -> Self {
        let (channels, row_length) = (extent.channels(), extent.row_length());
        Self { values: Vec::with_capacity(row_length + 2 * radius * channels), channels, radius, row_length }
    }

    fn fill<P: Pixel<Sum = R>>(&mut self, row: &[P]) {
        let first = row.get(..self.channels).unwrap_or_default();
        let last = row.get(row.len() - first.len()..).unwrap_or_default();
        let sums = |pixels: &[P], values: &mut Vec<R>| values.extend(pixels.iter().map(|&pixel| pixel.to_sum()));
        self.values.clear();
        (0..self.radius).for_each(|_| sums(first, &mut self.values));
        sums(row, &mut self.values);
        (0..self.radius).for_each(|_| sums(last, &mut self.values));
    }

    /// The row moved by a number of pixels, at most the radius.
    fn shifted(&self, pixels: isize) -> &[R] {
        let start = self.radius.saturating_add_signed(pixels) * self.channels;
        self.values.get(start..start + self.row_length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;

    use super::super::{Extent, NoPace};
    use super::{Kernel, gaussian};

    /// The definition, in doubles, without any cleverness.
    fn slow(pixels: &[f64], height: usize, width: usize, channels: usize, sigma: f64) -> Vec<f64> {
        let radius = (4.0 * sigma + 0.5) as isize;
        let weight = |distance: isize| (-0.5 * (distance as f64 / sigma).powi(2)).exp();
        let total: f64 = (-radius..=radius).map(weight).sum();
        let mut result = Vec::new();
        for row in 0..height as isize {
            for column in 0..width as isize {
                for channel in 0..channels {
                    let mut sum = 0.0;
                    for down in -radius..=radius {
                        for right in -radius..=radius {
                            let y = (row + down).clamp(0, height as isize - 1) as usize;
                            let x = (column + right).clamp(0, width as isize - 1) as usize;
                            sum += weight(down) * weight(right) * pixels[(y * width + x) * channels + channel];
                        }
                    }
                    result.push(sum / total / total);
                }
            }
        }
        result
    }

    fn noise(length: usize) -> Vec<f64> {
        let mut state = 12_345_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state >> 16) / 256.0
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn equals_the_definition() {
        for (height, width, channels, sigma) in [(1, 1, 1, 2.0), (7, 90, 1, 1.3), (40, 5, 3, 2.0), (12, 37, 3, 6.0)] {
            let pixels = noise(height * width * channels);
            let extent = Extent::from_shape(&[height, width, channels]).unwrap();
            let wanted = slow(&pixels, height, width, channels, sigma);
            let result = block_on(gaussian(&pixels, extent, sigma, &mut NoPace));
            assert!(result.iter().zip(&wanted).all(|(value, wanted)| (value - wanted).abs() < 1e-9));
            let single: Vec<f32> = pixels.iter().map(|&value| value as f32).collect();
            let result = block_on(gaussian(&single, extent, sigma, &mut NoPace));
            assert!(result.iter().zip(&wanted).all(|(&value, wanted)| (f64::from(value) - wanted).abs() < 1e-4));
            let whole: Vec<u16> = pixels.iter().map(|&value| (value * 256.0) as u16).collect();
            let wanted =
                slow(&pixels.iter().map(|value| value * 256.0).collect::<Vec<_>>(), height, width, channels, sigma);
            let result = block_on(gaussian(&whole, extent, sigma, &mut NoPace));
            assert!(result.iter().zip(&wanted).all(|(&value, wanted)| f64::from(value) == wanted.round()));
        }
    }

    #[test]
    fn alpha_is_kept() {
        let extent = Extent::from_shape(&[1, 3, 4]).unwrap();
        let pixels = [0, 0, 0, 10, 90, 90, 90, 200, 0, 0, 0, 30_u8];
        let result = block_on(gaussian(&pixels, extent, 1.0, &mut NoPace));
        assert_eq!((result[3], result[7], result[11]), (10, 200, 30));
        assert!(result[0] > 0 && result[4] < 90);
    }

    #[test]
    fn kernel_sums_to_one() {
        let kernel = Kernel::<f64>::new(2.0);
        assert_eq!(kernel.radius(), 8);
        assert!((kernel.centre + 2.0 * kernel.sides.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
