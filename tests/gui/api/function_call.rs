//! Functions as values.

use crate::driver::Driver;
use imjoy_engine::CallError;
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::value::Value;

#[test]
fn a_function_from_another_plugin_is_called_like_any_other() {
    let mut application = Driver::with_plugins(&["get-plugin", "export"]);
    application.run("get-plugin");
    // The plugin adds 40 by a function that export has made for it.
    application.wait_for_row("sum", "42");
}

#[test]
fn wrong_arguments_and_an_ended_owner_are_errors() {
    let mut application = Driver::with_plugins(&["export"]);
    let engine = &application.engine;
    let Value::Function(add) = engine.block_on(engine.call("export", "adder", vec![2i64.into()])).unwrap() else {
        panic!("adder gives a function");
    };
    assert_eq!(engine.block_on(add.call(vec![40i64.into()])).map(|sum| sum.as_number()), Ok(Some(42.0)));
    assert!(matches!(engine.block_on(add.call(vec!["forty".into()])), Err(CallError::Invalid(_))));
    engine.send(UiEvent::Terminate(application.plugin("export")));
    application.wait_for_label("Restart export");
    let engine = &application.engine;
    assert!(matches!(engine.block_on(add.call(vec![40i64.into()])), Err(CallError::Terminated(_))));
}
