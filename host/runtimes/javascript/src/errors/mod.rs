//! Errors of the host as JavaScript sees them, and of JavaScript as the host does.

mod host;
mod thrown;

pub(crate) use host::{fill, here, throw};
pub(crate) use thrown::Thrown;
