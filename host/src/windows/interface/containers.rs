//! Elements that contain others.
//!
//! Elements that grow share what the others leave. What the others need is known from the
//! frame before; when that changes, the frame is laid out once more before it is shown.

use super::inputs::{flag_state, index_state};
use super::state::State;
use super::{Drawing, element_ui, key_of};
use crate::windows::text::line;
use egui::{Align, CollapsingHeader, Grid as GridWidget, Id, Layout, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};
use imjoy_engine::interface::{Element, Grid, Group, Line, Tabs};
use imjoy_engine::value::Value;
use std::sync::Arc;

/// Characters of a title.
const TITLE_CHARACTERS: usize = 120;
/// Least size of an element that grows, in points.
const LEAST_GROWN: f32 = 48.0;

/// The children that are shown, with their keys.
fn shown(element: &Element, key: Id) -> impl Iterator<Item = (&Arc<Element>, Id)> {
    element
        .children
        .iter()
        .enumerate()
        .filter(|(_, child)| child.visible)
        .map(move |(index, child)| (child, key_of(child, key, index)))
}

/// Whether a child takes what the others leave, in a column (or else a row).
fn grows(child: &Element, is_column: bool) -> bool {
    child.grow && if is_column { child.height.is_none() } else { child.width.is_none() }
}

/// Draws elements below each other.
pub fn column_ui(ui: &mut Ui, element: &Arc<Element>, column: &Line, key: Id, drawing: &mut Drawing<'_>) {
    ui.scope(|ui| {
        if let Some(spacing) = column.spacing {
            ui.spacing_mut().item_spacing.y = spacing;
        }
        if column.flows {
            ScrollArea::vertical().id_salt(key).auto_shrink(false).show(ui, |ui| {
                ui.with_layout(Layout::top_down(Align::Min), |ui| scrolled_ui(ui, element, key, drawing));
            });
        } else {
            ui.with_layout(Layout::top_down(Align::Min), |ui| stacked_ui(ui, element, key, drawing));
        }
    });
}

/// Draws what is in sight of a column in which nothing grows.
fn scrolled_ui(ui: &mut Ui, element: &Element, key: Id, drawing: &mut Drawing<'_>) {
    for (child, key) in shown(element, key) {
        if !skip_unseen(ui, child, key, drawing) {
            let size = ui.scope(|ui| element_ui(ui, child, key, drawing)).response.rect.size();
            drawing.states.note_size(key, child, size);
        }
    }
}

/// Leaves room for an element that is out of sight, whose size is known. Gives whether it
/// did.
fn skip_unseen(ui: &mut Ui, child: &Arc<Element>, key: Id, drawing: &Drawing<'_>) -> bool {
    let Some(size) = drawing.states.size(key, child) else { return false };
    let rect = Rect::from_min_size(ui.next_widget_position(), size.max(vec2(1.0, 1.0)));
    if ui.is_rect_visible(rect) {
        return false;
    }
    ui.allocate_space(size);
    true
}

/// Draws a column in which elements may grow.
fn stacked_ui(ui: &mut Ui, element: &Element, key: Id, drawing: &mut Drawing<'_>) {
    let growing = shown(element, key).filter(|(child, _)| grows(child, true)).count();
    if growing == 0 {
        scrolled_ui(ui, element, key, drawing);
        return;
    }
    let spacing = ui.spacing().item_spacing.y;
    let count = shown(element, key).count();
    let fixed: f32 = shown(element, key)
        .filter(|(child, _)| !grows(child, true))
        .map(|(_, key)| drawing.states.last_size(key).map_or(ui.spacing().interact_size.y, |size| size.y))
        .sum();
    let left = ui.available_height() - fixed - spacing * count.saturating_sub(1) as f32;
    let share = (left / growing as f32).max(LEAST_GROWN);
    let width = ui.available_width();
    let mut has_changed = false;
    for (child, key) in shown(element, key) {
        if grows(child, true) {
            let rect = Rect::from_min_size(ui.next_widget_position(), vec2(width, share));
            // A child that does not report its size: it may be cut, but not push others.
            let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(key));
            inner.set_clip_rect(rect.expand(1.0).intersect(ui.clip_rect()));
            element_ui(&mut inner, child, key, drawing);
            ui.advance_cursor_after_rect(rect);
        } else {
            let size = ui.scope(|ui| element_ui(ui, child, key, drawing)).response.rect.size();
            has_changed |= drawing.states.note_size(key, child, size);
        }
    }
    if has_changed {
        ui.ctx().request_discard("an element has another height");
    }
}

/// Draws elements side by side.
pub fn row_ui(ui: &mut Ui, element: &Arc<Element>, row: &Line, key: Id, drawing: &mut Drawing<'_>) {
    ui.scope(|ui| {
        if let Some(spacing) = row.spacing {
            ui.spacing_mut().item_spacing.x = spacing;
        }
        if shown(element, key).any(|(child, _)| grows(child, false)) {
            spread_ui(ui, element, key, drawing);
            return;
        }
        let fills_width = std::mem::replace(&mut drawing.fills_width, false);
        let draw = |ui: &mut Ui| {
            for (child, key) in shown(element, key) {
                element_ui(ui, child, key, drawing);
            }
        };
        if row.flows {
            ui.horizontal_wrapped(draw);
        } else {
            ui.horizontal(draw);
        }
        drawing.fills_width = fills_width;
    });
}

/// Draws a row in which elements grow.
fn spread_ui(ui: &mut Ui, element: &Element, key: Id, drawing: &mut Drawing<'_>) {
    let spacing = ui.spacing().item_spacing.x;
    let count = shown(element, key).count();
    let growing = shown(element, key).filter(|(child, _)| grows(child, false)).count();
    let width_of = |child: &Element, key: Id, drawing: &Drawing<'_>| {
        child.width.or_else(|| drawing.states.last_size(key).map(|size| size.x)).unwrap_or(80.0)
    };
    let fixed: f32 = shown(element, key)
        .filter(|(child, _)| !grows(child, false))
        .map(|(child, key)| width_of(child, key, drawing))
        .sum();
    let left = ui.available_width() - fixed - spacing * count.saturating_sub(1) as f32;
    let share = (left / growing.max(1) as f32).max(LEAST_GROWN);
    let fills_height = element.grow || element.height.is_some();
    let height = if fills_height {
        ui.available_height().max(LEAST_GROWN)
    } else {
        shown(element, key)
            .filter_map(|(_, key)| drawing.states.last_size(key))
            .map(|size| size.y)
            .fold(ui.spacing().interact_size.y, f32::max)
    };
    let origin = ui.next_widget_position();
    let mut x = origin.x;
    let mut has_changed = false;
    for (child, key) in shown(element, key) {
        let is_growing = grows(child, false);
        let width = if is_growing { share } else { width_of(child, key, drawing) };
        let rect = Rect::from_min_size(egui::pos2(x, origin.y), vec2(width, height));
        let layout = if fills_height { Layout::top_down(Align::Min) } else { Layout::left_to_right(Align::Center) };
        let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout).id_salt(key));
        inner.set_clip_rect(rect.expand(1.0).intersect(ui.clip_rect()));
        let fills_width = std::mem::replace(&mut drawing.fills_width, is_growing || child.width.is_some());
        element_ui(&mut inner, child, key, drawing);
        drawing.fills_width = fills_width;
        if !is_growing || !fills_height {
            has_changed |= drawing.states.note_size(key, child, inner.min_rect().size());
        }
        x += width + spacing;
    }
    ui.advance_cursor_after_rect(Rect::from_min_size(origin, vec2((x - spacing - origin.x).max(0.0), height)));
    if has_changed {
        ui.ctx().request_discard("an element has another width");
    }
}

/// Draws elements in rows of equal columns.
pub fn grid_ui(ui: &mut Ui, element: &Arc<Element>, grid: &Grid, key: Id, drawing: &mut Drawing<'_>) {
    let fills_width = std::mem::replace(&mut drawing.fills_width, false);
    GridWidget::new(key).num_columns(grid.columns).striped(grid.striped).show(ui, |ui| {
        for (index, (child, key)) in shown(element, key).enumerate() {
            if index > 0 && index % grid.columns == 0 {
                ui.end_row();
            }
            if !skip_unseen(ui, child, key, drawing) {
                // One cell, however many widgets the element is.
                let size = ui.horizontal(|ui| element_ui(ui, child, key, drawing)).response.rect.size();
                drawing.states.note_size(key, child, size);
            }
        }
    });
    drawing.fills_width = fills_width;
}

/// Draws elements below a title.
pub fn group_ui(ui: &mut Ui, element: &Arc<Element>, group: &Group, key: Id, drawing: &mut Drawing<'_>) {
    let title = line(&group.title, TITLE_CHARACTERS);
    if !group.collapsible {
        let height = ui.available_height();
        egui::Frame::group(ui.style()).show(ui, |ui| {
            if drawing.fills_width {
                ui.set_width(ui.available_width());
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                if element.grow {
                    ui.set_max_height((height - 14.0).max(LEAST_GROWN));
                }
                if !title.is_empty() {
                    ui.label(RichText::new(title).strong());
                }
                stacked_ui(ui, element, key, drawing);
            });
        });
        return;
    }
    let mut collapsed = flag_state(drawing, element, key, group.collapsed);
    let response = CollapsingHeader::new(title)
        .id_salt(key)
        .open(Some(!collapsed.value))
        .show(ui, |ui| stacked_ui(ui, element, key, drawing))
        .header_response;
    if response.clicked() {
        collapsed.value = !collapsed.value;
        drawing.events.push_value(element, "change", collapsed.value);
    }
    drawing.states.set(key, State::Flag(collapsed));
}

/// Draws elements of which one is seen.
pub fn tabs_ui(ui: &mut Ui, element: &Arc<Element>, tabs: &Tabs, key: Id, drawing: &mut Drawing<'_>) {
    let last = element.children.len().saturating_sub(1);
    let mut chosen = index_state(drawing, element, key, Some(tabs.value));
    let before = chosen.value.unwrap_or(0).min(last);
    let mut index = before;
    ui.with_layout(Layout::top_down(Align::Min), |ui| {
        ui.horizontal_wrapped(|ui| {
            for (place, title) in tabs.titles.iter().enumerate().take(element.children.len()) {
                ui.selectable_value(&mut index, place, line(title, TITLE_CHARACTERS));
            }
        });
        ui.separator();
        if let Some(child) = element.children.get(index) {
            element_ui(ui, child, key_of(child, key, index), drawing);
        }
    });
    chosen.value = Some(index);
    if index != before {
        drawing.events.push_value(element, "change", Value::Integer(i64::try_from(index).unwrap_or(0)));
    }
    drawing.states.set(key, State::Index(chosen));
}
