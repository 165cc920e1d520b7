//! Handles to the arrays that operations make.

use crate::bindings::imjoy::plugin::arrays as wit;
use crate::bindings::imjoy::plugin::types::Error;
use crate::plugin::computing::Extent;
use crate::plugin::store::StoreState;
use imjoy_arrays::{Array, ArrayError, Computation, DataType, Numbers, Operand, Selection};
use wasmtime::component::Resource;

/// What a function that makes an array gives.
pub(in crate::api) type Made = wasmtime::Result<Result<Resource<Array>, Error>>;

impl StoreState {
    /// A handle to an array that an operation has made.
    pub(in crate::api) fn give(&mut self, made: Result<Array, ArrayError>) -> Made {
        Ok(match made {
            Ok(array) => Ok(self.table.push(array)?),
            Err(error) => Err(error.into()),
        })
    }

    /// A handle to what `operation` makes.
    pub(in crate::api) async fn make(
        &mut self,
        extent: Extent,
        operation: impl Fn(&Computation) -> Result<Array, ArrayError> + Send + 'static,
    ) -> Made {
        let made = self.compute(extent, operation).await?;
        self.give(made)
    }

    /// A handle to an array of a plugin's own list of numbers.
    pub(super) async fn make_of_numbers(
        &mut self,
        data_type: DataType,
        shape: Vec<u64>,
        numbers: wit::Numbers,
    ) -> Made {
        let length = match &numbers {
            wit::Numbers::Booleans(numbers) => numbers.len(),
            wit::Numbers::Integers(numbers) => size_of_val(numbers.as_slice()),
            wit::Numbers::Floats(numbers) => size_of_val(numbers.as_slice()),
        };
        self.make(Extent::bytes(length), move |computation| {
            let numbers = match &numbers {
                wit::Numbers::Booleans(numbers) => Numbers::Booleans(numbers),
                wit::Numbers::Integers(numbers) => Numbers::Integers(numbers),
                wit::Numbers::Floats(numbers) => Numbers::Floats(numbers),
            };
            Array::from_numbers(computation, data_type, &shape, numbers)
        })
        .await
    }

    /// A handle to what `operation` makes of one array.
    pub(super) async fn transform(
        &mut self,
        array: Resource<Array>,
        operation: impl Fn(&Computation, &Array) -> Result<Array, ArrayError> + Send + 'static,
    ) -> Made {
        let array = self.array(&array)?;
        self.make(Extent::default().and(&array), move |computation| operation(computation, &array)).await
    }
}

impl Extent {
    /// With the elements of an operand.
    pub(super) fn and_operand(self, operand: &Operand) -> Self {
        match operand {
            Operand::Array(array) => self.and(array),
            Operand::Scalar(_) => self,
        }
    }

    /// With the elements of a selection.
    pub(super) fn and_selection(self, selection: &Selection) -> Self {
        match selection {
            Selection::Basic(_) => self,
            Selection::Mask(mask) => self.and(mask),
            Selection::Points(points) => points.iter().fold(self, Self::and),
        }
    }
}
