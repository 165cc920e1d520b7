//! The few rules of JavaScript that the grammar rests on.
//!
//! Purpose: conversions to text and number, loose equality, `JSON.stringify` and what
//! counts as white space, each as in ECMAScript, for the plain data of a form.

use super::error::FormError;
use super::relaxed_json::MAX_DEPTH;
use crate::value::{Record, Value, number_text};

/// White space of JavaScript's `trim` and `\s`.
pub(super) fn is_space(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}'
    )
}

/// The text with every run of white space made one space, none at the ends.
pub(super) fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

/// `String(value)`.
pub(super) fn to_text(value: Option<&Value>) -> String {
    match value {
        None => "undefined".to_owned(),
        Some(Value::List(values)) => {
            let members: Vec<String> = values
                .iter()
                .map(|value| if matches!(value, Value::Null) { String::new() } else { to_text(Some(value)) })
                .collect();
            members.join(",")
        }
        Some(Value::Record(_)) => "[object Object]".to_owned(),
        Some(value) => value.to_string(),
    }
}

/// `Number(value)`.
pub(super) fn to_number(value: Option<&Value>) -> f64 {
    match value {
        None => f64::NAN,
        Some(Value::Null) => 0.0,
        Some(Value::Boolean(value)) => f64::from(u8::from(*value)),
        Some(Value::Text(text)) => text_to_number(text),
        Some(value @ Value::List(_)) => text_to_number(&to_text(Some(value))),
        Some(value) => value.as_number().unwrap_or(f64::NAN),
    }
}

fn text_to_number(text: &str) -> f64 {
    let text = text.trim_matches(is_space);
    let radix = |digits: &str, radix| u64::from_str_radix(digits, radix).map_or(f64::NAN, |number| number as f64);
    match text.get(..2) {
        _ if text.is_empty() => 0.0,
        Some("0x" | "0X") => radix(text.get(2..).unwrap_or_default(), 16),
        Some("0b" | "0B") => radix(text.get(2..).unwrap_or_default(), 2),
        Some("0o" | "0O") => radix(text.get(2..).unwrap_or_default(), 8),
        _ => match text.trim_start_matches(['+', '-']) {
            "Infinity" => text.replace("Infinity", "inf").parse().unwrap_or(f64::NAN),
            digits if digits.starts_with(|character: char| character.is_ascii_digit() || character == '.') => {
                text.parse().unwrap_or(f64::NAN)
            }
            _ => f64::NAN,
        },
    }
}

/// `left == right`, for plain data; records and lists are equal only to themselves, so
/// two of them never are.
pub(super) fn loosely_equal(left: &Value, right: &Value) -> bool {
    use Value::{Boolean, List, Null, Record, Text};
    match (left, right) {
        (Null, Null) => true,
        (Null, _) | (_, Null) => false,
        (Text(left), Text(right)) => left == right,
        (List(_) | Record(_), List(_) | Record(_)) => false,
        (List(_) | Record(_), Text(text)) => to_text(Some(left)) == *text,
        (Text(text), List(_) | Record(_)) => to_text(Some(right)) == *text,
        (Boolean(left), Boolean(right)) => left == right,
        _ => to_number(Some(left)) == to_number(Some(right)),
    }
}

/// `JSON.parse(JSON.stringify(value))`: numbers that are not finite become null.
pub(super) fn json_copy(value: &Value) -> Value {
    match value {
        Value::Float(number) if !number.is_finite() => Value::Null,
        Value::List(values) => Value::List(values.iter().map(json_copy).collect()),
        Value::Record(record) => Value::Record(json_copy_record(record)),
        value => value.clone(),
    }
}

/// [`json_copy`] of a record.
pub(super) fn json_copy_record(record: &Record) -> Record {
    Record::from_distinct_fields(record.iter().map(|(name, value)| (name.into(), json_copy(value))).collect())
}

/// Appends `JSON.stringify(value)`, or `absent` where that is `undefined`. Stops with an
/// error as soon as the text is longer than `limit`.
pub(super) fn stringify(value: &Value, absent: &str, limit: usize, text: &mut String) -> Result<(), FormError> {
    write_json(value, absent, 0, limit, text)
}

fn write_json(value: &Value, absent: &str, depth: usize, limit: usize, text: &mut String) -> Result<(), FormError> {
    if depth > MAX_DEPTH {
        return Err(FormError::TooDeep { limit: MAX_DEPTH });
    }
    if text.len() > limit {
        return Err(FormError::TooLong { limit });
    }
    match value {
        Value::Absent | Value::Function(_) => text.push_str(absent),
        Value::Null => text.push_str("null"),
        Value::Boolean(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Integer(number) => text.push_str(&number_text(*number as f64)),
        Value::Float(number) => text.push_str(&finite_text(*number)),
        Value::Text(content) => quote(content, text),
        Value::List(values) => write_list(values.iter(), depth, limit, text)?,
        Value::Integers(numbers) => {
            write_list(numbers.iter().map(|number| Value::Integer(*number)), depth, limit, text)?
        }
        Value::Floats(numbers) => write_list(numbers.iter().map(|number| Value::Float(*number)), depth, limit, text)?,
        Value::Record(record) => {
            text.push('{');
            let mut first = true;
            for (name, value) in in_script_order(record) {
                if matches!(value, Value::Absent | Value::Function(_)) {
                    continue;
                }
                if !first {
                    text.push(',');
                }
                first = false;
                quote(name, text);
                text.push(':');
                write_json(value, "null", depth + 1, limit, text)?;
            }
            text.push('}');
        }
        // Maps, sets, files, arrays, errors and handles have no fields of their own that
        // JavaScript would write.
        _ => text.push_str("{}"),
    }
    Ok(())
}

fn write_list<V: std::borrow::Borrow<Value>>(
    values: impl Iterator<Item = V>,
    depth: usize,
    limit: usize,
    text: &mut String,
) -> Result<(), FormError> {
    text.push('[');
    for (index, value) in values.enumerate() {
        if index > 0 {
            text.push(',');
        }
        write_json(value.borrow(), "null", depth + 1, limit, text)?;
    }
    text.push(']');
    Ok(())
}

fn finite_text(number: f64) -> String {
    if number.is_finite() { number_text(number) } else { "null".to_owned() }
}

fn quote(content: &str, text: &mut String) {
    text.push('"');
    for character in content.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            character if character < ' ' => text.push_str(&format!("\\u{:04x}", u32::from(character))),
            character => text.push(character),
        }
    }
    text.push('"');
}

/// The fields as JavaScript lists them: names that are array indices first, by number.
pub(super) fn in_script_order(record: &Record) -> Vec<(&str, &Value)> {
    let mut fields: Vec<(&str, &Value)> = record.iter().collect();
    fields.sort_by_key(|(name, _)| array_index(name).map_or((1, 0), |index| (0, index)));
    fields
}

fn array_index(name: &str) -> Option<u32> {
    let canonical = name == "0" || name.starts_with(|character: char| ('1'..='9').contains(&character));
    let digits = name.bytes().all(|byte| byte.is_ascii_digit());
    if canonical && digits { name.parse().ok().filter(|index| *index != u32::MAX) } else { None }
}

/// `value.toFixed(digits after the point in String(value))`, as ImJoy shows a number.
pub(super) fn shown_number(number: f64) -> String {
    let text = number_text(number);
    if !number.is_finite() || number.abs() >= 1e21 {
        return text;
    }
    let digits = text.find('.').map_or(0, |point| text.len() - 1 - point);
    format!("{number:.digits$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equality_is_loose() {
        let text = |text: &str| Value::from(text);
        assert!(loosely_equal(&text("2"), &Value::Integer(2)));
        assert!(loosely_equal(&text(" 0x10 "), &Value::Integer(16)));
        assert!(loosely_equal(&Value::Boolean(true), &text("1")));
        assert!(loosely_equal(&Value::List(vec![1.into(), 2.into()]), &text("1,2")));
        assert!(!loosely_equal(&Value::Null, &Value::Integer(0)));
        assert!(!loosely_equal(&text("inf"), &Value::Float(f64::INFINITY)));
        assert!(!loosely_equal(&Value::List(vec![]), &Value::List(vec![])));
    }

    #[test]
    fn small_numbers_are_shown_as_imjoy_does() {
        for (number, text) in [
            (1e-7, "0"),
            (1.2345678e-7, "0.0000001235"),
            (1e21, "1e+21"),
            (0.001, "0.001"),
            (-5.0, "-5"),
            (12345678901234567890.0, "12345678901234567168"),
        ] {
            assert_eq!(shown_number(number), text);
        }
    }
}
