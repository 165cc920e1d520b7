//! Rust types into values, by [`From`].
//!
//! Whole numbers that do not fit into 64 bits with sign become floats, as all numbers are
//! in JavaScript. A `Vec<u8>` is a list of numbers like every `Vec`; for bytes use
//! [`Bytes`].

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::{Date, ErrorValue, Record, Value};
use crate::{AnyNdArray, Bytes, Element, File, Function, NdArray, Plugin, Window};

macro_rules! from {
    ($($type:ty, $name:ident => $value:expr;)*) => {$(
        impl From<$type> for Value {
            fn from($name: $type) -> Self {
                $value
            }
        }
    )*};
}

from! {
    (), _unit => Value::Null;
    bool, value => Value::Boolean(value);
    i8, value => Value::Integer(value.into());
    i16, value => Value::Integer(value.into());
    i32, value => Value::Integer(value.into());
    i64, value => Value::Integer(value);
    u8, value => Value::Integer(value.into());
    u16, value => Value::Integer(value.into());
    u32, value => Value::Integer(value.into());
    u64, value => i64::try_from(value).map_or(Value::Float(value as f64), Value::Integer);
    i128, value => i64::try_from(value).map_or(Value::Float(value as f64), Value::Integer);
    u128, value => i64::try_from(value).map_or(Value::Float(value as f64), Value::Integer);
    isize, value => i64::try_from(value).map_or(Value::Float(value as f64), Value::Integer);
    usize, value => i64::try_from(value).map_or(Value::Float(value as f64), Value::Integer);
    f32, value => Value::Float(value.into());
    f64, value => Value::Float(value);
    char, value => Value::Text(value.into());
    &str, value => Value::Text(value.to_owned());
    &String, value => Value::Text(value.clone());
    String, value => Value::Text(value);
    Cow<'_, str>, value => Value::Text(value.into_owned());
    Record, value => Value::Record(value);
    Date, value => Value::Date(value);
    Bytes, value => Value::Bytes(value);
    AnyNdArray, value => Value::NdArray(value);
    File, value => Value::File(value);
    ErrorValue, value => Value::Error(Box::new(value));
    Function, value => Value::Function(value);
    Plugin, value => Value::Plugin(value);
    Window, value => Value::Window(value);
    &Value, value => value.clone();
}

impl<T: Element> From<NdArray<T>> for Value {
    fn from(array: NdArray<T>) -> Self {
        Value::NdArray(array.into_any())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Value::List(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(values: [T; N]) -> Self {
        Value::List(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Clone + Into<Value>> From<&[T]> for Value {
    fn from(values: &[T]) -> Self {
        Value::List(values.iter().cloned().map(Into::into).collect())
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Value::List(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<BTreeMap<String, T>> for Value {
    fn from(map: BTreeMap<String, T>) -> Self {
        Value::Record(map.into_iter().collect())
    }
}

impl<T: Into<Value>, S> From<HashMap<String, T, S>> for Value {
    fn from(map: HashMap<String, T, S>) -> Self {
        Value::Record(map.into_iter().collect())
    }
}

macro_rules! tuples {
    ($($($name:ident)+;)*) => {$(
        impl<$($name: Into<Value>),+> From<($($name,)+)> for Value {
            #[allow(non_snake_case, reason = "type parameters name the members")]
            fn from(($($name,)+): ($($name,)+)) -> Self {
                Value::List(vec![$($name.into()),+])
            }
        }
    )*};
}

tuples! {
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_kind_and_big_ones_become_floats() {
        assert_eq!(Value::from(3u8), Value::Integer(3));
        assert_eq!(Value::from(3.0f32), Value::Float(3.0));
        assert_eq!(Value::from(u64::MAX), Value::Float(u64::MAX as f64));
        assert_eq!(Value::from(None::<i32>), Value::Null);
        assert_eq!(Value::from((1, "a")), crate::list![1, "a"]);
    }
}
