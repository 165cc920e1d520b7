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
//! - What takes long to read is read in a task; until then the former document stays.
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
use super::task::{Progress, Task};
use egui::{Context, Ui};
use imjoy_engine::value::Value;

/// Bytes of a source that are read while the GUI waits: about 0.1 ms.
const BYTES_AT_ONCE: usize = 500;

/// Content of a window of type `imjoy/markdown`.
pub struct MarkdownContent {
    shown: Result<MarkdownView, String>,
    /// A source that has not been read yet.
    unread: Option<String>,
    reading: Option<Task<Vec<String>>>,
}

impl MarkdownContent {
    /// The document in `data`.
    pub fn new(data: &Value) -> Self {
        let mut content = Self { shown: Ok(MarkdownView::of_blocks(Vec::new())), unread: None, reading: None };
        content.set_data(data);
        content
    }

    /// Replaces the document; the place to which it is scrolled stays.
    pub fn set_data(&mut self, data: &Value) {
        match source(data) {
            Ok(source) if source.len() > BYTES_AT_ONCE => self.unread = Some(source.to_owned()),
            Ok(source) => {
                self.forget_unread();
                self.install(document::blocks(source));
            }
            Err(sentence) => {
                self.forget_unread();
                self.shown = Err(sentence);
            }
        }
    }

    fn forget_unread(&mut self) {
        self.unread = None;
        self.reading = None;
    }

    fn install(&mut self, blocks: Vec<String>) {
        match &mut self.shown {
            Ok(view) => view.set_blocks(blocks),
            shown => *shown = Ok(MarkdownView::of_blocks(blocks)),
        }
    }

    /// Takes what has been read and starts what is to be read. Never waits.
    fn work(&mut self, context: &Context) {
        if let Some(task) = &self.reading {
            match task.poll() {
                Progress::Running => return,
                Progress::Done(blocks) => self.install(blocks),
                Progress::Lost => {
                    self.shown =
                        Err("The text could not be read. Close the window and run the plugin again".to_owned());
                }
            }
            self.reading = None;
        }
        let Some(source) = self.unread.take() else { return };
        match Task::start(context, move || document::blocks(&source)) {
            Ok(task) => self.reading = Some(task),
            Err(sentence) => self.shown = Err(sentence),
        }
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        self.work(ui.ctx());
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
