//! A file read through in pieces: the sample that computes checksums.

use crate::driver::Driver;
use egui::Key;

/// Of `tests/images/coins.png`, by `sha256sum`.
const COINS: &str = "f8d773fc9cfa6f4d8e5942dc34d0a0788fcaed2a4fefbbed0aef5398d7ef4cba";
/// Of three MiB of zeros, by `sha256sum`.
const ZEROS: &str = "bbd05cf6097ac9b1f89ea29d2542c1b7b67ee46848393895f5a9e43fa1f621e5";

fn choose(application: &mut Driver, folder: &std::path::Path, name: &str) {
    application.run("checksum");
    application.wait_for_label("Path");
    application.settle();
    application.type_into("Path", folder.to_str().unwrap());
    application.press(Key::Enter);
    application.wait_for_label(name);
    application.click(name);
    application.click("Open");
}

#[test]
fn the_checksum_is_that_of_the_file() {
    let mut application = Driver::with_plugins(&["checksum"]);
    choose(&mut application, &imjoy_tests::images(), "coins.png");
    application.wait_for_status("Files checked: 1");
    application.wait_for_label_containing(COINS);
}

#[test]
fn a_file_of_several_pieces_is_read_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("zeros.bin"), vec![0; 3 << 20]).unwrap();
    let mut application = Driver::with_plugins(&["checksum"]);
    choose(&mut application, folder.path(), "zeros.bin");
    application.wait_for_label_containing(ZEROS);
}

#[test]
fn cancel_checks_nothing() {
    let mut application = Driver::with_plugins(&["checksum"]);
    application.run("checksum");
    application.wait_for_label("Path");
    application.settle();
    application.press(Key::Escape);
    application.wait_for_status("Nothing was checked");
}
