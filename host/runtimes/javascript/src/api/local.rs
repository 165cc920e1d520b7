//! Functions of `api` that concern the plugin itself: export, events, codecs.

use imjoy_sdk::{Error, Value};
use rquickjs::{Ctx, Function, Object};

use super::{Behaviour, Functions};
use crate::errors::{Thrown, throw};
use crate::exports;
use crate::handles;
use crate::plugin::Running;
use crate::promise;
use crate::value::define_ndarray;

type JsValue<'js> = rquickjs::Value<'js>;

pub(super) const FUNCTIONS: Functions = &[
    ("export", Behaviour::Local(export)),
    ("init", Behaviour::Local(init)),
    ("onLoad", Behaviour::Local(on_load)),
    ("dispose", Behaviour::Local(nothing)),
    ("echo", Behaviour::Local(echo)),
    ("on", Behaviour::Local(on)),
    ("off", Behaviour::Local(off)),
    ("emit", Behaviour::Local(emit)),
    ("onClose", Behaviour::Local(on_close)),
    ("registerCodec", Behaviour::Local(register_codec)),
    ("disposeObject", Behaviour::Local(dispose_object)),
    ("ndarray", Behaviour::Local(ndarray)),
];

fn done<'js>(running: Running, context: &Ctx<'js>, result: Result<(), Error>) -> rquickjs::Result<JsValue<'js>> {
    promise::settled(running, context, result.map(|()| Value::Absent).map_err(Into::into))
}

fn function_argument<'a, 'js>(
    arguments: &'a [JsValue<'js>],
    index: usize,
    what: &str,
) -> Result<&'a Function<'js>, Error> {
    arguments
        .get(index)
        .and_then(|value| value.as_function())
        .ok_or_else(|| Error::invalid(format!("{what} needs a function")))
}

fn text_argument(arguments: &[JsValue<'_>], what: &str) -> Result<String, Error> {
    let text = arguments.first().and_then(|value| value.as_string()?.to_string().ok());
    text.ok_or_else(|| Error::invalid(format!("{what} needs the name of an event")))
}

/// Throws at once, so that the place of a wrong call is seen.
fn export<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    exports::export(running, context, arguments.first()).map_err(|error| throw(running, context, error))?;
    done(running, context, Ok(()))
}

/// Resolves to `api`: there is nothing to connect to.
fn init<'js>(_running: Running, context: &Ctx<'js>, _arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    let (promise, resolve, _) = context.promise()?;
    resolve.call::<_, ()>((context.globals().get::<_, JsValue>("api")?,))?;
    Ok(promise.into_inner().into_value())
}

fn on_load<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    let handler = function_argument(arguments, 0, "onLoad").map_err(|error| throw(running, context, error))?;
    running.events.on_load(context, handler)?;
    done(running, context, Ok(()))
}

fn nothing<'js>(running: Running, context: &Ctx<'js>, _arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    done(running, context, Ok(()))
}

/// Gives its argument after a journey through the host's values.
fn echo<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    promise::of_call(running, context, arguments, |arguments| async move {
        Ok(arguments.into_iter().next().unwrap_or(Value::Absent))
    })
}

/// Calls a function of the own window's object in place of the plugin's own events.
fn of_own_window<'js>(
    running: Running,
    context: &Ctx<'js>,
    name: &str,
    arguments: &[JsValue<'js>],
) -> rquickjs::Result<Option<JsValue<'js>>> {
    let Some(window) = running.own_window.get() else { return Ok(None) };
    let window = handles::window_object(running, context, window.clone())?;
    let Some(object) = window.as_object() else { return Ok(None) };
    let function: Function = object.get(name)?;
    let mut call = rquickjs::function::Args::new(context.clone(), arguments.len());
    call.this(object.clone())?;
    call.push_args(arguments.iter().cloned())?;
    function.call_arg(call).map(Some)
}

fn on<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    if let Some(result) = of_own_window(running, context, "on", arguments)? {
        return Ok(result);
    }
    let added = text_argument(arguments, "on")
        .and_then(|event| running.events.on(context, &event, function_argument(arguments, 1, "on")?));
    done(running, context, added)
}

fn on_close<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    if let Some(result) = of_own_window(running, context, "onclose", arguments)? {
        return Ok(result);
    }
    let added =
        function_argument(arguments, 0, "onClose").and_then(|handler| running.events.on(context, "close", handler));
    done(running, context, added)
}

fn off<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    if let Some(result) = of_own_window(running, context, "off", arguments)? {
        return Ok(result);
    }
    let handler = arguments.get(1).and_then(|value| value.as_function());
    let removed = text_argument(arguments, "off").map(|event| running.events.off(context, &event, handler));
    done(running, context, removed)
}

/// Resolves when the promises of all handlers have.
fn emit<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    if let Some(result) = of_own_window(running, context, "emit", arguments)? {
        return Ok(result);
    }
    let event = match text_argument(arguments, "emit") {
        Ok(event) => event,
        Err(error) => return done(running, context, Err(error)),
    };
    let data = arguments.get(1).cloned().unwrap_or_else(|| JsValue::new_undefined(context.clone()));
    match running.events.emit(context, &event, data) {
        Ok(results) => running.language.function(context, "all")?.call((results,)),
        Err(error) => done(running, context, Err(Thrown::of(running, context, error).error)),
    }
}

fn register_codec<'js>(
    running: Running,
    context: &Ctx<'js>,
    arguments: &[JsValue<'js>],
) -> rquickjs::Result<JsValue<'js>> {
    let description = arguments.first().and_then(|value| value.as_object());
    let registered = description
        .ok_or_else(|| Error::invalid("registerCodec needs {name, type, encoder, decoder}"))
        .and_then(|description| running.codecs.register(context, description));
    done(running, context, registered)
}

/// Gives a handle back before JavaScript frees its object; it cannot be used any more.
fn dispose_object<'js>(
    running: Running,
    context: &Ctx<'js>,
    arguments: &[JsValue<'js>],
) -> rquickjs::Result<JsValue<'js>> {
    let object: Option<&Object> = arguments.first().and_then(|value| value.as_object());
    let disposed = match object {
        Some(object) if handles::of(running, object).is_some() => {
            handles::take_away(running, object)?;
            Ok(())
        }
        _ => Err(Error::invalid("disposeObject needs an object that the API has given")),
    };
    done(running, context, disposed)
}

/// `api.ndarray(typedArray, shape, dtype)`: at once, not by a promise.
pub(super) fn ndarray<'js>(
    running: Running,
    context: &Ctx<'js>,
    arguments: &[JsValue<'js>],
) -> rquickjs::Result<JsValue<'js>> {
    let argument =
        |index: usize| arguments.get(index).cloned().unwrap_or_else(|| JsValue::new_undefined(context.clone()));
    define_ndarray(running, context)?.call((argument(0), argument(1), argument(2)))
}
