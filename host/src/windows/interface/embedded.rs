//! Elements that are contents of windows themselves: tables, plots, images.

use super::Drawing;
use super::state::State;
use crate::windows::image::ImageContent;
use crate::windows::plot::PlotContent;
use crate::windows::table::TableContent;
use egui::{Id, Ui, UiBuilder, vec2};
use imjoy_engine::interface::{Element, Plot, Table};
use imjoy_engine::value::{Record, Value};
use std::sync::Arc;

/// Height where none is given and there is no end to the room.
const DEFAULT_HEIGHT: f32 = 200.0;

/// Draws `content` into all the room, as if it had a window.
fn in_room(ui: &mut Ui, key: Id, content: impl FnOnce(&mut Ui)) {
    let mut size = ui.available_size();
    if !size.y.is_finite() || size.y < 40.0 {
        size.y = DEFAULT_HEIGHT;
    }
    let (_, rect) = ui.allocate_space(vec2(size.x.max(40.0), size.y));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(key));
    inner.set_clip_rect(rect.intersect(ui.clip_rect()));
    content(&mut inner);
}

/// Draws a table.
pub fn table_ui(ui: &mut Ui, element: &Element, table: &Table, key: Id, drawing: &mut Drawing<'_>) {
    let (mut content, data, selected) = match drawing.states.take(key) {
        Some(State::Table(content, data, selected)) => (content, data, selected),
        _ => {
            let mut content = TableContent::new(&table.data);
            content.select_rows(&table.selected);
            (Box::new(content), table.data.clone(), table.selected.clone())
        }
    };
    if data != table.data {
        // The rows are others now; what is selected is the plugin's to say.
        content.set_data(std::sync::Arc::new(table.data.clone()));
        content.select_rows(&table.selected);
    } else if selected != table.selected {
        content.select_rows(&table.selected);
    }
    let before = content.selected_rows();
    in_room(ui, key, |ui| {
        ui.push_id(key, |ui| content.ui(ui, false));
    });
    let after = content.selected_rows();
    if before != after {
        let rows = after.iter().map(|row| Value::Integer(i64::try_from(*row).unwrap_or(0))).collect();
        drawing.events.push(element, "select", Record::new().with("rows", Value::List(rows)));
    }
    drawing.states.set(key, State::Table(content, table.data.clone(), table.selected.clone()));
}

/// Draws a plot.
pub fn plot_ui(ui: &mut Ui, element: &Arc<Element>, plot: &Plot, key: Id, drawing: &mut Drawing<'_>) {
    let mut content = match drawing.states.take(key) {
        Some(State::Plot(content, former)) if Arc::ptr_eq(&former, element) => content,
        Some(State::Plot(mut content, _)) => {
            content.set_data(&plot.data);
            content
        }
        _ => Box::new(PlotContent::new(&plot.data)),
    };
    in_room(ui, key, |ui| {
        ui.push_id(key, |ui| content.ui(ui, false));
    });
    drawing.states.set(key, State::Plot(content, element.clone()));
}

/// Draws an image that can be zoomed.
pub fn image_ui(ui: &mut Ui, element: &Arc<Element>, data: &Value, config: &Value, key: Id, drawing: &mut Drawing<'_>) {
    let mut content = match drawing.states.take(key) {
        Some(State::Image(content, former)) if Arc::ptr_eq(&former, element) => content,
        Some(State::Image(mut content, _)) => {
            content.update(Some(data), Some(config));
            content
        }
        _ => Box::new(ImageContent::new(data, config)),
    };
    in_room(ui, key, |ui| content.preview_ui(ui));
    drawing.states.set(key, State::Image(content, element.clone()));
}
