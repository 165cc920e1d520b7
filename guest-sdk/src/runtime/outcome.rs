//! What an exported function gives, as a value or error.
//!
//! Functions give `T` or `Result<T, E>`; `T` is `Into<Value>` (moved) or `Serialize`, `E`
//! is `Into<Error>` or `Display`. Which of the six it is is found by method resolution:
//! the generated code calls `(&&&&&&outcome).settle()`, and the compiler takes the first
//! implementation that fits, from the most references to the fewest. ("Autoref
//! specialisation"; it works because the generated code knows the concrete type.)

use std::cell::RefCell;
use std::fmt::Display;

use serde::Serialize;

use crate::conversion::to_value;
use crate::{Error, Value};

/// What an exported function gave.
pub struct Outcome<T>(RefCell<Option<T>>);

impl<T> Outcome<T> {
    /// Holds it until it is settled.
    pub fn new(outcome: T) -> Self {
        Outcome(RefCell::new(Some(outcome)))
    }

    fn take(&self) -> Result<T, Error> {
        self.0.take().ok_or_else(|| Error::failed("a result was asked for twice"))
    }
}

fn text(error: &impl Display) -> Error {
    Error::failed(error.to_string())
}

macro_rules! settle {
    ($($(#[$documentation:meta])* $trait:ident: [$($generics:tt)*] $type:ty, $outcome:ident => $value:expr;)*) => {$(
        $(#[$documentation])*
        pub trait $trait {
            /// The outcome as a value or error.
            fn settle(&self) -> Result<Value, Error>;
        }

        impl<$($generics)*> $trait for $type {
            fn settle(&self) -> Result<Value, Error> {
                let $outcome = self.take()?;
                $value
            }
        }
    )*};
}

settle! {
    /// First choice.
    SettleValue: [T: Into<Value>, E: Into<Error>] &&&&&Outcome<Result<T, E>>,
        outcome => outcome.map(Into::into).map_err(Into::into);
    /// Second choice.
    SettleValueOrText: [T: Into<Value>, E: Display] &&&&Outcome<Result<T, E>>,
        outcome => outcome.map(Into::into).map_err(|error| text(&error));
    /// Third choice.
    SettleData: [T: Serialize, E: Into<Error>] &&&Outcome<Result<T, E>>,
        outcome => to_value(&outcome.map_err(Into::into)?);
    /// Fourth choice.
    SettleDataOrText: [T: Serialize, E: Display] &&Outcome<Result<T, E>>,
        outcome => to_value(&outcome.map_err(|error| text(&error))?);
    /// Fifth choice.
    SettleInfallible: [T: Into<Value>] &Outcome<T>,
        outcome => Ok(outcome.into());
    /// Last choice.
    SettleInfallibleData: [T: Serialize] Outcome<T>,
        outcome => to_value(&outcome);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record;

    #[derive(Serialize)]
    struct Point {
        x: i32,
    }

    macro_rules! settled {
        ($outcome:expr) => {
            (&&&&&&Outcome::new($outcome)).settle()
        };
    }

    fn opaque() -> Result<impl Into<Value>, Error> {
        Ok(1)
    }

    #[test]
    fn every_kind_of_result_is_settled() {
        let point = || Value::from(record! { "x": 1 });
        assert_eq!(settled!(Ok::<i32, Error>(1)), Ok(1.into()));
        assert_eq!(settled!(Err::<i32, Error>(Error::denied("no"))), Err(Error::denied("no")));
        assert_eq!(settled!(Err::<i32, String>("no".into())), Err(Error::failed("no")));
        assert_eq!(settled!(Ok::<Point, Error>(Point { x: 1 })), Ok(point()));
        assert_eq!(settled!(Ok::<Point, String>(Point { x: 1 })), Ok(point()));
        assert_eq!(settled!(Err::<Point, &str>("no")), Err(Error::failed("no")));
        assert!(settled!(Err::<(), std::num::ParseIntError>("x".parse::<i32>().unwrap_err())).is_err());
        assert_eq!(settled!(1), Ok(1.into()));
        assert_eq!(settled!(()), Ok(Value::Null));
        assert_eq!(settled!(Point { x: 1 }), Ok(point()));
        assert_eq!(settled!(opaque()), Ok(1.into()));
        assert_eq!(settled!(Some(Point { x: 1 })), Ok(point()));
    }
}
