//! Arithmetic of single elements, by numpy's rules.

use crate::element::Element;

/// What integers and fractional numbers have in common.
pub(super) trait Number: Element {
    fn add(self, other: Self) -> Self;
    fn subtract(self, other: Self) -> Self;
    fn multiply(self, other: Self) -> Self;
    /// Rounded down; 0 for an integer divided by 0.
    fn floor_divide(self, other: Self) -> Self;
    /// With the sign of `other`; 0 for an integer divided by 0.
    fn remainder(self, other: Self) -> Self;
    /// Integers only with exponents from 0; others give 0.
    fn power(self, other: Self) -> Self;
    fn negative(self) -> Self;
    fn absolute(self) -> Self;
    fn sign(self) -> Self;
    /// 0 for an integer 0.
    fn reciprocal(self) -> Self;

    /// The smaller one; not-a-number wins.
    fn minimum(self, other: Self) -> Self {
        if self <= other || self.is_nan() { self } else { other }
    }

    /// The larger one; not-a-number wins.
    fn maximum(self, other: Self) -> Self {
        if self >= other || self.is_nan() { self } else { other }
    }
}

/// What has bits.
pub(super) trait Integer: Number {
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn xor(self, other: Self) -> Self;
    fn not(self) -> Self;
    /// 0 for as many bits as the type has, or more, or fewer than none.
    fn left_shift(self, other: Self) -> Self;
    /// The sign alone for as many bits as the type has, or more, or fewer than none.
    fn right_shift(self, other: Self) -> Self;
}

macro_rules! integer_number {
    ($type:ty, $is_negative:expr, $sign:expr, $absolute:expr) => {
        impl Number for $type {
            fn add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            fn subtract(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            fn multiply(self, other: Self) -> Self {
                self.wrapping_mul(other)
            }
            fn floor_divide(self, other: Self) -> Self {
                if other == 0 {
                    return 0;
                }
                let quotient = self.wrapping_div(other);
                let is_between = self.wrapping_rem(other) != 0 && $is_negative(self) != $is_negative(other);
                if is_between { quotient.wrapping_sub(1) } else { quotient }
            }
            fn remainder(self, other: Self) -> Self {
                if other == 0 {
                    return 0;
                }
                let rest = self.wrapping_rem(other);
                let is_other_sign = rest != 0 && $is_negative(rest) != $is_negative(other);
                if is_other_sign { rest.wrapping_add(other) } else { rest }
            }
            fn power(self, other: Self) -> Self {
                if $is_negative(other) {
                    return 0;
                }
                let (mut result, mut base, mut exponent): (Self, Self, Self) = (1, self, other);
                while exponent != 0 {
                    if exponent & 1 == 1 {
                        result = result.wrapping_mul(base);
                    }
                    base = base.wrapping_mul(base);
                    exponent >>= 1;
                }
                result
            }
            fn negative(self) -> Self {
                self.wrapping_neg()
            }
            fn absolute(self) -> Self {
                $absolute(self)
            }
            fn sign(self) -> Self {
                $sign(self)
            }
            fn reciprocal(self) -> Self {
                if self == 0 { 0 } else { (1 as $type).wrapping_div(self) }
            }
            // Without the question for not-a-number these become instructions of their own.
            fn minimum(self, other: Self) -> Self {
                Ord::min(self, other)
            }
            fn maximum(self, other: Self) -> Self {
                Ord::max(self, other)
            }
        }

        impl Integer for $type {
            fn and(self, other: Self) -> Self {
                self & other
            }
            fn or(self, other: Self) -> Self {
                self | other
            }
            fn xor(self, other: Self) -> Self {
                self ^ other
            }
            fn not(self) -> Self {
                !self
            }
            fn left_shift(self, other: Self) -> Self {
                u32::try_from(other).ok().and_then(|bits| self.checked_shl(bits)).unwrap_or(0)
            }
            fn right_shift(self, other: Self) -> Self {
                let sign = if $is_negative(self) { Self::MAX.wrapping_add(Self::MIN) } else { 0 };
                u32::try_from(other).ok().and_then(|bits| self.checked_shr(bits)).unwrap_or(sign)
            }
        }
    };
}

macro_rules! signed_number {
    ($($type:ty)*) => {
        $(integer_number!($type, |number: $type| number < 0, <$type>::signum, <$type>::wrapping_abs);)*
    };
}

macro_rules! unsigned_number {
    ($($type:ty)*) => {
        $(integer_number!($type, |_: $type| false, |number: $type| number.min(1), |number: $type| number);)*
    };
}

signed_number!(i8 i16 i32 i64);
unsigned_number!(u8 u16 u32 u64);

macro_rules! float_number {
    ($type:ty, $($function:ident)*) => {
        impl Number for $type {
            fn add(self, other: Self) -> Self {
                self + other
            }
            fn subtract(self, other: Self) -> Self {
                self - other
            }
            fn multiply(self, other: Self) -> Self {
                self * other
            }
            fn floor_divide(self, other: Self) -> Self {
                if other == 0.0 {
                    return self / other;
                }
                let rest = self % other;
                let mut quotient = (self - rest) / other;
                if rest != 0.0 && (other < 0.0) != (rest < 0.0) {
                    quotient -= 1.0;
                }
                if quotient == 0.0 {
                    return (0.0 as $type).copysign(self / other);
                }
                let floor = quotient.floor();
                if quotient - floor > 0.5 { floor + 1.0 } else { floor }
            }
            fn remainder(self, other: Self) -> Self {
                let rest = self % other;
                if rest == 0.0 {
                    (0.0 as $type).copysign(other)
                } else if (other < 0.0) != (rest < 0.0) {
                    rest + other
                } else {
                    rest
                }
            }
            fn power(self, other: Self) -> Self {
                if other == 2.0 { self * self } else { self.powf(other) }
            }
            fn negative(self) -> Self {
                -self
            }
            fn absolute(self) -> Self {
                self.abs()
            }
            fn sign(self) -> Self {
                if self > 0.0 {
                    1.0
                } else if self < 0.0 {
                    -1.0
                } else {
                    self + 0.0
                }
            }
            fn reciprocal(self) -> Self {
                self.recip()
            }
        }

        impl Float for $type {
            fn divide(self, other: Self) -> Self {
                self / other
            }
            fn atan2(self, other: Self) -> Self {
                <$type>::atan2(self, other)
            }
            fn hypot(self, other: Self) -> Self {
                <$type>::hypot(self, other)
            }
            $(fn $function(self) -> Self {
                <$type>::$function(self)
            })*
            fn is_finite(self) -> bool {
                <$type>::is_finite(self)
            }
            fn is_infinite(self) -> bool {
                <$type>::is_infinite(self)
            }
        }
    };
}

/// What is computed with a fraction; functions by the names of Rust's standard library.
macro_rules! float_trait {
    ($($function:ident)*) => {
        pub(super) trait Float: Number {
            fn divide(self, other: Self) -> Self;
            fn atan2(self, other: Self) -> Self;
            fn hypot(self, other: Self) -> Self;
            fn is_finite(self) -> bool;
            fn is_infinite(self) -> bool;
            $(fn $function(self) -> Self;)*
        }

        float_number!(f32, $($function)*);
        float_number!(f64, $($function)*);
    };
}

float_trait!(sqrt cbrt exp exp_m1 ln log2 log10 ln_1p sin cos tan asin acos atan sinh cosh tanh floor ceil round_ties_even trunc);
