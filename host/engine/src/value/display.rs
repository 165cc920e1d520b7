//! Values as texts for people: log entries, labels, the generic window.

use super::Value;
use std::fmt::{self, Display, Formatter};

/// Members of a list or record that are shown before it is cut.
const MEMBERS_SHOWN: usize = 20;

impl Display for Value {
    /// Texts as they are, numbers as JavaScript prints them, containers in one line cut
    /// after some members, big data by type and size.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Value::Absent => formatter.write_str("undefined"),
            Value::Null => formatter.write_str("null"),
            Value::Boolean(value) => value.fmt(formatter),
            Value::Integer(number) => number.fmt(formatter),
            Value::Float(number) => formatter.write_str(&number_text(*number)),
            Value::Text(text) => formatter.write_str(text),
            Value::List(values) => members(formatter, '[', values.iter(), ']'),
            Value::Integers(numbers) => members(formatter, '[', numbers.iter(), ']'),
            Value::Floats(numbers) => members(formatter, '[', numbers.iter().map(|number| number_text(*number)), ']'),
            Value::Record(record) => {
                members(formatter, '{', record.iter().map(|(name, value)| format!("{name}: {value}")), '}')
            }
            Value::Pairs(pairs) => {
                members(formatter, '{', pairs.iter().map(|(key, value)| format!("{key} → {value}")), '}')
            }
            Value::Set(values) => members(formatter, '{', values.iter(), '}'),
            Value::Date(milliseconds) => write!(formatter, "date {}", number_text(*milliseconds)),
            Value::Bytes(bytes) => write!(formatter, "{} bytes", bytes.len()),
            Value::NdArray(array) => {
                let shape: Vec<String> = array.shape().iter().map(u64::to_string).collect();
                write!(formatter, "{} array {}", array.data_type().name(), shape.join(" × "))
            }
            Value::File(file) => {
                let name = file.name.as_deref().unwrap_or("blob");
                write!(formatter, "{name} ({}, {} bytes)", file.mime_type, file.data.len())
            }
            Value::Error(error) => write!(formatter, "{}: {}", error.name, error.message),
            Value::Function(_) => formatter.write_str("function"),
            Value::Plugin(plugin) => write!(formatter, "plugin {}", plugin.name),
            Value::Window(window) => write!(formatter, "window {}", window.name),
        }
    }
}

/// A number as JavaScript's `String` prints it.
pub fn number_text(number: f64) -> String {
    let magnitude = number.abs();
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "Infinity".to_owned() } else { "-Infinity".to_owned() }
    } else if number == 0.0 {
        "0".to_owned()
    } else if (1e-6..1e21).contains(&magnitude) {
        // Rust prints the shortest text that reads back as the same number, as
        // JavaScript does, and no exponent.
        number.to_string()
    } else {
        let text = format!("{number:e}");
        match text.split_once('e') {
            Some((digits, exponent)) if !exponent.starts_with('-') => format!("{digits}e+{exponent}"),
            _ => text,
        }
    }
}

fn members<T: Display>(
    formatter: &mut Formatter<'_>,
    open: char,
    members: impl ExactSizeIterator<Item = T>,
    close: char,
) -> fmt::Result {
    let length = members.len();
    write!(formatter, "{open}")?;
    for (index, member) in members.take(MEMBERS_SHOWN).enumerate() {
        if index > 0 {
            formatter.write_str(", ")?;
        }
        member.fmt(formatter)?;
    }
    if length > MEMBERS_SHOWN {
        write!(formatter, ", … {} more", length - MEMBERS_SHOWN)?;
    }
    write!(formatter, "{close}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_in_javascript() {
        for (number, text) in [
            (928.0, "928"),
            (0.5, "0.5"),
            (-0.0, "0"),
            (1e21, "1e+21"),
            (1e20, "100000000000000000000"),
            (1.5e-7, "1.5e-7"),
            (0.000001, "0.000001"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }
}
