//! The C SDK, by a plugin in C (`guest-sdk/c/tests/echo-in-c`) in the engine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

mod building;
mod values;

use imjoy_engine::front_end::UiEvent;
use imjoy_engine::value::{FunctionHandle, Value};
use imjoy_engine::{CallError, Limits};
use imjoy_tests::{TestEngine, guests};

const PLUGIN: &str = "echo-in-c";

fn engine() -> TestEngine {
    let engine = TestEngine::new();
    engine.start(guests::ECHO_IN_C);
    engine
}

fn call(engine: &TestEngine, function: &str, arguments: Vec<Value>) -> Value {
    engine.call(PLUGIN, function, arguments).unwrap_or_else(|error| panic!("{function}: {error}"))
}

fn text(value: &str) -> Value {
    Value::from(value)
}

#[test]
fn manifest_functions_and_setup() {
    let engine = engine();
    let plugin = engine.engine.plugin_named(PLUGIN).unwrap();
    let manifest = engine.engine.info(plugin).unwrap().manifest;
    assert_eq!(manifest.description, "What tests/c_sdk calls of the C SDK");
    assert!(!manifest.runnable, "it has no function `run`");
    assert!(manifest.functions.iter().any(|name| name == "echo"), "{:?}", manifest.functions);
    assert!(!manifest.functions.iter().any(|name| name == "setup"), "{:?}", manifest.functions);
    assert_eq!(call(&engine, "count_setups", vec![]), 1i64.into());
    for name in ["nothing", "setup"] {
        let error = engine.call(PLUGIN, name, vec![]).unwrap_err();
        assert!(matches!(&error, CallError::NotFound(text) if text.contains(name) && text.contains(PLUGIN)), "{error}");
    }
}

#[test]
fn errors_keep_their_kind_and_message() {
    let engine = engine();
    let mut kinds = Vec::new();
    for kind in 1..=8i64 {
        let error = engine.call(PLUGIN, "fail", vec![kind.into()]).unwrap_err();
        assert_eq!(error.to_string(), format!("it failed with {kind}"));
        kinds.push(format!("{error:?}").split('(').next().unwrap().to_owned());
    }
    let expected = ["Cancelled", "NotFound", "Denied", "Invalid", "Terminated", "Limit", "Unavailable", "Failed"]
        .map(str::to_owned);
    assert_eq!(kinds, expected);
    // From another plugin through this one.
    let error = engine.call(PLUGIN, "call", vec![text("nobody"), text("echo")]).unwrap_err();
    assert!(matches!(&error, CallError::NotFound(text) if text.contains("nobody")), "{error:?}");
    let error = engine.call(PLUGIN, "too_deep", vec![]).unwrap_err();
    assert_eq!(error.to_string(), "a value has more than 64 levels");
    assert_eq!(call(&engine, "echo", vec![1i64.into()]), 1i64.into(), "an error is forgotten with its call");
}

#[test]
fn a_call_leaves_no_memory_and_no_handle_behind() {
    // Each call has 8 MiB in the plugin and as much again in the host.
    let engine = TestEngine::with_limits(Limits { memory_bytes: 64 << 20, resources: 100, ..Limits::default() });
    engine.start(guests::ECHO_IN_C);
    for _ in 0..40 {
        call(&engine, "many_bytes", vec![(8i64 << 20).into()]);
        call(&engine, "keep", vec![Value::Bytes(vec![1; 10_000].into())]);
        call(&engine, "echo", vec![Value::Bytes(vec![2; 10_000].into())]);
    }
    let error = engine.call(PLUGIN, "many_bytes", vec![(100i64 << 20).into()]).unwrap_err();
    assert!(matches!(&error, CallError::Limit(text) if text.contains("no memory left")), "{error:?}");
    assert_eq!(call(&engine, "echo", vec![1i64.into()]), 1i64.into(), "it goes on");
}

#[test]
fn functions_are_given_called_kept_and_released() {
    let engine = engine();
    let function = |value: Value| -> FunctionHandle {
        match value {
            Value::Function(function) => function,
            other => panic!("{other}"),
        }
    };
    let adder = function(call(&engine, "adder", vec![5i64.into()]));
    let result = engine.block_on(engine.engine.call_function(&adder, vec![2i64.into()])).unwrap();
    assert_eq!(result, 7i64.into());
    let error = engine.block_on(engine.engine.call_function(&adder, vec![text("x")])).unwrap_err();
    assert_eq!(error.to_string(), "the number must be a whole number, and is \"x\"");
    // A function of another plugin, called from here.
    engine.start(guests::ECHO);
    let doubled = engine.call("echo", "make_function", vec![2.0.into()]).unwrap();
    assert_eq!(call(&engine, "apply", vec![doubled.clone(), 21.0.into()]).as_number(), Some(42.0));
    call(&engine, "keep", vec![doubled.clone()]);
    assert_eq!(call(&engine, "what_is_kept", vec![]), doubled);
    assert_eq!(call(&engine, "count_released", vec![]), 0i64.into());
    drop(adder);
    // The plugin is told some time after; each call is answered after what came before.
    while call(&engine, "count_released", vec![]) == 0i64.into() {}
    assert_eq!(call(&engine, "count_released", vec![]), 1i64.into());
}

#[test]
fn other_plugins_by_handle_and_by_task() {
    let engine = engine();
    engine.start(guests::ECHO);
    let asked = call(&engine, "ask", vec![text("echo"), text("kind"), true.into()]);
    assert_eq!(asked.field("name").unwrap(), &text("echo"));
    assert!(asked.field("functions").unwrap().as_list().unwrap().contains(&text("relay")));
    assert_eq!(asked.field("result").unwrap(), &text("a truth value"));
    assert_eq!(call(&engine, "start", vec![text("echo"), text("echo"), 5i64.into()]), 5i64.into());
    let error = engine.call(PLUGIN, "ask", vec![text("nobody"), text("kind")]).unwrap_err();
    assert!(matches!(error, CallError::NotFound(_)), "{error:?}");
}

#[test]
fn windows_settings_and_log() {
    let engine = engine();
    let shown = call(&engine, "show", vec![text("data")]);
    assert_eq!(shown, Value::List(vec!["First".into(), "Second".into(), true.into(), true.into()]));
    let settings = call(&engine, "settings", vec![7i64.into()]).as_list().unwrap();
    assert_eq!(settings[..3], [text("7"), text(PLUGIN), Value::Null]);
    assert_eq!(settings[4], true.into(), "there is no tag");
    call(&engine, "report", vec![]);
    let log = engine.log();
    for line in ["1 lines", "an error of mine", "values 2", "printed"] {
        assert!(log.iter().any(|entry| entry == line), "{line} is not in {log:?}");
    }
}

#[test]
fn dialogs_are_waited_for() {
    let mut engine = engine();
    let asked = engine.spawn(PLUGIN, "dialogs", vec![]);
    for answer in [Value::Absent, true.into(), text("Ada")] {
        let dialog = engine.dialog();
        engine.answer(&dialog, answer);
    }
    assert_eq!(asked.wait().unwrap(), Value::List(vec![true.into(), "Ada".into()]));
}

#[test]
fn calls_come_one_after_the_other_and_a_plugin_that_waits_can_be_ended() {
    let mut engine = engine();
    let calls: Vec<_> = (0..4).map(|_| engine.spawn(PLUGIN, "slow", vec![])).collect();
    for call in calls {
        assert_eq!(call.wait().unwrap(), 0i64.into());
    }
    let waiting = engine.spawn(PLUGIN, "dialogs", vec![]);
    let queued = engine.spawn(PLUGIN, "echo", vec![1i64.into()]);
    engine.dialog();
    assert!(queued.try_wait().is_none(), "it is behind the dialog");
    let plugin = engine.engine.plugin_named(PLUGIN).unwrap();
    engine.engine.send(UiEvent::Terminate(plugin));
    assert!(matches!(waiting.wait(), Err(CallError::Terminated(_))));
    assert!(matches!(queued.wait(), Err(CallError::Terminated(_))));
    engine.block_on(engine.engine.restart(plugin)).unwrap();
    assert_eq!(call(&engine, "count_setups", vec![]), 1i64.into());
}
