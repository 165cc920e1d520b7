//! The element types of arrays, and how they lie in memory.
//!
//! Everything is little-endian, as WebAssembly is. On a big-endian machine (only unit
//! tests run natively) contents would be read wrongly.

use std::fmt::{Debug, Display, Formatter};

use super::half::F16;
use crate::Error;
use crate::bindings::wire;

/// Element type of an array: the plain kinds of numpy.
///
/// ```
/// use imjoy_sdk::{Dtype, NdArray};
/// let array = NdArray::from_vec([2], vec![1.0f32, 2.0])?.into_any();
/// assert_eq!(array.dtype(), Dtype::Float32);
/// assert_eq!(array.dtype().to_string(), "float32");
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dtype {
    /// One byte, 0 or 1.
    Boolean,
    /// Signed, 1 byte.
    Int8,
    /// Signed, 2 bytes.
    Int16,
    /// Signed, 4 bytes.
    Int32,
    /// Signed, 8 bytes.
    Int64,
    /// Unsigned, 1 byte.
    Uint8,
    /// Unsigned, 2 bytes.
    Uint16,
    /// Unsigned, 4 bytes.
    Uint32,
    /// Unsigned, 8 bytes.
    Uint64,
    /// IEEE 754 binary16, 2 bytes.
    Float16,
    /// IEEE 754 binary32, 4 bytes.
    Float32,
    /// IEEE 754 binary64, 8 bytes.
    Float64,
    /// Two `float32`: real, imaginary.
    Complex64,
    /// Two `float64`: real, imaginary.
    Complex128,
}

impl Dtype {
    /// Bytes of one element.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Dtype::Uint16.size(), 2);
    /// ```
    pub fn size(self) -> usize {
        match self {
            Dtype::Boolean | Dtype::Int8 | Dtype::Uint8 => 1,
            Dtype::Int16 | Dtype::Uint16 | Dtype::Float16 => 2,
            Dtype::Int32 | Dtype::Uint32 | Dtype::Float32 => 4,
            Dtype::Int64 | Dtype::Uint64 | Dtype::Float64 | Dtype::Complex64 => 8,
            Dtype::Complex128 => 16,
        }
    }

    /// The name that numpy gives it.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Dtype::Boolean.name(), "bool");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Dtype::Boolean => "bool",
            Dtype::Int8 => "int8",
            Dtype::Int16 => "int16",
            Dtype::Int32 => "int32",
            Dtype::Int64 => "int64",
            Dtype::Uint8 => "uint8",
            Dtype::Uint16 => "uint16",
            Dtype::Uint32 => "uint32",
            Dtype::Uint64 => "uint64",
            Dtype::Float16 => "float16",
            Dtype::Float32 => "float32",
            Dtype::Float64 => "float64",
            Dtype::Complex64 => "complex64",
            Dtype::Complex128 => "complex128",
        }
    }

    pub(crate) fn from_wire(dtype: wire::Dtype) -> Self {
        match dtype {
            wire::Dtype::Boolean => Dtype::Boolean,
            wire::Dtype::Int8 => Dtype::Int8,
            wire::Dtype::Int16 => Dtype::Int16,
            wire::Dtype::Int32 => Dtype::Int32,
            wire::Dtype::Int64 => Dtype::Int64,
            wire::Dtype::Uint8 => Dtype::Uint8,
            wire::Dtype::Uint16 => Dtype::Uint16,
            wire::Dtype::Uint32 => Dtype::Uint32,
            wire::Dtype::Uint64 => Dtype::Uint64,
            wire::Dtype::Float16 => Dtype::Float16,
            wire::Dtype::Float32 => Dtype::Float32,
            wire::Dtype::Float64 => Dtype::Float64,
            wire::Dtype::Complex64 => Dtype::Complex64,
            wire::Dtype::Complex128 => Dtype::Complex128,
        }
    }

    pub(crate) fn into_wire(self) -> wire::Dtype {
        match self {
            Dtype::Boolean => wire::Dtype::Boolean,
            Dtype::Int8 => wire::Dtype::Int8,
            Dtype::Int16 => wire::Dtype::Int16,
            Dtype::Int32 => wire::Dtype::Int32,
            Dtype::Int64 => wire::Dtype::Int64,
            Dtype::Uint8 => wire::Dtype::Uint8,
            Dtype::Uint16 => wire::Dtype::Uint16,
            Dtype::Uint32 => wire::Dtype::Uint32,
            Dtype::Uint64 => wire::Dtype::Uint64,
            Dtype::Float16 => wire::Dtype::Float16,
            Dtype::Float32 => wire::Dtype::Float32,
            Dtype::Float64 => wire::Dtype::Float64,
            Dtype::Complex64 => wire::Dtype::Complex64,
            Dtype::Complex128 => wire::Dtype::Complex128,
        }
    }
}

impl Display for Dtype {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

mod sealed {
    /// Only this crate knows all element types.
    pub trait Sealed {}
}

/// What fills memory from a source of bytes, piece by piece.
#[doc(hidden)]
pub type Fill<'a> = dyn FnMut(&mut [u8]) -> Result<(), Error> + 'a;

/// A type that arrays can hold: `bool`, all integers of 8 to 64 bits, `f32`, `f64`,
/// [`F16`], and `[f32; 2]` and `[f64; 2]` for complex numbers.
///
/// ```
/// use imjoy_sdk::{Dtype, Element};
/// assert_eq!(<u16 as Element>::DTYPE, Dtype::Uint16);
/// ```
pub trait Element: sealed::Sealed + Copy + Default + PartialEq + Debug + 'static {
    /// The element type as arrays name it.
    ///
    /// ```
    /// use imjoy_sdk::{Dtype, Element};
    /// assert_eq!(<[f32; 2] as Element>::DTYPE, Dtype::Complex64);
    /// ```
    const DTYPE: Dtype;

    /// The elements as they lie in memory.
    #[doc(hidden)]
    fn bytes_of(elements: &[Self]) -> &[u8];

    /// Bytes as elements, where they lie aligned and are valid.
    #[doc(hidden)]
    fn cast(bytes: &[u8]) -> Option<&[Self]>;

    /// As many elements, filled from their bytes.
    #[doc(hidden)]
    fn load(count: usize, fill: &mut Fill<'_>) -> Result<Vec<Self>, Error>;
}

macro_rules! plain {
    ($($type:ty: $dtype:ident),* $(,)?) => {$(
        impl sealed::Sealed for $type {}
        impl Element for $type {
            const DTYPE: Dtype = Dtype::$dtype;

            fn bytes_of(elements: &[Self]) -> &[u8] {
                bytemuck::cast_slice(elements)
            }

            fn cast(bytes: &[u8]) -> Option<&[Self]> {
                bytemuck::try_cast_slice(bytes).ok()
            }

            fn load(count: usize, fill: &mut Fill<'_>) -> Result<Vec<Self>, Error> {
                let mut elements = vec![Self::default(); count];
                fill(bytemuck::cast_slice_mut(&mut elements))?;
                Ok(elements)
            }
        }
    )*};
}

plain! {
    i8: Int8,
    i16: Int16,
    i32: Int32,
    i64: Int64,
    u8: Uint8,
    u16: Uint16,
    u32: Uint32,
    u64: Uint64,
    F16: Float16,
    f32: Float32,
    f64: Float64,
    [f32; 2]: Complex64,
    [f64; 2]: Complex128,
}

impl sealed::Sealed for bool {}
impl Element for bool {
    const DTYPE: Dtype = Dtype::Boolean;

    fn bytes_of(elements: &[Self]) -> &[u8] {
        bytemuck::cast_slice(elements)
    }

    fn cast(bytes: &[u8]) -> Option<&[Self]> {
        bytemuck::checked::try_cast_slice(bytes).ok()
    }

    fn load(count: usize, fill: &mut Fill<'_>) -> Result<Vec<Self>, Error> {
        let mut bytes = vec![0; count];
        fill(&mut bytes)?;
        Ok(bytes.into_iter().map(|byte| byte != 0).collect())
    }
}

/// An element type that is a real number (or a truth value, 0 or 1): what
/// [`AnyNdArray::convert`](crate::AnyNdArray::convert) can give. Conversions are those of
/// `as`: out of range gives the nearest, fractions are cut off.
///
/// ```
/// use imjoy_sdk::Real;
/// assert_eq!(<u8 as Real>::from_float(300.7), 255);
/// assert_eq!(<f32 as Real>::from_signed(-3), -3.0);
/// ```
pub trait Real: Element {
    /// From a whole number that may be negative.
    ///
    /// ```
    /// assert_eq!(<u8 as imjoy_sdk::Real>::from_signed(7), 7);
    /// ```
    fn from_signed(number: i64) -> Self;

    /// From a whole number that is not negative.
    ///
    /// ```
    /// assert_eq!(<f64 as imjoy_sdk::Real>::from_unsigned(7), 7.0);
    /// ```
    fn from_unsigned(number: u64) -> Self;

    /// From any number.
    ///
    /// ```
    /// assert_eq!(<i16 as imjoy_sdk::Real>::from_float(-7.9), -7);
    /// ```
    fn from_float(number: f64) -> Self;
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Real for $type {
            fn from_signed(number: i64) -> Self {
                // Clamped, as for floats: plain `as` would wrap around.
                Self::try_from(number).unwrap_or(if number < 0 { Self::MIN } else { Self::MAX })
            }

            fn from_unsigned(number: u64) -> Self {
                Self::try_from(number).unwrap_or(Self::MAX)
            }

            fn from_float(number: f64) -> Self {
                number as Self
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

macro_rules! floats {
    ($($type:ty),*) => {$(
        impl Real for $type {
            fn from_signed(number: i64) -> Self {
                number as Self
            }

            fn from_unsigned(number: u64) -> Self {
                number as Self
            }

            fn from_float(number: f64) -> Self {
                number as Self
            }
        }
    )*};
}

floats!(f32, f64);

impl Real for F16 {
    fn from_signed(number: i64) -> Self {
        F16::from_f32(number as f32)
    }

    fn from_unsigned(number: u64) -> Self {
        F16::from_f32(number as f32)
    }

    fn from_float(number: f64) -> Self {
        F16::from_f32(number as f32)
    }
}

impl Real for bool {
    fn from_signed(number: i64) -> Self {
        number != 0
    }

    fn from_unsigned(number: u64) -> Self {
        number != 0
    }

    fn from_float(number: f64) -> Self {
        number != 0.0
    }
}
