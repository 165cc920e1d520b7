//! Other plugins as objects of JavaScript.

use imjoy_sdk::{Plugin, Record, Value};
use rquickjs::function::Rest;
use rquickjs::{Ctx, Function, Object};

use super::class::{Handle, put};
use crate::plugin::Running;
use crate::promise;
use crate::value::Incoming;

/// What another plugin exports.
#[derive(Debug, Default)]
pub(crate) struct Description {
    functions: Vec<String>,
    variables: Record,
}

/// Asks the host what the plugin exports. One that has ended has nothing but `run`, which
/// will say so.
pub(crate) async fn describe(plugin: &Plugin) -> Description {
    let functions = plugin.functions().await.unwrap_or_else(|_| vec!["run".to_owned()]);
    let variables = match plugin.variables().await {
        Ok(Value::Record(variables)) => variables,
        _ => Record::new(),
    };
    Description { functions, variables }
}

/// The plugin as an object with its functions, each of which gives a promise, and its
/// variables. A name with a dot is a function of an object in it.
pub(crate) fn to_object<'js>(
    running: Running,
    context: &Ctx<'js>,
    plugin: &Plugin,
    description: Description,
) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(context.clone())?;
    for (name, value) in description.variables {
        object.set(name, Incoming::plain(value).only(running, context)?)?;
    }
    for name in description.functions {
        // What has a function `then` would be taken for a promise.
        if name == "then" {
            continue;
        }
        let function = method(running, context, plugin.clone(), name.clone())?;
        match name.split_once('.') {
            Some((outer, inner)) => {
                let within = match object.get::<_, Option<Object>>(outer)? {
                    Some(within) => within,
                    None => Object::new(context.clone())?,
                };
                within.set(inner, function)?;
                object.set(outer, within)?;
            }
            None => object.set(name, function)?,
        }
    }
    put(running, &object, Handle::Plugin(plugin.clone()))?;
    Ok(object)
}

fn method<'js>(running: Running, context: &Ctx<'js>, plugin: Plugin, name: String) -> rquickjs::Result<Function<'js>> {
    let function = Function::new(context.clone(), {
        let name = name.clone();
        move |context: Ctx<'js>, arguments: Rest<rquickjs::Value<'js>>| {
            let (plugin, name) = (plugin.clone(), name.clone());
            promise::of_call(running, &context, &arguments.0, move |arguments| async move {
                Ok(plugin.call(&name, arguments).await?)
            })
        }
    })?;
    function.with_name(name)
}
