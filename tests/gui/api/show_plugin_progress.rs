//! `api.showPluginProgress`.

use crate::driver::Driver;

const BAR: &str = "Progress of show-plugin-progress";

#[test]
fn the_bar_is_the_plugins_own() {
    let mut application = Driver::with_plugins(&["show-plugin-progress", "show-progress"]);
    application.show_options("show-plugin-progress");
    for (progress, percent) in [(0.5, 50.0), (1.0, 1.0), (85.0, 85.0)] {
        application.set_number("Progress", progress);
        application.click("Run Set the bar of show-plugin-progress");
        application.wait_for_label("Dialog of show-plugin-progress");
        application
            .wait_until("the bar", |driver| driver.number(BAR).is_some_and(|shown| (shown - percent).abs() < 0.01));
        // Neither the application's bar nor another plugin's moves.
        assert_eq!(application.progress(), None);
        assert!(!application.has_label("Progress of show-progress"));
        application.click("OK");
        application.wait_until("no bar", |driver| !driver.has_label(BAR));
    }
}

#[test]
fn it_goes_when_the_work_is_done() {
    let mut application = Driver::with_plugins(&["show-plugin-progress"]);
    application.run("show-plugin-progress");
    application.wait_for_status("17984 primes are below 200000");
    application.wait_until("no bar", |driver| !driver.has_label(BAR));
}
