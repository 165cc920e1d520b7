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
//! | title bar | `Title bar`, `Window menu`, `Collapse window` or `Expand window`, `Maximise window` or `Restore window`, `Close window` |
//! | window menu | `Apply <plugin>`, `Apply <op> of <plugin>`, `Maximise` or `Restore`, `Collapse` or `Expand`, `Hide`, `Duplicate`, `Log of <plugin>`, `About <plugin>`, `Close` |
//! | tiles | a tab has the title of its window |
//! | image | `Image` (value: the pixel under the pointer), `Fit`, `1:1`, `Zoom out`, `Zoom in`, `Colours`, `Contrast`, `Contrast minimum`, `Contrast maximum`, `Contrast range`, `Auto contrast`, `Full contrast`, `Slice` |
//! | generic | `Filter`, `Expand <name>` or `Collapse <name>`, `Select <name>`, `Copy value`, `Value` |
//! | table | `Sort by <column>`, `Row <number from 1>`, `Copy as CSV` |
//! | interface | each element by its label, else its id; a canvas by its label (value: the place under the pointer); of a range slider `<label> minimum`, `<label> maximum`; rows of a table as there |
//! | log | `Filter`, `Errors only`, `Follow`, `Copy log`, `Clear log`, `Show image` |
//! | images | `Open <name>`, `Thumbnail size`; of one shown large `All images`, `Previous image`, `Next image`, and those of an image |
//! | image-compare | `Images` (value: both pixels under the pointer), `Divider`, `Slide`, `Side by side`, `Difference`, `Fit`, `1:1`, `Zoom out`, `Zoom in`, `Colours`, `Same contrast`, `Contrast` and what belongs to it, `Slice` |
//! | files | `Select <name>`; in the menu of a row `Copy name`, `Copy path` |
//! | url_list | `<name>` (a link), `Select <name>`, `Copy <name>` |
//! | plot | `Plot` (value: the point under the pointer), `Fit`, `Zoom out`, `Zoom in`, `Show <series>` |
//! | markdown | its links, by their text |
//! | tree | `Filter`, `Expand <title>` or `Collapse <title>`, `Select <title>` |
//! | panel | those of a form, see `application/mod.rs` |
//! | schema-io | a field by its title (in a group `<group> <title>`, in a list `<title> <number from 1>`), `Set <field>`, `Clear <field>`, `Add to <list>`, `Remove <row>`, `Move up <row>`, `Move down <row>`, `Submit` |
//! | plugin-editor | `Code`, `Run`, `Reload`, `Save`, `Save as…`, `Find`, `Tag`; `Find text`, `Previous place`, `Next place`, `Close find`; `Line number`; `Path to save`, `Choose file to save`, `Save here`, `Save and run` or `Save and load`, `Cancel save`; `Save changes`, `Keep editing`; `Cancel build`, `Close output`, the lines below the source by their text |
//! | needs a browser | `Open documentation`, `Edit the plugin`, or `Open in browser` for a page of the web; those of generic |
//!
//! Keys: those of the workspace are in [`workspace::EXPLAINED`]. In an image: F or 0 fit, 1 shows it 1:1, + and - zoom, arrows move,
//! Page Up and Page Down go through the slices. In a table or log: Ctrl+C copies. In a
//! gallery: arrows move, Enter shows large, Escape goes back. In a comparison: left and right
//! move the divider, Space shows the second image alone, the other keys are those of an image.
//! In a plot: F or 0 fit, + and - zoom, arrows move. In lists: up and down select, Ctrl+C
//! copies. In a tree: arrows, Home, End and typed letters select, Enter activates. In a plugin
//! editor: Ctrl+S saves, Shift+Enter runs, Ctrl+L reloads, Ctrl+F finds, F3 goes on, Ctrl+G goes to a line. In a text: arrows, Page Up, Page Down, Home and End scroll.
//!
//! # Known limits
//!
//! Of windows that plugins opened only the places are remembered, not the contents; image
//! files are opened again. Times in the log are UTC.

mod browser_needed;
mod content;
mod discard;
mod files;
mod focus;
mod generic;
mod host_request;
mod image;
mod image_compare;
mod images;
mod interface;
mod link;
mod loaded_plugins;
mod log;
pub(crate) mod markdown;
mod message;
mod number;
mod palette;
mod panel;
mod plot;
mod plugin_editor;
mod schema_io;
mod table;
mod task;
mod text;
mod tree;
mod url_list;
pub mod workspace;

#[cfg(test)]
mod tests;

pub(crate) use browser_needed::sentence as browser_needed_sentence;
pub use content::WindowContent;
pub(crate) use images::small_picture;
pub(crate) use loaded_plugins::is_editable;
pub use plugin_editor::EditorStart;
pub use workspace::Workspace;
