//! Operations on pairs of elements.

use super::comparison::compare;
use super::drive::{BinaryKernel, Kept, combine as drive, each_pair};
use super::number::{Float, Integer, Number};
use crate::array::Array;
use crate::computation::Computation;
use crate::data_type::{DataType, Kind};
use crate::element::{Boolean, Element, for_computed, for_integer};
use crate::error::ArrayError;
use crate::layout::broadcast_shape;
use crate::promotion::{mean_type, promote_fractional, promote_operands};
use crate::scalar::{Operand, Scalar};
use half::f16;

/// Operations on pairs of elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperation {
    /// Sum; of truth values `LogicalOr`.
    Add,
    /// Difference; not of truth values.
    Subtract,
    /// Product; of truth values `LogicalAnd`.
    Multiply,
    /// Quotient with a fraction, `Float64` for integers.
    Divide,
    /// Quotient, rounded down; 0 where an integer is divided by 0.
    FloorDivide,
    /// What `FloorDivide` leaves, with the sign of the divisor; 0 where an integer is divided by 0.
    Remainder,
    /// Power; fails for a negative integer exponent of an integer.
    Power,
    /// The smaller one; not-a-number wins.
    Minimum,
    /// The larger one; not-a-number wins.
    Maximum,
    /// Angle of the point with the left element as y and the right one as x.
    Arctan2,
    /// Square root of the sum of the squares.
    Hypot,
    /// Whether they are equal. This and the other comparisons give truth values.
    Equal,
    /// Whether they differ.
    NotEqual,
    /// Whether the left one is less.
    Less,
    /// Whether the left one is less or equal.
    LessEqual,
    /// Whether the left one is greater.
    Greater,
    /// Whether the left one is greater or equal.
    GreaterEqual,
    /// Whether both are other than 0.
    LogicalAnd,
    /// Whether one or both are other than 0.
    LogicalOr,
    /// Whether just one is other than 0.
    LogicalXor,
    /// Bits set in both. This and the other operations on bits are not of fractional types.
    BitwiseAnd,
    /// Bits set in one or both.
    BitwiseOr,
    /// Bits set in just one.
    BitwiseXor,
    /// The left one's bits moved up by the right one.
    LeftShift,
    /// The left one's bits moved down by the right one.
    RightShift,
}

/// An operation on the elements of two operands, broadcast to one shape.
pub fn combine(
    computation: &Computation,
    operation: BinaryOperation,
    left: &Operand,
    right: &Operand,
) -> Result<Array, ArrayError> {
    use BinaryOperation as B;
    let data_type = promote_operands(left, right);
    let kind = data_type.kind();
    if kind == Kind::Complex {
        return Err(data_type.unsupported("arithmetic"));
    }
    let operation = if kind == Kind::Boolean { of_truth_values(operation)? } else { operation };
    let shape = broadcast_shape([left.shape(), right.shape()])?;
    let both = Both { computation, shape, operands: (left, right) };
    match operation {
        B::Equal | B::NotEqual | B::Less | B::LessEqual | B::Greater | B::GreaterEqual => {
            compare(computation, operation, left, right, &both.shape)
        }
        B::LogicalAnd | B::LogicalOr | B::LogicalXor => logic(&both, operation),
        B::BitwiseAnd | B::BitwiseOr | B::BitwiseXor | B::LeftShift | B::RightShift => {
            let data_type = if kind == Kind::Boolean { DataType::Int8 } else { data_type };
            Ok(for_integer!(data_type, "an operation on bits", T => both.run::<T, T, T>(of_bits(operation))?))
        }
        B::Divide => both.run_float(mean_type(data_type), operation),
        B::Arctan2 | B::Hypot => both.run_float(promote_fractional(left, right), operation),
        _ => {
            check_exponent(computation, operation, data_type, right)?;
            match data_type {
                DataType::Boolean => both.run::<i8, i8, i8>(of_number(operation)),
                DataType::Float16 => both.run::<f32, f32, f16>(of_number(operation)),
                _ => Ok(for_computed!(data_type, "arithmetic", T => both.run::<T, T, T>(of_number(operation))?)),
            }
        }
    }
}

impl Operand {
    /// The shape that it is broadcast from.
    pub(crate) fn shape(&self) -> &[usize] {
        match self {
            Self::Array(array) => array.shape(),
            Self::Scalar(_) => &[],
        }
    }
}

struct Both<'a> {
    computation: &'a Computation,
    shape: Vec<usize>,
    operands: (&'a Operand, &'a Operand),
}

impl Both<'_> {
    fn run<T: Element, O, K: Kept<O>>(&self, kernel: BinaryKernel<T, O>) -> Result<Array, ArrayError> {
        let elements = drive::<T, O, K>(self.computation, &self.shape, self.operands, kernel)?;
        Ok(Array::of(self.shape.clone(), elements))
    }

    fn run_float(&self, data_type: DataType, operation: BinaryOperation) -> Result<Array, ArrayError> {
        match data_type {
            DataType::Float16 => self.run::<f32, f32, f16>(of_float(operation)),
            DataType::Float32 => self.run::<f32, f32, f32>(of_float(operation)),
            _ => self.run::<f64, f64, f64>(of_float(operation)),
        }
    }
}

/// What an operation is for two truth values.
fn of_truth_values(operation: BinaryOperation) -> Result<BinaryOperation, ArrayError> {
    use BinaryOperation as B;
    Ok(match operation {
        B::Add | B::Maximum | B::BitwiseOr => B::LogicalOr,
        B::Multiply | B::Minimum | B::BitwiseAnd => B::LogicalAnd,
        B::BitwiseXor => B::LogicalXor,
        B::Subtract => return Err(DataType::Boolean.unsupported("subtraction")),
        other => other,
    })
}

/// Integers have no negative powers.
fn check_exponent(
    computation: &Computation,
    operation: BinaryOperation,
    data_type: DataType,
    exponent: &Operand,
) -> Result<(), ArrayError> {
    if operation != BinaryOperation::Power || data_type.kind() != Kind::Integer {
        return Ok(());
    }
    let is_negative = match exponent {
        Operand::Scalar(Scalar::Integer(number)) => *number < 0,
        Operand::Array(array) if array.data_type().kind() == Kind::Integer && !array.data_type().is_unsigned() => {
            let mut pace = computation.pace();
            for_integer!(array.data_type(), "a power", T => {
                let mut is_negative = false;
                for piece in array.elements::<T>(computation)?.chunks(4096) {
                    pace.spend(piece.len())?;
                    is_negative |= piece.iter().any(|number| *number < T::MIN.wrapping_sub(T::MIN));
                }
                is_negative
            })
        }
        _ => false,
    };
    if is_negative {
        return Err(ArrayError::invalid("integers cannot be raised to negative integer powers"));
    }
    Ok(())
}

fn logic(both: &Both<'_>, operation: BinaryOperation) -> Result<Array, ArrayError> {
    let kernel: BinaryKernel<Boolean, Boolean> = match operation {
        BinaryOperation::LogicalAnd => |left, right, results| {
            each_pair(left, right, results, |left, right| (left.is_true() & right.is_true()).into());
        },
        BinaryOperation::LogicalOr => |left, right, results| {
            each_pair(left, right, results, |left, right| (left.is_true() | right.is_true()).into());
        },
        _ => |left, right, results| {
            each_pair(left, right, results, |left, right| (left.is_true() ^ right.is_true()).into());
        },
    };
    both.run::<Boolean, Boolean, Boolean>(kernel)
}

fn of_number<T: Number>(operation: BinaryOperation) -> BinaryKernel<T, T> {
    use BinaryOperation as B;
    match operation {
        B::Add => |left, right, results| each_pair(left, right, results, T::add),
        B::Subtract => |left, right, results| each_pair(left, right, results, T::subtract),
        B::Multiply => |left, right, results| each_pair(left, right, results, T::multiply),
        B::FloorDivide => |left, right, results| each_pair(left, right, results, T::floor_divide),
        B::Remainder => |left, right, results| each_pair(left, right, results, T::remainder),
        B::Power => |left, right, results| each_pair(left, right, results, T::power),
        B::Minimum => |left, right, results| each_pair(left, right, results, T::minimum),
        _ => |left, right, results| each_pair(left, right, results, T::maximum),
    }
}

fn of_float<T: Float>(operation: BinaryOperation) -> BinaryKernel<T, T> {
    match operation {
        BinaryOperation::Divide => |left, right, results| each_pair(left, right, results, T::divide),
        BinaryOperation::Arctan2 => |left, right, results| each_pair(left, right, results, T::atan2),
        _ => |left, right, results| each_pair(left, right, results, T::hypot),
    }
}

fn of_bits<T: Integer>(operation: BinaryOperation) -> BinaryKernel<T, T> {
    match operation {
        BinaryOperation::BitwiseAnd => |left, right, results| each_pair(left, right, results, T::and),
        BinaryOperation::BitwiseOr => |left, right, results| each_pair(left, right, results, T::or),
        BinaryOperation::BitwiseXor => |left, right, results| each_pair(left, right, results, T::xor),
        BinaryOperation::LeftShift => |left, right, results| each_pair(left, right, results, T::left_shift),
        _ => |left, right, results| each_pair(left, right, results, T::right_shift),
    }
}
