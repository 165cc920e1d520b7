//! The windows of the workspace: what they show and how they are arranged.
//!
//! Purpose: [`Workspace`] holds the open windows and draws them on a grid of 30 points;
//! [`WindowContent`] turns the plain data of a window into what is seen in it. Every
//! window is drawn from data that a plugin sent earlier; nothing here calls a plugin.
//!
//! # Invariants
//!
//! - The GUI thread never waits. Decoding of files, statistics, conversion to textures and
//!   sorting of what is large happen in a `task`, and what was shown before stays until
//!   the result is there.
//! - At rest nothing asks for a repaint.
//! - No data makes the host fail: what cannot be shown becomes one sentence that says what
//!   is wrong and what to do.
//! - What a plugin chose (title, texts) is cut, stripped of control characters, and never
//!   used as an egui id. The name of the owner in the title bar comes from the host.
//!
//! # Labels
//!
//! Every interactive widget has a label in the AccessKit tree, which tests and screen
//! readers use. A label is unique within its window; the window itself has the role
//! `Window` and its title as label.
//!
//! | where | labels |
//! |---|---|
//! | title bar | `Title bar`, `Collapse window` or `Expand window`, `Maximise window` or `Restore window`, `Close window` |
//! | image | `Image` (value: the pixel under the pointer), `Fit`, `1:1`, `Zoom out`, `Zoom in`, `Colours`, `Contrast`, `Contrast minimum`, `Contrast maximum`, `Contrast range`, `Auto contrast`, `Full contrast`, `Slice` |
//! | generic | `Filter`, `Expand <name>` or `Collapse <name>`, `Select <name>`, `Copy value`, `Value` |
//! | table | `Sort by <column>`, `Row <number from 1>`, `Copy as CSV` |
//! | log | `Filter`, `Errors only`, `Follow`, `Copy log`, `Clear log`, `Show image` |
//!
//! Keys: Ctrl+W closes the active window, Ctrl+Tab and Ctrl+Shift+Tab go to the next and
//! the previous one. In an image: F or 0 fit, 1 shows it 1:1, + and - zoom, arrows move,
//! Page Up and Page Down go through the slices. In a table or log: Ctrl+C copies.
//!
//! # Known limits
//!
//! The arrangement is not remembered between runs, and windows cannot be tiled. Times in
//! the log are UTC. Windows send no `focus` and `resize` events yet.

mod content;
mod generic;
mod image;
mod log;
mod message;
mod number;
mod palette;
mod table;
mod task;
mod text;
pub mod workspace;

#[cfg(test)]
mod tests;

pub use content::WindowContent;
pub use workspace::Workspace;
