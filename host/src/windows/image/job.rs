//! The steps from a source to tiles, on the GUI's thread or on one of their own.

use super::convert::{Tile, tiles};
use super::display::{Display, Settings};
use super::picture::Picture;
use super::source::{Source, data_url_contents};
use super::statistics::{Statistics, statistics};
use imjoy_engine::images::decode_image;
use imjoy_engine::value::{DataType, NdArray};
use std::sync::Arc;

/// Most pixels that are converted while the GUI waits: some milliseconds.
pub const MOST_PIXELS_AT_ONCE: usize = 1 << 18;

/// A picture and all that is needed to show it.
pub struct Prepared {
    /// The picture.
    pub picture: Arc<Picture>,
    /// What its numbers are like.
    pub statistics: Arc<Statistics>,
    /// How it is shown.
    pub display: Display,
    /// The slice shown.
    pub slice: usize,
    /// Its colours.
    pub tiles: Vec<Tile>,
}

/// What was shown before and shall stay where the new picture allows.
#[derive(Clone)]
pub struct Former {
    /// The picture.
    pub picture: Arc<Picture>,
    /// How it is shown, if the user has chosen that.
    pub display: Option<Display>,
    /// The slice shown.
    pub slice: usize,
}

/// Whether preparing takes too long for the GUI to wait.
pub fn is_long(source: &Source) -> bool {
    match source {
        Source::Array(array) => array.len() > MOST_PIXELS_AT_ONCE,
        Source::Encoded(_) | Source::DataUrl(_) => true,
    }
}

/// Reads a source and converts one slice. Fails with one sentence.
pub fn prepare(
    source: &Source,
    settings: Settings,
    former: Option<Former>,
    max_texture_side: usize,
) -> Result<Prepared, String> {
    let picture = Picture::new(&array(source)?)?;
    let statistics = statistics(&picture);
    let former = former.filter(|former| former.picture.is_like(&picture));
    let display = former
        .as_ref()
        .and_then(|former| former.display)
        .unwrap_or_else(|| Display::new(&picture, &statistics, settings));
    let slice = former.map(|former| former.slice).or(settings.slice).unwrap_or(0).min(picture.slices - 1);
    let tiles = tiles(&picture, slice, &display, max_texture_side);
    Ok(Prepared { picture: Arc::new(picture), statistics: Arc::new(statistics), display, slice, tiles })
}

/// The array that a source holds; of complex numbers the magnitudes. Fails with one sentence.
pub fn array(source: &Source) -> Result<NdArray, String> {
    match source {
        Source::Array(array) if is_complex(array.data_type()) => magnitudes(array),
        Source::Array(array) => Ok(array.clone()),
        Source::Encoded(contents) => decode_image(contents),
        Source::DataUrl(url) => decode_image(&data_url_contents(url)?),
    }
}

/// Whether elements are complex numbers.
pub fn is_complex(data_type: DataType) -> bool {
    matches!(data_type, DataType::Complex64 | DataType::Complex128)
}

fn magnitudes(array: &NdArray) -> Result<NdArray, String> {
    let (data_type, data): (_, Vec<u8>) = match array.data_type() {
        DataType::Complex64 => {
            let magnitude = |[real, imaginary]: &[[u8; 4]; 2]| {
                f32::from_le_bytes(*real).hypot(f32::from_le_bytes(*imaginary)).to_le_bytes()
            };
            let (parts, _) = array.data().as_chunks::<4>();
            (DataType::Float32, parts.as_chunks::<2>().0.iter().flat_map(magnitude).collect())
        }
        _ => {
            let magnitude = |[real, imaginary]: &[[u8; 8]; 2]| {
                f64::from_le_bytes(*real).hypot(f64::from_le_bytes(*imaginary)).to_le_bytes()
            };
            let (parts, _) = array.data().as_chunks::<8>();
            (DataType::Float64, parts.as_chunks::<2>().0.iter().flat_map(magnitude).collect())
        }
    };
    NdArray::new(data_type, array.shape().to_vec(), data.into()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complex_numbers_become_magnitudes() {
        let bytes: Vec<u8> = [3f32, 4.0, -6.0, 8.0].iter().flat_map(|number| number.to_le_bytes()).collect();
        let complex = NdArray::new(DataType::Complex64, vec![1, 2], bytes.into()).unwrap();
        let found = array(&Source::Array(complex)).unwrap();
        assert_eq!((found.data_type(), found.shape()), (DataType::Float32, &[1, 2][..]));
        assert_eq!((found.element(0), found.element(1)), (Some(5.0), Some(10.0)));
        let bytes: Vec<u8> = [3f64, 4.0].iter().flat_map(|number| number.to_le_bytes()).collect();
        let complex = NdArray::new(DataType::Complex128, vec![1, 1], bytes.into()).unwrap();
        assert_eq!(array(&Source::Array(complex)).unwrap().element(0), Some(5.0));
    }
}
