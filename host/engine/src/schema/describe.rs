//! Data as JSON for a check: structure and texts as they are, big data by what it is.
//!
//! What JSON lacks is an object with the fields of ImJoy's wire format: `_rtype` and, for
//! an array `_rshape` and `_rdtype`, for a file `_rname`, `_rmime` and `_rsize`. Such an
//! object has `_rvalue`; a record of a plugin never has, so that none can pass for an
//! array that it is not.

use crate::value::{HandleKind, Value};
use serde_json::{Map, Value as Json, json};

/// Values within the data at most.
const MOST_VALUES: usize = 200_000;
/// Bytes of all texts at most.
const MOST_TEXT: usize = 4 * 1024 * 1024;

/// Marks what the host describes.
const VALUE: &str = "_rvalue";

/// What a described value is, for the keywords.
pub(super) fn kind(described: &Json) -> Option<&str> {
    let object = described.as_object()?;
    if object.contains_key(VALUE) { object.get("_rtype")?.as_str() } else { None }
}

/// Describes `data`; the error is one phrase.
pub(super) fn describe(data: &Value) -> Result<Json, String> {
    Describer { values: 0, text: 0 }.value(data)
}

struct Describer {
    values: usize,
    text: usize,
}

impl Describer {
    fn count(&mut self, values: usize, text: usize) -> Result<(), String> {
        self.values = self.values.saturating_add(values);
        self.text = self.text.saturating_add(text);
        if self.values > MOST_VALUES {
            return Err(format!("it has more than {MOST_VALUES} members and is not checked"));
        }
        if self.text > MOST_TEXT {
            return Err(format!("it has more than {MOST_TEXT} bytes of text and is not checked"));
        }
        Ok(())
    }

    fn value(&mut self, data: &Value) -> Result<Json, String> {
        self.count(1, 0)?;
        Ok(match data {
            Value::Absent | Value::Null => Json::Null,
            Value::Boolean(truth) => Json::Bool(*truth),
            Value::Integer(number) => json!(number),
            Value::Float(number) => float(*number),
            Value::Text(text) => {
                self.count(0, text.len())?;
                json!(text)
            }
            Value::List(values) => {
                let members: Result<Vec<Json>, String> = values.iter().map(|value| self.value(value)).collect();
                Json::Array(members?)
            }
            Value::Integers(numbers) => {
                self.count(numbers.len(), 0)?;
                json!(&numbers[..])
            }
            Value::Floats(numbers) => {
                self.count(numbers.len(), 0)?;
                numbers.iter().copied().map(float).collect()
            }
            Value::Record(record) => {
                let mut fields = Map::new();
                for (name, value) in record.iter() {
                    self.count(0, name.len())?;
                    // JavaScript's `undefined` is a field that is not there.
                    if name != VALUE && *value != Value::Absent {
                        fields.insert(name.to_owned(), self.value(value)?);
                    }
                }
                Json::Object(fields)
            }
            Value::Pairs(pairs) => json!({"_rtype": "orderedmap", "size": pairs.len(), VALUE: true}),
            Value::Set(values) => json!({"_rtype": "set", "size": values.len(), VALUE: true}),
            Value::Date(_) => json!({"_rtype": "date", VALUE: true}),
            Value::Bytes(bytes) => json!({"_rtype": "bytes", "byteLength": bytes.len(), VALUE: true}),
            Value::NdArray(array) => json!({
                "_rtype": "ndarray", "_rdtype": array.data_type().name(), "_rshape": array.shape(), VALUE: true,
            }),
            Value::File(file) => self::file(file.name.as_deref(), &file.mime_type, file.data.len() as u64),
            Value::Error(error) => {
                self.count(0, error.name.len() + error.message.len())?;
                json!({"_rtype": "error", "name": error.name, "message": error.message, VALUE: true})
            }
            Value::Function(_) => handle(HandleKind::Function),
            Value::Plugin(_) => handle(HandleKind::Plugin),
            Value::Window(_) => handle(HandleKind::Window),
        })
    }
}

/// A file, or a blob where it has no name.
pub(super) fn file(name: Option<&str>, mime_type: &str, size: u64) -> Json {
    let kind = if name.is_some() { "file" } else { "blob" };
    json!({
        "_rtype": kind, "_rname": name.unwrap_or_default(), "_rmime": mime_type, "_rsize": size, VALUE: true,
    })
}

fn handle(kind: HandleKind) -> Json {
    let kind = match kind {
        HandleKind::Function => "function",
        HandleKind::Plugin => "plugin",
        HandleKind::Window => "window",
    };
    json!({"_rtype": kind, VALUE: true})
}

/// JSON has no NaN and no infinities; they stay numbers.
fn float(number: f64) -> Json {
    let finite = if number.is_nan() { 0.0 } else { number.clamp(f64::MIN, f64::MAX) };
    serde_json::Number::from_f64(finite).map_or(Json::Null, Json::Number)
}
