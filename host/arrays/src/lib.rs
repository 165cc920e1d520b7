//! Arithmetic and image processing on n-dimensional arrays, which the host does for plugins in
//! scripting languages.
//!
//! Arrays ([`Array`]) are in C order and immutable but for [`assign`]; passing one on shares its
//! elements. Every operation is a function that takes a [`Computation`]: what memory and time it
//! may use. The rules are numpy's (version 2): broadcasting, promotion with weak scalars,
//! integers that wrap around, not-a-number; those of images are scipy's and scikit-image's.
//!
//! **Invariants.** No input leads to a panic. Memory is counted before it is taken, temporary
//! memory too. Arithmetic on complex numbers is refused, moving them is not.

#[cfg(target_endian = "big")]
compile_error!("the elements of arrays are little-endian, and computed with as they are");

mod array;
mod computation;
mod conversion;
mod copy;
mod counting;
mod creation;
mod data_type;
mod element;
mod elementwise;
mod error;
pub mod image;
mod indexing;
mod layout;
mod matrix;
mod memory;
mod ordering;
mod promotion;
mod reduction;
mod scalar;
mod shape;
mod storage;

pub use array::{Array, MAX_AXES};
pub use computation::{Computation, Stop};
pub use conversion::as_type;
pub use counting::{Bins, Histogram, count_integers, histogram};
pub use creation::Numbers;
pub use data_type::DataType;
pub use elementwise::{BinaryOperation, UnaryOperation, apply, choose, clip, combine};
pub use error::ArrayError;
pub use indexing::{Index, Selection, Slice, assign, nonzero, select, take};
pub use matrix::matrix_product;
pub use memory::Memory;
pub use ordering::{UniqueElements, search_sorted, sort, sort_positions, unique};
pub use reduction::{Accumulation, Reduction, accumulate, reduce};
pub use scalar::{Operand, Scalar};
pub use shape::{Padding, broadcast_to, concatenate, flip, pad, repeat, reshape, roll, stack, transpose};
