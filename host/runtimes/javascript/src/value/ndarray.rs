//! Arrays of any number of axes.
//!
//! JavaScript has typed arrays for one axis. Any other array is an object of the class
//! `NdArray` (`ndarray.js`): a descriptor as ImJoy's plugins know it, whose elements are
//! read from the host when `_rvalue` is first asked for.

use imjoy_sdk::{AnyNdArray, Dtype, Error, Record, Value};
use rquickjs::{Ctx, Function, Object, Persistent};

use super::binary::buffer_of;
use crate::errors::throw;
use crate::handles::{self, Handle};
use crate::plugin::Running;
use crate::{glue, native};

/// The element type of a typed array, by the name of its class.
pub(super) fn dtype_of_typed_array(name: &str) -> Option<Dtype> {
    Some(match name {
        "Int8Array" => Dtype::Int8,
        "Int16Array" => Dtype::Int16,
        "Int32Array" => Dtype::Int32,
        "BigInt64Array" => Dtype::Int64,
        "Uint8Array" | "Uint8ClampedArray" => Dtype::Uint8,
        "Uint16Array" => Dtype::Uint16,
        "Uint32Array" => Dtype::Uint32,
        "BigUint64Array" => Dtype::Uint64,
        "Float16Array" => Dtype::Float16,
        "Float32Array" => Dtype::Float32,
        "Float64Array" => Dtype::Float64,
        _ => return None,
    })
}

/// The class of typed arrays with such elements, if there is one.
pub(super) fn typed_array_of_dtype(dtype: Dtype) -> Option<&'static str> {
    Some(match dtype {
        Dtype::Int8 => "Int8Array",
        Dtype::Int16 => "Int16Array",
        Dtype::Int32 => "Int32Array",
        Dtype::Int64 => "BigInt64Array",
        Dtype::Uint8 => "Uint8Array",
        Dtype::Uint16 => "Uint16Array",
        Dtype::Uint32 => "Uint32Array",
        Dtype::Uint64 => "BigUint64Array",
        Dtype::Float16 => "Float16Array",
        Dtype::Float32 => "Float32Array",
        Dtype::Float64 => "Float64Array",
        Dtype::Boolean | Dtype::Complex64 | Dtype::Complex128 => return None,
    })
}

fn dtype_of_name(name: &str) -> Option<Dtype> {
    const ALL: [Dtype; 14] = [
        Dtype::Boolean,
        Dtype::Int8,
        Dtype::Int16,
        Dtype::Int32,
        Dtype::Int64,
        Dtype::Uint8,
        Dtype::Uint16,
        Dtype::Uint32,
        Dtype::Uint64,
        Dtype::Float16,
        Dtype::Float32,
        Dtype::Float64,
        Dtype::Complex64,
        Dtype::Complex128,
    ];
    ALL.into_iter().find(|dtype| dtype.name() == name)
}

/// The array that a record describes, in the way of either era of ImJoy; any other record
/// as it is.
///
/// # Errors
///
/// [`Error::Invalid`] for an unknown element type, and when the bytes do not fit the shape.
pub(super) fn of_record(record: Record) -> Result<Value, Error> {
    let is = |name: &str| record.get(name).and_then(Value::as_str) == Some("ndarray");
    let (value, shape, dtype) = if is("_rtype") {
        ("_rvalue", "_rshape", "_rdtype")
    } else if is("__jailed_type__") {
        ("__value__", "__shape__", "__dtype__")
    } else {
        return Ok(Value::Record(record));
    };
    let name: String = record.get_as(dtype)?;
    let dtype = dtype_of_name(&name)
        .ok_or_else(|| Error::invalid(format!("an ndarray has the element type `{name}`, which is not known")))?;
    let shape: Vec<usize> = record.get_as(shape)?;
    let bytes = match record.get(value) {
        Some(Value::Bytes(bytes)) => bytes.clone(),
        Some(Value::NdArray(array)) => array.bytes().clone(),
        _ => return Err(Error::invalid(format!("the `{value}` of an ndarray is no ArrayBuffer or typed array"))),
    };
    AnyNdArray::from_bytes(dtype, shape, bytes).map(Value::NdArray)
}

/// The class `NdArray`, made when it is first needed.
#[derive(Default)]
pub(crate) struct Class(std::cell::OnceCell<Persistent<Object<'static>>>);

impl Class {
    /// Its functions: `describe(object, shape, dtype)` and `make(array, shape, dtype)`.
    fn functions<'js>(&self, running: Running, context: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
        if let Some(functions) = self.0.get() {
            return functions.clone().restore(context);
        }
        let make: Function = glue::evaluate(context, "ndarray", include_str!("ndarray.js"))?;
        let load = native::function(running, context, "load", |running, context, arguments| {
            let Some(object) = arguments.first().and_then(|value| value.as_object()) else {
                return Ok(rquickjs::Value::new_undefined(context.clone()));
            };
            let Some(Handle::NdArray(array)) = handles::of(running, object) else {
                return Ok(rquickjs::Value::new_undefined(context.clone()));
            };
            let buffer = buffer_of(context, array.bytes().clone()).map_err(|error| throw(running, context, error))?;
            handles::take_away(running, object)?;
            Ok(buffer.into_value())
        })?;
        let functions: Object = make.call((load,))?;
        let kept = Persistent::save(context, functions.clone());
        self.0.get_or_init(|| kept);
        Ok(functions)
    }
}

/// The array as an object; its elements stay where they are.
pub(super) fn to_object<'js>(running: Running, context: &Ctx<'js>, array: AnyNdArray) -> rquickjs::Result<Object<'js>> {
    let functions = running.ndarray.functions(running, context)?;
    let describe: Function = functions.get("describe")?;
    let object: Object = describe.call((array.shape().to_vec(), array.dtype().name()))?;
    handles::put(running, &object, Handle::NdArray(array))?;
    Ok(object)
}

/// The function `make` of the class: `api.ndarray`.
pub(crate) fn define<'js>(running: Running, context: &Ctx<'js>) -> rquickjs::Result<Function<'js>> {
    running.ndarray.functions(running, context)?.get("make")
}
