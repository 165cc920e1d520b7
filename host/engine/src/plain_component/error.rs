//! What is wrong with a call of a plain function, each one sentence for people.

use crate::error::CallError;

/// Characters of a value that a message shows.
const VALUE_LENGTH: usize = 60;

/// Why arguments do not fit a function. `place` is a parameter, or something in it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(super) enum ArgumentError {
    /// Too few or too many.
    #[error("{function} takes {expected}, and got {given}")]
    Count {
        /// The function.
        function: String,
        /// How many it takes, with their names.
        expected: String,
        /// How many there are.
        given: usize,
    },
    /// A value of another kind.
    #[error("{place} must be {expected}, not {given}")]
    Kind {
        /// Where.
        place: String,
        /// What it takes.
        expected: String,
        /// What there is.
        given: String,
    },
    /// A number outside of its type.
    #[error("{place} is {given}; a {type_name} is a whole number from {min} to {max}")]
    Range {
        /// Where.
        place: String,
        /// The number.
        given: String,
        /// The type.
        type_name: &'static str,
        /// Its least number.
        min: i128,
        /// Its greatest number.
        max: i128,
    },
    /// A name that is none of those that there are.
    #[error("{place} is {given}, and must be {expected}")]
    Name {
        /// Where.
        place: String,
        /// The name.
        given: String,
        /// Those that there are.
        expected: String,
    },
    /// A field that is not known.
    #[error("{place} has no {given}; there is {expected}")]
    UnknownField {
        /// Where.
        place: String,
        /// The field.
        given: String,
        /// Those that there are.
        expected: String,
    },
    /// A field without a value.
    #[error("{place} is missing")]
    Missing {
        /// Where.
        place: String,
    },
    /// A file that has not been chosen.
    #[error("{place} is missing; choose a file")]
    NoFile {
        /// Where.
        place: String,
    },
    /// A text or file that cannot be read.
    #[error("{place} cannot be read: {reason}")]
    Unreadable {
        /// Where.
        place: String,
        /// Why not.
        reason: String,
    },
    /// More than the host passes.
    #[error("{place} makes the arguments too large: a call takes at most {limit} numbers, texts and bytes in lists")]
    TooLarge {
        /// Where.
        place: String,
        /// How many are possible.
        limit: usize,
    },
}

impl From<ArgumentError> for CallError {
    fn from(error: ArgumentError) -> Self {
        match error {
            ArgumentError::TooLarge { .. } => CallError::Limit(error.to_string()),
            _ => CallError::Invalid(error.to_string()),
        }
    }
}

/// A value for a message, cut where it is long.
pub(super) fn shown(value: &dyn std::fmt::Display) -> String {
    cut(&value.to_string(), VALUE_LENGTH)
}

/// Names for a message: `a, b or c`, cut where there are many.
pub(crate) fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const MOST_NAMES: usize = 12;
    let names: Vec<&str> = names.into_iter().collect();
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [only] => cut(only, VALUE_LENGTH),
        [first @ .., last] if names.len() <= MOST_NAMES => {
            format!("{} or {}", cut(&first.join(", "), 8 * VALUE_LENGTH), cut(last, VALUE_LENGTH))
        }
        _ => {
            let first = names.get(..MOST_NAMES).unwrap_or_default().join(", ");
            format!("{} or one of {} more", cut(&first, 8 * VALUE_LENGTH), names.len() - MOST_NAMES)
        }
    }
}

fn cut(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
