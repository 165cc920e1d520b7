//! Arrays as those of the crate `ndarray`, without a copy. Feature `ndarray`, on by default.

use ndarray::{Array, ArrayD, ArrayViewD, Dimension, IxDyn};

use super::element::Element;
use super::ndarray::NdArray;
use crate::Error;

impl<T: Element> NdArray<T> {
    /// A view for calculating with; no copy.
    ///
    /// ```
    /// use imjoy_sdk::{NdArray, ndarray::Axis};
    /// let array = NdArray::from_vec([2, 2], vec![1.0, 2.0, 3.0, 4.0])?;
    /// assert_eq!(array.view()?.sum_axis(Axis(0)).into_raw_vec_and_offset().0, [4.0, 6.0]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn view(&self) -> Result<ArrayViewD<'_, T>, Error> {
        Ok(ArrayViewD::from_shape(IxDyn(self.shape()), self.data()?)?)
    }

    /// An array that owns the elements, without a copy where this is the only clone.
    ///
    /// ```
    /// use imjoy_sdk::NdArray;
    /// let array = NdArray::from_vec([2], vec![1.0, 2.0])?.into_array()?;
    /// assert_eq!(NdArray::from(array * 2.0).data()?, [2.0, 4.0]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn into_array(self) -> Result<ArrayD<T>, Error> {
        let shape = IxDyn(self.shape());
        Ok(ArrayD::from_shape_vec(shape, self.into_vec()?)?)
    }
}

impl<T: Element, D: Dimension> From<Array<T, D>> for NdArray<T> {
    /// Without a copy where the array is in C order and has all of its vector.
    fn from(array: Array<T, D>) -> Self {
        let shape = array.shape().to_vec();
        let elements = if array.is_standard_layout() {
            let count = array.len();
            let (mut elements, offset) = array.into_raw_vec_and_offset();
            let offset = offset.unwrap_or(0);
            if offset > 0 {
                elements.drain(..offset);
            }
            elements.truncate(count);
            elements
        } else {
            array.iter().copied().collect()
        };
        NdArray::from_elements_of_shape(shape, elements)
    }
}

impl<T: Element, D: Dimension> From<Array<T, D>> for crate::Value {
    fn from(array: Array<T, D>) -> Self {
        NdArray::from(array).into()
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, s};

    use super::*;

    #[test]
    fn any_layout_becomes_c_order() {
        let array = Array2::from_shape_vec((2, 3), vec![1, 2, 3, 4, 5, 6]).unwrap();
        assert_eq!(NdArray::from(array.clone()).data().unwrap(), [1, 2, 3, 4, 5, 6]);
        assert_eq!(NdArray::from(array.clone().reversed_axes()).data().unwrap(), [1, 4, 2, 5, 3, 6]);
        let rows = array.clone().slice_move(s![1.., ..]);
        assert_eq!(NdArray::from(rows).data().unwrap(), [4, 5, 6]);
        let columns = array.slice_move(s![.., 1..]);
        let columns = NdArray::from(columns);
        assert_eq!((columns.shape(), columns.data().unwrap()), (&[2, 2][..], &[2, 3, 5, 6][..]));
    }

    #[test]
    fn views_do_not_copy() {
        let array = NdArray::from_vec([2, 2], vec![1i64, 2, 3, 4]).unwrap();
        assert_eq!(array.view().unwrap().as_ptr(), array.data().unwrap().as_ptr());
        assert_eq!(array.view().unwrap()[[1, 0]], 3);
    }
}
