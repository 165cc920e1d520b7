//! What tests across crates share: the guests' components, and an engine with a front
//! end that a test drives by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by a panic")]

pub mod packages;

pub mod guests {
    //! Paths of the guests' components.
    include!(concat!(env!("OUT_DIR"), "/guests.rs"));
}

use bytes::Bytes;
use imjoy_engine::front_end::{Dialog, DialogAnswer, UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::Value;
use imjoy_engine::{CallError, DetachedCall, Engine, EngineOptions, LanguageRuntimes, Limits, PluginSource};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

/// After this time a test gives up. No test depends on how fast something is.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Folder of real images.
pub fn images() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/images"))
}

/// A data folder that all tests share, so that a guest is compiled once. It is in cargo's
/// target folder, which belongs to whoever builds the tests.
pub fn data_folder() -> PathBuf {
    let built = Path::new(env!("OUT_DIR"));
    // Cargo marks the target folder, wherever it has been told to put it.
    let target = built.ancestors().find(|folder| folder.join("CACHEDIR.TAG").is_file()).unwrap_or(built);
    target.join("tmp").join("imjoy-tests")
}

/// What runs plugins that are text, as in the application.
pub fn runtimes() -> LanguageRuntimes {
    LanguageRuntimes {
        javascript: Some(Bytes::from_static(imjoy_runtimes::javascript())),
        python: Some(Bytes::from_static(imjoy_runtimes::python())),
    }
}

/// Has the Python runtime compiled, in this process or another. That may take longer than a
/// test waits on a busy machine, and is kept in [`data_folder`] for all tests.
pub fn compile_python_runtime() {
    static IS_COMPILED: Once = Once::new();
    IS_COMPILED.call_once(|| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nothing.py");
        std::fs::write(&file, "from imjoy import api\napi.export({'setup': lambda: None})\n").unwrap();
        let engine = TestEngine::new();
        let plugin = engine.engine.load(PluginSource::File(file));
        engine.engine.block_on(engine.engine.ready(plugin)).unwrap();
    });
}

/// A call that goes on by itself. Waiting for it ends after [`PATIENCE`] by a panic.
#[derive(Debug)]
pub struct SpawnedCall {
    call: DetachedCall,
    name: String,
}

impl SpawnedCall {
    /// Waits for the result.
    pub fn wait(self) -> Result<Value, CallError> {
        self.call.wait_timeout(PATIENCE).unwrap_or_else(|| panic!("{} does not end", self.name))
    }

    /// The result if there is one yet. It is given once.
    pub fn try_wait(&self) -> Option<Result<Value, CallError>> {
        self.call.try_wait()
    }

    /// Waits for the result for at most `timeout`. It is given once.
    pub fn wait_timeout(&self, timeout: Duration) -> Option<Result<Value, CallError>> {
        self.call.wait_timeout(timeout)
    }
}

/// An engine whose requests a test reads one by one.
pub struct TestEngine {
    /// The engine.
    pub engine: Engine,
    woken: Receiver<()>,
    waiting: std::collections::VecDeque<UiRequest>,
}

impl TestEngine {
    /// An engine with the default limits.
    pub fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    /// An engine with other limits.
    pub fn with_limits(limits: Limits) -> Self {
        Self::with_options(EngineOptions { data_folder: data_folder(), limits, workspace: None, runtimes: runtimes() })
    }

    /// An engine with a data folder of its own, so that it finds no compiled code at first.
    pub fn in_folder(folder: impl AsRef<Path>) -> Self {
        Self::with_options(EngineOptions {
            data_folder: folder.as_ref().into(),
            limits: Limits::default(),
            workspace: None,
            runtimes: runtimes(),
        })
    }

    /// An engine with other options.
    pub fn with_options(options: EngineOptions) -> Self {
        let engine = Engine::new(options).unwrap();
        let (wake, woken) = sync_channel(1);
        engine.link().requests.set_wake(move || {
            let _ = wake.try_send(());
        });
        Self { engine, woken, waiting: Default::default() }
    }

    /// Loads the component at `path`.
    pub fn load(&self, path: &str) -> PluginId {
        self.engine.load(PluginSource::File(path.into()))
    }

    /// Loads the component at `path` and waits until it is ready.
    pub fn start(&self, path: &str) -> PluginId {
        let plugin = self.load(path);
        self.block_on(self.engine.ready(plugin)).unwrap();
        plugin
    }

    /// Calls a function of a plugin and waits for it.
    pub fn call(&self, plugin: &str, function: &str, arguments: Vec<Value>) -> Result<Value, CallError> {
        self.block_on(self.engine.call(plugin, function, arguments))
    }

    /// Starts a call and goes on.
    pub fn spawn(&self, plugin: &str, function: &str, arguments: Vec<Value>) -> SpawnedCall {
        SpawnedCall {
            call: self.engine.call_detached(plugin, function, arguments),
            name: format!("{function} of {plugin}"),
        }
    }

    /// Waits for a future, for at most [`PATIENCE`].
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.engine.block_on(async { tokio::time::timeout(PATIENCE, future).await }).expect("it hangs")
    }

    /// Waits for a request that `wanted` accepts and gives what it made of it. Requests
    /// before it are dropped.
    pub fn request<R>(&mut self, mut wanted: impl FnMut(&UiRequest) -> Option<R>) -> R {
        let deadline = Instant::now() + PATIENCE;
        loop {
            while let Some(request) = self.waiting.pop_front() {
                if let Some(result) = wanted(&request) {
                    return result;
                }
            }
            self.waiting.extend(self.engine.link().requests.take());
            if self.waiting.is_empty() {
                let left = deadline.checked_duration_since(Instant::now()).expect("the request does not come");
                // Woken or out of time: looked at again above.
                let _ = self.woken.recv_timeout(left);
            }
        }
    }

    /// Waits for a dialog.
    pub fn dialog(&mut self) -> Dialog {
        self.request(|request| match request {
            UiRequest::OpenDialog(dialog) => Some(dialog.clone()),
            _ => None,
        })
    }

    /// Answers a dialog.
    pub fn answer(&self, dialog: &Dialog, value: impl Into<Value>) {
        self.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Confirmed(value.into()) });
    }

    /// All texts in the log, oldest first.
    pub fn log(&self) -> Vec<String> {
        self.engine.link().log.entries(None).iter().map(|entry| entry.text.to_string()).collect()
    }
}

impl Default for TestEngine {
    fn default() -> Self {
        Self::new()
    }
}
