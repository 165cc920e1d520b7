//! Calls that overlap, call back, and go on after they have returned.

use crate::{list, path, started};
use imjoy_engine::CallError;
use imjoy_engine::front_end::UiRequest;
use imjoy_engine::value::{Record, Value};
use imjoy_tests::{TestEngine, guests};

fn wait_for_status(engine: &mut TestEngine, wanted: &str) {
    engine.request(|request| match request {
        UiRequest::Status(status) if status.text.contains(wanted) => Some(()),
        _ => None,
    });
}

#[test]
fn setup_is_awaited() {
    let engine = started("calls.py");
    assert_eq!(engine.call("calls", "ready", vec![]).unwrap(), true.into());
}

#[test]
fn a_call_is_woken_by_what_another_call_does() {
    let mut engine = started("calls.py");
    let first = engine.spawn("calls", "wait_for_event", vec!["first".into()]);
    wait_for_status(&mut engine, "waits for first");
    let second = engine.spawn("calls", "wait_for_event", vec!["second".into()]);
    wait_for_status(&mut engine, "waits for second");
    engine.call("calls", "set_event", vec!["second".into()]).unwrap();
    assert_eq!(second.wait().unwrap(), "second came".into());
    engine.call("calls", "set_event", vec!["first".into()]).unwrap();
    assert_eq!(first.wait().unwrap(), "first came".into());
}

#[test]
fn calls_share_a_queue() {
    let mut engine = started("calls.py");
    let takers: Vec<_> = (0..3).map(|_| engine.spawn("calls", "take", vec![])).collect();
    wait_for_status(&mut engine, "takes");
    for number in 0..3i64 {
        engine.call("calls", "put", vec![number.into()]).unwrap();
    }
    let mut taken: Vec<_> = takers.into_iter().map(|taker| taker.wait().unwrap().as_number().unwrap() as i64).collect();
    taken.sort_unstable();
    assert_eq!(taken, [0, 1, 2]);
}

#[test]
fn dialogs_are_awaited_at_once_and_answered_in_any_order() {
    let mut engine = started("calls.py");
    let asked = engine.spawn("calls", "ask_all", vec![list(["a".into(), "b".into(), "c".into()])]);
    let dialogs = [engine.dialog(), engine.dialog(), engine.dialog()];
    for (index, answer) in [(2, true), (0, false), (1, true)] {
        engine.answer(&dialogs[index], answer);
    }
    assert_eq!(asked.wait().unwrap(), list([false.into(), true.into(), true.into()]));
}

#[test]
fn callbacks_run_after_the_call_has_returned() {
    let mut engine = started("calls.py");
    assert_eq!(engine.call("calls", "ask_by_callback", vec!["?".into()]).unwrap(), "asked".into());
    let dialog = engine.dialog();
    assert_eq!(engine.call("calls", "what_is_done", vec![]).unwrap(), list([]));
    engine.answer(&dialog, true);
    while engine.call("calls", "what_is_done", vec![]).unwrap() != list([true.into()]) {}
}

#[test]
fn tasks_go_on_after_the_call_has_returned() {
    let mut engine = started("calls.py");
    assert_eq!(engine.call("calls", "go_on", vec![5i64.into()]).unwrap(), "returned".into());
    let dialog = engine.dialog();
    engine.answer(&dialog, Value::Absent);
    let done = engine.call("calls", "what_is_done", vec![]).unwrap();
    assert_eq!(done, list((0..5).map(|number: i64| number.into())));
}

#[test]
fn plugins_call_each_other_back() {
    let engine = started("calls.py");
    engine.start(guests::ECHO);
    let arguments = vec!["calls".into(), "call_back".into(), 20i64.into()];
    assert_eq!(engine.call("calls", "call_back", arguments).unwrap(), "deepest".into());
}

#[test]
fn time_passes_as_it_is_asked_to() {
    let engine = started("calls.py");
    let slept = engine.call("calls", "sleeps", vec![]).unwrap().as_number().unwrap();
    assert!(slept >= 0.06, "{slept}");
    assert_eq!(engine.call("calls", "gives_up", vec![]).unwrap(), "gave up".into());
    assert_eq!(engine.call("calls", "every", vec![]).unwrap(), "three ticks".into());
    assert_eq!(engine.call("calls", "in_a_thread", vec![]).unwrap(), 6i64.into());
}

#[test]
fn functions_are_kept_called_later_and_released() {
    let engine = started("calls.py");
    engine.start(guests::ECHO);
    let made = engine.call("calls", "make_function", vec![3i64.into()]).unwrap();
    let Some(Value::Function(multiply)) = made.field("multiply").cloned() else { panic!("{made}") };
    // To another instance of Python, or the same one, and back.
    engine.call("calls", "keep_callback", vec![Value::Function(multiply)]).unwrap();
    for number in 1..4i64 {
        let result = engine.call("calls", "call_callback", vec![number.into()]).unwrap();
        assert_eq!(result, (number * 3).into());
    }
    engine.call("calls", "drop_callbacks", vec![]).unwrap();
    drop(made);
    match engine.call("calls", "call_callback", vec![1i64.into()]).unwrap_err() {
        CallError::Failed(text) => assert!(text.starts_with("IndexError"), "{text}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn plugins_are_objects_with_their_functions() {
    let engine = started("calls.py");
    engine.start(&path("values.imjoy.html"));
    let named = Value::Record(Record::new().with("third", 6i64));
    assert_eq!(
        engine.call("calls", "get_plugin", vec!["values".into()]).unwrap(),
        list([
            list([1i64.into(), list([2i64.into()])]),
            list([1i64.into(), 5i64.into(), named]),
            "function \"nothing\" of values is not available.".into(),
            true.into(),
        ])
    );
}
