//! Builds the guests of `guests/`, each a small crate for one behaviour, and writes the
//! list of them.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// Packages of `guests/`.
const GUESTS: &[&str] = &[
    "background-loop",
    "declared-permissions",
    "deep-recursion",
    "echo",
    "echo-partner",
    "file-attacks",
    "files",
    "files-partner",
    "huge-alert",
    "infinite-loop",
    "memory-bomb",
    "mutual-await",
    "mutual-await-partner",
    "panic",
    "plain-component",
    "resource-flood",
    "setup-fails",
    "setup-hangs",
    "setup-spins",
    "slow-interface",
    "state-keeper",
    "takes-files",
    "window-opener",
    "window-plugin",
    "window-plugin-without-run",
    "wrong-arena",
];

/// Folders of guests in C, which `c_sdk/` tests.
const C_GUESTS: &[&str] = &["guest-sdk/c/tests/echo-in-c"];

fn main() -> ExitCode {
    let packages = imjoy_guest_build::from_build_script(GUESTS);
    let (artifacts, in_c) = match (packages, imjoy_guest_build::c_plugins_from_build_script(C_GUESTS)) {
        (Ok(packages), Ok(folders)) => (packages, folders),
        (Err(error), _) | (_, Err(error)) => return imjoy_guest_build::fail(&error),
    };
    // Writing into a String cannot fail.
    let mut list = String::new();
    for artifact in artifacts.iter().chain(&in_c) {
        let name = artifact.name.replace('-', "_");
        let constant = name.to_uppercase();
        let path = artifact.path.display().to_string();
        let _ = writeln!(list, "/// The guest `{}`.\npub const {constant}: &str = {path:?};", artifact.name);
    }
    list.push_str("/// Expands a macro once for each guest, with its name.\n#[macro_export]\nmacro_rules! for_each_guest {\n    ($macro:ident) => {\n");
    for artifact in &artifacts {
        let _ = writeln!(list, "        $macro!({});", artifact.name.replace('-', "_"));
    }
    list.push_str("    };\n}\n");
    let folder = std::env::var_os("OUT_DIR").unwrap_or_default();
    match std::fs::write(Path::new(&folder).join("guests.rs"), list) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=the list of guests cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}
