//! A config in YAML.
//!
//! The parser gives events; the value is built here, so that depth and what aliases expand to
//! are bounded, without recursion.

use super::SyntaxError;
use super::yaml_scalar::{boolean, float, integer, null, plain};
use crate::Fields;
use crate::blocks::Position;
use crate::limits::{CONFIG_DEPTH, CONFIG_EXPANDED_BYTES};
use crate::text::shown;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};

/// Bytes that a value is counted with, beside its text.
const VALUE_BYTES: usize = 32;
/// The key whose value is an object to take fields from.
const MERGE_KEY: &str = "<<";

/// Parses a config in YAML: one document, of values that JSON has.
pub(super) fn parse(text: &str) -> Result<Json, SyntaxError> {
    let mut builder = Builder::default();
    let mut parser = Parser::new_from_str(text);
    while let Some(next) = parser.next_event() {
        let (event, span) = next.map_err(|error: ScanError| SyntaxError {
            problem: error.info().to_owned(),
            position: position(error.marker().line(), error.marker().col()),
        })?;
        builder
            .take(event)
            .map_err(|problem| SyntaxError { problem, position: position(span.start.line(), span.start.col()) })?;
    }
    Ok(builder.document.unwrap_or(Json::Null))
}

/// A position from a line counted from 1 and a column counted from 0.
fn position(line: usize, column: usize) -> Position {
    Position { line: line.max(1), column: column + 1 }
}

/// A list or object that is being read.
enum Open {
    List { anchor: usize, spent_before: usize, values: Vec<Json> },
    Object { anchor: usize, spent_before: usize, fields: Fields, key: Option<Key>, merged: HashSet<String> },
}

enum Key {
    Field(String),
    Merge,
}

/// A value with an anchor, and what it is counted with.
struct Anchored {
    value: Json,
    bytes: usize,
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: HashMap<usize, Anchored>,
    document: Option<Json>,
    /// What the values so far are counted with.
    spent: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) if self.document.is_some() => Err("there is more than one document".to_owned()),
            Event::DocumentStart(_) => Ok(()),
            Event::Alias(anchor) => self.alias(anchor),
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref()),
            Event::SequenceStart(anchor, tag) => {
                check_tag(tag.as_deref(), "seq")?;
                let spent_before = self.spent;
                self.open(Open::List { anchor, spent_before, values: Vec::new() })
            }
            Event::MappingStart(anchor, tag) => {
                check_tag(tag.as_deref(), "map")?;
                let spent_before = self.spent;
                self.open(Open::Object {
                    anchor,
                    spent_before,
                    fields: Fields::new(),
                    key: None,
                    merged: HashSet::new(),
                })
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
        }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), String> {
        self.spent = self.spent.saturating_add(bytes);
        if self.spent > CONFIG_EXPANDED_BYTES {
            return Err(format!("with its aliases replaced it has more than {CONFIG_EXPANDED_BYTES} bytes"));
        }
        Ok(())
    }

    fn open(&mut self, open: Open) -> Result<(), String> {
        self.spend(VALUE_BYTES)?;
        if self.open.len() >= CONFIG_DEPTH {
            return Err(format!("it nests deeper than {CONFIG_DEPTH} levels"));
        }
        if let Some(Open::Object { key: None, .. }) = self.open.last() {
            return Err("a key has to be a text".to_owned());
        }
        self.open.push(open);
        Ok(())
    }

    fn close(&mut self) -> Result<(), String> {
        let (anchor, spent_before, value) = match self.open.pop() {
            None => return Ok(()),
            Some(Open::List { anchor, spent_before, values }) => (anchor, spent_before, Json::Array(values)),
            Some(Open::Object { anchor, spent_before, fields, .. }) => (anchor, spent_before, Json::Object(fields)),
        };
        self.anchor(anchor, &value, self.spent - spent_before)?;
        self.add(value)
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, anchor: usize, tag: Option<&Tag>) -> Result<(), String> {
        let bytes = VALUE_BYTES.saturating_add(text.len());
        self.spend(bytes)?;
        if let Some(Open::Object { key: key @ None, .. }) = self.open.last_mut() {
            let merge = text == MERGE_KEY && style == ScalarStyle::Plain && tag.is_none();
            *key = Some(if merge { Key::Merge } else { Key::Field(text.to_owned()) });
            return self.anchor(anchor, &Json::from(text), bytes);
        }
        let value = match tag {
            None if style == ScalarStyle::Plain => plain(text),
            None => Json::from(text),
            Some(tag) => tagged(text, tag)?,
        };
        self.anchor(anchor, &value, bytes)?;
        self.add(value)
    }

    fn anchor(&mut self, anchor: usize, value: &Json, bytes: usize) -> Result<(), String> {
        if anchor > 0 {
            self.spend(bytes)?;
            self.anchors.insert(anchor, Anchored { value: value.clone(), bytes });
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize) -> Result<(), String> {
        let bytes = match self.anchors.get(&anchor) {
            Some(anchored) => anchored.bytes,
            None => return Err("an alias stands within the value that it names".to_owned()),
        };
        self.spend(bytes)?;
        let Some(value) = self.anchors.get(&anchor).map(|anchored| anchored.value.clone()) else { return Ok(()) };
        if let Some(Open::Object { key: key @ None, .. }) = self.open.last_mut() {
            *key = Some(Key::Field(super::text(&value).ok_or("a key has to be a text")?));
            return Ok(());
        }
        if self.open.len() + depth(&value) > CONFIG_DEPTH {
            return Err(format!("it nests deeper than {CONFIG_DEPTH} levels"));
        }
        self.add(value)
    }

    /// Puts a whole value where it belongs.
    fn add(&mut self, value: Json) -> Result<(), String> {
        match self.open.last_mut() {
            None => self.document = Some(value),
            Some(Open::List { values, .. }) => values.push(value),
            Some(Open::Object { fields, key, merged, .. }) => match key.take() {
                None => return Err("a key has to be a text".to_owned()),
                Some(Key::Merge) => merge(fields, merged, value)?,
                Some(Key::Field(name)) => {
                    let was_merged = merged.remove(&name);
                    if fields.contains_key(&name) && !was_merged {
                        return Err(format!("the key {:?} is there twice", shown(&name)));
                    }
                    fields.insert(name, value);
                }
            },
        }
        Ok(())
    }
}

/// Takes the fields of an object, or of each object of a list; what is there already stays.
fn merge(fields: &mut Fields, merged: &mut HashSet<String>, value: Json) -> Result<(), String> {
    let sources = match value {
        Json::Array(values) => values,
        other => vec![other],
    };
    for source in sources {
        let Json::Object(source) = source else {
            return Err(format!("only an object can be merged by {MERGE_KEY}"));
        };
        for (name, value) in source {
            if !fields.contains_key(&name) {
                merged.insert(name.clone());
                fields.insert(name, value);
            }
        }
    }
    Ok(())
}

/// The value of a scalar with a tag of YAML's core schema, such as `!!str`.
fn tagged(text: &str, tag: &Tag) -> Result<Json, String> {
    // The tag `!` alone: not to be looked at as a plain word.
    if tag.handle.is_empty() && tag.suffix == "!" {
        return Ok(text.into());
    }
    let value = match (tag.is_yaml_core_schema(), tag.suffix.as_str()) {
        (true, "str") => Some(text.into()),
        (true, "null") => null(text),
        (true, "bool") => boolean(text),
        (true, "int") => integer(text),
        (true, "float") => float(text),
        _ => return Err(format!("the tag {} is not known", shown(&tag.to_string()))),
    };
    value.ok_or_else(|| format!("{:?} is not what its tag {tag} says", shown(text)))
}

fn check_tag(tag: Option<&Tag>, suffix: &str) -> Result<(), String> {
    match tag {
        Some(tag) if !(tag.is_yaml_core_schema() && tag.suffix == suffix) => {
            Err(format!("the tag {} is not known here", shown(&tag.to_string())))
        }
        _ => Ok(()),
    }
}

fn depth(value: &Json) -> usize {
    match value {
        Json::Array(values) => 1 + values.iter().map(depth).max().unwrap_or_default(),
        Json::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn problem(text: &str) -> String {
        parse(text).unwrap_err().problem
    }

    #[test]
    fn a_config_as_people_write_it() {
        let text = "# comment\nname: My plugin\ntype: web-worker\nversion: 0.1.0\ntags: [CPU, GPU]\nui: |\n  a\n  b\n\
                    requirements:\n  - numpy\n  - 'scipy==1.0'\ndefaults: {w: 10, h: 7.5}\nicon: null\nrunnable: false\n\
                    description: >\n  two\n  lines\n";
        assert_eq!(
            parse(text).unwrap(),
            json!({
                "name": "My plugin", "type": "web-worker", "version": "0.1.0", "tags": ["CPU", "GPU"], "ui": "a\nb\n",
                "requirements": ["numpy", "scipy==1.0"], "defaults": {"w": 10, "h": 7.5}, "icon": null,
                "runnable": false, "description": "two lines\n",
            })
        );
    }

    #[test]
    fn tags_decide_types() {
        assert_eq!(
            parse("{a: !!str 1, b: !!int 2, c: !!float 1.5, d: ! 4, e: \"5\", f: !!null ~, g: !!map {}}").unwrap(),
            json!({"a": "1", "b": 2, "c": 1.5, "d": "4", "e": "5", "f": null, "g": {}})
        );
        for text in ["a: !!int x", "a: !!js/function 'x'", "a: !own 1", "a: !!set {b}", "a: !!binary aGk="] {
            assert!(problem(text).contains("tag"), "{text}");
        }
    }

    #[test]
    fn aliases_and_merge_keys() {
        assert_eq!(
            parse("base: &b {x: 1, y: 2}\none: *b\ntwo: {<<: *b, y: 3}\nthree: {x: 4, <<: [{z: 0}, *b, {x: 9}]}")
                .unwrap(),
            json!({"base": {"x": 1, "y": 2}, "one": {"x": 1, "y": 2}, "two": {"x": 1, "y": 3},
                "three": {"x": 4, "z": 0, "y": 2}})
        );
        assert_eq!(parse("&k key: 1\nother: *k").unwrap(), json!({"key": 1, "other": "key"}));
        assert_eq!(parse("a: &a x\n*a : 1").unwrap(), json!({"a": "x", "x": 1}));
        assert!(problem("a: {<<: 1}").contains("merged"));
        assert!(problem("a: &a [*a]").contains("alias"));
        assert!(parse("a: *b").is_err());
    }

    #[test]
    fn what_aliases_expand_to_is_bounded() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..20 {
            let before = level - 1;
            text += &format!("a{level}: &a{level} [{}]\n", vec![format!("*a{before}"); 10].join(", "));
        }
        assert!(problem(&text).contains("aliases"));
        let mut text = "a0: &a0 [x]\n".to_owned();
        for level in 1..=CONFIG_DEPTH {
            text += &format!("a{level}: &a{level} [*a{}]\n", level - 1);
        }
        assert!(problem(&text).contains("deeper"));
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(&nested(CONFIG_DEPTH)).is_ok());
        assert!(problem(&nested(CONFIG_DEPTH + 1)).contains("deeper"));
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert!(parse(&"- ".repeat(100_000)).is_err());
        assert!(parse(&"a:\n".repeat(100_000)).is_err());
    }

    #[test]
    fn mistakes_have_a_place() {
        for (text, line, column) in
            [("a: 1\na: 2", 2, 4), ("a: [1, 2\nb: 3", 2, 2), ("a: 1\n b: 2", 2, 3), ("? [a]\n: 1", 1, 3)]
        {
            let error = parse(text).unwrap_err();
            assert_eq!((error.position.line, error.position.column), (line, column), "{text:?} {}", error.problem);
        }
        assert!(problem("a: 1\n---\nb: 2").contains("more than one"));
        assert_eq!(parse("").unwrap(), Json::Null);
        assert_eq!(parse("# nothing").unwrap(), Json::Null);
    }
}
