//! Plugins written in C: a folder with C files and a `manifest.json`.
//!
//! Compiled are the C files of the folder itself and those in `src/`, at any depth; other folders (tests, drafts) are
//! left alone. Headers are found beside them. Beside `manifest.json` there may be a `docs.md`, which becomes the
//! manifest's `docs`. The SDK and the bindings generated from `wit/` are part of this crate, so nothing but the compiler
//! has to be there.
//!
//! Clang compiles and links to a core module; [`component`] makes a component of it, without another program.

mod compile;
mod component;
mod manifest;
mod sdk;
mod sections;
mod sources;

use std::fs;
use std::path::{Path, PathBuf};

use crate::{CCompiler, Error, Output, artifacts};

pub(crate) use sources::{inputs, is_c_folder};

/// Checks that the folder has all that a plugin in C needs.
///
/// # Errors
///
/// [`Error::NoCManifest`], [`Error::NoCSources`], [`Error::CManifest`] and [`Error::File`].
pub(crate) fn check(dir: &Path) -> Result<(), Error> {
    sources::find(dir)?;
    manifest::read(dir).map(drop)
}

/// Compiles the plugin in `dir` to the component `result`. What is made on the way lies in the folder `work`.
///
/// # Errors
///
/// Those of [`check`]; [`Error::Build`] after the compiler's messages have gone to `output`; [`Error::NoExports`] and
/// [`Error::Component`].
pub(crate) fn build(
    dir: &Path,
    work: &Path,
    compiler: &CCompiler,
    result: &Path,
    output: &mut Output<'_>,
) -> Result<(), Error> {
    let sources = sources::find(dir)?;
    let manifest = manifest::read(dir)?;
    let sdk = sdk::write(work)?;
    let module = compile::compile(dir, &sources, &sdk, work, compiler, output)?;
    let module = fs::read(&module).map_err(Error::file("read", &module))?;
    let component = component::make(dir, &module, manifest)?;
    let made: PathBuf = work.join("plugin.wasm");
    artifacts::replace(&made, |path| fs::write(path, &component))?;
    artifacts::publish(&made, result)
}
