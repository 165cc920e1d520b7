//! Globals that are written in JavaScript and compiled at their first use.

use rquickjs::object::{Accessor, Property};
use rquickjs::{Ctx, Function, Object, Value};

use super::{blob, canvas, encoding, fetching, object_urls, random, urls};
use crate::glue;
use crate::native::{self, Native};
use crate::plugin::Running;

/// One file of JavaScript: an expression that is a function of its natives and gives an
/// object with the globals.
pub(super) struct Library {
    /// Its name in stacks.
    pub(super) name: &'static str,
    /// The source.
    pub(super) source: &'static str,
    /// The globals that it gives.
    pub(super) globals: &'static [&'static str],
    /// What it needs of Rust.
    pub(super) natives: &'static [(&'static str, Native)],
}

const LIBRARIES: &[Library] = &[
    blob::LIBRARY,
    canvas::LIBRARY,
    encoding::LIBRARY,
    fetching::LIBRARY,
    random::LIBRARY,
    urls::LIBRARY,
    Library {
        name: "events",
        source: include_str!("events.js"),
        globals: &["Event", "CustomEvent", "EventTarget", "AbortController", "AbortSignal"],
        natives: &[],
    },
    Library {
        name: "worker",
        source: include_str!("worker.js"),
        globals: &["WorkerGlobalScope", "DedicatedWorkerGlobalScope"],
        natives: &[],
    },
    Library {
        name: "clone",
        source: include_str!("clone.js"),
        globals: &["structuredClone"],
        natives: &[("isHandle", object_urls::is_handle)],
    },
];

/// Defines the globals as properties that compile their library when they are read. A plugin
/// may define its own in their place, as in a browser.
pub(super) fn define(running: Running, context: &Ctx<'_>) -> rquickjs::Result<()> {
    for library in LIBRARIES {
        for name in library.globals {
            define_one(running, &context.globals(), library, name)?;
        }
    }
    Ok(())
}

fn define_one<'js>(
    running: Running,
    global: &Object<'js>,
    library: &'static Library,
    name: &'static str,
) -> rquickjs::Result<()> {
    let get = move |context: Ctx<'js>| -> rquickjs::Result<Value<'js>> {
        let exported = compile(running, &context, library)?;
        let global = context.globals();
        let mut wanted = Value::new_undefined(context.clone());
        for other in library.globals {
            let value: Value = exported.get(*other)?;
            if *other == name {
                wanted = value.clone();
            }
            // One that the plugin has replaced meanwhile stays its own.
            if is_lazy(running, &context, &global, other)? {
                global.prop(*other, Property::from(value).writable().configurable())?;
            }
        }
        Ok(wanted)
    };
    let set = move |context: Ctx<'js>, value: Value<'js>| -> rquickjs::Result<()> {
        context.globals().prop(name, Property::from(value).writable().configurable())
    };
    global.prop(name, Accessor::new(get, set).configurable())
}

fn is_lazy<'js>(running: Running, context: &Ctx<'js>, global: &Object<'js>, name: &str) -> rquickjs::Result<bool> {
    running.language.function(context, "hasGetter")?.call((global.clone(), name))
}

fn compile<'js>(running: Running, context: &Ctx<'js>, library: &Library) -> rquickjs::Result<Object<'js>> {
    let natives = Object::new(context.clone())?;
    for (name, native) in library.natives {
        natives.set(*name, native::function(running, context, name, *native)?)?;
    }
    let make: Function = glue::evaluate(context, library.name, library.source)?;
    make.call((natives,))
}
