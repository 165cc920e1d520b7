//! From a plugin's file to a plugin that can be called, step by step, in the background.

use crate::bindings::LanguageRuntimePre;
use crate::compile_cache::CodeOrigin;
use crate::error::{CallError, EndReason, LoadError, one_line};
use crate::front_end::{LoadStage, PluginLanguage, PluginState};
use crate::identity::PluginId;
use crate::installing::{complete_manifest, read_installed};
use crate::language::{PLUGIN_FILE_END, PluginFileContents, ProgramPlan};
use crate::ops::OpSchemas;
use crate::permissions::{Identity, Origin};
use crate::plain_component::PlainCode;
use crate::plugin::code::Code;
use crate::plugin::file_stamp::FileStamp;
use crate::plugin::instance::{CallTarget, Instance, Request};
use crate::plugin::store::StoreState;
use crate::plugin::{Callee, Plugin, PluginSource, task};
use crate::plugin_check::{CheckedPlugin, Contents, check};
use crate::shared::Shared;
use crate::value::WindowHandle;
use bytes::Bytes;
use futures::future::join_all;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::mpsc;
use wasmtime::component::{Component, InstancePre};

/// Label of the sample plugins that show one function of the API each.
const EXAMPLE: &str = "API example";

/// A plugin's code, checked, compiled and linked, ready for any number of instances.
#[derive(Clone)]
pub(crate) struct PreparedCode {
    /// None for a window plugin that draws HTML, which is listed but cannot run.
    pub(crate) code: Option<Code>,
    /// Where it came from.
    pub(crate) origin: CodeOrigin,
    /// The schemas of the plugin's own op.
    pub(crate) schemas: OpSchemas,
}

/// For whom a plugin is loaded.
#[derive(Clone, Debug, Default)]
pub(crate) struct LoadOptions {
    /// Whether the user has loaded it: they are asked for its tag, and the workspace keeps
    /// it.
    pub(crate) by_user: bool,
    /// The variant; that of the workspace, else the first, when absent.
    pub(crate) tag: Option<String>,
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
    pub(crate) fn load_with(self: &Arc<Self>, source: PluginSource, options: LoadOptions) -> PluginId {
        let root = source.text().and_then(|text| self.registry.get(text.root));
        let usage = root.map(|root| root.usage.clone());
        let plugin = Arc::new(Plugin::new(source, PluginState::Loading(LoadStage::Checking), usage));
        {
            let mut details = plugin.details();
            details.by_user = options.by_user;
            details.wanted_tag = options.tag;
        }
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

    /// Adds a plugin that is started when something calls it first. Its name is known as soon
    /// as it has been read.
    pub(crate) fn announce(self: &Arc<Self>, source: PluginSource) -> PluginId {
        let plugin = Arc::new(Plugin::new(source, PluginState::Loading(LoadStage::Checking), None));
        let id = plugin.id;
        self.registry.add(plugin.clone());
        self.changed(&plugin);
        let shared = self.clone();
        self.runtime.spawn(async move {
            let path = plugin.source.describe();
            let (reader, source) = (shared.clone(), plugin.source.clone());
            let read = shared
                .blocking(&path, move || {
                    let (file_name, bytes) = reader.read(&source)?;
                    let is_valid = reader.cache.has(&reader.wasm, &bytes);
                    check(&file_name, &bytes, is_valid)
                })
                .await;
            let named = match read {
                Ok(checked) => shared.take_manifest(&plugin, checked).await,
                Err(error) => Err(error),
            };
            match named {
                Ok(()) => {
                    plugin.details().starts_when_called = true;
                    let waits = format!("{} starts when it is called", plugin.name());
                    plugin.set_state(PluginState::Stopped(waits.into()));
                }
                Err(LoadError::Yielded(_)) => shared.yield_name(&plugin),
                Err(error) => {
                    let reason: Arc<str> = error.to_string().into();
                    plugin.set_state(PluginState::Failed(reason.clone()));
                    shared.tell_failure(&plugin, &reason);
                }
            }
            // Only now: whoever waits for the name finds how the plugin is to be started.
            shared.registry.settle(plugin.id);
            shared.changed(&plugin);
        });
        id
    }

    /// Whom a call goes to, once the plugin is ready; one that has only been announced is
    /// started.
    pub(crate) async fn ready_callee(self: &Arc<Self>, plugin: &Arc<Plugin>) -> Result<Callee, CallError> {
        let is_to_start = {
            let mut details = plugin.details();
            let is_to_start = std::mem::take(&mut details.starts_when_called);
            if is_to_start {
                // Others who call it meanwhile wait.
                details.state = PluginState::Loading(LoadStage::Checking);
            }
            is_to_start
        };
        if is_to_start { self.start(plugin, Start::IfEnded).await } else { self.wait_until_ready(plugin).await }
    }

    /// Starts a plugin. Resolves when it is ready, or with the reason why it is not.
    pub(crate) async fn start(self: &Arc<Self>, plugin: &Arc<Plugin>, start: Start) -> Result<Callee, CallError> {
        self.start_since(plugin, start, plugin.terminations()).await
    }

    /// Starts a plugin unless it has been terminated since there were `terminations`.
    pub(crate) async fn start_since(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        start: Start,
        terminations: u64,
    ) -> Result<Callee, CallError> {
        if start != Start::IfEnded
            && let Some(running) = &plugin.details().instance
        {
            // Also one that is still in its setup and may wait there for the user.
            running.stop(EndReason::Terminated);
        }
        let _starting = plugin.starting.lock().await;
        if start == Start::IfEnded
            && let Ok(Callee::WindowPlugin) = plugin.callee()
        {
            return Ok(Callee::WindowPlugin);
        }
        self.end_window_instances(plugin).await;
        let running = plugin.details().instance.clone();
        match running {
            // Somebody else has started it in the meantime.
            Some(running) if start == Start::IfEnded => {
                return running
                    .ready()
                    .await
                    .map(|()| Callee::Instance(running.clone()))
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
            _ => self.prepare(plugin, terminations).await,
        };
        self.registry.settle(plugin.id);
        let callee = prepared.and_then(|prepared| self.launch(plugin, prepared, terminations));
        let callee = match callee {
            Ok(callee) => callee,
            Err(error) => {
                let reason: Arc<str> = error.to_string().into();
                if matches!(error, LoadError::Yielded(_)) {
                    self.yield_name(plugin);
                } else if matches!(error, LoadError::Ended(_)) {
                    plugin.set_state(PluginState::Stopped(reason.clone()));
                    self.changed(plugin);
                } else {
                    plugin.set_state(PluginState::Failed(reason.clone()));
                    self.tell_failure(plugin, &reason);
                }
                return Err(CallError::Terminated(reason.to_string()));
            }
        };
        if let Callee::Instance(instance) = &callee {
            instance.ready().await.map_err(|reason| reason.to_call_error(&instance.name))?;
        }
        Ok(callee)
    }

    /// Makes an instance of prepared code and starts its task; a window plugin is ready
    /// without one.
    /// Fails with [`LoadError::Ended`] when the plugin has been terminated or removed
    /// since there were `terminations`.
    fn launch(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        prepared: PreparedCode,
        terminations: u64,
    ) -> Result<Callee, LoadError> {
        let has_instance = prepared.code.is_some() && !plugin.is_window_plugin();
        let started = has_instance.then(|| self.new_instance(plugin, None));
        {
            let mut details = plugin.details();
            if details.terminations != terminations {
                return Err(LoadError::Ended(EndReason::Terminated.sentence(&details.name)));
            }
            details.reset_ops(prepared.schemas).map_err(|error| LoadError::Manifest {
                path: plugin.source.describe(),
                reason: format!("its form is invalid ({error})"),
            })?;
            if let Some(Code::Plain(plain)) = &prepared.code {
                details.set_plain_ops(plain, self.limits.ops);
            }
            match &started {
                Some((instance, _)) => details.instance = Some(instance.clone()),
                None => details.state = PluginState::Ready,
            }
        }
        let (Some((instance, requests)), Some(code)) = (started, prepared.code) else {
            plugin.reset_cpu();
            plugin.announce_state();
            self.changed(plugin);
            return Ok(Callee::WindowPlugin);
        };
        plugin.live_instances.fetch_add(1, Ordering::AcqRel);
        self.runtime.spawn(task::run(self.clone(), plugin.clone(), instance.clone(), requests, code));
        Ok(Callee::Instance(instance))
    }

    /// Puts a new instance of a window plugin into a window and starts its task.
    pub(crate) fn launch_in_window(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        window: &WindowHandle,
    ) -> Result<Arc<Instance>, CallError> {
        let (instance, requests) = self.new_instance(plugin, Some(window.clone()));
        self.windows.inhabit(window, &instance)?;
        let code = {
            let mut details = plugin.details();
            match (&details.state, &details.code) {
                (PluginState::Ready, Some(prepared)) => {
                    if details.window_instances.len() >= self.limits.window_instances {
                        return Err(CallError::Limit(format!(
                            "{} is open in {} windows and may not be in more; close one",
                            details.name, self.limits.window_instances
                        )));
                    }
                    let Some(code) = prepared.code.clone() else {
                        return Err(CallError::Unavailable(format!("{} needs a browser", details.name)));
                    };
                    details.window_instances.push(instance.clone());
                    code
                }
                (PluginState::Failed(reason) | PluginState::Stopped(reason), _) => {
                    return Err(CallError::Terminated(reason.to_string()));
                }
                _ => return Err(CallError::Terminated(format!("{} is not ready yet", details.name))),
            }
        };
        plugin.live_instances.fetch_add(1, Ordering::AcqRel);
        self.runtime.spawn(task::run(self.clone(), plugin.clone(), instance.clone(), requests, code));
        self.changed(plugin);
        Ok(instance)
    }

    fn new_instance(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        window: Option<WindowHandle>,
    ) -> (Arc<Instance>, mpsc::Receiver<Request>) {
        let weak = (Arc::downgrade(self), Arc::downgrade(plugin));
        let on_calls_changed = move || {
            if let (Some(shared), Some(plugin)) = (weak.0.upgrade(), weak.1.upgrade()) {
                shared.changed(&plugin);
            }
        };
        Instance::new(
            plugin.id,
            plugin.name(),
            plugin.asker(),
            window,
            self.limits.calls,
            self.limits.functions,
            on_calls_changed,
        )
    }

    /// Ends the instances of a window plugin because it is started anew.
    async fn end_window_instances(&self, plugin: &Plugin) {
        let instances = {
            let mut details = plugin.details();
            if details.is_window_plugin() {
                // Nobody puts a further instance into a window from now on.
                details.state = PluginState::Loading(LoadStage::Checking);
            }
            details.window_instances.clone()
        };
        instances.iter().for_each(|instance| instance.stop(EndReason::Terminated));
        join_all(instances.iter().map(|instance| instance.ended())).await;
    }

    /// Reads, checks, compiles and links a plugin.
    async fn prepare(self: &Arc<Self>, plugin: &Arc<Plugin>, terminations: u64) -> Result<PreparedCode, LoadError> {
        let path = plugin.source.describe();
        self.set_stage(plugin, LoadStage::Checking);
        let (shared, source) = (self.clone(), plugin.source.clone());
        let read = plugin.clone();
        let (bytes, cached, checked, identity) = self
            .blocking(&path, move || {
                // Before its contents: a change meanwhile counts as one after.
                let file_stamp = FileStamp::of(&source);
                {
                    let mut details = read.details();
                    details.file_stamp = file_stamp;
                    // What cannot be read now is not run as it was.
                    details.code = None;
                }
                let (file_name, bytes) = shared.read(&source)?;
                let cached = shared.cache.cached(&shared.wasm, &bytes);
                let mut checked = check(&file_name, &bytes, cached.is_some())?;
                if let PluginSource::Installed { name, folder } = &source {
                    complete_manifest(&mut checked.manifest, name, folder);
                }
                let identity = match source.text() {
                    Some(text) => text.identity.clone(),
                    None => Identity::new(Origin::of(&source, &shared.data_folder), &checked.manifest.name, &bytes),
                };
                Ok((bytes, cached, checked, identity))
            })
            .await?;
        let contents = checked.contents.clone();
        let named = self.take_manifest(plugin, checked).await;
        self.take_identity(plugin, identity);
        self.registry.settle(plugin.id);
        named?;
        self.take_variant(plugin, terminations).await?;
        self.take_permissions(plugin).await;
        let schemas = self.own_schemas(plugin).await?;
        let (code, origin) = match contents {
            Contents::Component => {
                let (component, origin) = self.compiled_component(plugin, bytes, cached).await?;
                let linked = self.linked(&path, &component)?;
                let code = LanguageRuntimePre::new(linked).map_err(|error| mismatch(&path, &error))?;
                (Some(Code::Component(code)), origin)
            }
            Contents::Plain(interface) => {
                for left_out in &interface.left_out {
                    self.log_info(plugin, &format!("left out: {left_out}"));
                }
                let (component, origin) = self.compiled_component(plugin, bytes, cached).await?;
                let linked = self.linked(&path, &component)?;
                let code = self.blocking(&path, move || Ok(PlainCode::new(interface, linked))).await?;
                (Some(Code::Plain(code)), origin)
            }
            Contents::File(file) => self.program_code(plugin, file).await?,
        };
        let prepared = PreparedCode { code, origin, schemas };
        plugin.details().code = Some(prepared.clone());
        Ok(prepared)
    }

    /// A component's code, from the cache if it is there.
    async fn compiled_component(
        self: &Arc<Self>,
        plugin: &Plugin,
        bytes: Bytes,
        cached: Option<Component>,
    ) -> Result<(Component, CodeOrigin), LoadError> {
        let path = plugin.source.describe();
        match cached {
            Some(component) => Ok((component, CodeOrigin::Cached)),
            None => {
                self.set_stage(plugin, LoadStage::Waiting);
                // The semaphore is never closed, so this cannot fail.
                let _permit = self.compile_permits.acquire().await.ok();
                self.set_stage(plugin, LoadStage::Compiling);
                let (shared, compiled_path) = (self.clone(), path.clone());
                let compile = move || {
                    shared.cache.compiled(&shared.wasm, &bytes).map_err(|error| LoadError::Compile {
                        path: compiled_path,
                        reason: one_line(&format!("{error:#}")),
                    })
                };
                Ok((self.blocking(&path, compile).await?, CodeOrigin::Compiled))
            }
        }
    }

    /// A component with its imports from the host.
    fn linked(&self, path: &str, component: &Component) -> Result<InstancePre<StoreState>, LoadError> {
        self.linker.instantiate_pre(component).map_err(|error| mismatch(path, &error))
    }

    /// What runs a plugin that is text: the runtime of its language.
    async fn program_code(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        file: Arc<PluginFileContents>,
    ) -> Result<(Option<Code>, CodeOrigin), LoadError> {
        let path = plugin.source.describe();
        let tag = plugin.details().manifest.tag.clone();
        let (source, described) = (plugin.source.clone(), path.clone());
        let prepare = move || file.prepare(&source, &described, tag.as_deref());
        let prepared = self.blocking(&path, prepare).await?;
        for lack in &prepared.lacks {
            self.log_error(plugin, lack);
        }
        self.load_dependencies(plugin, &prepared.dependencies).await;
        {
            let mut details = plugin.details();
            details.needs_browser = prepared.plan == ProgramPlan::NeedsBrowser;
            details.language = prepared.language;
        }
        match prepared.plan {
            ProgramPlan::NeedsBrowser => Ok((None, CodeOrigin::Cached)),
            ProgramPlan::Run(program) => {
                if !self.language_runtimes.is_compiled(program.language) {
                    self.set_stage(plugin, LoadStage::Compiling);
                }
                let (runtime, origin) = self.language_runtime(&path, program.language).await?;
                Ok((Some(Code::Program(runtime, program)), origin))
            }
        }
    }

    /// The schemas in the plugin's manifest.
    async fn own_schemas(&self, plugin: &Plugin) -> Result<OpSchemas, LoadError> {
        let manifest = plugin.details().manifest.clone();
        let path = plugin.source.describe();
        let manifest_path = path.clone();
        let compile = move || {
            OpSchemas::compile(&manifest.name, manifest.inputs.clone(), manifest.outputs.clone())
                .map_err(|error| LoadError::Manifest { path: manifest_path, reason: error.to_string() })
        };
        self.blocking(&path, compile).await
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

    /// The bytes of a plugin, and the name that says what they are.
    fn read(&self, source: &PluginSource) -> Result<(String, Bytes), LoadError> {
        let path = source.describe();
        let limit = self.limits.component_bytes;
        let file = match source {
            PluginSource::BuiltIn { name, contents } => return Ok((name.clone(), contents.clone())),
            PluginSource::Text(text) => {
                return Ok((format!("{}{PLUGIN_FILE_END}", text.name), text.contents.clone()));
            }
            PluginSource::Installed { name, folder } => {
                let read = read_installed(name, folder, limit);
                return read.map_err(|error| LoadError::Installed(error.to_string()));
            }
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
        let bytes = std::fs::read(file).map_err(read_error)?.into();
        Ok((path, bytes))
    }

    /// Takes an API example out, without a word, because another plugin has its name.
    fn yield_name(&self, plugin: &Arc<Plugin>) {
        self.registry.remove(plugin.id);
        plugin.set_state(PluginState::Stopped(format!("{} has yielded its name", plugin.name()).into()));
        self.changed(plugin);
    }

    /// Gives the plugin the name and manifest that it was read with.
    ///
    /// The examples of the API that are part of the host have the names of its functions, and
    /// so do plugins of ImJoy: an example yields its name to any plugin that is loaded.
    async fn take_manifest(self: &Arc<Self>, plugin: &Arc<Plugin>, checked: CheckedPlugin) -> Result<(), LoadError> {
        let name: Arc<str> = checked.manifest.name.as_str().into();
        let is_example = matches!(plugin.source, PluginSource::BuiltIn { .. })
            && checked.manifest.labels.iter().any(|label| label == EXAMPLE);
        plugin.is_example.store(is_example, Ordering::Relaxed);
        // The name of a part of another plugin is known to that one alone.
        let is_part = plugin.source.text().is_some();
        while !is_part && let Err(holder) = self.registry.take_name(plugin.id, &name) {
            if is_example {
                return Err(LoadError::Yielded(name.to_string()));
            }
            if !holder.is_example.load(Ordering::Relaxed) {
                return Err(LoadError::NameTaken {
                    path: plugin.source.describe(),
                    name: name.to_string(),
                    existing: holder.source.describe(),
                });
            }
            self.remove(holder.id).await;
        }
        let mut manifest = checked.manifest;
        if is_part && !manifest.declared.is_empty() {
            // Else the user would be asked for what the plugin that they know does not declare.
            manifest.declared.clear();
            self.log_error(
                plugin,
                &format!("the permissions of {name} are not asked for: it is a part of another plugin"),
            );
        }
        let mut details = plugin.details();
        details.name = name;
        details.manifest = Arc::new(manifest);
        details.imports = checked.imports.into();
        // What an earlier reading has found must not hold under this name.
        details.code = None;
        details.needs_browser = false;
        details.language = PluginLanguage::default();
        Ok(())
    }

    fn set_stage(&self, plugin: &Plugin, stage: LoadStage) {
        plugin.set_state(PluginState::Loading(stage));
        self.changed(plugin);
    }

    /// Waits while the plugin is loading. The error of one that has failed or ended.
    pub(crate) async fn wait_until_ready(&self, plugin: &Plugin) -> Result<Callee, CallError> {
        let mut changes = plugin.state_changes();
        loop {
            {
                let state = plugin.details().state.clone();
                match state {
                    PluginState::Ready => {
                        // Between its end and the telling of it a plugin is neither.
                        if let Ok(callee) = plugin.callee() {
                            return Ok(callee);
                        }
                    }
                    PluginState::Failed(reason) | PluginState::Stopped(reason) => {
                        return Err(CallError::Terminated(reason.to_string()));
                    }
                    PluginState::Loading(_) => {}
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
        if plugin.is_window_plugin() {
            let sentence: Arc<str> = reason.sentence(&plugin.name()).into();
            let was_ready = {
                let mut details = plugin.details();
                let was_ready = details.state == PluginState::Ready;
                if was_ready {
                    // Before the instances end, so that there are no new ones.
                    details.state = PluginState::Stopped(sentence.clone());
                }
                was_ready
            };
            if was_ready {
                plugin.announce_state();
                self.log_info(plugin, &sentence);
                self.changed(plugin);
            }
        }
        let instances = plugin.instances();
        join_all(instances.iter().map(|instance| self.end_instance(plugin, instance, reason.clone()))).await;
    }

    /// Ends one instance of a plugin, after its `exit` where the reason leaves it time.
    pub(crate) async fn end_instance(&self, plugin: &Plugin, instance: &Arc<Instance>, reason: EndReason) {
        let has_exit = {
            let details = plugin.details();
            // In a plain component it is a function like others.
            let is_plain = details.code.as_ref().is_some_and(|prepared| matches!(prepared.code, Some(Code::Plain(_))));
            !is_plain && details.manifest.functions.iter().any(|name| name == "exit")
        };
        let has_time = matches!(reason, EndReason::Terminated | EndReason::WindowClosed);
        if has_exit && has_time && instance.is_ready() {
            if !instance.begins_to_leave() {
                // Somebody else ends it in this moment.
                instance.ended().await;
                return;
            }
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
            // Also one that is still being loaded.
            plugin.count_termination();
            self.terminate(&plugin, EndReason::Terminated).await;
            self.registry.remove(id);
            self.forget_permissions(id);
            self.log.clear(Some(Some(id)));
            self.changed(&plugin);
        }
    }
}

fn mismatch(path: &str, error: &wasmtime::Error) -> LoadError {
    LoadError::Mismatch { path: path.to_owned(), reason: one_line(&format!("{error:#}")) }
}
