//! The list: headings by which it is sorted, and a row for each entry.

use super::listing::FolderEntry;
use super::order::{Order, SortBy};
use super::selection::{Pick, Selection};
use super::{Outcome, Step};
use crate::application::symbols::Symbol;
use crate::application::{text, theme};
use egui::{Align2, Atom, Button, Color32, IdSalt, Rect, RichText, ScrollArea, TextStyle, Ui, vec2};

/// Width of the column of sizes.
const SIZE_WIDTH: f32 = 72.0;
/// Width of the column of dates.
const DATE_WIDTH: f32 = 116.0;
/// Width of a list that has room for dates.
const ROOM_FOR_DATES: f32 = 380.0;

/// Entries as they are shown.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) entries: &'a [FolderEntry],
    /// Indices of those that are shown, in their order.
    pub(super) visible: &'a [usize],
    pub(super) takes_many: bool,
}

/// What a click on a row asks for.
#[derive(Default)]
pub(super) struct RowsResponse {
    /// Of a double click.
    pub(super) step: Option<Step>,
    /// Name of the file that was clicked.
    pub(super) picked: Option<String>,
}

/// Draws the headings; gives the order that was clicked.
pub(super) fn headings_ui(ui: &mut Ui, order: Order) -> Option<Order> {
    let mut clicked = None;
    let has_dates = ui.available_width() > ROOM_FOR_DATES;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let height = ui.spacing().interact_size.y;
        // What the scroll bar and the margin of a row take.
        let margin = ui.spacing().scroll.allocated_width() + ui.spacing().button_padding.x;
        let dates = if has_dates { DATE_WIDTH } else { 0.0 };
        let name_width = (ui.available_width() - SIZE_WIDTH - dates - margin).max(40.0);
        let columns = [
            ("Name", "Sort by name", SortBy::Name, name_width),
            ("Size", "Sort by size", SortBy::Size, SIZE_WIDTH),
            ("Modified", "Sort by date", SortBy::Modified, dates),
        ];
        for (title, label, by, width) in columns.into_iter().filter(|(.., width)| *width > 0.0) {
            let (rect, _) = ui.allocate_exact_size(vec2(width, height), egui::Sense::hover());
            let button = Button::new("").frame_when_inactive(false);
            let response = ui.put(rect, button.min_size(rect.size())).accessible_name(label);
            let at_left = by == SortBy::Name;
            let (align, place) = if at_left {
                (Align2::LEFT_CENTER, rect.left_center() + vec2(6.0, 0.0))
            } else {
                (Align2::RIGHT_CENTER, rect.right_center())
            };
            let font = TextStyle::Small.resolve(ui.style());
            let color = ui.visuals().weak_text_color();
            let drawn = ui.painter().text(place, align, title, font, color);
            if order.by == by {
                let x = if at_left { drawn.right() + 9.0 } else { drawn.left() - 9.0 };
                arrow(ui, egui::pos2(x, rect.center().y), order.is_descending, color);
            }
            if response.clicked() {
                clicked = Some(order.clicked(by));
            }
        }
    });
    clicked
}

/// A small triangle that says which way it is sorted.
fn arrow(ui: &Ui, center: egui::Pos2, points_down: bool, color: Color32) {
    let tip = if points_down { 2.5 } else { -2.5 };
    let corners = vec![center + vec2(-3.5, -tip), center + vec2(3.5, -tip), center + vec2(0.0, tip)];
    ui.painter().add(egui::Shape::convex_polygon(corners, color, egui::Stroke::NONE));
}

/// Draws the rows.
pub(super) fn rows_ui(ui: &mut Ui, rows: Rows<'_>, selection: &mut Selection, scrolls_to_cursor: bool) -> RowsResponse {
    let mut response = RowsResponse::default();
    let row_height = ui.spacing().interact_size.y;
    let has_dates = ui.available_width() > ROOM_FOR_DATES;
    let mut area = ScrollArea::vertical().id_salt("rows").auto_shrink(false);
    if let Some(cursor) = selection.cursor().filter(|_| scrolls_to_cursor) {
        let pitch = row_height + ui.spacing().item_spacing.y;
        let middle = (ui.available_height() - pitch) / 2.0;
        area = area.vertical_scroll_offset((cursor as f32 * pitch - middle).max(0.0));
    }
    area.show_rows(ui, row_height, rows.visible.len(), |ui, range| {
        for row in range {
            if let Some(entry) = rows.visible.get(row).and_then(|index| rows.entries.get(*index)) {
                row_ui(ui, entry, (row, rows.takes_many), has_dates, selection, &mut response);
            }
        }
    });
    response
}

fn row_ui(
    ui: &mut Ui,
    entry: &FolderEntry,
    (row, takes_many): (usize, bool),
    has_dates: bool,
    selection: &mut Selection,
    to: &mut RowsResponse,
) {
    let row_height = ui.spacing().interact_size.y;
    let name = text::one_line(&entry.name, text::LINE_LENGTH);
    let (symbol, color) = if entry.is_folder {
        (Symbol::Folder, theme::colors(ui.visuals()).accent)
    } else {
        (Symbol::File, ui.visuals().weak_text_color())
    };
    let (icon, size, date) = (IdSalt::new("icon"), IdSalt::new("size"), IdSalt::new("date"));
    let mut content = egui::Atoms::new(Atom::custom(icon, vec2(14.0, 14.0)));
    content.push_right(RichText::new(name.as_str()));
    content.push_right(Atom::grow());
    content.push_right(Atom::custom(size, vec2(SIZE_WIDTH - 12.0, row_height - 6.0)));
    if has_dates {
        content.push_right(Atom::custom(date, vec2(DATE_WIDTH - 6.0, row_height - 6.0)));
    }
    let is_selected = selection.contains(row);
    let button = Button::selectable(is_selected, content).truncate().min_size(vec2(ui.available_width(), row_height));
    let drawn = button.atom_ui(ui);
    if let Some(place) = drawn.rect(icon) {
        symbol.paint(ui.painter(), place, color);
    }
    let weak = if is_selected { ui.visuals().selection.stroke.color } else { ui.visuals().weak_text_color() };
    let cell = |place: Option<Rect>, text: &str| {
        if let Some(place) = place {
            let font = TextStyle::Small.resolve(ui.style());
            ui.painter().text(place.right_center(), Align2::RIGHT_CENTER, text, font, weak);
        }
    };
    if !entry.is_folder {
        cell(drawn.rect(size), &text::bytes_text(entry.size_bytes));
    }
    cell(drawn.rect(date), &entry.modified_text);
    let response = drawn.response.accessible_name(&name);
    if response.double_clicked() {
        to.step = Some(if entry.is_folder {
            Step::Go(entry.path.clone())
        } else {
            Step::Done(Outcome::Picked(vec![entry.path.clone()]))
        });
    } else if response.clicked() {
        let modifiers = ui.input(|input| input.modifiers);
        let pick = match (takes_many, modifiers.command, modifiers.shift) {
            (true, true, _) => Pick::Toggle,
            (true, _, true) => Pick::Range,
            _ => Pick::One,
        };
        selection.pick(row, pick);
        to.picked = (!entry.is_folder).then(|| entry.name.clone());
    }
}
