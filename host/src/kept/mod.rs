//! What the window remembers between runs: small files of JSON, read and written off the
//! GUI thread.
//!
//! Invariants: the GUI thread only hands over bytes ([`Keeper::keep`]); one thread writes
//! them, about half a second after the first change, each file whole or not at all, so a
//! program that is killed leaves the old file or the new one. What has not been written
//! yet is written when the [`Keeper`] is dropped. A file that is too long or damaged is
//! set aside under another name, and the program goes on with what it has without it.

mod file;
mod keeper;

pub use file::{parse, read};
pub use keeper::Keeper;
