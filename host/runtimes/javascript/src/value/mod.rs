//! Values of the host as values of JavaScript and back.
//!
//! | JavaScript | Host |
//! |---|---|
//! | `undefined`, `null`, `true`, text | absent, null, truth value, text |
//! | number without a fraction, up to 2^53 | whole number |
//! | any other number, `-0`, `NaN`, `Infinity` | number with a fraction |
//! | `BigInt` that fits into 64 bits | whole number; comes back as a number up to 2^53 |
//! | array; object | list; record |
//! | `Map`, `Set`, `Date`, error | pairs, set, date, error value |
//! | `ArrayBuffer`, `DataView` | bytes; they come as an `ArrayBuffer` |
//! | typed array | ndarray of one axis, and back |
//! | [`NdArray`](ndarray) | ndarray of any other number of axes |
//! | `Blob`, `File` | file |
//! | function | function, called any number of times while somebody holds it |
//! | object of a class | record of its fields and its methods |
//! | `RegExp` | its text |
//! | URL of `URL.createObjectURL` | the file that it stands for |
//!
//! Promises, symbols, iterators and weak references are refused, as are values that contain
//! themselves and more than 64 levels.
//!
//! # Copies
//!
//! A typed array of 16 MiB that comes in and goes out is copied once from the host into the
//! component's memory, which becomes JavaScript's own, and once from there to the host. The
//! host itself copies it once more on the way in.

mod binary;
mod from_js;
mod ndarray;
mod text;
mod to_js;

pub(crate) use binary::bytes_of_part;
pub(crate) use from_js::from_js;
pub(crate) use ndarray::{Class as NdArrayClass, define as define_ndarray};
pub(crate) use text::text_of;
pub(crate) use to_js::Incoming;
