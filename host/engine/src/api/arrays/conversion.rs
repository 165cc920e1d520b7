//! Operands and operations, from their types in WIT to those of `imjoy_arrays`.

use crate::bindings::imjoy::plugin::arrays as wit;
use crate::bindings::imjoy::plugin::types::Error;
use crate::plugin::store::StoreState;
use imjoy_arrays::{
    Accumulation, Array, ArrayError, BinaryOperation, Bins, Index, Operand, Padding, Reduction, Scalar, Selection,
    Slice, UnaryOperation,
};
use wasmtime::component::Resource;

impl StoreState {
    /// The array that a handle stands for; its elements are shared.
    pub(crate) fn array(&self, array: &Resource<Array>) -> wasmtime::Result<Array> {
        Ok(self.table.get(array)?.clone())
    }

    pub(crate) fn arrays(&self, arrays: &[Resource<Array>]) -> wasmtime::Result<Vec<Array>> {
        arrays.iter().map(|array| self.array(array)).collect()
    }

    pub(crate) fn optional_array(&self, array: Option<Resource<Array>>) -> wasmtime::Result<Option<Array>> {
        array.map(|array| self.array(&array)).transpose()
    }

    pub(super) fn operand(&self, operand: wit::Operand) -> wasmtime::Result<Operand> {
        Ok(match operand {
            wit::Operand::Array(array) => Operand::Array(self.array(&array)?),
            wit::Operand::Scalar(scalar) => Operand::Scalar(scalar.into()),
        })
    }

    pub(super) fn selection(&self, selection: wit::Selection) -> wasmtime::Result<Selection> {
        Ok(match selection {
            wit::Selection::Basic(indices) => Selection::Basic(indices.into_iter().map(Index::from).collect()),
            wit::Selection::Mask(mask) => Selection::Mask(self.array(&mask)?),
            wit::Selection::Points(points) => Selection::Points(self.arrays(&points)?),
        })
    }
}

impl From<ArrayError> for Error {
    fn from(error: ArrayError) -> Self {
        let sentence = error.to_string();
        if error.is_limit() { Self::Limit(sentence) } else { Self::Invalid(sentence) }
    }
}

impl From<wit::Scalar> for Scalar {
    fn from(scalar: wit::Scalar) -> Self {
        match scalar {
            wit::Scalar::Boolean(value) => Self::Boolean(value),
            wit::Scalar::Integer(number) => Self::Integer(number),
            wit::Scalar::Unsigned(number) => Self::Unsigned(number),
            wit::Scalar::Float(number) => Self::Float(number),
        }
    }
}

impl From<Scalar> for wit::Scalar {
    fn from(scalar: Scalar) -> Self {
        match scalar {
            Scalar::Boolean(value) => Self::Boolean(value),
            Scalar::Integer(number) => Self::Integer(number),
            Scalar::Unsigned(number) => Self::Unsigned(number),
            Scalar::Float(number) => Self::Float(number),
        }
    }
}

impl From<wit::Index> for Index {
    fn from(index: wit::Index) -> Self {
        match index {
            wit::Index::At(position) => Self::At(position),
            wit::Index::Slice(wit::Slice { start, stop, step }) => Self::Slice(Slice { start, stop, step }),
            wit::Index::NewAxis => Self::NewAxis,
            wit::Index::Ellipsis => Self::Ellipsis,
        }
    }
}

impl From<wit::Padding> for Padding {
    fn from(padding: wit::Padding) -> Self {
        match padding {
            wit::Padding::Constant(scalar) => Self::Constant(scalar.into()),
            wit::Padding::Edge => Self::Edge,
            wit::Padding::Reflect => Self::Reflect,
            wit::Padding::Symmetric => Self::Symmetric,
            wit::Padding::Wrap => Self::Wrap,
        }
    }
}

impl From<wit::Bins> for Bins {
    fn from(bins: wit::Bins) -> Self {
        match bins {
            wit::Bins::Count(count) => Self::Count(count),
            wit::Bins::Between((count, least, most)) => Self::Between(count, least, most),
            wit::Bins::Edges(edges) => Self::Edges(edges),
        }
    }
}

impl From<wit::Reduction> for Reduction {
    fn from(reduction: wit::Reduction) -> Self {
        match reduction {
            wit::Reduction::Sum => Self::Sum,
            wit::Reduction::Product => Self::Product,
            wit::Reduction::Mean => Self::Mean,
            wit::Reduction::Variance(freedom) => Self::Variance(freedom),
            wit::Reduction::StandardDeviation(freedom) => Self::StandardDeviation(freedom),
            wit::Reduction::Minimum => Self::Minimum,
            wit::Reduction::Maximum => Self::Maximum,
            wit::Reduction::Argmin => Self::Argmin,
            wit::Reduction::Argmax => Self::Argmax,
            wit::Reduction::Median => Self::Median,
            wit::Reduction::Quantile(fraction) => Self::Quantile(fraction),
            wit::Reduction::Any => Self::Any,
            wit::Reduction::All => Self::All,
            wit::Reduction::CountNonzero => Self::CountNonzero,
        }
    }
}

macro_rules! operations {
    ($type:ident: $($name:ident)*) => {
        impl From<wit::$type> for $type {
            fn from(operation: wit::$type) -> Self {
                match operation { $(wit::$type::$name => Self::$name),* }
            }
        }
    };
}

operations!(Accumulation: Sum Product Minimum Maximum);
operations!(UnaryOperation:
    Negative Absolute Sign Square Sqrt Cbrt Exp Expm1 Log Log2 Log10 Log1p Sin Cos Tan Arcsin Arccos Arctan Sinh Cosh Tanh
    Floor Ceil Round Trunc Reciprocal LogicalNot BitwiseNot IsNan IsFinite IsInfinite);
operations!(BinaryOperation:
    Add Subtract Multiply Divide FloorDivide Remainder Power Minimum Maximum Arctan2 Hypot Equal NotEqual Less LessEqual
    Greater GreaterEqual LogicalAnd LogicalOr LogicalXor BitwiseAnd BitwiseOr BitwiseXor LeftShift RightShift);
