//! `api.showProgress`.

use crate::driver::Driver;
use imjoy_engine::front_end::PluginState;

#[test]
fn below_one_it_is_a_fraction() {
    let mut application = Driver::with_plugins(&["show-progress"]);
    application.show_options("show-progress");
    for (progress, percent) in [(0.5, 50.0), (0.99, 99.0), (1.0, 1.0), (85.0, 85.0), (200.0, 100.0), (-3.0, 0.0)] {
        application.set_number("Progress", progress);
        application.click("Run Set the bar of show-progress");
        application.wait_for_label("Dialog of show-progress");
        application
            .wait_until("the bar", |driver| driver.progress().is_some_and(|shown| (shown - percent).abs() < 0.01));
        application.click("OK");
        // With the op the bar goes.
        application.wait_until("no bar", |driver| driver.progress().is_none());
    }
}

#[test]
fn it_moves_while_the_plugin_works() {
    let mut application = Driver::with_plugins(&["show-progress"]);
    application.run("show-progress");
    application.wait_until("a bar on its way", |driver| driver.progress().is_some_and(|percent| percent > 0.0));
    application.wait_for_label_containing("π is about 3.14");
    application.wait_until("no bar", |driver| driver.progress().is_none());
}

#[test]
fn cancel_beside_it_ends_the_work() {
    let mut application = Driver::with_plugins(&["show-progress"]);
    application.show_options("show-progress");
    application.set_number("Points in millions", 1000.0);
    application.click("Run show-progress with options");
    application.click("Cancel progress");
    application.wait_until("no bar", |driver| driver.progress().is_none());
    let plugin = application.plugin("show-progress");
    application.wait_until("it is ready again", |driver| {
        let snapshot = driver.engine.info(plugin).unwrap().snapshot;
        snapshot.state == PluginState::Ready && snapshot.running_calls == 0
    });
    assert!(!application.has_label_containing("π is about"));
}
