//! Records: names with values, in order.
//!
//! Records that came in one message share their names (a *shape*), so a table of a
//! thousand rows keeps its column names once, and is encoded with them once.

use std::rc::Rc;

use super::Value;
use crate::Error;
use crate::conversion::FromValue;

/// The names of a record's fields, in order, each once.
pub(crate) type Shape = Vec<Rc<str>>;

/// Names with values, in order; each name once.
///
/// Looking a name up compares names one by one: right for the few fields that records have.
/// For thousands of keys convert it: `record.to::<std::collections::BTreeMap<String, Value>>()`.
///
/// ```
/// use imjoy_sdk::{Record, record};
/// let mut my = record! { "name": "coins", "sigma": 2 };
/// my.insert("done", true);
/// assert_eq!(my.get_as::<f64>("sigma")?, 2.0);
/// assert_eq!(my.keys().collect::<Vec<_>>(), ["name", "sigma", "done"]);
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// As many names as there are values.
    shape: Rc<Shape>,
    values: Vec<Value>,
}

impl Record {
    /// A record without fields.
    ///
    /// ```
    /// assert!(imjoy_sdk::Record::new().is_empty());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// From a shape that holds each name once, and as many values.
    pub(crate) fn from_shape(shape: Rc<Shape>, values: Vec<Value>) -> Self {
        debug_assert_eq!(shape.len(), values.len());
        Self { shape, values }
    }

    pub(crate) fn into_parts(self) -> (Rc<Shape>, Vec<Value>) {
        (self.shape, self.values)
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.shape.iter().position(|key| &**key == name)
    }

    /// Sets a field and gives what it held before. A new field comes last.
    ///
    /// ```
    /// let mut record = imjoy_sdk::Record::new();
    /// assert_eq!(record.insert("a", 1), None);
    /// assert_eq!(record.insert("a", 2), Some(1.into()));
    /// ```
    pub fn insert(&mut self, name: impl AsRef<str>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.as_ref(), value.into());
        match self.position(name).and_then(|position| self.values.get_mut(position)) {
            Some(place) => Some(std::mem::replace(place, value)),
            None => {
                Rc::make_mut(&mut self.shape).push(Rc::from(name));
                self.values.push(value);
                None
            }
        }
    }

    /// The record with a field set.
    ///
    /// ```
    /// use imjoy_sdk::{Record, record};
    /// assert_eq!(Record::new().with("a", 1), record! { "a": 1 });
    /// ```
    #[must_use]
    pub fn with(mut self, name: impl AsRef<str>, value: impl Into<Value>) -> Self {
        self.insert(name, value);
        self
    }

    /// A field.
    ///
    /// ```
    /// use imjoy_sdk::{Value, record};
    /// assert_eq!(record! { "a": 1 }.get("a"), Some(&Value::Integer(1)));
    /// ```
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(self.position(name)?)
    }

    /// A field to change.
    ///
    /// ```
    /// use imjoy_sdk::{Value, record};
    /// let mut record = record! { "a": 1 };
    /// if let Some(a) = record.get_mut("a") {
    ///     *a = Value::from("one");
    /// }
    /// assert_eq!(record, imjoy_sdk::record! { "a": "one" });
    /// ```
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let position = self.position(name)?;
        self.values.get_mut(position)
    }

    /// A field in the type wanted; a missing one is `None` for an `Option`, else an error
    /// that names it.
    ///
    /// ```
    /// use imjoy_sdk::record;
    /// let record = record! { "a": 1 };
    /// assert_eq!(record.get_as::<f64>("a")?, 1.0);
    /// assert_eq!(record.get_as::<Option<f64>>("b")?, None);
    /// assert_eq!(record.get_as::<f64>("b").unwrap_err().message(), "field `b` is missing");
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn get_as<T: FromValue>(&self, name: &str) -> Result<T, Error> {
        match self.get(name) {
            Some(value) => T::from_value(value.clone())
                .map_err(|error| error.map_message(|message| format!("field `{name}`: {message}"))),
            None => T::from_value(Value::Absent).map_err(|_| Error::invalid(format!("field `{name}` is missing"))),
        }
    }

    /// A field in the type wanted, or `default` when it is missing or null.
    ///
    /// ```
    /// use imjoy_sdk::record;
    /// assert_eq!(record! { "sigma": 1.5 }.get_or("sigma", 2.0)?, 1.5);
    /// assert_eq!(record! {}.get_or("sigma", 2.0)?, 2.0);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn get_or<T: FromValue>(&self, name: &str, default: T) -> Result<T, Error> {
        match self.get(name) {
            Some(value) if !value.is_null() => self.get_as(name),
            _ => Ok(default),
        }
    }

    /// Takes a field out.
    ///
    /// ```
    /// let mut record = imjoy_sdk::record! { "a": 1, "b": 2 };
    /// assert_eq!(record.remove("a"), Some(1.into()));
    /// assert_eq!(record, imjoy_sdk::record! { "b": 2 });
    /// ```
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let position = self.position(name)?;
        Rc::make_mut(&mut self.shape).remove(position);
        Some(self.values.remove(position))
    }

    /// Whether there is a field of that name.
    ///
    /// ```
    /// assert!(imjoy_sdk::record! { "a": () }.contains_key("a"));
    /// ```
    pub fn contains_key(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// How many fields there are.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::record! { "a": 1 }.len(), 1);
    /// ```
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are no fields.
    ///
    /// ```
    /// assert!(imjoy_sdk::record! {}.is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The names, in order.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::record! { "b": 1, "a": 2 }.keys().collect::<Vec<_>>(), ["b", "a"]);
    /// ```
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.shape.iter().map(|key| &**key)
    }

    /// The values, in order.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::record! { "a": 1 }.values().next(), Some(&1.into()));
    /// ```
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.values.iter()
    }

    /// Names with values, in order.
    ///
    /// ```
    /// for (name, value) in imjoy_sdk::record! { "a": 1 }.iter() {
    ///     println!("{name} is {value}");
    /// }
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.keys().zip(&self.values)
    }

    /// The record in the type wanted, such as a struct that derives `serde::Deserialize`.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// let map: BTreeMap<String, f64> = imjoy_sdk::record! { "a": 1, "b": 2.5 }.to()?;
    /// assert_eq!(map["b"], 2.5);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn to<T: FromValue>(self) -> Result<T, Error> {
        T::from_value(Value::Record(self))
    }
}

impl<K: AsRef<str>, V: Into<Value>> FromIterator<(K, V)> for Record {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        let mut record = Record::new();
        record.extend(fields);
        record
    }
}

impl<K: AsRef<str>, V: Into<Value>> Extend<(K, V)> for Record {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, fields: I) {
        for (name, value) in fields {
            self.insert(name, value);
        }
    }
}

impl IntoIterator for Record {
    type Item = (String, Value);
    type IntoIter = Fields;

    fn into_iter(self) -> Fields {
        Fields { shape: self.shape, next: 0, values: self.values.into_iter() }
    }
}

/// The fields of a [`Record`], moved out of it.
///
/// ```
/// let fields: Vec<(String, imjoy_sdk::Value)> = imjoy_sdk::record! { "a": 1 }.into_iter().collect();
/// assert_eq!(fields, [("a".to_string(), 1.into())]);
/// ```
#[derive(Debug)]
pub struct Fields {
    shape: Rc<Shape>,
    next: usize,
    values: std::vec::IntoIter<Value>,
}

impl Iterator for Fields {
    type Item = (String, Value);

    fn next(&mut self) -> Option<Self::Item> {
        let name = self.shape.get(self.next)?;
        self.next += 1;
        Some((name.to_string(), self.values.next()?))
    }
}

/// A [`Record`] of names and any values.
///
/// ```
/// use imjoy_sdk::{Value, record};
/// let key = "sigma";
/// let data = record! { "name": "coins", key: 2, "nested": record! { "list": vec![1.5, 2.5] } };
/// assert_eq!(data.get("sigma"), Some(&Value::Integer(2)));
/// ```
#[macro_export]
macro_rules! record {
    () => { $crate::Record::new() };
    ($($name:tt : $value:expr),+ $(,)?) => {{
        let mut record = $crate::Record::new();
        $(record.insert($name, $value);)+
        record
    }};
}
