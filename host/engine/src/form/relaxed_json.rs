//! The JSON of a `{…}`: quotes set right as ImJoy does, then strict JSON with V8's messages.
//!
//! Purpose: [`relax`] is ImJoy's `replace(/(\w+)\:/g, "'$1':")` followed by `'` → `"`;
//! [`parse`] is `JSON.parse` of V8 11 (Node 20, Chrome 113).
//!
//! Invariants: linear time; positions count UTF-16 units as JavaScript does; whole numbers
//! up to 2^53 are [`Value::Integer`], all others [`Value::Float`].
//!
//! Known limits: a lone surrogate (`\ud800`) becomes U+FFFD, since Rust texts cannot hold it.

use crate::value::{Record, Value};

/// Deepest nesting of lists and records.
pub(super) const MAX_DEPTH: usize = 64;

/// What is wrong with a JSON text, in V8's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// The text ends too early.
    #[error("Unexpected end of JSON input")]
    End,
    /// What is wrong, and where.
    #[error("{problem} in JSON at position {position}")]
    At {
        /// What is wrong.
        problem: &'static str,
        /// Index in UTF-16 units.
        position: usize,
    },
    /// Something follows the value.
    #[error("Unexpected non-whitespace character after JSON at position {position}")]
    Trailing {
        /// Index in UTF-16 units.
        position: usize,
    },
    /// A character that cannot stand there.
    #[error("Unexpected token '{token}', {context} is not valid JSON")]
    Token {
        /// The character.
        token: String,
        /// The text around it, quoted.
        context: String,
    },
    /// Lists and records are nested deeper than 64; V8 has no such limit.
    #[error("JSON may be nested at most {MAX_DEPTH} levels deep")]
    Depth,
}

/// Sets bare keys in quotes and makes every `'` a `"`.
pub(super) fn relax(block: &str) -> String {
    let mut relaxed = String::with_capacity(block.len() + block.len() / 4);
    let mut rest = block;
    while !rest.is_empty() {
        let word = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let (head, tail) = rest.split_at(word);
        if word > 0 {
            if tail.starts_with(':') {
                relaxed.push('"');
                relaxed.push_str(head);
                relaxed.push('"');
            } else {
                relaxed.push_str(head);
            }
        }
        let mut characters = tail.chars();
        if let Some(character) = characters.next() {
            relaxed.push(if character == '\'' { '"' } else { character });
        }
        rest = characters.as_str();
    }
    relaxed
}

/// Parses strict JSON.
pub(super) fn parse(text: &str) -> Result<Value, JsonError> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut parser = Parser { units: &units, position: 0 };
    let value = parser.value(0)?;
    parser.skip_space();
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err(JsonError::Trailing { position: parser.position }),
    }
}

const PROPERTY_OR_BRACE: &str = "Expected property name or '}'";
const QUOTED_PROPERTY: &str = "Expected double-quoted property name";
const COLON: &str = "Expected ':' after property name";
const COMMA_OR_BRACE: &str = "Expected ',' or '}' after property value";
const COMMA_OR_BRACKET: &str = "Expected ',' or ']' after array element";

struct Parser<'a> {
    units: &'a [u16],
    position: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u16> {
        self.units.get(self.position).copied()
    }

    fn is(&self, character: u8) -> bool {
        self.peek() == Some(u16::from(character))
    }

    fn is_digit(&self) -> bool {
        self.peek().is_some_and(|unit| (0x30..=0x39).contains(&unit))
    }

    fn take(&mut self, character: u8) -> bool {
        let found = self.is(character);
        if found {
            self.position += 1;
        }
        found
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|unit| matches!(unit, 0x20 | 0x09 | 0x0a | 0x0d)) {
            self.position += 1;
        }
    }

    fn problem(&self, problem: &'static str) -> JsonError {
        JsonError::At { problem, position: self.position }
    }

    /// V8's message for a character that cannot stand here.
    fn unexpected(&self) -> JsonError {
        const CONTEXT: usize = 10;
        let Some(unit) = self.peek() else {
            return JsonError::End;
        };
        if unit == u16::from(b'"') {
            return self.problem("Unexpected string");
        }
        if self.is_digit() || unit == u16::from(b'-') {
            return self.problem("Unexpected number");
        }
        let length = self.units.len();
        let (start, end) = if length <= 2 * CONTEXT {
            (0, length)
        } else {
            let start = self.position.saturating_sub(CONTEXT);
            let end = if self.position < length - CONTEXT { self.position + CONTEXT } else { length };
            (start, end)
        };
        let excerpt = String::from_utf16_lossy(self.units.get(start..end).unwrap_or_default());
        let before = if start > 0 { "..." } else { "" };
        let after = if end < length { "..." } else { "" };
        JsonError::Token { token: String::from_utf16_lossy(&[unit]), context: format!("{before}\"{excerpt}\"{after}") }
    }

    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        if depth > MAX_DEPTH {
            return Err(JsonError::Depth);
        }
        self.skip_space();
        match self.peek().and_then(|unit| u8::try_from(unit).ok()) {
            Some(b'{') => self.record(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Ok(Value::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.literal("true", Value::Boolean(true)),
            Some(b'f') => self.literal("false", Value::Boolean(false)),
            Some(b'n') => self.literal("null", Value::Null),
            _ => Err(self.unexpected()),
        }
    }

    fn record(&mut self, depth: usize) -> Result<Value, JsonError> {
        let mut fields = FieldList::default();
        self.position += 1;
        self.skip_space();
        if self.take(b'}') {
            return Ok(Value::Record(Record::new()));
        }
        let mut first = true;
        loop {
            self.skip_space();
            if !self.is(b'"') {
                return Err(self.problem(if first { PROPERTY_OR_BRACE } else { QUOTED_PROPERTY }));
            }
            let name = self.string()?;
            self.skip_space();
            if !self.take(b':') {
                // V8 has a message of its own only for the first property.
                return Err(if first { self.problem(COLON) } else { self.unexpected() });
            }
            fields.set(name, self.value(depth + 1)?);
            first = false;
            self.skip_space();
            if self.take(b'}') {
                return Ok(Value::Record(fields.into_record()));
            }
            if !self.take(b',') {
                return Err(self.problem(COMMA_OR_BRACE));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, JsonError> {
        let mut values = Vec::new();
        self.position += 1;
        self.skip_space();
        if self.take(b']') {
            return Ok(Value::List(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            self.skip_space();
            if self.take(b']') {
                return Ok(Value::List(values));
            }
            if !self.take(b',') {
                return Err(self.problem(COMMA_OR_BRACKET));
            }
        }
    }

    fn literal(&mut self, word: &str, value: Value) -> Result<Value, JsonError> {
        for byte in word.bytes() {
            if !self.take(byte) {
                return Err(self.unexpected());
            }
        }
        Ok(value)
    }

    fn digits(&mut self) {
        while self.is_digit() {
            self.position += 1;
        }
    }

    fn number(&mut self) -> Result<Value, JsonError> {
        let start = self.position;
        if self.take(b'-') && !self.is_digit() {
            return Err(self.problem("No number after minus sign"));
        }
        if self.take(b'0') {
            if self.is_digit() {
                return Err(self.problem("Unexpected number"));
            }
        } else {
            self.digits();
        }
        if self.take(b'.') {
            if !self.is_digit() {
                return Err(self.problem("Unterminated fractional number"));
            }
            self.digits();
        }
        if self.take(b'e') || self.take(b'E') {
            let _signed = self.take(b'+') || self.take(b'-');
            if !self.is_digit() {
                return Err(self.problem("Exponent part is missing a number"));
            }
            self.digits();
        }
        let text = String::from_utf16_lossy(self.units.get(start..self.position).unwrap_or_default());
        Ok(number_value(text.parse().unwrap_or(f64::NAN)))
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.position += 1;
        let mut units: Vec<u16> = Vec::new();
        loop {
            let Some(unit) = self.peek() else {
                return Err(self.problem("Unterminated string"));
            };
            match unit {
                0x22 => {
                    self.position += 1;
                    return Ok(String::from_utf16_lossy(&units));
                }
                0x5c => {
                    self.position += 1;
                    units.push(self.escape()?);
                }
                0..=0x1f => return Err(self.problem("Bad control character in string literal")),
                _ => {
                    self.position += 1;
                    units.push(unit);
                }
            }
        }
    }

    /// The unit that an escape stands for; the backslash is already read.
    fn escape(&mut self) -> Result<u16, JsonError> {
        let Some(unit) = self.peek() else {
            return Err(JsonError::End);
        };
        let meaning = match u8::try_from(unit) {
            Ok(byte @ (b'"' | b'\\' | b'/')) => u16::from(byte),
            Ok(b'b') => 0x08,
            Ok(b'f') => 0x0c,
            Ok(b'n') => 0x0a,
            Ok(b'r') => 0x0d,
            Ok(b't') => 0x09,
            Ok(b'u') => {
                self.position += 1;
                let mut code: u16 = 0;
                for _ in 0..4 {
                    let digit = self.peek().and_then(|unit| char::from_u32(unit.into())?.to_digit(16));
                    match digit.and_then(|digit| u16::try_from(digit).ok()) {
                        Some(digit) => code = (code << 4) | digit,
                        None => return Err(self.problem("Bad Unicode escape")),
                    }
                    self.position += 1;
                }
                return Ok(code);
            }
            _ => return Err(self.problem("Bad escaped character")),
        };
        self.position += 1;
        Ok(meaning)
    }
}

/// A JavaScript number: whole ones as integers; -0 is 0.
pub(super) fn number_value(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT { Value::Integer(number as i64) } else { Value::Float(number) }
}

/// Fields by name, so that a record of very many fields is not quadratic.
#[derive(Default)]
struct FieldList {
    fields: Vec<(String, Value)>,
    places: std::collections::HashMap<String, usize>,
}

impl FieldList {
    fn set(&mut self, name: String, value: Value) {
        let place = *self.places.entry(name.clone()).or_insert(self.fields.len());
        match self.fields.get_mut(place) {
            Some(field) => field.1 = value,
            None => self.fields.push((name, value)),
        }
    }

    fn into_record(self) -> Record {
        Record::from_distinct_fields(self.fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_keys_and_quotes_are_set_right() {
        assert_eq!(relax("{id:'a', min :0, t:'12:30'}"), r#"{"id":"a", min :0, "t":""12":30"}"#);
        assert_eq!(relax("{ä:1,a-b:2}"), r#"{ä:1,a-"b":2}"#);
    }

    #[test]
    fn messages_are_those_of_v8() {
        // Recorded with Node 20.20.2.
        for (text, message) in [
            (r#"{"#, "Expected property name or '}' in JSON at position 1"),
            (r#"{"a""#, "Expected ':' after property name in JSON at position 4"),
            (r#"{"a":"#, "Unexpected end of JSON input"),
            (r#"{"a":1"#, "Expected ',' or '}' after property value in JSON at position 6"),
            (r#"{"a":1,}"#, "Expected double-quoted property name in JSON at position 7"),
            (r#"{"a":x}"#, "Unexpected token 'x', \"{\"a\":x}\" is not valid JSON"),
            (r#"{"a":[1 2]}"#, "Expected ',' or ']' after array element in JSON at position 8"),
            (r#"{"a":tru}"#, "Unexpected token '}', \"{\"a\":tru}\" is not valid JSON"),
            (r#"{"a":nul"#, "Unexpected end of JSON input"),
            (r#"{"a":-}"#, "No number after minus sign in JSON at position 6"),
            (r#"{"a":-01}"#, "Unexpected number in JSON at position 7"),
            (r#"{"a":1.}"#, "Unterminated fractional number in JSON at position 7"),
            (r#"{"a":1e+}"#, "Exponent part is missing a number in JSON at position 8"),
            (r#"{"a":"x"#, "Unterminated string in JSON at position 7"),
            ("{\"a\":\"x\n\"}", "Bad control character in string literal in JSON at position 7"),
            (r#"{"a":"\x"}"#, "Bad escaped character in JSON at position 7"),
            (r#"{"a":"\u12"}"#, "Bad Unicode escape in JSON at position 10"),
            (r#"{"a":"\"#, "Unexpected end of JSON input"),
            (r#"{"a":1}}"#, "Unexpected non-whitespace character after JSON at position 7"),
            (r#"{"a":1,"b"}"#, "Unexpected token '}', \"{\"a\":1,\"b\"}\" is not valid JSON"),
            (r#"{"a":tr"x"}"#, "Unexpected string in JSON at position 7"),
            (
                r#"{"aaaaaaaaaaaaaaaaaaaaaaaaaa":undefined}"#,
                "Unexpected token 'u', ...\"aaaaaaaa\":undefined}\" is not valid JSON",
            ),
            (
                r#"{"a":undefined,"bbbbbbbbbbbbbbbbbbbbbbbb":1}"#,
                "Unexpected token 'u', \"{\"a\":undefined,\"... is not valid JSON",
            ),
            (r#"{"a":😀}"#, "Unexpected token '\u{fffd}', \"{\"a\":😀}\" is not valid JSON"),
        ] {
            assert_eq!(parse(text).map_err(|error| error.to_string()), Err(message.to_owned()), "{text}");
        }
    }

    #[test]
    fn values_keep_their_kind() {
        let value = parse(r#"{"a":[1,2.5,-0,1e3,"\ud83d\ude00",true,null],"a":{"b":1}}"#);
        assert_eq!(value, Ok(Record::new().with("a", Record::new().with("b", 1)).into()));
        assert_eq!(parse("[2.50]"), Ok(Value::List(vec![Value::Float(2.5)])));
        assert!(matches!(parse(&"[".repeat(100_000)), Err(JsonError::Depth)));
    }
}
