//! A schema that a person fills in: all that is wrong with a value, each with its place.

use super::{PATTERN_BYTES, REASON_LENGTH, bounds, describe};
use crate::error::one_line;
use crate::value::Value;
use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::LocationSegment;
use jsonschema::{Draft, PatternOptions, Validator};
use serde_json::Value as Json;

/// Most problems that are told of one value.
const MOST_PROBLEMS: usize = 100;

/// A schema of a form, compiled.
pub struct FormSchema {
    validator: Validator,
}

/// Something that is wrong with a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Names of fields and indices of members, from the whole value to what is wrong or
    /// missing.
    pub path: Vec<String>,
    /// What is wrong, without a name: "is needed", "is less than the minimum of 5".
    pub sentence: String,
}

impl FormSchema {
    /// Compiles a schema; draft 7 unless `$schema` names another. The error is one phrase.
    pub fn compile(schema: &Value) -> Result<FormSchema, String> {
        bounds::check_size(schema)?;
        let schema = schema.to_json().map_err(|error| error.to_string())?;
        if !schema.is_object() {
            return Err("it must be an object".to_owned());
        }
        bounds::check_references(&schema)?;
        let mut options = jsonschema::options()
            .offline()
            .should_validate_formats(true)
            .with_pattern_options(PatternOptions::regex().size_limit(PATTERN_BYTES).dfa_size_limit(PATTERN_BYTES));
        if schema.get("$schema").is_none() {
            options = options.with_draft(Draft::Draft7);
        }
        let validator = options.build(&schema).map_err(|error| short(&error.to_string()))?;
        Ok(FormSchema { validator })
    }

    /// What is wrong with a value; empty for nothing.
    pub fn problems(&self, value: &Value) -> Vec<Problem> {
        let described = match describe::describe(value) {
            Ok(described) => described,
            Err(reason) => return vec![Problem { path: Vec::new(), sentence: reason }],
        };
        let errors = self.validator.iter_errors(&described).take(MOST_PROBLEMS);
        errors
            .map(|error| {
                let segments = error.instance_path().iter().map(|segment| match segment {
                    LocationSegment::Property(name) => name.to_string(),
                    LocationSegment::Index(index) => index.to_string(),
                });
                let mut path: Vec<String> = segments.collect();
                let sentence = match error.kind() {
                    ValidationErrorKind::Required { property: Json::String(name) } => {
                        path.push(name.clone());
                        "is needed".to_owned()
                    }
                    _ => short(&error.masked_with("").to_string()),
                };
                Problem { path, sentence }
            })
            .collect()
    }
}

fn short(text: &str) -> String {
    one_line(text).trim().chars().take(REASON_LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn problems(schema: Json, value: Json) -> Vec<(String, String)> {
        let schema = FormSchema::compile(&schema.into()).unwrap();
        let found = schema.problems(&value.into());
        found.into_iter().map(|problem| (problem.path.join("/"), problem.sentence)).collect()
    }

    #[test]
    fn every_problem_has_its_place() {
        let schema = json!({
            "type": "object", "required": ["name"],
            "properties": {
                "name": {"type": "string"},
                "cells": {"type": "array", "items": {"type": "integer", "minimum": 5}},
                "mail": {"type": "string", "format": "email"},
            },
        });
        let found = problems(schema.clone(), json!({"cells": [9, 2], "mail": "nobody"}));
        let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places.len(), 3, "{found:?}");
        for (place, part) in [("cells/1", "minimum of 5"), ("mail", "email"), ("name", "is needed")] {
            assert!(found.iter().any(|(at, sentence)| at == place && sentence.contains(part)), "{place}: {found:?}");
        }
        assert_eq!(problems(schema, json!({"name": "coins", "cells": [5]})), []);
    }

    #[test]
    fn schemas_are_bounded_and_wrong_ones_say_so() {
        for (schema, part) in [
            (json!([1]), "object"),
            (json!({"type": 7}), ""),
            (json!({"$ref": "https://example.org/x"}), "leads out"),
            (json!({"enum": vec![0; 100_000]}), "members"),
        ] {
            let error = FormSchema::compile(&schema.into()).err().unwrap();
            assert!(error.contains(part), "{error}");
        }
    }
}
