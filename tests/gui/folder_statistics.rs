//! The sample whose manifest declares a folder: asked for at the first use, used by the
//! standard library, revoked while it is loaded.

use super::driver::Driver;
use std::path::{Path, PathBuf};

/// Two images in a folder, one of them in a subfolder, and something that is no image.
fn fill(folder: &Path) {
    std::fs::create_dir_all(folder.join("below")).unwrap();
    std::fs::copy(imjoy_tests::images().join("coins.png"), folder.join("coins.png")).unwrap();
    std::fs::copy(imjoy_tests::images().join("coins.png"), folder.join("below/again.png")).unwrap();
    std::fs::write(folder.join("broken.png"), "not an image").unwrap();
    std::fs::write(folder.join("notes.txt"), "notes").unwrap();
}

/// Runs the plugin for the first time and grants it `folder`.
fn run_with_folder(application: &mut Driver, folder: &Path) {
    application.run("folder-statistics");
    application.wait_for_label("Permission for folder-statistics");
    application.wait_for_label_containing("It measures the images in the folder that you choose.");
    application.type_into("Path of folder images", folder.to_str().unwrap());
    application.click("Allow");
}

/// The application after the first run, and the folder that it has measured.
fn measured(root: &Path) -> (Driver, PathBuf) {
    let images = root.join("images");
    fill(&images);
    let mut application = Driver::in_folder(&root.join("data"));
    application.load_plugins(&["folder-statistics"]);
    run_with_folder(&mut application, &images);
    application.wait_for_status("3 images measured, 1 of them could not be read");
    (application, images)
}

#[test]
fn the_images_of_the_granted_folder_are_measured() {
    let root = tempfile::tempdir().unwrap();
    let (mut application, images) = measured(root.path());
    application.wait_for_label_containing("Images of the folder");
    application.wait_for_label_containing("Mean brightness");
    // The second time nothing is asked.
    application.wait_until_idle("folder-statistics");
    std::fs::remove_file(images.join("broken.png")).unwrap();
    application.run("folder-statistics");
    application.wait_for_status("2 images measured");
    assert!(!application.has_label("Permission for folder-statistics"));
}

#[test]
fn deny_has_the_keyboard_and_nothing_is_read() {
    let root = tempfile::tempdir().unwrap();
    let mut application = Driver::in_folder(root.path());
    application.load_plugins(&["folder-statistics"]);
    for key in [egui::Key::Enter, egui::Key::Escape] {
        application.run("folder-statistics");
        application.wait_for_label("Permission for folder-statistics");
        application.settle();
        application.press(key);
        application.wait_until("the dialog closes", |driver| !driver.has_label("Permission for folder-statistics"));
        application.wait_until_idle("folder-statistics");
        assert!(!application.has_label_containing("Images of the folder"));
    }
}

#[test]
fn the_folder_is_listed_and_revoked_at_once() {
    let root = tempfile::tempdir().unwrap();
    let (mut application, images) = measured(root.path());
    application.wait_until_idle("folder-statistics");
    application.click("Menu of folder-statistics");
    application.click("Permissions");
    let line = format!("Read all in {} as its “images”", images.display());
    application.wait_for_label_containing(&line);
    application.click(&format!("Revoke {line}"));
    application.wait_until("it is gone", |driver| !driver.has_label(&format!("Revoke {line}")));
    application.click("Close");
    // It is asked for anew.
    application.run("folder-statistics");
    application.wait_for_label("Permission for folder-statistics");
}
