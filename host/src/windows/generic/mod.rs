//! `imjoy/generic`: any value as a tree, with the details of the selected node.
//!
//! Invariants: rows are made only for what is expanded, and only when that changes, so a
//! value of a hundred thousand nodes costs nothing while it is collapsed; only the visible
//! rows are drawn; long lists show [`rows::PAGE`] members until more are asked for.

mod details;
pub(super) mod node;
mod rows;

use self::details::Details;
use self::rows::{Path, Row, RowKind, Tree};
use super::palette;
use egui::accesskit::Role;
use egui::{
    Align2, FontId, Frame, Key, Margin, Modifiers, Rect, ScrollArea, Sense, Stroke, TextEdit, TextStyle, Ui,
    WidgetInfo, pos2, vec2,
};
use imjoy_engine::value::Value;
use std::sync::Arc;

const INDENT: f32 = 14.0;
const MARGIN: f32 = 8.0;

/// Content of a window of type `imjoy/generic`.
pub struct GenericContent {
    value: Arc<Value>,
    tree: Tree,
    filter: String,
    /// `None`: to be made anew.
    rows: Option<Vec<Row>>,
    selected: Option<Path>,
    details: Option<Details>,
    scroll_offset: f32,
    /// The selected row is to be scrolled to.
    reveal_selected: bool,
}

enum Action {
    Toggle(Path),
    ShowMore(Path),
    Select(Path),
    Copy(Path),
}

impl GenericContent {
    /// The tree of a value.
    pub fn new(value: Arc<Value>) -> Self {
        Self {
            value,
            tree: Tree::default(),
            filter: String::new(),
            rows: None,
            selected: None,
            details: None,
            scroll_offset: 0.0,
            reveal_selected: false,
        }
    }

    /// Replaces the value; what was expanded stays so.
    pub fn set_data(&mut self, value: Arc<Value>) {
        self.value = value;
        self.rows = None;
        self.details = None;
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        Frame::NONE.inner_margin(Margin::symmetric(MARGIN as i8, 4)).show(ui, |ui| {
            let edit = TextEdit::singleline(&mut self.filter).hint_text("Filter").desired_width(f32::INFINITY);
            let response = ui.add(edit);
            if response.changed() {
                self.rows = None;
            }
        });
        let mut rows = self.rows.take().unwrap_or_else(|| self.tree.rows(&self.value, &self.filter));
        // Before the rows are drawn, so that the row that is selected is scrolled to.
        if has_keyboard && let Some(action) = self.keys(ui, &rows) {
            self.rows = Some(rows);
            self.act(ui, action);
            rows = self.rows.take().unwrap_or_else(|| self.tree.rows(&self.value, &self.filter));
        }
        let height = ui.available_height();
        let details_height = if self.selected.is_some() { (height * 0.5).clamp(0.0, 320.0) } else { 0.0 };
        let tree_height = (height - details_height).max(20.0);
        let action = self.tree_ui(ui, &rows, tree_height);
        self.rows = Some(rows);
        if let Some(action) = action {
            self.act(ui, action);
        }
        self.details_ui(ui);
    }

    fn tree_ui(&mut self, ui: &mut Ui, rows: &[Row], height: f32) -> Option<Action> {
        let mut action = None;
        let row_height = ui.text_style_height(&TextStyle::Body) + 4.0;
        let mut area = ScrollArea::both().id_salt("tree").auto_shrink(false).max_height(height);
        if std::mem::take(&mut self.reveal_selected)
            && let Some(index) = rows.iter().position(|row| Some(&row.path) == self.selected.as_ref())
        {
            let top = index as f32 * row_height;
            let lowest = (top + row_height - height).max(0.0);
            area = area.vertical_scroll_offset(self.scroll_offset.clamp(lowest.min(top), top.max(lowest)));
        }
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if rows.is_empty() {
                ui.horizontal(|ui| {
                    ui.add_space(MARGIN);
                    ui.weak(if self.filter.is_empty() { "Nothing in it" } else { "Nothing found" });
                });
            }
            let output = area.show_rows(ui, row_height, rows.len(), |ui, range| {
                for row in rows.get(range).unwrap_or_default() {
                    let is_selected = self.selected.as_ref() == Some(&row.path) && row.kind != RowKind::More;
                    action = row_ui(ui, row, row_height, is_selected).or(action.take());
                }
            });
            self.scroll_offset = output.state.clamped_offset().y;
        });
        action
    }

    fn details_ui(&mut self, ui: &mut Ui) {
        let Some(path) = &self.selected else { return };
        let details = match &mut self.details {
            Some(details) => details,
            empty => match node::at(&self.value, path) {
                Some(node) => empty.insert(Details::new(&rows::path_text(&self.value, path), node.into_owned())),
                // The node is gone with the former data.
                None => return,
            },
        };
        ui.separator();
        details.ui(ui);
    }

    fn act(&mut self, ui: &Ui, action: Action) {
        match action {
            Action::Toggle(path) => {
                self.tree.toggle(path);
                self.rows = None;
            }
            Action::ShowMore(path) => {
                self.tree.show_more(path);
                self.rows = None;
            }
            Action::Select(path) => {
                // A second click closes the details.
                let is_again = self.selected.as_ref() == Some(&path);
                self.selected = (!is_again).then_some(path);
                self.details = None;
            }
            Action::Copy(path) => {
                if let Some(node) = node::at(&self.value, &path) {
                    ui.copy_text(node::copied(&node));
                }
            }
        }
        ui.request_repaint();
    }

    fn keys(&mut self, ui: &Ui, rows: &[Row]) -> Option<Action> {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let index = rows.iter().position(|row| Some(&row.path) == self.selected.as_ref())?;
        let row = rows.get(index)?;
        if pressed(Key::ArrowRight) && row.kind == RowKind::Collapsed {
            return Some(Action::Toggle(row.path.clone()));
        }
        if pressed(Key::ArrowLeft) && row.kind == RowKind::Expanded {
            return Some(Action::Toggle(row.path.clone()));
        }
        let next = if pressed(Key::ArrowDown) {
            rows.get(index + 1)
        } else if pressed(Key::ArrowUp) {
            index.checked_sub(1).and_then(|index| rows.get(index))
        } else {
            None
        };
        let next = next.filter(|row| row.kind != RowKind::More)?;
        self.reveal_selected = true;
        Some(Action::Select(next.path.clone()))
    }
}

/// Draws one row. Painted by hand: a row is one widget with one more for its triangle.
fn row_ui(ui: &mut Ui, row: &Row, height: f32, is_selected: bool) -> Option<Action> {
    let mut action = None;
    let font = TextStyle::Body.resolve(ui.style());
    let left = MARGIN + f32::from(row.depth) * INDENT;
    let visuals = ui.visuals();
    let (name_colour, value_colour) = (visuals.text_color(), row.tone.colour(visuals));
    let text = |ui: &Ui, text: &str, font: FontId, colour| ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let name = text(ui, &row.name, font.clone(), name_colour);
    let summary = text(ui, &row.summary, font, value_colour);
    let gap = if row.name.is_empty() { 0.0 } else { 10.0 };
    let width = left + INDENT + name.size().x + gap + summary.size().x + MARGIN;
    let (_, rect) = ui.allocate_space(vec2(width.max(ui.available_width()), height));
    // By the path, not by the place: a row keeps its id when others are expanded.
    let id = ui.scope_id().with(("row", &row.path, row.kind == RowKind::More));
    let response = ui.interact(rect, id, Sense::CLICK);
    let label = if row.kind == RowKind::More { row.summary.clone() } else { format!("Select {}", row.name) };
    response.widget_info(|| WidgetInfo {
        // What the line says, for those who do not see it.
        current_text_value: Some(row.summary.clone()),
        ..WidgetInfo::selected(Role::TreeItem, true, is_selected, &label)
    });
    if is_selected {
        ui.painter().rect_filled(rect, 0.0, ui.visuals().selection.bg_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, ui.visuals().widgets.hovered.weak_bg_fill.gamma_multiply(0.5));
    }
    if matches!(row.kind, RowKind::Expanded | RowKind::Collapsed) {
        let triangle = Rect::from_center_size(pos2(rect.left() + left + 4.0, rect.center().y), vec2(16.0, height));
        let is_expanded = row.kind == RowKind::Expanded;
        let button = ui.interact(triangle, id.with("triangle"), Sense::CLICK);
        let verb = if is_expanded { "Collapse" } else { "Expand" };
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{verb} {}", row.name)));
        paint_triangle(ui, triangle, is_expanded, button.hovered());
        if button.clicked() || response.double_clicked() {
            action = Some(Action::Toggle(row.path.clone()));
        }
    }
    let at = pos2(rect.left() + left + INDENT, rect.center().y);
    let name_rect = Align2::LEFT_CENTER.anchor_size(at, name.size());
    ui.painter().galley(name_rect.min, name, name_colour);
    let at = pos2(name_rect.right() + gap, rect.center().y);
    ui.painter().galley(Align2::LEFT_CENTER.anchor_size(at, summary.size()).min, summary, value_colour);
    if response.clicked() && action.is_none() {
        action = Some(match row.kind {
            RowKind::More => Action::ShowMore(row.path.clone()),
            _ => Action::Select(row.path.clone()),
        });
    }
    if row.kind != RowKind::More {
        response.context_menu(|ui| {
            if ui.button("Copy value").clicked() {
                action = Some(Action::Copy(row.path.clone()));
                ui.close();
            }
        });
    }
    action
}

/// The sign of a node that can be expanded or collapsed.
pub(super) fn paint_triangle(ui: &Ui, rect: Rect, is_expanded: bool, is_hovered: bool) {
    let colour = if is_hovered { ui.visuals().strong_text_color() } else { palette::secondary(ui.visuals()) };
    let middle = rect.center();
    let points = if is_expanded {
        vec![middle + vec2(-4.0, -2.0), middle + vec2(4.0, -2.0), middle + vec2(0.0, 3.5)]
    } else {
        vec![middle + vec2(-2.0, -4.0), middle + vec2(3.5, 0.0), middle + vec2(-2.0, 4.0)]
    };
    ui.painter().add(egui::Shape::convex_polygon(points, colour, Stroke::NONE));
}
