//! `call` of a window: functions by name.

use super::window::{closed, opened};

#[test]
fn run_is_called_by_name() {
    let mut application = opened();
    application.click("Run Call of window");
    application.wait_for_label("Called by name");
}

#[test]
fn a_window_of_the_host_has_no_other_function() {
    let mut application = opened();
    application.type_into("Function", "dance");
    application.click("Run Call of window");
    application.wait_for_label("Errors of window");
    application.wait_for_log("dance");
}

#[test]
fn a_closed_window_is_an_error() {
    closed("Run Call of window");
}
