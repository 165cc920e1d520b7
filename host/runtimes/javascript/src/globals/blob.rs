//! Blob, File, FileReader, FileReaderSync.
//!
//! The bytes of a blob lie in the component's memory or, of one that came from elsewhere, in
//! the host until they are read: passing it on copies nothing.

use imjoy_sdk::{Bytes, Error, File};
use rquickjs::{Array, ArrayBuffer, Coerced, Ctx, Function, Object, String as JsString, Value};

use super::lazy::Library;
use crate::errors::throw;
use crate::handles::{self, Handle};
use crate::plugin::Running;
use crate::value::{bytes_of_part, text_of};

pub(super) const LIBRARY: Library = Library {
    name: "blob",
    source: include_str!("blob.js"),
    globals: &["Blob", "File", "FileReader", "FileReaderSync"],
    natives: &[("fill", fill), ("read", read), ("size", size), ("cut", cut)],
};

/// The file as an object of JavaScript.
pub(crate) fn to_object<'js>(running: Running, context: &Ctx<'js>, file: &File) -> rquickjs::Result<Value<'js>> {
    let class: Function = context.globals().get(if file.name().is_some() { "File" } else { "Blob" })?;
    let of_host: Function = class.get("ofHost")?;
    let object: Object = of_host.call((rquickjs::function::This(class), file.mime_type(), file.name()))?;
    handles::put(running, &object, Handle::Bytes(file.bytes().clone()))?;
    Ok(object.into_value())
}

/// The bytes of a part of a blob: a text, bytes, or another blob.
pub(crate) fn blob_part<'js>(running: Running, context: &Ctx<'js>, part: &Value<'js>) -> Result<Bytes, Error> {
    if let Some(object) = part.as_object() {
        if let Some(Handle::Bytes(bytes)) = handles::of(running, object) {
            return Ok(bytes);
        }
        if let Ok(bytes) = bytes_of_part(object) {
            return Ok(bytes.into());
        }
        // Nothing of it may be left behind as an exception.
        let _ = context.catch();
    }
    let text: Result<Coerced<JsString>, _> = part.get();
    let text = text.and_then(|text| text_of(running, context, &text.0));
    text.map(|text| Bytes::from(text.into_bytes())).map_err(|_| {
        let _ = context.catch();
        Error::invalid("a part of a Blob has to be a text, bytes or a Blob")
    })
}

fn bytes_of(running: Running, context: &Ctx<'_>, arguments: &[Value<'_>]) -> rquickjs::Result<Bytes> {
    let object = arguments.first().and_then(|blob| blob.as_object());
    match object.and_then(|object| handles::of(running, object)) {
        Some(Handle::Bytes(bytes)) => Ok(bytes),
        _ => Err(throw(running, context, Error::invalid("this is a function of a Blob"))),
    }
}

fn range(arguments: &[Value<'_>], length: usize) -> std::ops::Range<usize> {
    let number = |index: usize| arguments.get(index).and_then(|value| value.as_number());
    let start = number(1).map_or(0, |start| start as usize).min(length);
    let end = number(2).map_or(length, |end| end as usize).clamp(start, length);
    start..end
}

/// `fill(blob, parts)`: gives a new blob its bytes.
fn fill<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> rquickjs::Result<Value<'js>> {
    let (Some(blob), Some(parts)) =
        (arguments.first().and_then(|blob| blob.as_object()), arguments.get(1).and_then(|parts| parts.as_array()))
    else {
        return Err(throw(running, context, Error::invalid("a Blob is made of a list of parts")));
    };
    let bytes = joined(running, context, parts).map_err(|error| throw(running, context, error))?;
    handles::put(running, blob, Handle::Bytes(bytes))?;
    Ok(Value::new_undefined(context.clone()))
}

fn joined<'js>(running: Running, context: &Ctx<'js>, parts: &Array<'js>) -> Result<Bytes, Error> {
    let read = |index: usize| -> Result<Bytes, Error> {
        let part: Value = parts.get(index).map_err(|_| Error::invalid("a part of a Blob cannot be read"))?;
        blob_part(running, context, &part)
    };
    if parts.len() == 1 {
        return read(0);
    }
    let mut bytes = Vec::new();
    for index in 0..parts.len() {
        let part = read(index)?.into_vec()?;
        bytes.try_reserve(part.len()).map_err(|_| Error::limit("the parts of a Blob do not fit into memory"))?;
        bytes.extend_from_slice(&part);
    }
    Ok(bytes.into())
}

/// `size(blob)`.
fn size<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> rquickjs::Result<Value<'js>> {
    let size = bytes_of(running, context, arguments)?.len();
    Ok(Value::new_number(context.clone(), size as f64))
}

/// `read(blob, start, end)`: these bytes as an `ArrayBuffer`.
fn read<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> rquickjs::Result<Value<'js>> {
    let bytes = bytes_of(running, context, arguments)?;
    let range = range(arguments, bytes.len());
    let read = if range == (0..bytes.len()) { imjoy_sdk::language_runtime::download(bytes) } else { bytes.read(range) };
    let memory = read.map_err(|error| throw(running, context, error))?;
    Ok(ArrayBuffer::new(context.clone(), memory)?.into_value())
}

/// `cut(target, blob, start, end)`: gives a new blob a part of the bytes of another.
fn cut<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> rquickjs::Result<Value<'js>> {
    let of = arguments.get(1..).unwrap_or_default();
    let bytes = bytes_of(running, context, of)?;
    let part = bytes.read(range(of, bytes.len())).map_err(|error| throw(running, context, error))?;
    if let Some(target) = arguments.first().and_then(|target| target.as_object()) {
        handles::put(running, target, Handle::Bytes(part.into()))?;
    }
    Ok(Value::new_undefined(context.clone()))
}
