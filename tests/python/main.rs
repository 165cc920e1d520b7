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
mod errors;
mod files;
mod interface;
mod modules;
mod values;

use imjoy_engine::CallError;
use imjoy_engine::value::Value;
use imjoy_tests::{TestEngine, data_folder};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Once;

/// Path of a plugin in `plugins/`, for an engine in which the Python runtime is compiled.
fn path(file: &str) -> String {
    compile_runtime();
    plugins().join(file).to_str().unwrap().to_owned()
}

fn plugins() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("python/plugins")
}

/// Compiles the Python runtime unless it has been. That takes longer than a test waits, and is kept for all tests: one
/// of them does it, in whatever process, and the others wait.
fn compile_runtime() {
    static IS_COMPILED: Once = Once::new();
    IS_COMPILED.call_once(|| {
        let folder = data_folder();
        std::fs::create_dir_all(&folder).unwrap();
        let lock = File::create(folder.join("python-runtime.lock")).unwrap();
        lock.lock().unwrap();
        let engine = TestEngine::new();
        let plugin = engine.load(plugins().join("modules.py").to_str().unwrap());
        engine.engine.block_on(engine.engine.ready(plugin)).unwrap();
    });
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
    compile_runtime();
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
