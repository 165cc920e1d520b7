//! Functions of Rust as JavaScript calls them.

use rquickjs::function::Rest;
use rquickjs::{Ctx, Function, Value};

use crate::plugin::Running;

/// A function that runs at once.
pub(crate) type Native = for<'js> fn(Running, &Ctx<'js>, &[Value<'js>]) -> rquickjs::Result<Value<'js>>;

/// The function for JavaScript, with a name for stacks.
pub(crate) fn function<'js>(
    running: Running,
    context: &Ctx<'js>,
    name: &str,
    native: Native,
) -> rquickjs::Result<Function<'js>> {
    let function = Function::new(context.clone(), move |context: Ctx<'js>, arguments: Rest<Value<'js>>| {
        native(running, &context, &arguments.0)
    })?;
    function.with_name(name)
}
