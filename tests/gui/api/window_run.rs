//! `run` of a window: new contents.

use super::window::{closed, opened};

#[test]
fn data_and_name_are_merged_into_the_window() {
    let mut application = opened();
    application.click("Run New picture of window");
    application.wait_for_label("12 stripes");
    assert!(application.has_label("Image"), "the window has gone");
    assert!(application.window_rectangle("Stripes").is_none(), "the old title is still there");
}

#[test]
fn a_closed_window_is_an_error() {
    closed("Run New picture of window");
}
