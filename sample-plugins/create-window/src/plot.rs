//! `imjoy/plot`: a measured profile, its points and a fit; and a histogram.

use imjoy_sdk::{Error, NdArray, Plot, Series, WindowOptions};

use crate::cells::{self, Chance};

/// Micrometres in a pixel.
const SCALE: f64 = 0.325;

/// The brightness along one row, before and after a blur, and what a model says.
pub(crate) fn window() -> Result<WindowOptions, Error> {
    let row = cells::HEIGHT / 2;
    let picture = cells::picture(1);
    let of = |pixels: &[u8]| -> Vec<f64> {
        pixels.iter().skip(row * cells::WIDTH).take(cells::WIDTH).map(|pixel| f64::from(*pixel)).collect()
    };
    let places: Vec<f64> = (0..cells::WIDTH).map(|x| x as f64 * SCALE).collect();
    let plot = Plot::new()
        .title("Line profile across the middle")
        .x_label("Distance (µm)")
        .y_label("Intensity")
        .series(Series::points(of(&picture)).x(places.clone()).name("measured").width(3.0))
        .series(Series::line(of(&cells::blurred(&picture, 2))).x(places).name("blurred").width(2.5));
    Ok(WindowOptions::new("imjoy/plot").name("Profile").data(plot))
}

/// How often each brightness occurs.
pub(crate) fn histogram() -> Result<WindowOptions, Error> {
    let pixels = |pixels: Vec<u8>| NdArray::from_vec([cells::WIDTH * cells::HEIGHT], pixels);
    let picture = cells::picture(1);
    let blurred = pixels(cells::blurred(&picture, 2))?;
    let plot = Plot::new()
        .title("Brightness of the pixels")
        .x_label("Intensity")
        .y_label("Pixels")
        .y_log()
        .series(Series::histogram(pixels(picture)?).name("original"))
        .series(Series::line(counts(&blurred)?).name("blurred"));
    Ok(WindowOptions::new("imjoy/plot").name("Histogram").data(plot))
}

fn counts(pixels: &NdArray<u8>) -> Result<Vec<f64>, Error> {
    let mut counts = vec![0.0; 256];
    for pixel in pixels.data()? {
        if let Some(count) = counts.get_mut(usize::from(*pixel)) {
            *count += 1.0;
        }
    }
    Ok(counts)
}

/// A million numbers, with a gap and a few peaks.
pub(crate) fn long() -> Result<WindowOptions, Error> {
    const LENGTH: usize = 1_000_000;
    let mut chance = Chance::new(5);
    let mut level = 0.0f64;
    let mut numbers: Vec<f32> = (0..LENGTH)
        .map(|index| {
            level = 0.999 * level + 0.05 * chance.normal();
            let peak = if index % 137_911 == 500 { 9.0 } else { 0.0 };
            (level + (index as f64 / 60_000.0).sin() * 3.0 + peak) as f32
        })
        .collect();
    if let Some(gap) = numbers.get_mut(600_000..640_000) {
        gap.fill(f32::NAN);
    }
    let plot = Plot::new()
        .title("A million samples")
        .x_label("Sample")
        .y_label("Voltage (mV)")
        .series(Series::line(NdArray::from_vec([LENGTH], numbers)?).name("electrode 7"));
    Ok(WindowOptions::new("imjoy/plot").name("Recording").data(plot))
}
