//! `imjoy/table`: rows and columns, to be sorted and copied.
//!
//! Invariants: only visible rows are drawn; reading and sorting of more than
//! [`ROWS_AT_ONCE`] rows happen in a task, during which the former order stays; a row is
//! known by its place in the data, so a selection stays with its rows when they are sorted.
//!
//! # Known limits
//!
//! At most [`data::MOST_COLUMNS`] columns are shown. Far down in a table of a million rows
//! the screen's arithmetic, in 32 bits, moves rows by a pixel or two.

mod csv;
mod data;
mod sort;

use self::data::Table;
use self::sort::{Direction, sorted};
use super::discard::discard;
use super::message::message_ui;
use super::number::{count, measured};
use super::palette;
use super::task::{Progress, Task};
use egui::accesskit::Role;
use egui::{
    Align, Button, Context, Event, Frame, Label, Layout, Margin, Modifiers, RichText, ScrollArea, Sense, Shape, Stroke,
    TextStyle, Ui, WidgetInfo, vec2,
};
use egui_extras::{Column, TableBuilder};
use imjoy_engine::value::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most rows that are read or sorted while the GUI waits.
const ROWS_AT_ONCE: usize = 20_000;
/// Most rows that are read while the GUI waits: about half a millisecond, which several
/// tables may need in every frame.
const ROWS_READ_AT_ONCE: usize = 2_000;

/// Content of a window of type `imjoy/table`.
pub struct TableContent {
    /// Data that have not been read yet.
    unread: Option<Arc<Value>>,
    reading: Option<Task<Result<Table, String>>>,
    table: Result<Arc<Table>, String>,
    sort: Option<(usize, Direction)>,
    sorting: Option<Task<Vec<u32>>>,
    sort_is_new: bool,
    /// Rows in the order shown; `None` for that of the data.
    order: Option<Vec<u32>>,
    /// Selected rows, by their place in the data.
    selected: BTreeSet<usize>,
    /// Where a range of rows starts, as a place on the screen.
    anchor: Option<usize>,
    /// What the footer says of the column last clicked.
    column_facts: Option<String>,
}

impl TableContent {
    /// The table in `data`.
    pub fn new(data: &Value) -> Self {
        Self {
            unread: Some(Arc::new(data.clone())),
            reading: None,
            table: Err(String::new()),
            sort: None,
            sorting: None,
            sort_is_new: false,
            order: None,
            selected: BTreeSet::new(),
            anchor: None,
            column_facts: None,
        }
    }

    /// Replaces the data; the table stays sorted by the same column. Gives data back that
    /// were not read yet, so that the caller can free them.
    pub fn set_data(&mut self, data: Arc<Value>) -> Arc<Value> {
        self.unread.replace(data).unwrap_or_default()
    }

    /// The selected rows, by their place in the data.
    pub fn selected_rows(&self) -> Vec<usize> {
        self.selected.iter().copied().collect()
    }

    /// Selects rows by their place in the data; those beyond the last are none.
    pub fn select_rows(&mut self, rows: &[usize]) {
        // Data that are to be read yet take the selection away.
        if let Some(data) = &self.unread
            && data::rows_about(data) <= ROWS_AT_ONCE
            && let Some(data) = self.unread.take()
        {
            self.install(Table::new(&data));
        }
        let count = self.table.as_ref().map_or(0, |table| table.rows);
        self.selected = rows.iter().copied().filter(|row| *row < count).collect();
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        self.work(ui.ctx());
        let table = match &self.table {
            Ok(table) => table.clone(),
            Err(sentence) => {
                let is_waiting = self.reading.is_some();
                message_ui(ui, if is_waiting { "Reading the table …" } else { sentence });
                return;
            }
        };
        if has_keyboard {
            self.keys(ui, &table);
        }
        let footer_height = 26.0;
        let height = (ui.available_height() - footer_height).max(20.0);
        ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
            ui.set_min_height(height);
            self.table_ui(ui, &table, height);
        });
        Frame::NONE.inner_margin(Margin::symmetric(8, 3)).show(ui, |ui| self.footer_ui(ui, &table));
    }

    fn work(&mut self, context: &Context) {
        if let Some(task) = &self.reading {
            match task.poll() {
                Progress::Running => {}
                Progress::Done(table) => {
                    self.reading = None;
                    self.install(table);
                }
                Progress::Lost => {
                    self.reading = None;
                    self.table =
                        Err("The table could not be read. Close the window and run the plugin again".to_owned());
                }
            }
        }
        if self.reading.is_none()
            && let Some(data) = self.unread.take()
        {
            if data::rows_about(&data) <= ROWS_READ_AT_ONCE {
                self.install(Table::new(&data));
            } else {
                match Task::start(context, move || Table::new(&data)) {
                    Ok(task) => self.reading = Some(task),
                    Err(sentence) => self.table = Err(sentence),
                }
            }
        }
        if let Some(task) = &self.sorting {
            match task.poll() {
                Progress::Running => {}
                Progress::Done(order) => {
                    self.sorting = None;
                    self.order = Some(order);
                }
                Progress::Lost => self.sorting = None,
            }
        }
        if self.sort_is_new
            && self.sorting.is_none()
            && let Ok(table) = &self.table
        {
            self.sort_is_new = false;
            match self.sort {
                None => self.order = None,
                Some((column, direction)) if table.rows <= ROWS_AT_ONCE => {
                    self.order = Some(sorted(table, column, direction));
                }
                Some((column, direction)) => {
                    let table = table.clone();
                    // Without a thread the order stays as it is.
                    self.sorting = Task::start(context, move || sorted(&table, column, direction)).ok();
                }
            }
        }
    }

    fn install(&mut self, table: Result<Table, String>) {
        let table = table.map(Arc::new);
        let columns = |table: &Result<Arc<Table>, String>| {
            table.as_ref().map(|table| table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>()).ok()
        };
        if columns(&self.table) != columns(&table) {
            self.sort = None;
        }
        discard(std::mem::replace(&mut self.table, table));
        self.selected.clear();
        self.anchor = None;
        self.order = None;
        // The order of the former data would show rows twice or not at all.
        self.sorting = None;
        self.sort_is_new = self.sort.is_some();
        self.note_column_facts();
    }

    fn table_ui(&mut self, ui: &mut Ui, table: &Arc<Table>, height: f32) {
        let row_height = ui.text_style_height(&TextStyle::Body) + 4.0;
        let mut clicked_header = None;
        let mut clicked_row = None;
        ScrollArea::horizontal().id_salt("columns").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut builder = TableBuilder::new(ui)
                .id_salt("table")
                .striped(true)
                .resizable(true)
                .auto_shrink(false)
                .min_scrolled_height(0.0)
                .max_scroll_height(height)
                .sense(Sense::CLICK)
                .cell_layout(Layout::left_to_right(Align::Center));
            for column in &table.columns {
                builder = builder.column(Column::initial(column.width).at_least(36.0).clip(true));
            }
            let sort = self.sort;
            let with_header = builder.header(row_height + 4.0, |mut header| {
                for (index, column) in table.columns.iter().enumerate() {
                    header.col(|ui| {
                        let direction = sort.filter(|(sorted, _)| *sorted == index).map(|(_, direction)| direction);
                        if header_ui(ui, &column.shown_name, column.is_numeric, direction) {
                            clicked_header = Some(index);
                        }
                    });
                }
            });
            with_header.body(|body| {
                body.rows(row_height, table.rows, |mut row| {
                    let place = row.index();
                    let index = self.row_at(place);
                    row.set_selected(self.selected.contains(&index));
                    for column in &table.columns {
                        row.col(|ui| cell_ui(ui, &column.text(index), column.is_numeric));
                    }
                    if table.columns.is_empty() {
                        return;
                    }
                    let response = row.response();
                    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, format!("Row {}", index + 1)));
                    if response.clicked() {
                        clicked_row = Some(place);
                    }
                });
            });
        });
        if let Some(column) = clicked_header {
            self.sort_by(column);
            ui.request_repaint();
        }
        if let Some(place) = clicked_row {
            let modifiers = ui.input(|input| input.modifiers);
            self.select(place, modifiers);
        }
    }

    fn footer_ui(&mut self, ui: &mut Ui, table: &Table) {
        let secondary = palette::secondary(ui.visuals());
        let small = |text: String| RichText::new(text).small().color(secondary);
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                // The corner that resizes the window.
                ui.add_space(10.0);
                let button = ui.small_button("Copy as CSV");
                if button.on_hover_text("Copy the selected rows, or all (Ctrl+C)").clicked() {
                    self.copy(ui, table);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let rows = if table.rows == 1 { "1 row".to_owned() } else { format!("{} rows", count(table.rows)) };
                    let selected = match self.selected.len() {
                        0 => String::new(),
                        selected => format!(", {} selected", count(selected)),
                    };
                    let waiting = if self.sorting.is_some() || self.reading.is_some() { " …" } else { "" };
                    let facts = self.column_facts.as_deref().map(|facts| format!(" · {facts}")).unwrap_or_default();
                    let note = table.note.as_deref().map(|note| format!(" · {note}")).unwrap_or_default();
                    ui.add(Label::new(small(format!("{rows}{selected}{waiting}{facts}{note}"))).truncate());
                });
            });
        });
    }

    fn keys(&mut self, ui: &Ui, table: &Table) {
        let is_copy = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)));
        if is_copy {
            self.copy(ui, table);
        }
    }

    fn copy(&self, ui: &Ui, table: &Table) {
        let rows: Vec<usize> = (0..table.rows)
            .map(|place| self.row_at(place))
            .filter(|row| self.selected.is_empty() || self.selected.contains(row))
            .collect();
        ui.copy_text(csv::csv(table, &rows));
    }

    /// Sorts by a column: upwards, then downwards, then as in the data.
    fn sort_by(&mut self, column: usize) {
        self.sort = match self.sort {
            Some((sorted, Direction::Up)) if sorted == column => Some((column, Direction::Down)),
            Some((sorted, Direction::Down)) if sorted == column => None,
            _ => Some((column, Direction::Up)),
        };
        self.sort_is_new = true;
        self.note_column_facts();
    }

    fn note_column_facts(&mut self) {
        self.column_facts = self.sort.and_then(|(column, _)| {
            let table = self.table.as_ref().ok()?;
            let column = table.columns.get(column)?;
            let facts = column.facts()?;
            Some(format!(
                "{}: min {}, mean {}, max {}",
                column.shown_name,
                measured(facts.low),
                measured(facts.mean),
                measured(facts.high)
            ))
        });
    }

    /// The row of the data at a place on the screen.
    fn row_at(&self, place: usize) -> usize {
        let row = self.order.as_ref().and_then(|order| order.get(place)).map(|row| *row as usize);
        row.unwrap_or(place)
    }

    fn select(&mut self, place: usize, modifiers: Modifiers) {
        let row = self.row_at(place);
        if modifiers.shift {
            let anchor = self.anchor.unwrap_or(place);
            self.selected = (anchor.min(place)..=anchor.max(place)).map(|place| self.row_at(place)).collect();
            return;
        }
        self.anchor = Some(place);
        let was_alone = self.selected.len() == 1 && self.selected.contains(&row);
        if modifiers.command {
            if !self.selected.remove(&row) {
                self.selected.insert(row);
            }
        } else {
            self.selected.clear();
            // A second click takes the selection back.
            if !was_alone {
                self.selected.insert(row);
            }
        }
    }
}

fn header_ui(ui: &mut Ui, name: &str, is_numeric: bool, direction: Option<Direction>) -> bool {
    let layout = if is_numeric { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
    ui.with_layout(layout, |ui| {
        ui.add_space(4.0);
        if let Some(direction) = direction {
            triangle_ui(ui, direction);
        }
        let response = ui.add(Button::new(RichText::new(name).strong()).frame(false).truncate());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Sort by {name}")));
        response.on_hover_text(name).clicked()
    })
    .inner
}

/// Painted: which arrows a font has differs.
fn triangle_ui(ui: &mut Ui, direction: Direction) {
    let (rect, _) = ui.allocate_exact_size(vec2(9.0, 9.0), Sense::HOVER);
    let height = if direction == Direction::Up { -3.0 } else { 3.0 };
    let middle = rect.center();
    let points = vec![middle + vec2(-4.0, -height), middle + vec2(4.0, -height), middle + vec2(0.0, height)];
    ui.painter().add(Shape::convex_polygon(points, palette::secondary(ui.visuals()), Stroke::NONE));
}

fn cell_ui(ui: &mut Ui, text: &str, is_numeric: bool) {
    let label = Label::new(text).truncate().selectable(false);
    if is_numeric {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(4.0);
            ui.add(label);
        });
    } else {
        ui.add_space(4.0);
        ui.add(label);
    }
}
