//! `api.unregister`.

use crate::driver::Driver;

#[test]
fn an_op_takes_itself_away() {
    let mut application = Driver::with_plugins(&["unregister"]);
    application.show_options("unregister");
    application.click("Run unregister with options");
    application.click("Run Feed the cells of unregister");
    application.wait_for_status("Done: Feed the cells");
    application.wait_until("the op is gone", |driver| !driver.has_label("Run Feed the cells of unregister"));
    assert!(application.has_label("Run Clear the list of unregister"));
}

#[test]
fn all_are_taken_away_and_what_is_not_there_is_an_error() {
    let mut application = Driver::with_plugins(&["unregister"]);
    application.show_options("unregister");
    for task in ["one", "two"] {
        application.type_into("To do", task);
        application.click("Run unregister with options");
        application.wait_for_label(&format!("Run {task} of unregister"));
    }
    application.click("Run Clear the list of unregister");
    application.wait_for_status("The list is empty. By the way, unregister has no op Fly to the moon");
    application.wait_until("no tasks", |driver| {
        !driver.has_label("Run one of unregister") && !driver.has_label("Run two of unregister")
    });
    // The plugin's own op is there again.
    application.type_into("To do", "three");
    application.click("Run unregister with options");
    application.wait_for_status("To do: three");
}
