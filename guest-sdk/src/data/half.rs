//! Half-precision numbers (IEEE 754 binary16), which Rust has no stable type for yet.

use bytemuck::{Pod, Zeroable};

/// A half-precision number, as its bits. Convert it to calculate with it.
///
/// ```
/// use imjoy_sdk::F16;
/// assert_eq!(F16::from_f32(1.5).to_f32(), 1.5);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(transparent)]
pub struct F16(
    /// The bits.
    pub u16,
);

impl F16 {
    /// Rounds to the nearest half; too large becomes infinite.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::F16::from_f32(1e9).to_f32(), f32::INFINITY);
    /// ```
    pub fn from_f32(number: f32) -> Self {
        let bits = number.to_bits();
        let sign = ((bits >> 16) & 0x8000) as u16;
        let exponent = ((bits >> 23) & 0xff) as i32;
        let fraction = bits & 0x007f_ffff;
        if exponent == 0xff {
            let quiet = if fraction == 0 { 0 } else { 0x0200 | (fraction >> 13) as u16 };
            return F16(sign | 0x7c00 | quiet);
        }
        let exponent = exponent - 127;
        if exponent > 15 {
            return F16(sign | 0x7c00);
        }
        if exponent >= -14 {
            let base = (((exponent + 15) as u32) << 10) | (fraction >> 13);
            // A carry out of the fraction goes into the exponent, which is what rounding up means.
            return F16(sign | (base + round_up(fraction, 13, base)) as u16);
        }
        if exponent < -25 {
            return F16(sign);
        }
        let whole = fraction | 0x0080_0000;
        let shift = (-exponent - 1) as u32;
        let base = whole >> shift;
        F16(sign | (base + round_up(whole, shift, base)) as u16)
    }

    /// The number in single precision; exact.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::F16(0x3c00).to_f32(), 1.0);
    /// ```
    pub fn to_f32(self) -> f32 {
        let sign = (u32::from(self.0) & 0x8000) << 16;
        let exponent = (u32::from(self.0) >> 10) & 0x1f;
        let fraction = u32::from(self.0) & 0x03ff;
        match (exponent, fraction) {
            (0x1f, 0) => f32::from_bits(sign | 0x7f80_0000),
            (0x1f, _) => f32::from_bits(sign | 0x7fc0_0000 | (fraction << 13)),
            (0, _) => {
                let magnitude = fraction as f32 / 16_777_216.0;
                f32::from_bits(sign | magnitude.to_bits())
            }
            _ => f32::from_bits(sign | ((exponent + 112) << 23) | (fraction << 13)),
        }
    }
}

/// 1 where the bits cut off by `shift` round up to the nearest, ties to even.
fn round_up(number: u32, shift: u32, base: u32) -> u32 {
    let half = 1u32 << (shift - 1);
    let rest = number & ((1u32 << shift) - 1);
    u32::from(rest > half || (rest == half && base & 1 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_survives_the_way_through_single() {
        for bits in 0..=u16::MAX {
            let half = F16(bits);
            let back = F16::from_f32(half.to_f32());
            if half.to_f32().is_nan() {
                assert!(back.to_f32().is_nan());
            } else {
                assert_eq!(back, half);
            }
        }
    }

    #[test]
    fn rounds_to_nearest_even() {
        let check = |number: f32, bits: u16| assert_eq!(F16::from_f32(number).0, bits, "{number}");
        check(2049.0, 0x6800); // tie between 2048 and 2050
        check(2051.0, 0x6802); // tie between 2050 and 2052
        check(65519.0, 0x7bff);
        check(65520.0, 0x7c00);
        check(2.0f32.powi(-25), 0); // tie between 0 and the smallest
        check(2.0f32.powi(-25) * 1.5, 1);
        check(-0.0, 0x8000);
    }
}
