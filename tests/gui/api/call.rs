//! `api.call`.

use crate::driver::Driver;
use imjoy_engine::front_end::UiEvent;

#[test]
fn a_function_of_another_plugin_is_called_by_name() {
    let mut application = Driver::with_plugins(&["call", "export"]);
    application.run("call");
    application.wait_for_row("quotient", "42");
    application.wait_for_label("Select picture");
}

#[test]
fn an_error_of_the_callee_comes_as_it_is() {
    let mut application = Driver::with_plugins(&["call", "export"]);
    application.show_options("call");
    application.set_number("divided by", 0.0);
    application.click("Run call with options");
    application.wait_for_label_containing("nothing can be divided by 0");
}

#[test]
fn a_plugin_that_is_not_there_is_an_error() {
    let mut application = Driver::with_plugins(&["call"]);
    application.run("call");
    application.wait_for_label_containing("plugin with type export not found.");
}

#[test]
fn a_terminated_plugin_is_an_error_at_once() {
    let mut application = Driver::with_plugins(&["call", "export"]);
    application.engine.send(UiEvent::Terminate(application.plugin("export")));
    application.wait_for_label("Restart export");
    application.run("call");
    application.wait_for_label("Errors of call");
    application.wait_for_label_containing("terminated");
}
