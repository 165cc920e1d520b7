//! The source and its name in the data of the window.

use super::places::MOST_BYTES;
use imjoy_engine::value::Value;
use std::path::Path;

/// The source in `data.code`, `config.code` or the data themselves. `Err`: one sentence.
pub fn code_of(data: &Value, config: &Value) -> Result<String, String> {
    let code = data.field("code").or_else(|| config.field("code")).unwrap_or(data);
    match code {
        Value::Text(code) if code.len() > MOST_BYTES => {
            Err(format!("The source in data.code has {} bytes, and the editor takes {MOST_BYTES}", code.len()))
        }
        // A carriage return would be a character of its own in the editor.
        Value::Text(code) => Ok(code.replace("\r\n", "\n")),
        Value::Absent | Value::Null | Value::Record(_) => Ok(String::new()),
        other => Err(format!("An editor needs a source as text in data.code, not {}", other.kind())),
    }
}

/// What the plugin is called: `data.name`, the name of its file or folder, or `data.id`.
pub fn name_of(data: &Value, path: Option<&Path>) -> String {
    let word = |name: &str| data.field(name).and_then(Value::as_text).map(str::to_owned);
    let of_file = path.and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
    word("name").or(of_file).or_else(|| word("id")).unwrap_or_else(|| "plugin".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_engine::value::Record;

    #[test]
    fn sources_are_found_and_bounded() {
        let data: Value = Record::new().with("code", "a\r\nb").with("id", "x7").into();
        assert_eq!(code_of(&data, &Value::Absent), Ok("a\nb".to_owned()));
        assert_eq!(code_of(&Value::Absent, &data), Ok("a\nb".to_owned()));
        assert_eq!(code_of(&"c".into(), &Value::Absent), Ok("c".to_owned()));
        assert!(code_of(&Value::Integer(7), &Value::Absent).is_err());
        assert!(code_of(&"x".repeat(MOST_BYTES + 1).into(), &Value::Absent).is_err());
        assert_eq!(name_of(&data, None), "x7");
        assert_eq!(name_of(&data, Some(Path::new("/a/blur.rs"))), "blur");
    }
}
