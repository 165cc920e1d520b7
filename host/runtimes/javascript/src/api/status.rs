//! Feedback that nobody waits for, and the plugin's log.

use imjoy_sdk::bindings::imjoy::plugin::status as host;
use imjoy_sdk::{Error, Value, language_runtime};

use super::arguments::{Arguments, number};
use super::{Behaviour, Functions};

pub(super) const FUNCTIONS: Functions = &[
    ("showProgress", Behaviour::Tells(|_, arguments| progress(arguments, host::show_progress))),
    ("showPluginProgress", Behaviour::Tells(|_, arguments| progress(arguments, host::show_plugin_progress))),
    // Its name since 2019.
    ("progress", Behaviour::Tells(|_, arguments| progress(arguments, host::show_plugin_progress))),
    ("showStatus", Behaviour::Tells(|_, arguments| text(arguments, host::show_status))),
    ("showPluginStatus", Behaviour::Tells(|_, arguments| text(arguments, host::show_plugin_status))),
    ("showSnackbar", Behaviour::Tells(|_, arguments| message(arguments, host::show_snackbar))),
    ("showMessage", Behaviour::Tells(|_, arguments| message(arguments, host::show_message))),
    ("log", Behaviour::Tells(|_, arguments| items(arguments, host::log))),
    ("error", Behaviour::Tells(|_, arguments| items(arguments, host::error))),
];

fn progress(mut arguments: Arguments, show: fn(f64)) -> Result<Value, Error> {
    show(arguments.number("the progress")?);
    Ok(Value::Absent)
}

fn text(mut arguments: Arguments, show: fn(&str)) -> Result<Value, Error> {
    show(&arguments.shown());
    Ok(Value::Absent)
}

fn message(mut arguments: Arguments, show: fn(&str, Option<f64>)) -> Result<Value, Error> {
    let message = arguments.shown();
    show(&message, arguments.optional().as_ref().and_then(number));
    Ok(Value::Absent)
}

fn items(
    arguments: Arguments,
    write: fn(Vec<imjoy_sdk::bindings::imjoy::plugin::types::Value>),
) -> Result<Value, Error> {
    write(language_runtime::encode_all(arguments.rest())?);
    Ok(Value::Absent)
}
