//! `api.prompt`.

use crate::driver::Driver;
use egui::Key;

fn asked() -> Driver {
    let mut application = Driver::with_plugins(&["prompt"]);
    application.run("prompt");
    application.wait_for_label("Answer");
    application
}

#[test]
fn the_default_stands_there_and_enter_takes_it() {
    let mut application = asked();
    assert_eq!(application.value("Answer").as_deref(), Some("1001"));
    application.settle();
    application.press(Key::Enter);
    application.wait_for_status("1001 = 7 × 11 × 13");
}

#[test]
fn the_keyboard_is_in_the_field_from_the_start() {
    let mut application = asked();
    application.settle();
    // What stands there is selected, so that typing replaces it.
    application.type_text("97");
    assert_eq!(application.value("Answer").as_deref(), Some("97"));
    application.press(Key::Enter);
    application.wait_for_status("97 = 97");
}

#[test]
fn an_empty_answer_is_the_placeholder() {
    let mut application = asked();
    application.type_into("Answer", "");
    application.settle();
    application.press(Key::Backspace);
    assert_eq!(application.value("Answer").unwrap_or_default(), "");
    application.click("Take apart");
    application.wait_for_status("360 = 2 × 2 × 2 × 3 × 3 × 5");
}

#[test]
fn what_is_no_number_is_asked_for_again() {
    let mut application = asked();
    application.type_into("Answer", "many");
    application.click("Take apart");
    application.wait_for_label_containing("\"many\" is no whole number");
    application.type_into("Answer", "12");
    application.click("Take apart");
    application.wait_for_status("12 = 2 × 2 × 3");
}

#[test]
fn cancel_is_an_error_that_the_plugin_catches() {
    for key in [true, false] {
        let mut application = asked();
        if key {
            application.press(Key::Escape)
        } else {
            application.click("Cancel")
        }
        application.wait_for_status("No number, so no factors");
        application.wait_until_idle("prompt");
        assert!(!application.has_label("Errors of prompt"));
    }
}
