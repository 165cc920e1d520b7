//! `off` of a window.

use super::window::{closed, opened};

#[test]
fn what_is_off_is_not_heard_and_the_rest_is() {
    let mut application = opened();
    application.click("Run Stop listening of window");
    application.wait_for_status("No longer listening to resize");
    application.click("Run Default size of window");
    application.wait_until_idle("window");
    application.click("Run Draw anew of window");
    // Events come in order: resize would have been heard before.
    application.wait_for_log("heard refresh");
    assert!(!application.log().iter().any(|entry| entry.contains("heard resize")));
}

#[test]
fn a_closed_window_is_an_error() {
    closed("Run Stop listening of window");
}
