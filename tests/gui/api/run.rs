//! `api.run`: one after the other and at once, as on ImJoy's page.

use crate::driver::Driver;
use imjoy_engine::front_end::UiEvent;

/// Fills in alert for both plugins: its dialogs show what runs.
fn with_two_alerts() -> Driver {
    let mut application = Driver::with_plugins(&["run", "alert"]);
    application.show_options("run");
    for label in ["First", "Second"] {
        for index in 0..2 {
            application.type_into_nth(label, index, "alert");
        }
    }
    application
}

#[test]
fn one_after_the_other_the_second_waits_for_the_first() {
    let mut application = with_two_alerts();
    application.click("Run run with options");
    application.wait_for_label("Dialog of alert");
    application.settle();
    assert!(!application.has_label("1 more waits"));
    application.click("Thanks");
    application.wait_for_label("Dialog of alert");
    application.click("Thanks");
    application.wait_for_row("how", "\"one after the other\"");
}

#[test]
fn both_at_once_are_under_way_together() {
    let mut application = with_two_alerts();
    application.click("Run Both at once of run");
    application.wait_for_label("1 more waits");
    application.click("Thanks");
    application.click("Thanks");
    application.wait_for_row("how", "\"both at once\"");
}

#[test]
fn results_come_back() {
    let mut application = Driver::with_plugins(&["run", "sleep"]);
    application.show_options("run");
    application.click("Run Both at once of run");
    application.wait_for_row("first", "{slept for 1}");
    application.wait_for_row("second", "{slept for 1}");
}

#[test]
fn a_plugin_that_is_not_there_is_an_error() {
    let mut application = Driver::with_plugins(&["run"]);
    application.run("run");
    application.wait_for_label_containing("plugin with type sleep not found.");
}

#[test]
fn a_plugin_that_ends_meanwhile_is_an_error_at_once() {
    let mut application = with_two_alerts();
    application.click("Run Both at once of run");
    application.wait_for_label("1 more waits");
    application.engine.send(UiEvent::Terminate(application.plugin("alert")));
    application.wait_for_label("Errors of run");
    application.wait_for_label_containing("terminated");
    assert!(!application.has_label("Dialog of alert"));
}
