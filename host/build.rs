//! Builds the sample plugins and writes the list of them that the host includes.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// Packages of `sample-plugins/`, in the order in which `host list` shows them.
const SAMPLE_PLUGINS: &[&str] = &[
    "hello",
    "image-filters",
    "cell-counter",
    "folder-statistics",
    "annotator",
    "live-histogram",
    "line-profile",
    "alert",
    "confirm",
    "prompt",
    "show-dialog",
    "show-progress",
    "show-status",
    "show-snackbar",
    "show-message",
    "show-plugin-progress",
    "show-plugin-status",
    "log-sample",
    "error",
    "create-window",
    "get-window",
    "call",
    "run",
    "get-plugin",
    "start",
    "kill",
    "register",
    "unregister",
    "force-update",
    "sleep",
    "ndarray-sample",
    "export",
    "get-config",
    "window",
    "set-config",
    "get-attachment",
    "tag",
    "workspace",
    "register-service",
    "get-services",
    "unregister-service",
    "open-url",
    "show-file-dialog",
    "get-file-url",
    "get-file-path",
    "export-file",
    "checksum",
    "join-files",
    "add-to-file",
    "sort-files",
];

fn main() -> ExitCode {
    let artifacts = match imjoy_guest_build::from_build_script(SAMPLE_PLUGINS) {
        Ok(artifacts) => artifacts,
        Err(error) => return imjoy_guest_build::fail(&error),
    };
    let mut list = String::from("&[\n");
    for artifact in &artifacts {
        // Writing into a String cannot fail.
        let _ = writeln!(list, "    ({:?}, include_bytes!({:?})),", artifact.name, artifact.path.display().to_string());
    }
    list.push_str("]\n");
    let folder = std::env::var_os("OUT_DIR").unwrap_or_default();
    match std::fs::write(Path::new(&folder).join("sample_plugins.rs"), list) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=the list of sample plugins cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}
