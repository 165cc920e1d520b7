//! `api.log`.

use crate::driver::Driver;

#[test]
fn texts_numbers_records_and_what_is_printed_are_in_the_log() {
    let mut application = Driver::with_plugins(&["log"]);
    application.run("log");
    application.wait_for_status("See Log in the menu of the plugin log");
    application.click("Menu of log");
    application.click("Log");
    application.wait_for_label_containing("The log has begun");
    // Items are joined by a space.
    application.wait_for_label_containing("cells: 24 mean area: 112.5");
    application.wait_for_label_containing("is round");
    application.wait_for_label_containing("printed to standard output");
    assert!(!application.has_label("Errors of log"));
}

#[test]
fn a_picture_is_behind_a_button() {
    let mut application = Driver::with_plugins(&["log"]);
    application.run("log");
    application.wait_for_status("See Log in the menu of the plugin log");
    application.click("Menu of log");
    application.click("Log");
    application.wait_for_label_containing("a picture:");
    application.click("Show image");
    application.wait_for_label("Image");
}
