//! `api.getPlugin` and the handle that it gives.

use crate::driver::Driver;
use imjoy_engine::front_end::UiEvent;

#[test]
fn a_handle_names_lists_and_calls() {
    let mut application = Driver::with_plugins(&["get-plugin", "export"]);
    application.run("get-plugin");
    application.wait_for_row("name", "\"export\"");
    application.wait_for_row("mean", "3");
    application.wait_for_row("sum", "42");
    application.wait_for_row("functions", "list of 10");
    application.wait_for_label("Select picture");
}

#[test]
fn a_plugin_that_is_not_there_is_an_error() {
    let mut application = Driver::with_plugins(&["get-plugin"]);
    application.show_options("get-plugin");
    application.type_into("Plugin", "nobody");
    application.click("Run get-plugin with options");
    application.wait_for_label_containing("Plugin not found: nobody");
}

#[test]
fn a_function_that_is_not_there_is_an_error() {
    let mut application = Driver::with_plugins(&["get-plugin", "alert"]);
    application.show_options("get-plugin");
    application.type_into("Plugin", "alert");
    application.click("Run get-plugin with options");
    application.wait_for_label_containing("of alert is not available.");
}

#[test]
fn a_terminated_plugin_is_an_error_at_once() {
    let mut application = Driver::with_plugins(&["get-plugin", "export"]);
    application.engine.send(UiEvent::Terminate(application.plugin("export")));
    application.wait_for_label("Restart export");
    application.run("get-plugin");
    application.wait_for_label("Errors of get-plugin");
    application.wait_for_label_containing("terminated");
}
