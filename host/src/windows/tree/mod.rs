//! `imjoy/tree`: named nodes that a plugin keeps data in, to be looked through and chosen
//! from.
//!
//! Data as in ImJoy: nodes `{title, children, isLeaf, isExpanded, isSelectable, data}` in
//! `data.nodes`, `data.data.nodes`, `config.nodes` or as the data itself; any other record
//! or list becomes a tree of its fields. A node with neither children nor `isLeaf` is an
//! empty folder: its `toggle` lets a plugin fill it.
//!
//! Events, each with `{path, title, isLeaf, isExpanded, level, data}` of a node: `select`,
//! `activate` (double click or Enter), `toggle` (expanded or collapsed).
//!
//! Invariants: only the visible rows are drawn; more than [`NODES_AT_ONCE`] nodes are read
//! in a task; what the user has expanded stays so when the data are replaced, as long as a
//! node of the same title is at the same place.
//!
//! # Known limits
//!
//! Functions in the data (`node_dbclick_callback`, `node_select_callback`,
//! `node_toggle_callback` of ImJoy) are not called: `window.on("activate", …)` and the
//! other two events take their place. Nodes cannot be dragged or removed, one at a time is
//! selected. At most [`nodes::MOST_NODES`] nodes are kept.

mod nodes;
mod row;

use self::nodes::Nodes;
use self::row::{RowAction, RowLook};
use super::discard::discard;
use super::generic::node;
use super::message::message_ui;
use super::number::count;
use super::task::{Progress, Task};
use egui::{
    Context, Event, Frame, Key, Label, Margin, Modifiers, RichText, ScrollArea, TextEdit, TextStyle, Ui, Vec2, vec2,
};
use imjoy_engine::value::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// Most nodes that are read while the GUI waits.
const NODES_AT_ONCE: usize = 500;
/// How long a pause ends a title that is typed, in seconds.
const TYPING_PAUSE: f64 = 1.0;
/// Rows that Page Up and Page Down go.
const PAGE: usize = 12;
/// Most events that wait to be taken.
const MOST_EVENTS: usize = 1_000;
const MARGIN: f32 = 8.0;

/// Content of a window of type `imjoy/tree`.
pub struct TreeContent {
    data: Arc<Value>,
    config: Value,
    /// Data and settings that have not been read yet.
    is_unread: bool,
    reading: Option<Task<Result<Nodes, String>>>,
    nodes: Result<Nodes, String>,
    /// What the user has expanded or collapsed: by path, with the node's title.
    toggled: HashMap<Vec<usize>, (String, bool)>,
    filter: String,
    /// `None`: to be made anew.
    rows: Option<Vec<usize>>,
    /// Path of the selected node.
    selected: Option<Vec<usize>>,
    scroll_offset: f32,
    /// The selected row is to be scrolled to.
    reveal_selected: bool,
    typed: String,
    typed_at: f64,
    events: Vec<(String, Value)>,
}

impl TreeContent {
    /// The tree in the data or settings.
    pub fn new(data: Arc<Value>, config: &Value) -> Self {
        Self {
            data,
            config: config.clone(),
            is_unread: true,
            reading: None,
            nodes: Err("Reading the tree …".to_owned()),
            toggled: HashMap::new(),
            filter: String::new(),
            rows: None,
            selected: None,
            scroll_offset: 0.0,
            reveal_selected: false,
            typed: String::new(),
            typed_at: 0.0,
            events: Vec::new(),
        }
    }

    /// Replaces the data, the settings or both.
    pub fn update(&mut self, data: Option<Arc<Value>>, config: Option<&Value>) {
        if let Some(data) = data {
            self.data = data;
        }
        if let Some(config) = config {
            self.config = config.clone();
        }
        self.is_unread = true;
    }

    /// A size at which some rows are readable.
    pub fn default_size(&self) -> Vec2 {
        vec2(330.0, 390.0)
    }

    /// What has happened since the last call.
    pub fn take_events(&mut self) -> Vec<(String, Value)> {
        std::mem::take(&mut self.events)
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        self.work(ui.ctx());
        // Taken out while it is drawn, so that the rows may change the rest.
        let mut nodes = match std::mem::replace(&mut self.nodes, Err(String::new())) {
            Ok(nodes) => nodes,
            Err(sentence) => {
                message_ui(ui, &sentence);
                self.nodes = Err(sentence);
                return;
            }
        };
        self.filter_ui(ui);
        let mut rows = self.rows.take().unwrap_or_else(|| self.rows_of(&nodes));
        // Before the rows are drawn, so that the row that is selected is scrolled to.
        if has_keyboard && let Some(action) = self.keys(ui, &nodes, &rows) {
            self.act(&mut nodes, action);
            rows = self.rows_of(&nodes);
            ui.request_repaint();
        }
        let action = self.rows_ui(ui, &nodes, &rows);
        self.rows = Some(rows);
        if let Some(action) = action {
            self.act(&mut nodes, action);
            ui.request_repaint();
        }
        self.nodes = Ok(nodes);
    }

    fn rows_of(&self, nodes: &Nodes) -> Vec<usize> {
        match self.filter.trim() {
            "" => nodes.visible(),
            filter => nodes.found(filter),
        }
    }

    fn work(&mut self, context: &Context) {
        if let Some(task) = &self.reading {
            match task.poll() {
                Progress::Running => {}
                Progress::Done(nodes) => {
                    self.reading = None;
                    self.install(nodes);
                }
                Progress::Lost => {
                    self.reading = None;
                    self.nodes =
                        Err("The tree could not be read. Close the window and run the plugin again".to_owned());
                }
            }
        }
        if self.reading.is_some() || !std::mem::take(&mut self.is_unread) {
            return;
        }
        if is_longer(&self.data, NODES_AT_ONCE) || is_longer(&self.config, NODES_AT_ONCE) {
            let (data, config) = (self.data.clone(), self.config.clone());
            match Task::start(context, move || Nodes::read(&data, &config)) {
                Ok(task) => self.reading = Some(task),
                Err(sentence) => self.nodes = Err(sentence),
            }
        } else {
            self.install(Nodes::read(&self.data, &self.config));
        }
    }

    fn install(&mut self, nodes: Result<Nodes, String>) {
        self.rows = None;
        let nodes = nodes.map(|mut nodes| {
            self.toggled.retain(|path, (title, is_expanded)| {
                let node = nodes.at(path).filter(|index| nodes.get(*index).is_some_and(|node| node.title == *title));
                node.inspect(|index| nodes.set_expanded(*index, *is_expanded)).is_some()
            });
            if self.selected.as_ref().is_some_and(|path| nodes.at(path).is_none()) {
                self.selected = None;
            }
            nodes
        });
        discard(std::mem::replace(&mut self.nodes, nodes));
    }

    fn filter_ui(&mut self, ui: &mut Ui) {
        Frame::NONE.inner_margin(Margin::symmetric(MARGIN as i8, 4)).show(ui, |ui| {
            let edit = TextEdit::singleline(&mut self.filter).hint_text("Filter").desired_width(f32::INFINITY);
            if ui.add(edit).accessible_name("Filter").changed() {
                self.rows = None;
            }
        });
    }

    fn rows_ui(&mut self, ui: &mut Ui, nodes: &Nodes, rows: &[usize]) -> Option<RowAction> {
        let row_height = ui.text_style_height(&TextStyle::Body) + 4.0;
        let note_height = if nodes.is_cut { row_height } else { 0.0 };
        let height = (ui.available_height() - note_height).max(20.0);
        let selected = self.selected.as_ref().and_then(|path| nodes.at(path));
        let mut area = ScrollArea::both().id_salt("nodes").auto_shrink(false).max_height(height);
        if std::mem::take(&mut self.reveal_selected)
            && let Some(place) = rows.iter().position(|row| Some(*row) == selected)
        {
            let top = place as f32 * row_height;
            let lowest = (top + row_height - height).max(0.0);
            area = area.vertical_scroll_offset(self.scroll_offset.clamp(lowest.min(top), top.max(lowest)));
        }
        let mut action = None;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if rows.is_empty() {
                ui.horizontal(|ui| {
                    ui.add_space(MARGIN);
                    ui.weak(if self.filter.trim().is_empty() { "Nothing in it" } else { "Nothing found" });
                });
            }
            let output = area.show_rows(ui, row_height, rows.len(), |ui, range| {
                for index in rows.get(range).unwrap_or_default() {
                    let Some(node) = nodes.get(*index) else { continue };
                    let look = RowLook { height: row_height, is_selected: selected == Some(*index) };
                    action = row::row_ui(ui, node, *index, look).or(action.take());
                }
            });
            self.scroll_offset = output.state.clamped_offset().y;
            if nodes.is_cut {
                let note = format!("Only {} nodes in {} levels are shown", count(nodes.len()), 64);
                ui.add(Label::new(RichText::new(note).small().weak()).truncate());
            }
        });
        action
    }

    fn act(&mut self, nodes: &mut Nodes, action: RowAction) {
        match action {
            RowAction::Select(index) => self.select(nodes, index),
            RowAction::Toggle(index) => self.toggle(nodes, index),
            RowAction::Activate(index) => {
                self.select(nodes, index);
                self.tell("activate", nodes, index);
            }
        }
    }

    fn select(&mut self, nodes: &Nodes, index: usize) {
        let path = nodes.path(index);
        let is_selectable = nodes.get(index).is_some_and(|node| node.is_selectable);
        if is_selectable && self.selected.as_ref() != Some(&path) {
            self.selected = Some(path);
            self.tell("select", nodes, index);
        }
    }

    fn toggle(&mut self, nodes: &mut Nodes, index: usize) {
        let Some(node) = nodes.get(index).filter(|node| !node.is_leaf) else { return };
        let (title, is_expanded) = (node.title.clone(), !node.is_expanded);
        nodes.set_expanded(index, is_expanded);
        self.toggled.insert(nodes.path(index), (title, is_expanded));
        self.rows = None;
        self.tell("toggle", nodes, index);
    }

    fn tell(&mut self, event: &str, nodes: &Nodes, index: usize) {
        if self.events.len() < MOST_EVENTS {
            self.events.push((event.to_owned(), nodes.event(index)));
        }
    }

    fn keys(&mut self, ui: &Ui, nodes: &Nodes, rows: &[usize]) -> Option<RowAction> {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let selected = self.selected.as_ref().and_then(|path| nodes.at(path));
        let place = selected.and_then(|index| rows.iter().position(|row| *row == index));
        let last = rows.len().checked_sub(1)?;
        let target = if pressed(Key::ArrowDown) {
            Some(place.map_or(0, |place| place + 1).min(last))
        } else if pressed(Key::ArrowUp) {
            Some(place.map_or(last, |place| place.saturating_sub(1)))
        } else if pressed(Key::PageDown) {
            Some((place.unwrap_or(0) + PAGE).min(last))
        } else if pressed(Key::PageUp) {
            Some(place.unwrap_or(0).saturating_sub(PAGE))
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(last)
        } else {
            None
        };
        if let Some(target) = target {
            self.reveal_selected = true;
            return rows.get(target).copied().map(RowAction::Select);
        }
        if let Some(found) = self.typed(ui, nodes, rows, place) {
            self.reveal_selected = true;
            return Some(RowAction::Select(found));
        }
        let index = selected?;
        let node = nodes.get(index)?;
        if pressed(Key::Enter) {
            return Some(RowAction::Activate(index));
        }
        let has_children = node.end > index + 1;
        if pressed(Key::ArrowRight) {
            return match (node.is_leaf, node.is_expanded) {
                (false, false) => Some(RowAction::Toggle(index)),
                (_, true) if has_children => {
                    self.reveal_selected = true;
                    Some(RowAction::Select(index + 1))
                }
                _ => None,
            };
        }
        if pressed(Key::ArrowLeft) {
            if !node.is_leaf && node.is_expanded && has_children && self.filter.trim().is_empty() {
                return Some(RowAction::Toggle(index));
            }
            self.reveal_selected = true;
            return node.parent.map(RowAction::Select);
        }
        None
    }

    /// The next row whose title begins with what has been typed.
    fn typed(&mut self, ui: &Ui, nodes: &Nodes, rows: &[usize], place: Option<usize>) -> Option<usize> {
        let (typed, now) = ui.input(|input| {
            let texts = input.events.iter().filter_map(|event| match event {
                Event::Text(text) => Some(text.as_str()),
                _ => None,
            });
            (texts.collect::<String>(), input.time)
        });
        if typed.is_empty() {
            return None;
        }
        if now - self.typed_at > TYPING_PAUSE {
            self.typed.clear();
        }
        self.typed_at = now;
        let is_first = self.typed.is_empty();
        self.typed.push_str(&typed.to_lowercase());
        // Another first letter goes on, more letters stay if they still fit.
        let start = place.map_or(0, |place| if is_first { place + 1 } else { place });
        let fits =
            |row: &&usize| nodes.get(**row).is_some_and(|node| node.title.to_lowercase().starts_with(&self.typed));
        rows.iter().cycle().skip(start).take(rows.len()).find(fits).copied()
    }
}

/// Whether a value has more than so many members, at all levels together.
fn is_longer(value: &Value, most: usize) -> bool {
    fn take(value: &Value, left: &mut usize, depth: usize) -> bool {
        let length = node::length(value);
        if length > *left || depth > 200 {
            return true;
        }
        *left -= length;
        match value {
            Value::List(values) | Value::Set(values) => values.iter().any(|value| take(value, left, depth + 1)),
            Value::Record(record) => record.iter().any(|(_, value)| take(value, left, depth + 1)),
            Value::Pairs(pairs) => pairs.iter().any(|(_, value)| take(value, left, depth + 1)),
            _ => false,
        }
    }
    take(value, &mut { most }, 0)
}
