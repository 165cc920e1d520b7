//! Calls that go on by themselves and can be ended: start, utils.kill.

use std::rc::Rc;

use futures::FutureExt;
use imjoy_sdk::{Error, Value};
use rquickjs::function::Rest;
use rquickjs::{Ctx, Function, Object};

use super::{Behaviour, Functions};
use crate::errors::throw;
use crate::handles::{self, Handle};
use crate::plugin::Running;
use crate::promise;
use crate::value::from_js;

type JsValue<'js> = rquickjs::Value<'js>;

pub(super) const FUNCTIONS: Functions = &[("start", Behaviour::Local(start))];

/// `api.start(plugin, function, ...arguments)`: the call as an object with a function `wait`.
fn start<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    let values: Result<Vec<Value>, Error> =
        arguments.iter().map(|argument| from_js(running, context, argument)).collect();
    let task = values.and_then(|values| {
        let mut values = values.into_iter();
        match (values.next(), values.next()) {
            (Some(Value::Text(plugin)), Some(Value::Text(function))) => {
                imjoy_sdk::api::start(&plugin, &function, values.collect::<Vec<Value>>())
            }
            _ => Err(Error::invalid("start needs the name of a plugin and of its function")),
        }
    });
    let task = Rc::new(task.map_err(|error| throw(running, context, error))?);
    let object = Object::new(context.clone())?;
    let waited = Rc::clone(&task);
    let wait = Function::new(context.clone(), move |context: Ctx<'js>, _: Rest<JsValue<'js>>| {
        let task = Rc::clone(&waited);
        promise::of_work(running, &context, async move { Ok(task.wait().await?) })
    })?;
    object.set("wait", wait.with_name("wait")?)?;
    handles::put(running, &object, Handle::Task(task))?;
    Ok(object.into_value())
}

/// `api.utils.kill(task)`: ends a call of `api.start`.
pub(super) fn kill<'js>(
    running: Running,
    context: &Ctx<'js>,
    arguments: &[JsValue<'js>],
) -> rquickjs::Result<JsValue<'js>> {
    let handle = arguments.first().and_then(|value| value.as_object()).and_then(|object| handles::of(running, object));
    let Some(Handle::Task(task)) = handle else {
        return promise::settled(running, context, Err(Error::invalid("kill needs what `api.start` has given").into()));
    };
    promise::of_work(
        running,
        context,
        async move {
            imjoy_sdk::api::kill(&task).await?;
            Ok(Value::Absent)
        }
        .boxed_local(),
    )
}
