//! Plugins, run natively, without a host: what needs no other component.

mod errors;
mod exporting;
mod globals;
mod values;

use imjoy_sdk::{Error, Value};

use crate::journal;
use crate::plugin::{Identity, Plugin, Running};
use crate::source::Script;
use crate::tasks::native::run;
use crate::{calling, evaluation};

/// The name of the file that the plugins of these tests are in.
const FILE: &str = "test.imjoy.html";

fn script(text: &str) -> Script {
    Script { file: FILE.into(), line: 1, indent: 0, before: 0, text: text.into(), module: false }
}

fn begin(scripts: Vec<Script>) -> Running {
    let identity = Identity { name: "test".into(), plugin_type: "web-worker".into(), api_version: "0.1.8".into() };
    Plugin::begin(identity, scripts).unwrap()
}

/// The plugin, set up.
fn load(source: &str) -> Result<Running, Error> {
    load_all(vec![script(source)])
}

fn load_all(scripts: Vec<Script>) -> Result<Running, Error> {
    let running = begin(scripts);
    run(evaluation::start(running))?;
    Ok(running)
}

/// A plugin whose functions these are, as an object literal has them.
fn exporting(functions: &str) -> Running {
    run(begun(functions))
}

/// As [`exporting`], within a future.
async fn begun(functions: &str) -> Running {
    let running = begin(vec![script(&format!("api.export({{ setup() {{}}, {functions} }})"))]);
    evaluation::start(running).await.unwrap();
    running
}

fn call(running: Running, name: &str, arguments: Vec<Value>) -> Result<Value, Error> {
    run(calling::exported(running, name.into(), arguments))
}

/// What a function body gives for `a` and `b`.
fn result(body: &str, arguments: Vec<Value>) -> Value {
    call(exporting(&format!("async run(a, b) {{ {body} }}")), "run", arguments).unwrap()
}

fn failure(body: &str) -> Error {
    call(exporting(&format!("async run(a, b) {{ {body} }}")), "run", vec![]).unwrap_err()
}

fn log() -> Vec<String> {
    journal::native::written()
}
