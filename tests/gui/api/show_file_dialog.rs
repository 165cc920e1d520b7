//! `api.showFileDialog`.

use crate::driver::Driver;
use egui::Key;
use imjoy_engine::front_end::UiRequest;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("poem.txt"), "one\ntwo\nthree\n").unwrap();
    std::fs::write(folder.path().join("note.txt"), "no end of line").unwrap();
    folder
}

/// Shows a folder in the browser by its path.
fn go(application: &mut Driver, folder: &std::path::Path) {
    application.wait_for_label("Path");
    application.settle();
    application.type_into("Path", folder.to_str().unwrap());
    application.press(Key::Enter);
}

#[test]
fn the_files_that_are_chosen_are_read() {
    let mut application = Driver::with_plugins(&["show-file-dialog"]);
    let folder = folder();
    application.run("show-file-dialog");
    go(&mut application, folder.path());
    application.click("poem.txt");
    application.click("Open");
    application.wait_for_status("Files counted: 1");
    application.wait_for_label("14");
    // What was chosen is what it may read.
    application.click("Menu of show-file-dialog");
    application.click("Permissions");
    application.wait_for_label(&format!("Revoke Read {}", folder.path().join("poem.txt").display()));
}

#[test]
fn a_folder_is_chosen_with_what_is_in_it() {
    let mut application = Driver::with_plugins(&["show-file-dialog"]);
    let folder = folder();
    application.show_options("show-file-dialog");
    application.choose("Choose", "a folder");
    application.click("Run show-file-dialog with options");
    go(&mut application, folder.path());
    application.wait_for_label("No folders here");
    application.click_last("Choose");
    application.wait_for_status("Files counted: 2");
}

#[test]
fn cancel_is_an_error_that_the_plugin_catches() {
    let mut application = Driver::with_plugins(&["show-file-dialog"]);
    application.run("show-file-dialog");
    application.wait_for_label("Path");
    application.settle();
    application.press(Key::Escape);
    application.wait_for_status("Nothing was chosen");
    assert!(!application.has_label("Errors of show-file-dialog"));
    assert!(!application.take_requests().iter().any(|request| matches!(request, UiRequest::OpenDialog(_))));
}
