//! Marks of a logarithmic axis, whose places are logarithms to base 10.

use crate::windows::number::measured;
use egui_plot::{GridInput, GridMark};

/// Powers of ten between which lines for 2, 3 … 9 are drawn.
const FINE_DECADES: f64 = 6.0;
/// Most marks of one axis.
const MOST_MARKS: usize = 400;

/// Marks at powers of ten; if few are seen also between them, and if less than one is seen,
/// at even steps.
pub fn marks(input: GridInput) -> Vec<GridMark> {
    let (low, high) = input.bounds;
    let decades = high - low;
    if !(decades.is_finite() && decades > 0.0) {
        return Vec::new();
    }
    let step = (decades / 12.0).ceil().max(1.0);
    let mut marks = Vec::new();
    let mut decade = (low / step).floor() * step;
    while decade <= high && marks.len() < MOST_MARKS {
        marks.push(GridMark { value: decade, step_size: step });
        if decades <= FINE_DECADES {
            for digit in 2..10 {
                // Near enough to each other that egui_plot labels them only when there is room.
                marks.push(GridMark { value: decade + f64::from(digit).log10(), step_size: 0.1 });
            }
        }
        decade += step;
    }
    marks.retain(|mark| (low..=high).contains(&mark.value));
    marks
}

/// The number at a place of the axis.
pub fn label(place: f64) -> String {
    if (-4.5..6.5).contains(&place) {
        // Rounding of the logarithm would be seen in the last digits.
        let number = 10f64.powf(place);
        let digits = 10f64.powi(3 - place.floor() as i32);
        measured((number * digits).round() / digits)
    } else if (place - place.round()).abs() < 1e-9 {
        format!("1e{}", place.round())
    } else {
        measured(10f64.powf(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(low: f64, high: f64) -> Vec<f64> {
        marks(GridInput { bounds: (low, high), base_step_size: 0.1 }).into_iter().map(|mark| mark.value).collect()
    }

    #[test]
    fn powers_of_ten_are_marked() {
        let found = places(-0.1, 2.1);
        for expected in [0.0, 1.0, 2.0, 2f64.log10(), 1.0 + 5f64.log10()] {
            assert!(found.iter().any(|place| (place - expected).abs() < 1e-9), "{expected} in {found:?}");
        }
        assert!(places(-300.0, 300.0).len() < 30);
        assert!(places(f64::NAN, 1.0).is_empty() && places(0.0, f64::INFINITY).is_empty());
    }

    #[test]
    fn labels_are_numbers() {
        for (place, text) in [(0.0, "1"), (2.0, "100"), (-2.0, "0.01"), (1.0 + 2f64.log10(), "20"), (9.0, "1e9")] {
            assert_eq!(label(place), text);
        }
    }
}
