//! Bytes in JavaScript's memory, seen without a copy.
//!
//! The only code of this crate that is `unsafe`. rquickjs gives out the address of a
//! buffer's bytes, because JavaScript may change or free them whenever it runs; here no
//! JavaScript can run while they are looked at.
#![allow(unsafe_code, reason = "16 MiB are to be copied once, not element by element; see the SAFETY comment")]

use std::ops::Range;

use rquickjs::ArrayBuffer;

/// Calls `look` with the bytes in `range` of the buffer; none when the buffer is detached or
/// shorter.
///
/// `look` must not run JavaScript. It cannot without a context, which it must not capture.
pub(crate) fn look<R>(buffer: &ArrayBuffer<'_>, range: Range<usize>, look: impl FnOnce(&[u8]) -> R) -> Option<R> {
    let bytes = buffer.as_raw()?;
    // SAFETY: QuickJS has just said that the address is valid for this many initialised
    // bytes. It is until JavaScript runs; there is one thread, and `look` runs none.
    let bytes = unsafe { bytes.as_ref() };
    bytes.get(range).map(look)
}
