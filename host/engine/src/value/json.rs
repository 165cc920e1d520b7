//! Values from and to JSON, for the command line, forms and settings.

use super::{ErrorValue, File, NdArray, Record, Value};

/// A value that JSON cannot hold.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum JsonError {
    /// Functions, plugins and windows live only while the host runs.
    #[error("a {kind} cannot be written as JSON")]
    Handle {
        /// Kind of the value.
        kind: &'static str,
    },
}

impl From<serde_json::Value> for Value {
    fn from(json: serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(value) => Value::Boolean(value),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(integer) => Value::Integer(integer),
                None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
            },
            serde_json::Value::String(text) => Value::Text(text),
            serde_json::Value::Array(values) => Value::List(values.into_iter().map(Value::from).collect()),
            serde_json::Value::Object(fields) => {
                let fields = fields.into_iter().map(|(name, value)| (name.into(), Value::from(value))).collect();
                Value::Record(Record::from_distinct_fields(fields))
            }
        }
    }
}

impl Value {
    /// The value as JSON for people and scripts. Bytes, arrays and files are described
    /// by type, shape and length, not written out; numbers that JSON lacks become texts.
    pub fn to_json(&self) -> Result<serde_json::Value, JsonError> {
        use serde_json::{Value as Json, json};
        let list = |values: &[Value]| values.iter().map(Value::to_json).collect::<Result<Vec<_>, _>>().map(Json::Array);
        Ok(match self {
            Value::Absent | Value::Null => Json::Null,
            Value::Boolean(value) => json!(value),
            Value::Integer(number) => json!(number),
            Value::Float(number) => float_to_json(*number),
            Value::Text(text) => json!(text),
            Value::List(values) | Value::Set(values) => list(values)?,
            Value::Integers(numbers) => json!(&numbers[..]),
            Value::Floats(numbers) => numbers.iter().copied().map(float_to_json).collect(),
            Value::Record(record) => {
                let mut fields = serde_json::Map::new();
                for (name, value) in record.iter() {
                    fields.insert(name.to_owned(), value.to_json()?);
                }
                Json::Object(fields)
            }
            Value::Pairs(pairs) => {
                let mut entries = Vec::with_capacity(pairs.len());
                for (key, value) in pairs {
                    entries.push(json!([key.to_json()?, value.to_json()?]));
                }
                Json::Array(entries)
            }
            Value::Date(milliseconds) => json!({ "date": milliseconds }),
            Value::Bytes(bytes) => json!({ "bytes": bytes.len() }),
            Value::NdArray(array) => ndarray_to_json(array),
            Value::File(File { name, mime_type, data }) => {
                json!({ "file": name, "mime_type": mime_type, "bytes": data.len() })
            }
            Value::Error(ErrorValue { name, message }) => json!({ "error": name, "message": message }),
            Value::Function(_) | Value::Plugin(_) | Value::Window(_) => {
                return Err(JsonError::Handle { kind: self.kind() });
            }
        })
    }
}

fn float_to_json(number: f64) -> serde_json::Value {
    serde_json::Number::from_f64(number)
        .map_or_else(|| serde_json::Value::String(number.to_string()), serde_json::Value::Number)
}

fn ndarray_to_json(array: &NdArray) -> serde_json::Value {
    serde_json::json!({ "ndarray": array.data_type().name(), "shape": array.shape() })
}
