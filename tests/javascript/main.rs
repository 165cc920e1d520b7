//! Plugins written in JavaScript, run by the JavaScript runtime in the real engine. Their files are in `plugins/`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

mod calls;
mod editing;
mod errors;
mod files;
mod hostile;
mod interface;
mod libraries;
mod load_plugin;
mod memory;
mod values;
mod windows;

use imjoy_engine::CallError;
use imjoy_engine::value::{Record, Value};
use imjoy_tests::TestEngine;
use std::path::Path;

/// Path of a plugin in `plugins/`.
fn path(file: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("javascript/plugins").join(file).to_str().unwrap().to_owned()
}

/// An engine with plugins of `plugins/`.
fn started(files: &[&str]) -> TestEngine {
    let engine = TestEngine::new();
    for file in files {
        engine.start(&path(file));
    }
    engine
}

/// Loads a plugin with this script, in a file `test.js`, and gives why it cannot be used, or nothing.
fn load_script(engine: &TestEngine, script: &str) -> Result<(), CallError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test.js");
    std::fs::write(&file, script).unwrap();
    let plugin = engine.load(file.to_str().unwrap());
    engine.block_on(engine.engine.ready(plugin))
}

/// An engine with the plugin `test`, whose functions these are, as an object literal has them.
fn exporting(functions: &str) -> TestEngine {
    let engine = TestEngine::new();
    load_script(&engine, &format!("api.export({{ setup() {{}}, {functions} }})")).unwrap();
    engine
}

fn call(engine: &TestEngine, function: &str, arguments: Vec<Value>) -> Result<Value, CallError> {
    engine.call("test", function, arguments)
}

fn list(values: impl IntoIterator<Item = Value>) -> Value {
    Value::List(values.into_iter().collect())
}

fn record<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let mut record = Record::new();
    for (name, value) in fields {
        record.set(name, value);
    }
    Value::Record(record)
}
