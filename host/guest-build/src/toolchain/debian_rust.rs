//! Debian's `rustc` and wasm standard library, unpacked into a folder.
//!
//! The compiler is Debian's, the linkers for components (`wasm-component-ld`, `rust-lld`) are those of the active
//! toolchain; cargo and the linker for macros and build scripts are the machine's own. The link to the linkers is
//! renewed whenever it is not right, so the active toolchain may be updated.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::debian::{self, PackageSet};
use super::native::{self, ActiveRust};
use super::unpacked_program::{Loader, write_script};
use crate::process::capture;
use crate::{DebianError, Output, TARGET, artifacts};

/// A rustc and standard libraries of one version.
const PAIR: PackageSet = PackageSet {
    name: "pair",
    compiler: "rustc",
    groups: &[&["rustc", "libstd-rust-dev", "libstd-rust-dev-wasm32"]],
    // Older ones do not link components of ours.
    minimum: "1.90",
    needs: |apt, _, version| apt.closure(&library_package(version)),
    size: "200 MB",
    lock: include_str!("../../debian-pair.lock"),
    lock_name: "debian-pair.lock",
};

/// A pair that is ready.
#[derive(Debug)]
pub(crate) struct Pair {
    /// The script to be used as rustc.
    pub(crate) rustc: PathBuf,
    /// Debian's version.
    pub(crate) version: String,
    /// Its suite.
    pub(crate) suite: String,
}

/// Gives the pair in `folder`; downloads and unpacks it if it is not there. Safe to be called by several processes.
///
/// # Errors
///
/// A [`DebianError`] that says which of the things needed is missing; the next call tries again.
pub(crate) fn ensure(folder: &Path, active: &ActiveRust, output: &mut Output<'_>) -> Result<Pair, DebianError> {
    let linker = active.programs.join("wasm-component-ld");
    if !linker.is_file() {
        return Err(DebianError::NoLinker(active.programs.clone()));
    }
    let unpacked = debian::ensure(folder, &PAIR, &|folder| connect(folder, active), output)?;
    Ok(Pair { rustc: script(folder), version: unpacked.version, suite: unpacked.suite })
}

/// The package of rustc's shared libraries: `libstd-rust-1.97` for `1.97.1+dfsg1-1`.
fn library_package(version: &str) -> String {
    let upstream = version.split(['+', '-', '~']).next().unwrap_or(version);
    let series = upstream.rsplit_once('.').map_or(upstream, |(series, _)| series);
    format!("libstd-rust-{series}")
}

/// Writes the script, links the linkers, and proves that the compiler starts and has the target.
fn connect(folder: &Path, active: &ActiveRust) -> Result<(), DebianError> {
    let root = folder.join("root");
    let path = script(folder);
    write_script(&path, &Loader::find(&root)?.exec("rustc", &root.join("usr/bin/rustc")))?;
    // rustc looks for linkers here, so neither PATH nor a linker setting is needed.
    let link = root.join("usr/lib/rustlib").join(&active.host).join("bin");
    if fs::read_link(&link).ok().as_ref() != Some(&active.programs) {
        artifacts::replace(&link, |path| link_folder(&active.programs, path))?;
    }
    let mut ask = Command::new(&path);
    let library = capture(ask.args(["--print", "target-libdir", "--target", TARGET]))
        .map_err(|error| DebianError::Broken(error.to_string()))?;
    if native::has_std(Path::new(library.trim_end())) {
        Ok(())
    } else {
        Err(DebianError::Broken(format!("it has no standard library for {TARGET}")))
    }
}

fn script(folder: &Path) -> PathBuf {
    folder.join("bin/rustc")
}

#[cfg(unix)]
fn link_folder(to: &Path, at: &Path) -> io::Result<()> {
    // What an interrupted call with the same process id left.
    let _ = fs::remove_file(at);
    std::os::unix::fs::symlink(to, at)
}

// Never called: there is no apt, and `debian::ensure` has ended before.
#[cfg(not(unix))]
fn link_folder(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::super::pinned::Lock;
    use super::*;

    #[test]
    fn library_package_is_named_by_series() {
        assert_eq!(library_package("1.97.1+dfsg1-1"), "libstd-rust-1.97");
        assert_eq!(library_package("1.98.0-2"), "libstd-rust-1.98");
    }

    #[test]
    fn committed_lock_pins_the_pair() {
        let lock = Lock::parse(PAIR.lock);
        assert_eq!(lock.version_of("rustc").as_deref(), Some("1.97.1+dfsg1-1"));
        assert_eq!(lock.len(), PAIR.lock.lines().count());
        for package in ["rustc", "libstd-rust-dev", "libstd-rust-dev-wasm32", "libllvm22"] {
            assert!(lock.version_of(package).is_some(), "{package}");
        }
    }
}
