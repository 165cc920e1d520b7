//! `host new`: first plugins are made, and run as they are.

use super::{failure, host, image, success};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Makes a plugin in a folder and gives what `host new` says.
fn made(folder: &Path, name: &str, options: &[&str]) -> String {
    let folder = folder.display().to_string();
    let arguments = [&["new", name, "--folder", &folder], options].concat();
    success(&arguments).0
}

/// Runs a plugin on the coins and gives its result.
fn run_on_coins(plugin: &str) -> (Value, String) {
    let (stdout, stderr) = success(&["run", plugin, "--input", &image("coins.png"), "--json"]);
    (serde_json::from_str(&stdout).unwrap(), stderr)
}

/// What the first plugins measure in `coins.png`; compared with numpy.
fn check_coins(result: &Value) {
    assert_eq!(result["pixels"], 116_352, "{result}");
    assert_eq!((result["min"].as_f64(), result["max"].as_f64()), (Some(1.0), Some(252.0)), "{result}");
    assert!((result["mean"].as_f64().unwrap() - 96.855_516_020_352).abs() < 1e-9, "{result}");
}

#[test]
fn a_plugin_in_javascript_runs_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let said = made(folder.path(), "My measure", &[]);
    let file = folder.path().join("My measure.imjoy.html").display().to_string();
    assert_eq!(said, format!("{file} is ready; run it with `host run '{file}'`\n"));
    let (stdout, _) = success(&["info", &file, "--json"]);
    let info: Value = serde_json::from_str(&stdout).unwrap();
    assert!(info.to_string().contains("My measure"), "{info}");
    let (result, stderr) = run_on_coins(&file);
    check_coins(&result);
    assert!(stderr.contains("window «Histogram» (imjoy/plot)"), "{stderr}");
    let (_, stderr) = success(&["run", &file]);
    assert!(stderr.contains("Open an image first (Ctrl+O), then run My measure on it."), "{stderr}");
}

#[test]
fn a_plugin_in_python_runs_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path(), "measure-py", &["--language", "python"]);
    let file = folder.path().join("measure-py.imjoy.html").display().to_string();
    let (result, stderr) = run_on_coins(&file);
    check_coins(&result);
    assert!(stderr.contains("window «Histogram» (imjoy/plot)"), "{stderr}");
}

#[test]
fn window_plugins_open_a_window() {
    let folder = tempfile::tempdir().unwrap();
    for language in ["javascript", "python"] {
        let name = format!("threshold-{language}");
        made(folder.path(), &name, &["--window", "--language", language]);
        let file = folder.path().join(format!("{name}.imjoy.html")).display().to_string();
        let (_, stderr) = success(&["run", &file, "--input", &image("coins.png")]);
        assert!(stderr.contains(&format!("window «{name}» ({name})")), "{stderr}");
        let error = failure(&["run", &file]);
        assert!(error.contains("open an image first"), "{error}");
    }
}

#[test]
fn a_plugin_in_rust_is_a_package_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let said = made(folder.path(), "My measure", &["--language", "rust"]);
    let package = folder.path().join("my-measure");
    assert_eq!(said, format!("{0} is ready; build it with `host build {0}`\n", package.display()));
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"my-measure\""), "{manifest}");
    let sdk = manifest.split('\'').nth(1).unwrap();
    assert!(Path::new(sdk).join("src/lib.rs").is_file(), "{sdk}");
    let source = fs::read_to_string(package.join("src/lib.rs")).unwrap();
    assert!(source.contains("name = \"My measure\""), "{source}");
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().display().to_string();
    for (language, file) in [("javascript", "once.imjoy.html"), ("python", "once.imjoy.html"), ("rust", "once")] {
        let path = folder.path().join(file);
        if !path.exists() {
            fs::write(&path, "mine").unwrap();
        }
        let error = failure(&["new", "once", "--language", language, "--folder", &place]);
        assert!(error.contains("is there already; choose another name or --folder"), "{error}");
        assert_eq!(fs::read_to_string(path).unwrap(), "mine");
    }
}

#[test]
fn names_that_no_file_can_have_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().display().to_string();
    for name in ["", "a/b", "../up", "con:", "x\"y", &"n".repeat(49)] {
        let error = failure(&["new", name, "--folder", &place]);
        assert!(error.contains("cannot be the name of a plugin"), "{error}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let error = failure(&["new", "x", "--language", "c", "--window", "--folder", &place]);
    assert!(error.contains("no window plugin in C to begin with, but in JavaScript, Python, Rust"), "{error}");
    assert_eq!(host(&["new", "x", "--language", "cobol"]).status.code(), Some(2));
}
