//! The log of a plugin, or of all.
//!
//! Invariants: the log is read only when it has a newer entry; only visible lines are laid
//! out. An entry of several lines takes several rows, so that all rows are equally high.
//!
//! # Known limits
//!
//! A log that another window has cleared shows its old entries here until the next one.

use super::{palette, text};
use egui::{Button, Color32, Event, Frame, Label, Margin, RichText, ScrollArea, TextEdit, TextStyle, Ui, Visuals};
use imjoy_engine::identity::PluginId;
use imjoy_engine::log::{Log, LogEntry, LogLevel};
use imjoy_engine::value::Value;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Content of a log window.
pub struct LogContent {
    log: Arc<Log>,
    /// As [`Log::entries`] has it.
    of: Option<Option<PluginId>>,
    entries: Vec<LogEntry>,
    /// The newest entry when the log was last read; `None`: to be read.
    read_up_to: Option<u64>,
    lines: Vec<Line>,
    lines_are_old: bool,
    filter: String,
    errors_only: bool,
    follow: bool,
    requested_image: Option<Value>,
    errors_seen: bool,
}

/// A line of an entry.
struct Line {
    /// Index of the entry.
    entry: usize,
    is_first: bool,
    /// Bytes of the entry's text.
    range: std::ops::Range<usize>,
}

impl LogContent {
    /// The log of one plugin, of the host, or of all; as [`Log::entries`] has it.
    pub fn new(log: Arc<Log>, of: Option<Option<PluginId>>) -> Self {
        Self {
            log,
            of,
            entries: Vec::new(),
            read_up_to: None,
            lines: Vec::new(),
            lines_are_old: true,
            filter: String::new(),
            errors_only: false,
            follow: true,
            requested_image: None,
            errors_seen: false,
        }
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        self.read();
        Frame::NONE.inner_margin(Margin::symmetric(8, 4)).show(ui, |ui| self.toolbar_ui(ui));
        if std::mem::take(&mut self.lines_are_old) {
            self.lines = lines(&self.entries, &self.filter, self.errors_only);
        }
        let is_copy = has_keyboard && ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)));
        // Selected text is copied by egui itself.
        let has_selection = || {
            let state = ui.ctx().plugin_opt::<egui::text_selection::LabelSelectionState>();
            state.is_some_and(|state| state.lock().has_selection())
        };
        if is_copy && !has_selection() {
            self.copy(ui);
        }
        self.lines_ui(ui);
    }

    /// A picture of the log that the user wants to see, once.
    pub fn take_requested_image(&mut self) -> Option<Value> {
        self.requested_image.take()
    }

    /// Whether new errors have been shown since the last call.
    pub fn take_errors_seen(&mut self) -> bool {
        std::mem::take(&mut self.errors_seen)
    }

    fn read(&mut self) {
        // Asked for before the entries: one added between the two is then read again.
        let newest = self.log.newest();
        if self.read_up_to == Some(newest) {
            return;
        }
        let read_before = self.read_up_to.replace(newest).unwrap_or(0);
        self.entries = self.log.entries(self.of);
        self.lines_are_old = true;
        self.errors_seen |= self.entries.iter().any(|entry| entry.sequence > read_before && entry.level.is_error());
    }

    fn toolbar_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            let width = (ui.available_width() - 280.0).clamp(60.0, 300.0);
            let filter = ui.add(TextEdit::singleline(&mut self.filter).hint_text("Filter").desired_width(width));
            let errors = ui.add(Button::new("Errors only").small().selected(self.errors_only));
            if errors.clicked() {
                self.errors_only = !self.errors_only;
            }
            self.lines_are_old |= filter.changed() || errors.clicked();
            let follow = ui.add(Button::new("Follow").small().selected(self.follow));
            if follow.on_hover_text("Stay at the newest entry").clicked() {
                self.follow = !self.follow;
            }
            if named_button(ui, "Copy", "Copy log") {
                self.copy(ui);
            }
            if named_button(ui, "Clear", "Clear log") {
                self.log.clear(self.of);
                self.read_up_to = None;
                self.read();
            }
        });
    }

    fn lines_ui(&mut self, ui: &mut Ui) {
        if self.lines.is_empty() {
            let text = if self.entries.is_empty() { "The log is empty" } else { "Nothing found" };
            ui.vertical_centered(|ui| {
                ui.add_space(16.0);
                ui.weak(text);
            });
            return;
        }
        let row_height = ui.text_style_height(&TextStyle::Monospace) + 3.0;
        let shows_plugin = self.of.is_none();
        let mut requested_image = None;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::both().id_salt("log").auto_shrink(false).stick_to_bottom(self.follow).show_rows(
                ui,
                row_height,
                self.lines.len(),
                |ui, range| {
                    for line in self.lines.get(range).unwrap_or_default() {
                        let Some(entry) = self.entries.get(line.entry) else { continue };
                        if line_ui(ui, entry, line, row_height, shows_plugin) {
                            requested_image = entry.image.clone();
                        }
                    }
                },
            );
        });
        self.requested_image = requested_image.or(self.requested_image.take());
    }

    fn copy(&self, ui: &Ui) {
        let mut text = String::new();
        for line in &self.lines {
            let Some(entry) = self.entries.get(line.entry) else { continue };
            if line.is_first {
                let level = if entry.level.is_error() { " error" } else { "" };
                text.push_str(&format!("{} {}{level}: ", time_text(entry.time), entry.plugin_name));
            }
            text.push_str(entry.text.get(line.range.clone()).unwrap_or_default());
            text.push('\n');
        }
        ui.copy_text(text);
    }
}

fn named_button(ui: &mut Ui, text: &str, label: &str) -> bool {
    let response = ui.small_button(text);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, label));
    response.clicked()
}

/// Draws a line. Gives whether the entry's picture is wanted.
fn line_ui(ui: &mut Ui, entry: &LogEntry, line: &Line, height: f32, shows_plugin: bool) -> bool {
    let mut is_image_wanted = false;
    ui.horizontal(|ui| {
        ui.set_height(height);
        ui.add_space(8.0);
        ui.spacing_mut().item_spacing.x = 10.0;
        let secondary = palette::secondary(ui.visuals());
        let cell = |ui: &mut Ui, text: String, characters: f32| {
            let width = characters * 7.2;
            let text = RichText::new(text).monospace().color(secondary);
            ui.scope(|ui| {
                ui.set_width(width);
                ui.add(Label::new(text).truncate().selectable(false));
            });
        };
        cell(ui, if line.is_first { time_text(entry.time) } else { String::new() }, 9.0);
        if shows_plugin {
            cell(ui, if line.is_first { text::line(&entry.plugin_name, 18) } else { String::new() }, 18.0);
        }
        let text = entry.text.get(line.range.clone()).unwrap_or_default();
        let text = RichText::new(text).monospace().color(level_colour(entry.level, ui.visuals()));
        ui.add(Label::new(text).extend().selectable(true));
        if line.is_first && entry.image.is_some() {
            is_image_wanted = ui.small_button("Show image").clicked();
        }
    });
    is_image_wanted
}

fn level_colour(level: LogLevel, visuals: &Visuals) -> Color32 {
    match level {
        LogLevel::Error | LogLevel::Failure => palette::error(visuals),
        LogLevel::Info => visuals.text_color(),
        LogLevel::Output => palette::secondary(visuals),
    }
}

/// The lines of the entries that are wanted.
fn lines(entries: &[LogEntry], filter: &str, errors_only: bool) -> Vec<Line> {
    let filter = filter.trim().to_lowercase();
    let mut lines = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let is_wanted = (!errors_only || entry.level.is_error())
            && (filter.is_empty()
                || entry.text.to_lowercase().contains(&filter)
                || entry.plugin_name.to_lowercase().contains(&filter));
        if !is_wanted {
            continue;
        }
        let mut start = 0;
        for (number, line) in entry.text.split('\n').enumerate() {
            let range = start..start + line.len();
            start = range.end + 1;
            // The newline at the end of what was printed starts no line.
            if number > 0 && range.is_empty() && range.end == entry.text.len() {
                continue;
            }
            lines.push(Line { entry: index, is_first: number == 0, range });
        }
    }
    lines
}

/// Time of day in UTC: hours, minutes, seconds.
///
/// Known limit: the local time would need the time zone data of the system.
fn time_text(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or(0) % 86_400;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log() -> Arc<Log> {
        let log = Log::default();
        let name: Arc<str> = "hello".into();
        log.add(None, &name, LogLevel::Output, "one\ntwo\n", None);
        log.add(None, &name, LogLevel::Error, "broken", None);
        Arc::new(log)
    }

    fn texts(entries: &[LogEntry], filter: &str, errors_only: bool) -> Vec<(String, bool)> {
        lines(entries, filter, errors_only)
            .iter()
            .map(|line| (entries[line.entry].text[line.range.clone()].to_owned(), line.is_first))
            .collect()
    }

    #[test]
    fn entries_become_lines() {
        let entries = log().entries(None);
        let line = |text: &str, is_first| (text.to_owned(), is_first);
        assert_eq!(texts(&entries, "", false), [line("one", true), line("two", false), line("broken", true)]);
        assert_eq!(texts(&entries, "BROK", false), [line("broken", true)]);
        assert_eq!(texts(&entries, "", true), [line("broken", true)]);
        assert_eq!(texts(&entries, "hello", false).len(), 3);
        assert_eq!(texts(&entries, "nowhere", false), []);
    }

    #[test]
    fn the_log_is_read_when_it_is_newer() {
        let log = log();
        let mut content = LogContent::new(log.clone(), None);
        content.read();
        assert!(content.take_errors_seen() && !content.take_errors_seen());
        assert_eq!(content.entries.len(), 2);
        content.lines_are_old = false;
        content.read();
        assert!(!content.lines_are_old);
        log.add(None, &"p".into(), LogLevel::Info, "three", None);
        content.read();
        assert!(content.lines_are_old && !content.take_errors_seen());
        assert_eq!(content.entries.len(), 3);
    }

    #[test]
    fn times() {
        assert_eq!(time_text(UNIX_EPOCH + std::time::Duration::from_secs(86_400 + 3_661)), "01:01:01");
    }
}
