//! Arrays whose element type is known at compile time.

use std::fmt;
use std::marker::PhantomData;

use super::any_ndarray::AnyNdArray;
use super::bytes::Bytes;
use super::element::{Dtype, Element};
use crate::Error;

/// An n-dimensional array of `T`, in C order: the last axis is contiguous.
///
/// Cheap to clone. One that came from elsewhere is read from the host when its elements
/// are first asked for, and never if they are not.
///
/// As a parameter it accepts exactly this element type; take an
/// [`AnyNdArray`](crate::AnyNdArray) to accept and convert any.
///
/// ```
/// use imjoy_sdk::NdArray;
/// let image = NdArray::from_vec([2, 3], vec![1u8, 2, 3, 4, 5, 6])?;
/// assert_eq!(image.shape(), [2, 3]);
/// let [rows, columns] = image.shape_as()?;
/// assert_eq!(image.data()?[columns * (rows - 1)], 4);
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
pub struct NdArray<T: Element> {
    /// Its dtype is that of `T`.
    array: AnyNdArray,
    element: PhantomData<T>,
}

impl<T: Element> NdArray<T> {
    /// From elements in C order, as many as the shape asks for; they are not copied.
    ///
    /// ```
    /// use imjoy_sdk::NdArray;
    /// assert!(NdArray::from_vec([2, 2], vec![1.0f32; 4]).is_ok());
    /// assert!(NdArray::from_vec([2, 2], vec![1.0f32; 5]).is_err());
    /// ```
    pub fn from_vec(shape: impl Into<Shape>, elements: Vec<T>) -> Result<Self, Error> {
        AnyNdArray::from_bytes(T::DTYPE, shape, Bytes::from_elements(elements))
            .map(|array| NdArray { array, element: PhantomData })
    }

    /// An array of zeros.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::NdArray::<u8>::zeros([2])?.data()?, [0, 0]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn zeros(shape: impl Into<Shape>) -> Result<Self, Error> {
        let shape = shape.into();
        let count = shape.0.iter().try_fold(1usize, |product, length| product.checked_mul(*length));
        let count = count.ok_or_else(|| Error::limit(format!("shape {:?} is too large", shape.0)))?;
        Self::from_vec(shape, vec![T::default(); count])
    }

    /// For elements that are known to be as many as the shape asks for.
    #[cfg(feature = "ndarray")]
    pub(crate) fn from_elements_of_shape(shape: Vec<usize>, elements: Vec<T>) -> Self {
        let array = AnyNdArray::from_parts(T::DTYPE, shape, Bytes::from_elements(elements));
        NdArray { array, element: PhantomData }
    }

    pub(crate) fn from_any(array: AnyNdArray) -> Result<Self, Error> {
        if array.dtype() == T::DTYPE {
            return Ok(NdArray { array, element: PhantomData });
        }
        Err(Error::invalid(format!("expected an ndarray of {}, found one of {}", T::DTYPE, array.dtype())))
    }

    /// The array without its type; no copy.
    ///
    /// ```
    /// use imjoy_sdk::{Dtype, NdArray};
    /// assert_eq!(NdArray::<f32>::zeros([1])?.into_any().dtype(), Dtype::Float32);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn into_any(self) -> AnyNdArray {
        self.array
    }

    /// The element type as arrays name it.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::NdArray::<f32>::zeros([1])?.dtype().name(), "float32");
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn dtype(&self) -> Dtype {
        T::DTYPE
    }

    /// Length of each axis.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::NdArray::<u8>::zeros([2, 3])?.shape(), [2, 3]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn shape(&self) -> &[usize] {
        self.array.shape()
    }

    /// Length of each axis of an array that has to have `N` axes.
    ///
    /// ```
    /// let image = imjoy_sdk::NdArray::<u8>::zeros([2, 3])?;
    /// let [height, width] = image.shape_as()?;
    /// assert_eq!((height, width), (2, 3));
    /// assert_eq!(image.shape_as::<3>().unwrap_err().message(), "expected an ndarray with 3 axes, found one with shape [2, 3]");
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn shape_as<const N: usize>(&self) -> Result<[usize; N], Error> {
        self.shape().try_into().map_err(|_| {
            Error::invalid(format!("expected an ndarray with {N} axes, found one with shape {:?}", self.shape()))
        })
    }

    /// How many elements there are.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::NdArray::<u8>::zeros([2, 3])?.len(), 6);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn len(&self) -> usize {
        self.array.len()
    }

    /// Whether there are no elements.
    ///
    /// ```
    /// assert!(imjoy_sdk::NdArray::<u8>::zeros([0])?.is_empty());
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.array.is_empty()
    }

    /// The elements; they come from the host at the first use.
    ///
    /// ```
    /// let array = imjoy_sdk::NdArray::from_vec([2], vec![1.5, 2.5])?;
    /// assert_eq!(array.data()?.iter().sum::<f64>(), 4.0);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn data(&self) -> Result<&[T], Error> {
        let elements = self.array.bytes().elements()?;
        self.check(elements.len())?;
        Ok(elements)
    }

    /// The elements, without a copy where this is the only clone.
    ///
    /// ```
    /// let mut pixels = imjoy_sdk::NdArray::from_vec([2], vec![1u8, 2])?.into_vec()?;
    /// pixels.reverse();
    /// assert_eq!(pixels, [2, 1]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn into_vec(self) -> Result<Vec<T>, Error> {
        let expected = self.len();
        let elements = self.array.into_bytes().into_elements()?;
        check(expected, elements.len())?;
        Ok(elements)
    }

    fn check(&self, found: usize) -> Result<(), Error> {
        check(self.len(), found)
    }
}

/// The host vouches for bytes that it keeps; yet code that indexes by shape relies on this.
fn check(expected: usize, found: usize) -> Result<(), Error> {
    if expected == found {
        Ok(())
    } else {
        Err(Error::invalid(format!("the shape of an ndarray asks for {expected} elements, it has {found}")))
    }
}

impl<T: Element> Clone for NdArray<T> {
    fn clone(&self) -> Self {
        NdArray { array: self.array.clone(), element: PhantomData }
    }
}

impl<T: Element> PartialEq for NdArray<T> {
    fn eq(&self, other: &Self) -> bool {
        self.array == other.array
    }
}

impl<T: Element> fmt::Debug for NdArray<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.array, formatter)
    }
}

/// The lengths of the axes, from an array, slice or vector of `usize`.
///
/// ```
/// use imjoy_sdk::NdArray;
/// let a = NdArray::<u8>::zeros([2, 3])?;
/// let b = NdArray::<u8>::zeros(a.shape())?;
/// let c = NdArray::<u8>::zeros(vec![2, 3])?;
/// assert!(a == b && b == c);
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape(pub(crate) Vec<usize>);

impl<const N: usize> From<[usize; N]> for Shape {
    fn from(shape: [usize; N]) -> Self {
        Shape(shape.to_vec())
    }
}

impl From<&[usize]> for Shape {
    fn from(shape: &[usize]) -> Self {
        Shape(shape.to_vec())
    }
}

impl From<Vec<usize>> for Shape {
    fn from(shape: Vec<usize>) -> Self {
        Shape(shape)
    }
}

impl From<&Vec<usize>> for Shape {
    fn from(shape: &Vec<usize>) -> Self {
        Shape(shape.clone())
    }
}

impl From<usize> for Shape {
    fn from(length: usize) -> Self {
        Shape(vec![length])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vector_is_not_copied_on_the_way_through() {
        let elements = vec![1u32, 2, 3];
        let address = elements.as_ptr();
        let array = NdArray::from_vec([3], elements).unwrap();
        let clone = array.clone();
        assert_eq!(clone.data().unwrap().as_ptr(), address);
        drop(clone);
        let back = NdArray::<u32>::from_any(array.into_any()).unwrap().into_vec().unwrap();
        assert_eq!(back.as_ptr(), address);
    }
}
