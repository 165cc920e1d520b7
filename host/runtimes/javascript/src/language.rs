//! What the runtime needs of the language itself, taken before a plugin can change it.

use rquickjs::{Ctx, Function, Object, Persistent, Symbol};

use crate::glue;

/// Objects and functions of a fresh JavaScript world.
pub(crate) struct Language {
    /// Under which an object keeps its handle.
    pub(crate) handle_symbol: Persistent<Symbol<'static>>,
    /// `Object.prototype`: objects that have it are records.
    pub(crate) object_prototype: Persistent<Object<'static>>,
    /// The functions of `value/language.js`.
    functions: Persistent<Object<'static>>,
}

impl Language {
    /// Takes them from a fresh context.
    pub(crate) fn new(context: &Ctx<'_>) -> rquickjs::Result<Self> {
        let symbol = Symbol::with_description(context.clone(), "imjoy handle")?;
        let prototype: Object = context.globals().get::<_, Object>("Object")?.get("prototype")?;
        let functions: Object = glue::evaluate(context, "language", include_str!("value/language.js"))?;
        Ok(Language {
            handle_symbol: Persistent::save(context, symbol),
            object_prototype: Persistent::save(context, prototype),
            functions: Persistent::save(context, functions),
        })
    }

    /// A function of `value/language.js`.
    pub(crate) fn function<'js>(&self, context: &Ctx<'js>, name: &str) -> rquickjs::Result<Function<'js>> {
        self.functions.clone().restore(context)?.get(name)
    }
}
