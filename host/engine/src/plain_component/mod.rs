//! Components that know nothing of ImJoy: any that exports plain functions.
//!
//! The functions of such a component are found by its types alone ([`interface`]). Each is an
//! op whose form is made from the types of its parameters ([`question`], [`form`]), and is
//! called by other plugins by name with arguments in order ([`argument`], [`result`]). The
//! component imports nothing but WASI, so it can do nothing but compute and use its own
//! folders.
//!
//! Invariant: what a component of the world `plugin` may do, a plain one may at most: it has
//! the same Store, limits and supervision.
//!
//! # Known limits
//!
//! Functions that have to do with resources, streams, futures and error contexts are left
//! out. A program for the command line (`wasi:cli/run`) is refused: it can run only once.

mod answers;
mod argument;
mod code;
mod error;
mod form;
mod interface;
mod number;
mod op;
mod place;
mod question;
mod reader;
mod result;
mod types;

pub(crate) use code::{PlainCode, RunningPlain, most_call_parts};
pub(crate) use error::one_of;
pub(crate) use interface::{PlainFunction, PlainInterface, has_only_types};
pub(crate) use op::{op_arguments, op_window};

#[cfg(test)]
mod tests;
