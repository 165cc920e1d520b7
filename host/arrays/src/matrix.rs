//! Products of matrices and vectors.

use crate::array::{Array, checked_count};
use crate::computation::Computation;
use crate::data_type::DataType;
use crate::element::{Boolean, Element, for_integer};
use crate::error::ArrayError;
use crate::memory::Elements;
use crate::promotion::promote;
use half::f16;
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2, LinalgScalar};

/// Products of numbers between two looks at the time.
const ROWS_WORK: usize = 1 << 23;

/// Rows, inner length and columns of a product.
#[derive(Clone, Copy, Debug)]
struct Sizes {
    rows: usize,
    inner: usize,
    columns: usize,
}

/// Product of two matrices, of a matrix and a vector, or of two vectors.
pub fn matrix_product(computation: &Computation, left: &Array, right: &Array) -> Result<Array, ArrayError> {
    let mismatch = || {
        let (left, right) = (left.shape(), right.shape());
        ArrayError::invalid(format!("arrays of shapes {left:?} and {right:?} have no product of matrices"))
    };
    let (rows, inner) = match left.shape() {
        [inner] => (None, *inner),
        [rows, inner] => (Some(*rows), *inner),
        _ => return Err(mismatch()),
    };
    let (other, columns) = match right.shape() {
        [other] => (*other, None),
        [other, columns] => (*other, Some(*columns)),
        _ => return Err(mismatch()),
    };
    if inner != other {
        return Err(mismatch());
    }
    let shape: Vec<usize> = rows.into_iter().chain(columns).collect();
    let sizes = Sizes { rows: rows.unwrap_or(1), inner, columns: columns.unwrap_or(1) };
    let data_type = promote(left.data_type(), right.data_type());
    checked_count(&shape, data_type.size())?;
    match data_type {
        DataType::Float64 => Ok(Array::of(shape, floats::<f64>(computation, left, right, sizes)?)),
        DataType::Float32 => Ok(Array::of(shape, floats::<f32>(computation, left, right, sizes)?)),
        DataType::Float16 => {
            let product = floats::<f32>(computation, left, right, sizes)?;
            let mut elements = computation.zeroed::<f16>(product.len())?;
            elements.iter_mut().zip(&*product).for_each(|(element, number)| *element = f16::from_f32(*number));
            Ok(Array::of(shape, elements))
        }
        DataType::Boolean => {
            let either = |sum: Boolean, left: Boolean, right: Boolean| {
                Boolean::from(sum.is_true() | (left.is_true() & right.is_true()))
            };
            Ok(Array::of(shape, plain(computation, left, right, sizes, either)?))
        }
        _ => for_integer!(data_type, "a product of matrices", T => {
            let add = |sum: T, left: T, right: T| sum.wrapping_add(left.wrapping_mul(right));
            Ok(Array::of(shape, plain(computation, left, right, sizes, add)?))
        }),
    }
}

fn floats<T: Element + LinalgScalar>(
    computation: &Computation,
    left: &Array,
    right: &Array,
    sizes: Sizes,
) -> Result<Elements<T>, ArrayError> {
    let Sizes { rows, inner, columns } = sizes;
    let (left, right) = (left.read::<T>(computation)?, right.read::<T>(computation)?);
    let mut result = computation.zeroed::<T>(rows * columns)?;
    let impossible = |error: ndarray::ShapeError| ArrayError::invalid(error.to_string());
    let right = ArrayView2::from_shape((inner, columns), &right).map_err(impossible)?;
    // So many rows at once that the time is looked at now and then.
    let together = (ROWS_WORK / inner.max(1) / columns.max(1)).max(1);
    let mut pace = computation.pace();
    let targets = result.chunks_mut((together * columns).max(1));
    for (target, left) in targets.zip(left.chunks((together * inner).max(1))) {
        let rows = target.len() / columns.max(1);
        pace.spend(target.len().saturating_mul(inner) / 8)?;
        let left = ArrayView2::from_shape((rows, inner), left).map_err(impossible)?;
        let mut target = ArrayViewMut2::from_shape((rows, columns), target).map_err(impossible)?;
        general_mat_mul(T::one(), &left, &right, T::zero(), &mut target);
    }
    Ok(result)
}

/// Row by row, with a function that adds a product.
fn plain<T: Element>(
    computation: &Computation,
    left: &Array,
    right: &Array,
    sizes: Sizes,
    add: impl Fn(T, T, T) -> T,
) -> Result<Elements<T>, ArrayError> {
    let (left, right) = (left.read::<T>(computation)?, right.read::<T>(computation)?);
    let mut result = computation.zeroed::<T>(sizes.rows * sizes.columns)?;
    let mut pace = computation.pace();
    let columns = sizes.columns.max(1);
    for (target, row) in result.chunks_exact_mut(columns).zip(left.chunks_exact(sizes.inner.max(1))) {
        for (factor, other) in row.iter().zip(right.chunks_exact(columns)) {
            pace.spend(columns)?;
            target.iter_mut().zip(other).for_each(|(target, element)| *target = add(*target, *factor, *element));
        }
    }
    Ok(result)
}
