//! Reading and writing some elements of an array.

mod assign;
mod basic;
mod positions;
mod select;

pub use assign::assign;
pub use basic::{Index, Slice};
pub use select::{Selection, nonzero, select, take};
