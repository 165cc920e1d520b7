//! `show` of a window.

use super::window::{closed, opened};

#[test]
fn a_hidden_window_is_seen_again_with_what_it_got_meanwhile() {
    let mut application = opened();
    application.click("Run Hide of window");
    application.wait_until("it is hidden", |driver| !driver.has_label("Image"));
    application.wait_until_idle("window");
    application.click("Run New picture of window");
    application.wait_until_idle("window");
    application.click("Run Show of window");
    application.wait_for_label("12 stripes");
    application.wait_for_label("Image");
    application.wait_for_log("heard show");
}

#[test]
fn a_closed_window_is_an_error() {
    closed("Run Show of window");
}
