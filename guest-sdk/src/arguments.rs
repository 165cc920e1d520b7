//! Arguments of calls.

use crate::conversion::{FromValue, IntoValue};
use crate::{Error, Value};

/// Arguments of a call: a tuple of up to eight, of any types that are [`IntoValue`];
/// `(x,)` for one and `()` for none; or values as a vector, array or slice. A
/// `Vec<Value>` is moved, not copied.
///
/// ```
/// use imjoy_sdk::{Arguments, Value};
/// assert_eq!((1, "a").into_arguments()?, [Value::from(1), "a".into()]);
/// assert_eq!(vec![Value::Null].into_arguments()?.len(), 1);
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
pub trait Arguments {
    /// One value for each argument.
    ///
    /// ```
    /// assert!(imjoy_sdk::Arguments::into_arguments(())?.is_empty());
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    fn into_arguments(self) -> Result<Vec<Value>, Error>;
}

impl Arguments for Vec<Value> {
    fn into_arguments(self) -> Result<Vec<Value>, Error> {
        Ok(self)
    }
}

impl<const N: usize> Arguments for [Value; N] {
    fn into_arguments(self) -> Result<Vec<Value>, Error> {
        Ok(self.into())
    }
}

impl Arguments for &[Value] {
    fn into_arguments(self) -> Result<Vec<Value>, Error> {
        Ok(self.to_vec())
    }
}

impl Arguments for () {
    fn into_arguments(self) -> Result<Vec<Value>, Error> {
        Ok(Vec::new())
    }
}

macro_rules! tuples {
    ($($($name:ident)+;)*) => {$(
        impl<$($name: IntoValue),+> Arguments for ($($name,)+) {
            #[allow(non_snake_case, reason = "type parameters name the members")]
            fn into_arguments(self) -> Result<Vec<Value>, Error> {
                let ($($name,)+) = self;
                Ok(vec![$($name.into_value()?),+])
            }
        }
    )*};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}

/// The arguments that a [`Function`](crate::Function) was called with, in the types wanted.
/// Surplus ones are ignored, missing ones are `None` for an `Option`.
///
/// ```
/// use imjoy_sdk::{Value, parse_arguments};
/// let arguments = vec![Value::from("sigma"), Value::from(2)];
/// let (name, value): (String, f64) = parse_arguments(arguments)?;
/// assert_eq!((name.as_str(), value), ("sigma", 2.0));
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
pub fn parse_arguments<T: FromArguments>(arguments: Vec<Value>) -> Result<T, Error> {
    T::from_arguments(arguments)
}

/// A tuple that arguments can become; see [`parse_arguments`].
///
/// ```
/// use imjoy_sdk::{FromArguments, Value};
/// let (number, text) = <(f64, Option<String>)>::from_arguments(vec![Value::from(1)])?;
/// assert_eq!((number, text), (1.0, None));
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
pub trait FromArguments: Sized {
    /// The arguments in the members' types.
    ///
    /// ```
    /// use imjoy_sdk::{FromArguments, Value};
    /// assert_eq!(<(i32,)>::from_arguments(vec![Value::from(1)])?, (1,));
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    fn from_arguments(arguments: Vec<Value>) -> Result<Self, Error>;
}

macro_rules! from_tuples {
    ($($($name:ident $number:literal)+;)*) => {$(
        impl<$($name: FromValue),+> FromArguments for ($($name,)+) {
            fn from_arguments(arguments: Vec<Value>) -> Result<Self, Error> {
                let mut arguments = arguments.into_iter();
                Ok(($(
                    $name::from_value(arguments.next().unwrap_or(Value::Absent))
                        .map_err(|error| error.map_message(|message| format!("argument {}: {message}", $number)))?,
                )+))
            }
        }
    )*};
}

from_tuples! {
    A 1;
    A 1 B 2;
    A 1 B 2 C 3;
    A 1 B 2 C 3 D 4;
    A 1 B 2 C 3 D 4 E 5;
    A 1 B 2 C 3 D 4 E 5 F 6;
}
