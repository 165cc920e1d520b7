//! `arrays`: arithmetic on n-dimensional arrays, which `imjoy_arrays` does.

mod conversion;
mod making;
mod several;

use crate::bindings::imjoy::plugin::arrays as wit;
use crate::bindings::imjoy::plugin::types::{Dtype, Error};
use crate::buffer::Buffer;
use crate::plugin::computing::Extent;
use crate::plugin::store::StoreState;
use imjoy_arrays::{Array, Computation, DataType, Index, Selection};
pub(in crate::api) use making::Made;
use wasmtime::component::Resource;

impl wit::HostArray for StoreState {
    fn from_buffer(&mut self, dtype: Dtype, shape: Vec<u64>, data: Resource<Buffer>) -> Made {
        let data = self.table.get(&data)?.0.clone();
        self.give(Array::new(dtype.into(), &shape, data))
    }

    fn from_bytes(&mut self, dtype: Dtype, shape: Vec<u64>, bytes: Vec<u8>) -> Made {
        match self.buffers.buffer(bytes) {
            Ok(buffer) => self.give(Array::new(dtype.into(), &shape, buffer.0)),
            Err(limit) => Ok(Err(Error::Limit(limit.to_string()))),
        }
    }

    async fn from_numbers(&mut self, dtype: Dtype, shape: Vec<u64>, numbers: wit::Numbers) -> Made {
        self.make_of_numbers(dtype.into(), shape, numbers).await
    }

    async fn full(&mut self, dtype: Dtype, shape: Vec<u64>, number: wit::Scalar) -> Made {
        let data_type = DataType::from(dtype);
        self.make(Extent::default(), move |computation| Array::full(computation, data_type, &shape, number.into()))
            .await
    }

    async fn range(&mut self, start: wit::Scalar, stop: wit::Scalar, step: wit::Scalar, dtype: Option<Dtype>) -> Made {
        let data_type = dtype.map(DataType::from);
        self.make(Extent::default(), move |computation| {
            Array::range(computation, start.into(), stop.into(), step.into(), data_type)
        })
        .await
    }

    async fn linspace(&mut self, start: f64, stop: f64, count: u64, endpoint: bool) -> Made {
        self.make(Extent::default(), move |computation| Array::linspace(computation, start, stop, count, endpoint))
            .await
    }

    fn dtype(&mut self, array: Resource<Array>) -> wasmtime::Result<Dtype> {
        Ok(self.table.get(&array)?.data_type().into())
    }

    fn shape(&mut self, array: Resource<Array>) -> wasmtime::Result<Vec<u64>> {
        Ok(self.table.get(&array)?.shape().iter().map(|length| *length as u64).collect())
    }

    fn to_buffer(&mut self, array: Resource<Array>) -> wasmtime::Result<Resource<Buffer>> {
        let data = self.table.get(&array)?.data();
        Ok(self.table.push(Buffer(data))?)
    }

    fn element(&mut self, array: Resource<Array>, position: Vec<i64>) -> wasmtime::Result<Result<wit::Scalar, Error>> {
        Ok(self.table.get(&array)?.element(&position).map(Into::into).map_err(Into::into))
    }

    fn clone(&mut self, array: Resource<Array>) -> wasmtime::Result<Resource<Array>> {
        let clone = self.array(&array)?;
        Ok(self.table.push(clone)?)
    }

    async fn as_type(&mut self, array: Resource<Array>, dtype: Dtype, saturating: bool) -> Made {
        let data_type = DataType::from(dtype);
        self.transform(array, move |computation, array| {
            imjoy_arrays::as_type(computation, array, data_type, saturating)
        })
        .await
    }

    async fn apply(&mut self, array: Resource<Array>, operation: wit::UnaryOperation) -> Made {
        self.transform(array, move |computation, array| imjoy_arrays::apply(computation, operation.into(), array)).await
    }

    async fn clip(
        &mut self,
        array: Resource<Array>,
        minimum: Option<wit::Operand>,
        maximum: Option<wit::Operand>,
    ) -> Made {
        let array = self.array(&array)?;
        let minimum = minimum.map(|minimum| self.operand(minimum)).transpose()?;
        let maximum = maximum.map(|maximum| self.operand(maximum)).transpose()?;
        let bounds = minimum.iter().chain(&maximum);
        let extent = bounds.fold(Extent::default().and(&array), Extent::and_operand);
        self.make(extent, move |computation| {
            imjoy_arrays::clip(computation, &array, minimum.as_ref(), maximum.as_ref())
        })
        .await
    }

    async fn reduce(
        &mut self,
        array: Resource<Array>,
        operation: wit::Reduction,
        axes: Option<Vec<i32>>,
        keep_axes: bool,
    ) -> Made {
        self.transform(array, move |computation, array| {
            imjoy_arrays::reduce(computation, operation.into(), array, axes.as_deref(), keep_axes)
        })
        .await
    }

    async fn accumulate(&mut self, array: Resource<Array>, operation: wit::Accumulation, axis: Option<i32>) -> Made {
        self.transform(array, move |computation, array| {
            imjoy_arrays::accumulate(computation, operation.into(), array, axis)
        })
        .await
    }

    async fn sort(&mut self, array: Resource<Array>, axis: Option<i32>) -> Made {
        self.transform(array, move |computation, array| imjoy_arrays::sort(computation, array, axis)).await
    }

    async fn sort_positions(&mut self, array: Resource<Array>, axis: Option<i32>) -> Made {
        self.transform(array, move |computation, array| imjoy_arrays::sort_positions(computation, array, axis)).await
    }

    async fn unique(&mut self, array: Resource<Array>) -> wasmtime::Result<Result<wit::UniqueElements, Error>> {
        let array = self.array(&array)?;
        let extent = Extent::default().and(&array);
        let unique = self.compute(extent, move |computation| imjoy_arrays::unique(computation, &array)).await?;
        Ok(match unique {
            Ok(unique) => Ok(wit::UniqueElements {
                values: self.table.push(unique.values)?,
                counts: self.table.push(unique.counts)?,
                inverse: self.table.push(unique.inverse)?,
            }),
            Err(error) => Err(error.into()),
        })
    }

    async fn count_integers(
        &mut self,
        array: Resource<Array>,
        weights: Option<Resource<Array>>,
        minimum_length: u64,
    ) -> Made {
        let (array, weights) = (self.array(&array)?, self.optional_array(weights)?);
        let extent = weights.iter().fold(Extent::default().and(&array), Extent::and);
        self.make(extent, move |computation| {
            imjoy_arrays::count_integers(computation, &array, weights.as_ref(), minimum_length)
        })
        .await
    }

    async fn histogram(
        &mut self,
        array: Resource<Array>,
        bins: wit::Bins,
        weights: Option<Resource<Array>>,
    ) -> wasmtime::Result<Result<wit::Histogram, Error>> {
        let (array, weights) = (self.array(&array)?, self.optional_array(weights)?);
        let extent = weights.iter().fold(Extent::default().and(&array), Extent::and);
        let bins = bins.into();
        let operation =
            move |computation: &Computation| imjoy_arrays::histogram(computation, &array, &bins, weights.as_ref());
        Ok(match self.compute(extent, operation).await? {
            Ok(histogram) => Ok(wit::Histogram {
                counts: self.table.push(histogram.counts)?,
                edges: self.table.push(histogram.edges)?,
            }),
            Err(error) => Err(error.into()),
        })
    }

    async fn nonzero(&mut self, array: Resource<Array>) -> wasmtime::Result<Result<Vec<Resource<Array>>, Error>> {
        let array = self.array(&array)?;
        let extent = Extent::default().and(&array);
        match self.compute(extent, move |computation| imjoy_arrays::nonzero(computation, &array)).await? {
            Ok(positions) => {
                let handles: Result<Vec<_>, _> = positions.into_iter().map(|array| self.table.push(array)).collect();
                Ok(Ok(handles?))
            }
            Err(error) => Ok(Err(error.into())),
        }
    }

    async fn search_sorted(&mut self, array: Resource<Array>, values: Resource<Array>, after_equal: bool) -> Made {
        let (array, values) = (self.array(&array)?, self.array(&values)?);
        self.make(Extent::default().and(&array).and(&values), move |computation| {
            imjoy_arrays::search_sorted(computation, &array, &values, after_equal)
        })
        .await
    }

    async fn reshape(&mut self, array: Resource<Array>, shape: Vec<i64>) -> Made {
        let reshaped = imjoy_arrays::reshape(self.table.get(&array)?, &shape);
        self.give(reshaped)
    }

    async fn transpose(&mut self, array: Resource<Array>, axes: Option<Vec<i32>>) -> Made {
        self.transform(array, move |computation, array| imjoy_arrays::transpose(computation, array, axes.as_deref()))
            .await
    }

    async fn flip(&mut self, array: Resource<Array>, axes: Option<Vec<i32>>) -> Made {
        self.transform(array, move |computation, array| imjoy_arrays::flip(computation, array, axes.as_deref())).await
    }

    async fn roll(&mut self, array: Resource<Array>, shift: i64, axis: Option<i32>) -> Made {
        self.transform(array, move |computation, array| imjoy_arrays::roll(computation, array, shift, axis)).await
    }

    async fn repeat(&mut self, array: Resource<Array>, count: u64, axis: Option<i32>) -> Made {
        self.transform(array, move |computation, array| imjoy_arrays::repeat(computation, array, count, axis)).await
    }

    async fn broadcast_to(&mut self, array: Resource<Array>, shape: Vec<u64>) -> Made {
        self.transform(array, move |computation, array| imjoy_arrays::broadcast_to(computation, array, &shape)).await
    }

    async fn pad(&mut self, array: Resource<Array>, widths: Vec<(u64, u64)>, padding: wit::Padding) -> Made {
        let padding = padding.into();
        self.transform(array, move |computation, array| imjoy_arrays::pad(computation, array, &widths, padding)).await
    }

    async fn select(&mut self, array: Resource<Array>, selection: wit::Selection) -> Made {
        let (array, selection) = (self.array(&array)?, self.selection(selection)?);
        let extent = match &selection {
            // Only what is selected is copied.
            Selection::Basic(_) => Extent::default(),
            _ => Extent::default().and(&array).and_selection(&selection),
        };
        self.make(extent, move |computation| imjoy_arrays::select(computation, &array, &selection)).await
    }

    async fn take(&mut self, array: Resource<Array>, positions: Resource<Array>, axis: Option<i32>) -> Made {
        let (array, positions) = (self.array(&array)?, self.array(&positions)?);
        self.make(Extent::default().and(&positions), move |computation| {
            imjoy_arrays::take(computation, &array, &positions, axis)
        })
        .await
    }

    async fn assign(
        &mut self,
        array: Resource<Array>,
        selection: wit::Selection,
        values: wit::Operand,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (selection, values) = (self.selection(selection)?, self.operand(values)?);
        // The array is taken out meanwhile: elements that nobody else has are changed in place.
        let mut target = std::mem::take(self.table.get_mut(&array)?);
        let others = Extent::default().and_selection(&selection).and_operand(&values);
        let is_little = is_single_element(&selection) && target.can_change_in_place();
        let extent = if is_little { others } else { others.and(&target) };
        let (target, assigned) = self
            .compute_on(extent, target, move |target, computation| {
                imjoy_arrays::assign(computation, target, &selection, &values)
            })
            .await?;
        *self.table.get_mut(&array)? = target;
        Ok(assigned.map_err(Error::from))
    }

    fn drop(&mut self, array: Resource<Array>) -> wasmtime::Result<()> {
        self.table.delete(array)?;
        Ok(())
    }
}

/// Whether a selection names positions alone.
fn is_single_element(selection: &Selection) -> bool {
    matches!(selection, Selection::Basic(indices) if indices.iter().all(|index| matches!(index, Index::At(_))))
}
