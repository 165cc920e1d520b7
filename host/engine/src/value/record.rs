//! Records: named fields that keep their order.

use super::Value;
use std::sync::Arc;

/// Named fields in the order in which they were set.
///
/// Records of plugins are small, so fields are found by a scan; a field set twice keeps
/// its first place and its last value, as in JavaScript. Names are shared, so that many
/// records of one kind hold each name once.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Record {
    fields: Vec<(Arc<str>, Value)>,
}

impl Record {
    /// A record without fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// A record of `fields`, of which the caller knows that no name comes twice.
    pub(crate) fn from_distinct_fields(fields: Vec<(Arc<str>, Value)>) -> Self {
        Self { fields }
    }

    /// The field of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(field, _)| **field == *name).map(|(_, value)| value)
    }

    /// Sets a field, replacing an earlier value of it.
    pub fn set(&mut self, name: impl Into<Arc<str>>, value: impl Into<Value>) {
        let name = name.into();
        let value = value.into();
        match self.fields.iter_mut().find(|(field, _)| *field == name) {
            Some((_, existing)) => *existing = value,
            None => self.fields.push((name, value)),
        }
    }

    /// [`set`](Self::set) that gives the record back, to write records in one expression.
    pub fn with(mut self, name: impl Into<Arc<str>>, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    /// Removes a field and gives its value.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let index = self.fields.iter().position(|(field, _)| **field == *name)?;
        Some(self.fields.remove(index).1)
    }

    /// Sets every field of `other` in this record.
    pub fn merge(&mut self, other: Record) {
        for (name, value) in other.fields {
            self.set(name, value);
        }
    }

    /// The fields in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.fields.iter().map(|(name, value)| (&**name, value))
    }

    /// Number of fields.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there is no field.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

impl IntoIterator for Record {
    type Item = (Arc<str>, Value);
    type IntoIter = std::vec::IntoIter<(Arc<str>, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.fields.into_iter()
    }
}

impl<N: Into<Arc<str>>, V: Into<Value>> FromIterator<(N, V)> for Record {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(fields: I) -> Self {
        let mut record = Record::new();
        for (name, value) in fields {
            record.set(name, value);
        }
        record
    }
}
