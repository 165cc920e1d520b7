//! The algorithms: pure Rust on plain slices, without any knowledge of plugins.
//!
//! Every filter takes the pixels of one image in C order with interleaved channels, and
//! what may take long reports to a [`Pace`] now and then, so that the caller can show
//! progress and let others work.

mod extent;
mod gaussian;
mod invert;
mod median;
mod otsu;
mod pace;
mod pixel;
mod ranks;

pub use extent::Extent;
pub use gaussian::{MAXIMUM_SIGMA, gaussian};
pub use invert::invert;
pub use median::{Footprint, MAXIMUM_RADIUS, median};
pub use otsu::{Histogram, above, grey, otsu_threshold};
pub use pace::{NoPace, Pace};
pub use pixel::{Pixel, Real};
