//! The active Rust toolchain: the one that compiles the host.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::capture;
use crate::{Error, TARGET, environment};

/// What the active `rustc` says about itself.
#[derive(Debug, Clone)]
pub(crate) struct ActiveRust {
    /// The compiler as it is called. It may be a script or rustup's proxy: the file in the sysroot need not start
    /// without it.
    pub(crate) rustc: PathBuf,
    /// The folder of rustc's own programs for the host: linkers are there.
    pub(crate) programs: PathBuf,
    /// The host triple.
    pub(crate) host: String,
    /// Whether the guests' standard library is installed.
    pub(crate) has_target: bool,
}

impl ActiveRust {
    /// Asks the `rustc` of the variable `RUSTC` (cargo sets it for build scripts), else that of PATH.
    ///
    /// # Errors
    ///
    /// [`Error::Start`] and [`Error::Program`].
    pub(crate) fn query(dir: &Path) -> Result<Self, Error> {
        let program = env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
        let ask = |arguments: &[&str]| {
            let mut command = Command::new(&program);
            environment::clean(&mut command);
            capture(command.current_dir(dir).args(arguments))
        };
        let verbose = ask(&["-vV"])?;
        let sysroot = PathBuf::from(ask(&["--print", "sysroot"])?.trim_end());
        let host = host_triple(&verbose).unwrap_or_default().to_owned();
        // A compiler that is too old to know the target answers with an error: it does not have it.
        let library = ask(&["--print", "target-libdir", "--target", TARGET]).unwrap_or_default();
        Ok(Self {
            rustc: PathBuf::from(program),
            programs: sysroot.join("lib/rustlib").join(&host).join("bin"),
            host,
            has_target: has_std(Path::new(library.trim_end())),
        })
    }
}

/// Whether the folder of a target's libraries holds a compiled standard library.
pub(crate) fn has_std(library: &Path) -> bool {
    fs::read_dir(library).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        })
    })
}

fn host_triple(verbose: &str) -> Option<&str> {
    verbose.lines().find_map(|line| line.strip_prefix("host: "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_is_read_from_the_version() {
        let text =
            "rustc 1.95.0 (59807616e 2026-04-14)\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\n";
        assert_eq!(host_triple(text), Some("x86_64-unknown-linux-gnu"));
        assert_eq!(host_triple("rustc 1.95.0"), None);
    }

    #[test]
    fn std_needs_its_rlib() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_std(&folder.path().join("missing")));
        fs::write(folder.path().join("libstd-1234.so"), "").unwrap();
        assert!(!has_std(folder.path()));
        fs::write(folder.path().join("libstd-1234.rlib"), "").unwrap();
        assert!(has_std(folder.path()));
    }

    #[test]
    fn active_compiler_answers() {
        let active = ActiveRust::query(Path::new(".")).unwrap();
        assert!(active.programs.is_absolute(), "{active:?}");
        assert!(!active.host.is_empty());
    }
}
