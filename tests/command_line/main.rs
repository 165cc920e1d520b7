//! The program `host` as a user runs it without a window.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

mod files;
mod installing;
mod killed;
mod new;
mod places;
mod plain_component;
mod samples;
mod stubs;

use imjoy_tests::{data_folder, guests, images};
use std::process::{Command, Output};

/// Runs `host` without a display.
fn host(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_host"));
    command.args(arguments).env("IMJOY_DATA", data_folder()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn success(arguments: &[&str]) -> (String, String) {
    let output = host(arguments);
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {stderr}");
    (stdout, stderr)
}

/// Runs `host`, which must fail with one sentence.
fn failure(arguments: &[&str]) -> String {
    let output = host(arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", text(&output.stderr));
    assert!(output.stdout.is_empty(), "{arguments:?}");
    let stderr = text(&output.stderr);
    let error = stderr.lines().find_map(|line| line.strip_prefix("error: "));
    error.unwrap_or_else(|| panic!("{arguments:?}: {stderr}")).to_owned()
}

fn image(name: &str) -> String {
    images().join(name).display().to_string()
}

#[test]
fn list() {
    let (stdout, _) = success(&["list"]);
    for name in ["hello", "image-filters", "cell-counter"] {
        assert!(stdout.lines().any(|line| line.starts_with(name)), "{stdout}");
    }
}

#[test]
fn info() {
    let (stdout, _) = success(&["info", "image-filters", "--json"]);
    let info: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(info["name"], "image-filters");
    let has = |field: &str, item: &str| info[field].as_array().unwrap().iter().any(|name| name.as_str() == Some(item));
    assert!(has("functions", "gaussian") && has("functions", "run") && !has("functions", "setup"));
    assert!(has("imports", "imjoy:plugin/plugins@0.1.0"));
    let (stdout, _) = success(&["info", guests::ECHO]);
    assert!(stdout.starts_with("name         echo\n"), "{stdout}");
}

#[test]
fn run_cell_counter_on_coins() {
    let (stdout, stderr) = success(&["run", "cell-counter", "--input", &image("coins.png"), "--json"]);
    let result: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(result["count"], 24);
    assert_eq!(result["threshold"], 107);
    assert_eq!(result["table"].as_array().unwrap().len(), 24);
    assert!(stderr.contains("window «Cells of coins.png» (imjoy/image)"), "{stderr}");
}

#[test]
fn run_with_options() {
    let arguments = ["run", "cell-counter", "--input", &image("coins.png"), "--json", "--config", "min_area=2000"];
    let (stdout, _) = success(&arguments);
    let result: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert!(result["count"].as_u64().unwrap() < 24);
    let error = failure(&["run", "cell-counter", "--input", &image("coins.png"), "--config", "connectivity=5"]);
    assert!(error.contains("connectivity=5") && error.contains("8, 4"), "{error}");
}

#[test]
fn run_writes_its_output() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let coins = image("coins.png");
    success(&["run", "image-filters", "Invert", "--input", &coins, "--output", &path("inverted.png")]);
    let original = image::open(&coins).unwrap().into_luma8();
    let inverted = image::open(path("inverted.png")).unwrap().into_luma8();
    assert!(original.pixels().zip(inverted.pixels()).all(|(before, after)| before.0[0] == 255 - after.0[0]));

    success(&["run", "cell-counter", "--input", &coins, "--output", &path("table.csv")]);
    let table = std::fs::read_to_string(path("table.csv")).unwrap();
    assert_eq!(table.lines().count(), 25, "{table}");
    assert!(table.starts_with("label,"), "{table}");
    success(&["run", "cell-counter", "--input", &coins, "--output", &path("labels.npy")]);
    assert!(std::fs::read(path("labels.npy")).unwrap().starts_with(b"\x93NUMPY"));

    let error = failure(&["run", "cell-counter", "--input", &coins, "--output", &path("no")]);
    assert!(error.contains("has no extension"), "{error}");
    let error = failure(&["run", "image-filters", "Invert", "--input", &coins, "--output", &path("a/b/c.png")]);
    assert!(error.contains("cannot be written"), "{error}");
}

#[test]
fn run_tells_what_the_plugin_tells() {
    let (_, stderr) = success(&["run", "hello", "--config", "name=Ada"]);
    assert!(stderr.contains("Hello from a WebAssembly plugin"), "{stderr}");
    assert!(stderr.contains("progress 50 %") && stderr.contains("progress 100 %"), "{stderr}");
    assert!(stderr.contains("hello went on after OK") && stderr.contains("Nice to meet you, Ada"), "{stderr}");
}

#[test]
fn run_tells_of_the_window_of_a_window_plugin_and_ends() {
    let (stdout, stderr) = success(&["run", guests::WINDOW_PLUGIN]);
    assert_eq!(stdout, "");
    assert!(stderr.contains("window «window-plugin» (window-plugin)"), "{stderr}");
    let error = failure(&["run", guests::WINDOW_PLUGIN, "--config", "behave=fail"]);
    assert!(error.contains("run failed on purpose"), "{error}");
    let error = failure(&["run", guests::WINDOW_PLUGIN, "ping"]);
    assert!(error.contains("function \"ping\" of window-plugin is not available."), "{error}");
}

#[test]
fn dialogs_are_answered_or_refused() {
    let prompt = [guests::ECHO, "prompt"];
    let error = failure(&["run", prompt[0], prompt[1]]);
    // The context is no text, which is what `prompt` takes.
    assert!(error.contains("text"), "{error}");
}

#[test]
fn failures_are_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name).display().to_string();
        std::fs::write(&path, bytes).unwrap();
        path
    };
    for (arguments, expected) in [
        (vec!["run", "nobody"], "there is no plugin nobody"),
        (vec!["info", "missing.wasm"], "missing.wasm cannot be read"),
        (vec!["run", &file("text.wasm", b"hello")], "is not a WebAssembly file"),
        (vec!["run", &file("module.wasm", &wat::parse_str("(module)").unwrap())], "core WebAssembly module"),
        (vec!["run", "hello", "--input", "missing.png"], "missing.png cannot be read"),
        (vec!["run", "hello", "--input", &file("text.png", b"hello")], "is not an image that can be read"),
        (vec!["run", "hello", "nothing"], "function \"nothing\" of hello is not available."),
        (vec!["run", "image-filters", "Median"], "open an image"),
        (vec!["run", guests::PANIC], "the plugin gave up on purpose"),
        (vec!["run", guests::SETUP_FAILS], "setup failed on purpose"),
        (vec!["build", "/nowhere"], "/nowhere"),
    ] {
        let error = failure(&arguments);
        assert!(error.contains(expected), "{arguments:?}: {error}");
    }
}

#[test]
fn without_a_display_the_window_says_what_to_do() {
    let error = failure(&[]);
    assert!(error.contains("host run") && error.contains("Xvfb"), "{error}");
}

#[test]
fn a_command_that_cannot_be_understood_is_status_2() {
    assert_eq!(host(&["run"]).status.code(), Some(2));
    assert_eq!(host(&["run", "hello", "--config", "novalue"]).status.code(), Some(2));
}

#[test]
fn run_grants_what_a_plugin_declares() {
    let error = failure(&["run", "folder-statistics"]);
    assert!(error.contains("--grant images=PATH") && error.contains("It measures the images"), "{error}");
    let folder = images().display().to_string();
    let (stdout, _) = success(&["run", "folder-statistics", "--grant", &format!("images={folder}"), "--json"]);
    let result: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let coins = result["table"].as_array().unwrap().iter().find(|row| row["image"] == "coins.png").unwrap();
    assert_eq!((&coins["width"], &coins["height"]), (&384.into(), &303.into()));
    // It held for that run only.
    assert!(failure(&["run", "folder-statistics"]).contains("--grant images=PATH"));
    let error = failure(&["run", "folder-statistics", "--grant", &format!("images={folder}/coins.png")]);
    assert!(error.contains("is not a folder"), "{error}");
}
