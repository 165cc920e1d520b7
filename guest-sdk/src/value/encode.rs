//! A value into the arena of the WIT.
//!
//! One pass over the tree; besides the arena's own lists nothing is allocated per node.
//! Names and shapes of records are kept once each: first compared by address (records of
//! one origin share their shape), then by contents. Lists of at least eight numbers of one
//! kind travel in bulk. Handles are moved out of the value when nobody else holds them,
//! else the host is asked for a further one.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{DEPTH_LIMIT, Shape, Value};
use crate::Error;
use crate::bindings::wire::{self, Attachment, Node};

/// From this length on a list of numbers of one kind is written in bulk.
const BULK_FROM: usize = 8;

/// Encodes one value.
pub(crate) fn encode(value: Value) -> Result<wire::Value, Error> {
    let mut encoder = Encoder::default();
    encoder.value(value, 1)?;
    Ok(encoder.arena)
}

/// Encodes the arguments of a call.
pub(crate) fn encode_all(values: Vec<Value>) -> Result<Vec<wire::Value>, Error> {
    values.into_iter().map(encode).collect()
}

struct Encoder {
    arena: wire::Value,
    /// The shape met last, with its index.
    last: Option<(Rc<Shape>, u32)>,
    shapes: BTreeMap<Rc<Shape>, u32>,
    keys: BTreeMap<Rc<str>, u32>,
}

impl Default for Encoder {
    fn default() -> Self {
        Encoder {
            arena: wire::Value {
                nodes: Vec::new(),
                text: String::new(),
                keys: Vec::new(),
                shapes: Vec::new(),
                attachments: Vec::new(),
            },
            last: None,
            shapes: BTreeMap::new(),
            keys: BTreeMap::new(),
        }
    }
}

impl Encoder {
    fn value(&mut self, value: Value, depth: usize) -> Result<(), Error> {
        if depth > DEPTH_LIMIT {
            return Err(Error::invalid(format!("a value has more than {DEPTH_LIMIT} levels")));
        }
        match value {
            Value::Absent => self.node(Node::Absent),
            Value::Null => self.node(Node::Null),
            Value::Boolean(value) => self.node(Node::Boolean(value)),
            Value::Integer(value) => self.node(Node::Integer(value)),
            Value::Float(value) => self.node(Node::Float(value)),
            Value::Date(date) => self.node(Node::Date(date.0)),
            Value::Text(text) => {
                let length = count(text.len(), "a text")?;
                if self.arena.text.is_empty() {
                    self.arena.text = text;
                } else {
                    self.arena.text.push_str(&text);
                }
                self.node(Node::Text(length));
            }
            Value::List(values) => self.list(values, depth)?,
            Value::Set(values) => {
                self.node(Node::Set(count(values.len(), "a set")?));
                self.members(values, depth)?;
            }
            Value::Record(record) => {
                let (shape, values) = record.into_parts();
                let index = self.shape(shape)?;
                self.node(Node::Record(index));
                self.members(values, depth)?;
            }
            Value::Pairs(pairs) => {
                self.node(Node::Pairs(count(pairs.len(), "a map")?));
                for (key, value) in pairs {
                    self.value(key, depth + 1)?;
                    self.value(value, depth + 1)?;
                }
            }
            Value::Bytes(bytes) => self.attach(Attachment::Bytes(bytes.into_wire()?)),
            Value::NdArray(array) => self.attach(Attachment::Ndarray(array.into_wire()?)),
            Value::File(file) => self.attach(Attachment::File(file.into_wire()?)),
            Value::Error(error) => {
                let crate::ErrorValue { name, message } = *error;
                self.attach(Attachment::Error(wire::ErrorValue { name, message }));
            }
            Value::Function(function) => self.attach(Attachment::Function(function.into_wire()?)),
            Value::Plugin(plugin) => self.attach(Attachment::Plugin(plugin.into_wire())),
            Value::Window(window) => self.attach(Attachment::Window(window.into_wire())),
        }
        Ok(())
    }

    fn node(&mut self, node: Node) {
        self.arena.nodes.push(node);
    }

    fn attach(&mut self, attachment: Attachment) {
        self.arena.attachments.push(attachment);
        self.node(Node::Attached);
    }

    fn members(&mut self, values: Vec<Value>, depth: usize) -> Result<(), Error> {
        self.arena.nodes.reserve(values.len());
        values.into_iter().try_for_each(|value| self.value(value, depth + 1))
    }

    fn list(&mut self, values: Vec<Value>, depth: usize) -> Result<(), Error> {
        if values.len() >= BULK_FROM {
            match values.first() {
                Some(Value::Integer(_)) if values.iter().all(|value| matches!(value, Value::Integer(_))) => {
                    let numbers = values.iter().filter_map(|value| match value {
                        Value::Integer(number) => Some(*number),
                        _ => None,
                    });
                    self.attach(Attachment::Integers(numbers.collect()));
                    return Ok(());
                }
                Some(Value::Float(_)) if values.iter().all(|value| matches!(value, Value::Float(_))) => {
                    let numbers = values.iter().filter_map(|value| match value {
                        Value::Float(number) => Some(*number),
                        _ => None,
                    });
                    self.attach(Attachment::Floats(numbers.collect()));
                    return Ok(());
                }
                _ => {}
            }
        }
        self.node(Node::List(count(values.len(), "a list")?));
        self.members(values, depth)
    }

    fn shape(&mut self, shape: Rc<Shape>) -> Result<u32, Error> {
        if let Some((last, index)) = &self.last
            && (Rc::ptr_eq(last, &shape) || *last == shape)
        {
            return Ok(*index);
        }
        let index = match self.shapes.get(&shape) {
            Some(index) => *index,
            None => {
                let keys = shape.iter().map(|key| self.key(key)).collect::<Result<Vec<_>, _>>()?;
                let index = count(self.arena.shapes.len(), "the shapes of a value")?;
                self.arena.shapes.push(keys);
                self.shapes.insert(Rc::clone(&shape), index);
                index
            }
        };
        self.last = Some((shape, index));
        Ok(index)
    }

    fn key(&mut self, key: &Rc<str>) -> Result<u32, Error> {
        if let Some(index) = self.keys.get(key) {
            return Ok(*index);
        }
        let index = count(self.arena.keys.len(), "the names of a value")?;
        self.arena.keys.push(key.to_string());
        self.keys.insert(Rc::clone(key), index);
        Ok(index)
    }
}

fn count(length: usize, what: &str) -> Result<u32, Error> {
    u32::try_from(length)
        .map_err(|_| Error::limit(format!("{what} has {length} members or bytes, too many for a call")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{list, record};

    /// The example of the WIT's documentation.
    #[test]
    fn the_documented_example() {
        let arena = encode(record! { "a": list![1, "hi"], "b": () }.into()).unwrap();
        assert_eq!(
            format!("{:?}", arena.nodes),
            "[Node::Record(0), Node::List(2), Node::Integer(1), Node::Text(2), Node::Null]"
        );
        assert_eq!(arena.text, "hi");
        assert_eq!(arena.keys, ["a", "b"]);
        assert_eq!(arena.shapes, [[0, 1]]);
        assert!(arena.attachments.is_empty());
    }

    #[test]
    fn records_of_one_shape_share_it_whatever_made_them() {
        let rows: Vec<Value> = (0..10).map(|row| record! { "x": row, "y": 1 }.into()).collect();
        let arena = encode(list![rows, record! { "y": 1, "x": 2 }]).unwrap();
        assert_eq!(arena.keys, ["x", "y"]);
        assert_eq!(arena.shapes, [[0, 1], [1, 0]]);
    }

    #[test]
    fn eight_numbers_of_one_kind_travel_in_bulk() {
        let nodes = |value: Value| encode(value).unwrap().nodes.len();
        assert_eq!(nodes((0..8).collect()), 1);
        assert_eq!(nodes((0..7).collect()), 8);
        assert_eq!(nodes((0..8).map(f64::from).collect()), 1);
        let mut mixed: Vec<Value> = (0..8).map(Value::from).collect();
        mixed.push(Value::Float(1.0));
        assert_eq!(nodes(mixed.into()), 10);
    }

    #[test]
    fn too_deep_is_refused() {
        let nest = |levels: usize| (1..levels).fold(Value::Null, |value, _| Value::List(vec![value]));
        assert!(encode(nest(64)).is_ok());
        assert!(matches!(encode(nest(65)), Err(Error::Invalid(_))));
    }
}
