//! What modules may import: libraries of the plugin, by their addresses.

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::{Ctx, Error, Module};

use crate::libraries::library;

/// Finds the libraries that the host has. The one that resolves hands what it has read, file and
/// text, to the one that loads, which follows at once unless the module is there already.
#[derive(Clone, Default)]
pub(crate) struct Libraries(Rc<RefCell<Option<(String, String)>>>);

impl Resolver for Libraries {
    fn resolve<'js>(
        &mut self,
        _context: &Ctx<'js>,
        base: &str,
        name: &str,
        _attributes: Option<ImportAttributes<'js>>,
    ) -> rquickjs::Result<String> {
        match library(name) {
            Ok(script) => {
                // All are in one folder: the name of the file is the module.
                self.0.replace(Some((script.file.clone(), script.text)));
                Ok(script.file)
            }
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
        match self.0.take().filter(|(file, _)| file == name) {
            Some((file, text)) => Module::declare(context.clone(), file, text),
            None => Err(Error::new_loading_message(name, "the library has not been read")),
        }
    }
}
