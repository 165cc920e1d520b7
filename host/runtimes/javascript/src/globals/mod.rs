//! What a worker in a browser has besides the language: console, timers, texts and bytes,
//! URLs, blobs, events.
//!
//! There is deliberately no `window` and no `document`: libraries take their absence as the
//! sign that there is no page. Whatever needs the network is there and throws one sentence.
//!
//! Most are written in JavaScript and compiled when a plugin first uses one of them
//! (`lazy.rs`), so that a plugin that uses none starts at once.

mod blob;
mod canvas;
mod console;
mod encoding;
mod fetching;
mod lazy;
mod libraries;
mod object_urls;
mod random;
mod refused;
mod timers;
mod urls;

use rquickjs::object::Property;
use rquickjs::{Ctx, Object, Value};

use crate::native;
use crate::plugin::Running;

pub(crate) use blob::{blob_part, to_object as file_object};
pub(crate) use console::Labels;
pub(crate) use object_urls::{ObjectUrls, file_of_url};
pub(crate) use timers::Timers;

/// Defines all of them.
pub(crate) fn define(running: Running, context: &Ctx<'_>) -> rquickjs::Result<()> {
    let global = context.globals();
    hidden(&global, "self", global.clone())?;
    console::define(running, context)?;
    timers::define(running, context)?;
    lazy::define(running, context)?;
    libraries::define(running, context)?;
    refused::define(running, context)?;
    surroundings(running, context)
}

/// A property as those of the language: it can be changed and is not listed.
fn hidden<'js, V: rquickjs::IntoJs<'js>>(object: &Object<'js>, name: &str, value: V) -> rquickjs::Result<()> {
    object.prop(name, Property::from(value).writable().configurable())
}

/// `navigator`, `location`, `performance`.
fn surroundings(running: Running, context: &Ctx<'_>) -> rquickjs::Result<()> {
    let global = context.globals();
    let navigator = Object::new(context.clone())?;
    navigator.set("userAgent", "ImJoy native")?;
    navigator.set("platform", "ImJoy native")?;
    navigator.set("language", "en")?;
    navigator.set("languages", vec!["en"])?;
    navigator.set("hardwareConcurrency", 1)?;
    navigator.set("onLine", false)?;
    hidden(&global, "navigator", navigator)?;
    let location = Object::new(context.clone())?;
    for (name, value) in [
        ("href", "imjoy://plugin/"),
        ("origin", "null"),
        ("protocol", "imjoy:"),
        ("host", "plugin"),
        ("hostname", "plugin"),
        ("port", ""),
        ("pathname", "/"),
        ("search", ""),
        ("hash", ""),
    ] {
        location.set(name, value)?;
    }
    hidden(&global, "location", location)?;
    // The engine's own has the time since the machine was started as the start of time.
    let performance = Object::new(context.clone())?;
    performance.set("timeOrigin", imjoy_sdk::Date::now().0 - running.milliseconds())?;
    performance.set(
        "now",
        native::function(running, context, "now", |running, context, _| {
            Ok(Value::new_float(context.clone(), running.milliseconds()))
        })?,
    )?;
    hidden(&global, "performance", performance)
}
