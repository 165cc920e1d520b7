//! A profile as a table: for the window, for other plugins, and as CSV.

use std::fmt::Write;

use crate::profile::Sample;
use imjoy_sdk::{Record, record};

/// The samples as rows.
pub fn records(samples: &[Sample]) -> Vec<Record> {
    samples.iter().map(|sample| row(sample, |number| number)).collect()
}

/// The samples as rows for people, with three decimals.
pub fn rows(samples: &[Sample]) -> Vec<Record> {
    samples.iter().map(|sample| row(sample, rounded)).collect()
}

fn row(sample: &Sample, number: impl Fn(f64) -> f64) -> Record {
    let Sample { distance, place: [x, y], value } = *sample;
    record! { "distance": number(distance), "x": number(x), "y": number(y), "value": number(value) }
}

/// To three decimals.
pub fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// The samples as CSV with a line of headings. A value that is no number is left empty.
pub fn csv(samples: &[Sample]) -> String {
    let mut text = String::from("distance,x,y,value\n");
    for Sample { distance, place: [x, y], value } in samples {
        let value = if value.is_finite() { value.to_string() } else { String::new() };
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{distance},{x},{y},{value}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_has_a_line_for_each_sample() {
        let samples = [
            Sample { distance: 0.0, place: [0.5, 1.5], value: 7.0 },
            Sample { distance: 1.25, place: [1.75, 1.5], value: f64::NAN },
        ];
        assert_eq!(csv(&samples), "distance,x,y,value\n0,0.5,1.5,7\n1.25,1.75,1.5,\n");
        assert_eq!(rows(&samples[..1])[0].get_as::<f64>("value"), Ok(7.0));
        assert_eq!(rounded(1.0 / 3.0), 0.333);
    }
}
