//! `serde`'s data model into values.

use std::cell::RefCell;
use std::rc::Rc;

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::error::ConversionError;
use super::passing;
use crate::value::Shape;
use crate::{Bytes, Record, Value};

/// How many shapes of records are remembered; beyond, they are merely not shared.
const REMEMBERED_SHAPES: usize = 16;

pub(super) fn to_value<T: Serialize + ?Sized>(data: &T) -> Result<Value, ConversionError> {
    data.serialize(ValueSerializer { shapes: &Shapes::default() })
}

/// The shapes of the structs met, so that all records of one type share their names.
#[derive(Default)]
struct Shapes(RefCell<Vec<Rc<Shape>>>);

impl Shapes {
    fn shared(&self, names: &[&'static str]) -> Rc<Shape> {
        let mut shapes = self.0.borrow_mut();
        let same = |shape: &&Rc<Shape>| {
            shape.len() == names.len() && shape.iter().zip(names).all(|(key, name)| **key == **name)
        };
        if let Some(shape) = shapes.iter().find(same) {
            return Rc::clone(shape);
        }
        let shape: Rc<Shape> = Rc::new(names.iter().map(|name| Rc::from(*name)).collect());
        if shapes.len() < REMEMBERED_SHAPES {
            shapes.push(Rc::clone(&shape));
        }
        shape
    }
}

#[derive(Clone, Copy)]
struct ValueSerializer<'a> {
    shapes: &'a Shapes,
}

macro_rules! simple {
    ($($method:ident $type:ty;)*) => {$(
        fn $method(self, value: $type) -> Result<Value, ConversionError> {
            Ok(value.into())
        }
    )*};
}

impl<'a> Serializer for ValueSerializer<'a> {
    type Ok = Value;
    type Error = ConversionError;
    type SerializeSeq = ListSerializer<'a>;
    type SerializeTuple = ListSerializer<'a>;
    type SerializeTupleStruct = ListSerializer<'a>;
    type SerializeTupleVariant = ListSerializer<'a>;
    type SerializeMap = MapSerializer<'a>;
    type SerializeStruct = StructSerializer<'a>;
    type SerializeStructVariant = StructSerializer<'a>;

    simple! {
        serialize_bool bool;
        serialize_i8 i8;
        serialize_i16 i16;
        serialize_i32 i32;
        serialize_i64 i64;
        serialize_i128 i128;
        serialize_u8 u8;
        serialize_u16 u16;
        serialize_u32 u32;
        serialize_u64 u64;
        serialize_u128 u128;
        serialize_f32 f32;
        serialize_f64 f64;
        serialize_char char;
        serialize_str &str;
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Value, ConversionError> {
        Ok(Value::Bytes(Bytes::from(bytes)))
    }

    fn serialize_none(self) -> Result<Value, ConversionError> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, ConversionError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, ConversionError> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Value, ConversionError> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, ConversionError> {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Value, ConversionError> {
        if name == passing::NAME {
            return passing::take().ok_or_else(|| ConversionError::new("a reserved name of imjoy-sdk was used"));
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, ConversionError> {
        let value = value.serialize(self)?;
        Ok(self.variant(variant, value))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<ListSerializer<'a>, ConversionError> {
        Ok(ListSerializer { serializer: self, variant: None, values: Vec::with_capacity(length.unwrap_or(0)) })
    }

    fn serialize_tuple(self, length: usize) -> Result<ListSerializer<'a>, ConversionError> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<ListSerializer<'a>, ConversionError> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<ListSerializer<'a>, ConversionError> {
        Ok(ListSerializer { serializer: self, variant: Some(variant), values: Vec::with_capacity(length) })
    }

    fn serialize_map(self, length: Option<usize>) -> Result<MapSerializer<'a>, ConversionError> {
        Ok(MapSerializer { serializer: self, key: None, pairs: Vec::with_capacity(length.unwrap_or(0)) })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<StructSerializer<'a>, ConversionError> {
        Ok(StructSerializer {
            serializer: self,
            variant: None,
            names: Vec::with_capacity(length),
            values: Vec::with_capacity(length),
        })
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<StructSerializer<'a>, ConversionError> {
        Ok(StructSerializer { variant: Some(variant), ..self.serialize_struct(variant, length)? })
    }
}

impl ValueSerializer<'_> {
    /// `{variant: value}`
    fn variant(self, variant: &'static str, value: Value) -> Value {
        Value::Record(Record::from_shape(self.shapes.shared(&[variant]), vec![value]))
    }
}

struct ListSerializer<'a> {
    serializer: ValueSerializer<'a>,
    variant: Option<&'static str>,
    values: Vec<Value>,
}

impl ListSerializer<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ConversionError> {
        let value = value.serialize(self.serializer).map_err(|error| error.in_item(self.values.len()))?;
        self.values.push(value);
        Ok(())
    }

    fn finish(self) -> Value {
        let list = Value::List(self.values);
        match self.variant {
            Some(variant) => self.serializer.variant(variant, list),
            None => list,
        }
    }
}

macro_rules! list {
    ($($trait:ident $method:ident;)*) => {$(
        impl $trait for ListSerializer<'_> {
            type Ok = Value;
            type Error = ConversionError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ConversionError> {
                self.push(value)
            }

            fn end(self) -> Result<Value, ConversionError> {
                Ok(self.finish())
            }
        }
    )*};
}

list! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

struct MapSerializer<'a> {
    serializer: ValueSerializer<'a>,
    key: Option<Value>,
    pairs: Vec<(Value, Value)>,
}

impl SerializeMap for MapSerializer<'_> {
    type Ok = Value;
    type Error = ConversionError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), ConversionError> {
        self.key = Some(key.serialize(self.serializer)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ConversionError> {
        let key = self.key.take().ok_or_else(|| ConversionError::new("a map has a value without a key"))?;
        let value = value.serialize(self.serializer).map_err(|error| error.in_field(&key.to_string()))?;
        self.pairs.push((key, value));
        Ok(())
    }

    fn end(self) -> Result<Value, ConversionError> {
        Ok(passing::map(self.pairs))
    }
}

struct StructSerializer<'a> {
    serializer: ValueSerializer<'a>,
    variant: Option<&'static str>,
    names: Vec<&'static str>,
    values: Vec<Value>,
}

impl StructSerializer<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), ConversionError> {
        let value = value.serialize(self.serializer).map_err(|error| error.in_field(name))?;
        self.names.push(name);
        self.values.push(value);
        Ok(())
    }

    fn finish(self) -> Value {
        let record = Value::Record(Record::from_shape(self.serializer.shapes.shared(&self.names), self.values));
        match self.variant {
            Some(variant) => self.serializer.variant(variant, record),
            None => record,
        }
    }
}

macro_rules! record {
    ($($trait:ident;)*) => {$(
        impl $trait for StructSerializer<'_> {
            type Ok = Value;
            type Error = ConversionError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), ConversionError> {
                self.push(name, value)
            }

            fn end(self) -> Result<Value, ConversionError> {
                Ok(self.finish())
            }
        }
    )*};
}

record! {
    SerializeStruct;
    SerializeStructVariant;
}
