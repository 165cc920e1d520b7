//! Files that the user gives to plugins: dropped on them, remembered, and taken back.

use crate::driver::Driver;
use egui::Key;
use imjoy_engine::CallError;
use imjoy_engine::value::Value;
use imjoy_tests::{guests, images};
use std::path::Path;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("note.txt"), "hello").unwrap();
    std::fs::write(folder.path().join("other.txt"), "world").unwrap();
    folder
}

/// The application with the plugin that takes files, at rest.
fn with_taker() -> Driver {
    let mut application = Driver::new(imjoy_engine::Limits::default());
    application.load(guests::TAKES_FILES);
    // While it loads its entry takes nothing.
    application.wait_until("its entry", |driver| {
        driver.has_label("Run takes-files") && !driver.has_label("takes-files is busy")
    });
    application.settle();
    application
}

fn center(application: &mut Driver, label: &str) -> egui::Pos2 {
    application.rectangle(label).center()
}

/// What the plugin reads there.
fn read(application: &Driver, path: &Path) -> Result<Value, CallError> {
    let call = application.engine.call("takes-files", "read", vec![path.to_str().unwrap().into()]);
    application.engine.block_on(call)
}

#[test]
fn a_plugin_is_run_with_what_is_dropped_on_it() {
    let mut application = with_taker();
    let folder = folder();
    let (note, other) = (folder.path().join("note.txt"), folder.path().join("other.txt"));
    let entry = center(&mut application, "Run takes-files");
    application.drop_files(&[&note, folder.path()], entry);
    let name = folder.path().file_name().unwrap().to_string_lossy().into_owned();
    application
        .wait_for_status(&format!("run with file note.txt of 5: hello; folder {name} of 0: note.txt, other.txt"));
    assert!(read(&application, &other).is_ok());
    // What is dropped can be taken back, which ends it at once.
    application.click("Menu of takes-files");
    application.click("Permissions");
    application.click(&format!("Revoke Read all in {}", folder.path().display()));
    application
        .wait_until("the folder is taken back", |driver| matches!(read(driver, &other), Err(CallError::Denied(_))));
    assert_eq!(read(&application, &note).unwrap(), "hello".into());
    application.click(&format!("Revoke Read {}", note.display()));
    application.wait_until("the file is taken back", |driver| matches!(read(driver, &note), Err(CallError::Denied(_))));
}

#[test]
fn an_image_that_is_dropped_on_a_plugin_is_its_image() {
    let mut application = with_taker();
    let entry = center(&mut application, "Run takes-files");
    application.drop_files(&[&images().join("coins.png")], entry);
    application.wait_until("the status", |driver| {
        driver.status().is_some_and(|text| text.starts_with("run with image [303, 384] and file coins.png of "))
    });
    // An op that wants an image is run on it as on that of a window.
    application.load_plugins(&["image-filters"]);
    application.show_options("image-filters");
    let op = center(&mut application, "Run Invert of image-filters");
    application.drop_files(&[&images().join("coins.png")], op);
    application.wait_for_label_containing("Invert of coins.png");
}

#[test]
fn a_window_and_its_canvas_get_what_is_dropped_on_them() {
    let mut application = with_taker();
    application.engine.block_on(application.engine.call("takes-files", "open", vec![])).unwrap();
    application.wait_for_label("Surface");
    application.settle();
    let folder = folder();
    let (note, other) = (folder.path().join("note.txt"), folder.path().join("other.txt"));
    let line = center(&mut application, "Drop files here");
    application.drop_files(&[&note, &other], line);
    application.wait_for_status("window got file note.txt of 5: hello; file other.txt of 5: world");
    let canvas = center(&mut application, "Surface");
    application.drop_files(&[&note], canvas);
    application.wait_for_status("surface got at 50, 25 file note.txt of 5: hello");
    // Beside the window, as ever, files are opened as images.
    application.drop_files(&[&images().join("coins.png")], egui::pos2(1270.0, 790.0));
    application.wait_for_label_containing("coins.png");
}

#[test]
fn a_folder_that_is_remembered_is_there_after_a_restart() {
    let (data, folder) = (tempfile::tempdir().unwrap(), folder());
    let reads_note = |application: &Driver| {
        let path = folder.path().join("note.txt");
        let arguments = vec![path.to_str().unwrap().into(), 0i64.into(), 8i64.into()];
        application.engine.block_on(application.engine.call("files", "read", arguments))
    };
    {
        let mut application = Driver::in_folder(data.path());
        application.load(guests::FILES);
        let options = imjoy_engine::value::Record::new().with("type", "directory");
        let call = application.engine.call_detached("files", "choose", vec![options.into()]);
        application.wait_for_label("Path");
        application.settle();
        application.type_into("Path", folder.path().to_str().unwrap());
        application.press(Key::Enter);
        application.wait_for_label("No folders here");
        application.click("Remember: files may use this folder from now on");
        application.click_last("Choose");
        application.wait_until("the answer", |_| true);
        call.wait().unwrap();
        assert!(reads_note(&application).is_ok());
    }
    let mut application = Driver::in_folder(data.path());
    application.load(guests::FILES);
    assert_eq!(reads_note(&application).unwrap(), "hello".into());
    application.wait_for_label("Menu of files");
    application.click("Menu of files");
    application.click("Permissions");
    application.wait_for_label("Always");
    application.click(&format!("Revoke Read all in {}", folder.path().display()));
    application.wait_until("it is taken back", |driver| matches!(reads_note(driver), Err(CallError::Denied(_))));
}
