//! JSON Schema of the data that ops take and give (`inputs` and `outputs`).
//!
//! Source: §1.2 and §3.9 of the behaviour of ImJoy, and the wrapping and the extra
//! keywords of its core. The draft is 7, as in ImJoy, unless `$schema` names another.
//!
//! Invariants: nothing is fetched: a reference leads to another part of the same schema.
//! A schema is small, has no reference that leads back to itself, and patterns run in
//! linear time, so that checking takes bounded time whatever a plugin writes. Data is
//! described, never copied: of arrays, bytes and files the check sees kind, type, shape
//! and size.
//!
//! Known limits: data with more than 200 000 members or 4 MiB of text is not checked and
//! counts as not accepted. Schemas that refer to themselves (trees) are refused, and so
//! are look-around and back-references in patterns.

mod bounds;
mod describe;
mod form;
mod keywords;
mod wrap;

pub use form::{FormSchema, Problem};

use crate::error::{CallError, one_line};
use crate::value::Value;
use jsonschema::{PatternOptions, Validator};
use serde_json::Value as Json;
use std::sync::Arc;

/// Bytes of a compiled pattern at most.
const PATTERN_BYTES: usize = 128 * 1024;
/// Characters of a reason that are shown.
const REASON_LENGTH: usize = 300;

/// For which side of an op a schema is; ImJoy wraps them differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Inputs,
    Outputs,
}

impl Side {
    fn name(self) -> &'static str {
        match self {
            Side::Inputs => "inputs",
            Side::Outputs => "outputs",
        }
    }
}

/// A schema that was found valid and compiled.
pub(crate) struct Schema {
    validator: Validator,
    /// As the plugin wrote it, for services and messages.
    pub(crate) written: Value,
    /// Names of the properties that it speaks of.
    properties: Vec<String>,
}

impl Schema {
    /// Checks and compiles a schema; none for what counts as false. Takes milliseconds at
    /// most. `op` is for messages.
    pub(crate) fn compile(op: &str, side: Side, written: Value) -> Result<Option<Arc<Self>>, CallError> {
        if written.is_falsy() {
            return Ok(None);
        }
        let invalid = |reason: &str| {
            let reason: String = one_line(reason).chars().take(REASON_LENGTH).collect();
            CallError::Invalid(format!("`{}` of the op {op} is not a valid JSON Schema: {reason}", side.name()))
        };
        bounds::check_size(&written).map_err(|reason| invalid(&reason))?;
        let json = written.to_json().map_err(|error| invalid(&error.to_string()))?;
        let Json::Object(fields) = json else {
            return Err(invalid("it must be an object"));
        };
        let schema = wrap::wrapped(fields, side);
        bounds::check_references(&schema).map_err(|reason| invalid(&reason))?;
        let draft = if schema.get("$schema").is_some() { None } else { Some(jsonschema::Draft::Draft7) };
        let mut options = jsonschema::options()
            .offline()
            .with_pattern_options(PatternOptions::regex().size_limit(PATTERN_BYTES).dfa_size_limit(PATTERN_BYTES));
        if let Some(draft) = draft {
            options = options.with_draft(draft);
        }
        let options = keywords::add_to(options);
        let validator = options.build(&schema).map_err(|error| invalid(&error.to_string()))?;
        let properties = schema.get("properties").and_then(Json::as_object);
        let properties = properties.map(|properties| properties.keys().cloned().collect()).unwrap_or_default();
        Ok(Some(Arc::new(Self { validator, written, properties })))
    }

    /// Whether it speaks of a property of the data.
    pub(crate) fn names(&self, property: &str) -> bool {
        self.properties.iter().any(|known| known == property)
    }

    /// Whether the schema accepts `data`; one phrase why not. May take a while for much
    /// data: not for async code.
    pub(crate) fn check(&self, data: &Value) -> Result<(), String> {
        let described = describe::describe(data)?;
        self.validator.validate(&described).map_err(|error| {
            let place = error.instance_path().as_str().trim_start_matches('/').to_owned();
            let reason = error.masked_with("it").to_string();
            let text = if place.is_empty() { reason } else { format!("{place}: {reason}") };
            one_line(&text).chars().take(REASON_LENGTH).collect()
        })
    }

    /// Whether the data of a window is accepted: by itself, or with the name and type of
    /// the window as fields, which ImJoy adds to it; or a file by its `name`, `size` and `type`.
    pub(crate) fn accepts_window(&self, name: &str, window_type: &str, data: &Value) -> bool {
        if let Value::File(file) = data {
            return self.accepts_file(file.name.as_deref(), &file.mime_type, file.data.len() as u64);
        }
        if self.check(data).is_ok() {
            return true;
        }
        let Value::Record(fields) = data else { return false };
        let mut fields = fields.clone();
        fields.set("name", name);
        fields.set("type", window_type);
        self.check(&Value::Record(fields)).is_ok()
    }

    /// Whether a file of that name, MIME type and size in bytes is accepted, whatever is in it:
    /// as a file, or as a record with the fields that a browser's `File` has.
    pub(crate) fn accepts_file(&self, name: Option<&str>, mime_type: &str, size: u64) -> bool {
        let fields = serde_json::json!({ "name": name.unwrap_or_default(), "type": mime_type, "size": size });
        self.validator.is_valid(&describe::file(name, mime_type, size)) || self.validator.is_valid(&fields)
    }
}

impl std::fmt::Debug for Schema {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Schema({})", self.written)
    }
}

#[cfg(test)]
mod tests;
