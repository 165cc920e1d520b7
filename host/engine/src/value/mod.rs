//! Values that plugins and the host exchange: plain data, cheap to clone.
//!
//! Purpose: one type for everything that ImJoy passes between plugins, windows and
//! dialogs. It corresponds to `types.value` in `wit/types.wit`; the conversion between
//! both is [`crate::arena`].
//!
//! Invariants: an [`NdArray`] always has as many bytes as its shape says. Big data
//! ([`Bytes`](bytes::Bytes)) is reference counted, so cloning a value copies its
//! structure only.

mod display;
mod handle;
mod json;
mod ndarray;
mod record;

pub use display::number_text;
pub(crate) use handle::FunctionOwner;
pub use handle::{FunctionHandle, HandleKind, PluginHandle, WindowHandle};
pub use json::JsonError;
pub use ndarray::{DataType, NdArray, NdArrayError};
pub use record::Record;

use bytes::Bytes;
use std::sync::Arc;

/// Any value of the ImJoy API.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Value {
    /// JavaScript's `undefined`: no value.
    #[default]
    Absent,
    /// Null, None.
    Null,
    /// A truth value.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, or not finite.
    Float(f64),
    /// A text.
    Text(String),
    /// A list of any values.
    List(Vec<Value>),
    /// A list of whole numbers only.
    Integers(Arc<[i64]>),
    /// A list of fractional numbers only.
    Floats(Arc<[f64]>),
    /// Named fields in order.
    Record(Record),
    /// A map of any keys, in order.
    Pairs(Vec<(Value, Value)>),
    /// A set, in order.
    Set(Vec<Value>),
    /// Milliseconds since 1970-01-01T00:00:00Z.
    Date(f64),
    /// Bytes, shared.
    Bytes(Bytes),
    /// An n-dimensional array, shared.
    NdArray(NdArray),
    /// A file or blob with its contents.
    File(File),
    /// An error as a value.
    Error(ErrorValue),
    /// A function of a plugin.
    Function(FunctionHandle),
    /// A plugin.
    Plugin(PluginHandle),
    /// A window.
    Window(WindowHandle),
}

/// A file or blob with its contents.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// File name without folders; `None` for a blob.
    pub name: Option<String>,
    /// MIME type, for example `image/png`.
    pub mime_type: String,
    /// The contents.
    pub data: Bytes,
}

/// An error as a value, as against a call that fails.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorValue {
    /// The kind of error, for example `TypeError`.
    pub name: String,
    /// The message.
    pub message: String,
}

impl Value {
    /// Name of the kind of value, for messages: "text", "list", "ndarray" …
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Absent => "nothing",
            Value::Null => "null",
            Value::Boolean(_) => "boolean",
            Value::Integer(_) => "integer",
            Value::Float(_) => "float",
            Value::Text(_) => "text",
            Value::List(_) | Value::Integers(_) | Value::Floats(_) => "list",
            Value::Record(_) => "record",
            Value::Pairs(_) => "map",
            Value::Set(_) => "set",
            Value::Date(_) => "date",
            Value::Bytes(_) => "bytes",
            Value::NdArray(_) => "ndarray",
            Value::File(file) if file.name.is_some() => "file",
            Value::File(_) => "blob",
            Value::Error(_) => "error",
            Value::Function(_) => "function",
            Value::Plugin(_) => "plugin",
            Value::Window(_) => "window",
        }
    }

    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The record, if this is one.
    pub fn as_record(&self) -> Option<&Record> {
        match self {
            Value::Record(record) => Some(record),
            _ => None,
        }
    }

    /// A field of a record; `None` for another kind of value or a missing field.
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.as_record().and_then(|record| record.get(name))
    }

    /// The number, whole or not, if this is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Integer(number) => Some(*number as f64),
            Value::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// What JavaScript counts as false: nothing, null, false, 0, NaN and the empty text.
    pub fn is_falsy(&self) -> bool {
        match self {
            Value::Absent | Value::Null | Value::Boolean(false) | Value::Integer(0) => true,
            Value::Float(number) => *number == 0.0 || number.is_nan(),
            Value::Text(text) => text.is_empty(),
            _ => false,
        }
    }

    /// Roughly how much memory the value holds, in bytes; shared data counts in full.
    pub fn held_bytes(&self) -> usize {
        let members = |values: &[Value]| values.iter().map(Value::held_bytes).sum::<usize>();
        std::mem::size_of::<Value>()
            + match self {
                Value::Text(text) => text.len(),
                Value::List(values) | Value::Set(values) => members(values),
                Value::Integers(numbers) => std::mem::size_of_val(&**numbers),
                Value::Floats(numbers) => std::mem::size_of_val(&**numbers),
                Value::Record(record) => record.iter().map(|(_, value)| value.held_bytes() + 16).sum(),
                Value::Pairs(pairs) => pairs.iter().map(|(key, value)| key.held_bytes() + value.held_bytes()).sum(),
                Value::Bytes(bytes) => bytes.len(),
                Value::NdArray(array) => array.data().len(),
                Value::File(file) => file.data.len(),
                Value::Error(error) => error.name.len() + error.message.len(),
                _ => 0,
            }
    }

    /// Members of a list of any kind, as values; `None` for another kind of value.
    pub fn as_list(&self) -> Option<Vec<Value>> {
        match self {
            Value::List(values) => Some(values.clone()),
            Value::Integers(numbers) => Some(numbers.iter().copied().map(Value::Integer).collect()),
            Value::Floats(numbers) => Some(numbers.iter().copied().map(Value::Float).collect()),
            _ => None,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Boolean(value)
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Integer(value)
    }
}
impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Float(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.to_owned())
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value)
    }
}
impl From<Record> for Value {
    fn from(value: Record) -> Self {
        Value::Record(value)
    }
}
impl From<NdArray> for Value {
    fn from(value: NdArray) -> Self {
        Value::NdArray(value)
    }
}
