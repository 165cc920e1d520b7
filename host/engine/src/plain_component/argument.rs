//! From a value of the ImJoy API to one of the component model, as a type wants it.
//!
//! | type | values |
//! |---|---|
//! | numbers | whole and fractional numbers that the type can hold |
//! | `char`, `string` | a text |
//! | `list<u8>` | bytes, a file, an array of `uint8`, a list of numbers |
//! | lists of numbers | a list, or an array of any shape, in C order |
//! | `record` | a record of the same fields; those that are options may be absent |
//! | `tuple` | a list of the same length |
//! | `enum` | the name |
//! | `flags` | a list of names, or a record of truth values |
//! | `option` | null or nothing, else the value |
//! | `variant`, `result` | the name of the case, or a record of one field: the case and its payload |
//!
//! Names may be written as in another language: `pixelSize` for `pixel-size`.
//!
//! Invariants: a value that does not fit is an error that says where, never a trap; nothing
//! is made of more than a given number of parts.

use super::error::{ArgumentError, one_of, shown};
use super::interface::{PlainFunction, is_same_name};
use super::number::{element_of, float32, number, whole_number};
use super::place::Place;
use super::types::{Case, Field, Outcome, PlainType, WholeType};
use crate::value::{DataType, Record, Value};
use std::sync::Arc;
use wasmtime::component::Val;

/// The last argument of a call with named arguments, as Python makes it.
const NAMED: &str = "_rkwargs";

/// Makes the arguments of a call, of at most `most_parts` values in all.
pub(super) fn arguments(
    function: &PlainFunction,
    mut given: Vec<Value>,
    most_parts: usize,
) -> Result<Vec<Val>, ArgumentError> {
    let named = match given.last() {
        Some(Value::Record(record)) if record.get(NAMED).is_some() => record.clone(),
        _ => Record::new(),
    };
    if !named.is_empty() {
        given.pop();
    }
    check_named(function, given.len(), &named)?;
    let parameters = &function.parameters;
    if given.len() > parameters.len() {
        return Err(count_error(function, given.len()));
    }
    let mut maker = Maker { left: most_parts, limit: most_parts };
    let mut made = Vec::with_capacity(parameters.len());
    for (index, Field { name, field_type }) in parameters.iter().enumerate() {
        let place = Place::parameter(&function.name, name);
        let value = given.get(index).or_else(|| field_of(&named, name));
        let value = match value {
            None if matches!(field_type, PlainType::Option(_)) => &Value::Absent,
            None if named.is_empty() => return Err(count_error(function, given.len())),
            None => return Err(ArgumentError::Missing { place: place.to_string() }),
            Some(value) => value,
        };
        made.push(maker.make(value, field_type, &place)?);
    }
    Ok(made)
}

/// Named arguments that there are no parameters for, or that come twice.
fn check_named(function: &PlainFunction, positional: usize, named: &Record) -> Result<(), ArgumentError> {
    for (name, _) in named.iter().filter(|(name, _)| *name != NAMED) {
        let free = function.parameters.get(positional..).unwrap_or_default();
        if !free.iter().any(|parameter| is_same_name(&parameter.name, name)) {
            return Err(ArgumentError::UnknownField {
                place: function.name.to_string(),
                given: format!("parameter {name} that is not given yet"),
                expected: one_of(function.parameters.iter().map(|parameter| &*parameter.name)),
            });
        }
    }
    Ok(())
}

fn count_error(function: &PlainFunction, given: usize) -> ArgumentError {
    let names: Vec<&str> = function.parameters.iter().map(|parameter| &*parameter.name).collect();
    let expected = match names.len() {
        0 => "no arguments".to_owned(),
        1 => format!("1 argument ({})", names.concat()),
        count => format!("{count} arguments ({})", shown(&names.join(", "))),
    };
    ArgumentError::Count { function: function.name.to_string(), expected, given }
}

/// The field of that name, which may be written as in another language.
fn field_of<'a>(record: &'a Record, name: &str) -> Option<&'a Value> {
    let other_spelling = || record.iter().find(|(field, _)| is_same_name(field, name)).map(|(_, value)| value);
    record.get(name).or_else(other_spelling)
}

struct Maker {
    left: usize,
    limit: usize,
}

impl Maker {
    fn make(&mut self, value: &Value, wanted: &PlainType, place: &Place<'_>) -> Result<Val, ArgumentError> {
        self.take(1, place)?;
        Ok(match wanted {
            PlainType::Boolean => match value {
                Value::Boolean(value) => Val::Bool(*value),
                _ => return Err(kind_error(value, "true or false", place)),
            },
            PlainType::Whole(whole) => whole_number(value, *whole, place)?,
            PlainType::Float32 => float32(number(value, place)?, place)?,
            PlainType::Float64 => Val::Float64(number(value, place)?),
            PlainType::Character => {
                let text = value.as_text().ok_or_else(|| kind_error(value, "one character", place))?;
                let mut characters = text.chars();
                match (characters.next(), characters.next()) {
                    (Some(character), None) => Val::Char(character),
                    _ => return Err(kind_error(value, "one character", place)),
                }
            }
            PlainType::Text => match value {
                Value::Text(text) => Val::String(text.clone()),
                _ => return Err(kind_error(value, "a text", place)),
            },
            PlainType::List(element) => Val::List(self.list(value, element, place)?),
            PlainType::Record(fields) => Val::Record(self.record(value, fields, place)?),
            PlainType::Tuple(types) => Val::Tuple(self.tuple(value, types, place)?),
            PlainType::Variant(cases) => self.variant(value, cases, place)?,
            PlainType::Result(outcome) => self.result(value, outcome, place)?,
            PlainType::Enumeration(names) => match value {
                Value::Text(name) => Val::Enum(known_name(name, names, place)?.to_string()),
                _ => return Err(kind_error(value, &one_of(names.iter().map(|name| &**name)), place)),
            },
            PlainType::Flags(names) => Val::Flags(self.flags(value, names, place)?),
            PlainType::Option(inner) => match value {
                Value::Absent | Value::Null => Val::Option(None),
                value => Val::Option(Some(Box::new(self.make(some(value, inner), inner, place)?))),
            },
        })
    }

    fn take(&mut self, parts: usize, place: &Place<'_>) -> Result<(), ArgumentError> {
        let too_large = || ArgumentError::TooLarge { place: place.to_string(), limit: self.limit };
        self.left = self.left.checked_sub(parts).ok_or_else(too_large)?;
        Ok(())
    }

    fn list(&mut self, value: &Value, element: &PlainType, place: &Place<'_>) -> Result<Vec<Val>, ArgumentError> {
        let is_bytes = *element == PlainType::Whole(WholeType::U8);
        let bytes = match value {
            Value::Bytes(bytes) => Some(bytes),
            Value::File(file) => Some(&file.data),
            Value::NdArray(array) if array.data_type() == DataType::Uint8 => Some(array.data()),
            _ => None,
        };
        match (value, bytes) {
            (_, Some(bytes)) if is_bytes => {
                self.take(bytes.len(), place)?;
                Ok(bytes.iter().map(|byte| Val::U8(*byte)).collect())
            }
            (Value::List(values) | Value::Set(values), _) => {
                let make = |(index, value): (usize, &Value)| self.make(value, element, &place.member(index));
                values.iter().enumerate().map(make).collect()
            }
            (Value::Integers(numbers), _) => {
                let make =
                    |(index, number): (usize, &i64)| self.make(&Value::Integer(*number), element, &place.member(index));
                numbers.iter().enumerate().map(make).collect()
            }
            (Value::Floats(numbers), _) => {
                let make =
                    |(index, number): (usize, &f64)| self.make(&Value::Float(*number), element, &place.member(index));
                numbers.iter().enumerate().map(make).collect()
            }
            (Value::NdArray(array), _) if element.is_number() || *element == PlainType::Boolean => {
                self.take(array.len(), place)?;
                (0..array.len())
                    .map(|index| self.make(&element_of(array, index), element, &place.member(index)))
                    .collect()
            }
            _ => Err(kind_error(value, &format!("a list<{element}>"), place)),
        }
    }

    fn record(
        &mut self,
        value: &Value,
        fields: &[Field],
        place: &Place<'_>,
    ) -> Result<Vec<(String, Val)>, ArgumentError> {
        let names = || one_of(fields.iter().map(|field| &*field.name));
        let record = match value {
            Value::Record(record) => record,
            _ => return Err(kind_error(value, &format!("a record of {}", names()), place)),
        };
        let is_known = |given: &str| fields.iter().any(|field| is_same_name(&field.name, given));
        if let Some((unknown, _)) = record.iter().find(|(given, _)| !is_known(given)) {
            return Err(ArgumentError::UnknownField {
                place: place.to_string(),
                given: format!("field {}", shown(&unknown)),
                expected: names(),
            });
        }
        let mut made = Vec::with_capacity(fields.len());
        for Field { name, field_type } in fields {
            let place = place.field(name);
            let value = match field_of(record, name) {
                Some(value) => value,
                None if matches!(field_type, PlainType::Option(_)) => &Value::Absent,
                None => return Err(ArgumentError::Missing { place: place.to_string() }),
            };
            made.push((name.to_string(), self.make(value, field_type, &place)?));
        }
        Ok(made)
    }

    fn tuple(&mut self, value: &Value, types: &[PlainType], place: &Place<'_>) -> Result<Vec<Val>, ArgumentError> {
        let members = value.as_list().filter(|members| members.len() == types.len());
        let members = members.ok_or_else(|| kind_error(value, &format!("a list of {} members", types.len()), place))?;
        let make =
            |(index, (value, wanted)): (usize, (&Value, &PlainType))| self.make(value, wanted, &place.member(index));
        members.iter().zip(types).enumerate().map(make).collect()
    }

    fn variant(&mut self, value: &Value, cases: &[Case], place: &Place<'_>) -> Result<Val, ArgumentError> {
        let (given, payload) = case_of(value, place, || one_of(cases.iter().map(|case| &*case.name)))?;
        let same = cases.iter().find(|case| *case.name == *given);
        let case = same.or_else(|| cases.iter().find(|case| is_same_name(&case.name, given)));
        let case = case.ok_or_else(|| name_error(given, cases.iter().map(|case| &*case.name), place))?;
        let payload = self.payload(payload, case.payload.as_ref(), &place.field(&case.name))?;
        Ok(Val::Variant(case.name.to_string(), payload))
    }

    fn result(&mut self, value: &Value, outcome: &Outcome, place: &Place<'_>) -> Result<Val, ArgumentError> {
        const NAMES: [&str; 2] = ["ok", "err"];
        let (given, payload) = case_of(value, place, || one_of(NAMES))?;
        let given_place = place.field(given);
        Ok(Val::Result(match given {
            "ok" => Ok(self.payload(payload, outcome.success.as_ref(), &given_place)?),
            "err" => Err(self.payload(payload, outcome.error.as_ref(), &given_place)?),
            _ => return Err(name_error(given, NAMES, place)),
        }))
    }

    fn payload(
        &mut self,
        given: Option<&Value>,
        wanted: Option<&PlainType>,
        place: &Place<'_>,
    ) -> Result<Option<Box<Val>>, ArgumentError> {
        match (given, wanted) {
            (None | Some(Value::Absent | Value::Null), None) => Ok(None),
            (Some(given), None) => Err(kind_error(given, "nothing", place)),
            (given, Some(wanted)) => match given {
                None if !matches!(wanted, PlainType::Option(_)) => {
                    Err(ArgumentError::Missing { place: place.to_string() })
                }
                given => Ok(Some(Box::new(self.make(given.unwrap_or(&Value::Absent), wanted, place)?))),
            },
        }
    }

    fn flags(&mut self, value: &Value, names: &[Arc<str>], place: &Place<'_>) -> Result<Vec<String>, ArgumentError> {
        let mut set = Vec::new();
        let mut add = |name: &str| -> Result<(), ArgumentError> {
            let name = known_name(name, names, place)?;
            if !set.iter().any(|known: &String| **known == **name) {
                set.push(name.to_string());
            }
            Ok(())
        };
        match value {
            Value::List(given) | Value::Set(given) => {
                for name in given {
                    let expected = || one_of(names.iter().map(|name| &**name));
                    add(name.as_text().ok_or_else(|| kind_error(name, &expected(), place))?)?;
                }
            }
            Value::Record(given) => {
                for (name, is_set) in given.iter() {
                    match is_set {
                        Value::Boolean(true) => add(name)?,
                        Value::Boolean(false) => drop(known_name(name, names, place)?),
                        other => return Err(kind_error(other, "true or false", &place.field(name))),
                    }
                }
            }
            // A list without members, as some languages write it.
            Value::Integers(none) if none.is_empty() => {}
            Value::Floats(none) if none.is_empty() => {}
            _ => return Err(kind_error(value, "a list of names", place)),
        }
        Ok(set)
    }
}

/// The value in an option: where that is an option itself, `{some: value}` tells the one from
/// the other.
fn some<'a>(value: &'a Value, inner: &PlainType) -> &'a Value {
    match value {
        Value::Record(record) if matches!(inner, PlainType::Option(_)) && record.len() == 1 => {
            record.get("some").unwrap_or(value)
        }
        value => value,
    }
}

/// The case that a value names, and its payload.
fn case_of<'a>(
    value: &'a Value,
    place: &Place<'_>,
    names: impl Fn() -> String,
) -> Result<(&'a str, Option<&'a Value>), ArgumentError> {
    match value {
        Value::Text(name) => Ok((name, None)),
        Value::Record(record) if record.len() == 1 => {
            let mut fields = record.iter();
            let error = || kind_error(value, &names(), place);
            fields.next().map(|(name, payload)| (name, Some(payload))).ok_or_else(error)
        }
        _ => Err(kind_error(value, &format!("{}, or a record of one of these and its value", names()), place)),
    }
}

fn known_name<'a>(given: &str, names: &'a [Arc<str>], place: &Place<'_>) -> Result<&'a Arc<str>, ArgumentError> {
    let same = names.iter().find(|name| ***name == *given);
    let known = same.or_else(|| names.iter().find(|name| is_same_name(name, given)));
    known.ok_or_else(|| name_error(given, names.iter().map(|name| &**name), place))
}

fn name_error<'a>(given: &str, names: impl IntoIterator<Item = &'a str>, place: &Place<'_>) -> ArgumentError {
    ArgumentError::Name { place: place.to_string(), given: shown(&given), expected: one_of(names) }
}

/// The error about a value of the wrong kind.
pub(super) fn kind_error(value: &Value, expected: &str, place: &Place<'_>) -> ArgumentError {
    let given = match value {
        Value::Text(text) => format!("the text \"{}\"", shown(text)),
        Value::Boolean(_) | Value::Integer(_) | Value::Float(_) => shown(value),
        Value::NdArray(_) => format!("an array ({})", shown(value)),
        Value::Absent | Value::Null => value.kind().to_owned(),
        Value::Bytes(_) => "bytes".to_owned(),
        Value::Error(_) => "an error".to_owned(),
        value => format!("a {}", value.kind()),
    };
    ArgumentError::Kind { place: place.to_string(), expected: expected.to_owned(), given }
}
