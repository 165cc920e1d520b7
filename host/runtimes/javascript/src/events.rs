//! Events of the plugin itself: `api.on`, `api.off`, `api.emit`, `api.onLoad`.
//!
//! In the instance of a window plugin these are the events of its window, those too that are
//! asked for in `setup`, before the window is known.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use imjoy_sdk::Error;
use rquickjs::{Ctx, Function, Persistent, Value};

use crate::errors::Thrown;
use crate::journal;
use crate::plugin::Running;

type Handler = Persistent<Function<'static>>;

/// Handlers by the name of their event, in the order in which they were added.
#[derive(Default)]
pub(crate) struct Events {
    handlers: RefCell<BTreeMap<String, Vec<Handler>>>,
    on_load: RefCell<Vec<Handler>>,
    is_loaded: Cell<bool>,
}

/// How many handlers a plugin may have.
const LIMIT: usize = 10_000;

impl Events {
    /// Adds a handler of `event`.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] for too many.
    pub(crate) fn on<'js>(&self, context: &Ctx<'js>, event: &str, handler: &Function<'js>) -> Result<(), Error> {
        let mut handlers = self.handlers.borrow_mut();
        if handlers.values().map(Vec::len).sum::<usize>() >= LIMIT {
            return Err(Error::limit(format!("a plugin may have {LIMIT} event handlers")));
        }
        handlers.entry(event.to_owned()).or_default().push(Persistent::save(context, handler.clone()));
        Ok(())
    }

    /// Removes one handler of `event`, or all.
    pub(crate) fn off<'js>(&self, context: &Ctx<'js>, event: &str, handler: Option<&Function<'js>>) {
        let handler = handler.map(|handler| Persistent::save(context, handler.clone()));
        let mut handlers = self.handlers.borrow_mut();
        match (handlers.get_mut(event), handler) {
            (Some(known), Some(handler)) => known.retain(|other| *other != handler),
            (Some(_), None) => {
                handlers.remove(event);
            }
            (None, _) => {}
        }
    }

    /// Takes all handlers away, with the names of their events.
    pub(crate) fn take(&self) -> Vec<(String, Handler)> {
        let handlers = self.handlers.take();
        handlers
            .into_iter()
            .flat_map(|(event, handlers)| handlers.into_iter().map(move |handler| (event.clone(), handler)))
            .collect()
    }

    /// Calls the handlers of `event` and gives what they gave.
    pub(crate) fn emit<'js>(
        &self,
        context: &Ctx<'js>,
        event: &str,
        data: Value<'js>,
    ) -> rquickjs::Result<Vec<Value<'js>>> {
        let handlers = self.handlers.borrow().get(event).cloned().unwrap_or_default();
        handlers.into_iter().map(|handler| handler.restore(context)?.call((data.clone(),))).collect()
    }

    /// Calls the function once the plugin is set up.
    pub(crate) fn on_load<'js>(&self, context: &Ctx<'js>, handler: &Function<'js>) -> rquickjs::Result<()> {
        if self.is_loaded.get() {
            return handler.defer(());
        }
        self.on_load.borrow_mut().push(Persistent::save(context, handler.clone()));
        Ok(())
    }

    /// The plugin has been set up.
    pub(crate) fn loaded(&self, running: Running) {
        self.is_loaded.set(true);
        let handlers = self.on_load.take();
        if handlers.is_empty() {
            return;
        }
        running.enter(|context| {
            for handler in handlers {
                let called = handler.restore(context).and_then(|handler| handler.call::<_, Value>(()));
                if let Err(error) = called {
                    journal::error(&Thrown::of(running, context, error).report());
                }
            }
        });
    }
}
