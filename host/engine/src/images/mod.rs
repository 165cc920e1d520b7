//! Image files as arrays, and arrays as image files.

use crate::atomic_file::write_atomically;
use crate::value::{DataType, NdArray};
use image::{DynamicImage, ImageBuffer};
use std::io::Cursor;
use std::path::Path;

mod decode;

pub use decode::{MOST_PIXELS, decode_image, image_dimensions, too_large};

/// How the names of files end that [`read_image`] reads, in lower case.
pub const IMAGE_EXTENSIONS: [&str; 11] =
    ["png", "jpg", "jpeg", "tif", "tiff", "bmp", "gif", "webp", "pgm", "ppm", "pbm"];

/// Why an image cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ImageFileError {
    /// The file cannot be read.
    #[error("{path} cannot be read: {source}")]
    Read {
        /// The file.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
    /// It is no image, damaged, or of a kind that is not supported.
    #[error("{path} is not an image that can be read: {reason}")]
    Decode {
        /// The file.
        path: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// The array is no image.
    #[error(
        "a {data_type} array of shape {shape:?} cannot be written to {path}: images are (rows, columns), or with a third axis of 3 or 4 channels, in uint8 or uint16"
    )]
    NotAnImage {
        /// The file.
        path: String,
        /// Name of the element type.
        data_type: &'static str,
        /// The shape.
        shape: Vec<u64>,
    },
    /// It cannot be written.
    #[error("{path} cannot be written: {reason}")]
    Write {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
}

/// Reads an image file: (rows, columns) for grey, with a third axis for colours; 8 and
/// 16 bits as they are, float as float. A TIFF of several pages is a stack with the pages
/// as first axis.
pub fn read_image(path: &Path) -> Result<NdArray, ImageFileError> {
    let name = || path.display().to_string();
    let bytes = std::fs::read(path).map_err(|source| ImageFileError::Read { path: name(), source })?;
    decode_image(&bytes).map_err(|reason| ImageFileError::Decode { path: name(), reason })
}

/// Writes an array as an image file of the kind that the extension names, through a
/// temporary file, so that an earlier file stays whole if writing fails.
pub fn write_image(path: &Path, array: &NdArray) -> Result<(), ImageFileError> {
    let name = || path.display().to_string();
    let write_error = |reason: String| ImageFileError::Write { path: name(), reason };
    let image = to_image(array).ok_or_else(|| ImageFileError::NotAnImage {
        path: name(),
        data_type: array.data_type().name(),
        shape: array.shape().to_vec(),
    })?;
    let format = image::ImageFormat::from_path(path).map_err(|error| write_error(error.to_string()))?;
    let mut encoded = Cursor::new(Vec::new());
    image.write_to(&mut encoded, format).map_err(|error| write_error(error.to_string()))?;
    write_atomically(path, encoded.get_ref()).map_err(|error| write_error(error.to_string()))
}

/// An array of 8 or 16 bits as the contents of a PNG file. The error is one phrase.
pub(crate) fn encode_png(array: &NdArray) -> Result<Vec<u8>, String> {
    let image = to_image(array).ok_or_else(|| {
        let shape: Vec<String> = array.shape().iter().map(u64::to_string).collect();
        format!("a {} array of {} is no image of 8 or 16 bits", array.data_type().name(), shape.join(" × "))
    })?;
    let mut encoded = Cursor::new(Vec::new());
    image.write_to(&mut encoded, image::ImageFormat::Png).map_err(|error| error.to_string())?;
    Ok(encoded.into_inner())
}

fn to_image(array: &NdArray) -> Option<DynamicImage> {
    let (height, width, channels) = match *array.shape() {
        [height, width] => (height, width, 1),
        [height, width, channels] => (height, width, channels),
        _ => return None,
    };
    let (height, width) = (u32::try_from(height).ok()?, u32::try_from(width).ok()?);
    let bytes = array.data();
    match array.data_type() {
        DataType::Uint8 => {
            let pixels = bytes.to_vec();
            match channels {
                1 => ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8),
                3 => ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
                4 => ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8),
                _ => None,
            }
        }
        DataType::Boolean if channels == 1 => {
            let pixels = bytes.iter().map(|byte| if *byte == 0 { 0 } else { 255 }).collect();
            ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
        }
        DataType::Uint16 => {
            let (pixels, _) = bytes.as_chunks::<2>();
            let pixels = pixels.iter().map(|pixel| u16::from_le_bytes(*pixel)).collect();
            match channels {
                1 => ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageLuma16),
                3 => ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageRgb16),
                4 => ImageBuffer::from_raw(width, height, pixels).map(DynamicImage::ImageRgba16),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_survive_a_file() {
        let folder = tempfile::tempdir().unwrap();
        for (data_type, shape) in [
            (DataType::Uint8, vec![3, 5]),
            (DataType::Uint8, vec![3, 5, 3]),
            (DataType::Uint8, vec![3, 5, 4]),
            (DataType::Uint16, vec![3, 5]),
            (DataType::Uint16, vec![3, 5, 3]),
        ] {
            let length = shape.iter().product::<u64>() as usize * data_type.size();
            let data: Vec<u8> = (0..length).map(|index| (index * 7 % 251) as u8).collect();
            let array = NdArray::new(data_type, shape, data.into()).unwrap();
            let path = folder.path().join("image.png");
            write_image(&path, &array).unwrap();
            assert_eq!(read_image(&path).unwrap(), array);
        }
    }

    #[test]
    fn what_is_no_image_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no.png");
        assert!(matches!(read_image(&path), Err(ImageFileError::Read { .. })));
        std::fs::write(&path, b"\x89PNG\r\n\x1a\nbroken").unwrap();
        assert!(matches!(read_image(&path), Err(ImageFileError::Decode { .. })));
        let array = NdArray::new(DataType::Uint8, vec![2, 2, 2], vec![0; 8].into()).unwrap();
        assert!(matches!(write_image(&path, &array), Err(ImageFileError::NotAnImage { .. })));
    }
}
