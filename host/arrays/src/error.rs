//! Why an operation on arrays did not succeed.

use std::time::Duration;

/// Why an operation did not succeed, in one sentence for the author of a plugin.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ArrayError {
    /// The product of the shape is too large to count.
    #[error("an array of shape {shape:?} is too large")]
    TooLarge {
        /// The shape asked for.
        shape: Vec<u64>,
    },
    /// Too few or too many bytes.
    #[error("an array of shape {shape:?} and type {data_type} needs {expected} bytes, not {actual}")]
    Length {
        /// The shape given.
        shape: Vec<u64>,
        /// Name of the element type.
        data_type: &'static str,
        /// Bytes that the shape asks for.
        expected: u64,
        /// Bytes given.
        actual: u64,
    },
    /// More axes than an array can have.
    #[error("an array has at most 32 axes, not {axes}")]
    TooManyAxes {
        /// Number of axes asked for.
        axes: usize,
    },
    /// Shapes that do not fit together.
    #[error("the shapes {left:?} and {right:?} cannot be broadcast together")]
    Broadcast {
        /// One of the shapes.
        left: Vec<usize>,
        /// The other.
        right: Vec<usize>,
    },
    /// An axis that is not there.
    #[error("there is no axis {axis} in an array of {axes} axes")]
    Axis {
        /// The axis named.
        axis: i64,
        /// Number of axes of the array.
        axes: usize,
    },
    /// A position that is not there.
    #[error("position {position} is out of bounds for an axis of length {length}")]
    Position {
        /// The position named.
        position: i64,
        /// Length of the axis.
        length: usize,
    },
    /// An operation that an element type does not have.
    #[error("{operation} is not defined for arrays of type {data_type}")]
    Unsupported {
        /// The operation, in words.
        operation: &'static str,
        /// Name of the element type.
        data_type: &'static str,
    },
    /// A whole number that an element type cannot hold.
    #[error("the whole number {number} is out of bounds for {data_type}")]
    OutOfBounds {
        /// The number.
        number: i128,
        /// Name of the element type.
        data_type: &'static str,
    },
    /// Arguments that make no sense, as a sentence.
    #[error("{0}")]
    Invalid(String),
    /// The share of memory is used up.
    #[error("more than {limit} bytes of arrays and buffers would be held")]
    Memory {
        /// The share, in bytes.
        limit: usize,
    },
    /// The system has no memory left.
    #[error("there is no memory left for {bytes} bytes")]
    OutOfMemory {
        /// Bytes asked for.
        bytes: usize,
    },
    /// The time for the operation is over.
    #[error("the operation took more than {} s", .limit.as_secs_f64())]
    TooLong {
        /// The time allowed.
        limit: Duration,
    },
    /// An argument that would take excessive time or memory, as a sentence.
    #[error("{0}")]
    Excessive(String),
    /// Nobody waits for the result any more.
    #[error("the operation was stopped")]
    Stopped,
}

impl ArrayError {
    /// Whether a limit was met, as against arguments that make no sense.
    pub fn is_limit(&self) -> bool {
        matches!(
            self,
            Self::TooLarge { .. }
                | Self::Memory { .. }
                | Self::OutOfMemory { .. }
                | Self::TooLong { .. }
                | Self::Excessive(_)
                | Self::Stopped
        )
    }

    /// Arguments that make no sense.
    pub(crate) fn invalid(sentence: impl Into<String>) -> Self {
        Self::Invalid(sentence.into())
    }
}
