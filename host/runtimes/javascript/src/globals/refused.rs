//! Globals that need the network or another thread. They are there, so that a plugin which
//! uses one learns why it cannot.

use imjoy_sdk::Error;
use rquickjs::{Ctx, Value};

use super::hidden;
use crate::errors::throw;
use crate::native::{self, Native};
use crate::plugin::Running;

/// Defines them.
pub(super) fn define(running: Running, context: &Ctx<'_>) -> rquickjs::Result<()> {
    const FUNCTIONS: &[(&str, Native)] = &[
        ("XMLHttpRequest", |running, context, _| {
            refuse(
                running,
                context,
                "XMLHttpRequest is refused: plugins have no network; ask the user for a file by api.showFileDialog and read it by fetch",
            )
        }),
        ("WebSocket", |running, context, _| refuse(running, context, "WebSocket is refused: plugins have no network")),
        ("EventSource", |running, context, _| {
            refuse(running, context, "EventSource is refused: plugins have no network")
        }),
        ("Worker", |running, context, _| {
            refuse(
                running,
                context,
                "Worker is refused: a plugin has one thread; a plugin of its own can do the work, called by api.call",
            )
        }),
    ];
    for (name, function) in FUNCTIONS {
        let function = native::function(running, context, name, *function)?.with_constructor(true);
        hidden(&context.globals(), name, function)?;
    }
    Ok(())
}

fn refuse<'js>(running: Running, context: &Ctx<'js>, sentence: &str) -> rquickjs::Result<Value<'js>> {
    Err(throw(running, context, Error::denied(sentence)))
}
