//! Errors of calls and of loading, each one sentence for people.

use std::sync::Arc;

/// Why a call did not succeed. Corresponds to `types.error` in `wit/types.wit`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The user cancelled a dialog or a task.
    #[error("{0}")]
    Cancelled(String),
    /// Nothing of that name.
    #[error("{0}")]
    NotFound(String),
    /// Permission refused.
    #[error("{0}")]
    Denied(String),
    /// A malformed argument.
    #[error("{0}")]
    Invalid(String),
    /// The plugin or window called has ended.
    #[error("{0}")]
    Terminated(String),
    /// A limit of the host was reached.
    #[error("{0}")]
    Limit(String),
    /// This host cannot do it.
    #[error("{0}")]
    Unavailable(String),
    /// The function called ran and failed.
    #[error("{0}")]
    Failed(String),
}

/// Why a plugin has ended.
#[derive(Clone, Debug, PartialEq)]
pub enum EndReason {
    /// The user, or the host at its end, has terminated it.
    Terminated,
    /// The user has cancelled what it was doing.
    Cancelled,
    /// The window that it was in has been closed.
    WindowClosed,
    /// It panicked.
    Panicked {
        /// The panic's message.
        message: String,
        /// File, line and column, where the language tells them.
        place: Option<String>,
    },
    /// It computed for too long without waiting for anything.
    CpuLimit {
        /// The limit in seconds.
        limit_secs: f64,
    },
    /// It computed for too long after its calls had ended.
    BackgroundLimit {
        /// The limit in seconds.
        limit_secs: f64,
    },
    /// It asked for more memory than it may have.
    MemoryLimit {
        /// The limit in bytes.
        limit_bytes: usize,
    },
    /// It did not finish its `setup` in time.
    SetupDeadline {
        /// The limit in seconds.
        limit_secs: f64,
    },
    /// Its `setup` gave an error.
    SetupFailed(CallError),
    /// It passed too much data to the host in one call.
    DataLimit {
        /// The limit in bytes.
        limit_bytes: usize,
    },
    /// A plain function gave more values than the host takes.
    PartLimit {
        /// How many it takes.
        limit: usize,
    },
    /// It used up its stack.
    StackOverflow,
    /// Another trap, in the words of wasmtime.
    Trapped(Arc<str>),
}

impl EndReason {
    /// One sentence that names the plugin, what happened and what to do.
    pub fn sentence(&self, plugin: &str) -> String {
        match self {
            EndReason::Terminated => format!("{plugin} was terminated; run it to start it again"),
            EndReason::Cancelled => format!("{plugin} was cancelled"),
            EndReason::WindowClosed => format!("the window of {plugin} was closed, which terminated it"),
            EndReason::Panicked { message, place: Some(place) } => format!("{plugin} panicked at {place}: {message}"),
            EndReason::Panicked { message, place: None } => format!("{plugin} panicked: {message}"),
            EndReason::CpuLimit { limit_secs } => {
                format!("{plugin} was stopped because it computed for more than {limit_secs} s without a pause")
            }
            EndReason::BackgroundLimit { limit_secs } => format!(
                "{plugin} was stopped because it computed for more than {limit_secs} s after its calls had ended, and has \
                 no permission to work in the background"
            ),
            EndReason::MemoryLimit { limit_bytes } => {
                format!("{plugin} was stopped because it needs more than its {} of memory", mebibytes(*limit_bytes))
            }
            EndReason::SetupDeadline { limit_secs } => {
                format!("{plugin} was stopped because its setup took more than {limit_secs} s")
            }
            EndReason::SetupFailed(error) => format!("the setup of {plugin} failed: {error}"),
            EndReason::DataLimit { limit_bytes } => {
                format!(
                    "{plugin} was stopped because it passed more than {} to the host in one call",
                    mebibytes(*limit_bytes)
                )
            }
            EndReason::PartLimit { limit } => {
                format!("{plugin} was stopped because a call gave more than {limit} numbers, texts and bytes in lists")
            }
            EndReason::StackOverflow => {
                format!("{plugin} was stopped because it ran out of stack, probably by endless recursion")
            }
            EndReason::Trapped(text) => format!("{plugin} crashed: {text}"),
        }
    }

    /// What the plugin's callers get.
    pub(crate) fn to_call_error(&self, plugin: &str) -> CallError {
        match self {
            EndReason::Cancelled => CallError::Cancelled(self.sentence(plugin)),
            _ => CallError::Terminated(self.sentence(plugin)),
        }
    }
}

/// A text in one line, for sentences that quote a validator or compiler.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn mebibytes(bytes: usize) -> String {
    format!("{} MiB", bytes / (1024 * 1024))
}

/// Why a plugin could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file cannot be read.
    #[error("{path} cannot be read: {source}")]
    Read {
        /// The file.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
    /// The file is larger than a plugin may be.
    #[error("{path} has {bytes} bytes; a plugin has at most {limit}")]
    TooLarge {
        /// The file.
        path: String,
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// Not WebAssembly at all.
    #[error("{path} is not a WebAssembly file; build the plugin with `host build`")]
    NotWasm {
        /// The file.
        path: String,
    },
    /// A core module in place of a component.
    #[error(
        "{path} is a core WebAssembly module, not a component; build the plugin for wasm32-wasip2, for example with `host build`"
    )]
    CoreModule {
        /// The file.
        path: String,
    },
    /// The bytes are damaged.
    #[error("{path} is damaged: {reason}; build or download the plugin again")]
    Damaged {
        /// The file.
        path: String,
        /// In the words of the validator.
        reason: String,
    },
    /// An import that the host does not offer.
    #[error(
        "{path} needs {import}, which this host does not offer; build it against imjoy:plugin@0.1.0 and WASI 0.2 without network"
    )]
    UnknownImport {
        /// The file.
        path: String,
        /// Name of the import.
        import: String,
    },
    /// Nothing that the host could call.
    #[error(
        "{path} does not export imjoy:plugin/plugin-api@0.1.0{lack}; write the plugin with the SDK or against wit/, or export functions of numbers, texts, lists and records"
    )]
    MissingExport {
        /// The file.
        path: String,
        /// What else it does not export, to be read after the name; empty where it rests on
        /// the API.
        lack: String,
    },
    /// A program with a `main` of its own.
    #[error(
        "{path} is a program for the command line (it exports nothing but wasi:cli/run); build it as a library that exports functions"
    )]
    CommandLineProgram {
        /// The file.
        path: String,
    },
    /// A plugin file that cannot be read: one sentence.
    #[error("{path} cannot be loaded: {reason}")]
    PluginFile {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// There is no runtime for its language.
    #[error("{path} is written in {language}, for which this host has no runtime")]
    NoRuntime {
        /// The file.
        path: String,
        /// The language.
        language: String,
    },
    /// The runtime of its language cannot be compiled.
    #[error("{path} cannot be run because the runtime for {language} cannot be compiled: {reason}")]
    Runtime {
        /// The file.
        path: String,
        /// The language.
        language: String,
        /// In the words of wasmtime.
        reason: String,
    },
    /// The manifest cannot be read.
    #[error("the manifest of {path} is invalid: {reason}")]
    Manifest {
        /// The file.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// Its types do not match ours.
    #[error("{path} does not fit this host: {reason}; build it against the host's version of the SDK")]
    Mismatch {
        /// The file.
        path: String,
        /// In the words of wasmtime.
        reason: String,
    },
    /// Compilation failed.
    #[error("{path} cannot be compiled: {reason}")]
    Compile {
        /// The file.
        path: String,
        /// In the words of wasmtime.
        reason: String,
    },
    /// Another plugin has the name.
    #[error("a plugin named {name} is already loaded from {existing}; remove it first or give {path} another name")]
    NameTaken {
        /// The file.
        path: String,
        /// The name.
        name: String,
        /// Where the other came from.
        existing: String,
    },
    /// An example of the API whose name another plugin has.
    #[error("the example {0} is not loaded because another plugin has its name")]
    Yielded(String),
    /// What was installed cannot be loaded: one sentence.
    #[error("{0}")]
    Installed(String),
    /// It started and ended before it was ready.
    #[error("{0}")]
    Ended(String),
}

/// Why the engine cannot start.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// wasmtime refuses its configuration.
    #[error("the WebAssembly engine cannot start: {0}")]
    Wasm(String),
    /// The threads cannot be started.
    #[error("the engine's threads cannot start: {0}")]
    Threads(std::io::Error),
    /// The workspace asked for cannot be opened.
    #[error("the workspace cannot be opened: {0}")]
    Workspace(CallError),
    /// The data folder cannot be used.
    #[error("the folder {path} cannot be used: {source}; set IMJOY_DATA to another folder")]
    DataFolder {
        /// The folder.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
}
