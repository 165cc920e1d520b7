//! Any value: what functions take and give, what windows show, what settings keep.
//!
//! A [`Value`] is an owned tree. On its way through the host it is a flat arena of nodes
//! (`types.value` of the WIT, see `encode.rs` and `decode.rs`); big data in it
//! ([`Bytes`], [`AnyNdArray`], [`File`]) and handles are reference-counted, so that
//! cloning a value does not copy them.
//!
//! Invariant: the order of record fields, `Absent` as against `Null`, and `3` as against
//! `3.0` are kept on every way.

mod convert;
mod decode;
mod display;
mod encode;
mod record;
mod small;

pub use record::Record;
pub(crate) use record::Shape;
pub use small::{Date, ErrorValue};

pub(crate) use decode::{decode, decode_all};
pub(crate) use encode::{encode, encode_all};

use crate::conversion::FromValue;
use crate::{AnyNdArray, Bytes, Error, File, Function, Plugin, Window};

/// How many levels a value may have; the host refuses more.
pub(crate) const DEPTH_LIMIT: usize = 64;

/// Any value.
///
/// ```
/// use imjoy_sdk::{Value, list, record};
///
/// let value = Value::from(record! { "name": "cells", "count": 24, "means": list![1.5, 2.5] });
/// assert_eq!(value.get("count").and_then(Value::as_i64), Some(24));
/// let means: Vec<f64> = value.get_as("means")?;
/// assert_eq!(means, [1.5, 2.5]);
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// JavaScript's `undefined`: no value, as against `Null`.
    Absent,
    /// Null, None.
    #[default]
    Null,
    /// A truth value.
    Boolean(bool),
    /// A whole number; `3` as against `3.0`.
    Integer(i64),
    /// A number with a fraction, or NaN or an infinity.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A record: names with values, in order.
    Record(Record),
    /// A map of any keys, in order.
    Pairs(Vec<(Value, Value)>),
    /// A set.
    Set(Vec<Value>),
    /// A moment.
    Date(Date),
    /// Bytes.
    Bytes(Bytes),
    /// An n-dimensional array.
    NdArray(AnyNdArray),
    /// A file or blob.
    File(File),
    /// An error as a value.
    Error(Box<ErrorValue>),
    /// A function.
    Function(Function),
    /// A handle to another plugin.
    Plugin(Plugin),
    /// A handle to a window.
    Window(Window),
}

impl Value {
    /// What kind of value it is, in words, for messages.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Value::from("hi").kind(), "a text");
    /// ```
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Absent => "nothing",
            Value::Null => "null",
            Value::Boolean(_) => "a truth value",
            Value::Integer(_) => "a whole number",
            Value::Float(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Record(_) => "a record",
            Value::Pairs(_) => "a map",
            Value::Set(_) => "a set",
            Value::Date(_) => "a date",
            Value::Bytes(_) => "bytes",
            Value::NdArray(_) => "an ndarray",
            Value::File(_) => "a file",
            Value::Error(_) => "an error value",
            Value::Function(_) => "a function",
            Value::Plugin(_) => "a plugin",
            Value::Window(_) => "a window",
        }
    }

    /// Whether it is `Null` or `Absent`.
    ///
    /// ```
    /// use imjoy_sdk::Value;
    /// assert!(Value::Null.is_null() && Value::Absent.is_null() && !Value::from(0).is_null());
    /// ```
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null | Value::Absent)
    }

    /// The truth value, if it is one.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Value::from(true).as_bool(), Some(true));
    /// ```
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The whole number, if it is one; a `3.0` counts as one.
    ///
    /// ```
    /// use imjoy_sdk::Value;
    /// assert_eq!(Value::from(3.0).as_i64(), Some(3));
    /// assert_eq!(Value::from(3.5).as_i64(), None);
    /// ```
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Value::Integer(value) => Some(*value),
            Value::Float(value) => whole(*value),
            _ => None,
        }
    }

    /// The number, whole or not, if it is one.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Value::from(3).as_f64(), Some(3.0));
    /// ```
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Value::Integer(value) => Some(*value as f64),
            Value::Float(value) => Some(*value),
            _ => None,
        }
    }

    /// The text, if it is one.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Value::from("hi").as_str(), Some("hi"));
    /// ```
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Text(value) => Some(value),
            _ => None,
        }
    }

    /// The members, if it is a list or a set.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::list![1, 2].as_list().map(<[_]>::len), Some(2));
    /// ```
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(values) | Value::Set(values) => Some(values),
            _ => None,
        }
    }

    /// The record, if it is one.
    ///
    /// ```
    /// use imjoy_sdk::{Value, record};
    /// assert_eq!(Value::from(record! { "a": 1 }).as_record().map(|record| record.len()), Some(1));
    /// ```
    pub fn as_record(&self) -> Option<&Record> {
        match self {
            Value::Record(record) => Some(record),
            _ => None,
        }
    }

    /// A field, if it is a record that has it.
    ///
    /// ```
    /// use imjoy_sdk::{Value, record};
    /// let value = Value::from(record! { "a": 1 });
    /// assert_eq!(value.get("a"), Some(&Value::Integer(1)));
    /// assert_eq!(value.get("b"), None);
    /// ```
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_record()?.get(name)
    }

    /// A field in the type wanted. An error names the field.
    ///
    /// ```
    /// use imjoy_sdk::{Value, record};
    /// let value = Value::from(record! { "sigma": "two" });
    /// let error = value.get_as::<f64>("sigma").unwrap_err();
    /// assert_eq!(error.message(), "field `sigma`: expected f64, found the text \"two\"");
    /// ```
    pub fn get_as<T: FromValue>(&self, name: &str) -> Result<T, Error> {
        match self {
            Value::Record(record) => record.get_as(name),
            other => {
                Err(Error::invalid(format!("field `{name}`: expected a record that has it, found {}", other.kind())))
            }
        }
    }

    /// A field in the type wanted, or `default` when it is missing or null.
    ///
    /// ```
    /// use imjoy_sdk::{Value, record};
    /// assert_eq!(Value::from(record! { "sigma": 1 }).get_or("sigma", 2.0)?, 1.0);
    /// assert_eq!(Value::Null.get_or("sigma", 2.0)?, 2.0);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn get_or<T: FromValue>(&self, name: &str, default: T) -> Result<T, Error> {
        match self {
            Value::Record(record) => record.get_or(name, default),
            other if other.is_null() => Ok(default),
            _ => self.get_as(name),
        }
    }

    /// The value in the type wanted: anything that `serde` can deserialise, and all types of
    /// this crate, which pass without a copy.
    ///
    /// ```
    /// use imjoy_sdk::list;
    /// let (name, sigma): (String, f64) = list!["blur", 2].to()?;
    /// assert_eq!((name.as_str(), sigma), ("blur", 2.0));
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn to<T: FromValue>(self) -> Result<T, Error> {
        T::from_value(self)
    }
}

/// A float without a fraction as a whole number.
pub(crate) fn whole(number: f64) -> Option<i64> {
    // 2^63 itself is out of range; -2^63 is within.
    (number.fract() == 0.0 && (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&number))
        .then_some(number as i64)
}

/// A list of any values: a [`Value::List`].
///
/// ```
/// use imjoy_sdk::{Value, list, record};
/// let value = list![1, "two", record! { "three": 3 }];
/// assert_eq!(value.as_list().map(<[Value]>::len), Some(3));
/// ```
#[macro_export]
macro_rules! list {
    ($($value:expr),* $(,)?) => {
        $crate::Value::List(::std::vec![$($crate::Value::from($value)),*])
    };
}
