//! Operands read in pieces, as the type that is computed with.

use crate::array::{Array, convert};
use crate::element::{Element, for_real};
use crate::error::ArrayError;
use crate::scalar::Operand;

/// Elements that are computed at once; pieces of this size stay in the processor's first cache.
pub(super) const PIECE: usize = 1024;

/// One side of an operation.
pub(crate) enum Source<'a, T> {
    /// Elements that are of the type already.
    Direct(&'a [T]),
    /// Elements of another type, or not aligned.
    Converted { bytes: &'a [u8], size: usize, convert: fn(&[u8], &mut [T]) },
    /// The same number everywhere.
    Constant(T),
}

impl<'a, T: Element> Source<'a, T> {
    /// An array, by the rule of `as_type`. Fails for complex ones.
    pub(crate) fn of(array: &'a Array) -> Result<Self, ArrayError> {
        let bytes = array.bytes();
        if array.data_type() == T::DATA_TYPE
            && let Ok(elements) = bytemuck::try_cast_slice(bytes)
        {
            return Ok(match elements {
                [element] => Self::Constant(*element),
                _ => Self::Direct(elements),
            });
        }
        let size = array.data_type().size();
        let convert: fn(&[u8], &mut [T]) = for_real!(array.data_type(), "arithmetic", S => convert::<S, T>);
        if array.len() == 1 {
            let mut element = [T::zeroed()];
            convert(bytes, &mut element);
            let [element] = element;
            return Ok(Self::Constant(element));
        }
        Ok(Self::Converted { bytes, size, convert })
    }

    /// An operand. Fails for a whole number that the type cannot hold.
    pub(crate) fn of_operand(operand: &'a Operand) -> Result<Self, ArrayError> {
        match operand {
            Operand::Array(array) => Self::of(array),
            Operand::Scalar(scalar) => Ok(Self::Constant(scalar.fit()?)),
        }
    }

    /// A reader with a buffer of its own.
    pub(crate) fn reader(&self) -> Reader<'_, T> {
        let fill = match self {
            Self::Constant(number) => *number,
            _ => T::zeroed(),
        };
        Reader { source: self, buffer: [fill; PIECE] }
    }
}

/// Reads a source piece by piece.
pub(crate) struct Reader<'a, T> {
    source: &'a Source<'a, T>,
    buffer: [T; PIECE],
}

impl<T: Element> Reader<'_, T> {
    /// Up to [`PIECE`] elements from `start`; the same one again and again where `stride` is 0.
    pub(crate) fn read(&mut self, start: usize, stride: isize, length: usize) -> &[T] {
        let Self { source, buffer } = self;
        let buffer = buffer.get_mut(..length).unwrap_or_default();
        match source {
            Source::Constant(_) => buffer,
            Source::Direct(elements) if stride == 0 => {
                buffer.fill(elements.get(start).copied().unwrap_or_else(T::zeroed));
                buffer
            }
            Source::Direct(elements) => elements.get(start..start + length).unwrap_or_default(),
            Source::Converted { bytes, size, convert } => {
                let count = if stride == 0 { 1 } else { length };
                let bytes = bytes.get(start * size..(start + count) * size).unwrap_or_default();
                convert(bytes, buffer.get_mut(..count).unwrap_or_default());
                if stride == 0
                    && let Some(first) = buffer.first().copied()
                {
                    buffer.fill(first);
                }
                buffer
            }
        }
    }
}
