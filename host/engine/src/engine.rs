//! The engine: one wasmtime engine, one ticker, any number of plugins.

use crate::api;
use crate::compile_cache::{CodeOrigin, CompileCache};
use crate::dialogs::Dialogs;
use crate::error::{CallError, EndReason, EngineError};
use crate::file_server::FileServer;
use crate::filesystem::{Accounts, ScratchFolders};
use crate::front_end::{ActiveWindow, EngineLink, PluginSnapshot, Snackbar, StatusText, UiEvent, UiQueue, UiRequest};
use crate::grants::Grants;
use crate::identity::PluginId;
use crate::images::read_image;
use crate::installing::{InstallError, Installations, Installed, Installing};
use crate::language::{LanguageRuntimes, RuntimeCode};
use crate::limits::Limits;
use crate::loading::{LoadOptions, Start};
use crate::log::LogLevel;
use crate::manifest::Manifest;
use crate::permissions::Permissions;
use crate::plugin::PluginSource;
use crate::plugin::instance::{Activity, CallTarget, Instance};
use crate::plugin::metered::Ticker;
use crate::publisher::Publisher;
use crate::registry::Registry;
use crate::services::Services;
use crate::settings::Settings;
use crate::shared::Shared;
use crate::value::{Record, Value};
use crate::wasm_configuration::wasm_engine;
use crate::windows::{NewWindow, Windows};
use crate::workspaces::Workspaces;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

/// How often the CPU time and memory of running plugins are shown.
const USAGE_INTERVAL: Duration = Duration::from_millis(500);
/// How often a wait looks whether other plugins still work.
const OTHERS_STEP: Duration = Duration::from_millis(100);
/// How long the end of an engine waits for its threads, which may be compiling.
const THREADS_END: Duration = Duration::from_millis(250);
/// Images that one event opens at once.
const MAX_IMAGES: usize = 64;
/// How long the host's own messages are shown, in seconds.
const SNACKBAR_SECS: f64 = 10.0;

/// How an engine is started.
#[derive(Clone, Debug)]
pub struct EngineOptions {
    /// Folder for compiled code and the plugins' private data.
    pub data_folder: PathBuf,
    /// What a plugin may use.
    pub limits: Limits,
    /// The workspace to open, which is made if there is none of that name; the one that
    /// was open last when absent.
    pub workspace: Option<String>,
    /// What runs plugins that are text.
    pub runtimes: LanguageRuntimes,
}

impl EngineOptions {
    /// The user's own data folder (`$IMJOY_DATA`, else the system's place for it), the
    /// default limits, and no language runtimes.
    pub fn for_user() -> Self {
        let data_folder = std::env::var_os("IMJOY_DATA").map(PathBuf::from).unwrap_or_else(|| {
            directories::ProjectDirs::from("io", "imjoy", "imjoy-native")
                .map_or_else(|| std::env::temp_dir().join("imjoy-native"), |folders| folders.data_dir().to_owned())
        });
        Self { data_folder, limits: Limits::default(), workspace: None, runtimes: LanguageRuntimes::default() }
    }
}

/// What is known of a plugin, for `host info`.
#[derive(Clone, Debug)]
pub struct PluginInfo {
    /// What a front end shows.
    pub snapshot: PluginSnapshot,
    /// What the plugin says of itself.
    pub manifest: Arc<Manifest>,
    /// What its component imports.
    pub imports: Arc<[String]>,
    /// Whether its code was compiled now or taken from the cache.
    pub code_origin: Option<CodeOrigin>,
}

/// A call that goes on by itself, from [`Engine::call_detached`].
#[derive(Debug)]
pub struct DetachedCall(std::sync::mpsc::Receiver<Result<Value, CallError>>);

impl DetachedCall {
    /// Waits for the result. Not for threads that draw.
    pub fn wait(self) -> Result<Value, CallError> {
        self.0.recv().unwrap_or_else(|_| Err(engine_ended()))
    }

    /// The result if there is one yet. It is given once.
    pub fn try_wait(&self) -> Option<Result<Value, CallError>> {
        use std::sync::mpsc::TryRecvError;
        match self.0.try_recv() {
            Ok(result) => Some(result),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(engine_ended())),
        }
    }

    /// Waits for the result for at most `timeout`. It is given once.
    pub fn wait_timeout(&self, timeout: Duration) -> Option<Result<Value, CallError>> {
        use std::sync::mpsc::RecvTimeoutError;
        match self.0.recv_timeout(timeout) {
            Ok(result) => Some(result),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Err(engine_ended())),
        }
    }
}

fn engine_ended() -> CallError {
    CallError::Terminated("the engine has ended".to_owned())
}

/// The engine. Dropping it ends all plugins.
pub struct Engine {
    shared: Arc<Shared>,
    runtime: Option<Runtime>,
}

impl Engine {
    /// Starts an engine without plugins.
    pub fn new(options: EngineOptions) -> Result<Self, EngineError> {
        let EngineOptions { data_folder, limits, workspace, runtimes } = options;
        std::fs::create_dir_all(&data_folder)
            .map_err(|source| EngineError::DataFolder { path: data_folder.display().to_string(), source })?;
        let workspaces =
            Workspaces::open(data_folder.join("workspaces"), workspace.as_deref()).map_err(EngineError::Workspace)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .thread_name("imjoy-engine")
            .enable_all()
            .build()
            .map_err(EngineError::Threads)?;
        let scratch_folders = ScratchFolders::open(&data_folder, runtime.handle())
            .map_err(|source| EngineError::DataFolder { path: data_folder.display().to_string(), source })?;
        let wasm = wasm_engine(&limits)?;
        let requests = Arc::new(UiQueue::new());
        let shared = Arc::new(Shared {
            linker: api::linker(&wasm)?,
            cache: CompileCache::new(data_folder.join("compiled")),
            language_runtimes: RuntimeCode::new(runtimes),
            ticker: Arc::new(Ticker::start(wasm.clone()).map_err(EngineError::Threads)?),
            registry: Registry::default(),
            dialogs: Dialogs::new(requests.clone(), limits.dialogs),
            windows: Windows::new(requests.clone(), limits.windows, limits.buffer_bytes),
            requests,
            log: Arc::default(),
            publisher: Publisher::default(),
            services: Services::default(),
            settings: Settings::new(data_folder.join("settings")),
            workspaces: Arc::new(workspaces),
            permissions: Permissions::new(data_folder.join("permissions"), limits.dialogs),
            grants: Grants::default(),
            installing: Installing::new(Installations::new(&data_folder, limits.component_bytes)),
            file_server: FileServer::default(),
            accounts: Accounts::default(),
            scratch_folders,
            runtime: runtime.handle().clone(),
            progress: Mutex::default(),
            compile_permits: Semaphore::new(1),
            data_folder,
            limits,
            wasm,
        });
        let repainting = Arc::downgrade(&shared.requests);
        shared.log.set_on_change(move || {
            if let Some(requests) = repainting.upgrade() {
                requests.push(UiRequest::Repaint);
            }
        });
        let publishing = shared.clone();
        runtime.spawn(async move { publishing.publisher.run(&publishing.registry, &publishing.requests).await });
        runtime.spawn(watch_usage(shared.clone()));
        let cleaning = shared.installing.installations.clone();
        runtime.spawn_blocking(move || {
            if let Err(error) = cleaning.clean() {
                tracing::warn!(%error, "what an interrupted installation has left cannot be removed");
            }
        });
        let telling = shared.clone();
        runtime.spawn(async move { telling.tell_workspaces().await });
        Ok(Self { shared, runtime: Some(runtime) })
    }

    /// What a front end needs.
    pub fn link(&self) -> EngineLink {
        let shared = self.shared.clone();
        EngineLink::new(self.shared.requests.clone(), self.shared.log.clone(), move |event| send(&shared, event))
    }

    /// Tells the engine what the user did. Never waits.
    pub fn send(&self, event: UiEvent) {
        send(&self.shared, event);
    }

    /// Adds a plugin and starts it in the background. Its stages and its failure are
    /// sent to the front end.
    pub fn load(&self, source: PluginSource) -> PluginId {
        self.shared.load_with(source, LoadOptions::default())
    }

    /// Makes a plugin known without starting it; it starts when another plugin calls it, opens
    /// a window of it or asks for it.
    pub fn announce(&self, source: PluginSource) -> PluginId {
        self.shared.announce(source)
    }

    /// As [`load`](Self::load), of the variant `tag`. Loading fails if there is none.
    pub fn load_variant(&self, source: PluginSource, tag: &str) -> PluginId {
        self.shared.load_with(source, LoadOptions { by_user: false, tag: Some(tag.to_owned()) })
    }

    /// Loads the installed plugins, wipes the sandbox and loads the plugins that are kept in
    /// the open workspace. For an application, once, after its own plugins; what works
    /// without a window does not. Reads from the disk.
    pub fn begin_workspace(&self) {
        self.shared.begin_workspace();
    }

    /// Installs a plugin from a component, a folder or an archive, without a question, and
    /// loads it. Blocks: not for threads that draw, nor for async code.
    pub fn install(&self, package: &Path) -> Result<Installed, InstallError> {
        self.block_on(self.shared.install(package))
    }

    /// Uninstalls a plugin and ends it; its private folder, settings and permissions stay
    /// if it `keeps_data`. Blocks: not for threads that draw, nor for async code.
    pub fn uninstall(&self, name: &str, keeps_data: bool) -> Result<(), InstallError> {
        self.block_on(self.shared.uninstall(name, keeps_data))
    }

    /// All installed plugins by name, damaged ones too. Reads from the disk.
    pub fn installed(&self) -> Vec<Installed> {
        self.shared.installing.installations.all()
    }

    /// Name of the open workspace.
    pub fn workspace(&self) -> Arc<str> {
        self.shared.workspaces.current()
    }

    /// Makes an empty workspace and opens it; see [`UiEvent::CreateWorkspace`].
    pub async fn create_workspace(&self, name: &str) -> Result<(), CallError> {
        self.shared.create_workspace(name).await
    }

    /// Opens another workspace; see [`UiEvent::SwitchWorkspace`].
    pub async fn switch_workspace(&self, name: &str) -> Result<(), CallError> {
        self.shared.switch_workspace(name).await
    }

    /// Removes a workspace that is not open; see [`UiEvent::RemoveWorkspace`].
    pub async fn remove_workspace(&self, name: &str) -> Result<(), CallError> {
        self.shared.remove_workspace(name).await
    }

    /// Chooses the variant of a plugin and starts it anew; see [`UiEvent::ChooseTag`].
    pub async fn choose_tag(&self, plugin: PluginId, tag: &str) -> Result<(), CallError> {
        self.shared.choose_tag(plugin, tag).await
    }

    /// Waits until a plugin is ready; the error of one that has failed or ended.
    pub async fn ready(&self, plugin: PluginId) -> Result<(), CallError> {
        let plugin = self.shared.registry.get(plugin).ok_or_else(removed)?;
        self.shared.wait_until_ready(&plugin).await.map(|_| ())
    }

    /// Asks the user for what a plugin declares and they have not decided yet, before they
    /// call it. Fails when they deny what it needs.
    pub async fn ask_declared(&self, plugin: PluginId) -> Result<(), CallError> {
        let plugin = self.shared.registry.get(plugin).ok_or_else(removed)?;
        let callee = self.shared.wait_until_ready(&plugin).await?;
        self.shared.ask_declared(&plugin, callee).await.map(drop)
    }

    /// Id of the plugin of that name.
    pub fn plugin_named(&self, name: &str) -> Option<PluginId> {
        self.shared.registry.named(name).map(|plugin| plugin.id)
    }

    /// All plugins, oldest first.
    pub fn plugins(&self) -> Vec<PluginInfo> {
        self.shared.registry.all().iter().map(|plugin| info(plugin)).collect()
    }

    /// What is known of a plugin.
    pub fn info(&self, plugin: PluginId) -> Option<PluginInfo> {
        self.shared.registry.get(plugin).map(|plugin| info(&plugin))
    }

    /// Calls an exported function of a plugin, as another plugin would.
    pub async fn call(&self, plugin: &str, function: &str, arguments: Vec<Value>) -> Result<Value, CallError> {
        self.shared.call_by_name(plugin, function.to_owned(), arguments).await
    }

    /// Resolves when the API has answered all that plugins in text have asked of it, also what they
    /// have not awaited. Timers are not waited for, and of components nothing is known.
    pub async fn settled(&self) {
        loop {
            let plugins = self.shared.registry.all();
            let instances: Vec<_> = plugins.iter().flat_map(|plugin| plugin.instances()).collect();
            if instances.iter().all(|instance| instance.activity() != Activity::Asking) {
                return;
            }
            for instance in instances {
                instance.settled().await;
            }
        }
    }

    /// Awaits a call of a plugin where nobody else can call it: without a window.
    ///
    /// # Errors
    ///
    /// [`CallError::Failed`] when the plugin, in text, waits for something that nothing can bring
    /// about, such as a promise that is never settled; and those of the call.
    pub async fn unless_stuck<R>(
        &self,
        plugin: PluginId,
        call: impl Future<Output = Result<R, CallError>>,
    ) -> Result<R, CallError> {
        tokio::select! {
            biased;
            result = call => result,
            name = self.stuck(plugin) => Err(CallError::Failed(format!(
                "{name} waits for something that nothing can bring about any more, such as a promise that is never settled"
            ))),
        }
    }

    /// Resolves, with the name of the plugin, when one of its calls waits for nothing.
    async fn stuck(&self, plugin: PluginId) -> Arc<str> {
        loop {
            let plugin = self.shared.registry.get(plugin);
            let running = plugin.and_then(|plugin| Some((plugin.instances().into_iter().next()?, plugin)));
            if let Some((instance, plugin)) = running {
                let mut activity = instance.activity_changes();
                tokio::select! {
                    _ = activity.wait_for(|activity| *activity == Activity::Stuck) => {}
                    // It may be started anew, with what the user has granted.
                    _ = instance.ended() => {}
                }
                // Another plugin may still call a function that this one has given it.
                let plugins = self.shared.registry.all();
                let others = plugins.iter().filter(|other| other.id != plugin.id);
                let is_quiet = |other: Arc<Instance>| {
                    other.running_calls() == 0 && matches!(other.activity(), Activity::Idle | Activity::Stuck)
                };
                let are_quiet = others.flat_map(|other| other.instances()).all(is_quiet);
                if are_quiet && instance.activity() == Activity::Stuck && instance.running_calls() > 0 {
                    return plugin.name();
                }
            }
            tokio::time::sleep(OTHERS_STEP).await;
        }
    }

    /// Starts a call that goes on by itself.
    pub fn call_detached(&self, plugin: &str, function: &str, arguments: Vec<Value>) -> DetachedCall {
        let (shared, plugin, function) = (self.shared.clone(), plugin.to_owned(), function.to_owned());
        let (sender, result) = std::sync::mpsc::sync_channel(1);
        self.shared.runtime.spawn(async move {
            // Nobody may want the result.
            let _ = sender.send(shared.call_by_name(&plugin, function, arguments).await);
        });
        DetachedCall(result)
    }

    /// Names of the functions that a running plugin exports.
    pub async fn functions(&self, plugin: PluginId) -> Result<Vec<String>, CallError> {
        let plugin = self.shared.registry.get(plugin).ok_or_else(removed)?;
        let callee = self.shared.wait_until_ready(&plugin).await?;
        let names = self.shared.call_callee(&plugin, callee, CallTarget::ListFunctions, Vec::new()).await?;
        Ok(names.as_list().unwrap_or_default().iter().filter_map(|name| name.as_text().map(str::to_owned)).collect())
    }

    /// Calls a function that a plugin has given away.
    pub async fn call_function(
        &self,
        function: &crate::value::FunctionHandle,
        arguments: Vec<Value>,
    ) -> Result<Value, CallError> {
        function.call(arguments).await
    }

    /// What an op gets as `my`, for functions that are called like one.
    pub fn context(&self, op: &str, config: Record, active_window: Option<ActiveWindow>) -> Value {
        crate::run_op::context(op, op, config, active_window)
    }

    /// Runs an op as the user does; see [`UiEvent::RunOp`].
    pub async fn run_op(
        &self,
        plugin: PluginId,
        op: &str,
        config: Record,
        active_window: Option<ActiveWindow>,
    ) -> Result<Value, CallError> {
        self.shared.run_op(plugin, op, config, active_window).await
    }

    /// Starts a plugin that has ended, or starts one that runs anew.
    pub async fn restart(&self, plugin: PluginId) -> Result<(), CallError> {
        let plugin = self.shared.registry.get(plugin).ok_or_else(removed)?;
        self.shared.start(&plugin, Start::Anew).await.map(|_| ())
    }

    /// Runs a future on the engine's threads and waits for it. Not for threads that draw.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.shared.runtime.block_on(future)
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        for plugin in self.shared.registry.all() {
            plugin.instances().iter().for_each(|instance| instance.stop(EndReason::Terminated));
        }
        if let Some(runtime) = self.runtime.take() {
            // Threads that end are joined: `pthread_detach` of glibc 2.36 has crashed when a
            // thread was let go in the moment of its end. Compilations cannot be interrupted; nobody waits for them.
            runtime.shutdown_timeout(THREADS_END);
        }
    }
}

fn removed() -> CallError {
    CallError::NotFound("the plugin was removed".to_owned())
}

fn info(plugin: &crate::plugin::Plugin) -> PluginInfo {
    let snapshot = plugin.snapshot();
    let details = plugin.details();
    PluginInfo {
        snapshot,
        manifest: details.manifest.clone(),
        imports: details.imports.clone(),
        code_origin: details.code.as_ref().map(|code| code.origin),
    }
}

fn send(shared: &Arc<Shared>, event: UiEvent) {
    let shared = shared.clone();
    let runtime = shared.runtime.clone();
    match event {
        UiEvent::AnswerDialog { dialog, answer } => shared.dialogs.answer(dialog, answer),
        // Queued here and now, so that the events of a window keep their order.
        UiEvent::WindowEvent { window, event, data } => shared.window_event(window, &event, data),
        UiEvent::LoadPlugin(path) => {
            shared.load_for_user(path);
        }
        UiEvent::AnswerInstall { install, is_accepted } => shared.installing.answer(install, is_accepted),
        UiEvent::LogSeen(plugin) => {
            if let Some(plugin) = shared.registry.get(plugin) {
                plugin.details().unseen_errors = 0;
                shared.changed(&plugin);
            }
        }
        UiEvent::Reload(plugin) => {
            if let Some(plugin) = shared.registry.get(plugin) {
                // Counted now, so that what the user does after this event ends it.
                let terminations = plugin.terminations();
                runtime.spawn(async move {
                    // The failure is kept as the plugin's state and told to the user there.
                    let _ = shared.start_since(&plugin, Start::ReadAnew, terminations).await;
                });
            }
        }
        event => {
            if let UiEvent::Terminate(plugin) | UiEvent::Remove(plugin) | UiEvent::Cancel(plugin) = event
                && let Some(plugin) = shared.registry.get(plugin)
            {
                plugin.count_termination();
            }
            if let UiEvent::RevokePermission { plugin, permission } = event {
                // Now, so that what the user runs after this event does not find it.
                shared.grants.end(plugin, permission);
            }
            runtime.spawn(async move { handle(&shared, event).await });
        }
    }
}

/// Events that wait for a plugin or a disk.
async fn handle(shared: &Arc<Shared>, event: UiEvent) {
    match event {
        UiEvent::RunOp { plugin, op, config, active_window } => {
            // The failure has been told to the user.
            let _ = shared.run_op(plugin, &op, config, active_window).await;
        }
        UiEvent::RunComponent { component, active_window } => shared.run_component(component, active_window).await,
        UiEvent::UpdateOp { plugin, op, config } => shared.update_op(plugin, &op, config).await,
        UiEvent::CloseWindow(window) => shared.close_window_of_user(window).await,
        UiEvent::Cancel(plugin) => {
            if let Some(known) = shared.registry.get(plugin) {
                shared.terminate(&known, EndReason::Cancelled).await;
            }
            restart(shared, plugin, Start::Anew).await;
        }
        UiEvent::Terminate(plugin) => {
            if let Some(plugin) = shared.registry.get(plugin) {
                shared.terminate(&plugin, EndReason::Terminated).await;
            }
        }
        UiEvent::Remove(plugin) => shared.remove_for_user(plugin).await,
        UiEvent::Install(path) => shared.install_for_user(path).await,
        UiEvent::Uninstall { plugin, keeps_data } => {
            tell_error(shared, shared.uninstall_for_user(plugin, keeps_data).await);
        }
        UiEvent::OpenImages(paths) => open_images(shared, paths).await,
        UiEvent::DropFiles { paths, target } => shared.drop_files(paths, target).await,
        // Carried out by `send`.
        UiEvent::AnswerDialog { .. }
        | UiEvent::WindowEvent { .. }
        | UiEvent::LoadPlugin(_)
        | UiEvent::AnswerInstall { .. }
        | UiEvent::LogSeen(_)
        | UiEvent::Reload(_) => {}
        UiEvent::FindOps(window) => shared.find_ops(window).await,
        UiEvent::ChooseTag { plugin, tag } => tell_error(shared, shared.choose_tag(plugin, &tag).await),
        UiEvent::CreateWorkspace(name) => tell_error(shared, shared.create_workspace(&name).await),
        UiEvent::SwitchWorkspace(name) => tell_error(shared, shared.switch_workspace(&name).await),
        UiEvent::RemoveWorkspace(name) => tell_error(shared, shared.remove_workspace(&name).await),
        UiEvent::ShowPermissions(plugin) => shared.show_permissions(plugin).await,
        UiEvent::RevokePermission { plugin, permission } => shared.revoke_permission(plugin, permission).await,
    }
}

/// Tells the user what failed; the end or failure of a plugin has been told already.
fn tell_error(shared: &Shared, result: Result<(), CallError>) {
    match result {
        Ok(()) | Err(CallError::Terminated(_) | CallError::Cancelled(_)) => {}
        Err(error) => shared.tell_host_failure(&error.to_string()),
    }
}

async fn restart(shared: &Arc<Shared>, plugin: PluginId, start: Start) {
    if let Some(plugin) = shared.registry.get(plugin) {
        // The failure is kept as the plugin's state and told to the user there.
        let _ = shared.start(&plugin, start).await;
    }
}

async fn open_images(shared: &Arc<Shared>, paths: Vec<PathBuf>) {
    for path in paths.into_iter().take(MAX_IMAGES) {
        let folder = path.clone();
        if shared.runtime.spawn_blocking(move || folder.is_dir()).await.unwrap_or(false) {
            let installing = shared.clone();
            shared.runtime.spawn(async move { installing.install_for_user(path).await });
            continue;
        }
        let read = {
            let path = path.clone();
            shared.runtime.spawn_blocking(move || read_image(&path)).await
        };
        let opened = match read {
            Ok(Ok(array)) => {
                let name = file_name(&path);
                shared
                    .open_drawn_window(NewWindow {
                        data: Value::Record(Record::new().with("src", array).with("name", name.as_str())),
                        name: Some(name),
                        window_type: "imjoy/image".to_owned(),
                        file: Some(path.as_path().into()),
                        ..NewWindow::default()
                    })
                    .map(|_| ())
                    .map_err(|error| error.to_string())
            }
            Ok(Err(error)) => Err(error.to_string()),
            Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
        };
        if let Err(text) = opened {
            host_log(shared, LogLevel::Error, &text);
            shared.requests.push(UiRequest::Status(StatusText { plugin: None, text: text.clone(), is_error: true }));
            shared.requests.push(UiRequest::Snackbar(Snackbar {
                plugin: None,
                plugin_name: None,
                text,
                duration_secs: SNACKBAR_SECS,
                is_error: true,
            }));
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn host_log(shared: &Shared, level: LogLevel, text: &str) {
    shared.log.add(None, &"host".into(), level, text, None);
}

/// Shows the CPU time of plugins while it grows.
async fn watch_usage(shared: Arc<Shared>) {
    let mut shown = std::collections::HashMap::new();
    loop {
        tokio::time::sleep(USAGE_INTERVAL).await;
        let plugins = shared.registry.all();
        shown.retain(|id, _| plugins.iter().any(|plugin| plugin.id == *id));
        for plugin in plugins {
            let cpu = plugin.usage.cpu();
            if shown.insert(plugin.id, cpu) != Some(cpu) {
                shared.changed(&plugin);
            }
        }
    }
}
