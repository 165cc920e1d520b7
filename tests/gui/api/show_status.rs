//! `api.showStatus`.

use crate::driver::Driver;
use imjoy_engine::front_end::UiRequest;
use imjoy_engine::value::Record;

#[test]
fn the_text_is_at_the_top_and_can_be_read_in_full() {
    let mut application = Driver::with_plugins(&["show-status"]);
    application.run("show-status");
    application.wait_for_status("The microscope is focused");
    application.click("Status The microscope is focused");
    // The title says what kind of text it is.
    application.wait_for_label("Status");
    application.click("Close");
}

#[test]
fn a_text_that_tells_of_an_error_counts_as_one() {
    let mut application = Driver::with_plugins(&["show-status"]);
    application.show_options("show-status");
    for text in ["An error came up", "Failed", "Traceback of a script"] {
        application.type_into("Status", text);
        application.click("Run show-status with options");
        application.click(&format!("Status {text}"));
        application.wait_for_label("Error");
        application.click("Close");
        application.wait_until("the text is closed", |driver| !driver.has_label("Close"));
    }
}

#[test]
fn a_flood_is_one_update_and_the_last_text_stays() {
    let mut application = Driver::with_plugins(&["show-status"]);
    let plugin = application.plugin("show-status");
    let run = application.engine.run_op(plugin, "Count fast", Record::new(), None);
    application.engine.block_on(run).unwrap();
    // No frame was drawn meanwhile: all that waits is the last text.
    let texts: Vec<String> = application
        .take_requests()
        .into_iter()
        .filter_map(|request| match request {
            UiRequest::Status(status) => Some(status.text),
            _ => None,
        })
        .collect();
    assert_eq!(texts, ["100000 status texts"]);
    // And with frames as they come.
    application.show_options("show-status");
    application.click("Run Count fast of show-status");
    application.wait_for_status("100000 status texts");
}
