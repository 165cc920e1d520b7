//! New arrays, and single elements of them.

use crate::array::{Array, checked_count, lengths};
use crate::computation::{Computation, PIECE};
use crate::data_type::{DataType, Kind};
use crate::element::{Boolean, Element, for_real};
use crate::error::ArrayError;
use crate::layout::strides;
use crate::promotion::promote;
use crate::scalar::Scalar;
use crate::storage::{Storage, for_size};
use half::f16;

/// Numbers of a plugin's own list.
#[derive(Clone, Copy, Debug)]
pub enum Numbers<'a> {
    /// Truth values.
    Booleans(&'a [bool]),
    /// Whole numbers.
    Integers(&'a [i64]),
    /// Fractional numbers.
    Floats(&'a [f64]),
}

impl Array {
    /// An array of numbers, C order. Fails when there are too few or too many, and for whole
    /// numbers that the type cannot hold.
    pub fn from_numbers(
        computation: &Computation,
        data_type: DataType,
        shape: &[u64],
        numbers: Numbers<'_>,
    ) -> Result<Self, ArrayError> {
        let lengths = lengths(shape)?;
        let (expected, actual) = (lengths.iter().product::<usize>(), numbers.len());
        if expected != actual {
            return Err(ArrayError::invalid(format!(
                "an array of shape {shape:?} has {expected} numbers, not {actual}"
            )));
        }
        for_real!(data_type, "a list of numbers", T => {
            let mut elements = computation.zeroed::<T>(expected)?;
            match numbers {
                Numbers::Booleans(numbers) => fill(&mut elements, numbers, |number| Ok(Boolean::from(number).cast())),
                Numbers::Integers(numbers) => fill(&mut elements, numbers, |number| Scalar::Integer(number).fit()),
                Numbers::Floats(numbers) => fill(&mut elements, numbers, |number| Ok(number.cast())),
            }?;
            Ok(Self::of(lengths, elements))
        })
    }

    /// An array with the same number everywhere.
    pub fn full(
        computation: &Computation,
        data_type: DataType,
        shape: &[u64],
        number: Scalar,
    ) -> Result<Self, ArrayError> {
        let lengths = lengths(shape)?;
        let mut storage = Storage::zeroed(computation, data_type.size(), checked_count(&lengths, data_type.size())?)?;
        let element = element_bytes(data_type, number)?;
        if element != [0; 16] {
            let mut pace = computation.pace();
            for_size!(data_type.size(), SIZE => {
                let element = element.first_chunk::<SIZE>().copied().unwrap_or([0; SIZE]);
                for piece in storage.bytes_mut().unwrap_or_default().as_chunks_mut::<SIZE>().0.chunks_mut(PIECE) {
                    pace.spend(piece.len())?;
                    piece.fill(element);
                }
            });
        }
        Ok(Self::of_storage(data_type, lengths, storage))
    }

    /// The numbers from `start` to before `stop` in steps, on one axis. Without a type: `Int64`, or
    /// `Float64` if any of the three has a fraction.
    pub fn range(
        computation: &Computation,
        start: Scalar,
        stop: Scalar,
        step: Scalar,
        data_type: Option<DataType>,
    ) -> Result<Self, ArrayError> {
        let natural = promote(promote(start.data_type(), stop.data_type()), step.data_type());
        let data_type = data_type.unwrap_or(if natural == DataType::Boolean { DataType::Int64 } else { natural });
        let length = range_length(start, stop, step)?;
        let whole = start.whole().zip(step.whole()).filter(|_| natural.kind() != Kind::Float);
        let (first, step): (f64, f64) = (start.cast(), step.cast());
        // As numpy does, so that the numbers are the same to the last bit.
        let difference = (first + step) - first;
        for_real!(data_type, "a range", T => {
            let mut elements = computation.zeroed::<T>(length)?;
            let mut pace = computation.pace();
            for (index, element) in elements.iter_mut().enumerate() {
                pace.spend(1)?;
                *element = match whole {
                    Some((first, step)) => whole_element(first + step * index as i128),
                    None => (first + difference * index as f64).cast(),
                };
            }
            Ok(Self::of(vec![length], elements))
        })
    }

    /// That many `Float64` from `start` to `stop` at equal distances, on one axis; `stop` is the
    /// last of them or, without `endpoint`, the next after them.
    pub fn linspace(
        computation: &Computation,
        start: f64,
        stop: f64,
        count: u64,
        endpoint: bool,
    ) -> Result<Self, ArrayError> {
        let shape = lengths(&[count])?;
        let mut elements = computation.zeroed::<f64>(shape.iter().product())?;
        let last = elements.len().saturating_sub(1);
        let divisor = if endpoint { last } else { elements.len() };
        let step = (stop - start) / divisor.max(1) as f64;
        let mut pace = computation.pace();
        for (index, element) in elements.iter_mut().enumerate() {
            pace.spend(1)?;
            *element = if endpoint && index == last && last > 0 { stop } else { index as f64 * step + start };
        }
        Ok(Self::of(shape, elements))
    }

    /// A single element; one position for each axis, negative from the end. Fails for positions
    /// beyond the array and for complex arrays.
    pub fn element(&self, position: &[i64]) -> Result<Scalar, ArrayError> {
        if position.len() != self.axes() {
            let (given, axes) = (position.len(), self.axes());
            return Err(ArrayError::invalid(format!("an element has {axes} positions, not {given}")));
        }
        let mut index = 0;
        for ((position, length), stride) in position.iter().zip(self.shape()).zip(strides(self.shape())) {
            index += checked_position(*position, *length)? * stride as usize;
        }
        let size = self.data_type().size();
        let bytes = self.bytes().get(index * size..(index + 1) * size).unwrap_or_default();
        scalar(self.data_type(), bytes)
    }
}

impl Numbers<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Booleans(numbers) => numbers.len(),
            Self::Integers(numbers) => numbers.len(),
            Self::Floats(numbers) => numbers.len(),
        }
    }
}

fn fill<T, N: Copy>(
    elements: &mut [T],
    numbers: &[N],
    element: impl Fn(N) -> Result<T, ArrayError>,
) -> Result<(), ArrayError> {
    elements.iter_mut().zip(numbers).try_for_each(|(target, number)| {
        *target = element(*number)?;
        Ok(())
    })
}

/// A position along an axis, counted from the end where negative.
pub(crate) fn checked_position(position: i64, length: usize) -> Result<usize, ArrayError> {
    let index = if position < 0 { position.checked_add_unsigned(length as u64) } else { Some(position) };
    let index = index.and_then(|index| usize::try_from(index).ok()).filter(|index| *index < length);
    index.ok_or(ArrayError::Position { position, length })
}

/// The bytes of an element; of a complex one the number is the real part. Zeros follow.
pub(crate) fn element_bytes(data_type: DataType, number: Scalar) -> Result<[u8; 16], ArrayError> {
    let mut bytes = [0; 16];
    let mut write = |element: &[u8]| bytes.iter_mut().zip(element).for_each(|(byte, value)| *byte = *value);
    match data_type {
        DataType::Complex64 => write(bytemuck::bytes_of(&number.cast::<f32>())),
        DataType::Complex128 => write(bytemuck::bytes_of(&number.cast::<f64>())),
        _ => for_real!(data_type, "a number", T => write(bytemuck::bytes_of(&number.fit::<T>()?))),
    }
    Ok(bytes)
}

fn scalar(data_type: DataType, bytes: &[u8]) -> Result<Scalar, ArrayError> {
    fn read<T: Element>(bytes: &[u8]) -> T {
        bytemuck::try_pod_read_unaligned(bytes).unwrap_or_else(|_| T::zeroed())
    }
    Ok(match data_type {
        DataType::Boolean => Scalar::Boolean(read::<Boolean>(bytes).is_true()),
        DataType::Uint64 => match read::<u64>(bytes) {
            number if i64::try_from(number).is_err() => Scalar::Unsigned(number),
            number => Scalar::Integer(number as i64),
        },
        DataType::Float16 => Scalar::Float(read::<f16>(bytes).into()),
        DataType::Float32 => Scalar::Float(read::<f32>(bytes).into()),
        DataType::Float64 => Scalar::Float(read::<f64>(bytes)),
        _ => Scalar::Integer(for_real!(data_type, "a single element", T => read::<T>(bytes).cast())),
    })
}

/// A whole number of 64 bits, signed or not, as an element.
fn whole_element<T: Element>(number: i128) -> T {
    match i64::try_from(number) {
        Ok(number) => number.cast(),
        Err(_) => (number as u64).cast(),
    }
}

fn range_length(start: Scalar, stop: Scalar, step: Scalar) -> Result<usize, ArrayError> {
    let too_large = || ArrayError::TooLarge { shape: vec![u64::MAX] };
    let zero = || ArrayError::invalid("the step of a range must not be 0");
    let length = match (start.whole(), stop.whole(), step.whole()) {
        (_, _, Some(0)) => return Err(zero()),
        (Some(start), Some(stop), Some(step)) => {
            let (span, step) = if step > 0 { (stop - start, step) } else { (start - stop, -step) };
            usize::try_from(((span + step - 1) / step).max(0)).map_err(|_| too_large())?
        }
        _ => {
            let (start, stop, step): (f64, f64, f64) = (start.cast(), stop.cast(), step.cast());
            if step == 0.0 {
                return Err(zero());
            }
            let length = ((stop - start) / step).ceil();
            if length.is_nan() {
                return Err(ArrayError::invalid("the ends of a range must be numbers"));
            }
            if length > isize::MAX as f64 {
                return Err(too_large());
            }
            length.max(0.0) as usize
        }
    };
    checked_count(&[length], 16)?;
    Ok(length)
}
