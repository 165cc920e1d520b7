//! Operations on each element, or on the elements of several arrays at the same place.
//!
//! Operands are read in pieces that stay in the processor's first cache, converted on the way to
//! the type that is computed with; `float16` is computed as `float32`.

mod binary;
mod choose;
mod clip;
mod comparison;
mod drive;
mod number;
mod source;
mod unary;

pub use binary::{BinaryOperation, combine};
pub use choose::choose;
pub use clip::clip;
pub use unary::{UnaryOperation, apply};
