//! Texts, numbers and regular expressions: how long one that starts here is.

use super::Meaning;
use super::grammar::Grammar;

/// Most bytes of a regular expression: none that is longer is looked for.
const MOST_EXPRESSION: usize = 200;

/// Length and meaning of a text, character or lifetime that starts here; `before` is the
/// character in front of it.
pub(super) fn text_length(grammar: Grammar, rest: &str, before: Option<char>) -> Option<(usize, Meaning)> {
    let text = |length| Some((length, Meaning::Text));
    match grammar {
        Grammar::Rust => rust_text_length(rest),
        Grammar::Python => python_text_length(rest).and_then(text),
        // An apostrophe within a word is none of a text.
        Grammar::Yaml if before.is_some_and(char::is_alphanumeric) => None,
        Grammar::Json | Grammar::Yaml => {
            let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''))?;
            let length = quoted_length(rest, quote, grammar == Grammar::Yaml);
            let is_key = rest.get(length..).is_some_and(|after| after.trim_start().starts_with(':'));
            Some((length, if is_key { Meaning::Type } else { Meaning::Text }))
        }
        _ => match rest.chars().next()? {
            '`' if grammar == Grammar::JavaScript => text(quoted_length(rest, '`', true)),
            quote @ ('"' | '\'') => text(quoted_length(rest, quote, false)),
            _ => None,
        },
    }
}

fn rust_text_length(rest: &str) -> Option<(usize, Meaning)> {
    let text = |length| Some((length, Meaning::Text));
    if let Some(length) = raw_length(rest) {
        return text(length);
    }
    let skipped = if rest.starts_with("b\"") || rest.starts_with("b'") { 1 } else { 0 };
    let after = rest.get(skipped..)?;
    if after.starts_with('"') {
        return text(skipped + quoted_length(after, '"', true));
    }
    if !after.starts_with('\'') {
        return None;
    }
    let mut characters = after.chars().skip(1);
    match (characters.next(), characters.next()) {
        (Some('\\'), _) => text(skipped + quoted_length(after, '\'', false)),
        (Some(character), Some('\'')) => text(skipped + 2 + character.len_utf8()),
        (Some(character), _) if character.is_alphabetic() || character == '_' => {
            Some((1 + word_length(after.get(1..)?), Meaning::Type))
        }
        _ => None,
    }
}

fn python_text_length(rest: &str) -> Option<usize> {
    let skipped = rest.bytes().take(2).take_while(|byte| b"rbfuRBFU".contains(byte)).count();
    let after = rest.get(skipped..)?;
    let quote = after.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    for fence in ["\"\"\"", "'''"] {
        if let Some(inside) = after.strip_prefix(fence) {
            return Some(skipped + 3 + inside.find(fence).map_or(inside.len(), |end| end + 3));
        }
    }
    Some(skipped + quoted_length(after, quote, false))
}

/// Length of a raw text of Rust.
fn raw_length(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
    let inside = after.get(hashes..)?.strip_prefix('"')?;
    let closing = format!("\"{}", "#".repeat(hashes));
    let start = rest.len() - inside.len();
    Some(start + inside.find(&closing).map_or(inside.len(), |end| end + closing.len()))
}

/// Length of a text in quotes; one of one line ends with it at the latest.
pub(super) fn quoted_length(rest: &str, quote: char, may_span_lines: bool) -> usize {
    let mut is_escaped = false;
    for (position, character) in rest.char_indices().skip(1) {
        if is_escaped {
            is_escaped = false;
        } else if character == '\\' {
            is_escaped = true;
        } else if character == quote {
            return position + 1;
        } else if character == '\n' && !may_span_lines {
            return position;
        }
    }
    rest.len()
}

/// Length of a regular expression with its flags that starts here, on one line.
pub(super) fn expression_length(rest: &str) -> Option<usize> {
    let (mut is_escaped, mut is_in_class) = (false, false);
    for (position, character) in rest.char_indices().skip(1).take_while(|(position, _)| *position < MOST_EXPRESSION) {
        match character {
            '\n' => return None,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '/' if !is_in_class => {
                let flags = rest.get(position + 1..)?.bytes().take_while(u8::is_ascii_lowercase).count();
                return Some(position + 1 + flags);
            }
            _ => {}
        }
    }
    None
}

pub(super) fn number_length(rest: &str) -> usize {
    let mut length = 0;
    let mut characters = rest.chars().peekable();
    while let Some(character) = characters.next() {
        let belongs = character.is_ascii_alphanumeric()
            || character == '_'
            || (character == '.' && characters.peek().is_some_and(char::is_ascii_digit));
        if !belongs {
            break;
        }
        length += 1;
    }
    length
}

pub(super) fn word_length(rest: &str) -> usize {
    rest.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(rest.len())
}
