//! The Rust types of elements, and how each becomes another.

use crate::data_type::DataType;
use bytemuck::Pod;
use half::f16;

/// A truth value: 0, or anything else for true; results are 0 or 1.
#[derive(Clone, Copy, Debug, Default, Pod, bytemuck::Zeroable)]
#[repr(transparent)]
pub(crate) struct Boolean(pub(crate) u8);

impl Boolean {
    pub(crate) const fn is_true(self) -> bool {
        self.0 != 0
    }
}

impl From<bool> for Boolean {
    fn from(value: bool) -> Self {
        Self(u8::from(value))
    }
}

impl PartialEq for Boolean {
    fn eq(&self, other: &Self) -> bool {
        self.is_true() == other.is_true()
    }
}

impl PartialOrd for Boolean {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.is_true().cmp(&other.is_true()))
    }
}

/// A real element type.
///
/// A conversion goes by way of the widest type of its source (`i64`, `u64`, `f64`), which the
/// compiler leaves out.
pub(crate) trait Element: Pod + PartialOrd + std::fmt::Debug + Send + Sync {
    const DATA_TYPE: DataType;

    /// Wraps around.
    fn from_i64(number: i64) -> Self;
    /// Wraps around.
    fn from_u64(number: u64) -> Self;
    /// Cuts the fraction off, then wraps around; not-a-number gives 0, as do infinities.
    fn from_f64(number: f64) -> Self;
    /// The nearest number of the type.
    fn saturated_i64(number: i64) -> Self;
    /// The nearest number of the type.
    fn saturated_u64(number: u64) -> Self;
    /// The nearest number of the type towards 0; not-a-number gives 0.
    fn saturated_f64(number: f64) -> Self;

    /// By the rule of numpy's `astype`.
    fn cast<T: Element>(self) -> T;
    /// The nearest number.
    fn saturate<T: Element>(self) -> T;

    /// As a fractional number.
    fn to_f64(self) -> f64 {
        self.cast()
    }

    /// Whether it is other than 0.
    fn is_true(self) -> bool {
        self.cast::<Boolean>().is_true()
    }

    /// Whether it is not a number.
    fn is_nan(self) -> bool {
        false
    }
}

macro_rules! integer_element {
    ($type:ty, $data_type:ident, $wide:ty, $from_wide:ident, $saturated_wide:ident) => {
        impl Element for $type {
            const DATA_TYPE: DataType = DataType::$data_type;

            fn from_i64(number: i64) -> Self {
                number as Self
            }
            fn from_u64(number: u64) -> Self {
                number as Self
            }
            fn from_f64(number: f64) -> Self {
                wrapped(number) as Self
            }
            fn saturated_i64(number: i64) -> Self {
                if number < 0 && Self::MIN == 0 {
                    return 0;
                }
                Self::try_from(number).unwrap_or(if number < 0 { Self::MIN } else { Self::MAX })
            }
            fn saturated_u64(number: u64) -> Self {
                Self::try_from(number).unwrap_or(Self::MAX)
            }
            fn saturated_f64(number: f64) -> Self {
                number as Self
            }
            fn cast<T: Element>(self) -> T {
                T::$from_wide(self as $wide)
            }
            fn saturate<T: Element>(self) -> T {
                T::$saturated_wide(self as $wide)
            }
        }
    };
}

/// The whole part, wrapped around 64 bits where it is above the signed range and below the
/// unsigned one.
fn wrapped(number: f64) -> i64 {
    const BEYOND_SIGNED: f64 = 9_223_372_036_854_775_808.0;
    if number.is_finite() { if number >= BEYOND_SIGNED { number as u64 as i64 } else { number as i64 } } else { 0 }
}

integer_element!(i8, Int8, i64, from_i64, saturated_i64);
integer_element!(i16, Int16, i64, from_i64, saturated_i64);
integer_element!(i32, Int32, i64, from_i64, saturated_i64);
integer_element!(i64, Int64, i64, from_i64, saturated_i64);
integer_element!(u8, Uint8, i64, from_i64, saturated_i64);
integer_element!(u16, Uint16, i64, from_i64, saturated_i64);
integer_element!(u32, Uint32, i64, from_i64, saturated_i64);
integer_element!(u64, Uint64, u64, from_u64, saturated_u64);

macro_rules! other_element {
    ($type:ty, $data_type:ident, $number:ident: $of_i64:expr, $of_u64:expr, $of_f64:expr;
     $self:ident: $wide:expr, $from_wide:ident, $saturated_wide:ident, $is_nan:expr) => {
        impl Element for $type {
            const DATA_TYPE: DataType = DataType::$data_type;

            fn from_i64($number: i64) -> Self {
                $of_i64
            }
            fn from_u64($number: u64) -> Self {
                $of_u64
            }
            fn from_f64($number: f64) -> Self {
                $of_f64
            }
            fn saturated_i64(number: i64) -> Self {
                Self::from_i64(number)
            }
            fn saturated_u64(number: u64) -> Self {
                Self::from_u64(number)
            }
            fn saturated_f64(number: f64) -> Self {
                Self::from_f64(number)
            }
            fn cast<T: Element>($self) -> T {
                T::$from_wide($wide)
            }
            fn saturate<T: Element>($self) -> T {
                T::$saturated_wide($wide)
            }
            fn is_nan($self) -> bool {
                $is_nan
            }
        }
    };
}

other_element!(Boolean, Boolean, number: (number != 0).into(), (number != 0).into(), (number != 0.0).into();
    self: i64::from(self.is_true()), from_i64, saturated_i64, false);
other_element!(f16, Float16, number: f16::from_f64(number as f64), f16::from_f64(number as f64), f16::from_f64(number);
    self: f64::from(self), from_f64, saturated_f64, f16::is_nan(self));
other_element!(f32, Float32, number: number as f32, number as f32, number as f32;
    self: f64::from(self), from_f64, saturated_f64, f32::is_nan(self));
other_element!(f64, Float64, number: number as f64, number as f64, number;
    self: self, from_f64, saturated_f64, f64::is_nan(self));

/// Evaluates `body` with `$type` as the Rust type of a real data type; complex types return the
/// error that `operation` is not defined for them.
macro_rules! for_real {
    ($data_type:expr, $operation:expr, $type:ident => $body:expr) => {
        match $data_type {
            $crate::data_type::DataType::Boolean => {
                type $type = $crate::element::Boolean;
                $body
            }
            $crate::data_type::DataType::Float16 => {
                type $type = half::f16;
                $body
            }
            data_type => $crate::element::for_computed!(data_type, $operation, $type => $body),
        }
    };
}
pub(crate) use for_real;

/// As `for_real` for the types that the processor computes with: not truth values, not
/// `float16`.
macro_rules! for_computed {
    ($data_type:expr, $operation:expr, $type:ident => $body:expr) => {
        match $data_type {
            $crate::data_type::DataType::Float32 => {
                type $type = f32;
                $body
            }
            $crate::data_type::DataType::Float64 => {
                type $type = f64;
                $body
            }
            data_type => $crate::element::for_integer!(data_type, $operation, $type => $body),
        }
    };
}
pub(crate) use for_computed;

/// As `for_real` for integers.
macro_rules! for_integer {
    ($data_type:expr, $operation:expr, $type:ident => $body:expr) => {
        match $data_type {
            $crate::data_type::DataType::Int8 => {
                type $type = i8;
                $body
            }
            $crate::data_type::DataType::Int16 => {
                type $type = i16;
                $body
            }
            $crate::data_type::DataType::Int32 => {
                type $type = i32;
                $body
            }
            $crate::data_type::DataType::Int64 => {
                type $type = i64;
                $body
            }
            $crate::data_type::DataType::Uint8 => {
                type $type = u8;
                $body
            }
            $crate::data_type::DataType::Uint16 => {
                type $type = u16;
                $body
            }
            $crate::data_type::DataType::Uint32 => {
                type $type = u32;
                $body
            }
            $crate::data_type::DataType::Uint64 => {
                type $type = u64;
                $body
            }
            data_type => return Err(data_type.unsupported($operation)),
        }
    };
}
pub(crate) use for_integer;
