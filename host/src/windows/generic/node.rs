//! Members of a value and what a line says of it.

use crate::windows::number::{count, measured};
use crate::windows::palette;
use crate::windows::text;
use egui::{Color32, Visuals};
use imjoy_engine::value::{Value, number_text};
use std::borrow::Cow;

/// Most characters of a line about a value.
const LINE_CHARACTERS: usize = 120;
/// Bytes shown of a list of bytes.
const BYTES_SHOWN: usize = 32;

/// What a summary tells, which gives it its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A number or truth value.
    Number,
    /// A text.
    Text,
    /// Kind and size of what is not shown.
    Description,
    /// An error.
    Error,
}

impl Tone {
    /// Its colour.
    pub fn colour(self, visuals: &Visuals) -> Color32 {
        match self {
            Tone::Number => palette::number(visuals),
            Tone::Text => palette::text(visuals),
            Tone::Description => palette::secondary(visuals),
            Tone::Error => palette::error(visuals),
        }
    }
}

/// Number of members.
pub fn length(value: &Value) -> usize {
    match value {
        Value::List(values) | Value::Set(values) => values.len(),
        Value::Integers(numbers) => numbers.len(),
        Value::Floats(numbers) => numbers.len(),
        Value::Record(record) => record.len(),
        Value::Pairs(pairs) => pairs.len(),
        _ => 0,
    }
}

/// The members from `start` on, with their names.
pub fn members<'a>(value: &'a Value, start: usize) -> Box<dyn Iterator<Item = (Cow<'a, str>, Cow<'a, Value>)> + 'a> {
    let numbered = move |index: usize| Cow::Owned((start + index).to_string());
    match value {
        Value::List(values) | Value::Set(values) => {
            let values = values.get(start..).unwrap_or_default();
            Box::new(values.iter().enumerate().map(move |(index, value)| (numbered(index), Cow::Borrowed(value))))
        }
        Value::Integers(numbers) => {
            let numbers = numbers.get(start..).unwrap_or_default();
            let members = numbers.iter().enumerate();
            Box::new(members.map(move |(index, number)| (numbered(index), Cow::Owned(Value::Integer(*number)))))
        }
        Value::Floats(numbers) => {
            let numbers = numbers.get(start..).unwrap_or_default();
            let members = numbers.iter().enumerate();
            Box::new(members.map(move |(index, number)| (numbered(index), Cow::Owned(Value::Float(*number)))))
        }
        Value::Record(record) => {
            let fields = record.iter().skip(start);
            Box::new(fields.map(|(name, value)| (Cow::Owned(text::line(name, 60)), Cow::Borrowed(value))))
        }
        Value::Pairs(pairs) => {
            let pairs = pairs.get(start..).unwrap_or_default();
            Box::new(pairs.iter().map(|(key, value)| (Cow::Owned(summary(key).0), Cow::Borrowed(value))))
        }
        _ => Box::new(std::iter::empty()),
    }
}

/// The node at the end of a path of member indices.
pub fn at<'a>(value: &'a Value, path: &[usize]) -> Option<Cow<'a, Value>> {
    let mut node = Cow::Borrowed(value);
    for index in path {
        let Cow::Borrowed(parent) = node else { return None };
        node = members(parent, *index).next()?.1;
    }
    Some(node)
}

/// What one line says of a value.
pub fn summary(value: &Value) -> (String, Tone) {
    let described = |text: String| (text, Tone::Description);
    match value {
        Value::Absent | Value::Null => described(value.to_string()),
        Value::Boolean(_) | Value::Integer(_) => (value.to_string(), Tone::Number),
        Value::Float(number) => (number_text(*number), Tone::Number),
        Value::Text(content) => (format!("\"{}\"", text::line(content, LINE_CHARACTERS)), Tone::Text),
        Value::List(_) | Value::Integers(_) | Value::Floats(_) => {
            described(format!("list of {}", count(length(value))))
        }
        Value::Record(record) if record.is_empty() => described("record without fields".to_owned()),
        Value::Record(record) => {
            // A few fields are often all that one wants to know.
            let inline: Vec<String> = record
                .iter()
                .take(4)
                .map(|(name, value)| match value {
                    Value::Record(_) | Value::List(_) | Value::Pairs(_) | Value::Set(_) => format!("{name} …"),
                    simple => format!("{name} {}", summary(simple).0),
                })
                .collect();
            let more = if record.len() > 4 { ", …" } else { "" };
            described(text::line(&format!("{{{}{more}}}", inline.join(", ")), LINE_CHARACTERS))
        }
        Value::Pairs(pairs) => described(format!("map of {}", count(pairs.len()))),
        Value::Set(values) => described(format!("set of {}", count(values.len()))),
        Value::Bytes(bytes) => {
            let hex: Vec<String> = bytes.iter().take(BYTES_SHOWN).map(|byte| format!("{byte:02x}")).collect();
            let more = if bytes.len() > BYTES_SHOWN { " …" } else { "" };
            described(format!("{} bytes: {}{more}", count(bytes.len()), hex.join(" ")))
        }
        Value::Error(_) => (text::line(&value.to_string(), LINE_CHARACTERS), Tone::Error),
        Value::Date(milliseconds) => (format!("date {}", measured(*milliseconds)), Tone::Number),
        other => described(text::line(&other.to_string(), LINE_CHARACTERS)),
    }
}

/// The text put on the clipboard: a text as it is, everything else as JSON.
pub fn copied(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        other => match other.to_json() {
            Ok(json) => serde_json::to_string_pretty(&json).unwrap_or_else(|_| other.to_string()),
            // Functions, plugins and windows have no JSON.
            Err(_) => other.to_string(),
        },
    }
}
