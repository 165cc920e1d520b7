//! `imjoy/markdown`: a text with formatting.
//!
//! Data is a text, as such or in the field `source`. Also what the docs of a plugin are
//! drawn with.
//!
//! How a source becomes what is seen: [`document`] reads it and writes it anew as blocks
//! that hold nothing but what may be shown → [`view`] lays out the blocks that are seen, by
//! `egui_commonmark`.
//!
//! # Invariants
//!
//! - Nothing is fetched and no file is opened: an image becomes its alternative text.
//! - A link leads to `http:`, `https:` or `mailto:`, shows where to when the pointer is over
//!   it, and is opened by a click only. The target of any other link is written beside it.
//! - HTML becomes formatting ([`html`]), or stays text; none of it is lost.
//! - Length, nesting and pieces of a block are bounded, so that no source makes a frame
//!   slow or the stack overflow.
//!
//! # Known limits
//!
//! Footnotes stand where they are written. A document has at most
//! [`document::MOST_CHARACTERS`] characters.

mod document;
mod html;
mod view;

pub use view::MarkdownView;

use super::message::message_ui;
use egui::Ui;
use imjoy_engine::value::Value;

/// Content of a window of type `imjoy/markdown`.
pub struct MarkdownContent {
    shown: Result<MarkdownView, String>,
}

impl MarkdownContent {
    /// The document in `data`.
    pub fn new(data: &Value) -> Self {
        Self { shown: source(data).map(MarkdownView::new) }
    }

    /// Replaces the document; the place to which it is scrolled stays.
    pub fn set_data(&mut self, data: &Value) {
        match (source(data), &mut self.shown) {
            (Ok(source), Ok(view)) => view.set_source(source),
            (found, shown) => *shown = found.map(MarkdownView::new),
        }
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        match &mut self.shown {
            Ok(view) => view.ui(ui, has_keyboard),
            Err(sentence) => message_ui(ui, sentence),
        }
    }
}

/// The source in a window's data. Fails with one sentence.
fn source(data: &Value) -> Result<&str, String> {
    let source = match data {
        Value::Record(record) => record.get("source").unwrap_or(&Value::Absent),
        other => other,
    };
    match source {
        Value::Text(text) => Ok(text),
        Value::Absent | Value::Null => Err("There is no text yet. Send {source: a text in Markdown}".to_owned()),
        other => Err(format!("A {} is no text. Send {{source: a text in Markdown}}", other.kind())),
    }
}
