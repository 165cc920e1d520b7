//! Debian's clang, linker and C library for wasm, unpacked into a folder.
//!
//! Only what compiles for wasm is unpacked: without the C library and the linker of the machine's own architecture,
//! which clang's package asks for, too.

use std::fs;
use std::path::{Path, PathBuf};

use super::apt::Apt;
use super::c_compiler::CCompiler;
use super::debian::{self, PackageSet, Unpacked};
use super::unpacked_program::{Loader, quote, write_script};
use crate::{DebianError, Error, Output};

/// A clang and a linker of one version.
const CLANG: PackageSet = PackageSet {
    name: "clang",
    compiler: "clang",
    groups: &[&["clang-22", "lld-22", "libclang-common-22-dev"], &["clang-23", "lld-23", "libclang-common-23-dev"]],
    minimum: "1:22",
    needs,
    size: "60 MB",
    lock: include_str!("../../debian-clang.lock"),
    lock_name: "debian-clang.lock",
};

/// Gives the compiler in `folder`; downloads and unpacks it if it is not there. Safe to be called by several processes.
///
/// # Errors
///
/// A [`DebianError`] that says which of the things needed is missing; the next call tries again.
pub(crate) fn ensure(folder: &Path, output: &mut Output<'_>) -> Result<(CCompiler, Unpacked), DebianError> {
    let unpacked = debian::ensure(folder, &CLANG, &connect, output)?;
    Ok((compiler(folder), unpacked))
}

/// The libraries that clang and its linker are made with, the C library for wasm, and clang's own functions for it:
/// the last are of no architecture, so their version may lack the suffix of a rebuild.
fn needs(apt: &Apt, package: &str, _: &str) -> Result<Vec<String>, Error> {
    let series = series(package);
    let mut packages = apt.closure(&format!("libclang-cpp{series}"))?;
    packages.extend(apt.closure(&format!("lld-{series}"))?);
    packages.retain(|name| *name != format!("lld-{series}"));
    packages.extend(["wasi-libc".to_owned(), format!("libclang-rt-{series}-dev-wasm32")]);
    packages.sort();
    packages.dedup();
    Ok(packages)
}

/// The number in the name of a package: `22` for `clang-22`.
fn series(package: &str) -> &str {
    package.rsplit_once('-').map_or(package, |(_, series)| series)
}

/// Writes the scripts, and proves that they compile and link.
fn connect(folder: &Path) -> Result<(), DebianError> {
    let root = folder.join("root");
    let loader = Loader::find(&root)?;
    let broken = || DebianError::Broken("no clang among the packages".to_owned());
    let llvm = find_one(&root.join("usr/lib"), "llvm-").ok_or_else(broken)?;
    let resources = find_one(&llvm.join("lib/clang"), "").ok_or_else(broken)?;
    let compiler = compiler(folder);
    let name = compiler.clang().display().to_string();
    // clang sees the loader as the program that runs, so it is told where its own files are, and by which name it
    // starts itself; when it does that (`-cc1`), all is on its command line already.
    let own = format!(
        "case \"$1\" in -cc1*) ;; *) set -- -no-canonical-prefixes -resource-dir {} --sysroot={} \"$@\" ;; esac\n",
        quote(&resources.display().to_string()),
        quote(&root.join("usr").display().to_string()),
    );
    write_script(compiler.clang(), &(own + &loader.exec(&name, &llvm.join("bin/clang"))))?;
    // clang looks for its linker beside itself.
    write_script(&folder.join("bin/wasm-ld"), &loader.exec("wasm-ld", &llvm.join("bin/lld")))?;
    compiler.probe().map_err(|error| DebianError::Broken(error.to_string()))
}

fn compiler(folder: &Path) -> CCompiler {
    CCompiler::new(folder.join("bin/clang"), Vec::new())
}

/// The first folder whose name begins so.
fn find_one(folder: &Path, prefix: &str) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    let mut folders: Vec<PathBuf> =
        entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix)).map(|e| e.path()).collect();
    folders.sort();
    folders.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::super::pinned::Lock;
    use super::*;

    #[test]
    fn committed_lock_pins_compiler_linker_and_library() {
        let lock = Lock::parse(CLANG.lock);
        assert_eq!(lock.len(), CLANG.lock.lines().count());
        let [first, ..] = CLANG.groups else { panic!() };
        let version = lock.version_of(first[0]).unwrap();
        for package in *first {
            assert_eq!(lock.version_of(package).as_ref(), Some(&version), "{package}");
        }
        for package in ["wasi-libc", "libclang-rt-22-dev-wasm32", "libclang-cpp22", "libc6"] {
            assert!(lock.version_of(package).is_some(), "{package}");
        }
    }

    #[test]
    fn series_is_the_number_in_the_name() {
        for group in CLANG.groups {
            assert!(series(group[0]).parse::<u32>().is_ok(), "{group:?}");
        }
    }

    #[test]
    fn folder_without_packages_is_broken() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(connect(folder.path()), Err(DebianError::Broken(_))));
    }
}
