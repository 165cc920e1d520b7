//! A range, chosen by two handles, on a histogram or on a plain rail.

use super::Drawing;
use super::events::number_value;
use super::inputs::{label_ui, name_of, stepped};
use super::state::{Shared, State};
use crate::windows::palette;
use egui::accesskit::Role;
use egui::{CursorIcon, DragValue, Id, Key, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, epaint::Mesh, pos2, vec2};
use imjoy_engine::interface::{Element, RangeSlider};
use imjoy_engine::value::Value;

/// Height of a histogram, when the element has none.
const HISTOGRAM_HEIGHT: f32 = 90.0;
/// Height of a plain rail.
const RAIL_HEIGHT: f32 = 20.0;
/// How far from a handle a drag still takes it, in points.
const REACH: f32 = 10.0;
const NUMBER_WIDTH: f32 = 72.0;

/// What a drag moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Low,
    High,
    Both,
}

/// Draws a range slider.
pub fn range_slider_ui(ui: &mut Ui, element: &Element, slider: &RangeSlider, key: Id, drawing: &mut Drawing<'_>) {
    let (mut shared, was_busy) = match drawing.states.take(key) {
        Some(State::Range(mut shared, is_busy)) => {
            shared.receive(&slider.value, element.version, is_busy);
            (shared, is_busy)
        }
        _ => (Shared::new(&slider.value, element.version), false),
    };
    let before = shared.value;
    let mut is_submitted = false;
    label_ui(ui, &slider.label);
    let name = name_of(&slider.label, element);
    let is_busy = rail_ui(ui, element, slider, &mut shared.value, &name);
    is_submitted |= was_busy && !is_busy;
    ui.horizontal(|ui| {
        let [mut low, mut high] = shared.value;
        is_submitted |= number_ui(ui, slider, &format!("{name} minimum"), &mut low, slider.min..=high);
        is_submitted |= number_ui(ui, slider, &format!("{name} maximum"), &mut high, low..=slider.max);
        shared.value = [low, high];
    });
    shared.value = shared.value.map(|value| stepped(value, slider.min, slider.max, slider.step));
    let value = || Value::List(shared.value.map(number_value).to_vec());
    if shared.value != before {
        drawing.events.push_value(element, "change", value());
    }
    if is_submitted {
        drawing.events.push_value(element, "submit", value());
    }
    drawing.states.set(key, State::Range(shared, is_busy));
}

/// Draws one end as a number. Gives whether it has been entered.
fn number_ui(
    ui: &mut Ui,
    slider: &RangeSlider,
    name: &str,
    number: &mut f64,
    range: std::ops::RangeInclusive<f64>,
) -> bool {
    let mut field = DragValue::new(number).range(range).speed((slider.max - slider.min) / 400.0);
    field = match slider.decimals {
        Some(decimals) => field.fixed_decimals(decimals),
        None => field.max_decimals(4),
    };
    let size = vec2(NUMBER_WIDTH, ui.spacing().interact_size.y);
    let response = ui.add_sized(size, field).accessible_name(name);
    response.lost_focus() || response.drag_stopped()
}

/// Draws the rail. Gives whether it is being dragged.
fn rail_ui(ui: &mut Ui, element: &Element, slider: &RangeSlider, value: &mut [f64; 2], name: &str) -> bool {
    let height = match (element.height, slider.histogram.is_empty()) {
        (Some(height), _) => {
            // The label and the numbers take their rows.
            let rows = if slider.label.is_empty() { 1.0 } else { 2.0 };
            let row = ui.spacing().interact_size.y + ui.spacing().item_spacing.y;
            (height - rows * row).max(RAIL_HEIGHT)
        }
        (None, true) => RAIL_HEIGHT,
        (None, false) => HISTOGRAM_HEIGHT,
    };
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width().max(60.0), height), Sense::click_and_drag());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Slider, ui.is_enabled(), name);
        info.current_text_value = Some(format!("{} to {}", value[0], value[1]));
        info
    });
    let width = slider.max - slider.min;
    let x_of = |number: f64| rect.left() + ((number - slider.min) / width) as f32 * rect.width();
    let number_at = |x: f32| slider.min + f64::from((x - rect.left()) / rect.width().max(1.0)) * width;
    let ends = value.map(x_of);
    let part_id = response.id.with("part");
    if response.drag_started()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        // Where the button went down, not where the drag was noticed.
        let origin = ui.input(|input| input.pointer.press_origin()).unwrap_or(pointer);
        ui.data_mut(|data| data.insert_temp(part_id, Dragged(part_at(origin.x, ends))));
    }
    let dragged = ui.data(|data| data.get_temp::<Dragged>(part_id)).map(|dragged| dragged.0);
    if response.dragged()
        && let (Some(part), Some(pointer)) = (dragged, response.interact_pointer_pos())
    {
        let by = f64::from(response.drag_delta().x / rect.width().max(1.0)) * width;
        *value = moved(*value, part, number_at(pointer.x), by, slider);
    } else if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let part = if (pointer.x - ends[0]).abs() <= (pointer.x - ends[1]).abs() { Part::Low } else { Part::High };
        *value = moved(*value, part, number_at(pointer.x), 0.0, slider);
    }
    if response.has_focus() {
        keys(ui, value, slider);
    }
    if let Some(pointer) = response.hover_pos() {
        let part = dragged.filter(|_| response.dragged()).unwrap_or_else(|| part_at(pointer.x, ends));
        ui.set_cursor_icon(if part == Part::Both { CursorIcon::Grab } else { CursorIcon::ResizeHorizontal });
    }
    paint(ui, slider, rect, value.map(x_of), response.has_focus());
    if let Some(tooltip) = &element.tooltip {
        response.clone().on_hover_text(&*super::labels::cleaned(tooltip));
    }
    response.dragged()
}

/// Arrow keys move the lower end, with Shift the upper one.
fn keys(ui: &Ui, value: &mut [f64; 2], slider: &RangeSlider) {
    let step = slider.step.unwrap_or((slider.max - slider.min) / 100.0);
    let (steps, is_high) = ui.input(|input| {
        let count = |key| input.num_presses(key) as f64;
        (count(Key::ArrowRight) - count(Key::ArrowLeft), input.modifiers.shift)
    });
    if steps != 0.0 {
        let (part, from) = if is_high { (Part::High, value[1]) } else { (Part::Low, value[0]) };
        *value = moved(*value, part, from + steps * step, 0.0, slider);
    }
}

#[derive(Clone, Copy)]
struct Dragged(Part);

/// What a drag that starts at `x` moves: the nearer handle, or both from the middle of a
/// wide range.
fn part_at(x: f32, [low, high]: [f32; 2]) -> Part {
    let (to_low, to_high) = ((x - low).abs(), (x - high).abs());
    if low < x && x < high && to_low > REACH && to_high > REACH {
        Part::Both
    } else if to_low < to_high || (to_low == to_high && x < low) {
        Part::Low
    } else {
        Part::High
    }
}

fn moved([low, high]: [f64; 2], part: Part, at: f64, by: f64, slider: &RangeSlider) -> [f64; 2] {
    match part {
        Part::Low => [at.clamp(slider.min, high), high],
        Part::High => [low, at.clamp(low, slider.max)],
        Part::Both => {
            let by = by.clamp(slider.min - low, slider.max - high);
            [low + by, high + by]
        }
    }
}

fn paint(ui: &Ui, slider: &RangeSlider, rect: Rect, [low, high]: [f32; 2], has_focus: bool) {
    let visuals = ui.visuals();
    let painter = ui.painter_at(rect.expand(2.0));
    let shade = palette::outside_range(visuals);
    let colour = palette::handle(visuals);
    if slider.histogram.is_empty() {
        let rail = Rect::from_center_size(rect.center(), vec2(rect.width(), 6.0));
        painter.rect_filled(rail, 3.0, visuals.widgets.inactive.bg_fill);
        let inside = Rect::from_min_max(pos2(low, rail.min.y), pos2(high, rail.max.y));
        painter.rect_filled(inside, 3.0, visuals.selection.bg_fill);
    } else {
        painter.rect_filled(rect, 2.0, visuals.extreme_bg_color);
        painter.add(bars(rect, &slider.histogram, slider.logarithmic, palette::histogram(visuals)));
        painter.rect_filled(Rect::from_min_max(rect.min, pos2(low, rect.max.y)), 0.0, shade);
        painter.rect_filled(Rect::from_min_max(pos2(high, rect.min.y), rect.max), 0.0, shade);
    }
    if has_focus {
        painter.rect_stroke(rect, 2.0, Stroke::new(1.0, colour), egui::StrokeKind::Outside);
    }
    for x in [low, high] {
        let x = x.clamp(rect.left() + 1.0, rect.right() - 1.0);
        painter.vline(x, rect.y_range(), Stroke::new(2.0, colour));
        let knob = Rect::from_center_size(pos2(x, rect.bottom() - 7.0), vec2(8.0, 14.0));
        painter.rect_filled(knob, 2.0, colour);
    }
}

/// One column for each count, but no more than there are pixels: the greatest of those
/// that share a pixel is painted.
fn bars(rect: Rect, counts: &[f64], logarithmic: bool, colour: egui::Color32) -> Shape {
    let height_of = |count: f64| if logarithmic { count.max(0.0).ln_1p() } else { count.max(0.0) };
    let greatest = counts.iter().copied().map(height_of).fold(0.0, f64::max);
    // A cast of a float saturates.
    let columns = counts.len().min(rect.width().max(1.0) as usize).max(1);
    let mut mesh = Mesh::default();
    for column in 0..columns {
        let of_column = counts.get(column * counts.len() / columns..(column + 1) * counts.len() / columns);
        let height = of_column.unwrap_or_default().iter().copied().map(height_of).fold(0.0, f64::max);
        if height > 0.0 && greatest > 0.0 {
            let left = rect.left() + rect.width() * column as f32 / columns as f32;
            let right = rect.left() + rect.width() * (column + 1) as f32 / columns as f32;
            let top = rect.bottom() - (rect.height() - 3.0) * (height / greatest) as f32;
            mesh.add_colored_rect(Rect::from_min_max(pos2(left, top), pos2(right, rect.bottom())), colour);
        }
    }
    Shape::mesh(mesh)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_keep_their_order_and_their_range() {
        let slider = RangeSlider {
            label: "".into(),
            value: [0.0, 1.0],
            min: 0.0,
            max: 10.0,
            step: None,
            decimals: None,
            histogram: Default::default(),
            logarithmic: false,
        };
        assert_eq!(moved([2.0, 4.0], Part::Low, 9.0, 0.0, &slider), [4.0, 4.0]);
        assert_eq!(moved([2.0, 4.0], Part::High, 99.0, 0.0, &slider), [2.0, 10.0]);
        assert_eq!(moved([2.0, 4.0], Part::Both, 0.0, -5.0, &slider), [0.0, 2.0]);
        assert_eq!(part_at(50.0, [10.0, 90.0]), Part::Both);
        assert_eq!(part_at(12.0, [10.0, 90.0]), Part::Low);
        assert_eq!(part_at(14.0, [10.0, 16.0]), Part::High);
    }
}
