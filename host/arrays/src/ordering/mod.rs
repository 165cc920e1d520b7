//! Elements in order.

mod search;
mod sort;
mod unique;

pub use search::search_sorted;
pub use sort::{sort, sort_positions};
pub use unique::{UniqueElements, unique};

use crate::element::Element;
use std::cmp::Ordering;

/// The order of two elements; not-a-number comes last.
pub(crate) fn order<T: Element>(left: T, right: T) -> Ordering {
    left.partial_cmp(&right).unwrap_or_else(|| left.is_nan().cmp(&right.is_nan()))
}

/// As [`order`], as a function of its own: sorting is compiled once for each type.
pub(crate) fn in_order<T: Element>(left: &T, right: &T) -> Ordering {
    order(*left, *right)
}

/// The order of elements with their places; equal ones stay in theirs.
fn in_order_with_place<T: Element>(left: &(T, i64), right: &(T, i64)) -> Ordering {
    order(left.0, right.0).then(left.1.cmp(&right.1))
}
