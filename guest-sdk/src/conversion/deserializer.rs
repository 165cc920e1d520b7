//! Values into `serde`'s data model.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};

use super::error::ConversionError;
use super::passing;
use crate::value::whole;
use crate::{Record, Value};

type Result<T> = std::result::Result<T, ConversionError>;

pub(super) struct ValueDeserializer(pub(super) Value);

impl ValueDeserializer {
    fn mismatch<T>(&self, expected: &dyn Expected) -> Result<T> {
        let unexpected = match &self.0 {
            Value::Boolean(value) => Unexpected::Bool(*value),
            Value::Integer(value) => Unexpected::Signed(*value),
            Value::Float(value) => Unexpected::Float(*value),
            Value::Text(value) => Unexpected::Str(value),
            other => Unexpected::Other(other.kind()),
        };
        Err(ConversionError::invalid_type(unexpected, expected))
    }
}

macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            match &self.0 {
                Value::Integer(value) => visitor.visit_i64(*value),
                Value::Float(value) => match whole(*value) {
                    Some(value) => visitor.visit_i64(value),
                    None => self.mismatch(&visitor),
                },
                _ => self.mismatch(&visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for ValueDeserializer {
    type Error = ConversionError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::Absent | Value::Null => visitor.visit_unit(),
            Value::Boolean(value) => visitor.visit_bool(value),
            Value::Integer(value) => visitor.visit_i64(value),
            Value::Float(value) => visitor.visit_f64(value),
            Value::Text(text) => visitor.visit_string(text),
            Value::List(values) | Value::Set(values) => list(values, visitor),
            Value::Record(record) => visitor.visit_map(Fields::new(record)),
            Value::Pairs(pairs) => visitor.visit_map(Pairs::new(pairs)),
            special => visitor.visit_newtype_struct(passing::ticket(special).into_deserializer()),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match &self.0 {
            Value::Integer(value) => visitor.visit_i64(*value),
            Value::Float(value) => visitor.visit_f64(*value),
            _ => self.mismatch(&visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match &self.0 {
            Value::Boolean(value) => visitor.visit_bool(*value),
            _ => self.mismatch(&visitor),
        }
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_string(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::Text(text) => visitor.visit_string(text),
            _ => self.mismatch(&visitor),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_string(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_byte_buf(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::Bytes(bytes) => visitor.visit_byte_buf(bytes.into_vec().map_err(ConversionError::new)?),
            Value::Text(text) => visitor.visit_string(text),
            Value::List(_) | Value::NdArray(_) => self.deserialize_seq(visitor),
            _ => self.mismatch(&visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::Absent | Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::Absent | Value::Null => visitor.visit_unit(),
            _ => self.mismatch(&visitor),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if name == passing::NAME {
            passing::put(self.0);
            return visitor.visit_unit();
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::List(values) | Value::Set(values) => list(values, visitor),
            Value::Bytes(bytes) => {
                let bytes = bytes.into_vec().map_err(ConversionError::new)?;
                list(bytes.into_iter().map(Value::from).collect(), visitor)
            }
            Value::NdArray(array) if array.shape().len() == 1 => {
                list(array.to_values().map_err(ConversionError::new)?, visitor)
            }
            _ => self.mismatch(&visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::Record(record) => visitor.visit_map(Fields::new(record)),
            Value::Pairs(pairs) => visitor.visit_map(Pairs::new(pairs)),
            _ => self.mismatch(&visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.0 {
            Value::Text(variant) => visitor.visit_enum(Variant { name: variant, content: None }),
            Value::Record(record) if record.len() == 1 => match record.into_iter().next() {
                Some((name, content)) => visitor.visit_enum(Variant { name, content: Some(content) }),
                None => Err(ConversionError::new("a record without fields")),
            },
            _ => self.mismatch(&visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }
}

fn list<'de, V: Visitor<'de>>(values: Vec<Value>, visitor: V) -> Result<V::Value> {
    let total = values.len();
    let mut members = Members { next: 0, values: values.into_iter() };
    let result = visitor.visit_seq(&mut members)?;
    match members.values.len() {
        0 => Ok(result),
        left => Err(ConversionError::new(format_args!("expected {} items, found {total}", total - left))),
    }
}

struct Members {
    next: usize,
    values: std::vec::IntoIter<Value>,
}

impl<'de> SeqAccess<'de> for &mut Members {
    type Error = ConversionError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(value) = self.values.next() else { return Ok(None) };
        let index = self.next;
        self.next += 1;
        seed.deserialize(ValueDeserializer(value)).map(Some).map_err(|error| error.in_item(index))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.values.len())
    }
}

struct Fields {
    shape: std::rc::Rc<crate::value::Shape>,
    next: usize,
    values: std::vec::IntoIter<Value>,
}

impl Fields {
    fn new(record: Record) -> Self {
        let (shape, values) = record.into_parts();
        Fields { shape, next: 0, values: values.into_iter() }
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = ConversionError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some(name) = self.shape.get(self.next) else { return Ok(None) };
        self.next += 1;
        let key: StrDeserializer<'_, ConversionError> = (&**name).into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value> {
        let value = self.values.next().unwrap_or_default();
        seed.deserialize(ValueDeserializer(value)).map_err(|error| {
            let name = self.next.checked_sub(1).and_then(|index| self.shape.get(index));
            error.in_field(name.map_or("", |name| name))
        })
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.values.len())
    }
}

struct Pairs {
    pairs: std::vec::IntoIter<(Value, Value)>,
    /// Of the key given last: its text for messages, and its value.
    current: Option<(String, Value)>,
}

impl Pairs {
    fn new(pairs: Vec<(Value, Value)>) -> Self {
        Pairs { pairs: pairs.into_iter(), current: None }
    }
}

impl<'de> MapAccess<'de> for Pairs {
    type Error = ConversionError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some((key, value)) = self.pairs.next() else { return Ok(None) };
        self.current = Some((key.to_string(), value));
        seed.deserialize(ValueDeserializer(key)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value> {
        let (name, value) = self.current.take().unwrap_or_default();
        seed.deserialize(ValueDeserializer(value)).map_err(|error| error.in_field(&name))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.pairs.len())
    }
}

struct Variant {
    name: String,
    content: Option<Value>,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = ConversionError;
    type Variant = Content;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Content)> {
        let name: StrDeserializer<'_, ConversionError> = self.name.as_str().into_deserializer();
        Ok((seed.deserialize(name)?, Content { content: self.content }))
    }
}

/// What comes with a variant's name; nothing where it was a mere text.
struct Content {
    content: Option<Value>,
}

impl Content {
    fn deserializer(self) -> ValueDeserializer {
        ValueDeserializer(self.content.unwrap_or(Value::Absent))
    }
}

impl<'de> VariantAccess<'de> for Content {
    type Error = ConversionError;

    fn unit_variant(self) -> Result<()> {
        match self.content {
            None | Some(Value::Null | Value::Absent) => Ok(()),
            Some(other) => Err(ConversionError::new(format_args!("expected nothing more, found {}", other.kind()))),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        seed.deserialize(self.deserializer())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value> {
        self.deserializer().deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _fields: &'static [&'static str], visitor: V) -> Result<V::Value> {
        self.deserializer().deserialize_map(visitor)
    }
}
