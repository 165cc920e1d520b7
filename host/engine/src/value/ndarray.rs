//! n-dimensional arrays: numpy's plain kinds, C order, little-endian.

use bytes::Bytes;
pub use imjoy_arrays::DataType;

/// An array whose bytes and shape do not match.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NdArrayError {
    /// The product of the shape is too large to count.
    #[error("an array of shape {shape:?} is too large")]
    TooLarge {
        /// The shape given.
        shape: Vec<u64>,
    },
    /// Too few or too many bytes.
    #[error("an array of shape {shape:?} and type {data_type} needs {expected} bytes, not {actual}")]
    Length {
        /// The shape given.
        shape: Vec<u64>,
        /// Name of the element type.
        data_type: &'static str,
        /// Bytes that the shape asks for.
        expected: u64,
        /// Bytes given.
        actual: u64,
    },
    /// More axes than 32.
    #[error("an array has at most 32 axes, not {axes}")]
    TooManyAxes {
        /// Number of axes given.
        axes: usize,
    },
}

/// An n-dimensional array in C order. The bytes are shared, not copied, by a clone.
#[derive(Clone, Debug, PartialEq)]
pub struct NdArray {
    data_type: DataType,
    shape: Vec<u64>,
    data: Bytes,
}

impl NdArray {
    /// Most axes of an array, as in numpy before 2.0.
    pub const MAX_AXES: usize = 32;

    /// An array of `data` in C order, little-endian. Fails when the shape does not match
    /// the number of bytes.
    pub fn new(data_type: DataType, shape: Vec<u64>, data: Bytes) -> Result<Self, NdArrayError> {
        if shape.len() > Self::MAX_AXES {
            return Err(NdArrayError::TooManyAxes { axes: shape.len() });
        }
        let expected = shape.iter().try_fold(data_type.size() as u64, |product, length| product.checked_mul(*length));
        match expected {
            None => Err(NdArrayError::TooLarge { shape }),
            Some(expected) if expected != data.len() as u64 => {
                Err(NdArrayError::Length { shape, data_type: data_type.name(), expected, actual: data.len() as u64 })
            }
            Some(_) => Ok(Self { data_type, shape, data }),
        }
    }

    /// Element type.
    pub fn data_type(&self) -> DataType {
        self.data_type
    }

    /// Length of each axis.
    pub fn shape(&self) -> &[u64] {
        &self.shape
    }

    /// The elements, C order, little-endian.
    pub fn data(&self) -> &Bytes {
        &self.data
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        self.data.len() / self.data_type.size()
    }

    /// Whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// The element at a flat index as a number; of a complex one the real part; `None`
    /// beyond the end.
    pub fn element(&self, index: usize) -> Option<f64> {
        let size = self.data_type.size();
        let start = index.checked_mul(size)?;
        let bytes = self.data.get(start..start.checked_add(size)?)?;
        fn array<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
            bytes.get(..N)?.try_into().ok()
        }
        Some(match self.data_type {
            DataType::Boolean | DataType::Uint8 => f64::from(*bytes.first()?),
            DataType::Int8 => f64::from(i8::from_le_bytes(array(bytes)?)),
            DataType::Int16 => f64::from(i16::from_le_bytes(array(bytes)?)),
            DataType::Int32 => f64::from(i32::from_le_bytes(array(bytes)?)),
            DataType::Int64 => i64::from_le_bytes(array(bytes)?) as f64,
            DataType::Uint16 => f64::from(u16::from_le_bytes(array(bytes)?)),
            DataType::Uint32 => f64::from(u32::from_le_bytes(array(bytes)?)),
            DataType::Uint64 => u64::from_le_bytes(array(bytes)?) as f64,
            DataType::Float16 => half_to_f64(u16::from_le_bytes(array(bytes)?)),
            DataType::Float32 | DataType::Complex64 => f64::from(f32::from_le_bytes(array(bytes)?)),
            DataType::Float64 | DataType::Complex128 => f64::from_le_bytes(array(bytes)?),
        })
    }
}

/// IEEE 754 binary16 to binary64.
fn half_to_f64(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from((bits >> 10) & 0x1f);
    let fraction = f64::from(bits & 0x03ff);
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction / 1024.0) * 2f64.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shape_and_bytes_must_match() {
        assert!(NdArray::new(DataType::Uint16, vec![2, 3], Bytes::from(vec![0; 12])).is_ok());
        assert!(matches!(
            NdArray::new(DataType::Uint16, vec![2, 3], Bytes::from(vec![0; 11])),
            Err(NdArrayError::Length { expected: 12, actual: 11, .. })
        ));
        assert!(matches!(
            NdArray::new(DataType::Uint8, vec![u64::MAX, 2], Bytes::new()),
            Err(NdArrayError::TooLarge { .. })
        ));
        assert!(matches!(
            NdArray::new(DataType::Uint8, vec![1; 33], Bytes::from(vec![0])),
            Err(NdArrayError::TooManyAxes { axes: 33 })
        ));
    }

    #[test]
    fn half_precision() {
        for (bits, expected) in
            [(0x3c00, 1.0), (0xc000, -2.0), (0x7bff, 65504.0), (0x0001, 2f64.powi(-24)), (0x7c00, f64::INFINITY)]
        {
            assert_eq!(half_to_f64(bits), expected);
        }
        assert!(half_to_f64(0x7e00).is_nan());
    }
}
