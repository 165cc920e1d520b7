//! `api.error`.

use crate::driver::Driver;

#[test]
fn errors_have_a_badge_until_the_log_is_seen() {
    let mut application = Driver::with_plugins(&["error"]);
    application.run("error");
    application.wait_for_label("Errors of error");
    let plugin = application.plugin("error");
    assert_eq!(application.engine.info(plugin).unwrap().snapshot.unseen_errors, 2);
    // The plugin itself went on.
    application.wait_for_label_containing("Mean of 3 good areas: 47.17");
    application.click("Errors of error");
    application.wait_for_label_containing("area 2 is negative: -3");
    application.wait_for_label_containing("area 4 is no number: many");
    application.wait_until("no badge", |driver| !driver.has_label("Errors of error"));
    // It comes again with the next error, when the log is not seen any more.
    application.click("Close window");
    application.run("error");
    application.wait_for_label("Errors of error");
}

#[test]
fn without_errors_there_is_no_badge() {
    let mut application = Driver::with_plugins(&["error"]);
    application.show_options("error");
    application.type_into("Areas in µm²", "1, 2, 3");
    application.click("Run error with options");
    application.wait_for_status("Mean of 3 good areas: 2.00");
    application.wait_until_idle("error");
    assert!(!application.has_label("Errors of error"));
}
