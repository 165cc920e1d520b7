//! How much two pictures differ, pixel by pixel; and what both are like together.

use crate::windows::image::picture::Picture;
use crate::windows::image::statistics::{BINS, Range, Statistics};
use imjoy_engine::value::{DataType, NdArray};

/// The picture of the differences of one slice, as 32-bit fractions: of a colour picture the
/// mean over red, green and blue. Fails with one sentence.
pub fn difference(first: &Picture, second: &Picture, slice: usize) -> Result<Picture, String> {
    if let Some(sentence) = obstacle(first, second) {
        return Err(sentence);
    }
    let pixels = first.pixels();
    let (first_start, second_start) = (start(first, slice), start(second, slice));
    let channels = first.channels.min(second.channels).min(3);
    let mut differences = Vec::with_capacity(pixels * 4);
    for pixel in 0..pixels {
        let mut sum = 0.0;
        for channel in 0..channels {
            let one = first.array.element(first_start + pixel * first.channels + channel);
            let other = second.array.element(second_start + pixel * second.channels + channel);
            sum += (one.unwrap_or(f64::NAN) - other.unwrap_or(f64::NAN)).abs();
        }
        // The cast rounds.
        differences.extend_from_slice(&((sum / channels as f64) as f32).to_le_bytes());
    }
    let shape = vec![first.height as u64, first.width as u64];
    let array = NdArray::new(DataType::Float32, shape, differences.into()).map_err(|error| error.to_string())?;
    Picture::new(&array)
}

/// Why two pictures have no difference.
pub fn obstacle(first: &Picture, second: &Picture) -> Option<String> {
    if (first.width, first.height) != (second.width, second.height) {
        Some(format!(
            "There is no difference of images of {} × {} and {} × {} pixels",
            first.width, first.height, second.width, second.height
        ))
    } else if first.is_grey() != second.is_grey() {
        Some("There is no difference of a grey image and one in colour".to_owned())
    } else {
        None
    }
}

fn start(picture: &Picture, slice: usize) -> usize {
    slice.min(picture.slices - 1) * picture.pixels() * picture.channels
}

/// The statistics of both pictures together.
pub fn merged(first: &Statistics, second: &Statistics) -> Statistics {
    let range = |of: fn(&Statistics) -> Range| {
        let (one, other) = (of(first), of(second));
        Range { low: one.low.min(other.low), high: one.high.max(other.high) }
    };
    let domain = range(|statistics| statistics.domain);
    let mut histogram = vec![0u32; BINS];
    for statistics in [first, second] {
        for (index, count) in statistics.histogram.iter().enumerate() {
            let number = statistics.domain.at((index as f64 + 0.5) / BINS as f64);
            // A cast of a float saturates.
            let bin = (domain.position(number) * BINS as f64) as usize;
            if let Some(bin) = histogram.get_mut(bin.min(BINS - 1)) {
                *bin = bin.saturating_add(*count);
            }
        }
    }
    Statistics {
        range: range(|statistics| statistics.range),
        percentiles: range(|statistics| statistics.percentiles),
        domain,
        histogram,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::windows::image::statistics::statistics;

    fn picture(shape: &[u64], data: Vec<u8>) -> Picture {
        Picture::new(&NdArray::new(DataType::Uint8, shape.to_vec(), data.into()).unwrap()).unwrap()
    }

    #[test]
    fn differences_have_no_sign() {
        let found = difference(&picture(&[1, 3], vec![1, 9, 200]), &picture(&[1, 3], vec![4, 9, 100]), 0).unwrap();
        assert_eq!((0..3).map(|index| found.array.element(index).unwrap()).collect::<Vec<_>>(), [3.0, 0.0, 100.0]);
        let colours = |data| picture(&[1, 1, 4], data);
        let found = difference(&colours(vec![1, 2, 3, 255]), &colours(vec![4, 2, 0, 0]), 0).unwrap();
        assert_eq!(found.array.element(0), Some(2.0));
        let stack = picture(&[2, 1, 2], vec![5, 5, 9, 9]);
        assert_eq!(difference(&stack, &picture(&[1, 2], vec![1, 1]), 1).unwrap().array.element(0), Some(8.0));
    }

    #[test]
    fn unlike_pictures_have_none() {
        let one = picture(&[1, 3], vec![1, 2, 3]);
        assert!(difference(&one, &picture(&[3, 1], vec![1, 2, 3]), 0).unwrap_err().contains("3 × 1 and 1 × 3"));
        assert!(difference(&picture(&[1, 1], vec![1]), &picture(&[1, 1, 3], vec![1, 2, 3]), 0).is_err());
    }

    #[test]
    fn statistics_of_both() {
        let first = statistics(&picture(&[1, 2], vec![10, 20]));
        let second = statistics(&picture(&[1, 2], vec![15, 200]));
        let both = merged(&first, &second);
        assert_eq!((both.range.low, both.range.high), (10.0, 200.0));
        assert_eq!(both.histogram.iter().sum::<u32>(), 4);
    }
}
