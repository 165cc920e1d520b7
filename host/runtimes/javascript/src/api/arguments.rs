//! Arguments of a function of the API.
//!
//! Plugins call by position or with one record of options, give numbers as texts and leave
//! things out. What makes no sense is an error that names the function and the argument.

use imjoy_sdk::{Error, Record, Value};

/// The arguments that are left.
pub(super) struct Arguments {
    function: &'static str,
    values: std::vec::IntoIter<Value>,
}

impl Arguments {
    pub(super) fn new(function: &'static str, values: Vec<Value>) -> Self {
        Arguments { function, values: values.into_iter() }
    }

    /// The next one; absent when there is none.
    pub(super) fn next(&mut self) -> Value {
        self.values.next().unwrap_or(Value::Absent)
    }

    /// The next one, unless it is missing or null.
    pub(super) fn optional(&mut self) -> Option<Value> {
        Some(self.next()).filter(|value| !value.is_null())
    }

    /// All that are left.
    pub(super) fn rest(self) -> Vec<Value> {
        self.values.collect()
    }

    /// The next one as a text.
    pub(super) fn text(&mut self, what: &str) -> Result<String, Error> {
        match self.next() {
            Value::Text(text) => Ok(text),
            other => Err(self.wrong(what, "a text", &other)),
        }
    }

    /// The next one as a text for people, whatever it is.
    pub(super) fn shown(&mut self) -> String {
        self.next().to_string()
    }

    /// The next one as a number; a text that is one counts.
    pub(super) fn number(&mut self, what: &str) -> Result<f64, Error> {
        let value = self.next();
        number(&value).ok_or_else(|| self.wrong(what, "a number", &value))
    }

    /// The next one as a record; an empty one when it is missing or null.
    pub(super) fn record(&mut self, what: &str) -> Result<Record, Error> {
        match self.next() {
            Value::Record(record) => Ok(record),
            other if other.is_null() => Ok(Record::new()),
            other => Err(self.wrong(what, "an object", &other)),
        }
    }

    /// The error for an argument that is of another kind than it should be.
    pub(super) fn wrong(&self, what: &str, expected: &str, found: &Value) -> Error {
        Error::invalid(format!("{}: {what} has to be {expected}, it is {}", self.function, found.kind()))
    }
}

/// A number, or a text that is one.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Text(text) => text.trim().parse().ok(),
        Value::Boolean(value) => Some(f64::from(u8::from(*value))),
        other => other.as_f64(),
    }
}

/// A field as a text, unless it is missing or null; a number becomes one.
pub(super) fn text_field(record: &Record, name: &str) -> Option<String> {
    record.get(name).filter(|value| !value.is_null()).map(ToString::to_string)
}

/// A field as a whole number of cells or pixels, unless it is missing, null or no number.
pub(super) fn cells(record: &Record, name: &str) -> Option<u32> {
    let number = record.get(name).and_then(number).filter(|number| !number.is_nan())?;
    Some(number.round().clamp(0.0, f64::from(u32::MAX)) as u32)
}

/// A field, unless it is missing or null.
pub(super) fn field(record: &mut Record, name: &str) -> Option<Value> {
    record.remove(name).filter(|value| !value.is_null())
}

#[cfg(test)]
mod tests {
    use imjoy_sdk::{list, record};

    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        let mut arguments = Arguments::new("showProgress", vec![list![1]]);
        assert_eq!(
            arguments.number("the progress").unwrap_err(),
            Error::invalid("showProgress: the progress has to be a number, it is a list")
        );
        assert_eq!(
            arguments.text("the name").unwrap_err(),
            Error::invalid("showProgress: the name has to be a text, it is nothing")
        );
    }

    #[test]
    fn numbers_are_read_from_texts_and_fractions() {
        assert_eq!(Arguments::new("f", vec!["12.5".into()]).number("x"), Ok(12.5));
        let options = record! { "w": 4.6, "h": "3", "x": "wide", "y": () };
        assert_eq!(cells(&options, "w"), Some(5));
        assert_eq!(cells(&options, "h"), Some(3));
        assert_eq!(cells(&options, "x"), None);
        assert_eq!(cells(&options, "y"), None);
    }
}
