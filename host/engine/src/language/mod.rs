//! Plugins that are text: which runtime runs them, and what it gets.
//!
//! A plugin file (`.imjoy.html`, `.js`, `.py`) is read by `imjoy-plugin-file`; its scripts
//! become a [`Program`] that the [`Runtime`](LanguageRuntimes) of its language runs, one
//! Store for each plugin. A runtime is compiled when the first plugin needs it, once.
//!
//! Invariant: from there on a program is a plugin like every other, with the same limits,
//! permissions and API.

mod dependencies;
mod libraries;
mod load_plugin;
mod manifest;
mod program;
mod requirements;
mod runtimes;

pub(crate) use load_plugin::TextLoads;
pub use load_plugin::TextSource;
pub use manifest::is_plugin_path;
pub(crate) use manifest::{PLUGIN_FILE_END, PluginFileContents, is_plugin_file, read_plugin_file};
pub(crate) use program::{Program, ProgramPlan, Script};
pub use runtimes::LanguageRuntimes;
pub(crate) use runtimes::RuntimeCode;
