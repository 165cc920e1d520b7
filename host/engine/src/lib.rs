//! The engine of the ImJoy host: loading, isolation, routing, limits, and the ImJoy API
//! for plugins that are WebAssembly components.
//!
//! **It does not depend on egui**, and front ends do not depend on wasmtime: both meet in
//! the plain data of [`front_end`]. See `ARCHITECTURE.md` for the whole.
//!
//! ```no_run
//! use imjoy_engine::{Engine, EngineOptions, PluginSource};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let engine = Engine::new(EngineOptions::for_user())?;
//! let plugin = engine.load(PluginSource::File("hello.wasm".into()));
//! engine.block_on(engine.ready(plugin))?;
//! # Ok(())
//! # }
//! ```

mod api;
mod arena;
mod atomic_file;
mod bindings;
mod buffer;
mod compile_cache;
mod component_check;
mod dialogs;
mod dropped_files;
mod engine;
mod error;
mod export;
mod file_dialog;
mod file_name;
mod file_server;
mod filesystem;
pub mod form;
pub mod front_end;
mod grants;
pub mod identity;
pub mod images;
mod installing;
pub mod interface;
mod json_file;
mod language;
mod limits;
mod loading;
pub mod log;
mod manifest;
mod open_url;
mod ops;
mod permissions;
mod plain_component;
mod plugin;
mod plugin_check;
mod publisher;
mod registry;
mod run_component;
mod run_op;
pub mod schema;
mod services;
mod settings;
mod shared;
mod tags;
pub mod value;
mod variant;
mod wasm_configuration;
mod window_types;
mod windows;
mod workspaces;

pub use atomic_file::write_atomically;
pub use compile_cache::CodeOrigin;
pub use dropped_files::MOST_DROPPED;
pub use engine::{DetachedCall, Engine, EngineOptions, PluginInfo};
pub use error::{CallError, EndReason, EngineError, LoadError};
pub use file_name::file_name;
pub use installing::{InstallError, InstallProgress, Installations, Installed, Package, abilities};
pub use language::{LanguageRuntimes, TextSource, is_plugin_path};
pub use limits::Limits;
pub use manifest::{MANIFEST_SECTION, Manifest};
pub use open_url::WebAddress;
pub use plugin::PluginSource;
pub use plugin_check::{CheckedPlugin, check_plugin};
pub use window_types::is_web_page;
