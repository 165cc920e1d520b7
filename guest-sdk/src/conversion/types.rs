//! `serde` for the types of this crate: all pass as they are.

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use super::passing;
use crate::{
    AnyNdArray, Bytes, Context, Date, Element, ErrorValue, File, Function, NdArray, Plugin, Record, Value, Window,
};

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        passing::give(self.clone(), serializer)
    }
}

macro_rules! pass {
    ($($type:ty: $case:ident, $what:literal;)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                passing::give(self.clone().into(), serializer)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                match passing::accept(deserializer)? {
                    Value::$case(value) => Ok(value),
                    other => Err(mismatch($what, &other)),
                }
            }
        }
    )*};
}

fn mismatch<E: serde::de::Error>(expected: &str, found: &Value) -> E {
    E::custom(format_args!("expected {expected}, found {}", found.kind()))
}

pass! {
    Record: Record, "a record";
    AnyNdArray: NdArray, "an ndarray";
    Bytes: Bytes, "bytes";
    File: File, "a file";
    Date: Date, "a date";
    Function: Function, "a function";
    Plugin: Plugin, "a plugin";
    Window: Window, "a window";
}

impl Serialize for ErrorValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        passing::give(self.clone().into(), serializer)
    }
}

impl<'de> Deserialize<'de> for ErrorValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match passing::accept(deserializer)? {
            Value::Error(error) => Ok(*error),
            other => Err(mismatch("an error value", &other)),
        }
    }
}

impl<T: Element> Serialize for NdArray<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        passing::give(self.clone().into(), serializer)
    }
}

impl<'de, T: Element> Deserialize<'de> for NdArray<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match passing::accept(deserializer)? {
            Value::NdArray(array) => NdArray::from_any(array).map_err(D::Error::custom),
            other => Err(mismatch(&format!("an ndarray of {}", T::DTYPE), &other)),
        }
    }
}

impl Serialize for Context {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        passing::give(self.clone().into(), serializer)
    }
}

impl<'de> Deserialize<'de> for Context {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Context::from_value(passing::accept(deserializer)?).map_err(D::Error::custom)
    }
}
