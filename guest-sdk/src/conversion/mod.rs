//! Rust types to values and back, by `serde`.
//!
//! Any type that `serde` can (de)serialise is an argument, a result, a field. The types of
//! this crate (arrays, bytes, functions, windows, `Value` itself) pass through as they
//! are, without a copy, also as fields of derived structs: see `passing.rs`.
//!
//! Rules: a missing or `Absent` value is `None`; `()`, `None` and unit structs are `Null`;
//! structs and maps with text keys are records, other maps are `Pairs`; enums are written as
//! `serde_json` writes them; `3.0` is accepted where an integer is wanted and `3` where a
//! float is; a one-dimensional array is accepted where a list is wanted.

mod deserializer;
mod error;
mod passing;
mod serializer;
mod types;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Error, Value};

/// Anything that can be given to a function, a window or a setting: every
/// `serde::Serialize`, so all types of this crate too.
///
/// ```
/// use imjoy_sdk::{IntoValue, record};
///
/// #[derive(serde::Serialize)]
/// struct Cell { area: u32, mean: f64 }
///
/// let value = Cell { area: 12, mean: 0.5 }.into_value()?;
/// assert_eq!(value, record! { "area": 12, "mean": 0.5 }.into());
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
pub trait IntoValue {
    /// The value. Fails where the type's own `Serialize` does.
    ///
    /// ```
    /// use imjoy_sdk::{IntoValue, Value};
    /// assert_eq!("hi".into_value()?, Value::from("hi"));
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    fn into_value(self) -> Result<Value, Error>;
}

impl<T: Serialize> IntoValue for T {
    fn into_value(self) -> Result<Value, Error> {
        to_value(&self)
    }
}

/// Anything that a value can become: every `serde::de::DeserializeOwned`, so all types of
/// this crate too.
///
/// ```
/// use imjoy_sdk::{FromValue, NdArray, Value, record};
///
/// #[derive(serde::Deserialize)]
/// struct Image { name: String, pixels: NdArray<u8> }
///
/// let pixels = NdArray::from_vec([1, 2], vec![3u8, 4])?;
/// let image = Image::from_value(record! { "name": "coins", "pixels": pixels }.into())?;
/// assert_eq!((image.name.as_str(), image.pixels.data()?), ("coins", &[3, 4][..]));
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
pub trait FromValue: Sized {
    /// The value in this type; an error says what was expected where, and what was found.
    ///
    /// ```
    /// use imjoy_sdk::{FromValue, Value};
    /// assert_eq!(f64::from_value(Value::from(3))?, 3.0);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    fn from_value(value: Value) -> Result<Self, Error>;
}

impl<T: DeserializeOwned> FromValue for T {
    fn from_value(value: Value) -> Result<Self, Error> {
        from_value(value)
    }
}

/// A value from anything that `serde` can serialise.
///
/// ```
/// use imjoy_sdk::{list, to_value};
/// assert_eq!(to_value(&(1, "a"))?, list![1, "a"]);
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
pub fn to_value<T: Serialize + ?Sized>(data: &T) -> Result<Value, Error> {
    serializer::to_value(data).map_err(|error| Error::invalid(error.to_string()))
}

/// A value in a type that `serde` can deserialise.
///
/// ```
/// use imjoy_sdk::{from_value, list};
/// let point: (f64, f64) = from_value(list![1, 2.5])?;
/// assert_eq!(point, (1.0, 2.5));
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    let _waiting = passing::Waiting::begin();
    T::deserialize(deserializer::ValueDeserializer(value)).map_err(|error| Error::invalid(error.to_string()))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::{AnyNdArray, Bytes, Date, NdArray, Record, list, record};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Everything {
        flag: bool,
        small: i8,
        big: u64,
        float: f32,
        letter: char,
        text: String,
        none: Option<i32>,
        some: Option<i32>,
        list: Vec<(i32, f64)>,
        map: BTreeMap<String, i32>,
        pairs: BTreeMap<i32, String>,
        unit: (),
        shape: Shape,
        shapes: Vec<Shape>,
        array: NdArray<f32>,
        any: AnyNdArray,
        bytes: Bytes,
        date: Date,
        record: Record,
        value: Value,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Shape {
        Empty,
        Circle(f64),
        Line(f64, f64),
        Box { width: f64 },
    }

    fn everything() -> Everything {
        Everything {
            flag: true,
            small: -3,
            big: 1 << 40,
            float: 1.5,
            letter: 'ä',
            text: "text".into(),
            none: None,
            some: Some(3),
            list: vec![(1, 1.5), (2, 2.0)],
            map: [("a".to_string(), 1)].into(),
            pairs: [(1, "one".to_string())].into(),
            unit: (),
            shape: Shape::Circle(2.0),
            shapes: vec![Shape::Empty, Shape::Line(1.0, 2.0), Shape::Box { width: 3.0 }],
            array: NdArray::from_vec([2], vec![1.0, 2.0]).unwrap(),
            any: NdArray::from_vec([1], vec![7u8]).unwrap().into_any(),
            bytes: Bytes::from(vec![1, 2]),
            date: Date(5.0),
            record: record! { "b": 1, "a": 2 },
            value: list![1, (), record! { "array": NdArray::<u8>::zeros([2]).unwrap() }],
        }
    }

    #[test]
    fn a_struct_with_everything_comes_back() {
        let value = to_value(&everything()).unwrap();
        let record = value.as_record().unwrap();
        assert!(matches!(record.get("array"), Some(Value::NdArray(_))));
        assert!(matches!(record.get("bytes"), Some(Value::Bytes(_))));
        assert!(matches!(record.get("pairs"), Some(Value::Pairs(_))));
        assert_eq!(record.get("shape"), Some(&record! { "Circle": 2.0 }.into()));
        assert_eq!(from_value::<Everything>(value).unwrap(), everything());
    }

    #[test]
    fn arrays_pass_without_a_copy() {
        let array = NdArray::from_vec([2], vec![1.0f64, 2.0]).unwrap();
        let address = array.data().unwrap().as_ptr();
        let value = to_value(&vec![array]).unwrap();
        let back: Vec<NdArray<f64>> = from_value(value).unwrap();
        assert_eq!(back[0].data().unwrap().as_ptr(), address);
    }

    #[test]
    fn errors_say_where_and_what() {
        #[derive(Debug, Deserialize)]
        #[allow(dead_code, reason = "only read by serde")]
        struct Options {
            sigma: f64,
            sizes: Vec<u8>,
        }
        let check = |value: Value, message: &str| {
            assert_eq!(from_value::<Options>(value).unwrap_err(), Error::invalid(message));
        };
        check(record! { "sigma": "x", "sizes": list![] }.into(), "field `sigma`: expected f64, found the text \"x\"");
        check(
            record! { "sigma": 1, "sizes": list![1, 300] }.into(),
            "field `sizes`: item 2: expected u8, found the number 300",
        );
        check(
            record! { "sigma": 1, "sizes": list![record! {}] }.into(),
            "field `sizes`: item 1: expected u8, found a record",
        );
        check(
            record! { "sigma": NdArray::<u8>::zeros([1]).unwrap() }.into(),
            "field `sigma`: expected f64, found an ndarray",
        );
        check(record! { "sigma": 1 }.into(), "field `sizes` is missing");
        check(Value::Null, "expected struct Options, found null");
        assert_eq!(
            from_value::<NdArray<f32>>(1.into()).unwrap_err().message(),
            "expected an ndarray of float32, found a whole number"
        );
        assert_eq!(
            from_value::<NdArray<f32>>(NdArray::<u8>::zeros([1]).unwrap().into()).unwrap_err().message(),
            "expected an ndarray of float32, found one of uint8"
        );
        assert_eq!(
            from_value::<(i32, i32)>(list![1]).unwrap_err().message(),
            "expected a tuple of size 2, found 1 items"
        );
        assert_eq!(from_value::<(i32, i32)>(list![1, 2, 3]).unwrap_err().message(), "expected 2 items, found 3");
    }

    #[test]
    fn numbers_are_accepted_in_either_kind_where_nothing_is_lost() {
        assert_eq!(from_value::<u8>(3.0.into()).unwrap(), 3);
        assert_eq!(from_value::<f32>(3.into()).unwrap(), 3.0);
        assert!(from_value::<i32>(3.5.into()).is_err());
        assert!(from_value::<u8>(Value::from(-1)).is_err());
        assert_eq!(from_value::<Value>(3.0.into()).unwrap(), Value::Float(3.0));
    }

    #[test]
    fn lists_come_from_sets_bytes_and_arrays() {
        assert_eq!(from_value::<BTreeSet<i32>>(Value::Set(vec![1.into()])).unwrap(), [1].into());
        assert_eq!(from_value::<Vec<u8>>(Bytes::from(vec![1, 2]).into()).unwrap(), [1, 2]);
        let array = NdArray::from_vec([2], vec![1u16, 2]).unwrap();
        assert_eq!(from_value::<Vec<f64>>(array.into()).unwrap(), [1.0, 2.0]);
        assert!(from_value::<Vec<f64>>(NdArray::<u8>::zeros([1, 1]).unwrap().into()).is_err());
    }

    #[test]
    fn handles_survive_untagged_and_flattened() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        #[serde(untagged)]
        enum Input {
            Number(f64),
            Array(NdArray<u8>),
            Bytes { bytes: Bytes },
        }
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Outer {
            name: String,
            #[serde(flatten)]
            rest: Inner,
        }
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Inner {
            image: NdArray<u8>,
            #[serde(default)]
            value: Value,
        }
        let image = NdArray::from_vec([1], vec![9u8]).unwrap();
        assert_eq!(from_value::<Input>(image.clone().into()).unwrap(), Input::Array(image.clone()));
        let bytes = Bytes::from(vec![1]);
        let value = Value::from(record! { "bytes": bytes.clone() });
        assert_eq!(from_value::<Input>(value).unwrap(), Input::Bytes { bytes });
        let outer = Outer { name: "n".into(), rest: Inner { image: image.clone(), value: list![image, 2] } };
        let value = to_value(&outer).unwrap();
        assert_eq!(from_value::<Outer>(value).unwrap(), outer);
    }

    #[test]
    fn other_formats_take_plain_values_and_refuse_handles() {
        let value: Value = serde_json::from_str(r#"{"a": [1, 2.5, null, "x"]}"#).unwrap();
        assert_eq!(value, record! { "a": list![1, 2.5, (), "x"] }.into());
        assert_eq!(serde_json::to_string(&value).unwrap(), r#"{"a":[1,2.5,null,"x"]}"#);
        assert!(serde_json::to_string(&NdArray::<u8>::zeros([1]).unwrap()).is_err());
        assert!(serde_json::from_str::<NdArray<u8>>("[1]").is_err());
        let json: serde_json::Value = from_value(list![1, record! { "a": () }]).unwrap();
        assert_eq!(json, serde_json::json!([1, { "a": null }]));
    }

    #[test]
    fn absent_and_null_are_none() {
        assert_eq!(from_value::<Option<i32>>(Value::Absent).unwrap(), None);
        assert_eq!(from_value::<Option<i32>>(Value::Null).unwrap(), None);
        assert_eq!(from_value::<Value>(Value::Absent).unwrap(), Value::Absent);
    }
}
