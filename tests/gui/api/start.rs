//! `plugins.start` and the task that it gives.

use crate::driver::Driver;

#[test]
fn two_tasks_are_awaited() {
    let mut application = Driver::with_plugins(&["start", "export"]);
    application.run("start");
    application.wait_for_status("1229 primes below 10000, 9592 below 100000");
    application.wait_until_idle("export");
}

#[test]
fn the_error_of_a_task_comes_when_it_is_awaited() {
    let mut application = Driver::with_plugins(&["start"]);
    application.run("start");
    application.wait_for_label_containing("plugin with type export not found.");
}
