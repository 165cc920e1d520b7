//! `focus` of a window.

use super::window::{closed, opened};

#[test]
fn the_window_comes_to_the_front_and_ops_work_on_it() {
    let mut application = opened();
    application.load_plugins(&["ndarray"]);
    application.run("ndarray");
    application.wait_for_label_containing("Hills in float32");
    application.wait_until_idle("ndarray");
    application.click("Run To the front of window");
    application.wait_for_log("heard focus");
    application.wait_until_idle("window");
    // An op gets the data of the window in front: the stripes are numbers of 8 bits.
    application.show_options("ndarray");
    application.click("Run Calculate of ndarray");
    application.wait_for_row("total", "5160960");
}

#[test]
fn a_closed_window_is_an_error() {
    closed("Run To the front of window");
}
