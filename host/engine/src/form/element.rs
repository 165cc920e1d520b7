//! What a `{…}` is: its kind, its first answer and the text it shows.
//!
//! Purpose: what ImJoy's element templates do when a form is made. As there, all elements
//! are first made in order ([`Maker::make`]), which gives each its data, then drawn in
//! order ([`Maker::draw`]); both may fail. Elements of one key share the data of the first.
//!
//! Known limits: workflow elements are only as their templates are at first; an `init`,
//! `data` or `initWidget` in an element is ignored; names that every JavaScript object has
//! (`toString`) are keys like others.

use super::color::{hsv_channels, shown_channels};
use super::error::FormError;
use super::html::text_content;
use super::script::{json_copy_record, loosely_equal, shown_number, to_text};
use super::{Dialect, ElementKind};
use crate::value::{Record, Value};
use std::collections::HashMap;

/// ImJoy's default of a number.
const DEFAULT_NUMBER: i64 = 3;
/// ImJoy's default of a string.
const DEFAULT_TEXT: &str = "???";
/// Hue of a colour without a placeholder; a random one in ImJoy.
const DEFAULT_HUE: i64 = 50;
/// Deepest HTML in a label.
const LABEL_DEPTH: usize = 64;

/// Makes the elements of one form.
pub(super) struct Maker {
    dialect: Dialect,
    /// Data of the elements, as ImJoy keeps them.
    data: Vec<Record>,
    by_key: HashMap<String, usize>,
}

/// An element that is made but not yet drawn.
pub(super) struct Made {
    /// Key of the answer.
    pub key: Option<String>,
    /// Fields as read.
    pub fields: Record,
    template: Template,
    data: usize,
}

/// An element as drawn.
pub(super) struct Drawn {
    /// What it is.
    pub kind: ElementKind,
    /// Its text.
    pub text: String,
    /// Its first answer.
    pub answer: Option<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Template {
    None,
    Number,
    RawNumber,
    Choose,
    String,
    Color,
    Button,
    Save,
    Ops,
    Repeat,
    Comment,
    If,
    /// Elements that fail outside of a workflow.
    Variable,
    Checkbox,
    Slider,
    TextArea,
    File,
}

impl Template {
    fn find(name: &str, dialect: Dialect) -> Option<Template> {
        Some(match name {
            "number" => Template::Number,
            "number_raw" => Template::RawNumber,
            "choose" => Template::Choose,
            "string" => Template::String,
            "color" => Template::Color,
            "button" => Template::Button,
            "save" => Template::Save,
            "ops" => Template::Ops,
            "instructions/repeat" => Template::Repeat,
            "instructions/comment" => Template::Comment,
            "math/if" => Template::If,
            "variableName" | "math/set" | "math/operation" => Template::Variable,
            _ if dialect == Dialect::ImJoy => return None,
            "checkbox" => Template::Checkbox,
            "slider" | "range" => Template::Slider,
            "textarea" => Template::TextArea,
            "file" => Template::File,
            _ => return None,
        })
    }

    /// The data of an element without a placeholder.
    fn default_data(self) -> Record {
        match self {
            Template::Number | Template::RawNumber => Record::new().with("value", DEFAULT_NUMBER),
            Template::String => Record::new().with("value", DEFAULT_TEXT),
            Template::Color => {
                Record::new().with("value", Value::List(vec![DEFAULT_HUE.into(), 0.8.into(), Value::Integer(1)]))
            }
            Template::Ops => Record::new().with("ops", Value::List(Vec::new())).with("resetVariables", true),
            _ => Record::new(),
        }
    }
}

impl Maker {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, data: Vec::new(), by_key: HashMap::new() }
    }

    /// Makes an element of its fields.
    pub(super) fn make(&mut self, fields: Record) -> Result<Made, FormError> {
        let element_type = fields.get("type");
        let template = match element_type {
            Some(name) if !name.is_falsy() => name
                .as_text()
                .and_then(|name| Template::find(name, self.dialect))
                .ok_or_else(|| FormError::UnknownType { element_type: to_text(Some(name)) })?,
            _ => Template::None,
        };
        let mut data = match fields.get("placeholder") {
            None => template.default_data(),
            Some(Value::Null) => return Err(FormError::Missing { owner: "null", property: "type" }),
            Some(Value::Record(record)) => record.clone(),
            Some(value) => Record::new().with("value", value.clone()),
        };
        if data.get("type").is_none_or(Value::is_falsy)
            && let Some(element_type) = element_type
        {
            data.set("type", element_type.clone());
        }
        let key = fields.get("dataID").filter(|key| !key.is_falsy()).map(|key| to_text(Some(key)));
        let shared = key.as_ref().and_then(|key| self.by_key.get(key).copied());
        let place = match shared {
            Some(place) => place,
            None => {
                let place = self.data.len();
                self.data.push(json_copy_record(&data));
                if let Some(key) = &key {
                    self.by_key.insert(key.clone(), place);
                }
                place
            }
        };
        if let Some(data) = self.data.get_mut(place) {
            initialize(template, &fields, data)?;
        }
        Ok(Made { key, fields, template, data: place })
    }

    /// Draws an element that is made.
    pub(super) fn draw(&self, made: &Made) -> Result<Drawn, FormError> {
        let empty = Record::new();
        let data = self.data.get(made.data).unwrap_or(&empty);
        let fields = &made.fields;
        let value = data.get("value");
        let whole = || Some(Value::Record(data.clone()));
        let workflow = |text: String| {
            let element_type = fields.get("type").map(|name| to_text(Some(name))).unwrap_or_default();
            Drawn { kind: ElementKind::Workflow { element_type, text: text.clone() }, text, answer: whole() }
        };
        Ok(match made.template {
            Template::None => {
                let element_type = to_text(fields.get("type"));
                workflow(text_content(&format!("[todo: define ui for '{element_type}']"), LABEL_DEPTH))
            }
            Template::Number => draw_number(fields, number_of(data))?,
            Template::RawNumber => widget_options(fields, "min").and_then(|_| draw_number(fields, value))?,
            Template::Choose => draw_choose(fields, value)?,
            Template::String => draw_string(widget_options(fields, "prefix")?, value),
            Template::Color => draw_color(value)?,
            Template::Button => {
                let label = widget_options(fields, "label")?.and_then(|options| options.get("label"));
                let label = label.filter(|label| !label.is_falsy());
                let text = label.map_or_else(|| "--".to_owned(), label_text);
                Drawn { kind: ElementKind::Button { label: text.clone() }, text, answer: whole() }
            }
            Template::Save => workflow("save".to_owned()),
            Template::Ops => match data.get("ops") {
                None => return Err(FormError::Missing { owner: "undefined", property: "length" }),
                Some(Value::Null) => return Err(FormError::Missing { owner: "null", property: "length" }),
                Some(_) => workflow("+".to_owned()),
            },
            Template::Repeat => workflow("Repeat the following 3 times: +".to_owned()),
            Template::Comment => workflow(String::new()),
            Template::If => workflow("If 3 = 3, then: +".to_owned()),
            Template::Variable => return Err(FormError::Missing { owner: "undefined", property: "id0" }),
            Template::Checkbox => draw_checkbox(fields, value)?,
            Template::Slider => draw_slider(fields, value)?,
            Template::TextArea => draw_text_area(fields, value)?,
            Template::File => draw_file(fields)?,
        })
    }
}

/// What a template does with its data when the element is made.
fn initialize(template: Template, fields: &Record, data: &mut Record) -> Result<(), FormError> {
    match template {
        Template::Number if fields.get("noVariables").is_none_or(Value::is_falsy) => {
            if let Some(number @ (Value::Integer(_) | Value::Float(_))) = data.get("value").cloned() {
                let mut link = Record::new().with("type", "number_raw");
                for name in ["min", "max", "step"] {
                    if let Some(value) = fields.get(name) {
                        link.set(name, value.clone());
                    }
                }
                link.set("value", number);
                data.remove("value");
                data.set("chain", Value::List(vec![link.into()]));
            }
            if data.get("chain").is_none() || number_of(data).is_none() {
                return Err(FormError::NotANumber);
            }
        }
        Template::Ops => {
            if let Some(reset) = fields.get("resetVariables") {
                data.set("resetVariables", reset.clone());
            }
        }
        Template::Variable => return Err(FormError::Missing { owner: "undefined", property: "id0" }),
        Template::Repeat => {
            let count = Record::new().with("type", "number_raw").with("min", 1).with("value", DEFAULT_NUMBER);
            set_default(data, "count", number_data(count));
            set_default(data, "ops", ops_data());
        }
        Template::If => {
            let number = || number_data(Record::new().with("type", "number_raw").with("value", DEFAULT_NUMBER));
            set_default(data, "value1", number());
            set_default(data, "test", Record::new().with("value", "=").with("type", "choose"));
            set_default(data, "value2", number());
            set_default(data, "ops", ops_data());
        }
        _ => {}
    }
    Ok(())
}

fn set_default(data: &mut Record, name: &str, value: Record) {
    if data.get(name).is_none_or(Value::is_falsy) {
        data.set(name, value);
    }
}

fn number_data(link: Record) -> Record {
    Record::new().with("type", "number").with("chain", Value::List(vec![link.into()]))
}

fn ops_data() -> Record {
    Record::new().with("ops", Value::List(Vec::new())).with("resetVariables", false).with("type", "ops")
}

/// The number of an element's data: the first link of its chain, else its value.
fn number_of(data: &Record) -> Option<&Value> {
    match data.get("chain") {
        Some(Value::List(chain)) => chain.first().and_then(|link| link.field("value")),
        _ => data.get("value"),
    }
}

/// Where a widget of ImJoy looks for its settings: in the element's `options` if there is
/// such a field, else in the element.
fn widget_options<'a>(fields: &'a Record, first: &'static str) -> Result<Option<&'a Record>, FormError> {
    match fields.get("options") {
        None => Ok(Some(fields)),
        Some(Value::Null) => Err(FormError::Missing { owner: "null", property: first }),
        Some(options) => Ok(options.as_record()),
    }
}

/// A label is HTML; this is its text.
fn label_text(label: &Value) -> String {
    match label {
        Value::Null => String::new(),
        label => text_content(&to_text(Some(label)), LABEL_DEPTH),
    }
}

fn draw_number(fields: &Record, value: Option<&Value>) -> Result<Drawn, FormError> {
    let number = match value {
        None => return Err(FormError::Missing { owner: "undefined", property: "toString" }),
        Some(Value::Null) => return Err(FormError::Missing { owner: "null", property: "toString" }),
        Some(value) => value.as_number().ok_or(FormError::NotAFunction { name: "newValue.toFixed" })?,
    };
    let bound = |name| fields.get(name).and_then(Value::as_number).filter(|bound| bound.is_finite());
    let kind = ElementKind::Number { default: number, min: bound("min"), max: bound("max"), step: bound("step") };
    Ok(Drawn { kind, text: shown_number(number), answer: value.cloned() })
}

/// The value and the label (HTML) of an option.
pub(super) fn option_parts(option: &Value) -> (&Value, String) {
    match (option.field("value"), option.field("label")) {
        (Some(value), Some(label)) => (value, label_text(label)),
        _ => (option, label_text(&to_text(Some(option)).into())),
    }
}

fn draw_choose(fields: &Record, value: Option<&Value>) -> Result<Drawn, FormError> {
    const NO_OPTION: FormError = FormError::Missing { owner: "undefined", property: "value" };
    const NOT_FOUND: FormError = FormError::Missing { owner: "undefined", property: "label" };
    let chosen = value.filter(|value| !value.is_falsy());
    let options = match fields.get("options") {
        Some(Value::List(options)) => options,
        Some(Value::Null) => return Err(FormError::Missing { owner: "null", property: "length" }),
        Some(Value::Text(text)) if !text.is_empty() => {
            return Err(FormError::NotAFunction { name: "self.options.find" });
        }
        _ if chosen.is_none() => return Err(NO_OPTION),
        _ => return Err(FormError::NotAFunction { name: "self.options.find" }),
    };
    if options.iter().any(|option| matches!(option, Value::Null)) {
        return Err(FormError::Missing { owner: "null", property: "label" });
    }
    let first = options.first();
    let text = match chosen {
        // What is chosen counts as nothing: ImJoy shows the first option.
        None => option_parts(first.ok_or(NO_OPTION)?).1,
        Some(chosen) => {
            let option = options.iter().find(|option| loosely_equal(option_parts(option).0, chosen));
            option_parts(option.ok_or(NOT_FOUND)?).1
        }
    };
    let values: Vec<Value> = options.iter().map(|option| option_parts(option).0.clone()).collect();
    let selected = value.and_then(|value| {
        let same = values.iter().position(|option| option == value);
        same.or_else(|| values.iter().position(|option| loosely_equal(option, value)))
    });
    Ok(Drawn { kind: ElementKind::Choose { options: values, selected }, text, answer: value.cloned() })
}

fn draw_string(options: Option<&Record>, value: Option<&Value>) -> Drawn {
    let affix = |name| {
        let affix = options.and_then(|options| options.get(name)).filter(|affix| !affix.is_falsy());
        affix.map(label_text).unwrap_or_default()
    };
    let (prefix, suffix) = (affix("prefix"), affix("suffix"));
    let default = match value {
        None | Some(Value::Null) => String::new(),
        value => to_text(value),
    };
    let shown = if default.is_empty() { "\u{a0}" } else { default.as_str() };
    let text = format!("{prefix}{shown}{suffix}");
    Drawn { kind: ElementKind::Text { default, prefix, suffix }, text, answer: value.cloned() }
}

fn draw_color(value: Option<&Value>) -> Result<Drawn, FormError> {
    let hsv = match value {
        None => return Err(FormError::Missing { owner: "undefined", property: "1" }),
        Some(Value::Null) => return Err(FormError::Missing { owner: "null", property: "1" }),
        Some(hsv) => hsv,
    };
    let channels = hsv_channels(hsv);
    let texts = channels.map(crate::value::number_text);
    Ok(Drawn {
        kind: ElementKind::Color { default: shown_channels(channels) },
        text: "\u{a0}".to_owned(),
        answer: Some(Value::Text(format!("rgb({})", texts.join(",")))),
    })
}

fn draw_checkbox(fields: &Record, value: Option<&Value>) -> Result<Drawn, FormError> {
    let default = match value {
        None | Some(Value::Null) => false,
        Some(Value::Boolean(value)) => *value,
        Some(_) => return Err(wrong("checkbox", "placeholder", "true or false")),
    };
    let label = fields.get("label").map(label_text).unwrap_or_default();
    let answer = Some(Value::Boolean(default));
    Ok(Drawn { kind: ElementKind::Checkbox { default, label: label.clone() }, text: label, answer })
}

fn draw_slider(fields: &Record, value: Option<&Value>) -> Result<Drawn, FormError> {
    let number = |name: &'static str, value: Option<&Value>| match value {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_number().filter(|number| number.is_finite()) {
            Some(number) => Ok(Some(number)),
            None => Err(wrong("slider", name, "a number")),
        },
    };
    let min = number("min", fields.get("min"))?.unwrap_or(0.0);
    let max = number("max", fields.get("max"))?.unwrap_or(if min < 100.0 { 100.0 } else { min + 1.0 });
    if min > max {
        return Err(wrong("slider", "max", "at least its min"));
    }
    let step = number("step", fields.get("step"))?;
    if step.is_some_and(|step| step <= 0.0) {
        return Err(wrong("slider", "step", "more than 0"));
    }
    let default = number("placeholder", value)?.unwrap_or(min).clamp(min, max);
    Ok(Drawn {
        kind: ElementKind::Slider { default, min, max, step },
        text: shown_number(default),
        answer: Some(super::relaxed_json::number_value(default)),
    })
}

fn draw_text_area(fields: &Record, value: Option<&Value>) -> Result<Drawn, FormError> {
    const DEFAULT_ROWS: f64 = 4.0;
    const MAX_ROWS: f64 = 100.0;
    let default = match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::Record(_) | Value::List(_)) => return Err(wrong("textarea", "placeholder", "a text")),
        value => to_text(value),
    };
    let rows = match fields.get("rows") {
        None | Some(Value::Null) => DEFAULT_ROWS,
        Some(rows) => rows.as_number().ok_or_else(|| wrong("textarea", "rows", "a number"))?,
    };
    let rows = rows.clamp(1.0, MAX_ROWS) as u32;
    let answer = Some(Value::Text(default.clone()));
    Ok(Drawn { kind: ElementKind::TextArea { default: default.clone(), rows }, text: default, answer })
}

fn draw_file(fields: &Record) -> Result<Drawn, FormError> {
    const EXPECTED: &str = "a list of texts like '.tif'";
    let written = fields.get("extensions").or_else(|| fields.get("accept"));
    let texts: Vec<String> = match written {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Text(text)) => text.split(',').map(str::to_owned).collect(),
        Some(Value::List(values)) => values
            .iter()
            .map(|value| value.as_text().map(str::to_owned).ok_or_else(|| wrong("file", "extensions", EXPECTED)))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(wrong("file", "extensions", EXPECTED)),
    };
    let extensions: Vec<String> = texts
        .iter()
        .map(|text| text.trim().trim_start_matches('*').trim_start_matches('.').to_lowercase())
        .filter(|extension| !extension.is_empty())
        .collect();
    Ok(Drawn { kind: ElementKind::File { extensions }, text: String::new(), answer: None })
}

fn wrong(element_type: &'static str, field: &'static str, expected: &'static str) -> FormError {
    FormError::Field { element_type, field, expected }
}
