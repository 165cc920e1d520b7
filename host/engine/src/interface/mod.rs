//! Windows whose content a plugin describes as a tree of widgets: plain typed data.
//!
//! Purpose: a plugin sends a tree of records (`window.set-content`), or changes of some of
//! its elements (`window.change-content`); this module reads them into [`Element`]s, which
//! a front end keeps and draws without ever asking the plugin.
//!
//! # The tree
//!
//! An element is a record with a `type` and fields. All types may have `id` (unique in the
//! window, by which it is changed and named in events), `enabled`, `visible`, `tooltip`,
//! `width` and `height` (in points), `grow` (takes the room that its neighbours leave) and
//! `version` (another number makes the host take the values anew).
//!
//! | `type` | fields |
//! |---|---|
//! | `label` | `text`, `markdown`, `size` (`small`, `normal`, `large`, `heading`), `strong`, `colour`, `wrap` |
//! | `button` | `label`, `icon`, `primary`, `selected`, `shortcut` (`Ctrl+Z`, `P`, `Delete`) |
//! | `text-input` | `label`, `value`, `placeholder`, `multiline`, `rows` |
//! | `number` | `label`, `value`, `min`, `max`, `step`, `decimals`, `suffix` |
//! | `choice` | `label`, `options` (texts, numbers, truth values), `value`, `style` (`drop-down`, `radio`) |
//! | `slider` | `label`, `value`, `min`, `max`, `step`, `logarithmic`, `decimals`, `suffix` |
//! | `range-slider` | `label`, `value` (two numbers), `min`, `max`, `step`, `decimals`, `histogram` (counts, painted behind), `logarithmic` (the counts) |
//! | `checkbox` | `label`, `value` |
//! | `progress` | `label`, `value` (0 to 1; absent while unknown) |
//! | `separator`, `space` | `size` (of a space, in points) |
//! | `group` | `title`, `collapsible`, `collapsed`, `children` |
//! | `row`, `column` | `children`, `spacing`; of a row `wrap`, of a column `scroll` |
//! | `grid` | `columns`, `striped`, `children` |
//! | `tabs` | `titles`, `value` (index), `children` |
//! | `table` | `label`, `data` (as in a window `imjoy/table`), `selected` (row indices) |
//! | `plot` | `label`, `data` (as in a window `imjoy/plot`) |
//! | `image` | `label`, `src` (an array, a file, bytes or a data URL), `config` (as in a window `imjoy/image`) |
//! | `canvas` | see [`Canvas`] and [`Shape`] |
//!
//! # Changes
//!
//! A record of element id → record of fields, which are merged into the element; a field
//! that is null goes back to its default; null in place of the record removes the element.
//! A change that names a `type` replaces the element. `children` replaces the children,
//! `append` adds some. In a canvas `shapes` replaces the shapes when it is a list; as a
//! record it changes single ones by the same rules, and adds those of a new id that have a
//! `type`. Either all of a change is carried out or none.
//!
//! # Invariants
//!
//! - What is wrong is an error that names the element by its place in the tree. Unknown
//!   types and fields are wrong, so that no misspelt field goes unnoticed.
//! - A tree never changes: a change makes a new one, which shares all elements that are as
//!   they were. So a front end may keep what it has made of an element by its address.
//! - Elements, levels, texts and points are bounded ([`MOST_ELEMENTS`] …); bytes count
//!   with those of the window.

mod canvas;
mod change;
mod colour;
mod element;
mod fields;
mod parse;
mod path;
mod shape;
#[cfg(test)]
mod tests;

pub use canvas::{Aspect, Canvas, Cursor, DrawTool};
pub use colour::Colour;
pub use element::{
    Button, Checkbox, Choice, ChoiceStyle, Element, ElementKind, Grid, Group, Label, LabelSize, Line, Number, Plot,
    Progress, RangeSlider, Slider, Table, Tabs, TextInput,
};
pub use shape::{Geometry, Point, Shape, TextAlign, Unit};

use crate::error::CallError;
use crate::value::Value;
use std::sync::Arc;

/// The window type whose `data` is a tree.
pub const INTERFACE_WINDOW_TYPE: &str = "imjoy/interface";
/// Most elements and shapes of a tree.
pub const MOST_ELEMENTS: usize = 20_000;
/// Most levels of a tree.
pub const MOST_LEVELS: usize = 32;
/// Most points of all shapes of a canvas.
pub const MOST_POINTS: usize = 1_000_000;
/// Most bytes of a text.
pub const MOST_TEXT_BYTES: usize = 256 * 1024;
/// Most options of a choice.
pub const MOST_OPTIONS: usize = 10_000;

impl Element {
    /// Reads a tree. Fails with [`CallError::Invalid`] or [`CallError::Limit`], whose
    /// sentence names the element by its place.
    pub fn read(tree: &Value) -> Result<Arc<Element>, CallError> {
        parse::read_tree(tree)
    }

    /// The tree with changes by element id; `self` stays as it is, and what is not changed
    /// is shared by both. Errors as of [`read`](Self::read), and
    /// [`CallError::NotFound`] for an id that is not there.
    pub fn changed(self: &Arc<Element>, changes: &Value) -> Result<Arc<Element>, CallError> {
        change::changed(self, changes)
    }
}
