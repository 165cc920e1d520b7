//! Errors of the host as objects of JavaScript.
//!
//! ImJoy throws most of its errors as texts. Plugins show them by `'' + e` or, where they
//! expect an `Error`, by `e.message`. Ours are `Error` objects for which both give the
//! sentence. `e.name` and `e.code` are the case of the WIT: `cancelled`, `not-found`,
//! `denied`, `invalid`, `terminated`, `limit`, `unavailable`, `failed`.

use imjoy_sdk::Error;
use rquickjs::{Ctx, Exception, Object};

use crate::plugin::Running;

/// An error object with the stack of what runs now, to be [`fill`]ed when something fails.
pub(crate) fn here<'js>(running: Running, context: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    running.language.function(context, "here")?.call(())
}

/// Gives the object the sentence and the case of the error.
pub(crate) fn fill<'js>(
    running: Running,
    context: &Ctx<'js>,
    object: Object<'js>,
    error: &Error,
) -> rquickjs::Result<Object<'js>> {
    running.language.function(context, "apiError")?.call((object, error.kind(), error.message()))
}

/// Throws the error.
pub(crate) fn throw(running: Running, context: &Ctx<'_>, error: Error) -> rquickjs::Error {
    match here(running, context).and_then(|object| fill(running, context, object, &error)) {
        Ok(object) => context.throw(object.into_value()),
        Err(_) => Exception::throw_message(context, error.message()),
    }
}
