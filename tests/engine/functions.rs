//! Functions as values: called by whoever holds them, freed when nobody does.

use imjoy_engine::CallError;
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::value::{FunctionHandle, Value};
use imjoy_tests::{TestEngine, guests};

fn make(engine: &TestEngine, factor: f64) -> FunctionHandle {
    match engine.call("echo", "make_function", vec![factor.into()]).unwrap() {
        Value::Function(function) => function,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_function_can_be_called_many_times() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    let double = make(&engine, 2.0);
    for number in 0..5 {
        let result = engine.block_on(engine.engine.call_function(&double, vec![f64::from(number).into()])).unwrap();
        assert_eq!(result.as_number(), Some(f64::from(number) * 2.0));
    }
    assert_eq!(engine.call("echo", "count", vec![]).unwrap(), 5i64.into());
}

#[test]
fn a_function_can_be_lent_to_another_plugin() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    engine.start(guests::ECHO_PARTNER);
    let result = engine.call("echo", "lend_function", vec!["echo-partner".into()]).unwrap();
    assert_eq!(result.as_number(), Some(42.0));
    assert_eq!(engine.call("echo", "count", vec![]).unwrap(), 1i64.into());
}

#[test]
fn a_function_passes_through_a_plugin_as_the_same_function() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    engine.start(guests::ECHO_PARTNER);
    let triple = make(&engine, 3.0);
    let arguments = vec![Value::Function(triple.clone()), Value::List(vec![5.0.into()])];
    assert_eq!(engine.call("echo-partner", "call_given", arguments).unwrap().as_number(), Some(15.0));
    let returned = engine.call("echo-partner", "echo", vec![Value::Function(triple.clone())]).unwrap();
    assert_eq!(returned, Value::Function(triple));
}

#[test]
fn functions_that_nobody_holds_are_freed() {
    // Far more than a plugin may have given away at once.
    let limits = imjoy_engine::Limits { functions: 10, ..Default::default() };
    let engine = TestEngine::with_limits(limits);
    engine.start(guests::ECHO);
    for _ in 0..100 {
        drop(make(&engine, 1.0));
    }
    let held: Vec<_> = (0..10).map(|_| make(&engine, 1.0)).collect();
    assert_eq!(held.len(), 10);
}

#[test]
fn a_function_of_a_plugin_that_has_ended_is_an_error() {
    let engine = TestEngine::new();
    let plugin = engine.start(guests::ECHO);
    let double = make(&engine, 2.0);
    engine.engine.send(UiEvent::Terminate(plugin));
    let call = async {
        // Terminated at some moment; then every call fails, none hangs.
        loop {
            if let Err(error) = engine.engine.call_function(&double, vec![1.0.into()]).await {
                return error;
            }
        }
    };
    assert!(matches!(engine.block_on(call), CallError::Terminated(_)));
    // A new run does not get the functions of the old one.
    engine.block_on(engine.engine.restart(plugin)).unwrap();
    assert!(matches!(
        engine.block_on(engine.engine.call_function(&double, vec![1.0.into()])),
        Err(CallError::Terminated(_))
    ));
}
