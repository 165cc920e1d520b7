//! The contrast range, chosen by two handles on a histogram or by numbers.

use super::statistics::{BINS, Range, Statistics};
use crate::windows::palette;
use egui::accesskit::Role;
use egui::{
    Align, CursorIcon, DragValue, Id, Layout, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, epaint::Mesh, pos2, vec2,
};

/// Height of the histogram, in points.
pub const CONTRAST_HEIGHT: f32 = 34.0;
const NUMBER_WIDTH: f32 = 64.0;
/// How far from a handle a drag still takes it, in points.
const HANDLE_REACH: f32 = 10.0;

/// What a drag on the histogram moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handle {
    /// The lower end.
    Low,
    /// The upper end.
    High,
    /// Both.
    Both,
}

/// Draws the range and changes it. Gives whether it has changed.
pub fn contrast_ui(ui: &mut Ui, range: &mut Range, statistics: &Statistics, is_whole: bool) -> bool {
    let before = *range;
    let row = vec2(ui.available_width(), CONTRAST_HEIGHT);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_height(CONTRAST_HEIGHT);
        ui.spacing_mut().item_spacing.x = 6.0;
        let mut low = range.low;
        let mut high = range.high;
        number_ui(ui, "Contrast minimum", &mut low, statistics, is_whole);
        if low != range.low {
            *range = Range { low, high: high.max(low) };
        }
        let width = (ui.available_width() - NUMBER_WIDTH - 96.0).max(40.0);
        histogram_ui(ui, vec2(width, CONTRAST_HEIGHT), range, statistics);
        high = range.high;
        number_ui(ui, "Contrast maximum", &mut high, statistics, is_whole);
        if high != range.high {
            *range = Range { low: range.low.min(high), high };
        }
        if button(ui, "Auto", "Auto contrast", "Cut 0.35 % of the values at either end") {
            *range = statistics.percentiles.not_empty();
        }
        if button(ui, "Full", "Full contrast", "From the smallest to the greatest value") {
            *range = statistics.range.not_empty();
        }
    });
    *range != before
}

fn button(ui: &mut Ui, text: &str, label: &str, hint: &str) -> bool {
    let response = ui.add(egui::Button::new(text).small());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    response.on_hover_text(hint).clicked()
}

fn number_ui(ui: &mut Ui, name: &str, number: &mut f64, statistics: &Statistics, is_whole: bool) {
    let width = statistics.domain.width();
    let decimals = if is_whole { 0 } else { decimals_for(width) };
    ui.name_inputs(name, |ui| {
        ui.add_sized(
            vec2(NUMBER_WIDTH, ui.spacing().interact_size.y),
            DragValue::new(number)
                .speed(width / 400.0)
                .range(f64::from(f32::MIN)..=f64::from(f32::MAX))
                .max_decimals(decimals),
        );
    });
}

/// Decimals that tell apart a thousandth of a width.
fn decimals_for(width: f64) -> usize {
    let digits = 3.0 - width.log10().floor();
    // A cast of a float saturates: NaN becomes 0.
    digits.clamp(0.0, 12.0) as usize
}

fn histogram_ui(ui: &mut Ui, size: egui::Vec2, range: &mut Range, statistics: &Statistics) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::GenericContainer, true, "Contrast range"));
    let domain = statistics.domain;
    let x_of = |number: f64| rect.left() + (domain.position(number).clamp(0.0, 1.0) as f32) * rect.width();
    let (low_x, high_x) = (x_of(range.low), x_of(range.high));

    let dragged_id: Id = response.id.with("handle");
    if response.drag_started()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        // Where the button went down, not where the drag was noticed.
        let origin = ui.input(|input| input.pointer.press_origin()).unwrap_or(pointer);
        let handle = handle_at(origin.x, low_x, high_x);
        ui.data_mut(|data| data.insert_temp(dragged_id, DraggedHandle(handle)));
    }
    let dragged = ui.data(|data| data.get_temp::<DraggedHandle>(dragged_id)).map(|dragged| dragged.0);
    if response.dragged()
        && let (Some(handle), Some(pointer)) = (dragged, response.interact_pointer_pos())
    {
        let at = domain.at(f64::from((pointer.x - rect.left()) / rect.width().max(1.0)).clamp(0.0, 1.0));
        let by = f64::from(response.drag_delta().x / rect.width().max(1.0)) * domain.width();
        *range = moved(*range, handle, at, by);
    }
    if let Some(pointer) = response.hover_pos() {
        let over = dragged.filter(|_| response.dragged()).unwrap_or_else(|| handle_at(pointer.x, low_x, high_x));
        ui.set_cursor_icon(match over {
            Handle::Both => CursorIcon::Grab,
            Handle::Low | Handle::High => CursorIcon::ResizeHorizontal,
        });
    }

    let visuals = ui.visuals();
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 2.0, visuals.extreme_bg_color);
    painter.add(bars(rect, &statistics.histogram, palette::histogram(visuals)));
    let (low_x, high_x) = (x_of(range.low), x_of(range.high));
    let shade = palette::outside_range(visuals);
    painter.rect_filled(Rect::from_min_max(rect.min, pos2(low_x, rect.max.y)), 0.0, shade);
    painter.rect_filled(Rect::from_min_max(pos2(high_x, rect.min.y), rect.max), 0.0, shade);
    let colour = palette::handle(visuals);
    for x in [low_x, high_x] {
        let x = x.clamp(rect.left() + 1.0, rect.right() - 1.0);
        painter.vline(x, rect.y_range(), Stroke::new(2.0, colour));
        let knob = Rect::from_center_size(pos2(x, rect.bottom() - 5.0), vec2(6.0, 10.0));
        painter.rect_filled(knob, 2.0, colour);
    }
}

#[derive(Clone, Copy)]
struct DraggedHandle(Handle);

/// What a drag that starts at `x` moves: the nearer handle, or both from the middle of a
/// wide range.
fn handle_at(x: f32, low_x: f32, high_x: f32) -> Handle {
    let (to_low, to_high) = ((x - low_x).abs(), (x - high_x).abs());
    let is_between = low_x < x && x < high_x;
    if is_between && to_low > HANDLE_REACH && to_high > HANDLE_REACH {
        Handle::Both
    } else if to_low < to_high || (to_low == to_high && x < low_x) {
        Handle::Low
    } else {
        Handle::High
    }
}

/// The range after a drag to the number `at`, by the number `by`.
fn moved(range: Range, handle: Handle, at: f64, by: f64) -> Range {
    let moved = match handle {
        Handle::Low => Range { low: at.min(range.high), high: range.high },
        Handle::High => Range { low: range.low, high: at.max(range.low) },
        Handle::Both => Range { low: range.low + by, high: range.high + by },
    };
    if moved.low.is_finite() && moved.high.is_finite() { moved } else { range }
}

/// The histogram as columns. Square roots of the counts: a background of a million equal
/// pixels leaves the objects visible.
fn bars(rect: Rect, histogram: &[u32], colour: egui::Color32) -> Shape {
    let mut mesh = Mesh::default();
    // The fullest bin is often empty background; the second one sets the height.
    let mut counts: Vec<u32> = histogram.to_vec();
    counts.sort_unstable_by(|one, other| other.cmp(one));
    let top = counts.get(1).copied().filter(|count| *count > 0).or(counts.first().copied()).unwrap_or(0);
    if top > 0 {
        let step = rect.width() / BINS as f32;
        for (index, count) in histogram.iter().enumerate().filter(|(_, count)| **count > 0) {
            let height = ((*count as f32 / top as f32).sqrt() * rect.height()).clamp(1.0, rect.height());
            let left = rect.left() + index as f32 * step;
            let bar = Rect::from_min_max(pos2(left, rect.bottom() - height), pos2(left + step.max(1.0), rect.bottom()));
            mesh.add_colored_rect(bar, colour);
        }
    }
    Shape::mesh(mesh)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drags_take_the_nearer_handle() {
        assert_eq!(handle_at(12.0, 10.0, 90.0), Handle::Low);
        assert_eq!(handle_at(95.0, 10.0, 90.0), Handle::High);
        assert_eq!(handle_at(50.0, 10.0, 90.0), Handle::Both);
        assert_eq!(handle_at(2.0, 10.0, 10.0), Handle::Low);
        assert_eq!(handle_at(20.0, 10.0, 10.0), Handle::High);
        assert_eq!(handle_at(14.0, 10.0, 20.0), Handle::Low);
    }

    #[test]
    fn handles_do_not_pass_each_other() {
        let range = Range { low: 10.0, high: 20.0 };
        assert_eq!(moved(range, Handle::Low, 50.0, 0.0), Range { low: 20.0, high: 20.0 });
        assert_eq!(moved(range, Handle::High, 0.0, 0.0), Range { low: 10.0, high: 10.0 });
        assert_eq!(moved(range, Handle::Both, 0.0, 5.0), Range { low: 15.0, high: 25.0 });
        assert_eq!(moved(range, Handle::Both, 0.0, f64::NAN), range);
    }

    #[test]
    fn decimals_follow_the_range() {
        assert_eq!(decimals_for(255.0), 1);
        assert_eq!(decimals_for(1.0), 3);
        assert_eq!(decimals_for(1e-3), 6);
        assert_eq!(decimals_for(f64::NAN), 0);
        assert_eq!(decimals_for(0.0), 12);
    }
}
