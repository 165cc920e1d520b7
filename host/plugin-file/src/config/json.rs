//! A config in JSON.

use super::SyntaxError;
use super::numbers::as_javascript;
use crate::blocks::Position;
use serde_json::Value as Json;

/// Parses a config in JSON. Depth is bounded by serde_json (128).
pub(super) fn parse(text: &str) -> Result<Json, SyntaxError> {
    let mut json: Json = serde_json::from_str(text).map_err(|error| {
        let line = error.line().max(1);
        let whole = error.to_string();
        let problem = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(problem, _)| problem).to_owned();
        SyntaxError { problem, position: Position { line, column: column(text, line, error.column()) } }
    })?;
    as_javascript(&mut json);
    Ok(json)
}

/// A column in characters, counted from 1, from the count of bytes that serde_json gives.
fn column(text: &str, line: usize, bytes: usize) -> usize {
    let line = text.split('\n').nth(line - 1).unwrap_or_default();
    let before = line.char_indices().take_while(|(index, _)| *index < bytes).count();
    before.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn errors_have_a_place() {
        for (text, problem, line, column) in [
            ("{\n  \"ä\": 1,\n  \"b\" 2\n}", "expected `:`", 3, 7),
            ("{\"äö\": x}", "expected value", 1, 8),
            ("{\"a\": 1,}", "trailing comma", 1, 9),
            ("", "EOF while parsing a value", 1, 1),
            ("{} x", "trailing characters", 1, 4),
        ] {
            let expected = SyntaxError { problem: problem.to_owned(), position: Position { line, column } };
            assert_eq!(parse(text), Err(expected), "{text:?}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(&nested(crate::limits::CONFIG_DEPTH)).is_ok());
        assert_eq!(parse(&nested(100_000)).unwrap_err().problem, "recursion limit exceeded");
    }

    #[test]
    fn order_is_kept_and_the_last_of_a_name_counts() {
        let json = parse(r#"{"z": 1, "a": 2.0, "z": 3}"#).unwrap();
        assert_eq!((json.to_string(), &json), (r#"{"z":3,"a":2}"#.to_owned(), &json!({"z": 3, "a": 2})));
    }
}
