//! What a filter sees beyond the border of an image.

use crate::array::Array;
use crate::computation::Computation;
use crate::error::ArrayError;
use crate::scalar::Scalar;
use crate::shape::{Padding, mirrored, nearest, pad, repeated_mirrored, wrapped};

/// What a filter sees beyond the border of an image, by scipy's names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Boundary {
    /// The image mirrored at its border, the outermost elements repeated: `c b a | a b c`.
    Reflect,
    /// The image mirrored at its outermost elements: `c b | a b c | b a`.
    Mirror,
    /// The nearest element: `a a | a b c | c c`.
    Nearest,
    /// The image's other end: `b c | a b c | a b`.
    Wrap,
    /// A value.
    Constant(f64),
}

impl Boundary {
    /// Where the element comes from that stands at `index` of an axis that has elements; none for
    /// the constant value.
    pub(super) fn position(self, index: i64, length: usize) -> Option<usize> {
        match self {
            _ if usize::try_from(index).is_ok_and(|index| index < length) => Some(index as usize),
            Self::Reflect => Some(repeated_mirrored(index, length)),
            Self::Mirror => Some(mirrored(index, length)),
            Self::Nearest => Some(nearest(index, length)),
            Self::Wrap => Some(wrapped(index, length)),
            Self::Constant(_) => None,
        }
    }

    /// The constant value; 0 for others.
    pub(super) fn value(self) -> f64 {
        if let Self::Constant(value) = self { value } else { 0.0 }
    }

    fn padding(self) -> Padding {
        match self {
            Self::Reflect => Padding::Symmetric,
            Self::Mirror => Padding::Reflect,
            Self::Nearest => Padding::Edge,
            Self::Wrap => Padding::Wrap,
            Self::Constant(value) => Padding::Constant(Scalar::Float(value)),
        }
    }
}

/// An image that is not empty, with what is beyond its border: for each axis that many elements
/// before and after.
pub(super) fn extended(
    computation: &Computation,
    image: &Array,
    margins: &[(usize, usize)],
    boundary: Boundary,
) -> Result<Array, ArrayError> {
    let widths: Vec<(u64, u64)> = margins.iter().map(|(before, after)| (*before as u64, *after as u64)).collect();
    pad(computation, image, &widths, boundary.padding())
}
