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
