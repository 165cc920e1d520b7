//! Calls in both directions, callbacks, and several things at once.

use crate::{list, started};
use imjoy_engine::value::Value;
use imjoy_tests::TestEngine;

fn both() -> TestEngine {
    started(&["calls.js", "partner.js"])
}

fn call(engine: &TestEngine, function: &str, arguments: Vec<Value>) -> Value {
    engine.call("calls", function, arguments).unwrap()
}

#[test]
fn a_plugin_that_waits_can_be_called() {
    let engine = both();
    assert_eq!(
        call(&engine, "ask", vec!["question".into()]),
        list(["answer to back question 1".into(), "answer to back again 2".into(), 42i64.into()])
    );
}

#[test]
fn other_plugins_are_objects_with_functions_and_variables() {
    let engine = both();
    let names = [
        "answer",
        "answerNow",
        "fail",
        "ignore",
        "makeCounter",
        "ready",
        "setup",
        "slow",
        "tools",
        "useCallback",
        "version",
    ];
    assert_eq!(
        call(&engine, "describePartner", vec![]),
        list([list(names.map(Value::from)), "2.0".into(), false.into(), true.into(), true.into()])
    );
}

#[test]
fn several_calls_are_under_way_at_once() {
    let engine = both();
    assert_eq!(call(&engine, "both", vec![]), list(["a".into(), "b".into(), "now".into()]));
    let waiting: Vec<_> = (0..8i64).map(|n| engine.spawn("partner", "slow", vec![n.into(), 0.02.into()])).collect();
    assert_eq!(engine.call("partner", "answerNow", vec![]), Ok("now".into()));
    for (n, call) in waiting.into_iter().enumerate() {
        assert_eq!(call.wait(), Ok((n as i64).into()));
    }
}

#[test]
fn callbacks_in_data_are_called_any_number_of_times() {
    let engine = both();
    let numbers = list([1i64.into(), 2i64.into(), 3i64.into()]);
    let texts = list(["one".into(), "two".into(), "three".into()]);
    assert_eq!(call(&engine, "passCallback", vec![]).as_list().unwrap()[1], texts);
    assert_eq!(call(&engine, "passCallback", vec![]).as_list().unwrap()[0].as_list(), numbers.as_list());
    assert_eq!(
        call(&engine, "takeFunction", vec![]).as_list(),
        list([11i64.into(), 12i64.into(), 17i64.into()]).as_list()
    );
}

#[test]
fn functions_are_kept_as_long_as_somebody_holds_them() {
    let engine = both();
    let made = engine.call("partner", "makeCounter", vec![0i64.into()]).unwrap();
    let next = made.field("next").unwrap().clone();
    assert_eq!(call(&engine, "keep", vec![next.clone()]), 1i64.into());
    drop((made, next));
    assert_eq!(call(&engine, "useKept", vec![]), list([1i64.into()]));
    assert_eq!(call(&engine, "useKept", vec![]), list([2i64.into()]));
    call(&engine, "forget", vec![]);
    // More than a plugin may have given away at once.
    let many = imjoy_engine::Limits::default().functions as i64 + 2000;
    assert_eq!(call(&engine, "manyFunctions", vec![many.into()]), many.into());
}

#[test]
fn timers_and_promises_that_nobody_awaits_go_on() {
    let engine = both();
    assert_eq!(call(&engine, "later", vec![5i64.into()]), "begun".into());
    let done = list(["later".into(), true.into()]);
    while call(&engine, "state", vec![]) != done {}
}

#[test]
fn recursion_that_is_too_deep_is_an_error_that_can_be_caught() {
    let engine = both();
    let answer = call(&engine, "depth", vec![]).as_list().unwrap();
    assert_eq!(answer[1..], [true.into(), "Maximum call stack size exceeded".into()]);
    assert!(answer[0].as_number().unwrap() > 1000.0, "{answer:?}");
    assert_eq!(call(&engine, "add", vec![1i64.into(), 2i64.into()]), 3i64.into());
}
