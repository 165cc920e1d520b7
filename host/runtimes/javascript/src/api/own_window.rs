//! What the instance of a window plugin can do with its window: `api.close()`, `api.resize()`.

use futures::FutureExt;
use imjoy_sdk::Error;

use super::arguments::Arguments;
use super::{Behaviour, Functions};
use crate::handles::perform_on_window;
use crate::plugin::Running;
use crate::promise::Outcome;

pub(super) const FUNCTIONS: Functions = &[
    ("close", Behaviour::Asks(|running, arguments| act(running, "close", arguments).boxed_local())),
    ("refresh", Behaviour::Asks(|running, arguments| act(running, "refresh", arguments).boxed_local())),
    ("resize", Behaviour::Asks(|running, arguments| act(running, "resize", arguments).boxed_local())),
    ("focus", Behaviour::Asks(|running, arguments| act(running, "focus", arguments).boxed_local())),
    ("show", Behaviour::Asks(|running, arguments| act(running, "show", arguments).boxed_local())),
    ("hide", Behaviour::Asks(|running, arguments| act(running, "hide", arguments).boxed_local())),
    ("setContent", Behaviour::Asks(|running, arguments| act(running, "setContent", arguments).boxed_local())),
    ("changeContent", Behaviour::Asks(|running, arguments| act(running, "changeContent", arguments).boxed_local())),
];

async fn act(running: Running, name: &'static str, arguments: Arguments) -> Outcome {
    let Some(window) = running.own_window.get() else {
        return Err(Error::unavailable(format!(
            "{name} needs the plugin's window, which it gets with its first `run`"
        ))
        .into());
    };
    perform_on_window(window, name, arguments.rest()).await
}
