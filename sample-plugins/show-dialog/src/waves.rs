//! The picture of two waves that meet.

use imjoy_sdk::{Error, NdArray, Record};

/// What to draw.
pub(crate) struct Waves {
    shape: String,
    size: u32,
    frequency: f64,
    contrast: f64,
    is_negative: bool,
    colour: [f64; 3],
}

impl Waves {
    /// From the answers of a form; what it does not ask for has a default.
    pub(crate) fn from_answers(answers: &Record) -> Result<Self, Error> {
        let colour: String = answers.get_or("colour", "rgb(255,255,255)".to_owned())?;
        Ok(Self {
            shape: answers.get_or("shape", "rings".to_owned())?,
            size: answers.get_or::<u32>("size", 256)?.clamp(16, 1024),
            frequency: answers.get_or("frequency", 8.0)?,
            contrast: answers.get_or("contrast", 1.0)?,
            is_negative: answers.get_or("negative", false)?,
            colour: channels(&colour),
        })
    }

    /// An RGB image.
    pub(crate) fn draw(&self) -> Result<NdArray<u8>, Error> {
        let size = self.size as usize;
        let mut pixels = Vec::with_capacity(size * size * 3);
        for row in 0..size {
            for column in 0..size {
                let place = |index: usize| index as f64 / size as f64 - 0.5;
                let height = self.height(place(column), place(row)) * self.contrast;
                let brightness = if self.is_negative { 1.0 - height } else { 1.0 + height } / 2.0;
                pixels.extend(self.colour.map(|channel| (channel * brightness) as u8));
            }
        }
        NdArray::from_vec([size, size, 3], pixels)
    }

    /// From -1 to 1.
    fn height(&self, x: f64, y: f64) -> f64 {
        let wave = |distance: f64| (distance * self.frequency * std::f64::consts::TAU).cos();
        match self.shape.as_str() {
            "lines" => (wave(x) + wave(y / 2.0 + x / 2.0)) / 2.0,
            "chequers" => wave(x) * wave(y),
            _ => (wave((x - 0.2).hypot(y)) + wave((x + 0.2).hypot(y))) / 2.0,
        }
    }
}

/// Reads `rgb(r,g,b)`; white where it is something else.
fn channels(text: &str) -> [f64; 3] {
    let inside = text.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
    let mut numbers = inside.split(',').map(|number| number.trim().parse().unwrap_or(255.0));
    [(); 3].map(|()| numbers.next().unwrap_or(255.0))
}
