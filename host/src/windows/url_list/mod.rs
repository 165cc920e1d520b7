//! `imjoy/url_list`: addresses, each a link.
//!
//! Data is a list, as such or in the field `urls`; a member is the text of an address, or a
//! record `{name or title, url}`. A click selects and opens; where a link leads is seen
//! when the pointer is over it. An address that does not lead to the web or to mail is
//! plain text, with the reason ([`link`](super::link)).
//!
//! Invariants: only visible rows are drawn; nothing is opened without a click or Enter.
//!
//! # Known limits
//!
//! At most [`MOST_ENTRIES`] addresses are shown.

use super::focus::give_back_after_click;
use super::message::message_ui;
use super::number::count;
use super::{link, palette, text};
use egui::accesskit::Role;
use egui::{
    Align, Button, Event, Frame, Key, Label, Layout, Margin, Modifiers, OpenUrl, RichText, ScrollArea, Sense, Ui,
    UiBuilder, WidgetInfo, vec2,
};
use imjoy_engine::value::{Record, Value};

/// Most addresses that are shown.
const MOST_ENTRIES: usize = 10_000;
/// Most characters of a name or an address in its row.
const CHARACTERS: usize = 300;
const ROW_HEIGHT: f32 = 24.0;

/// Content of a window of type `imjoy/url_list`.
pub struct UrlListContent {
    entries: Result<Vec<Entry>, String>,
    /// Addresses that are left out.
    left_out: usize,
    selected: Option<usize>,
    reveal_selected: bool,
    offset: f32,
    events: Vec<(String, Value)>,
}

struct Entry {
    /// What is shown: the name, or the address.
    name: String,
    address: String,
    /// Why it is not opened.
    refusal: Option<&'static str>,
}

impl UrlListContent {
    /// The addresses in `data`.
    pub fn new(data: &Value) -> Self {
        let mut content = Self {
            entries: Ok(Vec::new()),
            left_out: 0,
            selected: None,
            reveal_selected: false,
            offset: 0.0,
            events: Vec::new(),
        };
        content.set_data(data);
        content
    }

    /// Replaces the addresses; the selected one stays so if it is still there.
    pub fn set_data(&mut self, data: &Value) {
        let selected = self.selected_entry().map(|entry| entry.address.clone());
        match members(data) {
            Ok(members) => {
                self.left_out = members.len().saturating_sub(MOST_ENTRIES);
                self.entries = members.iter().take(MOST_ENTRIES).map(entry).collect();
            }
            Err(sentence) => self.entries = Err(sentence),
        }
        let entries = self.entries.as_ref().ok();
        self.selected = selected
            .and_then(|address| entries.and_then(|entries| entries.iter().position(|entry| entry.address == address)));
    }

    /// What the user has selected since the last call.
    pub fn take_events(&mut self) -> Vec<(String, Value)> {
        std::mem::take(&mut self.events)
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        let length = match &self.entries {
            Err(sentence) => return message_ui(ui, sentence),
            Ok(entries) if entries.is_empty() => return message_ui(ui, "There is no address in the list"),
            Ok(entries) => entries.len(),
        };
        if has_keyboard {
            self.keys(ui, length);
        }
        let height = (ui.available_height() - 24.0).max(20.0);
        let mut area = ScrollArea::vertical().id_salt("addresses").auto_shrink(false).max_height(height);
        if std::mem::take(&mut self.reveal_selected)
            && let Some(selected) = self.selected
        {
            let top = selected as f32 * ROW_HEIGHT;
            area = area.vertical_scroll_offset(self.offset.clamp((top + ROW_HEIGHT - height).max(0.0), top));
        }
        let mut clicked = None;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let output = area.show_rows(ui, ROW_HEIGHT, length, |ui, rows| {
                for index in rows {
                    let Some(entry) = self.entries.as_ref().ok().and_then(|entries| entries.get(index)) else {
                        continue;
                    };
                    if row_ui(ui, index, entry, self.selected == Some(index)) {
                        clicked = Some(index);
                    }
                }
            });
            self.offset = output.state.clamped_offset().y;
        });
        if let Some(index) = clicked {
            self.select(index);
        }
        Frame::NONE.inner_margin(Margin::symmetric(8, 3)).show(ui, |ui| {
            let note = match self.left_out {
                0 => String::new(),
                left_out => format!(", {} more are not shown", count(left_out)),
            };
            let noun = if length == 1 { "link" } else { "links" };
            let text = RichText::new(format!("{} {noun}{note}", count(length))).small();
            ui.add(Label::new(text.color(palette::secondary(ui.visuals()))).truncate().selectable(false));
        });
    }

    fn keys(&mut self, ui: &Ui, length: usize) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let next = if pressed(Key::ArrowDown) {
            Some(self.selected.map_or(0, |selected| (selected + 1).min(length - 1)))
        } else if pressed(Key::ArrowUp) {
            Some(self.selected.map_or(0, |selected| selected.saturating_sub(1)))
        } else {
            None
        };
        if let Some(next) = next {
            self.select(next);
            self.reveal_selected = true;
        }
        let Some(entry) = self.selected_entry() else { return };
        if pressed(Key::Enter) && entry.refusal.is_none() {
            ui.ctx().open_url(OpenUrl::new_tab(&entry.address));
        }
        if ui.input(|input| input.events.contains(&Event::Copy)) {
            ui.copy_text(entry.address.clone());
        }
    }

    fn selected_entry(&self) -> Option<&Entry> {
        self.entries.as_ref().ok()?.get(self.selected?)
    }

    fn select(&mut self, index: usize) {
        if self.selected != Some(index) {
            self.selected = Some(index);
            if let Some(entry) = self.selected_entry() {
                let data = Record::new().with("index", index as i64).with("url", entry.address.as_str());
                self.events = vec![("select".to_owned(), data.into())];
            }
        }
    }
}

/// Draws one address. Gives whether it was clicked.
fn row_ui(ui: &mut Ui, index: usize, entry: &Entry, is_selected: bool) -> bool {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW_HEIGHT));
    let response = ui.interact(rect, ui.scope_id().with(("address", index)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_selected, format!("Select {}", entry.name)));
    if is_selected {
        ui.painter().rect_filled(rect, 0.0, ui.visuals().selection.bg_fill);
    } else if response.contains_pointer() {
        ui.painter().rect_filled(rect, 0.0, ui.visuals().widgets.hovered.weak_bg_fill.gamma_multiply(0.5));
    }
    let mut row = ui.new_child(UiBuilder::new().max_rect(rect.shrink2(vec2(8.0, 0.0))).id_salt(("row", index)));
    let mut is_clicked = response.clicked();
    row.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let copy = ui.add(Button::new("Copy").small());
        copy.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Copy {}", entry.name)));
        give_back_after_click(&copy);
        if copy.on_hover_text("Copy the address").clicked() {
            ui.copy_text(entry.address.clone());
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| match entry.refusal {
            None => {
                let link = ui.add(
                    Label::new(RichText::new(&entry.name).color(ui.visuals().hyperlink_color))
                        .truncate()
                        .selectable(false)
                        .sense(Sense::CLICK),
                );
                link.widget_info(|| WidgetInfo::labeled(Role::Link, true, &entry.name));
                let link = link
                    .on_hover_cursor(egui::CursorIcon::PointingHand)
                    .on_hover_text(text::line(&entry.address, CHARACTERS));
                if link.clicked() {
                    is_clicked = true;
                    ui.ctx().open_url(OpenUrl::new_tab(&entry.address));
                }
            }
            Some(reason) => {
                let secondary = palette::secondary(ui.visuals());
                let shown = format!("{}  ({reason})", entry.name);
                ui.add(Label::new(RichText::new(shown.as_str()).color(secondary)).truncate().selectable(false))
                    .on_hover_text(&shown);
            }
        });
    });
    is_clicked
}

/// The members of the list. Fails with one sentence.
fn members(data: &Value) -> Result<Vec<Value>, String> {
    let list = match data {
        Value::Record(record) => match record.get("urls").or_else(|| record.get("url_list")) {
            Some(list) => list,
            None if record.get("url").is_some() => return Ok(vec![data.clone()]),
            None => return Err("The data have no field urls. Send {urls: a list of addresses}".to_owned()),
        },
        other => other,
    };
    match list {
        Value::Text(address) => Ok(vec![address.as_str().into()]),
        Value::Absent | Value::Null => Err("There is no address yet".to_owned()),
        other => other
            .as_list()
            .ok_or_else(|| format!("A {} is no list of addresses. Send {{urls: a list of texts}}", other.kind())),
    }
}

fn entry(member: &Value) -> Result<Entry, String> {
    let (name, address) = match member {
        Value::Text(address) => (None, address.as_str()),
        Value::Record(record) => {
            let field = |name: &str| record.get(name).and_then(Value::as_text);
            let address = field("url")
                .or_else(|| field("href"))
                .ok_or_else(|| "A record of the list has no field url. Send {name, url} for each address".to_owned())?;
            (field("title").or_else(|| field("name")), address)
        }
        other => return Err(format!("A {} is no address. Send texts, or records {{name, url}}", other.kind())),
    };
    let shown = text::line(name.filter(|name| !name.trim().is_empty()).unwrap_or(address), CHARACTERS);
    let found = link::target(address);
    Ok(Entry {
        name: if shown.is_empty() { "(empty)".to_owned() } else { shown },
        address: found.map_or_else(|_| text::line(address, CHARACTERS), str::to_owned),
        refusal: found.err(),
    })
}
