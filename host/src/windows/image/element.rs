//! Elements of arrays as numbers, without a test of the type for each of them.

use imjoy_engine::value::DataType;

/// One kind of element of `N` bytes, little-endian.
pub trait Element<const N: usize> {
    /// The element as a number. Whole numbers above 2⁵³ are rounded.
    fn number(bytes: [u8; N]) -> f64;
}

macro_rules! elements {
    ($($marker:ident $bytes:literal $number:expr;)*) => {$(
        /// Marker of an element type.
        pub enum $marker {}
        impl Element<$bytes> for $marker {
            #[inline(always)]
            fn number(bytes: [u8; $bytes]) -> f64 {
                let number: fn([u8; $bytes]) -> f64 = $number;
                number(bytes)
            }
        }
    )*};
}

elements! {
    U8 1 |bytes| f64::from(u8::from_le_bytes(bytes));
    I8 1 |bytes| f64::from(i8::from_le_bytes(bytes));
    U16 2 |bytes| f64::from(u16::from_le_bytes(bytes));
    I16 2 |bytes| f64::from(i16::from_le_bytes(bytes));
    F16 2 |bytes| half(u16::from_le_bytes(bytes));
    U32 4 |bytes| f64::from(u32::from_le_bytes(bytes));
    I32 4 |bytes| f64::from(i32::from_le_bytes(bytes));
    F32 4 |bytes| f64::from(f32::from_le_bytes(bytes));
    U64 8 |bytes| u64::from_le_bytes(bytes) as f64;
    I64 8 |bytes| i64::from_le_bytes(bytes) as f64;
    F64 8 |bytes| f64::from_le_bytes(bytes);
}

/// Calls a function generic over [`Element`] for a [`DataType`]; gives the last argument
/// for complex types, which are no single numbers.
macro_rules! for_data_type {
    ($data_type:expr, $function:ident($($argument:expr),*), $complex:expr) => {{
        use imjoy_engine::value::DataType as Type;
        use $crate::windows::image::element as of;
        match $data_type {
            Type::Boolean | Type::Uint8 => $function::<of::U8, 1>($($argument),*),
            Type::Int8 => $function::<of::I8, 1>($($argument),*),
            Type::Uint16 => $function::<of::U16, 2>($($argument),*),
            Type::Int16 => $function::<of::I16, 2>($($argument),*),
            Type::Float16 => $function::<of::F16, 2>($($argument),*),
            Type::Uint32 => $function::<of::U32, 4>($($argument),*),
            Type::Int32 => $function::<of::I32, 4>($($argument),*),
            Type::Float32 => $function::<of::F32, 4>($($argument),*),
            Type::Uint64 => $function::<of::U64, 8>($($argument),*),
            Type::Int64 => $function::<of::I64, 8>($($argument),*),
            Type::Float64 => $function::<of::F64, 8>($($argument),*),
            Type::Complex64 | Type::Complex128 => $complex,
        }
    }};
}
pub(in crate::windows) use for_data_type;

/// Whether elements are whole numbers.
pub fn is_whole(data_type: DataType) -> bool {
    !matches!(
        data_type,
        DataType::Float16 | DataType::Float32 | DataType::Float64 | DataType::Complex64 | DataType::Complex128
    )
}

/// IEEE 754 binary16 as a number.
fn half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from((bits >> 10) & 0x1f);
    let fraction = f64::from(bits & 0x3ff) / 1024.0;
    sign * match exponent {
        0 => fraction * 2f64.powi(-14),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction) * 2f64.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_engine::value::NdArray;

    /// The engine reads single elements, this file many; both must agree.
    #[test]
    fn numbers_are_those_of_the_engine() {
        fn first<E: Element<N>, const N: usize>(data: &[u8]) -> f64 {
            E::number(*data.as_chunks::<N>().0.first().unwrap())
        }
        for data_type in [
            DataType::Boolean,
            DataType::Int8,
            DataType::Int16,
            DataType::Int32,
            DataType::Int64,
            DataType::Uint8,
            DataType::Uint16,
            DataType::Uint32,
            DataType::Uint64,
            DataType::Float16,
            DataType::Float32,
            DataType::Float64,
        ] {
            for byte in [0u8, 1, 0x3c, 0x7c, 0x80, 0xff] {
                let bytes: Vec<u8> = (0..data_type.size()).map(|index| byte.wrapping_sub(index as u8)).collect();
                let array = NdArray::new(data_type, vec![1], bytes.clone().into()).unwrap();
                let expected = array.element(0).unwrap();
                let number = for_data_type!(data_type, first(&bytes), f64::NAN);
                assert!(number == expected || (number.is_nan() && expected.is_nan()), "{data_type:?} {bytes:?}");
            }
        }
    }
}
