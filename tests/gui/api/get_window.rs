//! `api.getWindow`.

use crate::driver::Driver;

#[test]
fn a_window_is_found_by_its_name_and_none_is_no_error() {
    let mut application = Driver::with_plugins(&["get-window"]);
    application.run("get-window");
    application.wait_for_label_containing("No window \"Notes\" is open");
    application.click("OK");
    application.wait_for_label("Notes");
    application.wait_until_idle("get-window");
    application.run("get-window");
    application.wait_for_label_containing("Found window");
    application.wait_for_label_containing("\"Notes\"");
    assert!(!application.has_label("Errors of get-window"));
}

#[test]
fn all_that_is_asked_for_must_match() {
    let mut application = Driver::with_plugins(&["get-window"]);
    application.open_image("coins.png");
    application.wait_for_label_containing("coins.png");
    application.show_options("get-window");
    application.type_into("Name", "coins.png");
    application.choose("Type", "imjoy/markdown");
    application.click("Run get-window with options");
    application.wait_for_label_containing("No window \"coins.png\" is open");
    application.click("Cancel");
    application.wait_for_status("No such window");
    // The host's own window is found as well.
    application.choose("Type", "imjoy/image");
    application.click("Run get-window with options");
    application.wait_for_label_containing("Found window");
}

#[test]
fn a_closed_window_is_not_found() {
    let mut application = Driver::with_plugins(&["get-window"]);
    application.open_image("coins.png");
    application.wait_for_label_containing("coins.png");
    application.show_options("get-window");
    application.type_into("Name", "coins.png");
    application.click("Close window");
    // The engine hears of it a moment later.
    while !application.has_label("Dialog of get-window") {
        application.click("Run get-window with options");
        application.wait_until("an answer", |driver| {
            driver.has_label("Dialog of get-window") || driver.has_label_containing("Found window")
        });
    }
    application.wait_for_label_containing("No window \"coins.png\" is open");
}
