//! Operations on several arrays.

use super::Made;
use crate::bindings::imjoy::plugin::arrays as wit;
use crate::plugin::computing::Extent;
use crate::plugin::store::StoreState;
use imjoy_arrays::Array;
use wasmtime::component::Resource;

impl wit::Host for StoreState {
    async fn combine(&mut self, operation: wit::BinaryOperation, left: wit::Operand, right: wit::Operand) -> Made {
        let (left, right) = (self.operand(left)?, self.operand(right)?);
        self.make(Extent::default().and_operand(&left).and_operand(&right), move |computation| {
            imjoy_arrays::combine(computation, operation.into(), &left, &right)
        })
        .await
    }

    async fn choose(&mut self, condition: Resource<Array>, then: wit::Operand, otherwise: wit::Operand) -> Made {
        let condition = self.array(&condition)?;
        let (then, otherwise) = (self.operand(then)?, self.operand(otherwise)?);
        self.make(Extent::default().and(&condition).and_operand(&then).and_operand(&otherwise), move |computation| {
            imjoy_arrays::choose(computation, &condition, &then, &otherwise)
        })
        .await
    }

    async fn concatenate(&mut self, arrays: Vec<Resource<Array>>, axis: i32) -> Made {
        let arrays = self.arrays(&arrays)?;
        let extent = arrays.iter().fold(Extent::default(), Extent::and);
        self.make(extent, move |computation| imjoy_arrays::concatenate(computation, &arrays, axis)).await
    }

    async fn stack(&mut self, arrays: Vec<Resource<Array>>, axis: i32) -> Made {
        let arrays = self.arrays(&arrays)?;
        let extent = arrays.iter().fold(Extent::default(), Extent::and);
        self.make(extent, move |computation| imjoy_arrays::stack(computation, &arrays, axis)).await
    }

    async fn matrix_product(&mut self, left: Resource<Array>, right: Resource<Array>) -> Made {
        let (left, right) = (self.array(&left)?, self.array(&right)?);
        self.make(Extent::default().and(&left).and(&right), move |computation| {
            imjoy_arrays::matrix_product(computation, &left, &right)
        })
        .await
    }
}
