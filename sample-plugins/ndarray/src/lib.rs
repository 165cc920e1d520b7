//! Arrays: every element type, and calculating with the crate `ndarray`.

use imjoy_sdk::ndarray::{Array2, Axis, s};
use imjoy_sdk::{AnyNdArray, Context, Dtype, Error, F16, NdArray, Op, Record, api, record};

/// Rows and columns of the image.
const SIZE: usize = 128;

#[derive(Default)]
struct NdArraySample;

/// # ndarray
///
/// Shows hills as an array of the element type that you choose: all plain kinds of numpy, in C
/// order. The window says the type and shape, and the value under the pointer.
///
/// The op **Calculate** works on the array of the active window by a *view* of the crate
/// `ndarray`, without copying it: sums along the axes, and its middle as a slice.
///
/// ```rust
/// let view = image.view()?;              // an ndarray::ArrayViewD, nothing is copied
/// let columns = view.sum_axis(Axis(0));
/// NdArray::from(columns)                 // and back
/// ```
#[imjoy_sdk::plugin(
    name = "ndarray",
    icon = "🔢",
    labels = ["API example"],
    ui = "Element type {id:'dtype', type:'choose', options:['bool', 'int8', 'int16', 'int32', 'int64', 'uint8', \
          'uint16', 'uint32', 'uint64', 'float16', 'float32', 'float64', 'complex64', 'complex128'], \
          placeholder:'float32'}"
)]
impl NdArraySample {
    async fn setup(&mut self) -> Result<(), Error> {
        api::register(Op::new("Calculate").run_name("calculate")).await
    }

    pub fn run(&self, my: Context) -> Result<Record, Error> {
        let dtype: String = my.config.get_or("dtype", "float32".to_owned())?;
        let image = self.hills(&dtype)?;
        let data = record! { "src": image };
        Ok(record! { "type": "imjoy/image", "name": format!("Hills in {dtype}"), "data": data })
    }

    /// Hills from 0 to 100 (signed types: from -50 to 50) as an array of a type of numpy.
    pub fn hills(&self, dtype: &str) -> Result<AnyNdArray, Error> {
        let hills = Array2::from_shape_fn((SIZE, SIZE), |(row, column)| {
            let wave = |index: usize| (index as f64 / SIZE as f64 * std::f64::consts::TAU).sin();
            50.0 * wave(row) * wave(column)
        });
        let positive = &hills + 50.0;
        Ok(match dtype {
            "bool" => NdArray::from(hills.mapv(|height| height > 0.0)).into_any(),
            "int8" => NdArray::from(hills.mapv(|height| height as i8)).into_any(),
            "int16" => NdArray::from(hills.mapv(|height| height as i16)).into_any(),
            "int32" => NdArray::from(hills.mapv(|height| height as i32)).into_any(),
            "int64" => NdArray::from(hills.mapv(|height| height as i64)).into_any(),
            "uint8" => NdArray::from(positive.mapv(|height| height as u8)).into_any(),
            "uint16" => NdArray::from(positive.mapv(|height| height as u16)).into_any(),
            "uint32" => NdArray::from(positive.mapv(|height| height as u32)).into_any(),
            "uint64" => NdArray::from(positive.mapv(|height| height as u64)).into_any(),
            "float16" => NdArray::from(hills.mapv(|height| F16::from_f32(height as f32))).into_any(),
            "float32" => NdArray::from(hills.mapv(|height| height as f32)).into_any(),
            "float64" => NdArray::from(hills).into_any(),
            "complex64" => NdArray::from(hills.mapv(|height| [height as f32, 1.0])).into_any(),
            "complex128" => NdArray::from(hills.mapv(|height| [height, 1.0])).into_any(),
            other => return Err(Error::invalid(format!("there is no element type {other}"))),
        })
    }

    /// The op *Calculate*.
    pub fn calculate(&self, my: Context) -> Result<Record, Error> {
        let Ok(image) = my.data.get_as::<AnyNdArray>("src") else {
            return Err(Error::invalid("run ndarray first, then Calculate on its window"));
        };
        if image.dtype() == Dtype::Boolean || image.shape().len() != 2 {
            return Err(Error::invalid(format!("Calculate takes two axes of numbers, not an {image}")));
        }
        let image = image.to_f64()?;
        let view = image.view()?;
        let middle = view.slice(s![SIZE / 4..SIZE / 2, SIZE / 4..SIZE / 2]);
        Ok(record! {
            "sum of each column": view.sum_axis(Axis(0)),
            "sum of each row": view.sum_axis(Axis(1)),
            "middle": middle.to_owned(),
            "total": view.sum(),
        })
    }
}
