//! `api.getServices`.

use crate::driver::Driver;
use imjoy_engine::front_end::UiEvent;

#[test]
fn all_that_fit_are_found_and_called() {
    let mut application = Driver::with_plugins(&["register-service", "get-services"]);
    application.run("get-services");
    application.wait_for_row("services", "2");
    application.click("Expand thresholds");
    // Of the squares from 0 to 1.
    application.wait_for_row("mean of register-service", "0.333");
    application.wait_for_row("middle of register-service", "0.499");
}

#[test]
fn none_is_no_error() {
    let mut application = Driver::with_plugins(&["get-services"]);
    application.run("get-services");
    application.wait_for_row("services", "0");
    assert!(!application.has_label("Errors of get-services"));
}

#[test]
fn they_vanish_with_their_plugin() {
    let mut application = Driver::with_plugins(&["register-service", "get-services"]);
    application.engine.send(UiEvent::Terminate(application.plugin("register-service")));
    application.wait_for_label("Restart register-service");
    application.run("get-services");
    application.wait_for_row("services", "0");
}
