//! Builds the sample plugins and writes the list of them that the host includes; those that
//! are text it takes as they are.

use std::fmt::Write;
use std::path::{Path, PathBuf};
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

/// Folders of plugins in C, which come after those.
const C_PLUGINS: &[&str] = &["sample-plugins/fourier-filter"];

fn main() -> ExitCode {
    let packages = imjoy_guest_build::from_build_script(SAMPLE_PLUGINS);
    let (packages, folders) = match (packages, imjoy_guest_build::c_plugins_from_build_script(C_PLUGINS)) {
        (Ok(packages), Ok(folders)) => (packages, folders),
        (Err(error), _) | (_, Err(error)) => return imjoy_guest_build::fail(&error),
    };
    let mut list = String::from("&[\n");
    for artifact in packages.iter().chain(&folders) {
        // Writing into a String cannot fail.
        let _ = writeln!(list, "    ({:?}, include_bytes!({:?})),", artifact.name, artifact.path.display().to_string());
    }
    let files = match plugin_files() {
        Ok(files) => files,
        Err(error) => {
            println!("cargo::error=the plugin files in sample-plugins cannot be listed: {error}");
            return ExitCode::FAILURE;
        }
    };
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        println!("cargo::rerun-if-changed={}", path.display());
        let _ = writeln!(list, "    ({name:?}, include_bytes!({:?})),", path.display().to_string());
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

/// All `.imjoy.html` files of `sample-plugins/`, by folder and name.
fn plugin_files() -> std::io::Result<Vec<PathBuf>> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample-plugins");
    println!("cargo::rerun-if-changed={}", samples.display());
    let mut files = Vec::new();
    for folder in std::fs::read_dir(&samples)? {
        let folder = folder?.path();
        if folder.is_dir() {
            for file in std::fs::read_dir(folder)? {
                let file = file?.path();
                if file.to_string_lossy().ends_with(".imjoy.html") {
                    files.push(file);
                }
            }
        }
    }
    files.sort();
    Ok(files)
}
