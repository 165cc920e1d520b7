//! The arena of the WIT into a value.
//!
//! Nothing about the arena is trusted: what does not fit together is [`Error::Invalid`],
//! never a panic, and no count in it makes us allocate more than what is really there.

use std::rc::Rc;

use super::{DEPTH_LIMIT, Date, ErrorValue, Record, Shape, Value};
use crate::bindings::wire::{self, Attachment, Node};
use crate::{AnyNdArray, Bytes, Error, File, Function, Plugin, Window};

/// Decodes one value.
pub(crate) fn decode(arena: wire::Value) -> Result<Value, Error> {
    let shapes = shapes(&arena)?;
    let mut decoder = Decoder {
        nodes: arena.nodes.iter(),
        text: &arena.text,
        shapes: &shapes,
        attachments: arena.attachments.into_iter(),
    };
    let value = decoder.value(1)?;
    if decoder.nodes.len() > 0 || !decoder.text.is_empty() || decoder.attachments.len() > 0 {
        return Err(malformed("it has more nodes, text or attachments than its first node holds"));
    }
    Ok(value)
}

/// Decodes the arguments of a call.
pub(crate) fn decode_all(arenas: Vec<wire::Value>) -> Result<Vec<Value>, Error> {
    arenas.into_iter().map(decode).collect()
}

fn malformed(reason: &str) -> Error {
    Error::invalid(format!("malformed value: {reason}"))
}

fn shapes(arena: &wire::Value) -> Result<Vec<Rc<Shape>>, Error> {
    let keys: Vec<Rc<str>> = arena.keys.iter().map(|key| Rc::from(key.as_str())).collect();
    // `seen[k]` is the last shape that had key k: finds a repeated name in one pass.
    let mut seen = vec![usize::MAX; keys.len()];
    let mut shapes = Vec::with_capacity(arena.shapes.len());
    for (number, indices) in arena.shapes.iter().enumerate() {
        let mut shape = Shape::with_capacity(indices.len());
        for index in indices {
            let index = usize::try_from(*index).map_err(|_| malformed("unknown key"))?;
            let (Some(key), Some(last)) = (keys.get(index), seen.get_mut(index)) else {
                return Err(malformed("unknown key"));
            };
            if *last == number {
                return Err(malformed("a record has the same name twice"));
            }
            *last = number;
            shape.push(Rc::clone(key));
        }
        shapes.push(Rc::new(shape));
    }
    Ok(shapes)
}

struct Decoder<'a> {
    nodes: std::slice::Iter<'a, Node>,
    /// What is left of the text.
    text: &'a str,
    shapes: &'a [Rc<Shape>],
    attachments: std::vec::IntoIter<Attachment>,
}

impl Decoder<'_> {
    fn value(&mut self, depth: usize) -> Result<Value, Error> {
        if depth > DEPTH_LIMIT {
            return Err(malformed("it has more than 64 levels"));
        }
        let node = self.nodes.next().ok_or_else(|| malformed("it has too few nodes"))?;
        Ok(match *node {
            Node::Absent => Value::Absent,
            Node::Null => Value::Null,
            Node::Boolean(value) => Value::Boolean(value),
            Node::Integer(value) => Value::Integer(value),
            Node::Float(value) => Value::Float(value),
            Node::Date(milliseconds) => Value::Date(Date(milliseconds)),
            Node::Text(length) => Value::Text(self.text(length)?),
            Node::List(length) => Value::List(self.members(length, depth)?),
            Node::Set(length) => Value::Set(self.members(length, depth)?),
            Node::Record(index) => {
                let shape = usize::try_from(index).ok().and_then(|index| self.shapes.get(index));
                let shape = Rc::clone(shape.ok_or_else(|| malformed("unknown shape"))?);
                let length = u32::try_from(shape.len()).map_err(|_| malformed("a record has too many fields"))?;
                Value::Record(Record::from_shape(shape, self.members(length, depth)?))
            }
            Node::Pairs(length) => {
                let mut pairs = Vec::with_capacity(self.capacity(length));
                for _ in 0..length {
                    pairs.push((self.value(depth + 1)?, self.value(depth + 1)?));
                }
                Value::Pairs(pairs)
            }
            Node::Attached => {
                let attachment = self.attachments.next().ok_or_else(|| malformed("it has too few attachments"))?;
                attached(attachment)?
            }
        })
    }

    fn members(&mut self, length: u32, depth: usize) -> Result<Vec<Value>, Error> {
        let mut values = Vec::with_capacity(self.capacity(length));
        for _ in 0..length {
            values.push(self.value(depth + 1)?);
        }
        Ok(values)
    }

    /// Room for `length` members, never more than there are nodes left.
    fn capacity(&self, length: u32) -> usize {
        usize::try_from(length).unwrap_or(usize::MAX).min(self.nodes.len())
    }

    fn text(&mut self, length: u32) -> Result<String, Error> {
        let length = usize::try_from(length).map_err(|_| malformed("it has too little text"))?;
        let (text, rest) = self
            .text
            .split_at_checked(length)
            .ok_or_else(|| malformed("it has too little text, or a text is cut within a character"))?;
        self.text = rest;
        Ok(text.to_owned())
    }
}

fn attached(attachment: Attachment) -> Result<Value, Error> {
    Ok(match attachment {
        Attachment::Integers(numbers) => Value::List(numbers.into_iter().map(Value::Integer).collect()),
        Attachment::Floats(numbers) => Value::List(numbers.into_iter().map(Value::Float).collect()),
        Attachment::Bytes(binary) => Value::Bytes(Bytes::from_wire(binary)),
        Attachment::Ndarray(array) => Value::NdArray(AnyNdArray::from_wire(array)?),
        Attachment::File(file) => Value::File(File::from_wire(file)),
        Attachment::Error(error) => Value::Error(Box::new(ErrorValue { name: error.name, message: error.message })),
        Attachment::Function(function) => Value::Function(Function::from_wire(function)),
        Attachment::Plugin(plugin) => Value::Plugin(Plugin::from_wire(plugin)),
        Attachment::Window(window) => Value::Window(Window::from_wire(window)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::encode;
    use super::*;
    use crate::{NdArray, list, record};

    fn round_trip(value: Value) {
        assert_eq!(decode(encode(value.clone()).unwrap()).unwrap(), value);
    }

    #[test]
    fn every_kind_without_a_handle_comes_back() {
        round_trip(Value::Absent);
        round_trip(list![(), true, -3, 3, 3.0, f64::INFINITY, "", "äöü", "x"]);
        round_trip(record! { "b": 1, "a": record! { "b": 2 }, "": list![] }.into());
        round_trip(Value::Pairs(vec![(Value::Integer(1), "one".into()), (list![2], ().into())]));
        round_trip(Value::Set(vec![1.into(), 2.into()]));
        round_trip(Date(1.5).into());
        round_trip(ErrorValue { name: "TypeError".into(), message: "no".into() }.into());
        round_trip(Bytes::from(vec![1, 2, 3]).into());
        round_trip(NdArray::from_vec([2, 3], vec![1.0f32; 6]).unwrap().into());
        round_trip(crate::File::new("a.txt", "text/plain", vec![1, 2]).into());
        round_trip((0..100).collect());
        round_trip((0..100).map(|x| f64::from(x) / 2.0).collect());
    }

    #[test]
    fn decoded_records_share_their_names() {
        let rows: Value = (0..3).map(|x| Value::from(record! { "x": x })).collect();
        let Value::List(rows) = decode(encode(rows).unwrap()).unwrap() else { panic!("not a list") };
        let shapes: Vec<_> = rows
            .into_iter()
            .map(|row| match row {
                Value::Record(record) => record.into_parts().0,
                other => panic!("{other:?}"),
            })
            .collect();
        assert!(Rc::ptr_eq(&shapes[0], &shapes[2]));
    }

    fn arena(nodes: Vec<Node>) -> wire::Value {
        wire::Value {
            nodes,
            text: "ä".into(),
            keys: vec!["a".into()],
            shapes: vec![vec![0]],
            attachments: vec![Attachment::Integers(vec![1])],
        }
    }

    #[test]
    fn malformed_arenas_are_refused() {
        let good = || vec![Node::List(3), Node::Text(2), Node::Attached, Node::Record(0), Node::Null];
        assert!(decode(arena(good())).is_ok());
        let cases: Vec<(&str, Vec<Node>)> = vec![
            ("no node", vec![]),
            ("too few nodes", vec![Node::List(u32::MAX)]),
            ("too few pairs", vec![Node::Pairs(u32::MAX)]),
            ("too many nodes", [good(), vec![Node::Null]].concat()),
            ("text left over", vec![Node::List(2), Node::Attached, Node::Null]),
            ("text cut", vec![Node::List(2), Node::Text(1), Node::Attached]),
            ("too much text", vec![Node::List(2), Node::Text(3), Node::Attached]),
            ("unknown shape", vec![Node::List(3), Node::Text(2), Node::Attached, Node::Record(1), Node::Null]),
            ("too few attachments", vec![Node::List(3), Node::Text(2), Node::Attached, Node::Attached]),
            ("attachment left over", vec![Node::Text(2)]),
            ("too deep", vec![Node::List(1); 70]),
        ];
        for (name, nodes) in cases {
            assert!(matches!(decode(arena(nodes)), Err(Error::Invalid(_))), "{name}");
        }
        let mut unknown_key = arena(good());
        unknown_key.shapes = vec![vec![1]];
        assert!(decode(unknown_key).is_err());
        let mut twice =
            arena(vec![Node::List(3), Node::Text(2), Node::Attached, Node::Record(0), Node::Null, Node::Null]);
        twice.shapes = vec![vec![0, 0]];
        assert!(decode(twice).is_err());
    }
}
