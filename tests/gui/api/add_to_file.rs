//! A file chosen for changing: the sample that adds to it.

use crate::driver::Driver;
use egui::Key;
use std::path::Path;

fn choose(application: &mut Driver, file: &Path) {
    application.wait_for_label("Path");
    application.settle();
    application.type_into("Path", file.parent().unwrap().to_str().unwrap());
    application.press(Key::Enter);
    let name = file.file_name().unwrap().to_str().unwrap();
    application.wait_for_label(name);
    application.click(name);
    application.click("Open");
}

#[test]
fn lines_and_files_are_added_and_taken_back() {
    let mut application = Driver::with_plugins(&["add-to-file"]);
    let folder = tempfile::tempdir().unwrap();
    let (journal, more) = (folder.path().join("journal.txt"), folder.path().join("more.txt"));
    std::fs::write(&journal, "Monday\n").unwrap();
    std::fs::write(&more, "a protocol\n").unwrap();
    application.show_options("add-to-file");
    application.click("Run add-to-file with options");
    choose(&mut application, &journal);
    application.wait_for_status("journal.txt has 22 bytes now");
    assert_eq!(std::fs::read_to_string(&journal).unwrap(), "Monday\npH 7.4, 21 °C\n");

    application.choose("Task", "add a file");
    application.click("Run add-to-file with options");
    choose(&mut application, &more);
    application.wait_for_status("journal.txt has 33 bytes now");
    assert_eq!(std::fs::read_to_string(&journal).unwrap(), "Monday\npH 7.4, 21 °C\na protocol\n");

    application.choose("Task", "take back");
    for length in [22, 7] {
        application.click("Run add-to-file with options");
        application.wait_for_status(&format!("journal.txt has {length} bytes now"));
    }
    assert_eq!(std::fs::read_to_string(&journal).unwrap(), "Monday\n");
    application.click("Run add-to-file with options");
    application.wait_for_status("There is nothing to take back");
}

#[test]
fn a_revoked_file_is_an_error_and_stays_as_it_is() {
    let mut application = Driver::with_plugins(&["add-to-file"]);
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.txt");
    std::fs::write(&journal, "Monday\n").unwrap();
    application.run("add-to-file");
    choose(&mut application, &journal);
    application.wait_for_status("journal.txt has 22 bytes now");
    // The user takes it back while the plugin still knows the path.
    application.click("Menu of add-to-file");
    application.click("Permissions");
    application.click(&format!("Revoke Read and change {}", journal.display()));
    application.press(Key::Escape);
    application.run("add-to-file");
    application.wait_for_label("Errors of add-to-file");
    assert_eq!(std::fs::read_to_string(&journal).unwrap(), "Monday\npH 7.4, 21 °C\n");
}
