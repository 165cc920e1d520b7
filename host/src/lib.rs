//! The desktop application of ImJoy: what a person sees of the engine.
//!
//! * [`application`]: the shell around the windows: plugin list, top bar, dialogs,
//!   messages and the file browser.
//! * [`windows`]: the workspace and what its windows show.
//!
//! * [`command_line`]: the commands, among them `host run` without a window.
//! * [`language_runtimes`]: what runs plugins in JavaScript and Python.
//! * [`sample_plugins`]: the plugins that are part of the host.
//! * [`templates`]: first plugins to begin with, in each language.
//!
//! **Invariant:** nothing here knows wasmtime. The engine is reached through
//! [`EngineLink`](imjoy_engine::front_end::EngineLink) only, which carries plain data.

pub mod application;
pub mod command_line;
mod drop_zones;
mod kept;
pub mod language_runtimes;
mod plugin_icon;
pub mod sample_plugins;
pub mod templates;
pub mod windows;
