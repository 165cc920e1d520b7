//! `importScripts`: libraries by their addresses, which the host finds beside the plugin.

use rquickjs::{Ctx, Value};

use super::hidden;
use crate::errors::throw;
use crate::evaluation;
use crate::libraries::library;
use crate::native;
use crate::plugin::Running;

/// Defines it.
pub(super) fn define(running: Running, context: &Ctx<'_>) -> rquickjs::Result<()> {
    let function = native::function(running, context, "importScripts", import_scripts)?;
    hidden(&context.globals(), "importScripts", function)
}

/// Runs the scripts in the global scope, one after the other.
fn import_scripts<'js>(running: Running, context: &Ctx<'js>, addresses: &[Value<'js>]) -> rquickjs::Result<Value<'js>> {
    for address in addresses {
        let address: String = address.get::<rquickjs::Coerced<String>>()?.0;
        let script = library(&address).map_err(|error| throw(running, context, error))?;
        let _: Value = context.eval_with_options(script.padded(), evaluation::options(&script))?;
    }
    Ok(Value::new_undefined(context.clone()))
}
