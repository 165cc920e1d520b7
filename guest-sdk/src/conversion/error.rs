//! What did not fit in a conversion, and where.

use std::fmt::{self, Display, Formatter};

use serde::de::{Expected, Unexpected};

/// How much of an unexpected text is shown.
const SHOWN_CHARACTERS: usize = 40;

/// An error of `serde`'s side; leaves this module as [`crate::Error::Invalid`].
#[derive(Debug)]
pub(super) struct ConversionError {
    message: String,
    /// Where, from the inside out: "field `x`", "item 3".
    path: Vec<String>,
}

impl ConversionError {
    pub(super) fn new(message: impl Display) -> Self {
        ConversionError { message: message.to_string(), path: Vec::new() }
    }

    pub(super) fn in_field(mut self, name: &str) -> Self {
        self.path.push(format!("field `{name}`"));
        self
    }

    /// `index` counts from 0.
    pub(super) fn in_item(mut self, index: usize) -> Self {
        self.path.push(format!("item {}", index + 1));
        self
    }
}

impl Display for ConversionError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for place in self.path.iter().rev() {
            write!(formatter, "{place}: ")?;
        }
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ConversionError {}

impl serde::ser::Error for ConversionError {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(message)
    }
}

impl serde::de::Error for ConversionError {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(message)
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format_args!("expected {expected}, found {}", describe(&unexpected)))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(unexpected, expected)
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(format_args!("expected {expected}, found {length} items"))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(format_args!("field `{field}` is missing"))
    }
}

fn describe(unexpected: &Unexpected<'_>) -> String {
    match unexpected {
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(number) => format!("the number {number}"),
        Unexpected::Signed(number) => format!("the number {number}"),
        Unexpected::Float(number) => format!("the number {number}"),
        Unexpected::Str(text) => {
            let shown: String = text.chars().take(SHOWN_CHARACTERS).collect();
            let more = if shown.len() < text.len() { "…" } else { "" };
            format!("the text {:?}", shown + more)
        }
        Unexpected::Unit | Unexpected::Option => "null".to_string(),
        Unexpected::Seq => "a list".to_string(),
        Unexpected::Map => "a record".to_string(),
        Unexpected::Other(kind) => (*kind).to_string(),
        other => other.to_string(),
    }
}
