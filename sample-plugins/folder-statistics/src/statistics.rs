//! The numbers of one image.

use std::path::Path;

use image::{DynamicImage, ImageReader};
use imjoy_sdk::Error;

/// Size and brightness of an image. Brightness is in the numbers of the file: 0 to 255
/// for 8 bits, 0 to 65535 for 16; in a colour image it is the luminance.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What a pixel is, for people.
    pub kind: &'static str,
    /// Mean brightness.
    pub mean: f64,
    /// Standard deviation of the brightness over all pixels.
    pub deviation: f64,
    /// The darkest pixel.
    pub minimum: f64,
    /// The brightest pixel.
    pub maximum: f64,
}

impl Statistics {
    /// Reads and measures an image file. The error is one phrase.
    pub fn of_file(path: &Path) -> Result<Self, String> {
        let reader = ImageReader::open(path).and_then(|reader| reader.with_guessed_format());
        let image = reader.map_err(|error| error.to_string())?.decode().map_err(|error| error.to_string())?;
        Ok(Self::of(&image))
    }

    /// Measures an image.
    pub fn of(image: &DynamicImage) -> Self {
        let (kind, brightness) = brightness(image);
        let count = brightness.len().max(1) as f64;
        let mean = brightness.iter().sum::<f64>() / count;
        let variance = brightness.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        let least = brightness.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = brightness.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self {
            width: image.width(),
            height: image.height(),
            kind,
            mean,
            deviation: variance.sqrt(),
            minimum: least,
            maximum: greatest,
        }
    }
}

/// What the pixels are, and how bright each is.
fn brightness(image: &DynamicImage) -> (&'static str, Vec<f64>) {
    match image {
        DynamicImage::ImageLuma8(grey) => ("8 bit grey", grey.as_raw().iter().map(|&value| value.into()).collect()),
        DynamicImage::ImageLuma16(grey) => ("16 bit grey", grey.as_raw().iter().map(|&value| value.into()).collect()),
        DynamicImage::ImageLumaA8(grey) => ("8 bit grey", grey.pixels().map(|pixel| pixel.0[0].into()).collect()),
        DynamicImage::ImageLumaA16(grey) => ("16 bit grey", grey.pixels().map(|pixel| pixel.0[0].into()).collect()),
        DynamicImage::ImageRgb16(_) | DynamicImage::ImageRgba16(_) => {
            ("16 bit colour", image.to_rgb16().pixels().map(|pixel| luminance(pixel.0.map(f64::from))).collect())
        }
        DynamicImage::ImageRgb32F(_) | DynamicImage::ImageRgba32F(_) => {
            ("float colour", image.to_rgb32f().pixels().map(|pixel| luminance(pixel.0.map(f64::from))).collect())
        }
        _ => ("8 bit colour", image.to_rgb8().pixels().map(|pixel| luminance(pixel.0.map(f64::from))).collect()),
    }
}

/// By ITU-R BT.709.
fn luminance([red, green, blue]: [f64; 3]) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// What the plot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// [`Statistics::mean`].
    Mean,
    /// [`Statistics::deviation`].
    Deviation,
    /// [`Statistics::minimum`].
    Minimum,
    /// [`Statistics::maximum`].
    Maximum,
    /// [`Statistics::width`].
    Width,
    /// [`Statistics::height`].
    Height,
}

impl Quantity {
    /// The quantity of that name in the form.
    pub fn named(name: &str) -> Result<Self, Error> {
        Ok(match name {
            "mean" => Self::Mean,
            "deviation" => Self::Deviation,
            "minimum" => Self::Minimum,
            "maximum" => Self::Maximum,
            "width" => Self::Width,
            "height" => Self::Height,
            _ => {
                return Err(Error::invalid(format!(
                    "{name} cannot be plotted; there are mean, deviation, minimum, maximum, width and height"
                )));
            }
        })
    }

    /// What it is called in the plot.
    pub fn title(self) -> &'static str {
        match self {
            Self::Mean => "Mean brightness",
            Self::Deviation => "Standard deviation",
            Self::Minimum => "Least brightness",
            Self::Maximum => "Greatest brightness",
            Self::Width => "Width in pixels",
            Self::Height => "Height in pixels",
        }
    }

    /// Its value for an image.
    pub fn of(self, statistics: &Statistics) -> f64 {
        match self {
            Self::Mean => statistics.mean,
            Self::Deviation => statistics.deviation,
            Self::Minimum => statistics.minimum,
            Self::Maximum => statistics.maximum,
            Self::Width => statistics.width.into(),
            Self::Height => statistics.height.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageBuffer, Luma, Rgb};

    #[test]
    fn brightness_is_in_the_numbers_of_the_file() {
        let grey = ImageBuffer::from_fn(2, 2, |x, y| Luma([(x * 1000 + y * 3000) as u16]));
        let statistics = Statistics::of(&DynamicImage::ImageLuma16(grey));
        assert_eq!((statistics.width, statistics.height, statistics.kind), (2, 2, "16 bit grey"));
        assert_eq!((statistics.minimum, statistics.maximum, statistics.mean), (0.0, 4000.0, 2000.0));
        assert!((statistics.deviation - 2_500_000f64.sqrt()).abs() < 1e-9);
        let green = ImageBuffer::from_pixel(3, 1, Rgb([0u8, 100, 0]));
        assert!((Statistics::of(&DynamicImage::ImageRgb8(green)).mean - 71.52).abs() < 1e-9);
    }

    #[test]
    fn what_is_no_image_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.png");
        std::fs::write(&path, "not an image").unwrap();
        assert!(!Statistics::of_file(&path).unwrap_err().is_empty());
        assert!(Statistics::of_file(&folder.path().join("b.png")).is_err());
    }
}
