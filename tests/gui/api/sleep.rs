//! `api.utils.sleep`.

use crate::driver::Driver;

#[test]
fn it_counts_down_and_tells_when_it_is_over() {
    let mut application = Driver::with_plugins(&["sleep"]);
    application.show_options("sleep");
    application.set_number("Seconds", 2.0);
    application.click("Run sleep with options");
    application.wait_for_label("2 s to go");
    application.wait_for_status("The egg is done after 2 s");
}

#[test]
fn a_plugin_that_sleeps_can_be_called() {
    let mut application = Driver::with_plugins(&["sleep"]);
    let plugin = application.plugin("sleep");
    application.show_options("sleep");
    application.set_number("Seconds", 3600.0);
    application.click("Run sleep with options");
    application.wait_for_label("3600 s to go");
    application.set_number("Seconds", 1.0);
    application.click("Run sleep with options");
    application.wait_for_status("The egg is done after 1 s");
    application.wait_until("the first one still sleeps", |driver| {
        driver.engine.info(plugin).unwrap().snapshot.running_calls == 1
    });
}

#[test]
fn nothing_and_less_are_refused() {
    let mut application = Driver::with_plugins(&["sleep"]);
    application.show_options("sleep");
    for seconds in [0.0, -1.0] {
        application.set_number("Seconds", seconds);
        application.click("Run sleep with options");
        application.wait_for_label_containing(&format!(
            "sleep takes a number of seconds above 0 and at most 86400, not {seconds}"
        ));
    }
}
