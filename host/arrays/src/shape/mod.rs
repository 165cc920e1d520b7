//! The same elements in other shapes and orders, repeated, or joined with others.

mod join;
mod order;
mod pad;

pub use join::{concatenate, stack};
pub(crate) use order::{broadcast, permuted};
pub use order::{broadcast_to, flip, repeat, reshape, roll, transpose};
pub use pad::{Padding, pad};
pub(crate) use pad::{mirrored, nearest, repeated_mirrored, wrapped};
