//! The steps from a source to tiles, on the GUI's thread or on one of their own.

use super::convert::{Tile, tiles};
use super::display::{Display, Settings};
use super::picture::Picture;
use super::source::{Source, data_url_contents};
use super::statistics::{Statistics, statistics};
use imjoy_engine::images::decode_image;
use imjoy_engine::value::NdArray;
use std::sync::Arc;

/// Most pixels that are converted while the GUI waits: some milliseconds.
pub const MOST_PIXELS_AT_ONCE: usize = 1 << 22;

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

fn array(source: &Source) -> Result<NdArray, String> {
    match source {
        Source::Array(array) => Ok(array.clone()),
        Source::Encoded(contents) => decode_image(contents),
        Source::DataUrl(url) => decode_image(&data_url_contents(url)?),
    }
}
