//! Measures objects and leaves out the small ones.

use imjoy_sdk::{Record, record};

use crate::components::Components;

/// What is known about one object.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Object {
    /// Number of pixels.
    pub area: u32,
    /// Mean row of its pixels.
    pub centroid_row: f64,
    /// Mean column of its pixels.
    pub centroid_column: f64,
    /// Mean brightness.
    pub mean: f64,
    /// Greatest brightness of the smoothed image, which single bright pixels do not
    /// lift.
    pub peak: f64,
}

impl Object {
    /// The object as a row of the table.
    #[must_use]
    pub fn row(&self, label: usize) -> Record {
        record! {
            "label": label,
            "area": self.area,
            "centroid_row": self.centroid_row,
            "centroid_column": self.centroid_column,
            "mean": self.mean,
            "peak": self.peak,
        }
    }
}

/// Objects of at least a minimum area, numbered from 1 without gaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Objects {
    /// For each pixel 0 or the number of its object.
    pub labels: Vec<i32>,
    /// The objects in the order of their numbers.
    pub objects: Vec<Object>,
}

/// Measures the components of an image of the given width, by its brightness and a
/// smoothed copy of that, and keeps those of at least `minimum_area` pixels.
#[must_use]
pub fn measure(found: &Components, width: usize, brightness: &[f64], smoothed: &[f64], minimum_area: u32) -> Objects {
    let mut sums = vec![Object { peak: f64::NEG_INFINITY, ..Object::default() }; found.count as usize];
    let rows =
        found.labels.chunks(width.max(1)).zip(brightness.chunks(width.max(1))).zip(smoothed.chunks(width.max(1)));
    for (row, ((labels, brightness), smoothed)) in rows.enumerate() {
        for (column, ((&label, &value), &smooth)) in labels.iter().zip(brightness).zip(smoothed).enumerate() {
            // Label 0 wraps to an index that does not exist.
            if let Some(sum) = sums.get_mut((label as usize).wrapping_sub(1)) {
                sum.area += 1;
                sum.centroid_row += row as f64;
                sum.centroid_column += column as f64;
                sum.mean += value;
                sum.peak = sum.peak.max(smooth);
            }
        }
    }

    let mut numbers = vec![0_i32];
    let mut objects = Vec::new();
    for sum in sums {
        if sum.area < minimum_area {
            numbers.push(0);
            continue;
        }
        let area = f64::from(sum.area);
        objects.push(Object {
            centroid_row: sum.centroid_row / area,
            centroid_column: sum.centroid_column / area,
            mean: sum.mean / area,
            ..sum
        });
        numbers.push(objects.len() as i32);
    }
    let number = |&label: &u32| numbers.get(label as usize).copied().unwrap_or_default();
    Objects { labels: found.labels.iter().map(number).collect(), objects }
}

#[cfg(test)]
mod tests {
    use super::{Components, Object, measure};

    #[test]
    fn objects_are_measured_and_numbered_anew() {
        let found = Components { labels: vec![1, 0, 2, 2, 0, 2], count: 2 };
        let brightness = [9.0, 0.0, 4.0, 5.0, 0.0, 6.0];
        let smoothed = [8.0, 0.0, 3.0, 5.5, 0.0, 5.0];
        let measured = measure(&found, 3, &brightness, &smoothed, 2);
        assert_eq!(measured.labels, [0, 0, 1, 1, 0, 1]);
        let object = Object { area: 3, centroid_row: 2.0 / 3.0, centroid_column: 4.0 / 3.0, mean: 5.0, peak: 5.5 };
        assert_eq!(measured.objects, [object]);
        assert_eq!(measure(&found, 3, &brightness, &smoothed, 0).objects.len(), 2);
        assert!(measure(&found, 3, &brightness, &smoothed, 4).objects.is_empty());
    }
}
