//! A `ui` as one text, as ImJoy's `normalizeUI` makes it.

use super::error::FormError;
use super::script::{in_script_order, is_space, stringify};
use crate::value::Value;

/// Most bytes of a normalised text.
pub(super) const MAX_TEXT: usize = 1 << 20;

/// The text of a `ui`: a trimmed text, or the members of a list each followed by `<br>`.
pub(super) fn normalize(ui: &Value) -> Result<String, FormError> {
    let text = match ui {
        value if value.is_falsy() => String::new(),
        Value::Text(text) => text.trim_matches(is_space).to_owned(),
        Value::List(_) | Value::Integers(_) | Value::Floats(_) => list(ui)?,
        // ImJoy drops these with a warning.
        Value::Boolean(_) | Value::Integer(_) | Value::Float(_) | Value::Function(_) => String::new(),
        _ => return Err(FormError::Object),
    };
    check(&text)?;
    Ok(text)
}

fn check(text: &str) -> Result<(), FormError> {
    if text.len() > MAX_TEXT { Err(FormError::TooLong { limit: MAX_TEXT }) } else { Ok(()) }
}

fn list(ui: &Value) -> Result<String, FormError> {
    let mut text = String::new();
    let numbers;
    let items = match ui {
        Value::List(items) => items.as_slice(),
        other => {
            numbers = other.as_list().unwrap_or_default();
            numbers.as_slice()
        }
    };
    for item in items {
        match item {
            Value::Text(content) => {
                text.push_str(content);
                text.push_str("<br>");
            }
            Value::Record(record) => {
                for (name, value) in in_script_order(record) {
                    keyed(name, value, &mut text)?;
                }
            }
            Value::List(_) | Value::Integers(_) | Value::Floats(_) => {
                for (index, value) in item.as_list().unwrap_or_default().iter().enumerate() {
                    keyed(&index.to_string(), value, &mut text)?;
                }
            }
            Value::Absent | Value::Boolean(_) | Value::Integer(_) | Value::Float(_) | Value::Function(_) => {
                stringify(item, "undefined", MAX_TEXT, &mut text)?;
                text.push_str("<br>");
            }
            // Null and objects without fields of their own: nothing to list.
            _ => {}
        }
        check(&text)?;
    }
    Ok(text)
}

/// Appends `name: value<br>`.
fn keyed(name: &str, value: &Value, text: &mut String) -> Result<(), FormError> {
    text.push_str(name);
    text.push_str(": ");
    match value {
        Value::Text(content) => text.push_str(content),
        value => stringify(value, "undefined", MAX_TEXT, text)?,
    }
    text.push_str("<br>");
    check(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Record;

    #[test]
    fn rare_members_of_a_list() {
        let ui = Value::List(vec![
            Value::Null,
            Value::Boolean(true),
            Value::List(vec!["a".into(), 2.5.into()]),
            Record::new().with("b", Value::Null).with("1", "x").into(),
        ]);
        assert_eq!(normalize(&ui), Ok("true<br>0: a<br>1: 2.5<br>1: x<br>b: null<br>".to_owned()));
    }

    #[test]
    fn too_long_a_text_is_refused() {
        let long = Value::Text("x".repeat(MAX_TEXT + 1));
        assert_eq!(normalize(&long), Err(FormError::TooLong { limit: MAX_TEXT }));
        let list = Value::List(vec![Value::Text("x".repeat(MAX_TEXT / 2)); 5]);
        assert_eq!(normalize(&list), Err(FormError::TooLong { limit: MAX_TEXT }));
    }
}
