//! `api.utils`.

use futures::FutureExt;
use imjoy_sdk::bindings::imjoy::plugin::utilities as host;
use imjoy_sdk::{Error, Value};
use rquickjs::Ctx;

use super::arguments::Arguments;
use super::{Behaviour, Functions, answered, local, tasks};
use crate::errors::throw;
use crate::inspection;
use crate::plugin::Running;
use crate::promise::Outcome;

pub(super) const FUNCTIONS: Functions = &[
    (
        "$forceUpdate",
        Behaviour::Tells(|_, _| {
            host::force_update();
            Ok(Value::Absent)
        }),
    ),
    ("openUrl", Behaviour::Asks(|_, arguments| open_url(arguments).boxed_local())),
    ("sleep", Behaviour::Asks(|_, arguments| sleep(arguments).boxed_local())),
    ("kill", Behaviour::Local(tasks::kill)),
    ("assert", Behaviour::Local(assert)),
    ("ndarray", Behaviour::Local(local::ndarray)),
];

async fn open_url(mut arguments: Arguments) -> Outcome {
    let url = arguments.text("the URL")?;
    answered(host::open_url(url).await)?;
    Ok(Value::Absent)
}

async fn sleep(mut arguments: Arguments) -> Outcome {
    let seconds = arguments.number("the duration in seconds")?;
    answered(host::sleep(seconds).await)?;
    Ok(Value::Absent)
}

/// Throws at once unless the first argument is true; the second is the message.
fn assert<'js>(
    running: Running,
    context: &Ctx<'js>,
    arguments: &[rquickjs::Value<'js>],
) -> rquickjs::Result<rquickjs::Value<'js>> {
    let holds = match arguments.first() {
        Some(condition) => condition.get::<rquickjs::Coerced<bool>>()?.0,
        None => false,
    };
    if holds {
        return Ok(rquickjs::Value::new_undefined(context.clone()));
    }
    let message = arguments.get(1).map(|message| inspection::show(running, context, message));
    Err(throw(running, context, Error::failed(message.unwrap_or_else(|| "Assertion failed".to_owned()))))
}
