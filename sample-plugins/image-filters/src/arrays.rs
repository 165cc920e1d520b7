//! The filters on arrays of any type that they can work on.

use imjoy_sdk::{AnyNdArray, Dtype, Error, NdArray, Value};

use crate::filters::{self, Extent, Footprint, MAXIMUM_RADIUS, MAXIMUM_SIGMA, Pace, Pixel};

/// Runs an expression with the pixels of an array in their own type.
macro_rules! with_pixels {
    ($image:expr, $pixels:ident => $result:expr) => {
        match $image.dtype() {
            Dtype::Uint8 => {
                let array = $image.typed::<u8>()?;
                let $pixels = array.data()?;
                $result
            }
            Dtype::Uint16 => {
                let array = $image.typed::<u16>()?;
                let $pixels = array.data()?;
                $result
            }
            Dtype::Float32 => {
                let array = $image.typed::<f32>()?;
                let $pixels = array.data()?;
                $result
            }
            Dtype::Float64 => {
                let array = $image.typed::<f64>()?;
                let $pixels = array.data()?;
                $result
            }
            other => Err(wrong_type(other)),
        }
    };
}

/// Blurs an image.
pub(crate) async fn gaussian(image: &AnyNdArray, sigma: f64, pace: &mut impl Pace) -> Result<AnyNdArray, Error> {
    let extent = extent_of(image)?;
    if !(sigma > 0.0 && sigma <= MAXIMUM_SIGMA) {
        return Err(Error::invalid(format!("sigma must be above 0 and at most {MAXIMUM_SIGMA}, and is {sigma}")));
    }
    with_pixels!(image, pixels => array_like(image, filters::gaussian(pixels, extent, sigma, pace).await))
}

/// Median filter.
pub(crate) async fn median(
    image: &AnyNdArray,
    radius: f64,
    footprint: Footprint,
    pace: &mut impl Pace,
) -> Result<AnyNdArray, Error> {
    let extent = extent_of(image)?;
    if !(0.0..=MAXIMUM_RADIUS as f64).contains(&radius) || radius.fract() != 0.0 {
        return Err(Error::invalid(format!(
            "the radius of a median must be a whole number from 0 to {MAXIMUM_RADIUS}, and is {radius}"
        )));
    }
    let radius = radius as usize;
    with_pixels!(image, pixels => array_like(image, filters::median(pixels, extent, radius, footprint, pace).await))
}

/// The negative of an image, and of a mask.
pub(crate) fn invert(image: &AnyNdArray) -> Result<AnyNdArray, Error> {
    let extent = extent_of(image)?;
    if image.dtype() == Dtype::Boolean {
        let mask = image.typed::<bool>()?;
        return Ok(NdArray::from_vec(image.shape(), mask.data()?.iter().map(|is_set| !is_set).collect())?.into_any());
    }
    with_pixels!(image, pixels => array_like(image, filters::invert(pixels, extent)))
}

/// Otsu's threshold.
pub(crate) fn otsu(image: &AnyNdArray) -> Result<Threshold, Error> {
    let extent = extent_of(image)?;
    let is_whole = matches!(image.dtype(), Dtype::Uint8 | Dtype::Uint16);
    let threshold = with_pixels!(image, pixels => Ok(with_grey(pixels, extent, filters::otsu_threshold)))?;
    match threshold {
        Some(threshold) => Ok(Threshold { threshold, is_whole, extent }),
        None => Err(Error::invalid("the image has no threshold, as none of its pixels is a finite number")),
    }
}

/// A threshold for images of a certain size and type.
#[derive(Debug)]
pub(crate) struct Threshold {
    threshold: f64,
    is_whole: bool,
    extent: Extent,
}

impl Threshold {
    /// The threshold as a value: a whole number for images of whole numbers.
    pub(crate) fn value(&self) -> Value {
        if self.is_whole { Value::Integer(self.threshold as i64) } else { Value::Float(self.threshold) }
    }

    /// The threshold for people.
    pub(crate) fn text(&self) -> String {
        if self.is_whole { self.threshold.to_string() } else { format!("{:.4}", self.threshold) }
    }

    /// Which pixels are above.
    pub(crate) fn mask(&self, image: &AnyNdArray) -> Result<NdArray<bool>, Error> {
        NdArray::from_vec([self.extent.height(), self.extent.width()], self.above(image)?)
    }

    /// The mask as an 8-bit image in black and white.
    pub(crate) fn picture(&self, image: &AnyNdArray) -> Result<AnyNdArray, Error> {
        let white = self.above(image)?.into_iter().map(|is_above| if is_above { u8::MAX } else { 0 }).collect();
        Ok(NdArray::from_vec([self.extent.height(), self.extent.width()], white)?.into_any())
    }

    fn above(&self, image: &AnyNdArray) -> Result<Vec<bool>, Error> {
        with_pixels!(image, pixels => {
            Ok(with_grey(pixels, self.extent, |pixels| filters::above(pixels, self.threshold).collect()))
        })
    }
}

/// Hands on the pixels of a grey image as they are, else their luminance.
fn with_grey<P: Pixel, R>(pixels: &[P], extent: Extent, use_pixels: impl FnOnce(&[P]) -> R) -> R {
    if extent.channels() == 1 { use_pixels(pixels) } else { use_pixels(&filters::grey(pixels, extent)) }
}

fn array_like<P: imjoy_sdk::Element>(image: &AnyNdArray, pixels: Vec<P>) -> Result<AnyNdArray, Error> {
    Ok(NdArray::from_vec(image.shape(), pixels)?.into_any())
}

fn extent_of(image: &AnyNdArray) -> Result<Extent, Error> {
    Extent::from_shape(image.shape()).ok_or_else(|| {
        let lengths: Vec<String> = image.shape().iter().map(ToString::to_string).collect();
        let shape = lengths.join(", ");
        if image.shape().contains(&0) {
            Error::invalid(format!("an image needs at least one pixel, and an array of shape ({shape}) has none"))
        } else {
            Error::invalid(format!(
                "image-filters takes images of shape (height, width), (height, width, 3) or (height, width, 4), \
                 and got ({shape})"
            ))
        }
    })
}

fn wrong_type(dtype: Dtype) -> Error {
    Error::invalid(format!("image-filters takes images of uint8, uint16, float32 or float64, and got {dtype}"))
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use imjoy_sdk::{AnyNdArray, Dtype, NdArray, Value};

    use super::{gaussian, invert, median, otsu};
    use crate::filters::{Footprint, NoPace};

    fn array<T: imjoy_sdk::Element>(shape: &[usize], pixels: Vec<T>) -> AnyNdArray {
        NdArray::from_vec(shape, pixels).unwrap().into_any()
    }

    #[test]
    fn type_and_shape_stay() {
        let images = [
            array(&[2, 3], vec![1_u8; 6]),
            array(&[1, 2, 3], vec![1_u16; 6]),
            array(&[1, 2, 4], vec![0.5_f32; 8]),
            array(&[2, 1, 1], vec![0.5_f64; 2]),
        ];
        for image in images {
            let results = [
                block_on(gaussian(&image, 1.0, &mut NoPace)).unwrap(),
                block_on(median(&image, 1.0, Footprint::Disk, &mut NoPace)).unwrap(),
                invert(&image).unwrap(),
            ];
            for result in results {
                assert_eq!((result.dtype(), result.shape()), (image.dtype(), image.shape()));
            }
        }
    }

    #[test]
    fn threshold_and_mask() {
        let image = array(&[1, 4], vec![10_u8, 12, 200, 210]);
        let threshold = otsu(&image).unwrap();
        assert_eq!(threshold.value(), Value::Integer(12));
        assert_eq!(threshold.mask(&image).unwrap().data().unwrap(), [false, false, true, true]);
        assert_eq!(threshold.picture(&image).unwrap().typed::<u8>().unwrap().data().unwrap(), [0, 0, 255, 255]);
        let colours = array(&[1, 2, 3], vec![0.0_f32, 0.0, 0.0, 1.0, 1.0, 1.0]);
        let threshold = otsu(&colours).unwrap();
        assert!(matches!(threshold.value(), Value::Float(value) if value < 0.5));
        assert_eq!(threshold.mask(&colours).unwrap().shape(), [1, 2]);
    }

    #[test]
    fn a_mask_can_be_inverted() {
        let inverted = invert(&array(&[1, 2], vec![true, false])).unwrap();
        assert_eq!(inverted.dtype(), Dtype::Boolean);
        assert_eq!(inverted.typed::<bool>().unwrap().data().unwrap(), [false, true]);
    }

    #[test]
    fn what_is_refused_is_named() {
        let good = array(&[1, 1], vec![1_u8]);
        let messages = [
            invert(&array(&[1, 2], vec![1_i32, 2])).unwrap_err(),
            invert(&array(&[3, 1, 2], vec![1_u8; 6])).unwrap_err(),
            invert(&array(&[0, 5], Vec::<u8>::new())).unwrap_err(),
            otsu(&array(&[1, 1], vec![f32::NAN])).unwrap_err(),
            block_on(gaussian(&good, 0.0, &mut NoPace)).unwrap_err(),
            block_on(gaussian(&good, f64::NAN, &mut NoPace)).unwrap_err(),
            block_on(median(&good, 1.5, Footprint::Square, &mut NoPace)).unwrap_err(),
        ]
        .map(|error| error.to_string());
        assert_eq!(
            messages,
            [
                "image-filters takes images of uint8, uint16, float32 or float64, and got int32",
                "image-filters takes images of shape (height, width), (height, width, 3) or (height, width, 4), \
                 and got (3, 1, 2)",
                "an image needs at least one pixel, and an array of shape (0, 5) has none",
                "the image has no threshold, as none of its pixels is a finite number",
                "sigma must be above 0 and at most 1000, and is 0",
                "sigma must be above 0 and at most 1000, and is NaN",
                "the radius of a median must be a whole number from 0 to 200, and is 1.5",
            ]
        );
    }
}
