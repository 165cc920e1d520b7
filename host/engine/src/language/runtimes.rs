//! The runtimes: components that run plugins written in a scripting language.

use crate::bindings::LanguageRuntimePre;
use crate::compile_cache::CodeOrigin;
use crate::error::{LoadError, one_line};
use crate::plugin::store::StoreState;
use crate::shared::Shared;
use bytes::Bytes;
use imjoy_plugin_file::Language;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// The components of the world `language-runtime`, by language. A plugin in a language
/// without one is not loaded.
#[derive(Clone, Debug, Default)]
pub struct LanguageRuntimes {
    /// Runs JavaScript.
    pub javascript: Option<Bytes>,
    /// Runs Python.
    pub python: Option<Bytes>,
}

/// The runtimes, each compiled when the first plugin needs it.
#[derive(Default)]
pub(crate) struct RuntimeCode {
    components: LanguageRuntimes,
    javascript: OnceCell<LanguageRuntimePre<StoreState>>,
    python: OnceCell<LanguageRuntimePre<StoreState>>,
}

impl RuntimeCode {
    pub(crate) fn new(components: LanguageRuntimes) -> Self {
        Self { components, ..Self::default() }
    }

    fn of(&self, language: Language) -> (&OnceCell<LanguageRuntimePre<StoreState>>, Option<Bytes>) {
        match language {
            Language::JavaScript => (&self.javascript, self.components.javascript.clone()),
            Language::Python => (&self.python, self.components.python.clone()),
        }
    }

    /// Whether the runtime of that language is ready to be started.
    pub(crate) fn is_compiled(&self, language: Language) -> bool {
        self.of(language).0.initialized()
    }
}

impl Shared {
    /// The runtime of a language, compiled now if it has not been. The plugin at `path`
    /// needs it.
    ///
    /// It does not wait for a permit to compile: it takes long (Python's tens of seconds, once
    /// for each version of the host), and what other plugins wait for is short.
    pub(crate) async fn language_runtime(
        self: &Arc<Self>,
        path: &str,
        language: Language,
    ) -> Result<(LanguageRuntimePre<StoreState>, CodeOrigin), LoadError> {
        let (cell, component) = self.language_runtimes.of(language);
        let component = component
            .ok_or_else(|| LoadError::NoRuntime { path: path.to_owned(), language: language.name().to_owned() })?;
        let mut origin = CodeOrigin::Cached;
        let failed = |error: wasmtime::Error| LoadError::Runtime {
            path: path.to_owned(),
            language: language.name().to_owned(),
            reason: one_line(&format!("{error:#}")),
        };
        let code = cell
            .get_or_try_init(async || {
                let shared = self.clone();
                let work = move || match shared.cache.cached(&shared.wasm, &component) {
                    Some(component) => Ok((component, CodeOrigin::Cached)),
                    None => shared.cache.compiled(&shared.wasm, &component).map(|code| (code, CodeOrigin::Compiled)),
                };
                let done = self.runtime.spawn_blocking(work).await;
                let (component, found) = done.map_err(|error| failed(wasmtime::Error::new(error)))?.map_err(failed)?;
                origin = found;
                self.linker.instantiate_pre(&component).and_then(LanguageRuntimePre::new).map_err(failed)
            })
            .await?;
        Ok((code.clone(), origin))
    }
}
