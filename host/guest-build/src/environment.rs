//! The environment of a nested cargo.
//!
//! A build script, and a program under `cargo run`, sees variables that describe *its own* package, target and flags.
//! Handed on, they would make the nested cargo compile guests with the host's flags (coverage, sanitizers, clippy as
//! the compiler), or rebuild them whenever one changes. What a person sets to steer cargo itself (network, registries,
//! terminal, number of jobs, linkers of the host) is handed on.

use std::env;
use std::path::Path;
use std::process::Command;

use crate::TARGET;

/// Variables removed by name.
const NAMES: &[&str] = &[
    "CARGO_BUILD_BUILD_DIR",
    "CARGO_CRATE_NAME",
    "CARGO_ENCODED_RUSTDOCFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_MAKEFLAGS",
    "CARGO_PRIMARY_PACKAGE",
    "CARGO_RUSTC_CURRENT_DIR",
    "CARGO_TARGET_DIR",
    "CARGO_TARGET_TMPDIR",
    "DEBUG",
    "HOST",
    "MAKEFLAGS",
    "MFLAGS",
    "NUM_JOBS",
    "OPT_LEVEL",
    "OUT_DIR",
    "PROFILE",
    "RUSTC",
    "RUSTC_LINKER",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_WRAPPER",
    "RUSTDOC",
    "RUSTDOCFLAGS",
    "RUSTFLAGS",
    "TARGET",
];

/// Variables removed by how they begin.
const PREFIXES: &[&str] =
    &["CARGO_BIN_", "CARGO_BUILD_", "CARGO_CFG_", "CARGO_FEATURE_", "CARGO_MANIFEST_", "CARGO_PKG_", "DEP_", "__CARGO"];

/// The flags that every guest is compiled with: the engine has SIMD, so plugins get it without asking.
const GUEST_FLAGS: &str = "-C target-feature=+simd128";

/// Whether the variable describes the surrounding build instead of a person's wish.
pub(crate) fn belongs_to_surrounding_build(name: &str) -> bool {
    // A limit on parallel jobs is meant for the whole build.
    name != "CARGO_BUILD_JOBS" && (NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix)))
}

/// Removes from the command what belongs to the surrounding build.
pub(crate) fn clean(command: &mut Command) {
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(belongs_to_surrounding_build) {
            command.env_remove(&name);
        }
    }
}

/// Sets the compiler and the flags for guests; after [`clean`].
pub(crate) fn set_guest(command: &mut Command, rustc: &Path) {
    command.env("RUSTC", rustc);
    // Empty switches wrappers of cargo's configuration file off, too: sccache cannot look through our compiler script.
    command.env("RUSTC_WRAPPER", "").env("RUSTC_WORKSPACE_WRAPPER", "");
    let name = format!("CARGO_TARGET_{}_RUSTFLAGS", TARGET.replace('-', "_").to_uppercase());
    command.env(name, GUEST_FLAGS);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;

    #[test]
    fn build_variables_go_and_wishes_stay() {
        for name in [
            "CARGO_ENCODED_RUSTFLAGS",
            "RUSTFLAGS",
            "RUSTC_WORKSPACE_WRAPPER",
            "RUSTC_WRAPPER",
            "CARGO_MAKEFLAGS",
            "MAKEFLAGS",
            "CARGO_CFG_TARGET_OS",
            "CARGO_PKG_NAME",
            "CARGO_MANIFEST_DIR",
            "CARGO_FEATURE_STD",
            "CARGO_BUILD_TARGET",
            "CARGO_BUILD_RUSTFLAGS",
            "CARGO_TARGET_DIR",
            "__CARGO_DEFAULT_LIB_METADATA",
            "DEP_Z_ROOT",
            "TARGET",
            "HOST",
            "OPT_LEVEL",
            "OUT_DIR",
        ] {
            assert!(belongs_to_surrounding_build(name), "{name}");
        }
        for name in [
            "CARGO",
            "CARGO_HOME",
            "CARGO_NET_OFFLINE",
            "CARGO_TERM_COLOR",
            "CARGO_BUILD_JOBS",
            "CARGO_INCREMENTAL",
            "CARGO_HTTP_PROXY",
            "CARGO_REGISTRIES_X_INDEX",
            "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER",
            "RUSTUP_TOOLCHAIN",
            "PATH",
            "HOME",
        ] {
            assert!(!belongs_to_surrounding_build(name), "{name}");
        }
    }

    #[test]
    fn compiler_and_flags_are_set() {
        let mut command = Command::new("cargo");
        clean(&mut command);
        set_guest(&mut command, Path::new("/tc/rustc"));
        let get = |wanted: &str| {
            command
                .get_envs()
                .find(|(name, _)| *name == OsStr::new(wanted))
                .and_then(|(_, value)| value)
                .map(OsStr::to_owned)
        };
        assert_eq!(get("RUSTC").unwrap(), "/tc/rustc");
        assert_eq!(get("RUSTC_WRAPPER").unwrap(), "");
        assert_eq!(get("CARGO_TARGET_WASM32_WASIP2_RUSTFLAGS").unwrap(), "-C target-feature=+simd128");
    }
}
