//! Plugins written in Python, run by the Python runtime in the real engine. Their files are in `plugins/`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

mod arrays;
mod calls;
mod computing;
mod errors;
mod files;
mod interface;
mod load_plugin;
mod memory;
mod modules;
mod random;
mod values;

use imjoy_engine::CallError;
use imjoy_engine::value::Value;
use imjoy_tests::{TestEngine, compile_python_runtime};
use std::path::{Path, PathBuf};

/// Path of a plugin in `plugins/`, for an engine in which the Python runtime is compiled.
fn path(file: &str) -> String {
    compile_python_runtime();
    plugins().join(file).to_str().unwrap().to_owned()
}

fn plugins() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("python/plugins")
}

/// An engine with a plugin of `plugins/`.
fn started(file: &str) -> TestEngine {
    let path = path(file);
    let engine = TestEngine::new();
    engine.start(&path);
    engine
}

/// Loads a plugin with this script, in a file `test.py`, and gives why it cannot be used, or nothing.
fn load_script(engine: &TestEngine, script: &str) -> Result<(), CallError> {
    compile_python_runtime();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test.py");
    std::fs::write(&file, script).unwrap();
    let plugin = engine.load(file.to_str().unwrap());
    engine.block_on(engine.engine.ready(plugin))
}

/// The message of a call that failed by itself.
fn failure(result: Result<Value, CallError>) -> String {
    match result {
        Err(CallError::Failed(text)) => text,
        other => panic!("{other:?}"),
    }
}

fn list(values: impl IntoIterator<Item = Value>) -> Value {
    Value::List(values.into_iter().collect())
}
