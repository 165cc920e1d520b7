//! Comparisons: exact, also between types that have no common one.

use super::binary::{BinaryOperation, combine};
use super::drive::{BinaryKernel, combine as drive, each_pair};
use super::unary::{UnaryOperation, apply};
use crate::array::Array;
use crate::computation::Computation;
use crate::data_type::{DataType, Kind};
use crate::element::{Boolean, Element, for_real};
use crate::error::ArrayError;
use crate::promotion::promote_operands;
use crate::scalar::{Operand, Scalar, bounds};
use std::cmp::Ordering;

/// Compares two operands that are broadcast to `shape`.
pub(super) fn compare(
    computation: &Computation,
    operation: BinaryOperation,
    left: &Operand,
    right: &Operand,
    shape: &[usize],
) -> Result<Array, ArrayError> {
    let always = match (left, right) {
        (Operand::Array(array), Operand::Scalar(scalar)) => beyond(array.data_type(), *scalar).map(Ordering::reverse),
        (Operand::Scalar(scalar), Operand::Array(array)) => beyond(array.data_type(), *scalar),
        _ => None,
    };
    if let Some(ordering) = always {
        let mut elements = computation.zeroed::<Boolean>(shape.iter().product())?;
        elements.fill(holds(operation, Some(ordering)).into());
        return Ok(Array::of(shape.to_vec(), elements));
    }
    match (operand_type(left), operand_type(right)) {
        (Some(DataType::Uint64), Some(other)) if is_signed(other) => {
            return compare_signed(computation, mirrored(operation), right, left, shape);
        }
        (Some(other), Some(DataType::Uint64)) if is_signed(other) => {
            return compare_signed(computation, operation, left, right, shape);
        }
        _ => {}
    }
    let elements = for_real!(promote_operands(left, right), "a comparison", T => {
        drive::<T, Boolean, Boolean>(computation, shape, (left, right), kernel(operation))?
    });
    Ok(Array::of(shape.to_vec(), elements))
}

/// Compares signed integers with `uint64`.
fn compare_signed(
    computation: &Computation,
    operation: BinaryOperation,
    signed: &Operand,
    unsigned: &Operand,
    shape: &[usize],
) -> Result<Array, ArrayError> {
    let elements = drive::<u64, Boolean, Boolean>(computation, shape, (signed, unsigned), kernel(operation))?;
    let wrapped = Operand::Array(Array::of(shape.to_vec(), elements));
    let negative = combine(computation, BinaryOperation::Less, signed, &Operand::Scalar(Scalar::Integer(0)))?;
    if holds(operation, Some(Ordering::Less)) {
        return combine(computation, BinaryOperation::LogicalOr, &wrapped, &Operand::Array(negative));
    }
    let positive = Operand::Array(apply(computation, UnaryOperation::LogicalNot, &negative)?);
    combine(computation, BinaryOperation::LogicalAnd, &wrapped, &positive)
}

/// The operation that gives the same with its operands exchanged.
fn mirrored(operation: BinaryOperation) -> BinaryOperation {
    match operation {
        BinaryOperation::Less => BinaryOperation::Greater,
        BinaryOperation::LessEqual => BinaryOperation::GreaterEqual,
        BinaryOperation::Greater => BinaryOperation::Less,
        BinaryOperation::GreaterEqual => BinaryOperation::LessEqual,
        other => other,
    }
}

fn operand_type(operand: &Operand) -> Option<DataType> {
    match operand {
        Operand::Array(array) => Some(array.data_type()),
        Operand::Scalar(_) => None,
    }
}

fn is_signed(data_type: DataType) -> bool {
    data_type.kind() == Kind::Integer && !data_type.is_unsigned()
}

/// How a whole number that an integer type cannot hold compares with all that it can.
fn beyond(data_type: DataType, scalar: Scalar) -> Option<Ordering> {
    if data_type.kind() != Kind::Integer {
        return None;
    }
    let (number, (least, most)) = (scalar.whole()?, bounds(data_type).ok()?);
    if number < least {
        Some(Ordering::Less)
    } else if number > most {
        Some(Ordering::Greater)
    } else {
        None
    }
}

fn holds(operation: BinaryOperation, ordering: Option<Ordering>) -> bool {
    match operation {
        BinaryOperation::Equal => ordering == Some(Ordering::Equal),
        BinaryOperation::NotEqual => ordering != Some(Ordering::Equal),
        BinaryOperation::Less => ordering == Some(Ordering::Less),
        BinaryOperation::LessEqual => ordering.is_some_and(Ordering::is_le),
        BinaryOperation::Greater => ordering == Some(Ordering::Greater),
        _ => ordering.is_some_and(Ordering::is_ge),
    }
}

fn kernel<T: Element>(operation: BinaryOperation) -> BinaryKernel<T, Boolean> {
    match operation {
        BinaryOperation::Equal => {
            |left, right, results| each_pair(left, right, results, |left, right| (left == right).into())
        }
        BinaryOperation::NotEqual => {
            |left, right, results| each_pair(left, right, results, |left, right| (left != right).into())
        }
        BinaryOperation::Less => {
            |left, right, results| each_pair(left, right, results, |left, right| (left < right).into())
        }
        BinaryOperation::LessEqual => {
            |left, right, results| each_pair(left, right, results, |left, right| (left <= right).into())
        }
        BinaryOperation::Greater => {
            |left, right, results| each_pair(left, right, results, |left, right| (left > right).into())
        }
        _ => |left, right, results| each_pair(left, right, results, |left, right| (left >= right).into()),
    }
}
