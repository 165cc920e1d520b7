//! `api.getFilePath`.

use crate::driver::Driver;
use egui::Key;
use imjoy_engine::CallError;
use imjoy_tests::images;

#[test]
fn each_url_has_its_path() {
    let mut application = Driver::with_plugins(&["get-file-path"]);
    application.run("get-file-path");
    application.wait_for_label("Path");
    application.settle();
    application.type_into("Path", images().to_str().unwrap());
    application.press(Key::Enter);
    application.click("cell.png");
    application.click("Open");
    application.wait_for_status("Each URL has its path");
    application.wait_for_label_containing(images().join("cell.png").to_str().unwrap());
    application.wait_for_log("url not found.");
}

#[test]
fn nothing_chosen_is_no_error() {
    let mut application = Driver::with_plugins(&["get-file-path"]);
    let call = application.engine.call_detached("get-file-path", "run", vec![]);
    application.wait_for_label("Path");
    application.settle();
    application.press(Key::Escape);
    assert!(!matches!(call.wait(), Err(CallError::Cancelled(_))));
    application.wait_for_status("Nothing was chosen");
}
