//! `api.showMessage`.

use crate::driver::Driver;

#[test]
fn it_is_a_snackbar_that_goes_and_a_status_that_stays() {
    let mut application = Driver::with_plugins(&["show-message"]);
    application.run("show-message");
    application.wait_for_label("Dismiss The year 2024 has 366 days");
    assert!(application.has_label("Status The year 2024 has 366 days"));
    application.frames_until("the snackbar goes", |driver| !driver.has_label("Dismiss The year 2024 has 366 days"));
    assert!(application.has_label("Status The year 2024 has 366 days"));
}

#[test]
fn a_number_that_makes_no_sense_is_an_error_of_the_plugin() {
    let mut application = Driver::with_plugins(&["show-message"]);
    application.show_options("show-message");
    application.set_number("Year", 1900.5);
    application.click("Run show-message with options");
    application.wait_for_label("Errors of show-message");
    // One sentence says which field is wrong.
    application.wait_for_log("year");
}
