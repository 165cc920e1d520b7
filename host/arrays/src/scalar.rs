//! Numbers of the plugin's own language, and operands.

use crate::array::Array;
use crate::data_type::{DataType, Kind};
use crate::element::{Boolean, Element, for_integer};
use crate::error::ArrayError;

/// A single number. It is weak: it takes the element type of the array that it meets, unless
/// that is of a lower kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar {
    /// A truth value.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number, for those above the range of `Integer`.
    Unsigned(u64),
    /// A fractional number.
    Float(f64),
}

/// An array or a scalar, as one side of an operation.
#[derive(Clone, Debug)]
pub enum Operand {
    /// An array.
    Array(Array),
    /// A scalar.
    Scalar(Scalar),
}

impl Scalar {
    /// The type of an array of this number alone.
    pub(crate) fn data_type(self) -> DataType {
        match self {
            Self::Boolean(_) => DataType::Boolean,
            Self::Integer(_) => DataType::Int64,
            Self::Unsigned(number) if i64::try_from(number).is_ok() => DataType::Int64,
            Self::Unsigned(_) => DataType::Uint64,
            Self::Float(_) => DataType::Float64,
        }
    }

    pub(crate) fn kind(self) -> Kind {
        self.data_type().kind()
    }

    /// The whole number that it is; a truth value is one, a fractional number is none.
    pub(crate) fn whole(self) -> Option<i128> {
        match self {
            Self::Boolean(value) => Some(i128::from(value)),
            Self::Integer(number) => Some(i128::from(number)),
            Self::Unsigned(number) => Some(i128::from(number)),
            Self::Float(_) => None,
        }
    }

    /// As an element, by the rule of `as_type`.
    pub(crate) fn cast<T: Element>(self) -> T {
        match self {
            Self::Boolean(value) => Boolean::from(value).cast(),
            Self::Integer(number) => number.cast(),
            Self::Unsigned(number) => number.cast(),
            Self::Float(number) => number.cast(),
        }
    }

    /// As an element of a type that the operation has given. Fails for a whole number that the
    /// type cannot hold.
    pub(crate) fn fit<T: Element>(self) -> Result<T, ArrayError> {
        if T::DATA_TYPE.kind() == Kind::Integer
            && let Some(number) = self.whole()
        {
            let (least, most) = bounds(T::DATA_TYPE)?;
            if number < least || number > most {
                return Err(ArrayError::OutOfBounds { number, data_type: T::DATA_TYPE.name() });
            }
        }
        Ok(self.cast())
    }
}

/// The least and the greatest number of an integer type.
pub(crate) fn bounds(data_type: DataType) -> Result<(i128, i128), ArrayError> {
    Ok(for_integer!(data_type, "a whole number", T => (T::MIN as i128, T::MAX as i128)))
}
