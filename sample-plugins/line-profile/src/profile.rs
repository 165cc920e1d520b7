//! Samples along a line.

use crate::grey::GreyImage;

/// A place in the image: column and row, in pixels from the upper left corner.
pub type Place = [f64; 2];
/// A line by its ends.
pub type Line = [Place; 2];

/// Samples of a line at most, as of one through an image of tens of thousands of pixels.
const MOST_SAMPLES: usize = 50_000;

/// One point of a profile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// From the start of the line, in pixels.
    pub distance: f64,
    /// Where it is.
    pub place: Place,
    /// The mean across the line; no number where the image has none.
    pub value: f64,
}

/// Length of a line in pixels.
pub fn length([start, end]: Line) -> f64 {
    (end[0] - start[0]).hypot(end[1] - start[1])
}

/// The unit vector across a line; none of a point.
fn across(line: Line) -> Option<Place> {
    let [start, end] = line;
    let length = length(line);
    (length > 0.0).then(|| [-(end[1] - start[1]) / length, (end[0] - start[0]) / length])
}

/// Samples at each pixel of length and at the end, each the mean of `width` pixels across
/// the line.
pub fn profile(image: &GreyImage, line: Line, width: usize) -> Vec<Sample> {
    let [start, end] = line;
    let length = length(line);
    // In range, so the cast only rounds.
    let steps = (length.round().max(1.0) as usize).min(MOST_SAMPLES);
    let across = across(line).unwrap_or_default();
    let sample = |step: usize| {
        let share = step as f64 / steps as f64;
        let place = [start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share];
        let sum: f64 = (0..width.max(1))
            .map(|index| {
                let off = index as f64 - (width.max(1) - 1) as f64 / 2.0;
                image.value_at([place[0] + across[0] * off, place[1] + across[1] * off])
            })
            .sum();
        Sample { distance: length * share, place, value: sum / width.max(1) as f64 }
    };
    (0..=steps).map(sample).collect()
}

/// The corners of what a line of that width covers.
pub fn band(line: Line, width: f64) -> [Place; 4] {
    let [start, end] = line;
    let [x, y] = across(line).unwrap_or_default().map(|part| part * width / 2.0);
    [[start[0] + x, start[1] + y], [end[0] + x, end[1] + y], [end[0] - x, end[1] - y], [start[0] - x, start[1] - y]]
}

/// Least, mean and greatest value of those that are numbers.
pub fn summary(samples: &[Sample]) -> Option<[f64; 3]> {
    let values = || samples.iter().map(|sample| sample.value).filter(|value| value.is_finite());
    let count = values().count();
    (count > 0).then(|| {
        let least = values().fold(f64::INFINITY, f64::min);
        let greatest = values().fold(f64::NEG_INFINITY, f64::max);
        [least, values().sum::<f64>() / count as f64, greatest]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_sdk::NdArray;

    /// Each pixel is ten times its column and its row.
    fn ramp() -> GreyImage {
        let values: Vec<f32> = (0..100).map(|index| (index % 10 * 10 + index / 10) as f32).collect();
        GreyImage::of(&NdArray::from_vec([10, 10], values).unwrap().into_any()).unwrap()
    }

    #[test]
    fn a_line_along_a_row_gives_its_values() {
        let samples = profile(&ramp(), [[0.5, 3.5], [9.5, 3.5]], 1);
        let values: Vec<f64> = samples.iter().map(|sample| sample.value).collect();
        assert_eq!(values, [3.0, 13.0, 23.0, 33.0, 43.0, 53.0, 63.0, 73.0, 83.0, 93.0]);
        assert_eq!((samples[4].distance, samples[4].place), (4.0, [4.5, 3.5]));
        assert_eq!(summary(&samples), Some([3.0, 48.0, 93.0]));
    }

    #[test]
    fn width_is_a_mean_across_the_line() {
        // Rows 2, 3 and 4 of a column, whichever way the line goes.
        let samples = profile(&ramp(), [[2.5, 3.5], [6.5, 3.5]], 3);
        assert_eq!(samples[0].value, 23.0);
        let slanted = profile(&ramp(), [[1.5, 1.5], [8.5, 8.5]], 3);
        assert!((slanted[0].value - 11.0).abs() < 1e-9, "{}", slanted[0].value);
        assert_eq!(band([[2.0, 4.0], [6.0, 4.0]], 2.0), [[2.0, 5.0], [6.0, 5.0], [6.0, 3.0], [2.0, 3.0]]);
    }

    #[test]
    fn a_point_is_a_line_too() {
        let samples = profile(&ramp(), [[4.5, 4.5], [4.5, 4.5]], 5);
        assert!(samples.iter().all(|sample| sample.value == 44.0 && sample.distance == 0.0));
        assert_eq!(summary(&[]), None);
    }
}
