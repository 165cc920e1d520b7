//! From the answers of a function's form to the values of its arguments.
//!
//! What is written as a text is read here by its type; whether the values fit is checked
//! where they become arguments ([`super::argument`]).

use super::error::{ArgumentError, one_of, shown};
use super::interface::PlainFunction;
use super::place::Place;
use super::question::{Question, given_key, inner_key, questions};
use super::types::{Field, PlainType};
use crate::value::{Record, Value};
use bytes::Bytes;
use std::collections::HashSet;

/// The files that a form's answers name.
pub(super) trait Files {
    /// The contents of the file at a path that the user has chosen. The error is one phrase.
    fn read(&mut self, path: &str) -> Result<Bytes, String>;

    /// What stands in for a file that has not been chosen, if anything does.
    fn stand_in(&mut self) -> Option<Result<Bytes, String>>;
}

/// The arguments of a function, in order, from the answers of its form.
pub(super) fn values(
    function: &PlainFunction,
    answers: &Record,
    files: &mut dyn Files,
) -> Result<Vec<Value>, ArgumentError> {
    let questions = questions(function);
    check_keys(function, &questions, answers)?;
    let mut reader = Reader { answers, files };
    let parameters = function.parameters.iter().zip(&questions);
    parameters
        .map(|(Field { name, field_type }, question)| {
            reader.value(name, field_type, question, &Place::parameter(&function.name, name))
        })
        .collect()
}

/// An answer that nobody has asked for is probably a name that is misspelt.
fn check_keys(function: &PlainFunction, questions: &[Question], answers: &Record) -> Result<(), ArgumentError> {
    let mut known = HashSet::new();
    for (parameter, question) in function.parameters.iter().zip(questions) {
        question.add_keys(&parameter.name, &mut known);
    }
    match answers.iter().find(|(key, _)| !known.contains(*key)) {
        None => Ok(()),
        Some((unknown, _)) => Err(ArgumentError::UnknownField {
            place: function.name.to_string(),
            given: format!("parameter {}", shown(&unknown)),
            expected: one_of(function.parameters.iter().map(|parameter| &*parameter.name)),
        }),
    }
}

struct Reader<'a> {
    answers: &'a Record,
    files: &'a mut dyn Files,
}

impl Reader<'_> {
    fn value(
        &mut self,
        key: &str,
        asked: &PlainType,
        question: &Question,
        place: &Place<'_>,
    ) -> Result<Value, ArgumentError> {
        let is_optional = matches!(asked, PlainType::Option(_));
        match (question, self.answers.get(key)) {
            (Question::File, answer) => self.file(answer.cloned(), is_optional, place),
            (Question::Flags(_) | Question::Group(_), None) => self.members(key, asked, question, place),
            (_, None) if is_optional => Ok(Value::Null),
            (_, None) => Err(ArgumentError::Missing { place: place.to_string() }),
            (Question::Line | Question::Choice { .. }, Some(Value::Text(text))) => read_text(text, asked, place),
            (Question::Json, Some(Value::Text(text))) if is_optional && text.trim().is_empty() => Ok(Value::Null),
            (Question::Json, Some(Value::Text(text))) => read_json(text, place),
            (Question::Given(given), Some(Value::Boolean(is_given))) => match asked {
                PlainType::Option(given_type) if *is_given => {
                    let key = given_key(key, given);
                    let value = match &**given {
                        // Under its key is the answer whether there is any.
                        group @ (Question::Flags(_) | Question::Group(_)) => {
                            self.members(&key, given_type, group, place)?
                        }
                        given => self.value(&key, given_type, given, place)?,
                    };
                    let is_nested = matches!(**given_type, PlainType::Option(_));
                    Ok(if is_nested { Record::new().with("some", value).into() } else { value })
                }
                _ => Ok(Value::Null),
            },
            (Question::Case(cases), Some(Value::Text(name))) => {
                let mut payloads = cases.iter().zip(asked.payloads());
                match payloads.find(|((case, _), _)| **case == **name) {
                    Some(((case, Some(question)), Some(payload))) => {
                        let payload = self.value(&inner_key(key, case), payload, question, &place.field(case))?;
                        Ok(Record::new().with(case.clone(), payload).into())
                    }
                    // A case without payload; a name that is none is refused where it is used.
                    _ => Ok(Value::Text(name.clone())),
                }
            }
            // The value itself, or the whole in place of its fields.
            (_, Some(answer)) => Ok(answer.clone()),
        }
    }

    /// The value of a question that has fields under longer keys only.
    fn members(
        &mut self,
        key: &str,
        asked: &PlainType,
        question: &Question,
        place: &Place<'_>,
    ) -> Result<Value, ArgumentError> {
        match question {
            Question::Flags(names) => {
                let is_set = |name: &&std::sync::Arc<str>| {
                    self.answers.get(&inner_key(key, name)).is_some_and(|answer| !answer.is_falsy())
                };
                Ok(Value::List(names.iter().filter(is_set).map(|name| Value::from(&**name)).collect()))
            }
            Question::Group(members) => {
                let mut values = Vec::with_capacity(members.len());
                for ((name, question), asked) in members.iter().zip(asked.members()) {
                    let value = self.value(&inner_key(key, name), asked, question, &place.field(name))?;
                    values.push((name.clone(), value));
                }
                Ok(match asked {
                    PlainType::Tuple(_) => Value::List(values.into_iter().map(|(_, value)| value).collect()),
                    _ => Value::Record(Record::from_distinct_fields(values)),
                })
            }
            question => self.value(key, asked, question, place),
        }
    }

    fn file(&mut self, answer: Option<Value>, is_optional: bool, place: &Place<'_>) -> Result<Value, ArgumentError> {
        let read = match answer {
            Some(Value::Text(path)) if !path.is_empty() => self.files.read(&path),
            None | Some(Value::Absent | Value::Null | Value::Text(_)) if is_optional => return Ok(Value::Null),
            None | Some(Value::Absent | Value::Null | Value::Text(_)) => match self.files.stand_in() {
                Some(read) => read,
                None => return Err(ArgumentError::NoFile { place: place.to_string() }),
            },
            Some(contents) => return Ok(contents),
        };
        read.map(Value::Bytes).map_err(|reason| ArgumentError::Unreadable { place: place.to_string(), reason })
    }
}

/// Reads a text by the type that it stands for.
fn read_text(text: &str, asked: &PlainType, place: &Place<'_>) -> Result<Value, ArgumentError> {
    let unreadable = |reason: String| ArgumentError::Unreadable { place: place.to_string(), reason };
    let trimmed = text.trim();
    Ok(match asked {
        PlainType::Option(_) if text.is_empty() => Value::Null,
        PlainType::Option(inner) => read_text(text, inner, place)?,
        PlainType::Whole(_) => match trimmed.parse() {
            Ok(number) => Value::Integer(number),
            Err(_) => read_number(trimmed).ok_or_else(|| unreadable(format!("{} is not a number", quoted(text))))?,
        },
        PlainType::Float32 | PlainType::Float64 => {
            read_number(trimmed).ok_or_else(|| unreadable(format!("{} is not a number", quoted(text))))?
        }
        PlainType::Boolean => match trimmed {
            "yes" | "true" => Value::Boolean(true),
            "no" | "false" => Value::Boolean(false),
            _ => return Err(unreadable(format!("{} is neither yes nor no", quoted(text)))),
        },
        PlainType::Enumeration(_) => Value::from(trimmed),
        PlainType::List(_) | PlainType::Flags(_) if trimmed.starts_with('[') => read_json(text, place)?,
        PlainType::List(_) | PlainType::Flags(_) if trimmed.is_empty() => Value::List(Vec::new()),
        PlainType::List(element) => {
            let members = trimmed.split(',').enumerate();
            let member = |(index, member): (usize, &str)| read_text(member.trim(), element, &place.member(index));
            Value::List(members.map(member).collect::<Result<_, _>>()?)
        }
        PlainType::Flags(_) => Value::List(trimmed.split(',').map(|name| Value::from(name.trim())).collect()),
        _ => Value::from(text),
    })
}

/// A number as people write it, also one that is not finite.
fn read_number(text: &str) -> Option<Value> {
    text.parse().ok().map(Value::Float)
}

fn read_json(text: &str, place: &Place<'_>) -> Result<Value, ArgumentError> {
    serde_json::from_str::<serde_json::Value>(text).map(Value::from).map_err(|error| ArgumentError::Unreadable {
        place: place.to_string(),
        reason: format!("{} is not JSON ({error})", quoted(text)),
    })
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", shown(&text))
}
