//! Plugins: what is known of each, and the instances that run them.
//!
//! A [`Plugin`] stays the same over restarts; an [`Instance`] is one run of it: one
//! Store, one task, one queue. A trap spoils a Store, so recovery is a new instance;
//! killing is dropping the Store.

pub(crate) mod code;
pub(crate) mod computing;
pub(crate) mod file_stamp;
pub(crate) mod instance;
pub(crate) mod metered;
pub(crate) mod output;
pub(crate) mod store;
pub(crate) mod task;

use crate::error::CallError;
use crate::form::Form;
use crate::front_end::{OpDescription, PluginLanguage, PluginSnapshot, PluginState};
use crate::identity::PluginId;
use crate::language::{TextLoads, TextSource};
use crate::loading::PreparedCode;
use crate::manifest::Manifest;
use crate::ops::OpSchemas;
use crate::permissions::{Allowance, Identity};
use crate::plain_component::{PlainCode, PlainFunction};
use crate::value::{FunctionHandle, Value};
use bytes::Bytes;
use file_stamp::FileStamp;
use instance::{Asker, Instance};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// Where a plugin's component comes from.
#[derive(Clone, Debug)]
pub enum PluginSource {
    /// A file, read anew at each reload.
    File(PathBuf),
    /// Installed; at each reload the version that is installed then.
    Installed {
        /// Its name.
        name: String,
        /// The folder of its versions.
        folder: PathBuf,
    },
    /// A text that another plugin has loaded, such as an attachment of its own.
    Text(Box<TextSource>),
    /// Part of the host.
    BuiltIn {
        /// Name of the component, or file name of a plugin that is text.
        name: String,
        /// The component or text.
        contents: Bytes,
    },
}

impl PluginSource {
    /// Where the plugin came from, for people.
    pub fn describe(&self) -> String {
        match self {
            PluginSource::File(path) => path.display().to_string(),
            PluginSource::Installed { name, .. } => format!("{name} (installed)"),
            PluginSource::Text(text) => text.described(),
            PluginSource::BuiltIn { name, .. } => format!("{name} (built in)"),
        }
    }

    /// The text that another plugin has loaded, if it is one.
    pub(crate) fn text(&self) -> Option<&TextSource> {
        match self {
            PluginSource::Text(text) => Some(text),
            PluginSource::File(_) | PluginSource::Installed { .. } | PluginSource::BuiltIn { .. } => None,
        }
    }

    /// File name without folder and extension.
    pub(crate) fn stem(&self) -> String {
        match self {
            PluginSource::File(path) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            PluginSource::Text(text) => text.name.clone(),
            PluginSource::BuiltIn { name, .. } | PluginSource::Installed { name, .. } => name.clone(),
        }
    }
}

/// Whom a call of a plugin goes to.
#[derive(Clone)]
pub(crate) enum Callee {
    /// Its one instance.
    Instance(Arc<Instance>),
    /// Nobody yet: the plugin is a window plugin, of which each window has an instance.
    WindowPlugin,
}

/// What a plugin has used since it was started, all its instances together.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    cpu_nanoseconds: AtomicU64,
    memory_bytes: AtomicU64,
}

impl Usage {
    pub(crate) fn add_cpu(&self, time: Duration) {
        self.cpu_nanoseconds.fetch_add(time.as_nanos() as u64, Ordering::Relaxed);
    }

    /// Counts memory that grows from `current` to `desired` bytes, unless all memory
    /// would then be more than `limit`; says whether it was counted.
    pub(crate) fn grow_memory(&self, current: usize, desired: usize, limit: usize) -> bool {
        let grown = |memory: u64| {
            let memory = memory.saturating_sub(current as u64).saturating_add(desired as u64);
            (memory <= limit as u64).then_some(memory)
        };
        self.memory_bytes.fetch_update(Ordering::Relaxed, Ordering::Relaxed, grown).is_ok()
    }

    /// Counts memory that is given back.
    pub(crate) fn release_memory(&self, bytes: usize) {
        let released = |memory: u64| Some(memory.saturating_sub(bytes as u64));
        // Never fails: the closure always gives a value.
        let _ = self.memory_bytes.fetch_update(Ordering::Relaxed, Ordering::Relaxed, released);
    }

    /// Counts CPU time from now on.
    pub(crate) fn reset_cpu(&self) {
        self.cpu_nanoseconds.store(0, Ordering::Relaxed);
    }

    pub(crate) fn cpu(&self) -> Duration {
        Duration::from_nanos(self.cpu_nanoseconds.load(Ordering::Relaxed))
    }

    fn memory(&self) -> u64 {
        self.memory_bytes.load(Ordering::Relaxed)
    }
}

/// A plugin that the engine has been given.
pub(crate) struct Plugin {
    pub(crate) id: PluginId,
    pub(crate) source: PluginSource,
    pub(crate) usage: Arc<Usage>,
    /// What it may use beyond the limits of everybody.
    pub(crate) allowance: Allowance,
    /// Whether it is an example of the API, which yields its name to any other plugin.
    pub(crate) is_example: AtomicBool,
    /// Whether a snapshot waits to be sent to the front end.
    pub(crate) is_dirty: AtomicBool,
    /// Held while the plugin is being started, so that it is started once at a time.
    pub(crate) starting: tokio::sync::Mutex<()>,
    /// Its instances whose Stores may exist.
    pub(crate) live_instances: AtomicUsize,
    /// What it counts of the plugins that it loads from texts.
    pub(crate) text_loads: TextLoads,
    /// Held while the user is asked for what it declares.
    pub(crate) asking: tokio::sync::Mutex<()>,
    /// Held while an op is registered or unregistered, so that this happens in order.
    pub(crate) registering: tokio::sync::Mutex<()>,
    state_changes: watch::Sender<()>,
    details: Mutex<Details>,
}

/// What changes while a plugin lives.
pub(crate) struct Details {
    /// Unique name.
    pub(crate) name: Arc<str>,
    pub(crate) manifest: Arc<Manifest>,
    pub(crate) imports: Arc<[String]>,
    pub(crate) state: PluginState,
    /// Who it is, once its component has been read.
    pub(crate) identity: Option<Identity>,
    /// The running instance, from before its setup until its end.
    pub(crate) instance: Option<Arc<Instance>>,
    /// The instances of a window plugin, one in each of its windows.
    pub(crate) window_instances: Vec<Arc<Instance>>,
    /// What it is written in.
    pub(crate) language: PluginLanguage,
    /// Whether it is a window plugin that draws HTML.
    pub(crate) needs_browser: bool,
    /// Of its file, as it was last read.
    pub(crate) file_stamp: Option<FileStamp>,
    /// Its code, once compiled.
    pub(crate) code: Option<PreparedCode>,
    /// Whether it has only been announced, and starts when something calls it.
    pub(crate) starts_when_called: bool,
    /// Whether the user has loaded it, or the workspace for them.
    pub(crate) by_user: bool,
    /// The variant that was asked for when it was loaded, or chosen since.
    pub(crate) wanted_tag: Option<String>,
    /// Grows when the plugin is terminated or removed, so that a start under way stops.
    pub(crate) terminations: u64,
    pub(crate) ops: Vec<Op>,
    pub(crate) progress: Option<f32>,
    pub(crate) status: Arc<str>,
    pub(crate) unseen_errors: u32,
}

/// An op that a plugin has registered.
#[derive(Clone)]
pub(crate) struct Op {
    pub(crate) name: Arc<str>,
    pub(crate) form: Arc<Form>,
    pub(crate) run: OpFunction,
    pub(crate) update: Option<OpFunction>,
    pub(crate) schemas: OpSchemas,
}

/// Which function an op runs.
#[derive(Clone)]
pub(crate) enum OpFunction {
    /// An exported function, which gets the context `my`.
    Name(String),
    /// A function that the plugin has given away, which gets the same.
    Function(FunctionHandle),
    /// A function of a plain component, which gets its arguments from the answers of the form.
    Plain(Arc<PlainFunction>),
}

impl Plugin {
    /// `usage` is that of the plugin that it is a part of.
    pub(crate) fn new(source: PluginSource, state: PluginState, usage: Option<Arc<Usage>>) -> Self {
        let name: Arc<str> = source.stem().into();
        Self {
            id: PluginId::mint(),
            usage: usage.unwrap_or_default(),
            allowance: Allowance::default(),
            is_example: AtomicBool::new(false),
            is_dirty: AtomicBool::new(false),
            starting: tokio::sync::Mutex::default(),
            live_instances: AtomicUsize::new(0),
            text_loads: TextLoads::default(),
            asking: tokio::sync::Mutex::default(),
            registering: tokio::sync::Mutex::default(),
            state_changes: watch::Sender::new(()),
            details: Mutex::new(Details {
                manifest: Arc::new(Manifest::from_file_name(&name)),
                name,
                imports: Arc::new([]),
                state,
                identity: None,
                instance: None,
                window_instances: Vec::new(),
                language: PluginLanguage::default(),
                needs_browser: false,
                file_stamp: None,
                code: None,
                starts_when_called: false,
                by_user: false,
                wanted_tag: None,
                terminations: 0,
                ops: Vec::new(),
                progress: None,
                status: "".into(),
                unseen_errors: 0,
            }),
            source,
        }
    }

    /// What changes while the plugin lives. Held for moments only, never across an await.
    pub(crate) fn details(&self) -> MutexGuard<'_, Details> {
        self.details.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets the state and wakes whoever waits for it.
    pub(crate) fn set_state(&self, state: PluginState) {
        self.details().state = state;
        self.announce_state();
    }

    /// Wakes whoever waits for a change of state.
    pub(crate) fn announce_state(&self) {
        self.state_changes.send_replace(());
    }

    /// Changes after every [`set_state`](Self::set_state) from now on.
    pub(crate) fn state_changes(&self) -> watch::Receiver<()> {
        self.state_changes.subscribe()
    }

    pub(crate) fn name(&self) -> Arc<str> {
        self.details().name.clone()
    }

    /// Counts CPU time from now on; not for a part of another plugin, with which it is counted.
    pub(crate) fn reset_cpu(&self) {
        if self.source.text().is_none() {
            self.usage.reset_cpu();
        }
    }

    /// The name under which its data and settings are kept: its own, or that of the plugin that
    /// it is a part of.
    pub(crate) fn owner_name(&self) -> Arc<str> {
        self.source.text().map_or_else(|| self.name(), |text| text.root_name.clone())
    }

    /// The plugin that it is a part of; most are their own.
    pub(crate) fn root(&self) -> PluginId {
        self.source.text().map_or(self.id, |text| text.root)
    }

    /// Who asks the user where the plugin asks.
    pub(crate) fn asker(&self) -> Asker {
        match self.source.text() {
            Some(text) => Asker { plugin: self.root(), name: text.described().into() },
            None => Asker { plugin: self.root(), name: self.name() },
        }
    }

    /// How often the plugin has been terminated.
    pub(crate) fn terminations(&self) -> u64 {
        self.details().terminations
    }

    /// Stops a start that is under way.
    pub(crate) fn count_termination(&self) {
        self.details().terminations += 1;
        self.announce_state();
    }

    /// Resolves when the plugin has been terminated since there were `terminations`.
    pub(crate) async fn terminated_since(&self, terminations: u64) {
        let mut changes = self.state_changes();
        // The sender lives as long as the plugin.
        while self.terminations() == terminations && changes.changed().await.is_ok() {}
    }

    /// Whether each of its windows has an instance of its own.
    pub(crate) fn is_window_plugin(&self) -> bool {
        self.details().is_window_plugin()
    }

    /// All instances that run.
    pub(crate) fn instances(&self) -> Vec<Arc<Instance>> {
        let details = self.details();
        details.instance.iter().chain(&details.window_instances).cloned().collect()
    }

    /// Whether it is ready, or on the way, and nobody has ended it.
    pub(crate) fn is_usable(&self) -> bool {
        let details = self.details();
        details.terminations == 0 && matches!(details.state, PluginState::Ready | PluginState::Loading(_))
    }

    /// Whom a call goes to, or the error of a plugin that cannot be called.
    pub(crate) fn callee(&self) -> Result<Callee, CallError> {
        let details = self.details();
        match (&details.instance, &details.state) {
            (Some(instance), _) => Ok(Callee::Instance(instance.clone())),
            (None, PluginState::Ready) if details.is_window_plugin() => Ok(Callee::WindowPlugin),
            (None, PluginState::Failed(reason) | PluginState::Stopped(reason)) => {
                Err(CallError::Terminated(reason.to_string()))
            }
            (None, _) => Err(CallError::Terminated(format!("{} is not ready yet", details.name))),
        }
    }

    /// Takes the names of the functions that the plugin exports, told while it starts.
    pub(crate) fn set_functions(&self, functions: Vec<String>) {
        let mut details = self.details();
        let has_update = !details.is_window_plugin() && functions.iter().any(|name| name == "update");
        let manifest = Manifest { functions, ..(*details.manifest).clone() };
        details.manifest = Arc::new(manifest);
        let name = details.name.clone();
        if let Some(own) = details.ops.iter_mut().find(|op| op.name == name)
            && own.update.is_none()
        {
            own.update = has_update.then(|| OpFunction::Name("update".to_owned()));
        }
    }

    pub(crate) fn snapshot(&self) -> PluginSnapshot {
        let details = self.details();
        let has_update = |op: &Op| op.update.is_some();
        PluginSnapshot {
            id: self.id,
            name: details.name.clone(),
            version: details.manifest.version.as_str().into(),
            description: details.manifest.description.as_str().into(),
            icon: details.manifest.icon.as_str().into(),
            docs: details.manifest.docs.as_str().into(),
            source: self.source.describe().into(),
            file: match &self.source {
                PluginSource::File(path) => Some(path.as_path().into()),
                PluginSource::Installed { .. } | PluginSource::Text(_) | PluginSource::BuiltIn { .. } => None,
            },
            part_of: self.source.text().map(|text| text.root_name.clone()),
            is_installed: matches!(self.source, PluginSource::Installed { .. }),
            language: details.language,
            needs_browser: details.needs_browser,
            state: details.state.clone(),
            running_calls: details
                .instance
                .iter()
                .chain(&details.window_instances)
                .map(|instance| instance.running_calls())
                .sum(),
            is_waiting: details.instance.iter().chain(&details.window_instances).any(|instance| instance.is_stuck()),
            progress: details.progress,
            status: details.status.clone(),
            unseen_errors: details.unseen_errors,
            ops: details
                .ops
                .iter()
                .map(|op| OpDescription { name: op.name.clone(), form: op.form.clone(), has_update: has_update(op) })
                .collect(),
            runnable: details.manifest.runnable,
            is_window_plugin: details.is_window_plugin(),
            labels: details.manifest.labels.as_slice().into(),
            tags: details.manifest.tags.as_slice().into(),
            tag: details.manifest.tag.as_deref().map(Arc::from),
            memory_bytes: self.usage.memory(),
            cpu_seconds: self.usage.cpu().as_secs_f64(),
        }
    }
}

impl Details {
    /// Whether each of its windows has an instance of its own.
    pub(crate) fn is_window_plugin(&self) -> bool {
        self.manifest.plugin_type == "window"
    }

    /// The plugin's own op, made from its manifest; its form is the manifest's `ui`, or
    /// its description where there is none.
    pub(crate) fn reset_ops(&mut self, schemas: OpSchemas) -> Result<(), crate::form::FormError> {
        let manifest = self.manifest.clone();
        self.ops.clear();
        let ui = if manifest.ui.is_falsy() { Value::Absent } else { manifest.ui.clone() };
        let form = Form::parse(&ui)?;
        // A change of the form is nobody's before there is a window.
        let has_update = !self.is_window_plugin() && manifest.functions.iter().any(|name| name == "update");
        self.ops.push(Op {
            name: self.name.clone(),
            form: Arc::new(form),
            run: OpFunction::Name("run".to_owned()),
            update: has_update.then(|| OpFunction::Name("update".to_owned())),
            schemas,
        });
        Ok(())
    }

    /// The ops of a plain component, one for each function, in place of an own one.
    pub(crate) fn set_plain_ops(&mut self, code: &PlainCode, most_ops: usize) {
        let op = |(function, form): (&Arc<PlainFunction>, &Arc<Form>)| Op {
            name: function.name.clone(),
            form: form.clone(),
            run: OpFunction::Plain(function.clone()),
            update: None,
            schemas: OpSchemas::default(),
        };
        self.ops = code.functions().map(op).take(most_ops).collect();
    }
}
