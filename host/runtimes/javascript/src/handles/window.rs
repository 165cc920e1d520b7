//! Windows as objects of JavaScript (`window.js`).

use std::cell::OnceCell;

use imjoy_sdk::{Error, Rectangle, Value, Window, language_runtime};
use rquickjs::{Ctx, Function, Object, Persistent};

use super::class::{Handle, of, put};
use super::function::to_host;
use crate::errors::{Thrown, throw};
use crate::plugin::Running;
use crate::promise::{self, Outcome};
use crate::{glue, journal, native};

type JsValue<'js> = rquickjs::Value<'js>;

/// The class of windows, made when the first one comes.
#[derive(Default)]
pub(crate) struct Class(OnceCell<Persistent<Function<'static>>>);

impl Class {
    fn make<'js>(&self, running: Running, context: &Ctx<'js>) -> rquickjs::Result<Function<'js>> {
        if let Some(make) = self.0.get() {
            return make.clone().restore(context);
        }
        let natives = Object::new(context.clone())?;
        for (name, function) in [("call", call as native::Native), ("on", on), ("off", off), ("act", act)] {
            natives.set(name, native::function(running, context, name, function)?)?;
        }
        let make: Function =
            glue::evaluate::<Function>(context, "window", include_str!("window.js"))?.call((natives,))?;
        let kept = Persistent::save(context, make.clone());
        self.0.get_or_init(|| kept);
        Ok(make)
    }
}

/// The window as an object with ImJoy's functions of windows, and, for the window of a
/// window plugin, those that the plugin exports.
pub(crate) fn to_object<'js>(running: Running, context: &Ctx<'js>, window: Window) -> rquickjs::Result<JsValue<'js>> {
    let plugin_id = window.plugin_id();
    let config = Object::new(context.clone())?;
    let id = window.id();
    config.set("id", plugin_id.clone().unwrap_or_else(|| id.to_string()))?;
    config.set("name", window.name())?;
    config.set("window_id", id as f64)?;
    if let Some(plugin_id) = &plugin_id {
        config.set("plugin_id", plugin_id.as_str())?;
    }
    if let Some(window_type) = running.window_types.borrow().get(&id) {
        config.set("type", window_type.as_str())?;
    }
    let holder = Object::new(context.clone())?;
    put(running, &holder, Handle::Window(window))?;
    let symbol = running.language.handle_symbol.clone().restore(context)?;
    let handle: JsValue = holder.get(symbol.as_atom())?;
    running.window_class.make(running, context)?.call((config, plugin_id.is_some(), symbol, handle))
}

/// The window that the first argument is.
fn window_of(running: Running, context: &Ctx<'_>, arguments: &[JsValue<'_>]) -> rquickjs::Result<Window> {
    let object = arguments.first().and_then(|value| value.as_object());
    match object.and_then(|object| of(running, object)) {
        Some(Handle::Window(window)) => Ok(window),
        _ => Err(throw(running, context, Error::invalid("this is a function of a window"))),
    }
}

fn text_argument(arguments: &[JsValue<'_>], index: usize) -> String {
    arguments.get(index).and_then(|value| value.as_string()?.to_string().ok()).unwrap_or_default()
}

/// `call(window, name, ...arguments)`: a function of the window plugin's instance, or `run`.
fn call<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    let window = window_of(running, context, arguments)?;
    let name = text_argument(arguments, 1);
    promise::of_call(running, context, arguments.get(2..).unwrap_or_default(), move |arguments| async move {
        if name == "run" {
            let update = arguments.into_iter().next().filter(|update| !update.is_null());
            let update = update.unwrap_or_else(|| imjoy_sdk::Record::new().into());
            return Ok(window.run(update).await?);
        }
        Ok(window.call(&name, arguments).await?)
    })
}

/// `on(window, event, handler, fireIfEmitted)`.
fn on<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    let window = window_of(running, context, arguments)?;
    let event = text_argument(arguments, 1);
    let fire = arguments.get(3).and_then(|value| value.as_bool()).unwrap_or_default();
    let handler = match arguments.get(2).and_then(|value| value.as_function()) {
        Some(handler) => Ok(to_host(running, context, handler, None)?),
        None => Err(Error::invalid(format!("the handler of the event `{event}` is not a function"))),
    };
    let done = handler.and_then(|handler| window.on(&event, handler, fire));
    promise::settled(running, context, done.map(|()| Value::Absent).map_err(Into::into))
}

/// `off(window, event)`.
fn off<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    let window = window_of(running, context, arguments)?;
    let done = window.off(&text_argument(arguments, 1));
    promise::settled(running, context, done.map(|()| Value::Absent).map_err(Into::into))
}

/// `act(window, name, ...arguments)`: what windows do by themselves.
fn act<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    let window = window_of(running, context, arguments)?;
    let name = text_argument(arguments, 1);
    promise::of_call(running, context, arguments.get(2..).unwrap_or_default(), move |arguments| async move {
        perform(&window, &name, arguments).await
    })
}

pub(crate) async fn perform(window: &Window, name: &str, arguments: Vec<Value>) -> Outcome {
    let mut arguments = arguments.into_iter();
    let mut next = || arguments.next().unwrap_or(Value::Absent);
    match name {
        "emit" => {
            let event = next();
            let event = event.as_str().ok_or_else(|| Error::invalid("emit needs the name of an event"))?.to_owned();
            window.emit(&event, next()).await?;
        }
        "close" => window.close().await?,
        "refresh" => window.refresh().await?,
        "focus" => window.focus().await?,
        "show" => window.show().await?,
        "hide" => window.hide().await?,
        "resize" => window.resize(rectangle(&next())?).await?,
        "setContent" => window.set_content(next()).await?,
        "changeContent" => window.change_content(next()).await?,
        other => return Err(Error::not_found(format!("windows have no function `{other}`")).into()),
    }
    Ok(Value::Absent)
}

fn rectangle(value: &Value) -> Result<Option<Rectangle>, Error> {
    if value.is_null() {
        return Ok(None);
    }
    let field = |name: &str| {
        value.get_as::<f64>(name).map(|number| number.round().clamp(0.0, f64::from(u32::MAX)) as u32).map_err(|_| {
            Error::invalid(format!("resize needs a record of the numbers x, y, w and h; `{name}` is missing"))
        })
    };
    Ok(Some(Rectangle { x: field("x")?, y: field("y")?, w: field("w")?, h: field("h")? }))
}

/// The own window of an instance of a window plugin, from the context of its first `run`.
/// Handlers that the plugin's `setup` has added are handlers of this window from now on.
pub(crate) fn remember_own(running: Running, context_record: &Value) {
    if running.plugin_type != "window" {
        return;
    }
    let Some(Value::Window(window)) = context_record.get("window") else { return };
    if running.own_window.set(window.clone()).is_err() {
        return;
    }
    let handlers = running.events.take();
    if handlers.is_empty() {
        return;
    }
    running.enter(|context| {
        for (event, handler) in handlers {
            let added = handler
                .restore(context)
                .and_then(|handler| to_host(running, context, &handler, None))
                .map_err(|error| Thrown::of(running, context, error).error)
                .and_then(|handler| window.on(&event, handler, false));
            if let Err(error) = added {
                journal::error(error.message());
            }
        }
    });
}

/// A window that the host has given for an API call.
pub(crate) fn from_wire(window: imjoy_sdk::bindings::imjoy::plugin::types::Window) -> Value {
    Value::Window(language_runtime::window_from_wire(window))
}
