//! Numbers to colours, in tiles that fit into a texture.
//!
//! Types of one and two bytes go through a table of all their values; the others through
//! one multiplication per pixel. NaN is shown as black, infinities as the ends of the range.

use super::colours::{Colormap, LabelColours};
use super::display::Display;
use super::element::{Element, for_data_type};
use super::picture::Picture;
use super::statistics::Range;
use egui::{Color32, ColorImage};

/// Longest side of a tile where the graphics card allows more: a tile is uploaded at once.
const TILE_SIDE: usize = 2048;
/// Longest side of an image that is one tile.
const UNDIVIDED_SIDE: usize = 4096;

/// A part of an image as colours.
pub struct Tile {
    /// The part of the image that this tile shows.
    pub area: PixelArea,
    /// The part whose colours it holds: one pixel more on every inner edge, so that no
    /// seam is seen when colours are interpolated.
    pub held: PixelArea,
    /// The colours of [`held`](Self::held).
    pub image: ColorImage,
}

/// A rectangle of pixels; ends are exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixelArea {
    /// First column.
    pub left: usize,
    /// First row.
    pub top: usize,
    /// Column after the last.
    pub right: usize,
    /// Row after the last.
    pub bottom: usize,
}

impl PixelArea {
    /// Columns.
    pub fn width(self) -> usize {
        self.right - self.left
    }

    /// Rows.
    pub fn height(self) -> usize {
        self.bottom - self.top
    }
}

/// A slice of a picture as tiles of at most `max_side` pixels.
pub fn tiles(picture: &Picture, slice: usize, display: &Display, max_side: usize) -> Vec<Tile> {
    let data = picture.slice_bytes(slice);
    areas(picture.width, picture.height, max_side)
        .into_iter()
        .map(|(area, held)| {
            let mut pixels = Vec::with_capacity(held.width() * held.height());
            let part = Part { data, row: picture.width * picture.channels, channels: picture.channels, area: held };
            colours(picture, &part, display, &mut pixels);
            // Missing data (a slice beyond the last) would leave the image too short.
            pixels.resize(held.width() * held.height(), Color32::BLACK);
            Tile { area, held, image: ColorImage::new([held.width(), held.height()], pixels) }
        })
        .collect()
}

/// The tiles of an image: what each shows and what it holds.
fn areas(width: usize, height: usize, max_side: usize) -> Vec<(PixelArea, PixelArea)> {
    // Two pixels for the edges, and never a step of nothing.
    let longest = width.max(height);
    let step =
        if longest <= max_side.min(UNDIVIDED_SIDE) { longest } else { TILE_SIDE.min(max_side).saturating_sub(2) }
            .max(1);
    let mut areas = Vec::new();
    for top in (0..height).step_by(step) {
        for left in (0..width).step_by(step) {
            let area = PixelArea { left, top, right: (left + step).min(width), bottom: (top + step).min(height) };
            let held = PixelArea {
                left: left.saturating_sub(1),
                top: top.saturating_sub(1),
                right: (area.right + 1).min(width),
                bottom: (area.bottom + 1).min(height),
            };
            areas.push((area, held));
        }
    }
    areas
}

/// Bytes of a slice and the part of it that is wanted.
struct Part<'a> {
    data: &'a [u8],
    /// Elements in a row of the image.
    row: usize,
    channels: usize,
    area: PixelArea,
}

impl Part<'_> {
    /// Elements of each row of the part.
    fn rows<const N: usize>(&self) -> impl Iterator<Item = &[[u8; N]]> {
        let (elements, _) = self.data.as_chunks::<N>();
        (self.area.top..self.area.bottom).map_while(move |y| {
            let row = y * self.row;
            elements.get(row + self.area.left * self.channels..row + self.area.right * self.channels)
        })
    }
}

fn colours(picture: &Picture, part: &Part<'_>, display: &Display, pixels: &mut Vec<Color32>) {
    let data_type = picture.data_type();
    if !picture.is_grey() {
        let scale = Scale::new(display.range);
        for_data_type!(data_type, channel_colours(part, scale, pixels), ());
    } else if display.colormap == Colormap::Labels {
        let labels = LabelColours::new();
        let colour = |number: f64| labels.of(number);
        for_data_type!(data_type, grey_colours(part, &colour, pixels), ());
    } else {
        let table = display.colormap.table();
        let scale = Scale::new(display.range);
        let colour = |number: f64| {
            if number.is_nan() {
                Color32::BLACK
            } else {
                table.get(usize::from(scale.of(number))).copied().unwrap_or_default()
            }
        };
        for_data_type!(data_type, grey_colours(part, &colour, pixels), ());
    }
}

/// A contrast range as an offset and a factor.
#[derive(Clone, Copy)]
struct Scale {
    low: f64,
    factor: f64,
}

impl Scale {
    fn new(range: Range) -> Self {
        // A range of no width is a threshold: what is above the lower end is white.
        let factor = if range.width() > 0.0 { 255.0 / range.width() } else { f64::MAX };
        Self { low: range.low, factor }
    }

    /// 0 to 255; a cast of a float saturates, and NaN becomes 0.
    #[inline(always)]
    fn of(self, number: f64) -> u8 {
        ((number - self.low) * self.factor + 0.5) as u8
    }
}

fn grey_colours<E: Element<N>, const N: usize>(
    part: &Part<'_>,
    colour: &impl Fn(f64) -> Color32,
    pixels: &mut Vec<Color32>,
) {
    let values = 1usize << (8 * N.min(2));
    // Making the table must pay: of a small image, two bytes are converted one by one.
    if N == 1 || (N == 2 && part.area.width() * part.area.height() >= values) {
        let mut bytes = [0; N];
        let table: Vec<Color32> = (0..values)
            .map(|value| {
                for (byte, source) in bytes.iter_mut().zip(value.to_le_bytes()) {
                    *byte = source;
                }
                colour(E::number(bytes))
            })
            .collect();
        let index = |bytes: &[u8; N]| {
            let mut index = 0;
            for byte in bytes.iter().rev() {
                index = (index << 8) | usize::from(*byte);
            }
            index
        };
        for row in part.rows::<N>() {
            pixels.extend(row.iter().map(|element| table.get(index(element)).copied().unwrap_or_default()));
        }
    } else {
        for row in part.rows::<N>() {
            pixels.extend(row.iter().map(|element| colour(E::number(*element))));
        }
    }
}

fn channel_colours<E: Element<N>, const N: usize>(part: &Part<'_>, scale: Scale, pixels: &mut Vec<Color32>) {
    for row in part.rows::<N>() {
        if part.channels == 4 {
            pixels.extend(row.as_chunks::<4>().0.iter().map(|[red, green, blue, alpha]| {
                Color32::from_rgba_unmultiplied(
                    scale.of(E::number(*red)),
                    scale.of(E::number(*green)),
                    scale.of(E::number(*blue)),
                    scale.of(E::number(*alpha)),
                )
            }));
        } else {
            pixels.extend(row.as_chunks::<3>().0.iter().map(|[red, green, blue]| {
                Color32::from_rgb(scale.of(E::number(*red)), scale.of(E::number(*green)), scale.of(E::number(*blue)))
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use imjoy_engine::value::{DataType, NdArray};

    fn picture(data_type: DataType, shape: &[u64], data: Vec<u8>) -> Picture {
        Picture::new(&NdArray::new(data_type, shape.to_vec(), Bytes::from(data)).unwrap()).unwrap()
    }

    fn grey(low: f64, high: f64) -> Display {
        Display { range: Range { low, high }, colormap: Colormap::Grey }
    }

    fn reds(picture: &Picture, slice: usize, display: &Display) -> Vec<u8> {
        tiles(picture, slice, display, 4096).iter().flat_map(|tile| tile.image.pixels.iter().map(|c| c.r())).collect()
    }

    #[test]
    fn grey_of_every_width() {
        let eight = picture(DataType::Uint8, &[1, 3], vec![0, 128, 255]);
        assert_eq!(reds(&eight, 0, &grey(0.0, 255.0)), [0, 128, 255]);
        assert_eq!(reds(&eight, 0, &grey(128.0, 255.0)), [0, 0, 255]);
        let sixteen =
            picture(DataType::Int16, &[1, 3], [-100i16, 1, 100].iter().flat_map(|n| n.to_le_bytes()).collect());
        assert_eq!(reds(&sixteen, 0, &grey(-100.0, 100.0)), [0, 129, 255]);
        let double = [f64::NAN, f64::NEG_INFINITY, f64::INFINITY, 0.5];
        let double = picture(DataType::Float64, &[2, 2], double.iter().flat_map(|n| n.to_le_bytes()).collect());
        assert_eq!(reds(&double, 0, &grey(0.0, 1.0)), [0, 0, 255, 128]);
    }

    #[test]
    fn large_and_small_16_bit_images_look_alike() {
        let numbers: Vec<u16> = (0..300 * 300).map(|index| (index * 37 % 65536) as u16).collect();
        let data: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
        let whole = reds(&picture(DataType::Uint16, &[300, 300], data.clone()), 0, &grey(1000.0, 50000.0));
        let row = reds(&picture(DataType::Uint16, &[1, 300], data[..600].to_vec()), 0, &grey(1000.0, 50000.0));
        assert_eq!(whole[..300], row[..]);
    }

    #[test]
    fn an_empty_range_is_a_threshold_and_no_slice_is_black() {
        let image = picture(DataType::Float32, &[1, 2], [1f32, 3.0].iter().flat_map(|n| n.to_le_bytes()).collect());
        assert_eq!(reds(&image, 0, &grey(2.0, 2.0)), [0, 255]);
        assert_eq!(reds(&image, 5, &grey(0.0, 1.0)), [0, 0]);
    }

    #[test]
    fn colours_and_labels() {
        let rgba = picture(DataType::Uint8, &[1, 2, 4], vec![255, 0, 0, 255, 1, 2, 3, 0]);
        let found = tiles(&rgba, 0, &grey(0.0, 255.0), 4096);
        assert_eq!(found[0].image.pixels, [Color32::RED, Color32::TRANSPARENT]);
        let labels = picture(DataType::Int32, &[1, 2], vec![0, 0, 0, 0, 1, 0, 0, 0]);
        let display = Display { colormap: Colormap::Labels, ..grey(0.0, 0.0) };
        let found = tiles(&labels, 0, &display, 4096);
        assert_eq!(found[0].image.pixels[0], Color32::BLACK);
        assert_ne!(found[0].image.pixels[1], Color32::BLACK);
    }

    #[test]
    fn tiles_cover_the_image_once() {
        for (width, height, max_side) in [(10, 7, 16), (10, 7, 5), (5000, 3, 4096), (1, 1, 1), (9, 9, 2)] {
            let mut seen = vec![0u8; width * height];
            for (area, held) in areas(width, height, max_side.max(3)) {
                assert!(held.width() <= max_side.max(3) && held.height() <= max_side.max(3));
                for y in area.top..area.bottom {
                    for x in area.left..area.right {
                        seen[y * width + x] += 1;
                    }
                }
            }
            assert!(seen.iter().all(|count| *count == 1), "{width} × {height}");
        }
    }
}
