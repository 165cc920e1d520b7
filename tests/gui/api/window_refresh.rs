//! `refresh` of a window.

use super::window::{closed, opened};

#[test]
fn the_window_is_drawn_anew_and_says_so() {
    let mut application = opened();
    application.click("Run Draw anew of window");
    application.wait_for_log("heard refresh");
    application.wait_for_label("Image");
}

#[test]
fn a_closed_window_is_an_error() {
    closed("Run Draw anew of window");
}
