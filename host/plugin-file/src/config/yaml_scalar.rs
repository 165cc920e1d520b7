//! What the plain words of YAML mean: the rules of js-yaml 3, which ImJoy uses.
//!
//! Known differences: a date (`2019-01-15`) stays a text, where js-yaml makes a `Date`, and
//! `1:30` stays a text, where js-yaml makes it 90.

use super::numbers::number;
use serde_json::Value as Json;

/// The value of a scalar that is not quoted and has no tag.
pub(super) fn plain(text: &str) -> Json {
    null(text)
        .or_else(|| boolean(text))
        .or_else(|| integer(text))
        .or_else(|| float(text))
        .unwrap_or_else(|| text.into())
}

pub(super) fn null(text: &str) -> Option<Json> {
    matches!(text, "" | "~" | "null" | "Null" | "NULL").then_some(Json::Null)
}

pub(super) fn boolean(text: &str) -> Option<Json> {
    match text {
        "true" | "True" | "TRUE" => Some(Json::Bool(true)),
        "false" | "False" | "FALSE" => Some(Json::Bool(false)),
        _ => None,
    }
}

/// `12`, `1_000`, `0x1F`, `0b101`, and octal with a leading zero (`017`).
pub(super) fn integer(text: &str) -> Option<Json> {
    let (sign, digits) = sign(text);
    let (radix, digits) = if let Some(digits) = digits.strip_prefix("0b") {
        (2, digits)
    } else if let Some(digits) = digits.strip_prefix("0x") {
        (16, digits)
    } else if digits.len() > 1 && digits.starts_with('0') {
        (8, digits)
    } else if digits.starts_with(|first: char| first.is_ascii_digit()) {
        (10, digits)
    } else {
        return None;
    };
    if digits.ends_with('_') {
        return None;
    }
    let mut value = None;
    for character in digits.chars().filter(|character| *character != '_') {
        let digit = character.to_digit(radix)?;
        value = Some(value.unwrap_or(0.0) * f64::from(radix) + f64::from(digit));
    }
    Some(number(sign * value?))
}

/// `1.5`, `.5`, `1e3`, `.inf`, `.nan`; the last two are `null`, as JSON has no such number.
pub(super) fn float(text: &str) -> Option<Json> {
    let (sign, unsigned) = sign(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(Json::Null);
    }
    let starts = unsigned.trim_start_matches('.').starts_with(|first: char| first.is_ascii_digit());
    let allowed = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'_' | b'e' | b'E' | b'+' | b'-');
    if !starts || !unsigned.bytes().all(allowed) || unsigned.ends_with('_') {
        return None;
    }
    // Leading zeros are for octal numbers alone.
    if unsigned.len() > 1 && unsigned.starts_with('0') && unsigned.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let value: f64 = unsigned.replace('_', "").parse().ok()?;
    Some(number(sign * value))
}

fn sign(text: &str) -> (f64, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn plain_words() {
        for (text, value) in [
            ("", json!(null)),
            ("~", json!(null)),
            ("Null", json!(null)),
            ("true", json!(true)),
            ("FALSE", json!(false)),
            ("yes", json!("yes")),
            ("on", json!("on")),
            ("12", json!(12)),
            ("-12", json!(-12)),
            ("+1_000", json!(1000)),
            ("0x1F", json!(31)),
            ("0b101", json!(5)),
            ("017", json!(15)),
            ("0", json!(0)),
            ("-0", json!(0)),
            ("089", json!("089")),
            ("0x", json!("0x")),
            ("1_", json!("1_")),
            ("1.5", json!(1.5)),
            ("1.0", json!(1)),
            (".5", json!(0.5)),
            ("-.5", json!(-0.5)),
            ("1e3", json!(1000)),
            ("1.", json!(1)),
            ("0.1", json!(0.1)),
            (".inf", json!(null)),
            (".NaN", json!(null)),
            ("0.1.8", json!("0.1.8")),
            ("1-2", json!("1-2")),
            ("..5", json!("..5")),
            (".", json!(".")),
            ("-", json!("-")),
            ("+", json!("+")),
            ("e5", json!("e5")),
            ("2019-01-15", json!("2019-01-15")),
            ("1:30", json!("1:30")),
            ("inf", json!("inf")),
            ("NaN", json!("NaN")),
            ("web-worker", json!("web-worker")),
        ] {
            assert_eq!(plain(text), value, "{text:?}");
        }
    }
}
