//! `api.alert`.

use crate::driver::Driver;
use egui::Key;
use imjoy_engine::CallError;
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::value::Value;

#[test]
fn it_waits_for_ok() {
    let mut application = Driver::with_plugins(&["alert"]);
    application.run("alert");
    application.wait_for_label_containing("cells were counted");
    // Formatting is shown, not written out; and the plugin has not gone on.
    assert!(!application.has_label_containing("<b>"));
    assert!(!application.has_label_containing("You read it in"));
    application.click("Thanks");
    application.wait_for_label_containing("You read it in");
    assert!(!application.has_label_containing("cells were counted"));
}

#[test]
fn plain_text_is_shown_as_it_is() {
    let mut application = Driver::with_plugins(&["alert"]);
    application.show_options("alert");
    application.choose("Written in", "plain text");
    application.type_into("Message", "a <b>tag</b> & more");
    application.click("Run alert with options");
    application.wait_for_label("Dialog of alert");
    application.wait_until("the text", |driver| driver.has_label("a <b>tag</b> & more"));
}

#[test]
fn enter_and_escape_are_ok() {
    let mut application = Driver::with_plugins(&["alert"]);
    for key in [Key::Enter, Key::Escape] {
        application.run("alert");
        application.wait_for_label("Dialog of alert");
        application.press(key);
        application.wait_until_idle("alert");
        assert!(!application.has_label("Dialog of alert"), "{key:?}");
        // Closing it is no error.
        assert!(!application.has_label("Errors of alert"), "{key:?}");
    }
}

#[test]
fn several_at_once_are_queued_and_none_is_lost() {
    let mut application = Driver::with_plugins(&["alert"]);
    let calls: Vec<_> = (0..3).map(|_| application.engine.call_detached("alert", "run", vec![Value::Absent])).collect();
    application.wait_for_label("2 more wait");
    application.click("Thanks");
    application.wait_for_label("1 more waits");
    application.click("Thanks");
    application
        .wait_until("the last one", |driver| driver.has_label("Dialog of alert") && !driver.has_label("1 more waits"));
    application.click("Thanks");
    for call in calls {
        assert_eq!(call.wait(), Ok(Value::Null));
    }
}

#[test]
fn they_close_when_their_plugin_ends_and_only_callers_hear_of_it() {
    let mut application = Driver::with_plugins(&["alert", "show-status"]);
    let calls: Vec<_> = (0..2).map(|_| application.engine.call_detached("alert", "run", vec![Value::Absent])).collect();
    application.wait_for_label("1 more waits");
    application.engine.send(UiEvent::Terminate(application.plugin("alert")));
    application.wait_until("no dialog", |driver| !driver.has_label("Dialog of alert"));
    for call in calls {
        assert!(matches!(call.wait(), Err(CallError::Terminated(_))));
    }
    // Another plugin is not disturbed.
    application.run("show-status");
    application.wait_for_status("The microscope is focused");
}
