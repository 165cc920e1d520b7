//! Elements of one operand or of another, by a condition.

use super::drive::operand_strides;
use super::source::{PIECE, Source};
use crate::array::Array;
use crate::computation::Computation;
use crate::element::{Boolean, for_real};
use crate::error::ArrayError;
use crate::layout::{Walk, broadcast_shape, broadcast_strides};
use crate::promotion::promote_operands;
use crate::scalar::Operand;

/// Elements of `then` where `condition` is other than 0, else of `otherwise`, all broadcast to one
/// shape.
pub fn choose(
    computation: &Computation,
    condition: &Array,
    then: &Operand,
    otherwise: &Operand,
) -> Result<Array, ArrayError> {
    let shape = broadcast_shape([condition.shape(), then.shape(), otherwise.shape()])?;
    let strides = [
        broadcast_strides(condition.shape(), &shape)?,
        operand_strides(then, &shape)?,
        operand_strides(otherwise, &shape)?,
    ];
    let walk = Walk::new(&shape, [0; 3], [&strides[0], &strides[1], &strides[2]]);
    let condition = Source::<Boolean>::of(condition)?;
    let mut conditions = condition.reader();
    let mut pace = computation.pace();
    for_real!(promote_operands(then, otherwise), "a choice", T => {
        let (then, otherwise) = (Source::<T>::of_operand(then)?, Source::<T>::of_operand(otherwise)?);
        let (mut then, mut otherwise) = (then.reader(), otherwise.reader());
        let mut elements = computation.zeroed::<T>(shape.iter().product())?;
        let mut rest: &mut [T] = &mut elements;
        walk.for_each_run(|run| {
            let (target, after) = std::mem::take(&mut rest).split_at_mut_checked(run.length).unwrap_or_default();
            rest = after;
            let [first, second, third] = run.starts;
            let [stride, second_stride, third_stride] = run.strides;
            for (index, target) in target.chunks_mut(PIECE).enumerate() {
                pace.spend(target.len())?;
                let (offset, length) = (index * PIECE, target.len());
                let conditions = conditions.read(first + offset * stride as usize, stride, length);
                let then = then.read(second + offset * second_stride as usize, second_stride, length);
                let otherwise = otherwise.read(third + offset * third_stride as usize, third_stride, length);
                for (((target, condition), then), otherwise) in target.iter_mut().zip(conditions).zip(then).zip(otherwise) {
                    *target = if condition.is_true() { *then } else { *otherwise };
                }
            }
            Ok(())
        })?;
        Ok(Array::of(shape, elements))
    })
}
