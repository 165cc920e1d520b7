//! Elements kept within bounds.

use super::binary::{BinaryOperation, combine};
use crate::array::Array;
use crate::computation::Computation;
use crate::data_type::{DataType, Kind};
use crate::error::ArrayError;
use crate::scalar::{Operand, Scalar, bounds};

/// The elements, none below `minimum` and none above `maximum`.
pub fn clip(
    computation: &Computation,
    array: &Array,
    minimum: Option<&Operand>,
    maximum: Option<&Operand>,
) -> Result<Array, ArrayError> {
    let mut result = array.clone();
    for (operation, bound) in [(BinaryOperation::Maximum, minimum), (BinaryOperation::Minimum, maximum)] {
        if let Some(bound) = bound {
            let bound = within(array.data_type(), bound);
            result = combine(computation, operation, &Operand::Array(result), &bound)?;
        }
    }
    Ok(result)
}

/// A bound that the type cannot hold does nothing, or all that there is to do.
fn within(data_type: DataType, bound: &Operand) -> Operand {
    match bound {
        Operand::Scalar(scalar) if data_type.kind() == Kind::Integer => Operand::Scalar(nearest(data_type, *scalar)),
        other => other.clone(),
    }
}

fn nearest(data_type: DataType, scalar: Scalar) -> Scalar {
    let (Some(number), Ok((least, most))) = (scalar.whole(), bounds(data_type)) else { return scalar };
    let number = number.clamp(least, most);
    match (i64::try_from(number), u64::try_from(number)) {
        (Ok(number), _) => Scalar::Integer(number),
        (_, Ok(number)) => Scalar::Unsigned(number),
        _ => scalar,
    }
}
