//! One row of a tree.

use super::MARGIN;
use super::nodes::Node;
use crate::windows::generic::paint_triangle;
use crate::windows::palette;
use egui::accesskit::Role;
use egui::{Align2, Rect, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo, pos2, vec2};

const INDENT: f32 = 14.0;
const ICON: f32 = 18.0;

/// How a row is drawn.
pub struct RowLook {
    /// Its height.
    pub height: f32,
    /// Whether its node is the selected one.
    pub is_selected: bool,
}

/// What the user did to the row of a node.
pub enum RowAction {
    /// Selected it.
    Select(usize),
    /// Expanded or collapsed it.
    Toggle(usize),
    /// Double-clicked it.
    Activate(usize),
}

/// Draws one row. Painted by hand: a row is one widget with one more for its triangle.
pub fn row_ui(ui: &mut Ui, node: &Node, index: usize, look: RowLook) -> Option<RowAction> {
    let mut action = None;
    let left = MARGIN + node.depth as f32 * INDENT;
    let colour = if node.is_selectable { ui.visuals().text_color() } else { palette::secondary(ui.visuals()) };
    let font = TextStyle::Body.resolve(ui.style());
    let title = ui.painter().layout_no_wrap(node.title.clone(), font, colour);
    let width = left + INDENT + ICON + title.size().x + MARGIN;
    let (_, rect) = ui.allocate_space(vec2(width.max(ui.available_width()), look.height));
    let id = ui.scope_id().with(("node", index));
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| {
        WidgetInfo::selected(Role::TreeItem, node.is_selectable, look.is_selected, format!("Select {}", node.title))
    });
    if look.is_selected {
        ui.painter().rect_filled(rect, 0.0, ui.visuals().selection.bg_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, ui.visuals().widgets.hovered.weak_bg_fill.gamma_multiply(0.5));
    }
    if response.clicked() {
        action = Some(RowAction::Select(index));
    }
    if response.double_clicked() {
        action = Some(RowAction::Activate(index));
    }
    let middle = rect.center().y;
    if !node.is_leaf {
        let triangle = Rect::from_center_size(pos2(rect.left() + left + 4.0, middle), vec2(16.0, look.height));
        let button = ui.interact(triangle, id.with("triangle"), Sense::CLICK);
        let verb = if node.is_expanded { "Collapse" } else { "Expand" };
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{verb} {}", node.title)));
        paint_triangle(ui, triangle, node.is_expanded, button.hovered());
        if button.clicked() {
            action = Some(RowAction::Toggle(index));
        }
    }
    paint_icon(ui, pos2(rect.left() + left + INDENT + 5.0, middle), node.is_leaf);
    let place = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + left + INDENT + ICON, middle), title.size());
    ui.painter().galley(place.min, title, colour);
    action
}

/// A sheet or a folder, painted: which symbols a font has differs.
fn paint_icon(ui: &Ui, middle: egui::Pos2, is_leaf: bool) {
    let colour = palette::secondary(ui.visuals());
    let stroke = Stroke::new(1.0, colour);
    if is_leaf {
        let sheet = Rect::from_center_size(middle, vec2(8.0, 10.0));
        ui.painter().rect_stroke(sheet, 1.0, stroke, StrokeKind::Middle);
        for offset in [-2.0, 0.0, 2.0] {
            ui.painter().hline(middle.x - 2.0..=middle.x + 2.0, middle.y + offset, Stroke::new(0.7, colour));
        }
    } else {
        let body = Rect::from_center_size(middle + vec2(0.0, 1.0), vec2(12.0, 8.0));
        let tab = Rect::from_min_size(body.min - vec2(0.0, 2.0), vec2(5.0, 3.0));
        ui.painter().rect_filled(tab, 1.0, colour);
        ui.painter().rect_filled(body, 1.0, colour.gamma_multiply(0.6));
    }
}
