//! Arrays of any element type.

use std::fmt;
use std::rc::Rc;

use super::bytes::Bytes;
use super::element::{Dtype, Element, Real};
use super::half::F16;
use super::ndarray::{NdArray, Shape};
use crate::bindings::wire;
use crate::{Error, Value};

/// An n-dimensional array whose element type is known only at run time. In C order: the
/// last axis is contiguous.
///
/// ```
/// use imjoy_sdk::{AnyNdArray, Dtype, NdArray};
///
/// /// Takes any image that is grey or RGB.
/// fn brightness(image: AnyNdArray) -> Result<f64, imjoy_sdk::Error> {
///     let pixels: NdArray<f64> = image.convert()?;
///     Ok(pixels.data()?.iter().sum::<f64>() / pixels.len() as f64)
/// }
/// let image = NdArray::from_vec([2, 2], vec![10u8, 20, 30, 40])?.into_any();
/// assert_eq!((image.dtype(), image.shape()), (Dtype::Uint8, &[2, 2][..]));
/// assert_eq!(brightness(image)?, 25.0);
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct AnyNdArray(Rc<Contents>);

/// Invariant: the product of `shape` times the size of `dtype` is the length of `bytes`
/// and does not overflow. For bytes in the host it is the host that guarantees this.
#[derive(Clone, PartialEq)]
struct Contents {
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Bytes,
}

/// Product of the axes times the size of an element.
fn byte_length(dtype: Dtype, shape: &[usize]) -> Option<usize> {
    shape.iter().try_fold(dtype.size(), |product, length| product.checked_mul(*length))
}

impl AnyNdArray {
    /// From bytes in C order, little-endian, as many as shape and type ask for.
    ///
    /// ```
    /// use imjoy_sdk::{AnyNdArray, Dtype};
    /// let array = AnyNdArray::from_bytes(Dtype::Uint16, [2], vec![1, 0, 2, 0])?;
    /// assert_eq!(array.typed::<u16>()?.data()?, [1, 2]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn from_bytes(dtype: Dtype, shape: impl Into<Shape>, bytes: impl Into<Bytes>) -> Result<Self, Error> {
        let (shape, bytes) = (shape.into().0, bytes.into());
        match byte_length(dtype, &shape) {
            Some(length) if length == bytes.len() => Ok(AnyNdArray::from_parts(dtype, shape, bytes)),
            _ => Err(Error::invalid(format!(
                "an ndarray of {dtype} with shape {shape:?} does not fit {} bytes",
                bytes.len()
            ))),
        }
    }

    /// For parts that are known to fit.
    pub(crate) fn from_parts(dtype: Dtype, shape: Vec<usize>, bytes: Bytes) -> Self {
        AnyNdArray(Rc::new(Contents { dtype, shape, bytes }))
    }

    /// The element type.
    ///
    /// ```
    /// use imjoy_sdk::{Dtype, NdArray};
    /// assert_eq!(NdArray::<bool>::zeros([3])?.into_any().dtype(), Dtype::Boolean);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn dtype(&self) -> Dtype {
        self.0.dtype
    }

    /// Length of each axis.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::NdArray::<u8>::zeros([3, 4])?.into_any().shape(), [3, 4]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn shape(&self) -> &[usize] {
        &self.0.shape
    }

    /// How many elements there are.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::NdArray::<u8>::zeros([3, 4])?.into_any().len(), 12);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn len(&self) -> usize {
        self.0.shape.iter().product()
    }

    /// Whether there are no elements.
    ///
    /// ```
    /// assert!(imjoy_sdk::NdArray::<u8>::zeros([0, 4])?.into_any().is_empty());
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements as bytes.
    ///
    /// ```
    /// let array = imjoy_sdk::NdArray::from_vec([1], vec![258u16])?.into_any();
    /// assert_eq!(array.bytes().to_vec()?, [2, 1]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn bytes(&self) -> &Bytes {
        &self.0.bytes
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        Rc::unwrap_or_clone(self.0).bytes
    }

    /// The array with its element type, which has to be `T`; no copy.
    ///
    /// ```
    /// let array = imjoy_sdk::NdArray::from_vec([2], vec![1u8, 2])?.into_any();
    /// assert_eq!(array.typed::<u8>()?.data()?, [1, 2]);
    /// assert_eq!(array.typed::<f32>().unwrap_err().message(), "expected an ndarray of float32, found one of uint8");
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn typed<T: Element>(&self) -> Result<NdArray<T>, Error> {
        NdArray::from_any(self.clone())
    }

    /// The array with another element type, by the rules of `as` (out of range gives the
    /// nearest, fractions are cut off). The same type is not copied. Complex numbers
    /// cannot be converted.
    ///
    /// ```
    /// let array = imjoy_sdk::NdArray::from_vec([2], vec![1.5f32, 300.0])?.into_any();
    /// assert_eq!(array.convert::<u8>()?.data()?, [1, 255]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn convert<T: Real>(&self) -> Result<NdArray<T>, Error> {
        if self.0.dtype == T::DTYPE {
            return self.typed();
        }
        let data = self.map_real(T::from_signed, T::from_unsigned, T::from_float)?;
        NdArray::from_vec(self.shape(), data)
    }

    /// The array as `f32`; see [`convert`](Self::convert).
    ///
    /// ```
    /// let array = imjoy_sdk::NdArray::from_vec([2], vec![1u8, 2])?.into_any();
    /// assert_eq!(array.to_f32()?.data()?, [1.0, 2.0]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn to_f32(&self) -> Result<NdArray<f32>, Error> {
        self.convert()
    }

    /// The array as `f64`; see [`convert`](Self::convert).
    ///
    /// ```
    /// let array = imjoy_sdk::NdArray::from_vec([2], vec![true, false])?.into_any();
    /// assert_eq!(array.to_f64()?.data()?, [1.0, 0.0]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn to_f64(&self) -> Result<NdArray<f64>, Error> {
        self.convert()
    }

    /// The elements as values; for real numbers only.
    pub(crate) fn to_values(&self) -> Result<Vec<Value>, Error> {
        if self.0.dtype == Dtype::Boolean {
            return Ok(self.0.bytes.elements::<bool>()?.iter().map(|element| Value::Boolean(*element)).collect());
        }
        self.map_real(Value::Integer, Value::from, Value::Float)
    }

    /// Each element by the function for its kind.
    fn map_real<R>(
        &self,
        signed: impl Fn(i64) -> R,
        unsigned: impl Fn(u64) -> R,
        float: impl Fn(f64) -> R,
    ) -> Result<Vec<R>, Error> {
        fn map<S: Element, R>(bytes: &Bytes, change: impl Fn(S) -> R) -> Result<Vec<R>, Error> {
            Ok(bytes.elements::<S>()?.iter().map(|element| change(*element)).collect())
        }
        let bytes = &self.0.bytes;
        match self.0.dtype {
            Dtype::Boolean => map::<bool, R>(bytes, |element| unsigned(element.into())),
            Dtype::Int8 => map::<i8, R>(bytes, |element| signed(element.into())),
            Dtype::Int16 => map::<i16, R>(bytes, |element| signed(element.into())),
            Dtype::Int32 => map::<i32, R>(bytes, |element| signed(element.into())),
            Dtype::Int64 => map::<i64, R>(bytes, signed),
            Dtype::Uint8 => map::<u8, R>(bytes, |element| unsigned(element.into())),
            Dtype::Uint16 => map::<u16, R>(bytes, |element| unsigned(element.into())),
            Dtype::Uint32 => map::<u32, R>(bytes, |element| unsigned(element.into())),
            Dtype::Uint64 => map::<u64, R>(bytes, unsigned),
            Dtype::Float16 => map::<F16, R>(bytes, |element| float(element.to_f32().into())),
            Dtype::Float32 => map::<f32, R>(bytes, |element| float(element.into())),
            Dtype::Float64 => map::<f64, R>(bytes, float),
            Dtype::Complex64 | Dtype::Complex128 => {
                Err(Error::invalid(format!("an ndarray of {} cannot be converted to real numbers", self.0.dtype)))
            }
        }
    }

    pub(crate) fn from_wire(array: wire::Ndarray) -> Result<Self, Error> {
        let dtype = Dtype::from_wire(array.dtype);
        let shape = array
            .shape
            .iter()
            .map(|length| usize::try_from(*length).ok())
            .collect::<Option<Vec<usize>>>()
            .ok_or_else(|| Error::limit("an ndarray is too large for a plugin's memory"))?;
        match array.data {
            wire::Binary::Inline(bytes) => AnyNdArray::from_bytes(dtype, shape, bytes),
            // The host has compared shape and bytes; asking for the length costs a call.
            shared @ wire::Binary::Shared(_) => match byte_length(dtype, &shape) {
                Some(_) => Ok(AnyNdArray::from_parts(dtype, shape, Bytes::from_wire(shared))),
                None => Err(Error::limit("an ndarray is too large for a plugin's memory")),
            },
        }
    }

    pub(crate) fn into_wire(self) -> Result<wire::Ndarray, Error> {
        let Contents { dtype, shape, bytes } = Rc::unwrap_or_clone(self.0);
        Ok(wire::Ndarray {
            dtype: dtype.into_wire(),
            shape: shape.into_iter().map(|length| length as u64).collect(),
            data: bytes.into_wire()?,
        })
    }
}

impl fmt::Debug for AnyNdArray {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "NdArray<{}>({:?})", self.0.dtype, self.0.shape)
    }
}

impl fmt::Display for AnyNdArray {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let axes: Vec<String> = self.0.shape.iter().map(usize::to_string).collect();
        write!(formatter, "ndarray of {} ({})", self.0.dtype, axes.join(" × "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_checked_against_bytes() {
        assert!(AnyNdArray::from_bytes(Dtype::Uint16, [3], vec![0; 6]).is_ok());
        assert!(AnyNdArray::from_bytes(Dtype::Uint16, [3], vec![0; 5]).is_err());
        assert!(AnyNdArray::from_bytes(Dtype::Uint16, [usize::MAX, 2], vec![]).is_err());
        assert!(AnyNdArray::from_bytes(Dtype::Float64, [0, 5], vec![]).is_ok());
    }

    #[test]
    fn conversions_saturate() {
        let array = NdArray::from_vec([3], vec![-1i32, 70_000, 5]).unwrap().into_any();
        assert_eq!(array.convert::<u16>().unwrap().data().unwrap(), [0, 65_535, 5]);
        assert_eq!(array.convert::<bool>().unwrap().data().unwrap(), [true; 3]);
        let complex = NdArray::from_vec([1], vec![[1.0f32, 2.0]]).unwrap().into_any();
        assert!(complex.to_f32().is_err());
    }

    #[test]
    fn elements_as_values() {
        let values = |array: AnyNdArray| Value::List(array.to_values().unwrap());
        assert_eq!(values(NdArray::from_vec([2], vec![1u8, 2]).unwrap().into_any()), crate::list![1, 2]);
        assert_eq!(values(NdArray::from_vec([2], vec![1f32, 2.0]).unwrap().into_any()), crate::list![1.0, 2.0]);
        assert_eq!(values(NdArray::from_vec([1], vec![true]).unwrap().into_any()), crate::list![true]);
    }
}
