//! Median filter, as `scipy.ndimage.median_filter` with `mode="nearest"`.
//!
//! The image is worked on in square tiles. In each, the pixels are replaced by their
//! rank among the values of the tile (8-bit pixels are their own rank), and a window
//! snakes over the tile while [`Ranks`] is told which pixels leave and enter: about
//! 4 × radius updates for each pixel, whatever its type.
#![allow(
    clippy::indexing_slicing,
    reason = "a tile is stored with `radius` more pixels on every side than the window's centre visits, so all \
              indices lie within it; `reach` has an entry for each distance up to the radius"
)]

use super::extent::Extent;
use super::pace::{Pace, fraction};
use super::pixel::Pixel;
use super::ranks::Ranks;

/// The greatest radius that is taken; the window is then 401 pixels wide.
pub const MAXIMUM_RADIUS: usize = 200;

/// Shortest side of a tile. Large windows get larger tiles, as the margins count.
const TILE: usize = 128;

/// Form of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Footprint {
    /// All pixels at most `radius` rows and columns away.
    Square,
    /// All pixels whose centre is at most `radius` away, as `skimage.morphology.disk`.
    Disk,
}

impl Footprint {
    /// For each distance in rows from the centre: how many columns the window reaches
    /// to either side. As the window is symmetric, rows and columns may change places.
    fn reach(self, radius: usize) -> Vec<usize> {
        let squared = radius * radius;
        (0..=radius)
            .map(|distance| match self {
                Self::Square => radius,
                Self::Disk => (squared - distance * distance).isqrt(),
            })
            .collect()
    }
}

/// Replaces each pixel by the median of the window around it; alpha is kept.
///
/// A radius of 0 returns the image as it is, one above [`MAXIMUM_RADIUS`] counts as
/// that. Beyond the border the nearest pixel counts. NaN is greater than all numbers.
pub async fn median<P: Pixel>(
    pixels: &[P],
    extent: Extent,
    radius: usize,
    footprint: Footprint,
    pace: &mut impl Pace,
) -> Vec<P> {
    let radius = radius.min(MAXIMUM_RADIUS);
    let mut filtered = pixels.to_vec();
    if radius == 0 || pixels.len() != extent.length() {
        return filtered;
    }
    let side = TILE.max(2 * radius);
    let reach = footprint.reach(radius);
    let starts = |length: usize| (0..length).step_by(side);
    let total = starts(extent.height()).len() * starts(extent.width()).len() * extent.colour_channels();
    let mut done = 0;
    for top in starts(extent.height()) {
        for left in starts(extent.width()) {
            for channel in 0..extent.colour_channels() {
                let tile = Tile {
                    top,
                    left,
                    height: side.min(extent.height() - top),
                    width: side.min(extent.width() - left),
                    channel,
                    radius,
                };
                tile.filter(pixels, extent, &reach, &mut filtered);
                done += 1;
                pace.reached(fraction(done, total)).await;
            }
        }
    }
    filtered
}

/// Part of one channel of an image.
struct Tile {
    top: usize,
    left: usize,
    height: usize,
    width: usize,
    channel: usize,
    radius: usize,
}

/// How the window moves by one pixel. Offsets are relative to its centre.
struct Move {
    leave_and_enter: Vec<(isize, isize)>,
    advance: isize,
}

impl Tile {
    /// Length of a row of the tile with its margins.
    fn stride(&self) -> usize {
        self.width + 2 * self.radius
    }

    /// The pixels of the tile and its margins.
    fn gather<P: Pixel>(&self, pixels: &[P], extent: Extent) -> Vec<P> {
        let nearest =
            |start: usize, offset: usize, length: usize| (start + offset).saturating_sub(self.radius).min(length - 1);
        let columns: Vec<usize> = (0..self.stride())
            .map(|column| nearest(self.left, column, extent.width()) * extent.channels() + self.channel)
            .collect();
        let mut gathered = Vec::with_capacity((self.height + 2 * self.radius) * self.stride());
        for row in 0..self.height + 2 * self.radius {
            let start = nearest(self.top, row, extent.height()) * extent.row_length();
            let row = &pixels[start..start + extent.row_length()];
            gathered.extend(columns.iter().map(|&column| row[column]));
        }
        gathered
    }

    fn filter<P: Pixel>(&self, pixels: &[P], extent: Extent, reach: &[usize], filtered: &mut [P]) {
        let values = self.gather(pixels, extent);
        let (ranks, table) = ranked(&values);
        let mut window = Ranks::new(table.len());

        let stride = self.stride() as isize;
        let radius = self.radius as isize;
        let offsets = || (-radius..=radius).map(|offset| (offset, reach[offset.unsigned_abs()] as isize));
        let right = Move {
            leave_and_enter: offsets().map(|(down, side)| (down * stride - side, down * stride + side + 1)).collect(),
            advance: 1,
        };
        let left = Move {
            leave_and_enter: offsets().map(|(down, side)| (down * stride + side, down * stride - side - 1)).collect(),
            advance: -1,
        };
        let down = Move {
            leave_and_enter: offsets()
                .map(|(across, side)| (across - side * stride, across + (side + 1) * stride))
                .collect(),
            advance: stride,
        };

        let mut centre = self.radius * self.stride() + self.radius;
        let mut members = 0_u32;
        for (down, side) in offsets() {
            for across in -side..=side {
                window.add(ranks[centre.wrapping_add_signed(down * stride + across)]);
                members += 1;
            }
        }
        for row in 0..self.height {
            let start = (self.top + row) * extent.row_length() + self.left * extent.channels() + self.channel;
            let is_rightwards = row % 2 == 0;
            for step in 0..self.width {
                if step > 0 {
                    let sideways = if is_rightwards { &right } else { &left };
                    centre = sideways.make(&mut window, &ranks, centre);
                }
                let column = if is_rightwards { step } else { self.width - 1 - step };
                filtered[start + column * extent.channels()] = table[window.member(members / 2) as usize];
            }
            if row + 1 < self.height {
                centre = down.make(&mut window, &ranks, centre);
            }
        }
    }
}

impl Move {
    fn make(&self, window: &mut Ranks, ranks: &[u32], centre: usize) -> usize {
        for &(leave, enter) in &self.leave_and_enter {
            window.remove(ranks[centre.wrapping_add_signed(leave)]);
            window.add(ranks[centre.wrapping_add_signed(enter)]);
        }
        centre.wrapping_add_signed(self.advance)
    }
}

/// The rank of each value, and the value of each rank.
fn ranked<P: Pixel>(values: &[P]) -> (Vec<u32>, Vec<P>) {
    let small: Option<Vec<u32>> = values.iter().map(|value| value.small_rank().map(u32::from)).collect();
    if let Some(ranks) = small {
        return (ranks, (0..=u8::MAX).map(|rank| P::from_f64(f64::from(rank))).collect());
    }
    let mut order: Vec<(P::Key, u32)> =
        values.iter().enumerate().map(|(index, value)| (value.key(), index as u32)).collect();
    order.sort_unstable_by_key(|&(key, _)| key);
    let mut ranks = vec![0; values.len()];
    let mut table = Vec::new();
    let mut previous = None;
    for (key, index) in order {
        if previous != Some(key) {
            table.push(values[index as usize]);
            previous = Some(key);
        }
        ranks[index as usize] = table.len() as u32 - 1;
    }
    (ranks, table)
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;

    use super::super::{Extent, NoPace, Pixel};
    use super::{Footprint, median};

    fn slow<P: Pixel>(pixels: &[P], shape: [usize; 3], radius: usize, footprint: Footprint) -> Vec<P> {
        let [height, width, channels] = shape;
        let (radius, mut result) = (radius as isize, Vec::new());
        for row in 0..height as isize {
            for column in 0..width as isize {
                for channel in 0..channels {
                    let mut window = Vec::new();
                    for down in -radius..=radius {
                        for right in -radius..=radius {
                            if footprint == Footprint::Square || down * down + right * right <= radius * radius {
                                let y = (row + down).clamp(0, height as isize - 1) as usize;
                                let x = (column + right).clamp(0, width as isize - 1) as usize;
                                window.push(pixels[(y * width + x) * channels + channel]);
                            }
                        }
                    }
                    window.sort_by_key(|pixel| pixel.key());
                    result.push(window[window.len() / 2]);
                }
            }
        }
        result
    }

    fn noise(length: usize) -> Vec<u16> {
        let mut state = 99_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as u16
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn equals_the_definition() {
        for (shape, radius) in [([1, 1, 1], 3), ([20, 33, 3], 1), ([300, 5, 1], 2), ([30, 140, 1], 7)] {
            let extent = Extent::from_shape(&shape).unwrap();
            let pixels = noise(extent.length());
            let small: Vec<u8> = pixels.iter().map(|&value| (value >> 8) as u8).collect();
            let fractions: Vec<f32> = pixels.iter().map(|&value| f32::from(value) - 3e4).collect();
            for footprint in [Footprint::Square, Footprint::Disk] {
                let result = block_on(median(&pixels, extent, radius, footprint, &mut NoPace));
                assert!(result == slow(&pixels, shape, radius, footprint), "u16 {shape:?} {footprint:?}");
                let result = block_on(median(&small, extent, radius, footprint, &mut NoPace));
                assert!(result == slow(&small, shape, radius, footprint), "u8 {shape:?} {footprint:?}");
                let result = block_on(median(&fractions, extent, radius, footprint, &mut NoPace));
                assert!(result == slow(&fractions, shape, radius, footprint), "f32 {shape:?} {footprint:?}");
            }
        }
    }

    #[test]
    fn alpha_is_kept_and_specks_vanish() {
        let extent = Extent::from_shape(&[3, 3, 4]).unwrap();
        let mut pixels = vec![7_u8; 36];
        pixels[16..20].copy_from_slice(&[255, 255, 255, 99]);
        let result = block_on(median(&pixels, extent, 1, Footprint::Square, &mut NoPace));
        assert_eq!(result[16..20], [7, 7, 7, 99]);
    }

    #[test]
    fn disk_is_that_of_scikit_image() {
        assert_eq!(Footprint::Disk.reach(3), [3, 2, 2, 0]);
        assert_eq!(Footprint::Square.reach(2), [2, 2, 2]);
    }
}
