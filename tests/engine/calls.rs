//! Calls: concurrent, re-entrant, with typed errors.

use imjoy_engine::CallError;
use imjoy_engine::value::{Record, Value};
use imjoy_tests::{TestEngine, guests};

#[test]
fn arguments_keep_their_order_and_missing_ones_are_absent() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    let given = engine.call("echo", "arguments", vec![1i64.into(), "two".into()]).unwrap();
    assert_eq!(given, Value::List(vec![1i64.into(), "two".into(), Value::Absent]));
}

#[test]
fn errors_are_typed_and_name_what_is_meant() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    assert_eq!(
        engine.call("nobody", "echo", vec![]).unwrap_err(),
        CallError::NotFound("plugin with type nobody not found.".into())
    );
    assert_eq!(
        engine.call("echo", "nothing", vec![]).unwrap_err(),
        CallError::NotFound("function \"nothing\" of echo is not available.".into())
    );
    assert_eq!(engine.call("echo", "fail", vec!["no".into()]).unwrap_err(), CallError::Failed("no".into()));
    match engine.call("echo", "make_function", vec!["text".into()]).unwrap_err() {
        CallError::Invalid(text) => assert!(text.contains("factor"), "{text}"),
        other => panic!("{other:?}"),
    }
    // The same through another plugin.
    engine.start(guests::ECHO_PARTNER);
    let call = |plugin: &str, function: &str| {
        engine.call("echo-partner", "call", vec![plugin.into(), function.into(), Value::List(vec![])]).unwrap_err()
    };
    assert_eq!(call("nobody", "echo"), CallError::NotFound("plugin with type nobody not found.".into()));
    assert_eq!(call("echo", "fail"), CallError::Failed("echo failed on purpose".into()));
}

#[test]
fn a_plugin_that_waits_can_be_called() {
    let mut engine = TestEngine::new();
    engine.start(guests::ECHO);
    let waiting = engine.spawn("echo", "alert", vec!["waits".into()]);
    let dialog = engine.dialog();
    assert_eq!(engine.call("echo", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
    engine.answer(&dialog, Value::Absent);
    waiting.wait().unwrap();
}

#[test]
fn a_calls_b_and_b_calls_a_back_while_a_waits() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    engine.start(guests::ECHO_PARTNER);
    assert_eq!(engine.call("echo", "call_back", vec!["echo-partner".into()]).unwrap(), 1i64.into());
    assert_eq!(engine.call("echo", "count", vec![]).unwrap(), 1i64.into());
    // A plugin may call itself.
    assert_eq!(engine.call("echo", "call_back", vec!["echo".into()]).unwrap(), 2i64.into());
}

#[test]
fn many_calls_are_under_way_at_once() {
    let mut engine = TestEngine::new();
    engine.start(guests::ECHO);
    let calls: Vec<_> =
        (0..20).map(|number| engine.spawn("echo", "prompt", vec![format!("{number}").into()])).collect();
    // All wait before the first is answered.
    let dialogs: Vec<_> = (0..20).map(|_| engine.dialog()).collect();
    for dialog in dialogs.iter().rev() {
        engine.answer(dialog, format!("answer to {}", dialog.id).as_str());
    }
    let mut answers: Vec<_> = calls.into_iter().map(|call| call.wait().unwrap().to_string()).collect();
    let mut expected: Vec<_> = dialogs.iter().map(|dialog| format!("answer to {}", dialog.id)).collect();
    answers.sort();
    expected.sort();
    assert_eq!(answers, expected);
}

#[test]
fn a_method_with_exclusive_access_runs_alone() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    let calls: Vec<_> = (0..10).map(|_| engine.spawn("echo", "increment_alone", vec![])).collect();
    let mut counts: Vec<_> = calls.into_iter().map(|call| call.wait().unwrap().as_number().unwrap() as i64).collect();
    counts.sort_unstable();
    assert_eq!(counts, (1..=10).collect::<Vec<_>>());
}

#[test]
fn a_handle_lists_and_calls_functions() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    engine.start(guests::ECHO_PARTNER);
    let arguments = vec!["echo-partner".into(), "echo".into(), Value::List(vec![7i64.into()])];
    let told = engine.call("echo", "by_handle", arguments).unwrap();
    assert_eq!(told.field("name").unwrap(), &Value::from("echo-partner"));
    assert_eq!(told.field("result").unwrap(), &Value::Integer(7));
    let functions = told.field("functions").unwrap().as_list().unwrap();
    assert!(functions.contains(&"run".into()) && functions.contains(&"echo".into()));
    assert!(functions.iter().all(|name| !name.as_text().unwrap().starts_with('_')));
}

#[test]
fn run_passes_any_value() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    engine.start(guests::ECHO_PARTNER);
    let context = Value::Record(Record::new().with("data", Record::new().with("x", 1i64)));
    let returned = engine.call("echo", "run_other", vec!["echo-partner".into(), context.clone()]).unwrap();
    assert_eq!(returned.field("data"), context.field("data"));
}

#[test]
fn a_started_call_can_be_killed() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    engine.start(guests::ECHO_PARTNER);
    let kind = engine.call("echo", "start_and_kill", vec!["echo-partner".into(), "ten_alerts".into()]).unwrap();
    assert_eq!(kind.as_text(), Some("cancelled"));
}
