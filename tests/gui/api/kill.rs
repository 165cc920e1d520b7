//! `api.utils.kill`.

use crate::driver::Driver;

#[test]
fn who_waits_for_a_killed_task_is_told_at_once() {
    let mut application = Driver::with_plugins(&["kill", "sleep"]);
    application.run("kill");
    application.wait_for_label_containing("60 s to go");
    // The task would take a minute.
    application.click("Kill");
    application.wait_for_status("the call of run of sleep was killed");
    application.wait_until_idle("kill");
    assert!(!application.has_label("Errors of kill"));
}

#[test]
fn a_task_that_is_let_be_comes_to_its_end() {
    let mut application = Driver::with_plugins(&["kill", "sleep"]);
    application.show_options("kill");
    application.set_number("Seconds", 1.0);
    application.click("Run kill with options");
    application.click("Let it be");
    application.wait_for_status("The task came to its end");
}

#[test]
fn killing_a_task_that_has_ended_is_no_error() {
    let mut application = Driver::with_plugins(&["kill", "sleep"]);
    application.show_options("kill");
    application.set_number("Seconds", 1.0);
    application.click("Run kill with options");
    application.wait_for_label("Kill");
    application.wait_for_log("slept for 1 s");
    application.wait_until_idle("sleep");
    application.click("Kill");
    application.wait_for_status("The task came to its end");
    assert!(!application.has_label("Errors of kill"));
}
