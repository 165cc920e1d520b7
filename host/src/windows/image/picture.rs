//! An array whose axes are known: slices, rows, columns, channels.

use super::element::is_whole;
use crate::windows::number::measured;
use imjoy_engine::images::{MOST_PIXELS, too_large};
use imjoy_engine::value::{DataType, NdArray};

/// An image or a stack of images.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The elements.
    pub array: NdArray,
    /// Images in the stack, at least 1.
    pub slices: usize,
    /// Rows, at least 1.
    pub height: usize,
    /// Columns, at least 1.
    pub width: usize,
    /// 1 (grey), 3 (RGB) or 4 (RGBA).
    pub channels: usize,
}

impl Picture {
    /// The array as a picture: (rows, columns), with 1, 3 or 4 channels as a last axis, or
    /// slices as a first one. Fails with one sentence.
    pub fn new(array: &NdArray) -> Result<Self, String> {
        let data_type = array.data_type();
        if matches!(data_type, DataType::Complex64 | DataType::Complex128) {
            return Err(format!("{} arrays cannot be shown. Send the magnitude or the real part", data_type.name()));
        }
        let shape = array.shape();
        let shape_text = || {
            let lengths: Vec<String> = shape.iter().map(u64::to_string).collect();
            lengths.join(" × ")
        };
        let (slices, height, width, channels) = match *shape {
            [height, width] => (1, height, width, 1),
            [height, width, channels @ (1 | 3 | 4)] => (1, height, width, channels),
            [slices, height, width] => (slices, height, width, 1),
            [slices, height, width, channels @ (1 | 3 | 4)] => (slices, height, width, channels),
            _ => {
                return Err(format!(
                    "An array of shape {} is no image. Send (rows, columns), (rows, columns, 3 or 4), or a stack \
                     (slices, rows, columns)",
                    if shape.is_empty() { "()".to_owned() } else { shape_text() }
                ));
            }
        };
        if array.is_empty() {
            return Err(format!("The image has no pixels: its shape is {}. Check what the plugin sent", shape_text()));
        }
        if height.saturating_mul(width) > MOST_PIXELS {
            return Err(too_large(width, height));
        }
        // The bytes are there, so each length fits into a usize.
        let length = |length: u64| usize::try_from(length).unwrap_or(0);
        Ok(Self {
            array: array.clone(),
            slices: length(slices),
            height: length(height),
            width: length(width),
            channels: length(channels),
        })
    }

    /// Element type.
    pub fn data_type(&self) -> DataType {
        self.array.data_type()
    }

    /// Whether there is one channel.
    pub fn is_grey(&self) -> bool {
        self.channels == 1
    }

    /// Whether elements are whole numbers.
    pub fn is_whole(&self) -> bool {
        is_whole(self.data_type())
    }

    /// Whether both have the same axes and type, so that a view of one fits the other.
    pub fn is_like(&self, other: &Picture) -> bool {
        self.array.shape() == other.array.shape() && self.data_type() == other.data_type()
    }

    /// Pixels in one slice.
    pub fn pixels(&self) -> usize {
        self.width * self.height
    }

    /// Bytes of one slice; empty beyond the last one.
    pub fn slice_bytes(&self, slice: usize) -> &[u8] {
        let length = self.pixels() * self.channels * self.data_type().size();
        let start = slice.saturating_mul(length);
        self.array.data().get(start..start.saturating_add(length)).unwrap_or_default()
    }

    /// The values of a pixel, as the data have them.
    pub fn value_text(&self, slice: usize, x: usize, y: usize) -> String {
        let first = ((slice * self.height + y) * self.width + x) * self.channels;
        let values: Vec<String> = (first..first + self.channels).map(|index| self.element_text(index)).collect();
        values.join(", ")
    }

    /// One pixel's value as a number, for a grey picture.
    pub fn element_text(&self, index: usize) -> String {
        let size = self.data_type().size();
        let bytes = index.checked_mul(size).and_then(|start| self.array.data().get(start..)?.first_chunk::<8>());
        match (self.data_type(), bytes) {
            // As f64 the last digits would be lost.
            (DataType::Int64, Some(bytes)) => i64::from_le_bytes(*bytes).to_string(),
            (DataType::Uint64, Some(bytes)) => u64::from_le_bytes(*bytes).to_string(),
            (DataType::Boolean, _) => self.array.element(index).map_or_else(String::new, |v| (v != 0.0).to_string()),
            _ => self.array.element(index).map_or_else(String::new, measured),
        }
    }

    /// Size, channels and type in a few words.
    pub fn summary(&self) -> String {
        let channels = match self.channels {
            3 => " RGB",
            4 => " RGBA",
            _ => "",
        };
        let slices = if self.slices > 1 { format!(" × {} slices", self.slices) } else { String::new() };
        format!("{} × {}{slices}, {}{channels}", self.width, self.height, self.data_type().name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn array(data_type: DataType, shape: &[u64]) -> NdArray {
        let length = shape.iter().product::<u64>() as usize * data_type.size();
        NdArray::new(data_type, shape.to_vec(), Bytes::from(vec![1; length])).unwrap()
    }

    #[test]
    fn axes_by_shape() {
        for (shape, expected) in [
            (vec![3, 5], (1, 3, 5, 1)),
            (vec![3, 5, 1], (1, 3, 5, 1)),
            (vec![3, 5, 3], (1, 3, 5, 3)),
            (vec![3, 5, 4], (1, 3, 5, 4)),
            (vec![7, 3, 5], (7, 3, 5, 1)),
            (vec![2, 3, 5, 3], (2, 3, 5, 3)),
        ] {
            let picture = Picture::new(&array(DataType::Uint8, &shape)).unwrap();
            assert_eq!((picture.slices, picture.height, picture.width, picture.channels), expected, "{shape:?}");
        }
    }

    #[test]
    fn what_is_no_image_is_refused_in_a_sentence() {
        for (data_type, shape, words) in [
            (DataType::Uint8, vec![], "is no image"),
            (DataType::Uint8, vec![9], "is no image"),
            (DataType::Uint8, vec![2, 3, 5, 2], "is no image"),
            (DataType::Uint8, vec![1, 2, 3, 5, 3], "is no image"),
            (DataType::Float32, vec![0, 5], "has no pixels"),
            (DataType::Float32, vec![5, 0, 3], "has no pixels"),
            (DataType::Complex64, vec![2, 2], "magnitude"),
            (DataType::Uint8, vec![100_000, 0], "has no pixels"),
            (DataType::Boolean, vec![1 << 14, (1 << 13) + 1], "too large"),
        ] {
            let error = Picture::new(&array(data_type, &shape)).unwrap_err();
            assert!(error.contains(words), "{shape:?}: {error}");
        }
    }

    #[test]
    fn values_are_those_of_the_data() {
        let numbers = [u64::MAX, 1, (1 << 53) + 1, 3];
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        let picture = Picture::new(&NdArray::new(DataType::Uint64, vec![2, 2], Bytes::from(bytes)).unwrap()).unwrap();
        assert_eq!(picture.value_text(0, 0, 0), u64::MAX.to_string());
        assert_eq!(picture.value_text(0, 0, 1), "9007199254740993");
        assert_eq!(picture.value_text(9, 9, 9), "");
        let rgb = NdArray::new(DataType::Uint8, vec![1, 2, 3], Bytes::from_static(&[1, 2, 3, 4, 5, 6])).unwrap();
        assert_eq!(Picture::new(&rgb).unwrap().value_text(0, 1, 0), "4, 5, 6");
    }
}
