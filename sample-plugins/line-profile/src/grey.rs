//! An image as grey values.

use imjoy_sdk::{AnyNdArray, Error};

/// Shares of red, green and blue in what is seen as brightness (ITU-R BT.601).
const LUMINANCE: [f32; 3] = [0.299, 0.587, 0.114];

/// Grey values in rows, from the top.
#[derive(Clone, Debug, PartialEq)]
pub struct GreyImage {
    width: usize,
    height: usize,
    values: Vec<f32>,
}

impl GreyImage {
    /// Of an image; of a colour image its brightness, of a stack the first image.
    pub fn of(image: &AnyNdArray) -> Result<Self, Error> {
        let (height, width, channels) = match *image.shape() {
            [height, width] | [_, height, width] if !is_colour(image.shape()) => (height, width, 1),
            [height, width, channels @ (1 | 3 | 4)] | [_, height, width, channels @ (1 | 3 | 4)] => {
                (height, width, channels)
            }
            ref shape => {
                return Err(Error::invalid(format!("an array of shape {shape:?} is no image that has a line profile")));
            }
        };
        let pixels = width * height;
        if pixels == 0 {
            return Err(Error::invalid("the image has no pixels, so there is no profile of it"));
        }
        let mut values = image.to_f32()?.into_vec()?;
        values.truncate(pixels * channels);
        if channels >= 3 {
            values = values.chunks_exact(channels).map(brightness).collect();
        }
        Ok(Self { width, height, values })
    }

    /// Width and height in pixels.
    pub fn size(&self) -> [f64; 2] {
        [self.width as f64, self.height as f64]
    }

    /// The value at a place, between the middles of pixels by those of the four around it.
    /// The middle of the first pixel is at (0.5, 0.5); outside, the nearest pixel counts.
    pub fn value_at(&self, [x, y]: [f64; 2]) -> f64 {
        let (left, share_x) = split(x - 0.5, self.width);
        let (top, share_y) = split(y - 0.5, self.height);
        let row = |y: usize| {
            let [one, other] = [self.pixel(left, y), self.pixel((left + 1).min(self.width - 1), y)];
            mixed(one, other, share_x)
        };
        mixed(row(top), row((top + 1).min(self.height - 1)), share_y)
    }

    fn pixel(&self, x: usize, y: usize) -> f64 {
        self.values.get(y * self.width + x).copied().map_or(f64::NAN, f64::from)
    }
}

/// Whether three axes are a colour image and not a stack.
fn is_colour(shape: &[usize]) -> bool {
    matches!(shape, [_, _, 1 | 3 | 4])
}

fn brightness(pixel: &[f32]) -> f32 {
    pixel.iter().zip(LUMINANCE).map(|(value, share)| value * share).sum()
}

/// A coordinate as the pixel before it and the share of the next.
fn split(at: f64, count: usize) -> (usize, f64) {
    let at = at.clamp(0.0, (count - 1) as f64);
    // In range, so the cast only cuts the fraction off.
    let before = at as usize;
    (before, at - before as f64)
}

/// Without the weightless one, which may be no number.
fn mixed(one: f64, other: f64, share: f64) -> f64 {
    if share == 0.0 { one } else { one + (other - one) * share }
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_sdk::NdArray;

    fn grey(shape: &[usize], values: Vec<f32>) -> GreyImage {
        GreyImage::of(&NdArray::from_vec(shape, values).unwrap().into_any()).unwrap()
    }

    #[test]
    fn between_pixels_it_is_between_their_values() {
        let image = grey(&[2, 2], vec![0.0, 10.0, 20.0, 30.0]);
        assert_eq!(image.size(), [2.0, 2.0]);
        for (place, value) in
            [([0.5, 0.5], 0.0), ([1.5, 0.5], 10.0), ([1.0, 0.5], 5.0), ([1.0, 1.0], 15.0), ([-7.0, 9.0], 20.0)]
        {
            assert_eq!(image.value_at(place), value, "{place:?}");
        }
    }

    #[test]
    fn a_gap_stays_with_its_pixel() {
        let image = grey(&[1, 3], vec![1.0, f32::NAN, 3.0]);
        assert_eq!(image.value_at([0.5, 0.5]), 1.0);
        assert!(image.value_at([1.5, 0.5]).is_nan());
    }

    #[test]
    fn colours_count_by_their_brightness_and_stacks_by_their_first_image() {
        let colour = grey(&[1, 2, 3], vec![100.0, 100.0, 100.0, 0.0, 100.0, 0.0]);
        assert!((colour.value_at([0.5, 0.5]) - 100.0).abs() < 1e-4);
        assert!((colour.value_at([1.5, 0.5]) - 58.7).abs() < 1e-4);
        let stack = grey(&[2, 1, 2], vec![1.0, 2.0, 3.0, 4.0]);
        assert_eq!((stack.size(), stack.value_at([1.5, 0.5])), ([2.0, 1.0], 2.0));
    }

    #[test]
    fn what_is_no_image_is_refused() {
        for shape in [vec![4], vec![0, 3], vec![1, 1, 1, 1, 1]] {
            assert!(GreyImage::of(&NdArray::<u8>::zeros(shape).unwrap().into_any()).is_err());
        }
    }
}
