//! The fields of a form, made from a JSON Schema once.

use crate::windows::text;
use imjoy_engine::value::{Record, Value};

/// Most fields of a form, those of groups included.
pub const MOST_FIELDS: usize = 400;
/// Most levels of groups and lists.
pub const MOST_LEVELS: usize = 8;
/// Most options of a choice.
const MOST_OPTIONS: usize = 500;
/// Most characters of a label.
const LABEL_CHARACTERS: usize = 60;
/// Most characters of a description.
const DESCRIPTION_CHARACTERS: usize = 300;

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name in the value.
    pub name: String,
    /// `title` of the schema, else the name.
    pub label: String,
    /// `description` of the schema; empty for none.
    pub description: String,
    /// Whether the value must have it.
    pub is_required: bool,
    /// What it is.
    pub kind: FieldKind,
    default: Option<Value>,
}

/// What a field is.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldKind {
    /// A text, of one line or several.
    Text { is_long: bool },
    /// One of several values.
    Choice(Vec<Value>),
    /// A number.
    Number { is_whole: bool, min: Option<f64>, max: Option<f64>, step: Option<f64> },
    /// True or false.
    Truth,
    /// Values of one kind; `most` by `maxItems`.
    List { item: Box<Field>, most: Option<usize> },
    /// Named fields.
    Group(Vec<Field>),
    /// What this form has no widget for: one phrase why. Its value is kept as it is.
    Other(&'static str),
}

impl Field {
    /// The group of a schema's properties. `Err`: one sentence.
    pub fn read(schema: &Value) -> Result<Field, String> {
        if schema.as_record().is_none() {
            return Err(format!(
                "A schema-io window needs a JSON Schema of an object in data.schema, not {}",
                schema.kind()
            ));
        }
        let mut reader = Reader { root: schema, count: 0 };
        let field = reader.field("", schema, true, 0);
        match field.kind {
            FieldKind::Group(_) => Ok(field),
            _ => Err("The schema in data.schema must be of type object, with properties".to_owned()),
        }
    }

    /// The first value; absent where the user has to choose one.
    pub fn first_value(&self) -> Value {
        if let Some(default) = &self.default {
            return default.clone();
        }
        match &self.kind {
            FieldKind::Group(fields) => {
                let mut record = Record::new();
                for field in fields {
                    let value = field.first_value();
                    if value != Value::Absent {
                        record.set(field.name.clone(), value);
                    }
                }
                if self.is_required || !record.is_empty() { record.into() } else { Value::Absent }
            }
            FieldKind::Number { .. } if self.is_required => self.least_value(),
            FieldKind::Truth if self.is_required => Value::Boolean(false),
            FieldKind::List { .. } if self.is_required => Value::List(Vec::new()),
            _ => Value::Absent,
        }
    }

    /// A value to begin with when the user sets the field or adds a row.
    pub fn least_value(&self) -> Value {
        match &self.kind {
            _ if self.default.is_some() => self.default.clone().unwrap_or_default(),
            FieldKind::Text { .. } => Value::Text(String::new()),
            FieldKind::Choice(options) => options.first().cloned().unwrap_or_default(),
            FieldKind::Number { is_whole, min, max, .. } => {
                let number = 0.0_f64.max(min.unwrap_or(f64::MIN)).min(max.unwrap_or(f64::MAX));
                number_value(number, *is_whole)
            }
            FieldKind::Truth => Value::Boolean(false),
            FieldKind::List { .. } => Value::List(Vec::new()),
            FieldKind::Group(_) => match self.first_value() {
                Value::Absent => Record::new().into(),
                value => value,
            },
            FieldKind::Other(_) => Value::Null,
        }
    }
}

/// A number as the schema wants it: whole ones as integers.
pub fn number_value(number: f64, is_whole: bool) -> Value {
    if is_whole { Value::Integer(number.round() as i64) } else { Value::Float(number) }
}

struct Reader<'a> {
    root: &'a Value,
    count: usize,
}

impl<'a> Reader<'a> {
    fn field(&mut self, name: &str, schema: &'a Value, is_required: bool, depth: usize) -> Field {
        self.count += 1;
        let schema = self.resolved(schema);
        let words = |key: &str, most| schema.field(key).and_then(Value::as_text).map(|words| text::line(words, most));
        let label = words("title", LABEL_CHARACTERS).filter(|title| !title.is_empty());
        Field {
            name: name.to_owned(),
            label: label.unwrap_or_else(|| text::line(name, LABEL_CHARACTERS)),
            description: words("description", DESCRIPTION_CHARACTERS).unwrap_or_default(),
            is_required,
            kind: self.kind(schema, depth),
            default: schema.field("default").filter(|default| **default != Value::Absent).cloned(),
        }
    }

    fn kind(&mut self, schema: &'a Value, depth: usize) -> FieldKind {
        if let Some(options) = schema.field("enum").and_then(Value::as_list) {
            return FieldKind::Choice(options.into_iter().take(MOST_OPTIONS).collect());
        }
        let number = |key: &str| schema.field(key).and_then(Value::as_number).filter(|number| number.is_finite());
        match type_of(schema) {
            Some("object") => self.group(schema, depth),
            Some("array") => self.list(schema, depth),
            Some("string") => {
                let is_long = schema.field("format").and_then(Value::as_text) == Some("textarea")
                    || matches!(schema.field("multiline"), Some(Value::Boolean(true)))
                    || number("maxLength").is_some_and(|length| length > 200.0);
                FieldKind::Text { is_long }
            }
            Some(kind @ ("integer" | "number")) => FieldKind::Number {
                is_whole: kind == "integer",
                min: number("minimum").or_else(|| number("exclusiveMinimum")),
                max: number("maximum").or_else(|| number("exclusiveMaximum")),
                step: number("multipleOf").or_else(|| number("step")).filter(|step| *step > 0.0),
            },
            Some("boolean") => FieldKind::Truth,
            _ => FieldKind::Other("this form has no field for its type"),
        }
    }

    fn group(&mut self, schema: &'a Value, depth: usize) -> FieldKind {
        if depth >= MOST_LEVELS {
            return FieldKind::Other("it is nested too deep for this form");
        }
        let required: Vec<String> = schema
            .field("required")
            .and_then(Value::as_list)
            .unwrap_or_default()
            .iter()
            .filter_map(|name| name.as_text().map(str::to_owned))
            .collect();
        let mut fields = Vec::new();
        if let Some(properties) = schema.field("properties").and_then(Value::as_record) {
            for (name, property) in properties.iter() {
                if self.count >= MOST_FIELDS {
                    break;
                }
                let is_required = required.iter().any(|required| required == name);
                fields.push(self.field(name, property, is_required, depth + 1));
            }
        }
        FieldKind::Group(fields)
    }

    fn list(&mut self, schema: &'a Value, depth: usize) -> FieldKind {
        let Some(items) = schema.field("items").filter(|items| items.as_record().is_some()) else {
            return FieldKind::Other("its items have no common schema");
        };
        if depth >= MOST_LEVELS || self.count >= MOST_FIELDS {
            return FieldKind::Other("it is nested too deep for this form");
        }
        let item = self.field("", items, true, depth + 1);
        let most = schema.field("maxItems").and_then(Value::as_number).map(|most| most.clamp(0.0, 1e6) as usize);
        match item.kind {
            FieldKind::Text { .. } | FieldKind::Choice(_) | FieldKind::Number { .. } | FieldKind::Truth => {
                FieldKind::List { item: Box::new(item), most }
            }
            _ => FieldKind::Other("this form has rows for simple values only"),
        }
    }

    /// What a reference within the schema leads to. That none leads back to itself is
    /// checked before.
    fn resolved(&self, schema: &'a Value) -> &'a Value {
        let mut found = schema;
        for _ in 0..MOST_LEVELS {
            let Some(target) = found.field("$ref").and_then(Value::as_text) else { break };
            let Some(names) = target.strip_prefix("#/") else { break };
            let unescaped = names.split('/').map(|name| name.replace("~1", "/").replace("~0", "~"));
            let mut next = Some(self.root);
            for name in unescaped {
                next = next.and_then(|value| value.field(&name));
            }
            match next {
                Some(next) => found = next,
                None => break,
            }
        }
        found
    }
}

/// The type of a schema; of several, the first that is not null.
fn type_of(schema: &Value) -> Option<&str> {
    match schema.field("type") {
        Some(Value::Text(name)) => Some(name),
        Some(Value::List(names)) => names.iter().filter_map(Value::as_text).find(|name| *name != "null"),
        _ if schema.field("properties").is_some() => Some("object"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fields(schema: serde_json::Value) -> Vec<Field> {
        match Field::read(&schema.into()).unwrap().kind {
            FieldKind::Group(fields) => fields,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn types_become_fields() {
        let fields = fields(json!({
            "type": "object",
            "required": ["sigma"],
            "definitions": {"size": {"type": "integer", "minimum": 1, "title": "Size"}},
            "properties": {
                "sigma": {"type": "number", "minimum": 0, "maximum": 10, "multipleOf": 0.5},
                "mode": {"enum": ["fast", "good"]},
                "note": {"type": "string", "format": "textarea", "description": "What\nfor"},
                "size": {"$ref": "#/definitions/size"},
                "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
                "nested": {"properties": {"on": {"type": ["null", "boolean"]}}},
                "odd": {"anyOf": []},
            },
        }));
        let kinds: Vec<&FieldKind> = fields.iter().map(|field| &field.kind).collect();
        assert_eq!(*kinds[0], FieldKind::Number { is_whole: false, min: Some(0.0), max: Some(10.0), step: Some(0.5) });
        assert!(matches!(kinds[1], FieldKind::Choice(options) if options.len() == 2));
        assert_eq!(*kinds[2], FieldKind::Text { is_long: true });
        assert_eq!(fields[2].description, "What for");
        assert!(matches!(kinds[3], FieldKind::Number { is_whole: true, .. }) && fields[3].label == "Size");
        assert!(matches!(kinds[4], FieldKind::List { most: Some(3), .. }));
        assert!(matches!(kinds[5], FieldKind::Group(inner) if inner[0].kind == FieldKind::Truth));
        assert!(matches!(kinds[6], FieldKind::Other(_)));
        assert!(fields[0].is_required && !fields[1].is_required);
    }

    #[test]
    fn first_values_are_defaults_and_what_is_required() {
        let schema = json!({
            "type": "object", "required": ["count", "name", "on"],
            "properties": {
                "count": {"type": "integer", "minimum": 3}, "name": {"type": "string"}, "on": {"type": "boolean"},
                "extra": {"type": "number"}, "mode": {"enum": ["a"], "default": "a"},
                "inner": {"type": "object", "properties": {"x": {"type": "number", "default": 1.5}}},
            },
        });
        let value = Field::read(&schema.into()).unwrap().first_value();
        let expected = json!({"count": 3, "on": false, "mode": "a", "inner": {"x": 1.5}});
        assert_eq!(value.to_json().unwrap(), expected);
    }

    #[test]
    fn size_and_depth_are_bounded() {
        let many: serde_json::Map<String, serde_json::Value> =
            (0..5000).map(|index| (format!("f{index}"), json!({"type": "string"}))).collect();
        assert!(fields(json!({"type": "object", "properties": many})).len() < MOST_FIELDS);
        let mut deep = json!({"type": "string"});
        for _ in 0..100 {
            deep = json!({"type": "object", "properties": {"a": deep}});
        }
        Field::read(&deep.into()).unwrap();
        for wrong in [json!(7), json!({"type": "string"})] {
            assert!(Field::read(&wrong.into()).is_err_and(|sentence| sentence.contains("data.schema")));
        }
    }
}
