//! `api.showDialog` with a form.

use crate::driver::Driver;
use egui::Key;
use imjoy_engine::CallError;
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::value::Value;

/// The label of the first field is the text in front of it.
const SHAPE: &str = "Shape";

fn shown() -> Driver {
    let mut application = Driver::with_plugins(&["show-dialog"]);
    application.run("show-dialog");
    application.wait_for_label(SHAPE);
    application
}

/// Runs another op of the plugin.
fn run_op(op: &str) -> Driver {
    let mut application = Driver::with_plugins(&["show-dialog"]);
    application.show_options("show-dialog");
    application.click(&format!("Run {op} of show-dialog"));
    application
}

#[test]
fn a_field_of_every_type_is_filled_in() {
    let mut application = shown();
    application.choose(SHAPE, "chequers");
    // Without Enter, which would be OK.
    application.type_into("Size in pixels", "64");
    application.type_into("Name", "Sea");
    application.slide("Waves", 5.0);
    application.slide("Contrast", 0.5);
    application.click("Show the negative");
    application.type_into("Notes", "calm");
    assert!(application.has_label("Bright colour"));
    application.click("OK");
    // A window of the name, with the size chosen.
    application.wait_for_label_containing("Sea");
    application.wait_for_label("Image");
    application.wait_for_log("answers:");
    let log = application.log();
    let answers = log.iter().find(|entry| entry.starts_with("answers:")).unwrap();
    for part in ["chequers", "64", "Sea", "0.5", "true", "calm", "rgb(255,"] {
        assert!(answers.contains(part), "{part} is not in {answers}");
    }
}

#[test]
fn text_around_the_fields_is_formatted() {
    let application = shown();
    assert!(application.has_label_containing("Escape"));
    assert!(!application.has_label_containing("<i>"));
    assert!(!application.has_label_containing("<code>"));
}

#[test]
fn cancel_is_an_error_that_the_plugin_catches() {
    for key in [true, false] {
        let mut application = shown();
        if key {
            application.press(Key::Escape)
        } else {
            application.click("Cancel")
        }
        application.wait_for_status("Cancelled: nothing was drawn");
        application.wait_until_idle("show-dialog");
        assert!(!application.has_label("Image"));
        assert!(!application.has_label("Errors of show-dialog"));
    }
}

#[test]
fn enter_in_a_field_of_one_line_is_ok() {
    let mut application = shown();
    application.type_into("Name", "By Enter");
    application.press(Key::Enter);
    application.wait_for_label_containing("By Enter");
    application.wait_for_label("Image");
}

#[test]
fn enter_in_notes_is_a_new_line() {
    let mut application = shown();
    application.type_into("Notes", "one");
    application.press(Key::Enter);
    assert!(application.has_label(SHAPE), "the dialog has gone");
    assert_eq!(application.value("Notes").as_deref(), Some("one\n"));
}

#[test]
fn a_list_is_a_form_of_lines() {
    let mut application = run_op("A list as form");
    application.wait_for_label("Shape");
    assert_eq!(application.value("Shape").as_deref(), Some("lines"));
    assert_eq!(application.number("Waves"), Some(12.0));
    application.click("OK");
    application.wait_for_label("Image");
}

#[test]
fn answers_that_nobody_touched_are_those_of_imjoy() {
    let mut application = run_op("Only the defaults");
    application.wait_for_label("Dialog of show-dialog");
    application.click("OK");
    // A number is 3, a text ???, and a choice without a placeholder has no answer.
    application.wait_for_row("has a choice", "false");
    application.wait_for_row("answers", "{number 3, text \"???\"}");
}

#[test]
fn a_mistake_in_a_form_is_told_to_the_plugin() {
    let mut application = run_op("A mistake in a form");
    application.wait_for_label_containing("No op template of type 'steering-wheel'!");
}

/// The dialog of the op that shows a window of the plugin as a dialog.
fn threshold_dialog() -> Driver {
    let mut application = run_op("Pick a threshold");
    application.wait_for_label("Dialog of show-dialog");
    application.wait_for_label("Threshold");
    application
}

#[test]
fn a_window_as_a_dialog_answers_while_it_is_open() {
    let mut application = threshold_dialog();
    // It is no window of the workspace.
    assert!(!application.has_label("Close window"));
    application.slide("Threshold", 200.0);
    application.settle();
    assert_eq!(application.number("Threshold"), Some(200.0));
    application.click("Use it");
    application.wait_for_label("Above 200");
    application.wait_for_label("Image");
    assert!(!application.has_label("Dialog of show-dialog"));
    application.wait_until_idle("show-dialog");
}

#[test]
fn closing_a_window_as_a_dialog_is_told_to_the_plugin() {
    for key in [true, false] {
        let mut application = threshold_dialog();
        // A dialog that has just opened ignores keys.
        application.settle();
        if key {
            application.press(Key::Escape)
        } else {
            application.click("Close")
        }
        application.wait_for_status("Closed: no threshold was picked");
        application.wait_until_idle("show-dialog");
        assert!(!application.has_label("Dialog of show-dialog"));
        assert!(!application.has_label("Close window"), "a window was opened");
        assert!(!application.has_label("Errors of show-dialog"));
    }
}

#[test]
fn a_window_as_a_dialog_closes_with_its_plugin() {
    let mut application = threshold_dialog();
    application.engine.send(UiEvent::Terminate(application.plugin("show-dialog")));
    application.wait_until("no dialog", |driver| !driver.has_label("Dialog of show-dialog"));
}

#[test]
fn a_file_field_opens_the_file_browser() {
    let mut application = shown();
    application.click("Choose file for Read along");
    application.wait_for_label("Path");
    application.press(Key::Escape);
    application.wait_until("the browser is closed", |driver| !driver.has_label("Path"));
    // The form is still there.
    application.wait_for_label(SHAPE);
}

#[test]
fn it_closes_when_its_plugin_ends() {
    let mut application = Driver::with_plugins(&["show-dialog"]);
    let call = application.engine.call_detached("show-dialog", "run", vec![Value::Absent]);
    application.wait_for_label(SHAPE);
    application.engine.send(UiEvent::Terminate(application.plugin("show-dialog")));
    application.wait_until("no dialog", |driver| !driver.has_label(SHAPE));
    assert!(matches!(call.wait(), Err(CallError::Terminated(_))));
}
