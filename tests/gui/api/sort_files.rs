//! Folders that are chosen for changing: the sample that sorts files.

use crate::driver::Driver;
use egui::Key;
use std::path::Path;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.PNG", "b.csv", "c.csv", "notes", ".hidden"] {
        std::fs::write(folder.path().join(name), name).unwrap();
    }
    folder
}

fn choose(application: &mut Driver, folder: &Path) {
    application.wait_for_label("Path");
    application.settle();
    application.type_into("Path", folder.to_str().unwrap());
    application.press(Key::Enter);
    application.wait_until("the folder", |driver| !driver.has_label("Reading the folder"));
    application.click_last("Choose");
}

#[test]
fn files_are_sorted_and_put_back() {
    let mut application = Driver::with_plugins(&["sort-files"]);
    let folder = folder();
    application.show_options("sort-files");
    application.click("Run sort-files with options");
    choose(&mut application, folder.path());
    application.wait_for_status("Files sorted: 4");
    assert_eq!(names(folder.path()), [".hidden", "csv", "other", "png", "sorted.csv"]);
    assert_eq!(names(&folder.path().join("csv")), ["b.csv", "c.csv"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("png/a.PNG")).unwrap(), "a.PNG");
    let list = std::fs::read_to_string(folder.path().join("sorted.csv")).unwrap();
    assert!(list.contains("\"notes\",\"other/notes\"\n"), "{list}");

    application.choose("Task", "put back");
    application.click("Run sort-files with options");
    application.wait_for_status("Files put back: 4");
    assert_eq!(names(folder.path()), [".hidden", "a.PNG", "b.csv", "c.csv", "notes"]);
}

#[test]
fn a_file_that_is_there_is_not_replaced() {
    let mut application = Driver::with_plugins(&["sort-files"]);
    let folder = folder();
    std::fs::create_dir(folder.path().join("csv")).unwrap();
    std::fs::write(folder.path().join("csv/b.csv"), "another").unwrap();
    application.run("sort-files");
    choose(&mut application, folder.path());
    application.wait_for_label("Errors of sort-files");
    assert_eq!(std::fs::read_to_string(folder.path().join("csv/b.csv")).unwrap(), "another");
    assert_eq!(std::fs::read_to_string(folder.path().join("b.csv")).unwrap(), "b.csv");
}
