//! The small kinds of values that have no type in Rust's standard library.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z, as JavaScript counts.
///
/// ```
/// use imjoy_sdk::{Date, Value};
/// assert_eq!(Value::from(Date(0.0)), Value::Date(Date(0.0)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Date(
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub f64,
);

impl Date {
    /// The present moment.
    ///
    /// ```
    /// assert!(imjoy_sdk::Date::now().0 > 1.7e12);
    /// ```
    pub fn now() -> Self {
        SystemTime::now().into()
    }
}

impl From<SystemTime> for Date {
    fn from(time: SystemTime) -> Self {
        let milliseconds = |duration: Duration| duration.as_secs_f64() * 1000.0;
        match time.duration_since(UNIX_EPOCH) {
            Ok(since) => Date(milliseconds(since)),
            Err(before) => Date(-milliseconds(before.duration())),
        }
    }
}

/// An error as a value: something that failed, told among other results.
///
/// ```
/// use imjoy_sdk::{ErrorValue, Value};
/// let value = Value::from(ErrorValue { name: "TypeError".into(), message: "not a number".into() });
/// assert_eq!(value.kind(), "an error value");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErrorValue {
    /// The kind of error, for example `TypeError`.
    pub name: String,
    /// The message.
    pub message: String,
}

impl From<crate::Error> for ErrorValue {
    fn from(error: crate::Error) -> Self {
        ErrorValue { name: error.kind().to_string(), message: error.message().to_string() }
    }
}
