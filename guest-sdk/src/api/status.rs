//! Feedback that nobody waits for. The host keeps the latest of each and draws it at the
//! next frame, however fast a plugin sends.

use crate::bindings::imjoy::plugin::status as host;
use crate::conversion::IntoValue;
use crate::value::encode;
use crate::{Arguments, Error, Value};

/// The application's progress bar, in percent. ImJoy's rule: below 1 it counts as a
/// fraction (0.5 is 50 %, 1 is 1 %).
///
/// ```no_run
/// imjoy_sdk::api::show_progress(85.0);
/// ```
pub fn show_progress(percent: f64) {
    host::show_progress(percent);
}

/// The application's status text.
///
/// ```no_run
/// imjoy_sdk::api::show_status("processing …");
/// ```
pub fn show_status(status: impl AsRef<str>) {
    host::show_status(status.as_ref());
}

/// A short message at the bottom, for some seconds; 10 with `None`.
///
/// ```no_run
/// imjoy_sdk::api::show_snackbar("saved", Some(5.0));
/// ```
pub fn show_snackbar(message: impl AsRef<str>, seconds: Option<f64>) {
    host::show_snackbar(message.as_ref(), seconds);
}

/// Snackbar and status text at once.
///
/// ```no_run
/// imjoy_sdk::api::show_message("saved", None);
/// ```
pub fn show_message(message: impl AsRef<str>, seconds: Option<f64>) {
    host::show_message(message.as_ref(), seconds);
}

/// The plugin's own progress bar in the plugin list, with the rule of [`show_progress`].
///
/// ```no_run
/// imjoy_sdk::api::show_plugin_progress(85.0);
/// ```
pub fn show_plugin_progress(percent: f64) {
    host::show_plugin_progress(percent);
}

/// The text under the plugin's name in the plugin list.
///
/// ```no_run
/// imjoy_sdk::api::show_plugin_status("3 of 7");
/// ```
pub fn show_plugin_status(status: impl AsRef<str>) {
    host::show_plugin_status(status.as_ref());
}

/// Adds an entry to the plugin's log. A record `{type: "image", value: URL}` is shown as a
/// picture.
///
/// ```no_run
/// imjoy_sdk::api::log(format!("{} cells", 24));
/// ```
pub fn log(item: impl IntoValue) {
    host::log(items((item,)));
}

/// As [`log`], of several items.
///
/// ```no_run
/// imjoy_sdk::api::log_items(("cells:", 24));
/// ```
pub fn log_items(several: impl Arguments) {
    host::log(items(several));
}

/// As [`log`], marked as an error, with a badge at the plugin's name.
///
/// ```no_run
/// imjoy_sdk::api::error("the image is empty");
/// ```
pub fn error(item: impl IntoValue) {
    host::error(items((item,)));
}

/// As [`error`], of several items.
///
/// ```no_run
/// imjoy_sdk::api::error_items(("no such file:", "cells.png"));
/// ```
pub fn error_items(several: impl Arguments) {
    host::error(items(several));
}

/// What cannot be encoded is logged as the reason why not: nobody waits for an error here.
fn items(several: impl Arguments) -> Vec<crate::bindings::wire::Value> {
    let encoded = several.into_arguments().and_then(crate::value::encode_all);
    encoded.unwrap_or_else(|error: Error| {
        let text = Value::from(format!("(not logged: {error})"));
        encode(text).into_iter().collect()
    })
}
