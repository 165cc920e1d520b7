//! Finds the `{…}` of a text and puts place holders in their stead, as ImJoy does.
//!
//! ImJoy goes through the text counting braces, replaces the first balanced block by a
//! `<span id='widget_…'>` and starts again at the *second* character. So a `}` at the very
//! start hides the first block only until another one is found, and braces in an `id` are
//! scanned again. This scan gives the same result in linear time.

use super::error::FormError;
use super::relaxed_json::{parse, relax};
use super::script::to_text;
use crate::value::{Record, Value};

/// Most elements of a form.
pub(super) const MAX_ELEMENTS: usize = 10_000;

/// A text whose blocks are taken out.
#[derive(Debug, PartialEq)]
pub(super) struct Scanned {
    /// The text with place holders.
    pub html: String,
    /// The blocks in the order in which they were found, each with its `dataID`.
    pub blocks: Vec<Record>,
}

/// Takes the blocks out of a text.
pub(super) fn scan(text: &str) -> Result<Scanned, FormError> {
    let mut blocks = Vec::new();
    let mut done = String::with_capacity(text.len());
    // Texts still to be read, the next one last, each with the place reached in it.
    let mut waiting: Vec<(String, usize)> = vec![(text.to_owned(), 0)];
    let mut depth: i64 = 0;
    let mut start = 0;
    let mut restarted = false;
    while let Some((piece, place)) = waiting.last_mut() {
        let rest = piece.get(*place..).unwrap_or_default();
        let Some(brace) = rest.find(['{', '}']) else {
            done.push_str(rest);
            waiting.pop();
            continue;
        };
        let (before, after) = rest.split_at(brace);
        let opens = after.starts_with('{');
        done.push_str(before);
        *place += brace + 1;
        if opens {
            if depth == 0 {
                start = done.len();
            }
            depth += 1;
            done.push('{');
            continue;
        }
        depth -= 1;
        done.push('}');
        if depth != 0 {
            continue;
        }
        let block = done.split_off(start);
        let element = read_block(&block)?;
        if blocks.len() == MAX_ELEMENTS {
            return Err(FormError::TooManyElements { limit: MAX_ELEMENTS });
        }
        let holder = format!("<span id='widget_{}'></span>", to_text(element.get("id")));
        blocks.push(element);
        if !restarted && done.starts_with('}') {
            let again = done.split_off(1);
            waiting.push((holder, 0));
            waiting.push((again, 0));
        } else {
            waiting.push((holder, 0));
        }
        restarted = true;
    }
    Ok(Scanned { html: done, blocks })
}

fn read_block(block: &str) -> Result<Record, FormError> {
    match parse(&relax(block))? {
        Value::Record(mut element) => {
            if element.get("dataID").is_none_or(Value::is_falsy) {
                match element.get("id").cloned() {
                    Some(id) => element.set("dataID", id),
                    None => drop(element.remove("dataID")),
                }
            }
            Ok(element)
        }
        // A block starts with a brace, so it is a record or no JSON.
        _ => Ok(Record::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_at_the_start() {
        let scanned = scan("} {id:'a'}");
        assert_eq!(scanned, Ok(Scanned { html: "} {id:'a'}".into(), blocks: vec![] }));
        // The inner block is found first; then the outer one is no JSON any more.
        assert!(scan("} {a:{b:1}}").is_err());
        assert_eq!(scan("{}").map(|scanned| scanned.html), Ok("<span id='widget_undefined'></span>".into()));
    }

    #[test]
    fn an_id_with_braces_is_scanned_again() {
        let scanned = scan("{id:'{}'}").map(|scanned| (scanned.html, scanned.blocks.len()));
        let html = "<span id='widget_<span id='widget_undefined'></span>'></span>";
        assert_eq!(scanned, Ok((html.into(), 2)));
    }

    #[test]
    fn there_is_a_limit_of_elements() {
        assert!(scan(&"{}".repeat(MAX_ELEMENTS)).is_ok());
        let limit = MAX_ELEMENTS;
        assert_eq!(scan(&"{}".repeat(limit + 1)), Err(FormError::TooManyElements { limit }));
    }
}
