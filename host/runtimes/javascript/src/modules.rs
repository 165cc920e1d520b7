//! What modules may import: libraries of the plugin, by their addresses.

use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::{Ctx, Error, Module};

use crate::libraries::library;

/// Finds the libraries that the host has.
pub(crate) struct Libraries;

impl Resolver for Libraries {
    fn resolve<'js>(
        &mut self,
        _context: &Ctx<'js>,
        base: &str,
        name: &str,
        _attributes: Option<ImportAttributes<'js>>,
    ) -> rquickjs::Result<String> {
        // All are in one folder: the name of the file is the module.
        match library(name) {
            Ok(script) => Ok(script.file),
            Err(error) => Err(Error::new_resolving_message(base, name, error.message())),
        }
    }
}

impl Loader for Libraries {
    fn load<'js>(
        &mut self,
        context: &Ctx<'js>,
        name: &str,
        _attributes: Option<ImportAttributes<'js>>,
    ) -> rquickjs::Result<Module<'js, Declared>> {
        let script = library(name).map_err(|error| Error::new_loading_message(name, error.message()))?;
        Module::declare(context.clone(), script.file, script.text)
    }
}
