//! Settings as texts: what JavaScript's `String` makes of a value.

use crate::error::CallError;
use crate::value::{Value, number_text};

/// Bytes beyond which a text is not made: more than a setting may have.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The text that is kept for a value; none for what counts as false, which removes the
/// setting. Objects are `[object Object]`, as in ImJoy: who wants their contents back
/// keeps them as JSON. Fails for what lives only while the host runs.
pub(crate) fn setting_text(value: &Value) -> Result<Option<String>, CallError> {
    if value.is_falsy() {
        return Ok(None);
    }
    let mut text = String::new();
    write(value, &mut text)?;
    // A list of nothing is an empty text, which ImJoy keeps all the same.
    Ok(Some(text))
}

fn write(value: &Value, text: &mut String) -> Result<(), CallError> {
    if text.len() > MOST_BYTES {
        return Err(CallError::Limit(format!("a setting would have more than {MOST_BYTES} bytes as a text")));
    }
    match value {
        Value::Absent => text.push_str("undefined"),
        Value::Null => text.push_str("null"),
        Value::Boolean(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Value::Integer(number) => text.push_str(&number.to_string()),
        Value::Float(number) => text.push_str(&number_text(*number)),
        Value::Text(own) => text.push_str(own),
        Value::List(_) | Value::Integers(_) | Value::Floats(_) => {
            for (index, member) in value.as_list().unwrap_or_default().iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                if !matches!(member, Value::Absent | Value::Null) {
                    write(member, text)?;
                }
            }
        }
        Value::Error(error) => text.push_str(&format!("{}: {}", error.name, error.message)),
        Value::Record(_) | Value::NdArray(_) => text.push_str("[object Object]"),
        Value::Pairs(_) => text.push_str("[object Map]"),
        Value::Set(_) => text.push_str("[object Set]"),
        Value::Bytes(_) => text.push_str("[object ArrayBuffer]"),
        Value::File(file) if file.name.is_some() => text.push_str("[object File]"),
        Value::File(_) => text.push_str("[object Blob]"),
        Value::Date(_) | Value::Function(_) | Value::Plugin(_) | Value::Window(_) => {
            return Err(CallError::Invalid(format!(
                "a {} cannot be kept as a setting; keep a text or a number",
                value.kind()
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Record;

    #[test]
    fn settings_are_texts_as_in_javascript() {
        let list = |values: &[Value]| Value::List(values.to_vec());
        for (value, expected) in [
            (928.0.into(), Some("928")),
            (928i64.into(), Some("928")),
            (0.5.into(), Some("0.5")),
            (1e21.into(), Some("1e+21")),
            (f64::INFINITY.into(), Some("Infinity")),
            (true.into(), Some("true")),
            (" text ".into(), Some(" text ")),
            ("0".into(), Some("0")),
            (0i64.into(), None),
            ((-0.0).into(), None),
            (f64::NAN.into(), None),
            (false.into(), None),
            ("".into(), None),
            (Value::Null, None),
            (Value::Absent, None),
            (Record::new().with("a", 1i64).into(), Some("[object Object]")),
            (list(&[1i64.into(), Value::Null, list(&["a".into(), 0.5.into()])]), Some("1,,a,0.5")),
            (list(&[]), Some("")),
            (Value::Integers([0, 1].into()), Some("0,1")),
        ] {
            assert_eq!(setting_text(&value).unwrap().as_deref(), expected, "{value:?}");
        }
        assert!(matches!(setting_text(&Value::Date(0.0)), Err(CallError::Invalid(_))));
    }
}
