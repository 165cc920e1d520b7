//! What modules may import: nothing.

use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::{Ctx, Error, Module};

/// Refuses every import, with the reason.
pub(crate) struct NoModules;

impl Resolver for NoModules {
    fn resolve<'js>(
        &mut self,
        _context: &Ctx<'js>,
        base: &str,
        name: &str,
        _attributes: Option<ImportAttributes<'js>>,
    ) -> rquickjs::Result<String> {
        Err(Error::new_resolving_message(
            base,
            name,
            "plugins have no network; put the library into a <script> of the plugin file",
        ))
    }
}

impl Loader for NoModules {
    fn load<'js>(
        &mut self,
        _context: &Ctx<'js>,
        name: &str,
        _attributes: Option<ImportAttributes<'js>>,
    ) -> rquickjs::Result<Module<'js, Declared>> {
        Err(Error::new_loading(name))
    }
}
