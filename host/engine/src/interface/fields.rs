//! Reading the fields of one element, with errors that name it.

use super::path::Path;
use super::{Colour, MOST_TEXT_BYTES};
use crate::error::CallError;
use crate::value::{Record, Value};
use std::sync::Arc;

/// Longest side of anything, in points.
const GREATEST_LENGTH: f64 = 100_000.0;

/// The fields of one element. Every field that is asked for counts as known;
/// [`finish`](Self::finish) refuses the others.
pub(super) struct Fields<'a> {
    record: &'a Record,
    path: &'a Path<'a>,
    element_type: &'a str,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The fields of an element, whose type is read first. `what` is "an element" or
    /// "a shape".
    pub(super) fn new(record: &'a Record, path: &'a Path<'a>, what: &str) -> Result<Self, CallError> {
        let element_type = match record.get("type") {
            Some(Value::Text(element_type)) => element_type.as_str(),
            Some(other) => {
                return Err(CallError::Invalid(format!("{path}: type must be a text, not {}", other.kind())));
            }
            None => return Err(CallError::Invalid(format!("{path} has no field type; {what} needs one"))),
        };
        Ok(Self { record, path, element_type, known: vec!["type"] })
    }

    pub(super) fn element_type(&self) -> &'a str {
        self.element_type
    }

    /// A field; what is absent or null counts as missing.
    pub(super) fn get(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        self.record.get(name).filter(|value| !matches!(value, Value::Null | Value::Absent))
    }

    pub(super) fn text(&mut self, name: &'static str) -> Result<Option<Arc<str>>, CallError> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Text(text)) if text.len() <= MOST_TEXT_BYTES => Ok(Some(text.as_str().into())),
            Some(Value::Text(text)) => Err(CallError::Limit(format!(
                "{}: {name} has {} bytes, and may have {MOST_TEXT_BYTES}",
                self.place(),
                text.len()
            ))),
            Some(other) => Err(self.wrong(name, "a text", other)),
        }
    }

    pub(super) fn text_or_empty(&mut self, name: &'static str) -> Result<Arc<str>, CallError> {
        Ok(self.text(name)?.unwrap_or_else(|| "".into()))
    }

    /// A text, or a number as a text.
    pub(super) fn written(&mut self, name: &'static str) -> Result<Arc<str>, CallError> {
        match self.get(name) {
            Some(Value::Integer(number)) => Ok(number.to_string().into()),
            Some(Value::Float(number)) => Ok(crate::value::number_text(*number).into()),
            _ => self.text_or_empty(name),
        }
    }

    pub(super) fn boolean(&mut self, name: &'static str, default: bool) -> Result<bool, CallError> {
        match self.get(name) {
            None => Ok(default),
            Some(Value::Boolean(truth)) => Ok(*truth),
            Some(other) => Err(self.wrong(name, "true or false", other)),
        }
    }

    /// A finite number.
    pub(super) fn number(&mut self, name: &'static str) -> Result<Option<f64>, CallError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        match value.as_number().filter(|number| number.is_finite()) {
            Some(number) => Ok(Some(number)),
            None => Err(self.wrong(name, "a finite number", value)),
        }
    }

    pub(super) fn needed_number(&mut self, name: &'static str) -> Result<f64, CallError> {
        self.number(name)?.ok_or_else(|| self.missing(name, "a number"))
    }

    /// A length in points.
    pub(super) fn length(&mut self, name: &'static str) -> Result<Option<f32>, CallError> {
        match self.number(name)? {
            None => Ok(None),
            Some(number) if (0.0..=GREATEST_LENGTH).contains(&number) => Ok(Some(number as f32)),
            Some(_) => Err(self.refused(name, "must be from 0 to 100000")),
        }
    }

    /// A whole number from 0.
    pub(super) fn index(&mut self, name: &'static str) -> Result<Option<usize>, CallError> {
        match self.number(name)? {
            None => Ok(None),
            Some(number) if number >= 0.0 && number.fract() == 0.0 && number < 1e9 => Ok(Some(number as usize)),
            Some(_) => Err(self.refused(name, "must be a whole number from 0")),
        }
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(
        &mut self,
        name: &'static str,
        words: &[(&'static str, T)],
    ) -> Result<Option<T>, CallError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let found = value.as_text().and_then(|text| words.iter().find(|(word, _)| *word == text));
        match found {
            Some((_, meaning)) => Ok(Some(*meaning)),
            None => {
                let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                Err(self.wrong(name, &format!("one of {}", list.join(", ")), value))
            }
        }
    }

    pub(super) fn colour(&mut self, name: &'static str) -> Result<Option<Colour>, CallError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        match Colour::read(value) {
            Some(colour) => Ok(Some(colour)),
            None => Err(self.wrong(name, "a colour such as #ff8000 or [255, 128, 0, 255]", value)),
        }
    }

    /// A list of finite numbers.
    pub(super) fn numbers(&mut self, name: &'static str) -> Result<Option<Arc<[f64]>>, CallError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        match numbers(value) {
            Some(numbers) => Ok(Some(numbers.into())),
            None => Err(self.wrong(name, "a list of finite numbers", value)),
        }
    }

    /// A list of record members, for example the children.
    pub(super) fn list(&mut self, name: &'static str) -> Result<Option<&'a [Value]>, CallError> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::List(values)) => Ok(Some(values)),
            Some(other) => Err(self.wrong(name, "a list", other)),
        }
    }

    /// Refuses fields that nobody has asked for.
    pub(super) fn finish(self) -> Result<(), CallError> {
        match self.record.iter().find(|(name, _)| !self.known.contains(name)) {
            None => Ok(()),
            Some((name, _)) => {
                let name: String = name.chars().take(60).collect();
                Err(CallError::Invalid(format!(
                    "{} has no field {name:?}; it has {}",
                    self.place(),
                    self.known.join(", ")
                )))
            }
        }
    }

    /// The element, for a message.
    fn place(&self) -> String {
        let kind: String = self.element_type.chars().take(40).collect();
        match self.record.get("id").and_then(Value::as_text) {
            Some(id) => {
                let id: String = id.chars().take(60).collect();
                format!("{} ({kind} {id:?})", self.path)
            }
            None => format!("{} ({kind})", self.path),
        }
    }

    pub(super) fn wrong(&self, name: &str, wanted: &str, found: &Value) -> CallError {
        let found = match found {
            Value::Text(text) => format!("{:?}", text.chars().take(40).collect::<String>()),
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            other => other.kind().to_owned(),
        };
        CallError::Invalid(format!("{}: {name} must be {wanted}, not {found}", self.place()))
    }

    pub(super) fn missing(&self, name: &str, wanted: &str) -> CallError {
        CallError::Invalid(format!("{} needs a field {name}: {wanted}", self.place()))
    }

    pub(super) fn refused(&self, name: &str, sentence: &str) -> CallError {
        CallError::Invalid(format!("{}: {name} {sentence}", self.place()))
    }

    pub(super) fn unknown_type(&self, what: &str, types: &str) -> CallError {
        let kind: String = self.element_type.chars().take(40).collect();
        CallError::Invalid(format!("{}: there is no {what} of type {kind:?}; there are {types}", self.path))
    }

    pub(super) fn too_many(&self, name: &str, limit: usize) -> CallError {
        CallError::Limit(format!("{}: {name} has more than {limit} members", self.place()))
    }
}

/// Finite numbers of a list of any kind or of an array.
pub(super) fn numbers(value: &Value) -> Option<Vec<f64>> {
    let numbers: Vec<f64> = match value {
        Value::Integers(numbers) => numbers.iter().map(|number| *number as f64).collect(),
        Value::Floats(numbers) => numbers.to_vec(),
        Value::List(values) => values.iter().map(Value::as_number).collect::<Option<_>>()?,
        Value::NdArray(array) => (0..array.len()).map(|index| array.element(index)).collect::<Option<_>>()?,
        _ => return None,
    };
    numbers.iter().all(|number| number.is_finite()).then_some(numbers)
}
