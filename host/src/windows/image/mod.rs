//! `imjoy/image`: one image, or a stack of images, to be looked at.
//!
//! Data is an array, a file or a data URL, as such or in the field `src` or `image`.
//! Settings: `colormap` (`grey`, `inverted`, `fire`, `viridis`, `labels`), `min` and `max`
//! (contrast range), `slice`.
//!
//! How data become pixels on the screen, each step in its own file:
//! [`source`] (what kind of image is it) → [`imjoy_engine::images`] (files) → [`picture`] (an array
//! whose axes are known) → [`statistics`] (range, percentiles, histogram) → [`display`]
//! (contrast and colours) → [`convert`] (tiles of colours) → [`texture`] (upload) →
//! [`view`] (zoom and position).
//!
//! Invariants: pixels are converted when data, slice or display change, not when the view
//! does; more than [`job::MOST_PIXELS_AT_ONCE`] pixels are converted by a thread while
//! the former texture stays; values in the footer are those of the data, not of the
//! display.
//!
//! # Known limits
//!
//! Of complex numbers the magnitude is shown. All slices of a stack have one contrast range. More than
//! [`MOST_PIXELS`](imjoy_engine::images::MOST_PIXELS) pixels in a slice are refused.

pub(super) mod colours;
mod content;
pub(super) mod contrast;
pub(super) mod convert;
pub(super) mod display;
pub(super) mod element;
mod facts;
pub(super) mod job;
pub(super) mod picture;
pub(super) mod source;
pub(super) mod statistics;
pub(super) mod texture;
pub(super) mod view;

pub use content::ImageContent;
pub(super) use element::is_whole;
pub(super) use facts::array_facts;
