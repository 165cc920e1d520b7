//! `api.getAttachment`.

use crate::driver::Driver;

#[test]
fn the_text_is_read_and_shown() {
    let mut application = Driver::with_plugins(&["get-attachment"]);
    application.run("get-attachment");
    application.wait_for_label_containing("excitation in nm");
    application.wait_for_label_containing("Texas Red");
}

#[test]
fn a_name_that_none_has_gives_nothing_and_is_no_error() {
    let mut application = Driver::with_plugins(&["get-attachment"]);
    application.show_options("get-attachment");
    application.type_into("Attachment", "dye");
    application.click("Run get-attachment with options");
    application.wait_for_status("There is no attachment dye");
    application.wait_until_idle("get-attachment");
    assert!(!application.has_label("Errors of get-attachment"));
}
