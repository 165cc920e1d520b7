//! Functions as values.

use crate::driver::Driver;
use imjoy_engine::CallError;
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::value::Value;
use imjoy_tests::guests;

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
    application.load(guests::ECHO);
    let engine = &application.engine;
    let add = engine.block_on(engine.call("export", "adder", vec![2i64.into()])).unwrap();
    // Another plugin calls it.
    let call = |application: &Driver, argument: Value| {
        let arguments = vec![add.clone(), Value::List(vec![argument])];
        application.engine.block_on(application.engine.call("echo", "call_given", arguments))
    };
    assert_eq!(call(&application, 40i64.into()).map(|sum| sum.as_number()), Ok(Some(42.0)));
    assert!(matches!(call(&application, "forty".into()), Err(CallError::Invalid(_))));
    application.engine.send(UiEvent::Terminate(application.plugin("export")));
    application.wait_for_label("Restart export");
    assert!(matches!(call(&application, 40i64.into()), Err(CallError::Terminated(_))));
}
