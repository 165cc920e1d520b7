//! `hide` of a window.

use super::window::{closed, opened};

#[test]
fn a_hidden_window_is_open_but_not_seen() {
    let mut application = opened();
    application.click("Run Hide of window");
    application.wait_until("it is hidden", |driver| !driver.has_label("Image"));
    application.wait_for_log("heard hide");
    // It still takes new contents.
    application.wait_until_idle("window");
    application.click("Run New picture of window");
    application.wait_until_idle("window");
    assert!(!application.has_label("Errors of window"));
}

#[test]
fn a_closed_window_is_an_error() {
    closed("Run Hide of window");
}
