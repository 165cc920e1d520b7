//! `emit` of a window.

use super::window::{closed, opened};

#[test]
fn an_event_of_ones_own_is_heard_with_its_data() {
    let mut application = opened();
    application.click("Run Emit of window");
    application.wait_for_status("heard my event: 42");
}

#[test]
fn close_cannot_be_emitted() {
    let mut application = opened();
    application.type_into("Event", "close");
    application.click("Run Emit of window");
    application.wait_for_label("Errors of window");
    assert!(application.has_label("Image"), "the window was closed");
}

#[test]
fn a_closed_window_is_an_error() {
    closed("Run Emit of window");
}
