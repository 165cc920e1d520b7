//! The top-level elements of a plugin file.
//!
//! A plugin file looks like HTML but is not: it is split like a single-file component of Vue,
//! the way ImJoy does it. Elements at the top level count, and what is in them stays as written.
//! A parser of HTML would move, close and decode what it finds there.
//!
//! # Invariants
//!
//! * Time and memory grow with the length of the file alone, whatever is in it.
//! * Every text is split; the only errors are limits.

mod block;
mod indentation;
mod open_elements;
mod place;
mod splitter;
mod tag;

pub use block::{Attribute, Block, BlockKind, Position};
pub(crate) use splitter::split;
