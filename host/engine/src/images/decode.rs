//! Contents of image files as arrays.
//!
//! TIFF is read page by page with all its number types, since measured data come as
//! stacks of 16-bit and float pages; everything else by the `image` crate.
//!
//! Known limits: pages that differ from the first one in size or type (thumbnails) are
//! left out; a TIFF with a palette, CMYK or fewer than 8 bits shows its first page only;
//! the orientation in a photograph's metadata is not applied.

use crate::value::{DataType, NdArray};
use bytes::Bytes;
use image::{DynamicImage, ImageReader, Limits};
use std::io::Cursor;
use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult};

/// Pixels of an image, or of one page of a stack, at most.
pub const MOST_PIXELS: u64 = 1 << 27;

/// Most bytes that a file may grow to.
const MOST_BYTES: u64 = 1 << 30;

/// The image in a file's contents. Fails with one sentence.
pub fn decode_image(contents: &[u8]) -> Result<NdArray, String> {
    if contents.is_empty() {
        return Err("The file is empty. Choose an image file".to_owned());
    }
    let is_tiff = contents.starts_with(b"II") || contents.starts_with(b"MM");
    if is_tiff && let Some(stack) = tiff_stack(contents) {
        return stack;
    }
    let mut reader = ImageReader::new(Cursor::new(contents))
        .with_guessed_format()
        .map_err(|error| format!("The image could not be read ({error})"))?;
    if reader.format().is_none() {
        return Err("This is no image of a known kind. Use PNG, JPEG, TIFF, BMP, GIF, WebP or PNM".to_owned());
    }
    let (width, height) = ImageReader::new(Cursor::new(contents))
        .with_guessed_format()
        .map_err(|error| error.to_string())
        .and_then(|reader| reader.into_dimensions().map_err(|error| error.to_string()))
        .map_err(damaged)?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(too_large(u64::from(width), u64::from(height)));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let image = reader.decode().map_err(|error| damaged(error.to_string()))?;
    to_array(image)
}

/// Columns and rows that a file claims to have, from its first bytes.
pub fn image_dimensions(contents: &[u8]) -> Option<(u32, u32)> {
    let (width, height) = ImageReader::new(Cursor::new(contents)).with_guessed_format().ok()?.into_dimensions().ok()?;
    (width > 0 && height > 0).then_some((width, height))
}

/// The sentence about an image of more than [`MOST_PIXELS`].
pub fn too_large(width: u64, height: u64) -> String {
    format!(
        "The image of {width} × {height} pixels is too large: at most {} million pixels can be shown. \
         Use a part of it, or a smaller version",
        MOST_PIXELS / 1_000_000
    )
}

fn damaged(error: String) -> String {
    format!("The image file is damaged or of a kind that is not supported ({error}). Save it anew, for example as PNG")
}

/// The image as an array of its own type; kinds without one become 8-bit RGBA.
fn to_array(image: DynamicImage) -> Result<NdArray, String> {
    let (width, height) = (u64::from(image.width()), u64::from(image.height()));
    let (data_type, channels, data) = match image {
        DynamicImage::ImageLuma8(image) => (DataType::Uint8, 1, image.into_raw()),
        DynamicImage::ImageRgb8(image) => (DataType::Uint8, 3, image.into_raw()),
        DynamicImage::ImageRgba8(image) => (DataType::Uint8, 4, image.into_raw()),
        DynamicImage::ImageLuma16(image) => (DataType::Uint16, 1, bytes_of_u16(image.as_raw())),
        DynamicImage::ImageRgb16(image) => (DataType::Uint16, 3, bytes_of_u16(image.as_raw())),
        DynamicImage::ImageRgba16(image) => (DataType::Uint16, 4, bytes_of_u16(image.as_raw())),
        DynamicImage::ImageLumaA16(_) => (DataType::Uint16, 4, bytes_of_u16(image.to_rgba16().as_raw())),
        DynamicImage::ImageRgb32F(image) => (DataType::Float32, 3, bytes_of_f32(image.as_raw())),
        DynamicImage::ImageRgba32F(image) => (DataType::Float32, 4, bytes_of_f32(image.as_raw())),
        other => (DataType::Uint8, 4, other.to_rgba8().into_raw()),
    };
    let mut shape = vec![height, width];
    if channels > 1 {
        shape.push(channels);
    }
    NdArray::new(data_type, shape, Bytes::from(data)).map_err(|error| damaged(error.to_string()))
}

fn bytes_of_u16(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn bytes_of_f32(numbers: &[f32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// All pages of a TIFF that are like the first one; `None` when the first page is of a
/// kind that the `image` crate reads better.
fn tiff_stack(contents: &[u8]) -> Option<Result<NdArray, String>> {
    let mut limits = tiff::decoder::Limits::default();
    limits.decoding_buffer_size = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX);
    limits.intermediate_buffer_size = limits.decoding_buffer_size;
    let mut decoder = Decoder::new(Cursor::new(contents)).ok()?.with_limits(limits);
    let first = tiff_page_kind(&mut decoder)?;
    let PageKind { width, height, colour, is_planar } = first;
    let channels = channels_of(colour)?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Some(Err(too_large(u64::from(width), u64::from(height))));
    }
    let mut data: Vec<u8> = Vec::new();
    let mut data_type = None;
    let mut pages = 0u64;
    loop {
        if tiff_page_kind(&mut decoder) == Some(first) {
            let mut page = DecodingResult::U8(Vec::new());
            if let Err(error) = decoder.read_image_to_buffer(&mut page) {
                return Some(Err(damaged(format!("page {}: {error}", pages + 1))));
            }
            let (page_type, mut page_data) = le_bytes(&mut page);
            if is_planar && channels > 1 {
                page_data = woven(&page_data, channels as usize, page_type.size());
            }
            if *data_type.get_or_insert(page_type) == page_type {
                if (data.len() + page_data.len()) as u64 > MOST_BYTES {
                    return Some(Err(
                        "The TIFF stack is too large: at most 1 GiB can be shown. Open a part of it".to_owned()
                    ));
                }
                data.extend_from_slice(&page_data);
                pages += 1;
            }
        }
        // A damaged chain of pages ends the stack: what could be read is shown.
        if !decoder.more_images() || decoder.next_image().is_err() {
            break;
        }
    }
    let mut shape = vec![u64::from(height), u64::from(width)];
    if pages > 1 {
        shape.insert(0, pages);
    }
    if channels > 1 {
        shape.push(channels);
    }
    let array = NdArray::new(data_type?, shape, Bytes::from(data));
    Some(array.map_err(|error| damaged(error.to_string())))
}

/// What pages of a stack have in common.
#[derive(Clone, Copy, PartialEq)]
struct PageKind {
    width: u32,
    height: u32,
    colour: ColorType,
    /// Whether channels lie one after the other, not pixel by pixel.
    is_planar: bool,
}

fn tiff_page_kind(decoder: &mut Decoder<Cursor<&[u8]>>) -> Option<PageKind> {
    let (width, height) = decoder.dimensions().ok()?;
    let planar = decoder.find_tag_unsigned::<u16>(tiff::tags::Tag::PlanarConfiguration).ok()?;
    Some(PageKind { width, height, colour: decoder.colortype().ok()?, is_planar: planar == Some(2) })
}

/// Channels that lie one after the other, pixel by pixel.
fn woven(planes: &[u8], channels: usize, size: usize) -> Vec<u8> {
    let mut pixels = Vec::with_capacity(planes.len());
    let plane = planes.len() / channels;
    for start in (0..plane).step_by(size) {
        for channel in 0..channels {
            let at = channel * plane + start;
            pixels.extend_from_slice(planes.get(at..at + size).unwrap_or_default());
        }
    }
    pixels
}

fn channels_of(colour: ColorType) -> Option<u64> {
    match colour {
        ColorType::Gray(8 | 16 | 32 | 64) => Some(1),
        ColorType::RGB(8 | 16 | 32 | 64) => Some(3),
        ColorType::RGBA(8 | 16 | 32 | 64) => Some(4),
        _ => None,
    }
}

fn le_bytes(page: &mut DecodingResult) -> (DataType, Vec<u8>) {
    let data_type = match page {
        DecodingResult::U8(_) => DataType::Uint8,
        DecodingResult::U16(_) => DataType::Uint16,
        DecodingResult::U32(_) => DataType::Uint32,
        DecodingResult::U64(_) => DataType::Uint64,
        DecodingResult::F16(_) => DataType::Float16,
        DecodingResult::F32(_) => DataType::Float32,
        DecodingResult::F64(_) => DataType::Float64,
        DecodingResult::I8(_) => DataType::Int8,
        DecodingResult::I16(_) => DataType::Int16,
        DecodingResult::I32(_) => DataType::Int32,
        DecodingResult::I64(_) => DataType::Int64,
    };
    let mut data = page.as_buffer(0).as_bytes().to_vec();
    if cfg!(target_endian = "big") {
        for element in data.chunks_exact_mut(data_type.size()) {
            element.reverse();
        }
    }
    (data_type, data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageFormat;

    fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut contents = Cursor::new(Vec::new());
        image.write_to(&mut contents, format).unwrap();
        contents.into_inner()
    }

    #[test]
    fn files_keep_their_number_type() {
        let grey = image::ImageBuffer::from_fn(3, 2, |x, y| image::Luma([(x * 1000 + y) as u16]));
        for format in [ImageFormat::Png, ImageFormat::Tiff] {
            let array = decode_image(&encoded(&DynamicImage::ImageLuma16(grey.clone()), format)).unwrap();
            assert_eq!((array.data_type(), array.shape()), (DataType::Uint16, &[2, 3][..]));
            assert_eq!(array.element(5), Some(2001.0));
        }
        let float = image::Rgb32FImage::from_fn(2, 2, |x, _| image::Rgb([x as f32, 0.25, -1.0]));
        let array = decode_image(&encoded(&DynamicImage::ImageRgb32F(float), ImageFormat::Tiff)).unwrap();
        assert_eq!((array.data_type(), array.shape()), (DataType::Float32, &[2, 2, 3][..]));
        assert_eq!(array.element(4), Some(0.25));
    }

    #[test]
    fn stacks_have_all_pages() {
        let array = decode_image(include_bytes!("../../../../tests/images/multipage.tif")).unwrap();
        assert_eq!(array.shape().len(), 3, "{:?}", array.shape());
        let array = decode_image(include_bytes!("../../../../tests/images/multipage_rgb.tif")).unwrap();
        assert_eq!(array.shape().len(), 4, "{:?}", array.shape());
    }

    #[test]
    fn planes_become_pixels() {
        assert_eq!(woven(&[1, 2, 3, 4, 5, 6], 3, 1), [1, 3, 5, 2, 4, 6]);
        assert_eq!(woven(&[1, 2, 3, 4, 5, 6, 7, 8], 2, 2), [1, 2, 5, 6, 3, 4, 7, 8]);
    }

    #[test]
    fn a_damaged_file_is_refused_in_a_sentence() {
        let png = encoded(&DynamicImage::new_luma8(40, 40), ImageFormat::Png);
        let tiff = encoded(&DynamicImage::new_luma16(40, 40), ImageFormat::Tiff);
        for contents in [&[][..], b"hello", b"II", b"MM\0*", &png[..png.len() / 2], &tiff[..tiff.len() / 2]] {
            let error = decode_image(contents).unwrap_err();
            assert!(error.contains('.') || error.contains('('), "{error}");
        }
        // Any flipped byte gives an image or a sentence, never a panic.
        for index in 0..tiff.len().min(400) {
            let mut flipped = tiff.clone();
            flipped[index] ^= 0x5a;
            let _ = decode_image(&flipped);
        }
    }

    #[test]
    fn a_huge_claim_is_refused() {
        // A PNG header that claims 100 000 × 100 000 pixels.
        let mut png = encoded(&DynamicImage::new_luma8(1, 1), ImageFormat::Png);
        png[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
        let mut hasher = crc(&png[12..29]);
        for byte in png[29..33].iter_mut() {
            *byte = (hasher >> 24) as u8;
            hasher <<= 8;
        }
        let error = decode_image(&png).unwrap_err();
        assert!(error.contains("too large"), "{error}");
    }

    fn crc(data: &[u8]) -> u32 {
        let mut crc = u32::MAX;
        for byte in data {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
            }
        }
        !crc
    }
}
