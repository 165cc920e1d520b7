//! Big data: bytes, n-dimensional arrays, files.
//!
//! Invariant: data that came from elsewhere stays in the host until a plugin looks into it;
//! passing it on, showing it or saving it copies nothing. Data that a plugin made is copied
//! to the host once, however often it is passed.

mod any_ndarray;
mod bytes;
mod element;
mod file;
mod half;
mod ndarray;
#[cfg(feature = "ndarray")]
mod ndarray_crate;
mod plot;

pub use any_ndarray::AnyNdArray;
pub use bytes::Bytes;
pub use element::{Dtype, Element, Real};
pub use file::File;
pub use half::F16;
pub use ndarray::{NdArray, Shape};
pub use plot::{Plot, Series};
