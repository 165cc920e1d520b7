//! `imjoy/interface` and window plugins: what a plugin described as a tree of elements.
//!
//! Purpose: keeps the newest tree that the engine has sent ([`imjoy_engine::interface`] has
//! its form) and draws it every frame; what the user does becomes events `interaction`.
//!
//! How a plugin's and the user's values go together: a widget shows what the user entered
//! until the plugin sends another value *than it sent before*; so a slow plugin that sends
//! its tree again does not take back what the user did meanwhile. Another `version` of the
//! element makes its values count in any case. While a slider or a shape is dragged, nothing
//! moves it but the pointer.
//!
//! # Events
//!
//! Each is a record with `id` (of the element), `kind`, and, by the kind:
//!
//! | `kind` | of | further fields |
//! |---|---|---|
//! | `click` | button | |
//! | `change` | text-input, number, choice, slider, range-slider, checkbox, tabs, group (collapsed) | `value` |
//! | `submit` | text-input (Enter), number, slider, range-slider (after a drag or an entry) | `value` |
//! | `select` | table | `rows`: indices in the data |
//! | `down`, `move`, `up`, `click`, `double-click`, `hover` | canvas | `position`, `shape` (id), `button`, `shift`, `ctrl`, `alt` |
//! | `wheel` | canvas | `position`, `amount` |
//! | `key` | canvas | `key`, `position` (if the pointer is over it), `shift`, `ctrl`, `alt` |
//! | `drag`, `drag-end` | canvas | `shape`, `vertex` (of one point alone), `geometry`: the fields of the shape as they are now |
//! | `drop` | canvas that wants it | `position`, `files`: records of `path`, `name`, `kind`, `size` |
//! | `draw` | canvas | `drawn`: a new shape, with `type` and the fields of its geometry |
//!
//! Elements without an id send nothing.
//!
//! # Invariants
//!
//! - Drawing calls no plugin and waits for nothing. What is costly to make (meshes of a
//!   canvas, textures, tables) is kept by the address of the element it was made of.
//! - What is out of sight in a column that scrolls is not drawn.
//! - Texts are cleaned and cut before they are laid out.
//!
//! # Known limits
//!
//! Columns and rows take the sizes that their elements had in the frame before. Text fields
//! keep no history of the texts that a plugin sends.

mod canvas;
mod containers;
mod embedded;
mod events;
mod inputs;
mod labels;
mod range_slider;
mod shortcuts;
mod state;
#[cfg(test)]
mod tests;

use self::events::Events;
use self::state::States;
use super::message::message_ui;
use egui::{Id, Ui, Vec2, vec2};
use imjoy_engine::interface::{Element, ElementKind};
use imjoy_engine::value::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Content of a window of type `imjoy/interface` or of a window plugin.
#[derive(Default)]
pub struct InterfaceContent {
    tree: Option<Arc<Element>>,
    states: States,
    events: Events,
    owner_has_ended: bool,
    number: Number,
}

/// Tells the widgets of one window from those of others that have the same ids, as all
/// windows of one plugin have: tiled windows share a layer.
struct Number(u64);

impl Default for Number {
    fn default() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Number(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl InterfaceContent {
    /// A window that has no content yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Replaces the tree. What the user entered stays where the plugin has not sent
    /// another value.
    pub fn set_tree(&mut self, tree: Arc<Element>) {
        self.states.tidy(&tree);
        self.tree = Some(tree);
    }

    /// Tells whether anybody listens; else the content can be read only.
    pub fn set_owner_has_ended(&mut self, has_ended: bool) {
        self.owner_has_ended = has_ended;
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        let Some(tree) = self.tree.clone() else {
            message_ui(ui, "The plugin has not described this window yet");
            return;
        };
        let has_keyboard = has_keyboard || self.states.canvas_has_focus(ui.ctx());
        let mut drawing = Drawing {
            states: &mut self.states,
            events: &mut self.events,
            has_keyboard,
            is_live: !self.owner_has_ended,
            fills_width: true,
            number: self.number.0,
        };
        if has_keyboard && drawing.is_live {
            shortcuts::take(ui, &tree, drawing.events);
        }
        egui::Frame::NONE.inner_margin(6.0).show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            let area = ui.available_rect_before_wrap();
            ui.set_clip_rect(ui.clip_rect().intersect(area.expand(2.0)));
            if tree.grow {
                element_ui(ui, &tree, Id::unique("root"), &mut drawing);
            } else {
                egui::ScrollArea::both().auto_shrink(false).show(ui, |ui| {
                    // The width of the window, not that of the widest element.
                    ui.set_max_width(area.width());
                    element_ui(ui, &tree, Id::unique("root"), &mut drawing);
                });
            }
        });
    }

    /// What the user did since the last call.
    pub fn take_events(&mut self) -> Vec<(String, Value)> {
        self.events.take()
    }

    /// A size at which the content is readable.
    pub fn default_size(&self) -> Vec2 {
        match &self.tree {
            Some(tree) if tree.grow => vec2(690.0, 540.0),
            _ => vec2(390.0, 330.0),
        }
    }
}

/// What drawing an element needs beside the element.
struct Drawing<'a> {
    states: &'a mut States,
    events: &'a mut Events,
    /// Whether keys go to this window.
    has_keyboard: bool,
    /// Whether a plugin listens.
    is_live: bool,
    /// Whether widgets take the width that there is; not in a row.
    fills_width: bool,
    /// Which window it is; part of the ids of widgets that are not made from its `ui`.
    number: u64,
}

/// The key of a child: its own id, else its place.
fn key_of(element: &Element, parent: Id, index: usize) -> Id {
    match &element.id {
        Some(id) => Id::unique(("element", &**id)),
        None => parent.with(index),
    }
}

/// Draws an element.
fn element_ui(ui: &mut Ui, element: &Arc<Element>, key: Id, drawing: &mut Drawing<'_>) {
    if !element.visible {
        return;
    }
    let is_input = !matches!(
        element.kind,
        ElementKind::Label(_)
            | ElementKind::Canvas(_)
            | ElementKind::Table(_)
            | ElementKind::Plot(_)
            | ElementKind::Image { .. }
            | ElementKind::Progress(_)
            | ElementKind::Separator
            | ElementKind::Space(_)
    ) && element.children.is_empty();
    let is_disabled = !element.enabled || (is_input && !drawing.is_live);
    if is_disabled || element.width.is_some() || element.height.is_some() {
        ui.scope(|ui| {
            if is_disabled {
                ui.disable();
            }
            // Before the content: these count from where the next widget comes.
            if let Some(width) = element.width {
                ui.set_max_width(width);
                ui.set_min_width(width);
            }
            if let Some(height) = element.height {
                ui.set_max_height(height);
                ui.set_min_height(height);
            }
            let fills_width = drawing.fills_width;
            drawing.fills_width |= element.width.is_some();
            kind_ui(ui, element, key, drawing);
            drawing.fills_width = fills_width;
        });
    } else {
        kind_ui(ui, element, key, drawing);
    }
}

fn kind_ui(ui: &mut Ui, element: &Arc<Element>, key: Id, drawing: &mut Drawing<'_>) {
    match &element.kind {
        ElementKind::Label(label) => labels::label_ui(ui, element, label),
        ElementKind::Button(button) => inputs::button_ui(ui, element, button, drawing),
        ElementKind::TextInput(input) => inputs::text_ui(ui, element, input, key, drawing),
        ElementKind::Number(number) => inputs::number_ui(ui, element, number, key, drawing),
        ElementKind::Choice(choice) => inputs::choice_ui(ui, element, choice, key, drawing),
        ElementKind::Slider(slider) => inputs::slider_ui(ui, element, slider, key, drawing),
        ElementKind::Checkbox(checkbox) => inputs::checkbox_ui(ui, element, checkbox, key, drawing),
        ElementKind::RangeSlider(slider) => range_slider::range_slider_ui(ui, element, slider, key, drawing),
        ElementKind::Progress(progress) => labels::progress_ui(ui, progress),
        ElementKind::Separator => {
            ui.separator();
        }
        ElementKind::Space(size) => {
            ui.add_space(*size);
        }
        ElementKind::Group(group) => containers::group_ui(ui, element, group, key, drawing),
        ElementKind::Row(line) => containers::row_ui(ui, element, line, key, drawing),
        ElementKind::Column(line) => containers::column_ui(ui, element, line, key, drawing),
        ElementKind::Grid(grid) => containers::grid_ui(ui, element, grid, key, drawing),
        ElementKind::Tabs(tabs) => containers::tabs_ui(ui, element, tabs, key, drawing),
        ElementKind::Table(table) => embedded::table_ui(ui, element, table, key, drawing),
        ElementKind::Plot(plot) => embedded::plot_ui(ui, element, plot, key, drawing),
        ElementKind::Image { data, config, .. } => embedded::image_ui(ui, element, data, config, key, drawing),
        ElementKind::Canvas(canvas) => canvas::canvas_ui(ui, element, canvas, key, drawing),
    }
}
