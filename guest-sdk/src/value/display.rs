//! Values as one line of text, for logs and messages. Not a format to be read back.

use std::fmt::{Display, Formatter, Result};

use super::Value;

impl Display for Value {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Value::Text(text) => formatter.write_str(text),
            other => member(other, formatter),
        }
    }
}

/// As within another value: texts in quotes.
fn member(value: &Value, formatter: &mut Formatter<'_>) -> Result {
    match value {
        Value::Absent => formatter.write_str("undefined"),
        Value::Null => formatter.write_str("null"),
        Value::Boolean(value) => write!(formatter, "{value}"),
        Value::Integer(value) => write!(formatter, "{value}"),
        Value::Float(value) => write!(formatter, "{value:?}"),
        Value::Text(text) => write!(formatter, "{text:?}"),
        Value::List(values) => members("[", values, "]", formatter),
        Value::Set(values) => members("set(", values, ")", formatter),
        Value::Record(record) => {
            formatter.write_str("{")?;
            for (index, (name, value)) in record.iter().enumerate() {
                separate(index, formatter)?;
                write!(formatter, "{name}: ")?;
                member(value, formatter)?;
            }
            formatter.write_str("}")
        }
        Value::Pairs(pairs) => {
            formatter.write_str("map(")?;
            for (index, (key, value)) in pairs.iter().enumerate() {
                separate(index, formatter)?;
                member(key, formatter)?;
                formatter.write_str(": ")?;
                member(value, formatter)?;
            }
            formatter.write_str(")")
        }
        Value::Date(date) => write!(formatter, "date({})", date.0),
        Value::Bytes(bytes) => write!(formatter, "{} bytes", bytes.len()),
        Value::NdArray(array) => write!(formatter, "{array}"),
        Value::File(file) => write!(formatter, "file {}", file.name().unwrap_or(file.mime_type())),
        Value::Error(error) => write!(formatter, "{}: {}", error.name, error.message),
        Value::Function(_) | Value::Plugin(_) | Value::Window(_) => formatter.write_str(value.kind()),
    }
}

fn members(open: &str, values: &[Value], close: &str, formatter: &mut Formatter<'_>) -> Result {
    formatter.write_str(open)?;
    for (index, value) in values.iter().enumerate() {
        separate(index, formatter)?;
        member(value, formatter)?;
    }
    formatter.write_str(close)
}

fn separate(index: usize, formatter: &mut Formatter<'_>) -> Result {
    if index > 0 { formatter.write_str(", ") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use crate::{list, record};

    #[test]
    fn one_line() {
        let value = list![1, 2.0, "a", record! { "b": (), "c": crate::Bytes::from(vec![1, 2]) }];
        assert_eq!(value.to_string(), r#"[1, 2.0, "a", {b: null, c: 2 bytes}]"#);
    }
}
