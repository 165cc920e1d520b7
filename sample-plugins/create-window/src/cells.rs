//! A picture of cells, made up: the same in every run.

use imjoy_sdk::{Error, File, NdArray};

/// Columns and rows of the picture.
pub const WIDTH: usize = 384;
pub const HEIGHT: usize = 288;

/// Numbers between 0 and 1 that look like chance.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number of about 0, by the normal distribution.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.next()).sum::<f64>() - 6.0
    }
}

/// A cell: its middle, its radius and how bright it is.
#[derive(Clone, Copy)]
pub struct Cell {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
    pub brightness: f64,
}

/// The cells of a picture.
pub fn cells(seed: u64, count: usize) -> Vec<Cell> {
    let mut chance = Chance::new(seed);
    (0..count)
        .map(|_| Cell {
            x: chance.next() * WIDTH as f64,
            y: chance.next() * HEIGHT as f64,
            radius: 8.0 + 10.0 * chance.next(),
            brightness: 60.0 + 110.0 * chance.next(),
        })
        .collect()
}

/// The picture of cells with the noise of a camera, 0 to 255.
pub fn picture(seed: u64) -> Vec<u8> {
    let cells = cells(seed, 34);
    let mut chance = Chance::new(seed + 1);
    let mut pixels = Vec::with_capacity(WIDTH * HEIGHT);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let glow: f64 = cells
                .iter()
                // Farther away a cell is not seen.
                .filter(|cell| (x as f64 - cell.x).abs().max((y as f64 - cell.y).abs()) < 2.0 * cell.radius)
                .map(|cell| {
                    let distance = (x as f64 - cell.x).hypot(y as f64 - cell.y) / cell.radius;
                    // A nucleus within a soft body.
                    cell.brightness * (0.6 * (-distance.powi(4)).exp() + 0.4 * (-6.0 * distance * distance).exp())
                })
                .sum();
            pixels.push((16.0 + glow + 9.0 * chance.normal()).clamp(0.0, 255.0) as u8);
        }
    }
    pixels
}

/// The mean of the pixels around each pixel, over two passes: nearly a Gaussian blur.
pub fn blurred(pixels: &[u8], radius: usize) -> Vec<u8> {
    let mut numbers: Vec<f64> = pixels.iter().map(|pixel| f64::from(*pixel)).collect();
    for _ in 0..2 {
        numbers = rows_and_columns_swapped(&row_means(&numbers, WIDTH, radius), WIDTH);
        numbers = rows_and_columns_swapped(&row_means(&numbers, HEIGHT, radius), HEIGHT);
    }
    numbers.into_iter().map(|number| number.round() as u8).collect()
}

fn row_means(numbers: &[f64], width: usize, radius: usize) -> Vec<f64> {
    let mut means = Vec::with_capacity(numbers.len());
    for row in numbers.chunks(width) {
        for x in 0..row.len() {
            let around = row.get(x.saturating_sub(radius)..(x + radius + 1).min(row.len())).unwrap_or_default();
            means.push(around.iter().sum::<f64>() / around.len().max(1) as f64);
        }
    }
    means
}

fn rows_and_columns_swapped(numbers: &[f64], width: usize) -> Vec<f64> {
    (0..width).flat_map(|column| numbers.iter().skip(column).step_by(width).copied()).collect()
}

/// Pixels as an array of rows and columns.
pub fn array(pixels: Vec<u8>) -> Result<NdArray<u8>, Error> {
    NdArray::from_vec([HEIGHT, WIDTH], pixels)
}

/// Pixels as an image file, in the format PGM, which is a line of text before the bytes.
pub fn file(name: &str, pixels: &[u8]) -> File {
    let mut contents = format!("P5 {WIDTH} {HEIGHT} 255\n").into_bytes();
    contents.extend_from_slice(pixels);
    File::new(name, "image/x-portable-graymap", contents)
}
