//! What the plugin exports (`api.export`).

use imjoy_sdk::{Error, Record};
use rquickjs::{Array, Ctx, Function, Object, Persistent};

use crate::glue;
use crate::plugin::{Plugin, Running};
use crate::value::from_js;

/// The object that a plugin has exported.
pub(crate) struct Exports {
    object: Persistent<Object<'static>>,
    /// Names of its functions; those of an object in it have the object's name and a dot
    /// before.
    pub(crate) functions: Vec<String>,
    /// Its numbers, texts and truth values.
    pub(crate) variables: Record,
}

/// Takes what the plugin exports, and tells the host.
///
/// # Errors
///
/// [`Error::Invalid`] for something that is not an instance of a class or an object.
pub(crate) fn export<'js>(
    running: Running,
    context: &Ctx<'js>,
    exported: Option<&rquickjs::Value<'js>>,
) -> Result<(), Error> {
    let object = exported.filter(|value| !value.is_constructor()).and_then(|value| value.as_object());
    let Some(object) = object else {
        let is_class = exported.is_some_and(|value| value.is_constructor());
        return Err(Error::invalid(if is_class {
            "api.export got a class; write `api.export(new ImJoyPlugin())` to export an instance of it"
        } else {
            "api.export needs an instance of a class, or an object of functions"
        }));
    };
    let exports =
        read(running, context, object).map_err(|error| crate::errors::Thrown::of(running, context, error).error)?;
    tell_host(&exports)?;
    *running.exports.borrow_mut() = Some(exports);
    running.tasks.changed();
    Ok(())
}

fn read<'js>(running: Running, context: &Ctx<'js>, object: &Object<'js>) -> rquickjs::Result<Exports> {
    let list: Function = glue::evaluate(context, "exports", include_str!("exports.js"))?;
    let (functions, variables): (Vec<String>, Array) = {
        let found: Object = list.call((object.clone(),))?;
        (found.get("functions")?, found.get("variables")?)
    };
    let mut record = Record::new();
    for pair in variables.iter::<Array>() {
        let pair = pair?;
        let value: rquickjs::Value = pair.get(1)?;
        if let Ok(value) = from_js(running, context, &value) {
            record.insert(pair.get::<String>(0)?, value);
        }
    }
    Ok(Exports { object: Persistent::save(context, object.clone()), functions, variables: record })
}

#[cfg(target_family = "wasm")]
fn tell_host(exports: &Exports) -> Result<(), Error> {
    let variables = imjoy_sdk::language_runtime::encode(exports.variables.clone().into())?;
    crate::bindings::imjoy::plugin::runtime::exported(&exports.functions, variables);
    Ok(())
}

/// Natively there is no host to tell.
#[cfg(not(target_family = "wasm"))]
fn tell_host(_exports: &Exports) -> Result<(), Error> {
    Ok(())
}

impl Plugin {
    /// Names of the exported functions.
    pub(crate) fn exported_functions(&self) -> Vec<String> {
        self.exports.borrow().as_ref().map(|exports| exports.functions.clone()).unwrap_or_default()
    }

    /// Whether a function of that name is exported.
    pub(crate) fn exports_function(&self, name: &str) -> bool {
        self.exports.borrow().as_ref().is_some_and(|exports| exports.functions.iter().any(|known| known == name))
    }

    /// An exported function as it is now, with its `this`.
    pub(crate) fn exported_function<'js>(
        &self,
        context: &Ctx<'js>,
        name: &str,
    ) -> rquickjs::Result<Option<(Function<'js>, Option<Object<'js>>)>> {
        if !self.exports_function(name) {
            return Ok(None);
        }
        let Some(object) = self.exported_object(context)? else { return Ok(None) };
        let (owner, name) = match name.split_once('.') {
            Some((outer, inner)) => match object.get::<_, rquickjs::Value>(outer)?.into_object() {
                Some(owner) => (owner, inner),
                None => return Ok(None),
            },
            None => (object, name),
        };
        let function: rquickjs::Value = owner.get(name)?;
        Ok(function.into_function().map(|function| (function, Some(owner))))
    }

    /// The object whose exported method the function is: called alone it would have no
    /// `this`, yet plugins write `run: this.run`.
    pub(crate) fn exported_owner<'js>(
        &self,
        context: &Ctx<'js>,
        function: &Function<'js>,
    ) -> rquickjs::Result<Option<Object<'js>>> {
        Ok(self.find_exported(context, function)?.map(|(_, owner)| owner))
    }

    /// The name of the exported function that this is, with its object.
    pub(crate) fn find_exported<'js>(
        &self,
        context: &Ctx<'js>,
        function: &Function<'js>,
    ) -> rquickjs::Result<Option<(String, Object<'js>)>> {
        for name in self.exported_functions() {
            if let Some((known, Some(owner))) = self.exported_function(context, &name)?
                && known == *function
            {
                return Ok(Some((name, owner)));
            }
        }
        Ok(None)
    }

    fn exported_object<'js>(&self, context: &Ctx<'js>) -> rquickjs::Result<Option<Object<'js>>> {
        let object = self.exports.borrow().as_ref().map(|exports| exports.object.clone());
        object.map(|object| object.restore(context)).transpose()
    }
}
