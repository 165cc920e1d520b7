//! `imjoy/schema-io`: a form made from a JSON Schema.
//!
//! `data.schema` is the schema of an object, `data.value` a first value. Fields: text
//! (several lines with `format: "textarea"`), choice (`enum`), number (slider between
//! `minimum` and `maximum`, else dragged), checkbox, rows of simple values, groups of
//! nested objects; with `title`, `description`, `default` and `required`.
//!
//! Events: `change` with the whole value, when it has rested for 300 ms, whether it is
//! valid or not; `submit` with the value, by the button, which is there when it is valid.
//!
//! Invariants: the value is checked by the schema itself, not by the form, and every
//! problem stands below its field; what the form has no widget for keeps its value; the
//! size of the form and of its schema is bounded.
//!
//! # Known limits
//!
//! `anyOf`, `oneOf`, `allOf`, `if` and lists of lists or objects have no widgets; they are
//! checked. Schemas that refer to themselves are refused.

mod draw;
mod field;

use self::draw::Form;
use self::field::{Field, FieldKind};
use super::message::message_ui;
use super::{palette, text};
use crate::application::theme;
use egui::{Frame, Label, Margin, RichText, ScrollArea, Ui, Vec2, vec2};
use imjoy_engine::schema::{FormSchema, Problem};
use imjoy_engine::value::{Record, Value};
use std::time::Duration;

/// How long the value rests before it is sent, in seconds.
const CHANGE_REST: f64 = 0.3;
/// Most events that wait to be taken.
const MOST_EVENTS: usize = 1_000;
/// Height of the row with the button.
const FOOTER: f32 = 38.0;

/// Content of a window of type `imjoy/schema-io`.
pub struct SchemaContent {
    data: Value,
    form: Result<SchemaForm, String>,
    changed_at: Option<f64>,
    events: Vec<(String, Value)>,
}

struct SchemaForm {
    field: Field,
    schema: FormSchema,
    value: Value,
    problems: Vec<Problem>,
}

impl SchemaContent {
    /// The form of `data.schema`, or of the data if they are a schema.
    pub fn new(data: &Value, config: &Value) -> Self {
        let form = SchemaForm::new(data, config);
        Self { data: data.clone(), form, changed_at: None, events: Vec::new() }
    }

    /// Replaces the data or settings. What has been filled in stays unless the schema or
    /// `data.value` has changed.
    pub fn update(&mut self, data: Option<&Value>, config: Option<&Value>) {
        let (data, config) = (data.unwrap_or(&self.data).clone(), config.cloned().unwrap_or_default());
        let is_same = schema_in(&data) == schema_in(&self.data) && data.field("value") == self.data.field("value");
        if !is_same || self.form.is_err() {
            self.form = SchemaForm::new(&data, &config);
        }
        self.data = data;
    }

    /// A size at which a form of some fields is readable.
    pub fn default_size(&self) -> Vec2 {
        vec2(420.0, 420.0)
    }

    /// What has happened since the last call.
    pub fn take_events(&mut self) -> Vec<(String, Value)> {
        std::mem::take(&mut self.events)
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui) {
        let form = match &mut self.form {
            Ok(form) => form,
            Err(sentence) => return message_ui(ui, sentence),
        };
        let height = (ui.available_height() - FOOTER).max(20.0);
        let scrolled = ScrollArea::vertical().max_height(height).auto_shrink(false).show(ui, |ui| {
            let inside = Frame::NONE.inner_margin(10.0).show(ui, |ui| form.fields_ui(ui));
            inside.inner
        });
        let now = ui.input(|input| input.time);
        if scrolled.inner {
            form.check();
            self.changed_at = Some(now);
            ui.request_repaint();
        }
        let is_submitted = Frame::NONE.inner_margin(Margin::symmetric(10, 5)).show(ui, |ui| form.footer_ui(ui)).inner;
        let value = form.value.clone();
        if is_submitted {
            // Whoever submits has seen the last change.
            self.changed_at = None;
            self.tell("submit", value);
        } else if let Some(changed_at) = self.changed_at {
            let rest = changed_at + CHANGE_REST - now;
            if rest > 0.0 {
                ui.request_repaint_after(Duration::from_secs_f64(rest));
            } else {
                self.changed_at = None;
                self.tell("change", value);
            }
        }
    }

    fn tell(&mut self, event: &str, value: Value) {
        if self.events.len() < MOST_EVENTS {
            self.events.push((event.to_owned(), value));
        }
    }
}

impl SchemaForm {
    fn new(data: &Value, config: &Value) -> Result<Self, String> {
        let written = schema_in(data).or_else(|| config.field("schema")).unwrap_or(data);
        let field = Field::read(written)?;
        let schema = FormSchema::compile(written)
            .map_err(|reason| format!("data.schema is not a valid JSON Schema: {}", text::line(&reason, 300)))?;
        let mut value = match field.first_value() {
            Value::Record(record) => record,
            _ => Record::new(),
        };
        if let Some(given) = data.field("value").and_then(Value::as_record) {
            value.merge(given.clone());
        }
        let mut form = Self { field, schema, value: value.into(), problems: Vec::new() };
        form.check();
        Ok(form)
    }

    fn check(&mut self) {
        self.problems = self.schema.problems(&self.value);
    }

    fn fields_ui(&mut self, ui: &mut Ui) -> bool {
        if !self.field.label.is_empty() {
            ui.add(Label::new(RichText::new(&self.field.label).heading()).wrap());
        }
        if !self.field.description.is_empty() {
            ui.add(Label::new(RichText::new(&self.field.description).weak()).wrap());
        }
        let FieldKind::Group(fields) = &self.field.kind else { return false };
        let mut form = Form { problems: &self.problems, path: Vec::new() };
        form.group_ui(ui, fields, "", &mut self.value)
    }

    /// The button, and what concerns the whole value. Gives whether it was submitted.
    fn footer_ui(&self, ui: &mut Ui) -> bool {
        ui.horizontal(|ui| {
            let is_valid = self.problems.is_empty();
            let button = ui.add_enabled(is_valid, theme::primary_button(ui, "Submit"));
            // A problem of what has no field would be nowhere else.
            let whole = self.problems.iter().find(|problem| problem.path.is_empty());
            let note = match (whole, self.problems.len()) {
                (Some(problem), _) => format!("The value {}", text::line(&problem.sentence, 200)),
                (None, 0) => String::new(),
                (None, 1) => "One field is to be corrected".to_owned(),
                (None, count) => format!("{count} fields are to be corrected"),
            };
            ui.add(Label::new(RichText::new(note).small().color(palette::secondary(ui.visuals()))).truncate());
            button.clicked()
        })
        .inner
    }
}

/// The schema in `data.schema`, or the data themselves if they look like one.
fn schema_in(data: &Value) -> Option<&Value> {
    data.field("schema").or_else(|| data.field("properties").map(|_| data))
}
