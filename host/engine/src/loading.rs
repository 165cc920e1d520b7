//! From a plugin's file to a plugin that can be called, step by step, in the background.

use crate::bindings::PluginPre;
use crate::compile_cache::CodeOrigin;
use crate::component_check::{CheckedComponent, check_component, read_component};
use crate::error::{CallError, EndReason, LoadError, one_line};
use crate::front_end::{LoadStage, PluginState};
use crate::identity::PluginId;
use crate::plugin::instance::{CallTarget, Instance};
use crate::plugin::store::StoreState;
use crate::plugin::{Plugin, PluginSource, task};
use crate::shared::Shared;
use bytes::Bytes;
use std::sync::Arc;

/// A plugin's code, checked, compiled and linked, ready for any number of instances.
#[derive(Clone)]
pub(crate) struct PreparedCode {
    pub(crate) code: PluginPre<StoreState>,
    /// Where it came from.
    pub(crate) origin: CodeOrigin,
}

/// How a plugin is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// Read its file, ending the instance that runs.
    ReadAnew,
    /// From the code in memory, ending the instance that runs.
    Anew,
    /// From the code in memory, unless it runs.
    IfEnded,
}

impl Shared {
    /// Adds a plugin and starts it in the background.
    pub(crate) fn load(self: &Arc<Self>, source: PluginSource) -> PluginId {
        let plugin = Arc::new(Plugin::new(source, PluginState::Loading(LoadStage::Checking)));
        let id = plugin.id;
        self.registry.add(plugin.clone());
        self.changed(&plugin);
        let shared = self.clone();
        // Counted before the task runs: a termination that is asked for meanwhile must end it.
        let terminations = plugin.terminations();
        self.runtime.spawn(async move {
            // The failure is kept as the plugin's state and told to the user there.
            let _ = shared.start_since(&plugin, Start::ReadAnew, terminations).await;
        });
        id
    }

    /// Starts a plugin. Resolves when it is ready, or with the reason why it is not.
    pub(crate) async fn start(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        start: Start,
    ) -> Result<Arc<Instance>, CallError> {
        self.start_since(plugin, start, plugin.terminations()).await
    }

    /// Starts a plugin unless it has been terminated since there were `terminations`.
    pub(crate) async fn start_since(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        start: Start,
        terminations: u64,
    ) -> Result<Arc<Instance>, CallError> {
        if start != Start::IfEnded
            && let Some(running) = &plugin.details().instance
        {
            // Also one that is still in its setup and may wait there for the user.
            running.stop(EndReason::Terminated);
        }
        let _starting = plugin.starting.lock().await;
        let running = plugin.details().instance.clone();
        match running {
            // Somebody else has started it in the meantime.
            Some(running) if start == Start::IfEnded => {
                return running
                    .ready()
                    .await
                    .map(|()| running.clone())
                    .map_err(|reason| reason.to_call_error(&running.name));
            }
            Some(running) => {
                running.stop(EndReason::Terminated);
                running.ended().await;
            }
            None => {}
        }
        let prepared = plugin.details().code.clone();
        let prepared = match prepared {
            Some(prepared) if start != Start::ReadAnew => Ok(prepared),
            _ => self.prepare(plugin).await,
        };
        self.registry.settle(plugin.id);
        let instance = prepared.and_then(|prepared| self.launch(plugin, prepared, terminations));
        let instance = match instance {
            Ok(instance) => instance,
            Err(error) => {
                let reason: Arc<str> = error.to_string().into();
                if matches!(error, LoadError::Ended(_)) {
                    plugin.set_state(PluginState::Stopped(reason.clone()));
                    self.changed(plugin);
                } else {
                    plugin.set_state(PluginState::Failed(reason.clone()));
                    self.tell_failure(plugin, &reason);
                }
                return Err(CallError::Terminated(reason.to_string()));
            }
        };
        match instance.ready().await {
            Ok(()) => Ok(instance),
            Err(reason) => Err(reason.to_call_error(&instance.name)),
        }
    }

    /// Makes an instance of prepared code and starts its task.
    /// Fails with [`LoadError::Ended`] when the plugin has been terminated or removed
    /// since there were `terminations`.
    fn launch(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        prepared: PreparedCode,
        terminations: u64,
    ) -> Result<Arc<Instance>, LoadError> {
        let name = plugin.name();
        let weak = (Arc::downgrade(self), Arc::downgrade(plugin));
        let on_calls_changed = move || {
            if let (Some(shared), Some(plugin)) = (weak.0.upgrade(), weak.1.upgrade()) {
                shared.changed(&plugin);
            }
        };
        let (instance, requests) =
            Instance::new(plugin.id, name, self.limits.calls, self.limits.functions, on_calls_changed);
        {
            let mut details = plugin.details();
            if details.terminations != terminations {
                return Err(LoadError::Ended(EndReason::Terminated.sentence(&details.name)));
            }
            details.reset_ops().map_err(|error| LoadError::Manifest {
                path: plugin.source.describe(),
                reason: format!("its form is invalid ({error})"),
            })?;
            details.instance = Some(instance.clone());
        }
        self.runtime.spawn(task::run(self.clone(), plugin.clone(), instance.clone(), requests, prepared.code));
        Ok(instance)
    }

    /// Reads, checks, compiles and links a plugin's component.
    async fn prepare(self: &Arc<Self>, plugin: &Arc<Plugin>) -> Result<PreparedCode, LoadError> {
        let path = plugin.source.describe();
        self.set_stage(plugin, LoadStage::Checking);
        let (shared, source) = (self.clone(), plugin.source.clone());
        let (wasm, cached, checked) = self
            .blocking(&path, move || {
                let wasm = shared.read(&source)?;
                let cached = shared.cache.cached(&shared.wasm, &wasm);
                // What is in the cache was checked when it was put there.
                let check = if cached.is_some() { read_component } else { check_component };
                let checked = check(&source.describe(), &wasm)?;
                Ok((wasm, cached, checked))
            })
            .await?;
        let named = self.take_manifest(plugin, checked);
        self.registry.settle(plugin.id);
        named?;

        let (component, origin) = match cached {
            Some(component) => (component, CodeOrigin::Cached),
            None => {
                self.set_stage(plugin, LoadStage::Waiting);
                // The semaphore is never closed, so this cannot fail.
                let _permit = self.compile_permits.acquire().await.ok();
                self.set_stage(plugin, LoadStage::Compiling);
                let (shared, compiled_path) = (self.clone(), path.clone());
                let compile = move || {
                    shared.cache.compiled(&shared.wasm, &wasm).map_err(|error| LoadError::Compile {
                        path: compiled_path,
                        reason: one_line(&format!("{error:#}")),
                    })
                };
                (self.blocking(&path, compile).await?, CodeOrigin::Compiled)
            }
        };
        let code = self
            .linker
            .instantiate_pre(&component)
            .and_then(PluginPre::new)
            .map_err(|error| LoadError::Mismatch { path, reason: one_line(&format!("{error:#}")) })?;
        let prepared = PreparedCode { code, origin };
        plugin.details().code = Some(prepared.clone());
        Ok(prepared)
    }

    /// Runs `work` where it may block.
    async fn blocking<R: Send + 'static>(
        &self,
        path: &str,
        work: impl FnOnce() -> Result<R, LoadError> + Send + 'static,
    ) -> Result<R, LoadError> {
        match self.runtime.spawn_blocking(work).await {
            Ok(result) => result,
            Err(error) => {
                Err(LoadError::Compile { path: path.to_owned(), reason: format!("the host failed ({error})") })
            }
        }
    }

    fn read(&self, source: &PluginSource) -> Result<Bytes, LoadError> {
        let path = source.describe();
        let limit = self.limits.component_bytes;
        let file = match source {
            PluginSource::BuiltIn { component, .. } => return Ok(component.clone()),
            PluginSource::File(file) => file,
        };
        let read_error = |source| LoadError::Read { path: path.clone(), source };
        let metadata = std::fs::metadata(file).map_err(read_error)?;
        if !metadata.is_file() {
            return Err(read_error(std::io::Error::other("it is not a file")));
        }
        if metadata.len() > limit {
            return Err(LoadError::TooLarge { path, bytes: metadata.len(), limit });
        }
        Ok(std::fs::read(file).map_err(read_error)?.into())
    }

    /// Gives the plugin the name and manifest that its component has.
    fn take_manifest(&self, plugin: &Arc<Plugin>, checked: CheckedComponent) -> Result<(), LoadError> {
        let name: Arc<str> = checked.manifest.name.as_str().into();
        self.registry.take_name(plugin.id, &name).map_err(|holder| LoadError::NameTaken {
            path: plugin.source.describe(),
            name: name.to_string(),
            existing: holder.source.describe(),
        })?;
        let mut details = plugin.details();
        details.name = name;
        details.manifest = Arc::new(checked.manifest);
        details.imports = checked.imports.into();
        // Code of an earlier reading must not run under this name.
        details.code = None;
        Ok(())
    }

    fn set_stage(&self, plugin: &Plugin, stage: LoadStage) {
        plugin.set_state(PluginState::Loading(stage));
        self.changed(plugin);
    }

    /// Waits while the plugin is loading. The error of one that has failed or ended.
    pub(crate) async fn wait_until_ready(&self, plugin: &Plugin) -> Result<Arc<Instance>, CallError> {
        let mut changes = plugin.state_changes();
        loop {
            {
                let details = plugin.details();
                match (&details.state, &details.instance) {
                    (PluginState::Ready, Some(instance)) => return Ok(instance.clone()),
                    (PluginState::Failed(reason) | PluginState::Stopped(reason), _) => {
                        return Err(CallError::Terminated(reason.to_string()));
                    }
                    _ => {}
                }
            }
            if changes.changed().await.is_err() {
                return Err(CallError::Terminated(format!("{} was removed", plugin.name())));
            }
        }
    }

    /// Ends a plugin after its `exit`, for which it has a second. Who wants a start under
    /// way to stop as well counts a termination first, in the moment of the user's wish
    /// ([`Plugin::count_termination`]).
    pub(crate) async fn terminate(&self, plugin: &Plugin, reason: EndReason) {
        let (instance, has_exit) = {
            let details = plugin.details();
            (details.instance.clone(), details.manifest.functions.iter().any(|name| name == "exit"))
        };
        let Some(instance) = instance else { return };
        if has_exit && reason == EndReason::Terminated {
            let exit = instance.call(CallTarget::Export("exit".to_owned()), Vec::new());
            match tokio::time::timeout(self.limits.exit, exit).await {
                Ok(Ok(_)) => {}
                Ok(Err(error)) => self.log_error(plugin, &format!("exit of {} failed: {error}", instance.name)),
                Err(_) => self.log_info(plugin, &format!("exit of {} took too long", instance.name)),
            }
        }
        instance.stop(reason);
        instance.ended().await;
    }

    /// Ends a plugin and forgets it.
    pub(crate) async fn remove(&self, id: PluginId) {
        if let Some(plugin) = self.registry.get(id) {
            self.terminate(&plugin, EndReason::Terminated).await;
            self.registry.remove(id);
            self.log.clear(Some(Some(id)));
            self.changed(&plugin);
        }
    }
}
