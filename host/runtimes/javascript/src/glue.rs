//! The parts of the runtime that are written in JavaScript.
//!
//! Each is one expression in a file beside the Rust that uses it. Their stack frames are
//! left out of what is shown to people, see [`is_glue`].

use rquickjs::context::EvalOptions;
use rquickjs::{Ctx, FromJs};

/// How the file names of glue begin, in stacks.
const PREFIX: &str = "imjoy:";

/// The value of the expression in a glue file.
pub(crate) fn evaluate<'js, V: FromJs<'js>>(context: &Ctx<'js>, name: &str, source: &str) -> rquickjs::Result<V> {
    let mut options = EvalOptions::default();
    options.filename = Some(format!("{PREFIX}{name}"));
    context.eval_with_options(source, options)
}

/// Whether the file name of a stack frame is that of glue.
pub(crate) fn is_glue(file: &str) -> bool {
    file.starts_with(PREFIX)
}
