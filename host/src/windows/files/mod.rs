//! `imjoy/files`: a list of files, with a preview of the selected one.
//!
//! Data is a list, as such or in the field `files`; a member is a file, a path, or a record
//! `{name, size, type, path, url}` whose field `data`, `file`, `src` or `bytes` may hold the
//! contents. Files are described by what the plugin sent: nothing is read from a disk.
//!
//! Invariants: only visible rows are drawn; contents are looked into for the selected file
//! only, images in a task.
//!
//! # Known limits
//!
//! At most [`entry::MOST_ENTRIES`] files are shown. Images and texts have a preview.

mod entry;

use self::entry::{Entry, Preview};
use super::image::ImageContent;
use super::message::message_ui;
use super::number::count;
use super::palette;
use egui::accesskit::Role;
use egui::{
    Align2, Event, FontId, Frame, Key, Label, Margin, Modifiers, Rect, RichText, ScrollArea, Sense, TextStyle, Ui,
    WidgetInfo, pos2, vec2,
};
use imjoy_engine::value::{Record, Value};

const ROW_HEIGHT: f32 = 22.0;
const MARGIN: f32 = 8.0;
/// Width of the columns behind the name.
const SIZE_WIDTH: f32 = 80.0;
const TYPE_WIDTH: f32 = 150.0;
/// Share of the window that a preview takes.
const PREVIEW_SHARE: f32 = 0.5;

/// Content of a window of type `imjoy/files`.
pub struct FilesContent {
    entries: Result<Vec<Entry>, String>,
    left_out: usize,
    selected: Option<usize>,
    preview: Option<Shown>,
    reveal_selected: bool,
    offset: f32,
    events: Vec<(String, Value)>,
}

enum Shown {
    Image(Box<ImageContent>),
    Text(String),
    Nothing,
}

impl FilesContent {
    /// The files in `data`.
    pub fn new(data: &Value) -> Self {
        let mut content = Self {
            entries: Ok(Vec::new()),
            left_out: 0,
            selected: None,
            preview: None,
            reveal_selected: false,
            offset: 0.0,
            events: Vec::new(),
        };
        content.set_data(data);
        content
    }

    /// Replaces the files; the selected one stays so if one of its name is still there.
    pub fn set_data(&mut self, data: &Value) {
        let selected = self.selected_entry().map(|entry| entry.name.clone());
        match entry::members(data) {
            Ok(members) => {
                self.left_out = members.len().saturating_sub(entry::MOST_ENTRIES);
                self.entries = members.iter().take(entry::MOST_ENTRIES).map(Entry::new).collect();
            }
            Err(sentence) => self.entries = Err(sentence),
        }
        let entries = self.entries.as_ref().ok();
        self.selected =
            selected.and_then(|name| entries.and_then(|entries| entries.iter().position(|entry| entry.name == name)));
        let preview = self.selected_entry().map(Entry::preview);
        match (&mut self.preview, preview) {
            // The zoom stays.
            (Some(Shown::Image(image)), Some(Preview::Image(contents))) => image.update(Some(&contents), None),
            _ => self.preview = None,
        }
    }

    /// What the user has selected since the last call.
    pub fn take_events(&mut self) -> Vec<(String, Value)> {
        std::mem::take(&mut self.events)
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        let length = match &self.entries {
            Err(sentence) => return message_ui(ui, sentence),
            Ok(entries) if entries.is_empty() => return message_ui(ui, "There is no file in the list"),
            Ok(entries) => entries.len(),
        };
        if has_keyboard {
            self.keys(ui, length);
        }
        let whole = ui.available_height();
        let preview_height = if self.selected.is_some() { (whole * PREVIEW_SHARE).min(420.0) } else { 0.0 };
        let height = (whole - preview_height - ROW_HEIGHT - 24.0).max(ROW_HEIGHT);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            header_ui(ui);
            self.rows_ui(ui, length, height);
        });
        self.footer_ui(ui, length);
        self.preview_ui(ui);
    }

    fn rows_ui(&mut self, ui: &mut Ui, length: usize, height: f32) {
        let mut area = ScrollArea::vertical().id_salt("files").auto_shrink(false).max_height(height);
        if std::mem::take(&mut self.reveal_selected)
            && let Some(selected) = self.selected
        {
            let top = selected as f32 * ROW_HEIGHT;
            area = area.vertical_scroll_offset(self.offset.clamp((top + ROW_HEIGHT - height).max(0.0), top));
        }
        let mut clicked = None;
        let output = area.show_rows(ui, ROW_HEIGHT, length, |ui, rows| {
            for index in rows {
                let Some(entry) = self.entries.as_ref().ok().and_then(|entries| entries.get(index)) else { continue };
                if row_ui(ui, index, entry, self.selected == Some(index)) {
                    clicked = Some(index);
                }
            }
        });
        self.offset = output.state.clamped_offset().y;
        if let Some(index) = clicked {
            // A second click closes the preview.
            if self.selected == Some(index) {
                self.selected = None;
                self.preview = None;
                ui.request_repaint();
            } else {
                self.select(index);
            }
        }
    }

    fn footer_ui(&self, ui: &mut Ui, length: usize) {
        Frame::NONE.inner_margin(Margin::symmetric(8, 3)).show(ui, |ui| {
            let noun = if length == 1 { "file" } else { "files" };
            let bytes: u64 = self.entries.iter().flatten().filter_map(|entry| entry.size).fold(0, u64::saturating_add);
            let mut shown = format!("{} {noun}, {}", count(length), entry::size_text(bytes));
            if self.left_out > 0 {
                shown.push_str(&format!(", {} more are not shown", count(self.left_out)));
            }
            if let Some(place) = self.selected_entry().and_then(|entry| entry.place.as_deref()) {
                shown.push_str(&format!(" · {place}"));
            }
            let text = RichText::new(shown).small().color(palette::secondary(ui.visuals()));
            ui.add(Label::new(text).truncate());
        });
    }

    fn preview_ui(&mut self, ui: &mut Ui) {
        let Some(entry) = self.selected_entry() else { return };
        if self.preview.is_none() {
            self.preview = Some(match entry.preview() {
                Preview::Image(contents) => Shown::Image(Box::new(ImageContent::new(&contents, &Value::Absent))),
                Preview::Text(text) => Shown::Text(text),
                Preview::Nothing => Shown::Nothing,
            });
        }
        ui.separator();
        match &mut self.preview {
            Some(Shown::Image(image)) => image.preview_ui(ui),
            Some(Shown::Text(text)) => {
                ScrollArea::both().id_salt("preview").auto_shrink(false).show(ui, |ui| {
                    Frame::NONE.inner_margin(Margin::symmetric(8, 2)).show(ui, |ui| {
                        ui.add(Label::new(RichText::new(text.as_str()).monospace()).extend());
                    });
                });
            }
            Some(Shown::Nothing) => message_ui(ui, "There is no preview of this file"),
            None => {}
        }
    }

    fn keys(&mut self, ui: &Ui, length: usize) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = length - 1;
        let next = if pressed(Key::ArrowDown) {
            Some(self.selected.map_or(0, |selected| (selected + 1).min(last)))
        } else if pressed(Key::ArrowUp) {
            Some(self.selected.map_or(0, |selected| selected.saturating_sub(1)))
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(last)
        } else {
            None
        };
        if let Some(next) = next {
            self.select(next);
            self.reveal_selected = true;
        }
        if let Some(entry) = self.selected_entry()
            && ui.input(|input| input.events.contains(&Event::Copy))
        {
            ui.copy_text(entry.name.clone());
        }
    }

    fn selected_entry(&self) -> Option<&Entry> {
        self.entries.as_ref().ok()?.get(self.selected?)
    }

    fn select(&mut self, index: usize) {
        if self.selected == Some(index) {
            return;
        }
        self.selected = Some(index);
        self.preview = None;
        if let Some(entry) = self.selected_entry() {
            let data = Record::new().with("index", index as i64).with("name", entry.name.as_str());
            self.events = vec![("select".to_owned(), data.into())];
        }
    }
}

/// Where the columns of a row begin.
fn columns(rect: Rect) -> (f32, f32, f32) {
    let type_left = (rect.right() - TYPE_WIDTH).max(rect.left() + 120.0);
    let size_right = type_left - 14.0;
    (rect.left() + MARGIN, size_right, type_left)
}

fn header_ui(ui: &mut Ui) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW_HEIGHT));
    let (name_left, size_right, type_left) = columns(rect);
    let font = TextStyle::Small.resolve(ui.style());
    let colour = palette::secondary(ui.visuals());
    let y = rect.center().y;
    ui.painter().text(pos2(name_left, y), Align2::LEFT_CENTER, "Name", font.clone(), colour);
    ui.painter().text(pos2(size_right, y), Align2::RIGHT_CENTER, "Size", font.clone(), colour);
    ui.painter().text(pos2(type_left, y), Align2::LEFT_CENTER, "Type", font, colour);
}

/// Draws one file. Gives whether it was clicked.
fn row_ui(ui: &mut Ui, index: usize, entry: &Entry, is_selected: bool) -> bool {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW_HEIGHT));
    let response = ui.interact(rect, ui.scope_id().with(("file", index)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_selected, format!("Select {}", entry.name)));
    let visuals = ui.visuals();
    if is_selected {
        ui.painter().rect_filled(rect, 0.0, visuals.selection.bg_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, visuals.widgets.hovered.weak_bg_fill.gamma_multiply(0.5));
    } else if index % 2 == 1 {
        ui.painter().rect_filled(rect, 0.0, visuals.faint_bg_color);
    }
    let (name_left, size_right, type_left) = columns(rect);
    let font = TextStyle::Body.resolve(ui.style());
    let (colour, secondary) = (visuals.text_color(), palette::secondary(visuals));
    let y = rect.center().y;
    let column = |from: f32, to: f32| Rect::from_x_y_ranges(from..=to.max(from), rect.y_range());
    let put = |clip: Rect, at: egui::Pos2, align: Align2, text: &str, font: FontId, colour| {
        ui.painter().with_clip_rect(clip.intersect(ui.clip_rect())).text(at, align, text, font, colour);
    };
    let name = column(name_left, size_right - SIZE_WIDTH);
    put(name, pos2(name_left, y), Align2::LEFT_CENTER, entry.icon(), font.clone(), secondary);
    put(name, pos2(name_left + 22.0, y), Align2::LEFT_CENTER, &entry.name, font.clone(), colour);
    let size = entry.size.map(entry::size_text).unwrap_or_default();
    put(rect, pos2(size_right, y), Align2::RIGHT_CENTER, &size, font.clone(), secondary);
    let kind = column(type_left, rect.right() - 4.0);
    put(kind, pos2(type_left, y), Align2::LEFT_CENTER, &entry.kind, font, secondary);
    let response = response.on_hover_text(entry.place.as_deref().unwrap_or(&entry.name));
    response.context_menu(|ui| {
        if ui.button("Copy name").clicked() {
            ui.copy_text(entry.name.clone());
            ui.close();
        }
        if let Some(place) = &entry.place
            && ui.button("Copy path").clicked()
        {
            ui.copy_text(place.clone());
            ui.close();
        }
    });
    response.clicked()
}
