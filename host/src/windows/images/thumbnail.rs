//! Small versions of images, made by a thread.

use crate::windows::image::convert::tiles;
use crate::windows::image::display::{Display, Settings};
use crate::windows::image::job;
use crate::windows::image::picture::Picture;
use crate::windows::image::source::Source;
use crate::windows::image::statistics::statistics;
use egui::{Color32, ColorImage};
use imjoy_engine::value::NdArray;

/// Longest side of a thumbnail, in pixels.
pub const SIDE: usize = 192;
/// Longest side of what is converted to colours on the way.
const SAMPLED_SIDE: usize = 4 * SIDE;

/// A small version of the first slice of an image, and the image's size in words. Fails
/// with one sentence.
pub fn thumbnail(source: &Source, settings: Settings) -> Result<(ColorImage, String), String> {
    let picture = Picture::new(&job::array(source)?)?;
    let summary = picture.summary();
    let sampled = Picture::new(&sampled(&picture)?)?;
    let display = Display::new(&sampled, &statistics(&sampled), settings);
    let tile = tiles(&sampled, 0, &display, SAMPLED_SIDE).into_iter().next();
    let colours = tile.map(|tile| tile.image).ok_or_else(|| "The image has no pixels".to_owned())?;
    Ok((reduced(&colours), summary))
}

/// Every n-th pixel of every n-th row of the first slice: as few as are needed to make a
/// thumbnail, and of the same type.
fn sampled(picture: &Picture) -> Result<NdArray, String> {
    let step = picture.width.max(picture.height).div_ceil(SAMPLED_SIDE).max(1);
    let pixel = picture.channels * picture.data_type().size();
    let row = picture.width * pixel;
    let data = picture.slice_bytes(0);
    let (width, height) = (picture.width.div_ceil(step), picture.height.div_ceil(step));
    let mut kept = Vec::with_capacity(width * height * pixel);
    for line in data.chunks_exact(row.max(1)).step_by(step) {
        for pixel in line.chunks_exact(pixel.max(1)).step_by(step) {
            kept.extend_from_slice(pixel);
        }
    }
    let mut shape = vec![height as u64, width as u64];
    if picture.channels > 1 {
        shape.push(picture.channels as u64);
    }
    NdArray::new(picture.data_type(), shape, kept.into()).map_err(|error| error.to_string())
}

/// The image with means of blocks of pixels, at most [`SIDE`] on its longer side.
fn reduced(image: &ColorImage) -> ColorImage {
    let [width, height] = image.size;
    let step = width.max(height).div_ceil(SIDE).max(1);
    if step == 1 {
        return image.clone();
    }
    let size = [width.div_ceil(step), height.div_ceil(step)];
    let mut pixels = Vec::with_capacity(size[0] * size[1]);
    for top in (0..height).step_by(step) {
        for left in (0..width).step_by(step) {
            let mut sum = [0u32; 4];
            let mut count = 0;
            for y in top..(top + step).min(height) {
                let row = image.pixels.get(y * width + left..y * width + (left + step).min(width)).unwrap_or_default();
                for colour in row {
                    for (sum, part) in sum.iter_mut().zip(colour.to_array()) {
                        *sum += u32::from(part);
                    }
                    count += 1;
                }
            }
            let [red, green, blue, alpha] = sum.map(|sum| (sum / count.max(1)) as u8);
            pixels.push(Color32::from_rgba_premultiplied(red, green, blue, alpha));
        }
    }
    ColorImage::new(size, pixels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use imjoy_engine::value::DataType;

    fn of(data_type: DataType, shape: &[u64]) -> (ColorImage, String) {
        let length = shape.iter().product::<u64>() as usize * data_type.size();
        let data: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
        let array = NdArray::new(data_type, shape.to_vec(), Bytes::from(data)).unwrap();
        thumbnail(&Source::Array(array), Settings::default()).unwrap()
    }

    #[test]
    fn thumbnails_are_small_and_keep_the_shape() {
        for (shape, size) in [
            (&[3000, 1500][..], [94, 188]),
            (&[100, 50], [50, 100]),
            (&[1, 1], [1, 1]),
            (&[900, 40_000], [192, 5]),
            (&[4, 700, 700], [176, 176]),
            (&[700, 700, 3], [176, 176]),
        ] {
            let (image, _) = of(DataType::Uint8, shape);
            assert!(image.size.iter().all(|side| *side <= SIDE), "{shape:?} {:?}", image.size);
            let ratio = |size: [usize; 2]| size[0] as f64 / size[1] as f64;
            assert!((ratio(image.size) / ratio(size) - 1.0).abs() < 0.25, "{shape:?} {:?}", image.size);
            assert_eq!(image.pixels.len(), image.size[0] * image.size[1]);
        }
    }

    #[test]
    fn every_type_has_a_thumbnail() {
        for data_type in [
            DataType::Boolean,
            DataType::Int8,
            DataType::Int16,
            DataType::Int32,
            DataType::Int64,
            DataType::Uint8,
            DataType::Uint16,
            DataType::Uint32,
            DataType::Uint64,
            DataType::Float16,
            DataType::Float32,
            DataType::Float64,
            DataType::Complex64,
            DataType::Complex128,
        ] {
            assert_eq!(of(data_type, &[20, 30]).0.size, [30, 20], "{data_type:?}");
        }
        assert!(of(DataType::Uint8, &[20, 30]).1.contains("30 × 20"));
    }
}
