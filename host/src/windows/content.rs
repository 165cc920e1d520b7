//! What a window shows, by its type.

use super::generic::GenericContent;
use super::image::ImageContent;
use super::log::LogContent;
use super::message::message_ui;
use super::table::TableContent;
use super::text;
use egui::{Ui, Vec2, vec2};
use imjoy_engine::front_end::WindowDescription;
use imjoy_engine::identity::PluginId;
use imjoy_engine::log::Log;
use imjoy_engine::value::Value;
use std::sync::Arc;

/// Most characters of a Markdown text that are laid out.
const TEXT_CHARACTERS: usize = 100_000;

/// The content of one window. Making it never fails: data that cannot be shown become a
/// sentence that says what is wrong and what to do.
pub struct WindowContent {
    data: Value,
    config: Value,
    has_keyboard: bool,
    kind: Kind,
}

enum Kind {
    Image(Box<ImageContent>),
    Generic(Box<GenericContent>),
    Table(Box<TableContent>),
    Log(Box<LogContent>),
    Text(String),
    Message(String),
}

impl WindowContent {
    /// The content of the window described. A window of type `imjoy/log` shows the log of
    /// the plugin that opened it, no other.
    pub fn new(description: &WindowDescription, log: &Arc<Log>) -> WindowContent {
        let data = description.data.clone();
        let config = description.config.clone();
        let kind = match description.window_type.as_str() {
            "imjoy/image" => Kind::Image(Box::new(ImageContent::new(&data, &config))),
            "imjoy/generic" => Kind::Generic(Box::new(GenericContent::new(data.clone()))),
            "imjoy/table" => Kind::Table(Box::new(TableContent::new(&data))),
            "imjoy/log" => Kind::Log(Box::new(LogContent::new(log.clone(), Some(description.plugin)))),
            "imjoy/markdown" => Kind::Text(markdown_text(&data)),
            other => Kind::Message(format!(
                "Window type {} is not available yet. Use imjoy/image, imjoy/table or imjoy/generic",
                text::line(other, 60)
            )),
        };
        WindowContent { data, config, has_keyboard: false, kind }
    }

    /// The log of one plugin, or of all.
    pub(super) fn of_log(log: Arc<Log>, plugin: Option<PluginId>) -> WindowContent {
        WindowContent {
            data: Value::Absent,
            config: Value::Absent,
            has_keyboard: false,
            kind: Kind::Log(Box::new(LogContent::new(log, plugin.map(Some)))),
        }
    }

    /// A picture.
    pub(super) fn of_image(data: Value) -> WindowContent {
        let kind = Kind::Image(Box::new(ImageContent::new(&data, &Value::Absent)));
        WindowContent { data, config: Value::Absent, has_keyboard: false, kind }
    }

    /// Replaces the data, the settings or both; what is `None` stays. Zoom, contrast,
    /// expanded nodes and the like stay where the new data allow it.
    pub fn update(&mut self, data: Option<&Value>, config: Option<&Value>) {
        if let Some(config) = config {
            self.config = config.clone();
        }
        if let Some(data) = data {
            self.data = data.clone();
        }
        match &mut self.kind {
            Kind::Image(image) => image.update(data, config),
            Kind::Generic(generic) => {
                if let Some(data) = data {
                    generic.set_data(data.clone());
                }
            }
            Kind::Table(table) => {
                if let Some(data) = data {
                    table.set_data(data);
                }
            }
            Kind::Text(text) => {
                if let Some(data) = data {
                    *text = markdown_text(data);
                }
            }
            Kind::Log(_) | Kind::Message(_) => {}
        }
    }

    /// Draws the content into all the space of `ui`.
    pub fn ui(&mut self, ui: &mut Ui) {
        let has_keyboard = self.has_keyboard;
        match &mut self.kind {
            Kind::Image(image) => image.ui(ui, has_keyboard),
            Kind::Generic(generic) => generic.ui(ui, has_keyboard),
            Kind::Table(table) => table.ui(ui, has_keyboard),
            Kind::Log(log) => log.ui(ui, has_keyboard),
            Kind::Text(text) => text_ui(ui, text),
            Kind::Message(sentence) => message_ui(ui, sentence),
        }
    }

    /// A size, in points, at which the content is readable: where the window may be made
    /// as large as it likes.
    pub fn default_size(&self) -> Vec2 {
        match &self.kind {
            Kind::Image(image) => image.default_size(),
            Kind::Generic(_) => vec2(420.0, 390.0),
            Kind::Table(_) => vec2(480.0, 360.0),
            Kind::Log(_) => vec2(660.0, 300.0),
            Kind::Text(_) => vec2(480.0, 360.0),
            Kind::Message(_) => vec2(360.0, 150.0),
        }
    }

    /// What the window shows, as the plugin sent it.
    pub fn data(&self) -> &Value {
        &self.data
    }

    /// The window's settings, as the plugin sent them.
    pub fn config(&self) -> &Value {
        &self.config
    }

    /// Tells whether keys go to this window.
    pub(super) fn set_has_keyboard(&mut self, has_keyboard: bool) {
        self.has_keyboard = has_keyboard;
    }

    /// A picture that the user asked to see in a window of its own, once.
    pub(super) fn take_requested_image(&mut self) -> Option<Value> {
        match &mut self.kind {
            Kind::Log(log) => log.take_requested_image(),
            _ => None,
        }
    }

    /// Whether errors have been shown since the last call; only a log ever says so.
    pub(super) fn take_errors_seen(&mut self) -> bool {
        match &mut self.kind {
            Kind::Log(log) => log.take_errors_seen(),
            _ => false,
        }
    }
}

/// The source of a Markdown window, shown as it is written.
fn markdown_text(data: &Value) -> String {
    let source = data.field("source").unwrap_or(data);
    match source.as_text() {
        Some(text) => match text.char_indices().nth(TEXT_CHARACTERS) {
            Some((end, _)) => format!("{}\n… (cut)", text.get(..end).unwrap_or_default()),
            None => text.to_owned(),
        },
        None => format!("A text is needed in data.source, not {}", source.kind()),
    }
}

fn text_ui(ui: &mut Ui, text: &str) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        egui::Frame::NONE.inner_margin(8.0).show(ui, |ui| {
            ui.add(egui::Label::new(text).wrap());
        });
    });
}
