//! `api.export`: what a plugin offers to others.

use crate::driver::Driver;
use imjoy_engine::CallError;
use imjoy_engine::value::Value;

fn call(application: &Driver, function: &str, arguments: Vec<Value>) -> Result<Value, CallError> {
    application.engine.block_on(application.engine.call("export", function, arguments))
}

#[test]
fn public_methods_are_listed_and_private_ones_are_not() {
    let mut application = Driver::with_plugins(&["export"]);
    application.run("export");
    application.wait_for_row("functions", "list of 10");
    application.click("Expand functions");
    application.wait_for_row("1", "\"mean\"");
    let functions = application.engine.block_on(application.engine.functions(application.plugin("export"))).unwrap();
    assert!(functions.contains(&"mean".to_owned()));
    assert!(functions.iter().all(|name| !name.starts_with('_')), "{functions:?}");
}

#[test]
fn functions_of_many_kinds_are_called() {
    let application = Driver::with_plugins(&["export"]);
    let numbers = Value::List(vec![1i64.into(), 2.5.into()]);
    assert_eq!(call(&application, "mean", vec![numbers]).unwrap().as_number(), Some(1.75));
    let gradient = call(&application, "gradient", vec![]).unwrap();
    let description = call(&application, "describe", vec![gradient]).unwrap();
    assert_eq!(description.field("type"), Some(&"float32".into()));
    assert_eq!(description.field("greatest").and_then(Value::as_number), Some(1.0));
    assert_eq!(call(&application, "count_primes", vec![100i64.into()]).unwrap().as_number(), Some(25.0));
    // State lives as long as the plugin.
    for (value, count) in [(1.5, 1.0), (2.5, 2.0)] {
        assert_eq!(call(&application, "add_measurement", vec![value.into()]).unwrap().as_number(), Some(count));
    }
    assert_eq!(call(&application, "measurements", vec![]).unwrap().to_string(), "[1.5, 2.5]");
    call(&application, "reset", vec![]).unwrap();
    assert_eq!(call(&application, "measurements", vec![]).unwrap().to_string(), "[]");
}

#[test]
fn what_is_wrong_is_a_typed_error() {
    let application = Driver::with_plugins(&["export"]);
    let invalid = |function: &str, arguments: Vec<Value>| match call(&application, function, arguments) {
        Err(CallError::Invalid(text)) => text,
        other => panic!("{function}: {other:?}"),
    };
    assert_eq!(invalid("mean", vec![Value::List(vec![])]), "the mean of no numbers does not exist");
    assert_eq!(invalid("divide", vec![1i64.into(), 0i64.into()]), "nothing can be divided by 0");
    assert!(invalid("divide", vec![1i64.into()]).contains("divisor"));
    assert!(invalid("divide", vec![1i64.into(), "two".into()]).contains("divisor"));
    assert_eq!(
        call(&application, "_sum", vec![]),
        Err(CallError::NotFound("function \"_sum\" of export is not available.".into()))
    );
}
