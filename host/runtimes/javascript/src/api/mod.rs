//! The object `api`: every function of ImJoy's API.
//!
//! One file for each interface of the WIT. A function gets its arguments as values, reads
//! them as freely as ImJoy does (a text or a record of options), and gives a promise. What
//! needs the objects of JavaScript themselves is in `local.rs`; what this host cannot do is
//! in `missing.rs` and rejects with a sentence.
//!
//! `api` is a plain object without a function `then`, so that a promise can resolve to it.

mod arguments;
mod dialogs;
mod file_pickers;
mod files;
mod local;
mod missing;
mod own_window;
mod plugins;
mod settings;
mod status;
mod tasks;
mod utilities;
mod windows;

use futures::future::LocalBoxFuture;
use imjoy_sdk::{Error, Value, language_runtime};
use rquickjs::function::Rest;
use rquickjs::object::Property;
use rquickjs::{Ctx, Function, Object};

use crate::inspection;
use crate::native::{self, Native};
use crate::plugin::Running;
use crate::promise::{self, Outcome};
use crate::value::from_js;
use arguments::Arguments;
pub(crate) use file_pickers::Classes as FileHandleClasses;

/// How a function of the API works.
enum Behaviour {
    /// It asks the host for something that takes a while.
    Asks(fn(Running, Arguments) -> LocalBoxFuture<'static, Outcome>),
    /// It tells the host something at once. An argument that cannot be passed, such as an
    /// object that contains itself, is told as the text that `console.log` writes of it.
    Tells(fn(Running, Arguments) -> Result<Value, Error>),
    /// It works on the objects of JavaScript themselves.
    Local(Native),
}

/// Functions with their names.
type Functions = &'static [(&'static str, Behaviour)];

/// Makes the global `api`.
pub(crate) fn define(running: Running, context: &Ctx<'_>) -> rquickjs::Result<()> {
    let api = Object::new(context.clone())?;
    for functions in [
        dialogs::FUNCTIONS,
        status::FUNCTIONS,
        windows::FUNCTIONS,
        plugins::FUNCTIONS,
        tasks::FUNCTIONS,
        settings::FUNCTIONS,
        files::FUNCTIONS,
        local::FUNCTIONS,
        missing::FUNCTIONS,
    ] {
        add(running, context, &api, functions)?;
    }
    if running.plugin_type == "window" {
        add(running, context, &api, own_window::FUNCTIONS)?;
    }
    let file_system = Object::new(context.clone())?;
    add(running, context, &file_system, missing::FILE_SYSTEM)?;
    api.set("fs", file_system)?;
    let utils = Object::new(context.clone())?;
    add(running, context, &utils, utilities::FUNCTIONS)?;
    add(running, context, &utils, file_pickers::FUNCTIONS)?;
    api.set("utils", utils)?;
    settings::constants(context, &api)?;
    context.globals().prop("api", Property::from(api).writable().configurable().enumerable())
}

fn add<'js>(running: Running, context: &Ctx<'js>, object: &Object<'js>, functions: Functions) -> rquickjs::Result<()> {
    for (name, behaviour) in functions {
        object.set(*name, function(running, context, name, behaviour)?)?;
    }
    Ok(())
}

fn function<'js>(
    running: Running,
    context: &Ctx<'js>,
    name: &'static str,
    behaviour: &'static Behaviour,
) -> rquickjs::Result<Function<'js>> {
    if let Behaviour::Local(native) = behaviour {
        return native::function(running, context, name, *native);
    }
    let function =
        Function::new(
            context.clone(),
            move |context: Ctx<'js>, arguments: Rest<rquickjs::Value<'js>>| match behaviour {
                Behaviour::Asks(ask) => promise::of_call(running, &context, &arguments.0, |values| {
                    ask(running, Arguments::new(name, values))
                }),
                Behaviour::Tells(tell) => {
                    let told = |argument| {
                        from_js(running, &context, argument)
                            .unwrap_or_else(|_| Value::Text(inspection::show(running, &context, argument)))
                    };
                    let outcome = tell(running, Arguments::new(name, arguments.0.iter().map(told).collect()));
                    promise::settled(running, &context, outcome.map_err(Into::into))
                }
                Behaviour::Local(native) => native(running, &context, &arguments.0),
            },
        )?;
    function.with_name(name)
}

/// What a function of the host gave, or its error.
fn answered<T>(result: Result<T, imjoy_sdk::bindings::imjoy::plugin::types::Error>) -> Result<T, Error> {
    result.map_err(language_runtime::error_from_wire)
}
