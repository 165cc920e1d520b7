//! The element types that filters work on.

use std::fmt::Debug;
use std::ops::{Add, AddAssign, Mul};

use super::otsu::Histogram;

/// A floating point type in which sums of pixels are formed.
pub trait Real: Copy + Default + Debug + Add<Output = Self> + Mul<Output = Self> + AddAssign {
    /// The nearest value of this type.
    fn from_f64(value: f64) -> Self;
}

impl Real for f32 {
    fn from_f64(value: f64) -> Self {
        value as f32
    }
}

impl Real for f64 {
    fn from_f64(value: f64) -> Self {
        value
    }
}

/// An element type of images.
pub trait Pixel: Copy + Default + Debug + PartialEq {
    /// Type for sums: wide enough that a rounded result is right.
    type Sum: Real;
    /// A whole number that is ordered as the pixels are, with NaN above all others.
    type Key: Ord + Copy;

    /// The value for a sum.
    fn to_sum(self) -> Self::Sum;
    /// The pixel for a sum, rounded to the nearest for whole numbers.
    fn from_sum(sum: Self::Sum) -> Self;
    /// The value as the widest type.
    fn to_f64(self) -> f64;
    /// The pixel nearest to a value.
    fn from_f64(value: f64) -> Self;
    /// Key for sorting.
    fn key(self) -> Self::Key;
    /// Position in a table of 256 values, for types that have no more.
    fn small_rank(self) -> Option<u8> {
        None
    }
    /// Negative of an image: see [`invert`](super::invert).
    fn invert(pixels: &[Self]) -> Vec<Self>;
    /// Histogram with the bins that scikit-image takes for this type, or `None` if
    /// there is no finite pixel.
    fn histogram(pixels: &[Self]) -> Option<Histogram>;
}

macro_rules! whole_number {
    ($type:ty, $sum:ty, $small_rank:expr) => {
        impl Pixel for $type {
            type Sum = $sum;
            type Key = $type;

            fn to_sum(self) -> $sum {
                <$sum>::from(self)
            }
            fn from_sum(sum: $sum) -> Self {
                // The cast truncates and saturates.
                (sum + 0.5) as $type
            }
            fn to_f64(self) -> f64 {
                f64::from(self)
            }
            fn from_f64(value: f64) -> Self {
                (value + 0.5) as $type
            }
            fn key(self) -> $type {
                self
            }
            fn small_rank(self) -> Option<u8> {
                $small_rank(self)
            }
            fn invert(pixels: &[Self]) -> Vec<Self> {
                pixels.iter().map(|pixel| !pixel).collect()
            }
            fn histogram(pixels: &[Self]) -> Option<Histogram> {
                Histogram::of_whole_numbers(pixels.iter().map(|&pixel| u16::from(pixel)))
            }
        }
    };
}

whole_number!(u8, f32, Some);
whole_number!(u16, f64, |_| None);

macro_rules! fraction {
    ($type:ty, $key:ty) => {
        impl Pixel for $type {
            type Sum = $type;
            type Key = $key;

            fn to_sum(self) -> $type {
                self
            }
            fn from_sum(sum: $type) -> Self {
                sum
            }
            fn to_f64(self) -> f64 {
                f64::from(self)
            }
            fn from_f64(value: f64) -> Self {
                value as $type
            }
            fn key(self) -> $key {
                // The usual order-preserving map of IEEE 754 bits; NaNs of either sign
                // become the greatest key, and both zeros stay neighbours.
                const SIGN: $key = 1 << (<$key>::BITS - 1);
                let bits = self.to_bits();
                if self.is_nan() {
                    <$key>::MAX
                } else if bits & SIGN == 0 {
                    bits | SIGN
                } else {
                    !bits
                }
            }
            fn invert(pixels: &[Self]) -> Vec<Self> {
                let finite = || pixels.iter().copied().filter(|pixel| pixel.is_finite());
                let minimum = finite().fold(<$type>::INFINITY, <$type>::min);
                let maximum = finite().fold(<$type>::NEG_INFINITY, <$type>::max);
                pixels
                    .iter()
                    .map(|pixel| if pixel.is_finite() { maximum - (pixel - minimum) } else { *pixel })
                    .collect()
            }
            fn histogram(pixels: &[Self]) -> Option<Histogram> {
                Histogram::of_fractions(pixels.iter().map(|&pixel| f64::from(pixel)))
            }
        }
    };
}

fraction!(f32, u32);
fraction!(f64, u64);

#[cfg(test)]
mod tests {
    use super::Pixel;

    #[test]
    fn keys_are_ordered_as_the_numbers() {
        let ordered = [f32::NEG_INFINITY, -2.5, -0.0, 0.0, 1e-30, 3.0, f32::INFINITY, f32::NAN];
        assert!(ordered.windows(2).all(|pair| pair[0].key() < pair[1].key()));
        assert_eq!((-f64::NAN).key(), f64::NAN.key());
    }

    #[test]
    fn sums_are_rounded_and_clamped() {
        assert_eq!([-3.0, 0.49, 0.51, 254.6, 300.0].map(u8::from_sum), [0, 0, 1, 255, 255]);
        assert_eq!([1.49, 65_535.7].map(u16::from_sum), [1, 65_535]);
    }
}
