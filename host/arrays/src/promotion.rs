//! Which type a result has: numpy's promotion, with weak scalars (NEP 50).

use crate::data_type::{DataType, Kind};
use crate::scalar::{Operand, Scalar};

/// The smallest type that holds the numbers of both; `float64` for `uint64` with a signed one.
pub(crate) fn promote(left: DataType, right: DataType) -> DataType {
    let (low, high) = if left.kind() <= right.kind() { (left, right) } else { (right, left) };
    match (low.kind(), high.kind()) {
        (Kind::Boolean, _) => high,
        (Kind::Integer, Kind::Integer) => promote_integers(low, high),
        (_, Kind::Float) => larger(fractional(low), high),
        (Kind::Complex, _) => larger(low, high),
        _ if high == DataType::Complex64 && fractional(low).size() <= 4 => DataType::Complex64,
        _ => DataType::Complex128,
    }
}

/// The type of a fractional result, such as a sine.
pub(crate) fn fractional(data_type: DataType) -> DataType {
    match (data_type.kind(), data_type.size()) {
        (Kind::Float | Kind::Complex, _) => data_type,
        (_, 1) => DataType::Float16,
        (_, 2) => DataType::Float32,
        _ => DataType::Float64,
    }
}

/// The type of a mean: `float64` for integers.
pub(crate) fn mean_type(data_type: DataType) -> DataType {
    if data_type.kind() < Kind::Float { DataType::Float64 } else { data_type }
}

/// The type of a sum: integers in 64 bits.
pub(crate) fn sum_type(data_type: DataType) -> DataType {
    match data_type.kind() {
        Kind::Boolean => DataType::Int64,
        Kind::Integer if data_type.is_unsigned() => DataType::Uint64,
        Kind::Integer => DataType::Int64,
        _ => data_type,
    }
}

/// The type of an operation on an array of a type and a scalar.
fn promote_weak(data_type: DataType, scalar: Scalar) -> DataType {
    match scalar.kind() {
        kind if kind <= data_type.kind() => data_type,
        Kind::Integer => DataType::Int64,
        _ => scalar.data_type(),
    }
}

/// The type of an operation on two operands that has a fractional result.
pub(crate) fn promote_fractional(left: &Operand, right: &Operand) -> DataType {
    match (left, right) {
        (Operand::Array(left), Operand::Array(right)) => {
            promote(fractional(left.data_type()), fractional(right.data_type()))
        }
        _ => fractional(promote_operands(left, right)),
    }
}

/// The type of an operation on two operands.
pub(crate) fn promote_operands(left: &Operand, right: &Operand) -> DataType {
    match (left, right) {
        (Operand::Array(left), Operand::Array(right)) => promote(left.data_type(), right.data_type()),
        (Operand::Array(array), Operand::Scalar(scalar)) | (Operand::Scalar(scalar), Operand::Array(array)) => {
            promote_weak(array.data_type(), *scalar)
        }
        (Operand::Scalar(left), Operand::Scalar(right)) => promote(left.data_type(), right.data_type()),
    }
}

fn larger(left: DataType, right: DataType) -> DataType {
    if left.size() > right.size() { left } else { right }
}

fn promote_integers(left: DataType, right: DataType) -> DataType {
    if left.is_unsigned() == right.is_unsigned() {
        return larger(left, right);
    }
    let (unsigned, signed) = if left.is_unsigned() { (left, right) } else { (right, left) };
    if signed.size() > unsigned.size() {
        return signed;
    }
    match unsigned {
        DataType::Uint8 => DataType::Int16,
        DataType::Uint16 => DataType::Int32,
        DataType::Uint32 => DataType::Int64,
        _ => DataType::Float64,
    }
}
