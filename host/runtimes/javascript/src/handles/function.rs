//! Functions that go to the host and come from it.

use imjoy_sdk::language_runtime;
use rquickjs::function::Rest;
use rquickjs::{Ctx, Function, Object, Persistent, Value};

use super::class::{Handle, of, put};
use crate::calling;
use crate::plugin::Running;
use crate::promise;

/// The function as the host knows it. It can be called while anybody holds it. A method that
/// the plugin exports, or of `this`, keeps its object.
pub(crate) fn to_host<'js>(
    running: Running,
    context: &Ctx<'js>,
    function: &Function<'js>,
    this: Option<&Object<'js>>,
) -> rquickjs::Result<imjoy_sdk::Function> {
    if let Some(Handle::Function(known)) = of(running, function) {
        return Ok(known);
    }
    let this = match this {
        Some(this) => Some(this.clone()),
        None => running.exported_owner(context, function)?,
    };
    let this = this.map(|this| Persistent::save(context, this));
    let function = Persistent::save(context, function.clone());
    Ok(language_runtime::function(move |arguments| {
        calling::function(running, function.clone(), this.clone(), arguments)
    }))
}

/// The function as JavaScript calls it: it gives a promise.
pub(crate) fn from_host<'js>(
    running: Running,
    context: &Ctx<'js>,
    function: imjoy_sdk::Function,
) -> rquickjs::Result<Function<'js>> {
    let called = function.clone();
    let callable = Function::new(context.clone(), move |context: Ctx<'js>, arguments: Rest<Value<'js>>| {
        let function = called.clone();
        promise::of_call(running, &context, &arguments.0, move |arguments| async move {
            Ok(function.call(arguments).await?)
        })
    })?;
    put(running, &callable, Handle::Function(function))?;
    Ok(callable)
}
