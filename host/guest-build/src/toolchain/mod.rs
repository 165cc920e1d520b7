//! Which compilers the guests get: [`Toolchain::find`], and [`CCompiler::find`] where there is C.

mod apt;
mod c_compiler;
mod debian;
mod debian_clang;
mod debian_rust;
mod native;
mod pinned;
mod unpacked_program;

use std::path::{Path, PathBuf};

use crate::{Error, Output};
pub use c_compiler::CCompiler;
use native::ActiveRust;

/// A `rustc` that compiles for `wasm32-wasip2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toolchain {
    rustc: PathBuf,
    kind: ToolchainKind,
}

/// Where a [`Toolchain`] comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ToolchainKind {
    /// The active toolchain has the target.
    Installed,
    /// Debian's packages, unpacked into the folder that was given.
    DebianPair {
        /// Debian's version of rustc, such as `1.97.1+dfsg1-1`.
        version: String,
        /// The suite it is from, such as `forky`.
        suite: String,
    },
}

impl Toolchain {
    /// Finds the compiler for guests; prepares it in `folder` if it must.
    ///
    /// 1. The active `rustc`, as seen from the folder `dir` (rustup chooses by folder), if it has the target.
    /// 2. What an earlier call left in `folder`.
    /// 3. Debian's packages (about 200 MB, once, half a minute), unpacked into `folder`. The system is not changed
    ///    and root is not needed. `folder` must be used for nothing else; beside it, `<folder>.lock` is the lock
    ///    between processes.
    ///
    /// # Errors
    ///
    /// [`Error::Start`] without Rust, [`Error::NoToolchain`] when every way is closed.
    pub fn find(dir: &Path, folder: &Path, output: &mut Output<'_>) -> Result<Self, Error> {
        let active = ActiveRust::query(dir)?;
        if active.has_target {
            return Ok(Self { rustc: active.rustc, kind: ToolchainKind::Installed });
        }
        let folder = std::path::absolute(folder).map_err(Error::file("find the folder", folder))?;
        let pair = debian_rust::ensure(&folder, &active, output)
            .map_err(|reason| Error::NoToolchain { rustc: active.rustc.display().to_string(), reason })?;
        let kind = ToolchainKind::DebianPair { version: pair.version, suite: pair.suite };
        Ok(Self { rustc: pair.rustc, kind })
    }

    /// The compiler, for the variable `RUSTC`.
    #[must_use]
    pub fn rustc(&self) -> &Path {
        &self.rustc
    }

    /// Where it comes from.
    #[must_use]
    pub fn kind(&self) -> &ToolchainKind {
        &self.kind
    }
}
