//! `close` of a window.

use super::window::opened;

#[test]
fn the_window_goes_and_says_so() {
    let mut application = opened();
    application.click("Run Close of window");
    application.wait_until("the window is gone", |driver| !driver.has_label("Image"));
    application.wait_for_log("heard close");
}

#[test]
fn a_closed_window_is_an_error() {
    let mut application = opened();
    application.click("Close window");
    application.wait_for_log("heard close");
    application.click("Run Close of window");
    application.wait_for_log("the window is closed already");
    application.wait_for_label("Errors of window");
}
