//! Operations on each element.

use super::drive::{UnaryKernel, each, map};
use super::number::{Float, Integer, Number};
use super::source::Source;
use crate::array::Array;
use crate::computation::Computation;
use crate::data_type::{DataType, Kind};
use crate::element::{Boolean, Element, for_computed, for_integer};
use crate::error::ArrayError;
use crate::promotion::fractional;
use half::f16;

/// Operations on each element. Those that have fractional results give `Float64` for integers of
/// 32 and more bits, `Float32` for 16 bits, `Float16` for 8 bits and truth values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperation {
    /// The negative; not of truth values.
    Negative,
    /// The absolute value.
    Absolute,
    /// -1, 0 or 1; not of truth values.
    Sign,
    /// The number times itself.
    Square,
    /// Square root.
    Sqrt,
    /// Cube root.
    Cbrt,
    /// e to the power of the number.
    Exp,
    /// `Exp` less one, exact near 0.
    Expm1,
    /// Natural logarithm.
    Log,
    /// Logarithm to base 2.
    Log2,
    /// Logarithm to base 10.
    Log10,
    /// Natural logarithm of one plus the number, exact near 0.
    Log1p,
    /// Sine of an angle in radians.
    Sin,
    /// Cosine of an angle in radians.
    Cos,
    /// Tangent of an angle in radians.
    Tan,
    /// Angle of a sine.
    Arcsin,
    /// Angle of a cosine.
    Arccos,
    /// Angle of a tangent, from -π/2 to π/2.
    Arctan,
    /// Hyperbolic sine.
    Sinh,
    /// Hyperbolic cosine.
    Cosh,
    /// Hyperbolic tangent.
    Tanh,
    /// The whole number at or below; integers stay as they are.
    Floor,
    /// The whole number at or above; integers stay as they are.
    Ceil,
    /// The nearest whole number, halves to the even one; integers stay as they are.
    Round,
    /// The whole number towards 0; integers stay as they are.
    Trunc,
    /// 1 divided by the number, in the number's own type.
    Reciprocal,
    /// Whether the element is 0.
    LogicalNot,
    /// All bits turned over; of truth values their negation. Not of fractional types.
    BitwiseNot,
    /// Whether the element is not a number.
    IsNan,
    /// Whether the element is neither infinite nor not-a-number.
    IsFinite,
    /// Whether the element is infinite.
    IsInfinite,
}

/// An operation on each element.
pub fn apply(computation: &Computation, operation: UnaryOperation, array: &Array) -> Result<Array, ArrayError> {
    use UnaryOperation as U;
    let data_type = array.data_type();
    let kind = data_type.kind();
    if kind == Kind::Complex {
        return Err(data_type.unsupported("arithmetic"));
    }
    match operation {
        U::LogicalNot => logical_not(computation, array),
        U::BitwiseNot if kind == Kind::Boolean => logical_not(computation, array),
        U::BitwiseNot => Ok(for_integer!(data_type, "an operation on bits", T => {
            run::<T, T, T>(computation, array, |piece, results| each(piece, results, T::not))?
        })),
        U::IsNan | U::IsFinite | U::IsInfinite => test(computation, operation, array),
        U::Floor | U::Ceil | U::Round | U::Trunc if kind < Kind::Float => Ok(array.clone()),
        U::Absolute if kind == Kind::Boolean => Ok(array.clone()),
        U::Negative | U::Sign if kind == Kind::Boolean => Err(data_type.unsupported("a sign")),
        U::Negative | U::Absolute | U::Sign | U::Square | U::Reciprocal => match data_type {
            DataType::Float16 => run::<f32, f32, f16>(computation, array, of_number(operation)),
            DataType::Boolean => run::<i8, i8, i8>(computation, array, of_number(operation)),
            _ => Ok(for_computed!(data_type, "arithmetic", T => {
                run::<T, T, T>(computation, array, of_number(operation))?
            })),
        },
        _ => match fractional(data_type) {
            DataType::Float16 => run::<f32, f32, f16>(computation, array, of_float(operation)),
            DataType::Float32 => run::<f32, f32, f32>(computation, array, of_float(operation)),
            _ => run::<f64, f64, f64>(computation, array, of_float(operation)),
        },
    }
}

fn run<T: Element, O, K: super::drive::Kept<O>>(
    computation: &Computation,
    array: &Array,
    kernel: UnaryKernel<T, O>,
) -> Result<Array, ArrayError> {
    let elements = map::<T, O, K>(computation, &Source::of(array)?, array.len(), kernel)?;
    Ok(Array::of(array.shape().to_vec(), elements))
}

fn logical_not(computation: &Computation, array: &Array) -> Result<Array, ArrayError> {
    run::<Boolean, Boolean, Boolean>(computation, array, |piece, results| {
        each(piece, results, |element| (!element.is_true()).into());
    })
}

/// Tests for numbers that only fractional types have.
fn test(computation: &Computation, operation: UnaryOperation, array: &Array) -> Result<Array, ArrayError> {
    fn kernel<T: Float>(operation: UnaryOperation) -> UnaryKernel<T, Boolean> {
        match operation {
            UnaryOperation::IsNan => |piece, results| each(piece, results, |element| element.is_nan().into()),
            UnaryOperation::IsFinite => |piece, results| each(piece, results, |element| element.is_finite().into()),
            _ => |piece, results| each(piece, results, |element| element.is_infinite().into()),
        }
    }
    match array.data_type() {
        DataType::Float64 => run::<f64, Boolean, Boolean>(computation, array, kernel(operation)),
        _ => run::<f32, Boolean, Boolean>(computation, array, kernel(operation)),
    }
}

fn of_number<T: Number>(operation: UnaryOperation) -> UnaryKernel<T, T> {
    match operation {
        UnaryOperation::Negative => |piece, results| each(piece, results, T::negative),
        UnaryOperation::Absolute => |piece, results| each(piece, results, T::absolute),
        UnaryOperation::Sign => |piece, results| each(piece, results, T::sign),
        UnaryOperation::Square => |piece, results| each(piece, results, |element| element.multiply(element)),
        _ => |piece, results| each(piece, results, T::reciprocal),
    }
}

fn of_float<T: Float>(operation: UnaryOperation) -> UnaryKernel<T, T> {
    use UnaryOperation as U;
    match operation {
        U::Sqrt => |piece, results| each(piece, results, T::sqrt),
        U::Cbrt => |piece, results| each(piece, results, T::cbrt),
        U::Exp => |piece, results| each(piece, results, T::exp),
        U::Expm1 => |piece, results| each(piece, results, T::exp_m1),
        U::Log => |piece, results| each(piece, results, T::ln),
        U::Log2 => |piece, results| each(piece, results, T::log2),
        U::Log10 => |piece, results| each(piece, results, T::log10),
        U::Log1p => |piece, results| each(piece, results, T::ln_1p),
        U::Sin => |piece, results| each(piece, results, T::sin),
        U::Cos => |piece, results| each(piece, results, T::cos),
        U::Tan => |piece, results| each(piece, results, T::tan),
        U::Arcsin => |piece, results| each(piece, results, T::asin),
        U::Arccos => |piece, results| each(piece, results, T::acos),
        U::Arctan => |piece, results| each(piece, results, T::atan),
        U::Sinh => |piece, results| each(piece, results, T::sinh),
        U::Cosh => |piece, results| each(piece, results, T::cosh),
        U::Tanh => |piece, results| each(piece, results, T::tanh),
        U::Floor => |piece, results| each(piece, results, T::floor),
        U::Ceil => |piece, results| each(piece, results, T::ceil),
        U::Round => |piece, results| each(piece, results, T::round_ties_even),
        _ => |piece, results| each(piece, results, T::trunc),
    }
}
