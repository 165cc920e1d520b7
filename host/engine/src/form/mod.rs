//! Forms: the `ui` grammar of ImJoy ("Joy"), parsed into plain data.
//!
//! Purpose: one parser for the form of an op, of a dialog and of a panel window. The
//! front end draws the [`Segment`]s and keeps the answers; it never parses.
//!
//! Source: `ui` of the `<config>` block and of `api.showDialog`; behaviour as ImJoy's
//! `joy.js`, by its golden vectors.
//!
//! Invariants: parsing never panics and takes time linear in the text; a text of more than
//! 1 MiB, more than 10 000 elements and nesting deeper than 64 are errors; every
//! [`Segment::Element`] names an element of [`Form::elements`], each at most once.
//!
//! Known limits: of the HTML around the fields only basic formatting is shown (see
//! [`parse_markup`]); a colour without a placeholder has a fixed hue, not a random one.

pub(crate) mod color;
mod element;
mod entities;
mod error;
mod html;
mod layout;
mod markup;
mod normalize;
mod relaxed_json;
mod sanitize;
mod scan;
mod script;

pub use color::parse_color;
pub use error::FormError;
pub use markup::{escape_markup, parse_markup};
pub use relaxed_json::JsonError;

use crate::value::{Record, Value};
use element::{Maker, option_parts};
use html::{Scope, read_html};
use layout::Places;

/// Text that ImJoy shows for a form without a text.
const EMPTY_FORM: &str = "[todo: define ui for 'undefined']";

/// Which elements a form may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Dialect {
    /// Exactly those of ImJoy's joy; any other type fails.
    ImJoy,
    /// Those of ImJoy, and checkbox, slider, range, textarea and file.
    #[default]
    Extended,
}

/// A form, ready to draw.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Form {
    /// The text after normalisation, as ImJoy makes it.
    pub normalized: String,
    /// Texts, line breaks and elements in the order in which they are shown.
    pub segments: Vec<Segment>,
    /// The fields, in order.
    pub elements: Vec<Element>,
    answers: Record,
    text: String,
}

impl Form {
    /// Parses a `ui` in the [`Dialect::Extended`].
    pub fn parse(ui: &Value) -> Result<Form, FormError> {
        Form::parse_with(ui, Dialect::default())
    }

    /// Parses a `ui` in a dialect.
    pub fn parse_with(ui: &Value, dialect: Dialect) -> Result<Form, FormError> {
        let normalized = normalize::normalize(ui)?;
        if normalized.is_empty() {
            let text = if dialect == Dialect::ImJoy { EMPTY_FORM.to_owned() } else { String::new() };
            return Ok(Form { text, ..Form::default() });
        }
        let scanned = scan::scan(&sanitize::sanitize(&normalized)?)?;
        let written = fields_as_written(&normalized, &scanned.blocks);
        let mut maker = Maker::new(dialect);
        let made = scanned.blocks.into_iter().map(|fields| maker.make(fields)).collect::<Result<Vec<_>, _>>()?;
        let html = read_html(&scanned.html, Scope::Fragment, relaxed_json::MAX_DEPTH + 1);
        let mut places = Places::find(&html);
        let mut drawn = Vec::with_capacity(made.len());
        for (index, made) in made.iter().enumerate() {
            drawn.push(maker.draw(made)?);
            places.take(index, made.fields.get("id"))?;
        }
        let (segments, text) = places.write(&html, &drawn);
        let mut answers = Answers::default();
        let mut elements = Vec::with_capacity(made.len());
        let mut written = written.into_iter().flatten();
        for (made, drawn) in made.into_iter().zip(drawn) {
            if let Some(key) = &made.key {
                answers.set(key, drawn.answer);
            }
            let fields = written.next().unwrap_or(made.fields);
            let fields = script::json_copy_record(&fields);
            elements.push(Element { key: made.key, kind: drawn.kind, fields });
        }
        Ok(Form { normalized, segments, elements, answers: answers.into_record(), text })
    }

    /// A form that the host makes itself: texts and fields in order. The first answers are
    /// the defaults of the fields.
    pub(crate) fn from_elements(segments: Vec<Segment>, elements: Vec<Element>) -> Form {
        let mut answers = Answers::default();
        for element in &elements {
            if let Some(key) = &element.key {
                answers.set(key, element.kind.default_answer());
            }
        }
        let shown = |segment: &Segment| match segment {
            Segment::Text(run) => run.text.clone(),
            Segment::LineBreak => " ".to_owned(),
            Segment::Element(index) => {
                elements.get(*index).map(|element| element.kind.shown_default()).unwrap_or_default()
            }
        };
        let text = script::collapse(&segments.iter().map(shown).collect::<String>());
        Form { normalized: String::new(), segments, elements, answers: answers.into_record(), text }
    }

    /// The text of a `ui` as ImJoy normalises it, whether or not it is a form.
    pub fn normalize(ui: &Value) -> Result<String, FormError> {
        normalize::normalize(ui)
    }

    /// The answers before the user has touched anything, as ImJoy gives them but without
    /// `_references`.
    pub fn default_answers(&self) -> Record {
        self.answers.clone()
    }

    /// The text that ImJoy shows, fields included, with white space collapsed.
    pub fn visible_text(&self) -> String {
        self.text.clone()
    }
}

/// The fields of the elements before the text was cleaned, if they are still the same
/// elements.
fn fields_as_written(normalized: &str, cleaned: &[Record]) -> Option<Vec<Record>> {
    if !normalized.contains('<') {
        return None;
    }
    let blocks = scan::scan(normalized).ok()?.blocks;
    let is_same = blocks.len() == cleaned.len()
        && blocks.iter().zip(cleaned).all(|(written, cleaned)| written.get("type") == cleaned.get("type"));
    is_same.then_some(blocks)
}

/// Answers by key: the last element of a key counts.
#[derive(Default)]
struct Answers {
    answers: Vec<(String, Option<Value>)>,
    places: std::collections::HashMap<String, usize>,
}

impl Answers {
    fn set(&mut self, key: &str, answer: Option<Value>) {
        let place = *self.places.entry(key.to_owned()).or_insert(self.answers.len());
        match self.answers.get_mut(place) {
            Some((_, existing)) => *existing = answer,
            None => self.answers.push((key.to_owned(), answer)),
        }
    }

    fn into_record(self) -> Record {
        let answers = self.answers.into_iter().filter_map(|(key, answer)| Some((key, answer?)));
        Record::from_distinct_fields(answers.map(|(key, value): (String, Value)| (key.into(), value)).collect())
    }
}

/// A piece of a form or of a marked-up text.
#[derive(Clone, Debug, PartialEq)]
pub enum Segment {
    /// Text with one formatting.
    Text(TextRun),
    /// A line break.
    LineBreak,
    /// The element of that index in [`Form::elements`].
    Element(usize),
}

/// Text with its formatting.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TextRun {
    /// The text; white space is already collapsed.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underlined: bool,
    /// Fixed width.
    pub code: bool,
    /// Heading level 1 to 6; 0 for none.
    pub heading: u8,
    /// Red, green, blue.
    pub color: Option<[u8; 3]>,
    /// Target of a link (http, https or mailto only).
    pub link: Option<String>,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Key of the answer (`dataID`, else `id`); `None` for one without an answer.
    pub key: Option<String>,
    /// What it is.
    pub kind: ElementKind,
    /// All fields as written, and `dataID`, for those who need more.
    pub fields: Record,
}

impl Element {
    /// The text of an option of a [`ElementKind::Choose`]: its `label` if it has one, else
    /// its value. `None` for another element or beyond the last option.
    pub fn option_label(&self, index: usize) -> Option<String> {
        match (&self.kind, self.fields.get("options")) {
            (ElementKind::Choose { .. }, Some(Value::List(options))) => {
                options.get(index).map(|option| option_parts(option).1)
            }
            _ => None,
        }
    }
}

/// What a field of a form is.
#[derive(Clone, Debug, PartialEq)]
pub enum ElementKind {
    /// One of several options.
    Choose {
        /// The answers to choose from: texts, numbers or booleans. What is shown for one is
        /// its [`Element::option_label`].
        options: Vec<Value>,
        /// Index of the option chosen at first; `None`: the first is shown, but there is
        /// no answer until the user chooses.
        selected: Option<usize>,
    },
    /// A number that is typed or dragged.
    Number {
        /// First value.
        default: f64,
        /// Least value.
        min: Option<f64>,
        /// Greatest value.
        max: Option<f64>,
        /// Step; ImJoy ignores it, we use it for dragging.
        step: Option<f64>,
    },
    /// A line of text.
    Text {
        /// First value.
        default: String,
        /// Shown before the field.
        prefix: String,
        /// Shown after the field.
        suffix: String,
    },
    /// Several lines of text. Not in ImJoy.
    TextArea {
        /// First value.
        default: String,
        /// Height in lines.
        rows: u32,
    },
    /// A colour; the answer is `rgb(r,g,b)`.
    Color {
        /// First value.
        default: [u8; 3],
    },
    /// A button; a click sends `update`.
    Button {
        /// Its label.
        label: String,
    },
    /// True or false. Not in ImJoy.
    Checkbox {
        /// First value.
        default: bool,
        /// Label beside the box.
        label: String,
    },
    /// A number that is dragged along a line (`slider`, `range`). Not in ImJoy.
    Slider {
        /// First value.
        default: f64,
        /// Left end.
        min: f64,
        /// Right end.
        max: f64,
        /// Step; `None` for any value.
        step: Option<f64>,
    },
    /// A file that the user picks. Not in ImJoy.
    File {
        /// File name extensions offered; empty for all.
        extensions: Vec<String>,
    },
    /// An element of ImJoy's workflows, of which the host shows only the text.
    Workflow {
        /// Type as written, for example `ops`.
        element_type: String,
        /// Text shown.
        text: String,
    },
}

impl ElementKind {
    /// The answer before the user has touched the field.
    fn default_answer(&self) -> Option<Value> {
        match self {
            ElementKind::Choose { options, selected } => selected.and_then(|index| options.get(index).cloned()),
            ElementKind::Number { default, .. } | ElementKind::Slider { default, .. } => {
                Some(relaxed_json::number_value(*default))
            }
            ElementKind::Text { default, .. } | ElementKind::TextArea { default, .. } => {
                Some(Value::from(default.as_str()))
            }
            ElementKind::Color { default: [red, green, blue] } => Some(format!("rgb({red},{green},{blue})").into()),
            ElementKind::Checkbox { default, .. } => Some(Value::Boolean(*default)),
            ElementKind::Button { .. } | ElementKind::File { .. } | ElementKind::Workflow { .. } => None,
        }
    }

    /// The text that the field shows at first.
    fn shown_default(&self) -> String {
        match self {
            ElementKind::Checkbox { label, .. } | ElementKind::Button { label } => label.clone(),
            ElementKind::Workflow { text, .. } => text.clone(),
            ElementKind::Text { default, prefix, suffix } => format!("{prefix}{default}{suffix}"),
            kind => kind.default_answer().map(|answer| answer.to_string()).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests;
