//! `api.registerService`.

use crate::driver::Driver;
use imjoy_engine::CallError;
use imjoy_engine::value::{Record, Value};

#[test]
fn a_service_is_offered_and_found_by_others() {
    let mut application = Driver::with_plugins(&["register-service", "get-services"]);
    application.run("register-service");
    application.wait_for_label_containing("my own is offered as");
    application.run("get-services");
    application.wait_for_row("services", "3");
    application.click("Expand thresholds");
    application.wait_for_row("my own of register-service", "0.25");
}

#[test]
fn a_service_needs_a_name() {
    let application = Driver::with_plugins(&["register-service"]);
    let my = Value::Record(Record::new().with("config", Record::new().with("name", "")));
    let result = application.engine.block_on(application.engine.call("register-service", "run", vec![my]));
    assert_eq!(result, Err(CallError::Invalid("you must specify the service `type` and `name`.".into())));
}

#[test]
fn the_number_of_services_is_limited() {
    let application = Driver::with_plugins(&["register-service"]);
    let offer = || application.engine.block_on(application.engine.call("register-service", "run", vec![Value::Absent]));
    let error = (0..1000).find_map(|_| offer().err()).unwrap();
    assert!(matches!(&error, CallError::Limit(text) if text.contains("services")), "{error:?}");
}
