//! Draws the fields of a form and changes the value that they stand for.

use super::field::{Field, FieldKind, number_value};
use crate::windows::{palette, text};
use egui::{Align, Button, CollapsingHeader, ComboBox, DragValue, Label, Layout, RichText, Slider, TextEdit, Ui, vec2};
use imjoy_engine::schema::Problem;
use imjoy_engine::value::{Record, Value};

/// Greatest share of the width that labels take.
const LABEL_SHARE: f32 = 0.4;
/// Greatest width of a label.
const LABEL_WIDTH: f32 = 170.0;
/// Most rows of a list.
const MOST_ROWS: usize = 200;
/// Greatest range that a slider stands for; more is dragged.
const SLIDER_RANGE: f64 = 10_000.0;
/// Most characters of a text that the form edits.
const TEXT_CHARACTERS: usize = 100_000;

/// What is the same for all fields of a form.
pub struct Form<'a> {
    /// What is wrong with the value.
    pub problems: &'a [Problem],
    /// Names from the whole value to the field that is drawn.
    pub path: Vec<String>,
}

impl Form<'_> {
    /// Draws the fields of a group. Gives whether the value has changed.
    pub fn group_ui(&mut self, ui: &mut Ui, fields: &[Field], prefix: &str, value: &mut Value) -> bool {
        let mut record = value.as_record().cloned().unwrap_or_default();
        let mut changed = false;
        for field in fields {
            let mut member = record.get(&field.name).cloned().unwrap_or_default();
            self.path.push(field.name.clone());
            if self.field_ui(ui, field, prefix, &mut member) {
                changed = true;
                set_or_remove(&mut record, &field.name, member);
            }
            self.path.pop();
        }
        if changed {
            *value = Value::Record(record);
        }
        changed
    }

    fn field_ui(&mut self, ui: &mut Ui, field: &Field, prefix: &str, value: &mut Value) -> bool {
        let name = if prefix.is_empty() { field.label.clone() } else { format!("{prefix} {}", field.label) };
        let changed = match &field.kind {
            FieldKind::Group(fields) => {
                let header = CollapsingHeader::new(RichText::new(&field.label).strong())
                    .id_salt(&self.path)
                    .default_open(true)
                    .show(ui, |ui| {
                        self.notes_ui(ui, field);
                        self.group_ui(ui, fields, &name, value)
                    });
                return header.body_returned.unwrap_or(false);
            }
            FieldKind::List { item, most } => self.list_ui(ui, field, item, *most, &name, value),
            _ => {
                let mut changed = false;
                row_ui(ui, &label_text(field), |ui| changed = self.simple_ui(ui, field, &name, value));
                changed
            }
        };
        self.notes_ui(ui, field);
        changed
    }

    /// The field's description, and what is wrong with it.
    fn notes_ui(&self, ui: &mut Ui, field: &Field) {
        if !field.description.is_empty() {
            ui.add(Label::new(RichText::new(&field.description).small().weak()).wrap());
        }
        self.problems_ui(ui, &field.label);
    }

    fn problems_ui(&self, ui: &mut Ui, label: &str) {
        let colour = palette::error(ui.visuals());
        for problem in self.problems.iter().filter(|problem| problem.path == self.path) {
            let sentence = text::line(&format!("{label} {}", problem.sentence), 300);
            ui.add(Label::new(RichText::new(sentence).small().color(colour)).wrap());
        }
    }

    fn list_ui(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        item: &Field,
        most: Option<usize>,
        name: &str,
        value: &mut Value,
    ) -> bool {
        let mut rows = value.as_list().unwrap_or_default();
        let mut changed = false;
        let mut step = None;
        row_ui(ui, &label_text(field), |ui| {
            let is_full = rows.len() >= most.unwrap_or(MOST_ROWS).min(MOST_ROWS);
            let add = ui.add_enabled(!is_full, Button::new("Add")).accessible_name(format!("Add to {name}"));
            if add.clicked() {
                rows.push(item.least_value());
                changed = true;
            }
            if rows.is_empty() {
                ui.weak("none");
            }
        });
        let count = rows.len();
        for (index, row) in rows.iter_mut().enumerate().take(MOST_ROWS) {
            let row_name = format!("{name} {}", index + 1);
            self.path.push(index.to_string());
            row_ui(ui, &format!("{}", index + 1), |ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    for (sign, verb, made) in [
                        ("×", "Remove", Some(RowStep::Remove(index))),
                        ("⬇", "Move down", (index + 1 < count).then_some(RowStep::Swap(index, index + 1))),
                        ("⬆", "Move up", index.checked_sub(1).map(|above| RowStep::Swap(above, index))),
                    ] {
                        let button = ui.add_enabled(made.is_some(), Button::new(sign).small());
                        if button.accessible_name(format!("{verb} {row_name}")).clicked() {
                            step = made;
                        }
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        changed |= self.simple_ui(ui, item, &row_name, row);
                        // A row without a text is an empty one.
                        if *row == Value::Absent {
                            *row = Value::Text(String::new());
                        }
                    });
                });
            });
            self.problems_ui(ui, &format!("{} {}", field.label, index + 1));
            self.path.pop();
        }
        match step {
            Some(RowStep::Remove(index)) if index < rows.len() => {
                rows.remove(index);
            }
            Some(RowStep::Swap(first, second)) if second < rows.len() => rows.swap(first, second),
            _ => {}
        }
        changed |= step.is_some();
        if changed {
            *value = if rows.is_empty() && !field.is_required { Value::Absent } else { Value::List(rows) };
        }
        changed
    }

    /// A field of one widget.
    fn simple_ui(&mut self, ui: &mut Ui, field: &Field, name: &str, value: &mut Value) -> bool {
        match &field.kind {
            FieldKind::Text { is_long } => text_ui(ui, *is_long, name, value),
            FieldKind::Choice(options) => choice_ui(ui, field, options, &self.path, name, value),
            FieldKind::Number { .. } => number_ui(ui, field, name, value),
            FieldKind::Truth => {
                let mut is_on = matches!(value, Value::Boolean(true));
                let response = ui.checkbox(&mut is_on, "").accessible_name(name);
                if response.changed() {
                    *value = Value::Boolean(is_on);
                }
                response.changed()
            }
            FieldKind::Other(reason) => {
                ui.add(Label::new(RichText::new(format!("Not shown: {reason}")).weak()).wrap());
                false
            }
            FieldKind::List { .. } | FieldKind::Group(_) => false,
        }
    }
}

#[derive(Clone, Copy)]
enum RowStep {
    Remove(usize),
    Swap(usize, usize),
}

fn label_text(field: &Field) -> String {
    if field.is_required { format!("{} *", field.label) } else { field.label.clone() }
}

/// A label and, beside it, what it stands for.
fn row_ui(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui)) {
    let width = (ui.available_width() * LABEL_SHARE).min(LABEL_WIDTH);
    ui.horizontal(|ui| {
        let size = vec2(width, ui.spacing().interact_size.y);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(size);
            ui.add(Label::new(label).truncate());
        });
        content(ui);
    });
}

fn text_ui(ui: &mut Ui, is_long: bool, name: &str, value: &mut Value) -> bool {
    let mut edited = value.as_text().unwrap_or_default().to_owned();
    let field = if is_long {
        TextEdit::multiline(&mut edited).desired_rows(3)
    } else {
        TextEdit::singleline(&mut edited).align(egui::Align2::LEFT_CENTER)
    };
    let response = ui.add(field.char_limit(TEXT_CHARACTERS).desired_width(f32::INFINITY)).accessible_name(name);
    if response.changed() {
        // An empty field is one that is not filled in.
        *value = if edited.is_empty() { Value::Absent } else { Value::Text(edited) };
    }
    response.changed()
}

fn choice_ui(ui: &mut Ui, field: &Field, options: &[Value], path: &[String], name: &str, value: &mut Value) -> bool {
    let shown = |value: &Value| match value {
        Value::Absent => "Choose …".to_owned(),
        other => text::line(&other.to_string(), 60),
    };
    let mut picked = None;
    let combo = ComboBox::from_id_salt(("choice", path)).selected_text(shown(value)).width(ui.available_width());
    let response = combo.truncate().show_ui(ui, |ui| {
        if !field.is_required && ui.selectable_label(*value == Value::Absent, "—").clicked() {
            picked = Some(Value::Absent);
        }
        for option in options {
            if ui.selectable_label(value == option, shown(option)).clicked() {
                picked = Some(option.clone());
            }
        }
    });
    response.response.accessible_name(name);
    match picked.filter(|picked| picked != value) {
        Some(picked) => {
            *value = picked;
            true
        }
        None => false,
    }
}

fn number_ui(ui: &mut Ui, field: &Field, name: &str, value: &mut Value) -> bool {
    let FieldKind::Number { is_whole, min, max, step } = &field.kind else { return false };
    let Some(mut number) = value.as_number() else {
        let is_set = ui.button("Set").accessible_name(format!("Set {name}")).clicked();
        if is_set {
            *value = field.least_value();
        }
        return is_set;
    };
    let step = step.unwrap_or(if *is_whole { 1.0 } else { 0.0 });
    let response = match (min, max) {
        (Some(min), Some(max)) if max > min && max - min <= SLIDER_RANGE => {
            // The number beside the rail takes about this much.
            let beside = if field.is_required { 62.0 } else { 86.0 };
            ui.spacing_mut().slider_width = (ui.available_width() - beside).max(60.0);
            let slider = Slider::new(&mut number, *min..=*max).step_by(step);
            ui.add(if *is_whole { slider.integer() } else { slider })
        }
        _ => {
            let least = min.unwrap_or(f64::NEG_INFINITY);
            let greatest = max.unwrap_or(f64::INFINITY).max(least);
            let speed = if step > 0.0 { step } else { 0.1 };
            let drag = DragValue::new(&mut number).speed(speed).range(least..=greatest).clamp_existing_to_range(false);
            ui.add(if *is_whole { drag.max_decimals(0) } else { drag.max_decimals(6) }.update_while_editing(true))
        }
    };
    let response = response.accessible_name(name);
    let mut is_cleared = false;
    if !field.is_required {
        let button = ui.small_button("×").accessible_name(format!("Clear {name}"));
        is_cleared = button.on_hover_text("Leave it out").clicked();
    }
    if is_cleared {
        *value = Value::Absent;
    } else if response.changed() {
        *value = number_value(number, *is_whole);
    }
    is_cleared || response.changed()
}

fn set_or_remove(record: &mut Record, name: &str, value: Value) {
    if value == Value::Absent {
        record.remove(name);
    } else {
        record.set(name.to_owned(), value);
    }
}
