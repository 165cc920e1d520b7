//! Values to and from the arena of `types.value`.
//!
//! The form was measured against the one of the first design (an index for each child, a
//! string for each text): here nodes are flat and need no allocation of their own, texts
//! are one string, children are implied by depth-first order, so no index can be wrong
//! and no cycle can be written. See ARCHITECTURE.md for the figures.
//!
//! Invariants: [`decode`] never panics, whatever a plugin sends; it takes every handle
//! out of the sender's table, also when it fails, so nothing leaks.

use crate::bindings::imjoy::plugin::types as wit;
use crate::buffer::Buffer;
use crate::error::CallError;
use crate::value::{DataType, ErrorValue, File, NdArray, Record, Value};
use bytes::Bytes;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use wasmtime::component::ResourceTable;

/// Levels of lists and records within each other at most.
pub(crate) const MAX_DEPTH: usize = 64;

/// Nodes of one value at most; a node takes several times its size on the host.
const MAX_NODES: usize = 4_000_000;

/// Bytes up to this length are written into the value itself; longer ones travel as a
/// handle to a host buffer, without a copy.
pub(crate) const INLINE_BYTES: usize = 4 * 1024;

/// Reads the arguments of a call.
pub(crate) fn decode_all(
    values: Vec<wit::Value>,
    table: &mut ResourceTable,
) -> wasmtime::Result<Result<Vec<Value>, CallError>> {
    let mut decoded = Ok(Vec::with_capacity(values.len()));
    for value in values {
        // All are read, so that the handles of all are taken out of the table.
        let value = decode(value, table)?;
        decoded = match (decoded, value) {
            (Ok(mut values), Ok(value)) => {
                values.push(value);
                Ok(values)
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
    }
    Ok(decoded)
}

/// Reads a value that a plugin has sent. The outer error traps: a handle that is not the
/// plugin's. The inner one is [`CallError::Invalid`] for a malformed value.
pub(crate) fn decode(value: wit::Value, table: &mut ResourceTable) -> wasmtime::Result<Result<Value, CallError>> {
    let mut attachments = Vec::with_capacity(value.attachments.len());
    let mut malformed = None;
    for attachment in value.attachments {
        match decode_attachment(attachment, table)? {
            Ok(value) => attachments.push(value),
            Err(reason) => malformed = Some(reason),
        }
    }
    if let Some(reason) = malformed {
        return Ok(Err(invalid(&reason)));
    }
    if value.nodes.len() > MAX_NODES {
        return Ok(Err(CallError::Limit(format!(
            "a value has {} nodes; at most {MAX_NODES} can be passed at once",
            value.nodes.len()
        ))));
    }
    if let Err(reason) = check_shapes(&value.keys, &value.shapes) {
        return Ok(Err(invalid(&reason)));
    }
    // Shared by all records, so that a long name cannot be multiplied.
    let keys: Vec<Arc<str>> = value.keys.into_iter().map(Arc::from).collect();
    let mut reader = Reader {
        nodes: value.nodes.into_iter(),
        text: &value.text,
        keys: &keys,
        shapes: &value.shapes,
        attachments: attachments.into_iter(),
    };
    Ok(reader.whole().map_err(|reason| invalid(&reason)))
}

/// Checks that every name comes once and that each shape names fields that there are,
/// each once.
fn check_shapes(keys: &[String], shapes: &[Vec<u32>]) -> Result<(), String> {
    let mut names = HashSet::with_capacity(keys.len());
    if let Some(twice) = keys.iter().find(|key| !names.insert(key.as_str())) {
        return Err(format!("the key {twice:.40} is given twice"));
    }
    let mut fields = HashSet::new();
    for shape in shapes {
        fields.clear();
        for key in shape {
            if *key as usize >= keys.len() {
                return Err(format!("there is no key {key}"));
            }
            if !fields.insert(*key) {
                return Err("a record names a field twice".to_owned());
            }
        }
    }
    Ok(())
}

fn invalid(reason: &str) -> CallError {
    CallError::Invalid(format!("a value is malformed: {reason}"))
}

struct Reader<'a> {
    nodes: std::vec::IntoIter<wit::Node>,
    text: &'a str,
    keys: &'a [Arc<str>],
    shapes: &'a [Vec<u32>],
    attachments: std::vec::IntoIter<Value>,
}

impl Reader<'_> {
    fn whole(&mut self) -> Result<Value, String> {
        let value = self.value(MAX_DEPTH)?;
        if self.nodes.len() > 0 {
            return Err(format!("{} nodes too many", self.nodes.len()));
        }
        if !self.text.is_empty() {
            return Err(format!("{} bytes of text too many", self.text.len()));
        }
        if self.attachments.len() > 0 {
            return Err(format!("{} attachments too many", self.attachments.len()));
        }
        Ok(value)
    }

    fn value(&mut self, depth: usize) -> Result<Value, String> {
        let node = self.nodes.next().ok_or("too few nodes")?;
        Ok(match node {
            wit::Node::Absent => Value::Absent,
            wit::Node::Null => Value::Null,
            wit::Node::Boolean(value) => Value::Boolean(value),
            wit::Node::Integer(number) => Value::Integer(number),
            wit::Node::Float(number) => Value::Float(number),
            wit::Node::Date(milliseconds) => Value::Date(milliseconds),
            wit::Node::Text(length) => Value::Text(self.take_text(length)?),
            wit::Node::List(count) => Value::List(self.values(count, depth)?),
            wit::Node::Set(count) => Value::Set(self.values(count, depth)?),
            wit::Node::Pairs(count) => {
                let depth = below(depth)?;
                let mut pairs = Vec::with_capacity(self.capacity(count as usize));
                for _ in 0..count {
                    pairs.push((self.value(depth)?, self.value(depth)?));
                }
                Value::Pairs(pairs)
            }
            wit::Node::Record(shape) => Value::Record(self.record(shape, depth)?),
            wit::Node::Attached => self.attachments.next().ok_or("too few attachments")?,
        })
    }

    fn values(&mut self, count: u32, depth: usize) -> Result<Vec<Value>, String> {
        let depth = below(depth)?;
        let mut values = Vec::with_capacity(self.capacity(count as usize));
        for _ in 0..count {
            values.push(self.value(depth)?);
        }
        Ok(values)
    }

    fn record(&mut self, shape: u32, depth: usize) -> Result<Record, String> {
        let depth = below(depth)?;
        let shapes = self.shapes;
        let keys = self.keys;
        let shape = shapes.get(shape as usize).ok_or_else(|| format!("there is no shape {shape}"))?;
        let mut fields: Vec<(Arc<str>, Value)> = Vec::with_capacity(self.capacity(shape.len()));
        for key in shape {
            let name = keys.get(*key as usize).ok_or_else(|| format!("there is no key {key}"))?;
            fields.push((name.clone(), self.value(depth)?));
        }
        Ok(Record::from_distinct_fields(fields))
    }

    fn take_text(&mut self, length: u32) -> Result<String, String> {
        let (taken, rest) = self
            .text
            .split_at_checked(length as usize)
            .ok_or("a text is longer than the text given, or cut within a character")?;
        self.text = rest;
        Ok(taken.to_owned())
    }

    /// A capacity that a plugin cannot inflate: no container has more members than there
    /// are nodes left, and nested ones do not reserve them again and again.
    fn capacity(&self, count: usize) -> usize {
        count.min(self.nodes.len()).min(4096)
    }
}

fn below(depth: usize) -> Result<usize, String> {
    depth.checked_sub(1).ok_or_else(|| format!("it is nested deeper than {MAX_DEPTH} levels"))
}

fn decode_attachment(
    attachment: wit::Attachment,
    table: &mut ResourceTable,
) -> wasmtime::Result<Result<Value, String>> {
    Ok(Ok(match attachment {
        wit::Attachment::Integers(numbers) => Value::Integers(numbers.into()),
        wit::Attachment::Floats(numbers) => Value::Floats(numbers.into()),
        wit::Attachment::Bytes(binary) => Value::Bytes(decode_binary(binary, table)?),
        wit::Attachment::Ndarray(array) => {
            let data = decode_binary(array.data, table)?;
            match NdArray::new(array.dtype.into(), array.shape, data) {
                Ok(array) => Value::NdArray(array),
                Err(error) => return Ok(Err(error.to_string())),
            }
        }
        wit::Attachment::File(file) => Value::File(decode_file(file, table)?),
        wit::Attachment::Error(error) => Value::Error(ErrorValue { name: error.name, message: error.message }),
        wit::Attachment::Function(function) => Value::Function(table.delete(function)?),
        wit::Attachment::Plugin(plugin) => Value::Plugin(table.delete(plugin)?),
        wit::Attachment::Window(window) => Value::Window(table.delete(window)?),
    }))
}

/// Reads a file.
pub(crate) fn decode_file(file: wit::File, table: &mut ResourceTable) -> wasmtime::Result<File> {
    Ok(File { name: file.name, mime_type: file.mime_type, data: decode_binary(file.data, table)? })
}

/// Reads bytes.
pub(crate) fn decode_binary(binary: wit::Binary, table: &mut ResourceTable) -> wasmtime::Result<Bytes> {
    Ok(match binary {
        wit::Binary::Inline(bytes) => Bytes::from(bytes),
        wit::Binary::Shared(buffer) => table.delete(buffer)?.0,
    })
}

/// Writes values for a plugin, as the arguments of a call.
pub(crate) fn encode_all(values: Vec<Value>, table: &mut ResourceTable) -> Result<Vec<wit::Value>, CallError> {
    let mut encoded = Vec::with_capacity(values.len());
    for value in values {
        match encode(value, table) {
            Ok(value) => encoded.push(value),
            Err(error) => {
                encoded.into_iter().for_each(|value: wit::Value| discard(value.attachments, table));
                return Err(error);
            }
        }
    }
    Ok(encoded)
}

/// Takes handles that will not be sent out of the receiver's table again.
fn discard(attachments: Vec<wit::Attachment>, table: &mut ResourceTable) {
    for attachment in attachments {
        // They were put there a moment ago, so taking them out cannot fail.
        let _ = decode_attachment(attachment, table);
    }
}

/// Writes a value for a plugin. Handles go into the receiver's table. Fails with
/// [`CallError::Limit`] when that is full, and [`CallError::Invalid`] for a value too
/// deep to have come from a plugin.
pub(crate) fn encode(value: Value, table: &mut ResourceTable) -> Result<wit::Value, CallError> {
    let mut writer = Writer {
        nodes: Vec::new(),
        text: String::new(),
        keys: Vec::new(),
        key_indices: HashMap::new(),
        shapes: Vec::new(),
        shape_indices: HashMap::new(),
        attachments: Vec::new(),
        table,
    };
    if let Err(error) = writer.value(value, MAX_DEPTH) {
        let Writer { attachments, table, .. } = writer;
        discard(attachments, table);
        return Err(error);
    }
    Ok(wit::Value {
        nodes: writer.nodes,
        text: writer.text,
        keys: writer.keys,
        shapes: writer.shapes,
        attachments: writer.attachments,
    })
}

struct Writer<'a> {
    nodes: Vec<wit::Node>,
    text: String,
    keys: Vec<String>,
    key_indices: HashMap<Arc<str>, u32>,
    shapes: Vec<Vec<u32>>,
    shape_indices: HashMap<Vec<u32>, u32>,
    attachments: Vec<wit::Attachment>,
    table: &'a mut ResourceTable,
}

impl Writer<'_> {
    fn value(&mut self, value: Value, depth: usize) -> Result<(), CallError> {
        match value {
            Value::Absent => self.nodes.push(wit::Node::Absent),
            Value::Null => self.nodes.push(wit::Node::Null),
            Value::Boolean(value) => self.nodes.push(wit::Node::Boolean(value)),
            Value::Integer(number) => self.nodes.push(wit::Node::Integer(number)),
            Value::Float(number) => self.nodes.push(wit::Node::Float(number)),
            Value::Date(milliseconds) => self.nodes.push(wit::Node::Date(milliseconds)),
            Value::Text(text) => {
                self.nodes.push(wit::Node::Text(count(text.len())?));
                self.text.push_str(&text);
            }
            Value::List(values) => {
                self.nodes.push(wit::Node::List(count(values.len())?));
                self.values(values, depth)?;
            }
            Value::Set(values) => {
                self.nodes.push(wit::Node::Set(count(values.len())?));
                self.values(values, depth)?;
            }
            Value::Pairs(pairs) => {
                self.nodes.push(wit::Node::Pairs(count(pairs.len())?));
                self.values(pairs.into_iter().flat_map(|(key, value)| [key, value]), depth)?;
            }
            Value::Record(record) => {
                let mut shape = Vec::with_capacity(record.len());
                let mut values = Vec::with_capacity(record.len());
                for (name, value) in record {
                    shape.push(self.key(name)?);
                    values.push(value);
                }
                let shape = self.shape(shape)?;
                self.nodes.push(wit::Node::Record(shape));
                self.values(values, depth)?;
            }
            Value::Integers(numbers) => self.attach(wit::Attachment::Integers(numbers.to_vec())),
            Value::Floats(numbers) => self.attach(wit::Attachment::Floats(numbers.to_vec())),
            Value::Bytes(bytes) => {
                let binary = self.binary(bytes)?;
                self.attach(wit::Attachment::Bytes(binary));
            }
            Value::NdArray(array) => {
                let array = wit::Ndarray {
                    dtype: array.data_type().into(),
                    shape: array.shape().to_vec(),
                    data: self.binary(array.data().clone())?,
                };
                self.attach(wit::Attachment::Ndarray(array));
            }
            Value::File(file) => {
                let file = wit::File { name: file.name, mime_type: file.mime_type, data: self.binary(file.data)? };
                self.attach(wit::Attachment::File(file));
            }
            Value::Error(ErrorValue { name, message }) => {
                self.attach(wit::Attachment::Error(wit::ErrorValue { name, message }));
            }
            Value::Function(function) => {
                let function = self.table.push(function).map_err(table_full)?;
                self.attach(wit::Attachment::Function(function));
            }
            Value::Plugin(plugin) => {
                let plugin = self.table.push(plugin).map_err(table_full)?;
                self.attach(wit::Attachment::Plugin(plugin));
            }
            Value::Window(window) => {
                let window = self.table.push(window).map_err(table_full)?;
                self.attach(wit::Attachment::Window(window));
            }
        }
        Ok(())
    }

    fn values(&mut self, values: impl IntoIterator<Item = Value>, depth: usize) -> Result<(), CallError> {
        let depth = below(depth).map_err(|reason| invalid(&reason))?;
        values.into_iter().try_for_each(|value| self.value(value, depth))
    }

    fn attach(&mut self, attachment: wit::Attachment) {
        self.nodes.push(wit::Node::Attached);
        self.attachments.push(attachment);
    }

    fn binary(&mut self, bytes: Bytes) -> Result<wit::Binary, CallError> {
        if bytes.len() <= INLINE_BYTES {
            return Ok(wit::Binary::Inline(bytes.to_vec()));
        }
        Ok(wit::Binary::Shared(self.table.push(Buffer(bytes)).map_err(table_full)?))
    }

    fn key(&mut self, name: Arc<str>) -> Result<u32, CallError> {
        if let Some(index) = self.key_indices.get(&name) {
            return Ok(*index);
        }
        let index = count(self.keys.len())?;
        self.keys.push(name.to_string());
        self.key_indices.insert(name, index);
        Ok(index)
    }

    fn shape(&mut self, shape: Vec<u32>) -> Result<u32, CallError> {
        if let Some(index) = self.shape_indices.get(&shape) {
            return Ok(*index);
        }
        let index = count(self.shapes.len())?;
        self.shapes.push(shape.clone());
        self.shape_indices.insert(shape, index);
        Ok(index)
    }
}

fn count(length: usize) -> Result<u32, CallError> {
    u32::try_from(length)
        .map_err(|_| CallError::Limit("a value has more than 4 294 967 295 members or bytes of text".to_owned()))
}

/// The error of a full table.
pub(crate) fn table_full(_: wasmtime::component::ResourceTableError) -> CallError {
    CallError::Limit("the receiver holds too many functions, buffers and windows".to_owned())
}

impl From<CallError> for wit::Error {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Cancelled(text) => wit::Error::Cancelled(text),
            CallError::NotFound(text) => wit::Error::NotFound(text),
            CallError::Denied(text) => wit::Error::Denied(text),
            CallError::Invalid(text) => wit::Error::Invalid(text),
            CallError::Terminated(text) => wit::Error::Terminated(text),
            CallError::Limit(text) => wit::Error::Limit(text),
            CallError::Unavailable(text) => wit::Error::Unavailable(text),
            CallError::Failed(text) => wit::Error::Failed(text),
        }
    }
}

impl From<wit::Error> for CallError {
    fn from(error: wit::Error) -> Self {
        match error {
            wit::Error::Cancelled(text) => CallError::Cancelled(text),
            wit::Error::NotFound(text) => CallError::NotFound(text),
            wit::Error::Denied(text) => CallError::Denied(text),
            wit::Error::Invalid(text) => CallError::Invalid(text),
            wit::Error::Terminated(text) => CallError::Terminated(text),
            wit::Error::Limit(text) => CallError::Limit(text),
            wit::Error::Unavailable(text) => CallError::Unavailable(text),
            wit::Error::Failed(text) => CallError::Failed(text),
        }
    }
}

macro_rules! data_types {
    ($($name:ident),*) => {
        impl From<wit::Dtype> for DataType {
            fn from(dtype: wit::Dtype) -> Self {
                match dtype { $(wit::Dtype::$name => DataType::$name),* }
            }
        }
        impl From<DataType> for wit::Dtype {
            fn from(data_type: DataType) -> Self {
                match data_type { $(DataType::$name => wit::Dtype::$name),* }
            }
        }
    };
}
data_types!(
    Boolean, Int8, Int16, Int32, Int64, Uint8, Uint16, Uint32, Uint64, Float16, Float32, Float64, Complex64, Complex128
);

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(value: Value) {
        let mut table = ResourceTable::new();
        let encoded = encode(value.clone(), &mut table).unwrap();
        assert_eq!(decode(encoded, &mut table).unwrap().unwrap(), value);
        assert!(table.is_empty());
    }

    #[test]
    fn values_survive() {
        let array = NdArray::new(DataType::Uint16, vec![2, 4000], vec![7u8; 16_000].into()).unwrap();
        round_trip(Value::Record(
            Record::new()
                .with("z", Value::Absent)
                .with("a", Value::Null)
                .with("three", Value::Integer(3))
                .with("three point zero", Value::Float(3.0))
                .with("text", "grüße")
                .with("list", Value::List(vec![true.into(), "".into(), Value::List(vec![])]))
                .with("integers", Value::Integers([1, i64::MIN].into()))
                .with("floats", Value::Floats([0.5, f64::INFINITY].into()))
                .with("pairs", Value::Pairs(vec![(1i64.into(), "one".into()), (Value::Null, 2.5.into())]))
                .with("set", Value::Set(vec!["a".into()]))
                .with("date", Value::Date(1e12))
                .with("small", Value::Bytes(vec![1, 2, 3].into()))
                .with("big", Value::Bytes(vec![9; INLINE_BYTES + 1].into()))
                .with("array", array)
                .with("file", Value::File(File { name: None, mime_type: "text/plain".into(), data: vec![1].into() }))
                .with("error", Value::Error(ErrorValue { name: "TypeError".into(), message: "boom".into() })),
        ));
        let mut deep = Value::Null;
        for _ in 0..MAX_DEPTH {
            deep = Value::List(vec![deep]);
        }
        round_trip(deep.clone());
        assert!(matches!(encode(Value::List(vec![deep]), &mut ResourceTable::new()), Err(CallError::Invalid(_))));
    }

    #[test]
    fn repeated_records_share_their_names() {
        let records =
            (0..200i64).map(|index| Value::Record(Record::new().with("label", index).with("area", 0.5))).collect();
        let encoded = encode(Value::List(records), &mut ResourceTable::new()).unwrap();
        assert_eq!((encoded.keys.len(), encoded.shapes.len(), encoded.nodes.len()), (2, 1, 601));
    }

    #[test]
    fn malformed_values_are_errors() {
        use wit::Node::*;
        let value = |nodes: Vec<wit::Node>, text: &str, shapes: Vec<Vec<u32>>| wit::Value {
            nodes,
            text: text.into(),
            keys: vec!["a".into()],
            shapes,
            attachments: vec![],
        };
        let mut deep = vec![List(1); 100];
        deep.push(Null);
        for (malformed, reason) in [
            (value(vec![], "", vec![]), "too few nodes"),
            (value(vec![Null, Null], "", vec![]), "1 nodes too many"),
            (value(vec![List(2), Null], "", vec![]), "too few nodes"),
            (value(vec![List(u32::MAX)], "", vec![]), "too few nodes"),
            (value(vec![Text(2)], "a", vec![]), "a text is longer"),
            (value(vec![Text(1)], "ü", vec![]), "cut within a character"),
            (value(vec![Null], "left", vec![]), "4 bytes of text too many"),
            (value(vec![Record(1)], "", vec![vec![0]]), "there is no shape 1"),
            (value(vec![Record(0), Null], "", vec![vec![9]]), "there is no key 9"),
            (value(vec![Record(0), Null, Null], "", vec![vec![0, 0]]), "a field twice"),
            (
                wit::Value {
                    keys: vec!["a".into(), "a".into()],
                    ..value(vec![Record(0), Null, Null], "", vec![vec![0, 1]])
                },
                "is given twice",
            ),
            (value(vec![Record(0); 70], "", vec![vec![0]]), "deeper than 64"),
            (value(deep, "", vec![]), "deeper than 64"),
            (value(vec![Attached], "", vec![]), "too few attachments"),
        ] {
            match decode(malformed, &mut ResourceTable::new()).unwrap() {
                Err(CallError::Invalid(text)) => assert!(text.contains(reason), "{text}"),
                other => panic!("{reason}: {other:?}"),
            }
        }
    }

    #[test]
    fn handles_that_do_not_fit_are_not_left_behind() {
        let mut table = ResourceTable::new();
        table.set_max_capacity(3);
        let buffers = |count: usize| Value::List(vec![Value::Bytes(vec![0; INLINE_BYTES + 1].into()); count]);
        assert!(matches!(encode(buffers(4), &mut table), Err(CallError::Limit(_))));
        assert!(table.is_empty());
        assert!(matches!(encode_all(vec![buffers(2), buffers(2)], &mut table), Err(CallError::Limit(_))));
        assert!(table.is_empty());
    }

    #[test]
    fn handles_of_a_malformed_value_are_freed() {
        let mut table = ResourceTable::new();
        let buffer = || wit::Binary::Inline(vec![0; 3]);
        let shared = wit::Binary::Shared(table.push(Buffer(vec![1; 10].into())).unwrap());
        let array = |data| wit::Attachment::Ndarray(wit::Ndarray { dtype: wit::Dtype::Uint16, shape: vec![2], data });
        let value = wit::Value {
            nodes: vec![wit::Node::List(2), wit::Node::Attached, wit::Node::Attached],
            text: String::new(),
            keys: vec![],
            shapes: vec![],
            attachments: vec![array(buffer()), array(shared)],
        };
        assert!(matches!(decode(value, &mut table).unwrap(), Err(CallError::Invalid(_))));
        assert!(table.is_empty());
    }
}
