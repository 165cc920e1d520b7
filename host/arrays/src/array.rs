//! Arrays.

use crate::computation::Computation;
use crate::data_type::DataType;
use crate::element::{Element, for_real};
use crate::error::ArrayError;
use crate::memory::Elements;
use crate::storage::{Owner, Storage};
use bytes::Bytes;
use std::ops::Deref;
use std::sync::Arc;

/// Most axes of an array, as in numpy before 2.0.
pub const MAX_AXES: usize = 32;

/// An n-dimensional array in C order, little-endian. A clone shares the elements.
#[derive(Clone)]
pub struct Array {
    data_type: DataType,
    shape: Vec<usize>,
    storage: Arc<Storage>,
    /// Where in the storage the elements begin, in bytes.
    start: usize,
}

impl Array {
    /// An array of `data` in C order, little-endian, without a copy. Fails when the shape does
    /// not match the number of bytes.
    pub fn new(data_type: DataType, shape: &[u64], data: Bytes) -> Result<Self, ArrayError> {
        let lengths = lengths(shape)?;
        let expected = checked_count(&lengths, data_type.size())? * data_type.size();
        if expected != data.len() {
            return Err(ArrayError::Length {
                shape: shape.to_vec(),
                data_type: data_type.name(),
                expected: expected as u64,
                actual: data.len() as u64,
            });
        }
        Ok(Self { data_type, shape: lengths, storage: Arc::new(Storage::Shared(data)), start: 0 })
    }

    /// An array of elements that were made for `shape`.
    pub(crate) fn of<T: Element>(shape: Vec<usize>, elements: Elements<T>) -> Self {
        debug_assert_eq!(shape.iter().product::<usize>(), elements.len());
        Self::of_storage(T::DATA_TYPE, shape, Storage::Own(Box::new(elements)))
    }

    /// An array of a storage that was made for `shape`.
    pub(crate) fn of_storage(data_type: DataType, shape: Vec<usize>, storage: Storage) -> Self {
        Self { data_type, shape, storage: Arc::new(storage), start: 0 }
    }

    /// Element type.
    pub fn data_type(&self) -> DataType {
        self.data_type
    }

    /// Length of each axis.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Number of axes.
    pub fn axes(&self) -> usize {
        self.shape.len()
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements, C order, little-endian, without a copy.
    pub fn data(&self) -> Bytes {
        let range = self.start..self.start + self.len() * self.data_type.size();
        match &*self.storage {
            Storage::Shared(bytes) => bytes.slice(range),
            Storage::Own(_) => Bytes::from_owner(Owner(self.storage.clone())).slice(range),
        }
    }

    /// Whether no other array or buffer has the elements, so that [`crate::assign`] needs no copy.
    pub fn can_change_in_place(&mut self) -> bool {
        Arc::get_mut(&mut self.storage).is_some_and(|storage| storage.bytes_mut().is_some())
    }

    /// The elements as bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        let range = self.start..self.start + self.len() * self.data_type.size();
        self.storage.bytes().get(range).unwrap_or_default()
    }

    /// The bytes to be written to, copied before when another array or buffer has them.
    pub(crate) fn bytes_mut(&mut self, computation: &Computation) -> Result<&mut [u8], ArrayError> {
        let length = self.len() * self.data_type.size();
        if !self.can_change_in_place() {
            let mut copy = Storage::zeroed(computation, self.data_type.size(), self.len())?;
            if let Some(bytes) = copy.bytes_mut() {
                bytes.copy_from_slice(self.bytes());
            }
            self.storage = Arc::new(copy);
            self.start = 0;
        }
        let bytes = Arc::get_mut(&mut self.storage).and_then(Storage::bytes_mut);
        let range = self.start..self.start + length;
        bytes.and_then(|bytes| bytes.get_mut(range)).ok_or_else(|| ArrayError::invalid("the array cannot be changed"))
    }

    /// The same elements in another shape of as many.
    pub(crate) fn in_shape(&self, shape: Vec<usize>) -> Self {
        debug_assert_eq!(shape.iter().product::<usize>(), self.len());
        Self { shape, ..self.clone() }
    }

    /// Consecutive elements from `first` in a shape, without a copy.
    pub(crate) fn part(&self, first: usize, shape: Vec<usize>) -> Self {
        debug_assert!(first + shape.iter().product::<usize>() <= self.len());
        Self { shape, start: self.start + first * self.data_type.size(), ..self.clone() }
    }

    /// The elements, which must be of type `T`; copied when they are not aligned for it.
    pub(crate) fn elements<T: Element>(&self, computation: &Computation) -> Result<View<'_, T>, ArrayError> {
        debug_assert_eq!(T::DATA_TYPE, self.data_type);
        match bytemuck::try_cast_slice(self.bytes()) {
            Ok(elements) => Ok(View::Borrowed(elements)),
            Err(_) => self.converted(computation),
        }
    }

    /// The elements as type `T`, by the rule of `as_type`.
    pub(crate) fn read<T: Element>(&self, computation: &Computation) -> Result<View<'_, T>, ArrayError> {
        if T::DATA_TYPE == self.data_type { self.elements(computation) } else { self.converted(computation) }
    }

    fn converted<T: Element>(&self, computation: &Computation) -> Result<View<'_, T>, ArrayError> {
        let mut copy = computation.zeroed::<T>(self.len())?;
        for_real!(self.data_type, "arithmetic", S => convert::<S, T>(self.bytes(), &mut copy));
        Ok(View::Converted(copy))
    }
}

impl Default for Array {
    /// No elements.
    fn default() -> Self {
        Self::of_storage(DataType::Float64, vec![0], Storage::Shared(Bytes::new()))
    }
}

impl std::fmt::Debug for Array {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut debug = formatter.debug_struct("Array");
        debug.field("data_type", &self.data_type).field("shape", &self.shape).finish_non_exhaustive()
    }
}

impl PartialEq for Array {
    /// Whether type, shape and bytes are equal.
    fn eq(&self, other: &Self) -> bool {
        self.data_type == other.data_type && self.shape == other.shape && self.bytes() == other.bytes()
    }
}

/// Elements of an array as a Rust type.
pub(crate) enum View<'a, T> {
    Borrowed(&'a [T]),
    Converted(Elements<T>),
}

impl<T> Deref for View<'_, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::Borrowed(elements) => elements,
            Self::Converted(elements) => elements,
        }
    }
}

/// Reads elements of type `S`, aligned or not, as type `T`.
pub(crate) fn convert<S: Element, T: Element>(bytes: &[u8], target: &mut [T]) {
    match bytemuck::try_cast_slice::<u8, S>(bytes) {
        Ok(elements) => target.iter_mut().zip(elements).for_each(|(target, element)| *target = element.cast()),
        Err(_) => {
            for (target, bytes) in target.iter_mut().zip(bytes.chunks_exact(size_of::<S>())) {
                *target = bytemuck::pod_read_unaligned::<S>(bytes).cast();
            }
        }
    }
}

/// Checks a shape from outside.
pub(crate) fn lengths(shape: &[u64]) -> Result<Vec<usize>, ArrayError> {
    let too_large = || ArrayError::TooLarge { shape: shape.to_vec() };
    let lengths: Result<Vec<usize>, _> = shape.iter().map(|length| usize::try_from(*length)).collect();
    let lengths = lengths.map_err(|_| too_large())?;
    checked_count(&lengths, 1)?;
    Ok(lengths)
}

/// How many elements of `size` bytes a shape has. Fails when they cannot be addressed, or when
/// there are too many axes.
pub(crate) fn checked_count(shape: &[usize], size: usize) -> Result<usize, ArrayError> {
    if shape.len() > MAX_AXES {
        return Err(ArrayError::TooManyAxes { axes: shape.len() });
    }
    let too_large = || ArrayError::TooLarge { shape: shape.iter().map(|length| *length as u64).collect() };
    // Lengths beside a 0 are bounded too, so that no product of some of them can overflow.
    let bound = shape.iter().try_fold(size.max(1), |product, length| product.checked_mul((*length).max(1)));
    if bound.is_none_or(|bytes| isize::try_from(bytes).is_err()) {
        return Err(too_large());
    }
    Ok(shape.iter().product())
}
