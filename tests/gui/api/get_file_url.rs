//! `api.getFileUrl`.

use crate::driver::Driver;
use imjoy_tests::images;

fn asked(path: &str) -> Driver {
    let mut application = Driver::with_plugins(&["get-file-url"]);
    application.show_options("get-file-url");
    application.type_into("Path of an image", path);
    application.click("Run get-file-url with options");
    application.wait_for_label("Permission for get-file-url");
    application
}

#[test]
fn the_image_is_shown_by_its_url_after_agreement() {
    let picture = images().join("cell.png");
    let mut application = asked(picture.to_str().unwrap());
    application.wait_for_label(picture.to_str().unwrap());
    application.click("Allow");
    application.wait_for_status("The URL is in the log");
    application.wait_for_label_containing("cell.png");
    application.wait_for_log("http://127.0.0.1:");
    // The next time there is no question.
    application.click("Run get-file-url with options");
    application.wait_until_idle("get-file-url");
    assert!(!application.has_label("Permission for get-file-url"));
}

#[test]
fn what_is_denied_has_no_url() {
    let mut application = asked("/etc/passwd");
    application.click("Deny");
    application.wait_for_label_containing("Permission Denied!");
    application.wait_until_idle("get-file-url");
    assert!(!application.log().iter().any(|line| line.contains("http://")));
}

#[test]
fn a_missing_file_is_told_to_the_user_first() {
    let mut application = asked("/no/such/image.png");
    application.wait_for_label("There is no such file at the moment.");
    application.click("Allow");
    application.wait_for_label_containing("file does not exist.");
}
