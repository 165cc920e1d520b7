//! Bytes in JavaScript's buffers, by as few copies as there can be.

use std::ops::Range;

use imjoy_sdk::{Bytes, Error, language_runtime};
use rquickjs::{ArrayBuffer, Ctx, Object};

use crate::memory;

/// The bytes in `range` of the buffer, in one copy: to the host if they are many.
///
/// # Errors
///
/// [`Error::Invalid`] for a buffer that has been transferred elsewhere or is shorter, and
/// [`Error::Limit`] when the host keeps no more.
pub(crate) fn bytes_of(buffer: &ArrayBuffer<'_>, range: Range<usize>) -> Result<Bytes, Error> {
    let copied = memory::look(buffer, range, |bytes| {
        // Natively there is no host that could keep them.
        if cfg!(target_family = "wasm") { language_runtime::upload(bytes) } else { Ok(Bytes::from(bytes)) }
    });
    copied.unwrap_or_else(|| Err(transferred()))
}

/// The bytes of a typed array or `DataView`.
pub(crate) fn bytes_of_view(view: &Object<'_>) -> Result<Bytes, Error> {
    match range_of_view(view)? {
        Some((buffer, range)) => bytes_of(&buffer, range),
        None => Ok(Bytes::default()),
    }
}

/// A copy of the bytes of an `ArrayBuffer`, typed array or `DataView`, in memory.
pub(crate) fn bytes_of_part(part: &Object<'_>) -> Result<Vec<u8>, Error> {
    let range = match ArrayBuffer::from_object(part.clone()) {
        Some(buffer) => {
            let length = buffer.len();
            Some((buffer, 0..length))
        }
        None => range_of_view(part)?,
    };
    match range {
        Some((buffer, range)) => memory::look(&buffer, range, <[u8]>::to_vec).ok_or_else(transferred),
        None => Ok(Vec::new()),
    }
}

/// The buffer of a view and the range in it; none for an empty one, which may have no buffer.
fn range_of_view<'js>(view: &Object<'js>) -> Result<Option<(ArrayBuffer<'js>, Range<usize>)>, Error> {
    let parts = || -> rquickjs::Result<(Object<'js>, usize, usize)> {
        Ok((view.get("buffer")?, view.get("byteOffset")?, view.get("byteLength")?))
    };
    let no_bytes = || Error::invalid("these are no bytes: an ArrayBuffer, a typed array or a DataView is needed");
    let (buffer, start, length) = parts().map_err(|_| no_bytes())?;
    if length == 0 {
        return Ok(None);
    }
    let buffer = ArrayBuffer::from_object(buffer).ok_or_else(no_bytes)?;
    Ok(Some((buffer, start..start.saturating_add(length))))
}

/// The error for a buffer whose bytes are elsewhere now.
pub(super) fn transferred() -> Error {
    Error::invalid("an ArrayBuffer has been transferred or shortened")
}

/// A buffer with these bytes; they are not copied again once they are in memory.
pub(crate) fn buffer_of<'js>(context: &Ctx<'js>, bytes: Bytes) -> Result<ArrayBuffer<'js>, Error> {
    let memory = language_runtime::download(bytes)?;
    let length = memory.len();
    ArrayBuffer::new(context.clone(), memory)
        .map_err(|_| Error::limit(format!("{length} bytes do not fit into the plugin's memory")))
}
