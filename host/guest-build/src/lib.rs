//! Compiles plugins written in Rust and in C to WebAssembly components (`wasm32-wasip2`).
//!
//! Two callers:
//!
//! * **build scripts** of this workspace, through [`from_build_script`] (or [`build_plugins`], which it is made of):
//!   guests are members of the workspace and become artifacts in `OUT_DIR`;
//! * the command **`host build <dir>`**, through [`build_folder`]: any folder made by `cargo new --lib` with one
//!   dependency becomes `<dir>/<name>.wasm`, and so does one with C files and a `manifest.json`.
//!
//! Both take their compiler from [`Toolchain::find`]: the active `rustc` where it has the target, else Debian's pair
//! of `rustc` and wasm standard library unpacked into a folder, without root and without a change to the system. Where
//! there is C, [`CCompiler::find`] does the same for it.
//!
//! A whole build script:
//!
//! ```no_run
//! use std::process::ExitCode;
//!
//! fn main() -> ExitCode {
//!     match imjoy_guest_build::from_build_script(&["hello", "image-filters"]) {
//!         Ok(artifacts) => {
//!             for artifact in artifacts {
//!                 let name = artifact.name.replace('-', "_").to_uppercase();
//!                 println!("cargo::rustc-env=GUEST_{name}={}", artifact.path.display());
//!             }
//!             ExitCode::SUCCESS
//!         }
//!         Err(error) => imjoy_guest_build::fail(&error),
//!     }
//! }
//! ```
//!
//! # Invariants
//!
//! * A failed guest build is an [`Error`] and cargo's own output has been shown; there is no silent way out.
//! * What stands at an artifact's path is always complete: files are written beside it and renamed.
//! * A toolchain folder is used only when its preparation ran to the end.
//!
//! # Known limits
//!
//! * The Debian way needs Linux with Debian's apt, and a Rust toolchain that ships `wasm-component-ld` (rustup's does).
//! * Guests are compiled with SIMD (`simd128`); engines without it cannot load them. Ours has it.

mod artifacts;
mod c_plugin;
mod cargo;
mod environment;
mod error;
mod file_lock;
mod folder;
mod inputs;
mod output;
mod plugins;
mod process;
mod python;
mod stop;
mod toolchain;

pub use artifacts::Artifact;
pub use error::{DebianError, Error};
pub use folder::build_folder;
pub use output::Output;
pub use plugins::{
    CCode, PluginBuild, Plugins, build_c_plugins, build_plugins, c_plugins_from_build_script, fail, from_build_script,
    from_build_script_with_c,
};
pub use python::{PythonError, PythonProgram, build_python, python_bindings, python_command};
pub use stop::Stop;
pub use toolchain::{CCompiler, Toolchain, ToolchainKind};

/// The target that every guest is compiled for.
pub const TARGET: &str = "wasm32-wasip2";

/// The cargo profile that guests of this workspace are compiled with; the root `Cargo.toml` declares it.
pub const PROFILE: &str = "guest";
