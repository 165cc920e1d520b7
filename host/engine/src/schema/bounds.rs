//! What a schema may be before it is compiled, so that compiling and checking take
//! bounded time.

use crate::value::Value;
use serde_json::{Map, Value as Json};

/// Values within a schema at most.
const MOST_VALUES: usize = 10_000;
/// Bytes of all texts and names within a schema at most.
const MOST_TEXT: usize = 64 * 1024;
/// Levels of a schema at most.
const MOST_LEVELS: usize = 32;
/// Values of a schema at most when each reference is replaced by what it refers to.
const MOST_UNFOLDED: usize = 20_000;
/// References followed one from within the other at most.
const MOST_NESTED: usize = 16;
/// Drafts that `$schema` may name.
const DRAFTS: &[&str] = &["draft-06", "draft-07", "2019-09", "2020-12"];

/// Checks the size of a schema as it was written. The error is one phrase.
pub(super) fn check_size(schema: &Value) -> Result<(), String> {
    let (mut values, mut text) = (0, 0);
    count(schema, 0, &mut values, &mut text)
}

fn count(value: &Value, level: usize, values: &mut usize, text: &mut usize) -> Result<(), String> {
    *values += 1;
    match value {
        Value::Text(own) => *text += own.len(),
        Value::List(members) => members.iter().try_for_each(|member| count(member, level + 1, values, text))?,
        Value::Integers(numbers) => *values += numbers.len(),
        Value::Floats(numbers) => *values += numbers.len(),
        Value::Record(fields) => {
            for (name, field) in fields.iter() {
                *text += name.len();
                count(field, level + 1, values, text)?;
            }
        }
        Value::Absent | Value::Null | Value::Boolean(_) | Value::Integer(_) | Value::Float(_) => {}
        other => return Err(format!("a {} has no place in it", other.kind())),
    }
    if level > MOST_LEVELS {
        Err(format!("it has more than {MOST_LEVELS} levels"))
    } else if *values > MOST_VALUES {
        Err(format!("it has more than {MOST_VALUES} members"))
    } else if *text > MOST_TEXT {
        Err(format!("it has more than {MOST_TEXT} bytes of text"))
    } else {
        Ok(())
    }
}

/// Checks that references stay within the schema, never come back to where they started,
/// and do not multiply its size. The error is one phrase.
pub(super) fn check_references(schema: &Json) -> Result<(), String> {
    Unfolding { root: schema, unfolded: 0, open: Vec::new() }.visit(schema, true)
}

struct Unfolding<'a> {
    root: &'a Json,
    unfolded: usize,
    /// The references that are being followed.
    open: Vec<&'a str>,
}

impl<'a> Unfolding<'a> {
    fn visit(&mut self, value: &'a Json, is_root: bool) -> Result<(), String> {
        self.unfolded += 1;
        if self.unfolded > MOST_UNFOLDED {
            return Err(format!("with its references it has more than {MOST_UNFOLDED} members"));
        }
        match value {
            Json::Array(members) => members.iter().try_for_each(|member| self.visit(member, false)),
            Json::Object(fields) => self.object(fields, is_root),
            _ => Ok(()),
        }
    }

    fn object(&mut self, fields: &'a Map<String, Json>, is_root: bool) -> Result<(), String> {
        for (name, value) in fields {
            match (name.as_str(), value) {
                ("$ref", Json::String(target)) => self.follow(target)?,
                ("$dynamicRef" | "$recursiveRef", Json::String(_)) => {
                    return Err(format!("{name} is not supported; use $ref"));
                }
                // It would change what references mean.
                ("$id", Json::String(_)) if !is_root => return Err("$id may stand at the top only".to_owned()),
                ("$schema", Json::String(draft)) if !DRAFTS.iter().any(|known| draft.contains(known)) => {
                    return Err(format!("the draft {draft} is not supported; there are {}", DRAFTS.join(", ")));
                }
                // Looked at where they are referred to.
                ("definitions" | "$defs", Json::Object(_)) if is_root => {}
                (_, value) => self.visit(value, false)?,
            }
        }
        Ok(())
    }

    fn follow(&mut self, target: &'a str) -> Result<(), String> {
        let Some(pointer) = target.strip_prefix('#').filter(|pointer| pointer.is_empty() || pointer.starts_with('/'))
        else {
            return Err(format!("the reference {target} leads out of it; only those that begin with #/ are followed"));
        };
        if self.open.contains(&target) {
            return Err(format!("the reference {target} leads back to itself"));
        }
        if self.open.len() >= MOST_NESTED {
            return Err(format!("more than {MOST_NESTED} of its references lead from one to the next"));
        }
        let root = self.root;
        let Some(found) = root.pointer(pointer) else {
            return Err(format!("the reference {target} leads to nothing"));
        };
        // What contains the reference itself would be unfolded for ever.
        self.open.push(target);
        self.visit(found, pointer.is_empty())?;
        self.open.pop();
        Ok(())
    }
}
