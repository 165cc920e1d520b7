//! The plugin that this instance of the component runs.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::time::Instant;

use imjoy_sdk::{Error, Window};
use rquickjs::Ctx;

use crate::api_version::ApiVersion;
use crate::codecs::Codecs;
use crate::engine::Engine;
use crate::errors::Thrown;
use crate::events::Events;
use crate::exports::Exports;
use crate::globals::{Labels, ObjectUrls, Timers};
use crate::handles::WindowClass;
use crate::journal;
use crate::language::Language;
use crate::source::{Script, Scripts};
use crate::tasks::Tasks;
use crate::value::NdArrayClass;
use crate::{api, globals};

/// What the host says of the plugin.
#[derive(Debug, Clone, Default)]
pub(crate) struct Identity {
    /// Its name.
    pub(crate) name: String,
    /// Its type, by ImJoy's names.
    pub(crate) plugin_type: String,
    /// Its `api_version`; empty when it names none.
    pub(crate) api_version: String,
}

/// The plugin, from when its source is known until the instance ends.
pub(crate) struct Plugin {
    pub(crate) name: String,
    pub(crate) plugin_type: String,
    pub(crate) api_version: ApiVersion,
    pub(crate) scripts: Scripts,
    pub(crate) engine: Engine,
    pub(crate) language: Language,
    pub(crate) tasks: Tasks,
    pub(crate) timers: Timers,
    pub(crate) events: Events,
    pub(crate) codecs: Codecs,
    pub(crate) object_urls: ObjectUrls,
    pub(crate) labels: RefCell<Labels>,
    pub(crate) ndarray: NdArrayClass,
    pub(crate) window_class: WindowClass,
    pub(crate) file_handle_classes: api::FileHandleClasses,
    pub(crate) exports: RefCell<Option<Exports>>,
    started: Instant,
    /// Of a window plugin: the window that this instance is in, known from its first `run`.
    pub(crate) own_window: OnceCell<Window>,
    /// Types of the windows that the plugin has opened; the host does not tell them again.
    pub(crate) window_types: RefCell<BTreeMap<u64, String>>,
    /// Whether the user has cancelled a dialog: the reason of its promise is `undefined`.
    pub(crate) dialog_was_cancelled: Cell<bool>,
}

/// A running plugin. It lives as long as the instance: functions that JavaScript keeps, and
/// everything that goes on, refer to it.
pub(crate) type Running = &'static Plugin;

impl Plugin {
    /// A plugin with the language, the globals and `api`, before any of its scripts have run.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] when there is too little memory.
    pub(crate) fn begin(identity: Identity, scripts: Vec<Script>) -> Result<Running, Error> {
        let no_memory = |error: rquickjs::Error| Error::limit(format!("JavaScript cannot be started: {error}"));
        let engine = Engine::new().map_err(no_memory)?;
        let language = engine.enter(Language::new, |_, _| {}).map_err(no_memory)?;
        let plugin = Plugin {
            name: identity.name,
            plugin_type: identity.plugin_type,
            api_version: ApiVersion::parse(&identity.api_version),
            scripts: Scripts::new(scripts),
            engine,
            language,
            tasks: Tasks::default(),
            timers: Timers::default(),
            events: Events::default(),
            codecs: Codecs::default(),
            object_urls: ObjectUrls::default(),
            labels: RefCell::default(),
            ndarray: NdArrayClass::default(),
            window_class: WindowClass::default(),
            file_handle_classes: api::FileHandleClasses::default(),
            exports: RefCell::default(),
            started: Instant::now(),
            own_window: OnceCell::new(),
            window_types: RefCell::default(),
            dialog_was_cancelled: Cell::new(false),
        };
        // Freed by the host, which drops the instance's whole memory.
        let running: Running = Box::leak(Box::new(plugin));
        running.enter(|context| {
            let defined = globals::define(running, context).and_then(|()| api::define(running, context));
            defined.map_err(|error| Thrown::of(running, context, error).error)
        })?;
        Ok(running)
    }

    /// Milliseconds since the plugin was started.
    pub(crate) fn milliseconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64() * 1000.0
    }

    /// Runs JavaScript and what it has queued; errors that nobody handles go to the log.
    pub(crate) fn enter<R>(&'static self, work: impl FnOnce(&Ctx<'_>) -> R) -> R {
        let result = self.engine.enter(work, |context, thrown| {
            if !(thrown.is_undefined() && self.dialog_was_cancelled.get()) {
                journal::unhandled(&Thrown::read(self, context, &thrown));
            }
        });
        self.tasks.tell();
        result
    }
}
