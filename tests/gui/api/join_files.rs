//! A file saved in pieces: the sample that joins files.

use crate::driver::Driver;
use egui::{Key, Modifiers};
use std::path::Path;

fn choose(application: &mut Driver, folder: &Path) {
    application.wait_for_label("Path");
    application.settle();
    application.type_into("Path", folder.to_str().unwrap());
    application.press(Key::Enter);
    application.wait_for_label("b.txt");
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "one\n").unwrap();
    std::fs::write(folder.path().join("b.txt"), "two\n").unwrap();
    folder
}

#[test]
fn the_files_that_are_chosen_are_saved_as_one() {
    let mut application = Driver::with_plugins(&["join-files"]);
    let folder = folder();
    application.run("join-files");
    choose(&mut application, folder.path());
    application.click("a.txt");
    application.press_with(Modifiers::SHIFT, Key::ArrowDown);
    application.click("Open");
    application.wait_for_label("File name");
    assert_eq!(application.value("File name").as_deref(), Some("joined.txt"));
    choose(&mut application, folder.path());
    application.click("Save");
    application.wait_for_status("Files joined: 2");
    let joined = std::fs::read_to_string(folder.path().join("joined.txt")).unwrap();
    assert_eq!(joined, "==> a.txt <==\none\n==> b.txt <==\ntwo\n");
}

#[test]
fn cancel_saves_nothing() {
    let mut application = Driver::with_plugins(&["join-files"]);
    let folder = folder();
    application.run("join-files");
    choose(&mut application, folder.path());
    application.click("a.txt");
    application.click("Open");
    application.wait_for_label("File name");
    application.settle();
    application.press(Key::Escape);
    application.wait_for_status("Nothing was joined");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}
