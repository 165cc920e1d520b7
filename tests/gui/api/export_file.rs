//! `api.exportFile`.

use crate::driver::Driver;
use egui::Key;
use std::path::Path;

fn saving(folder: &Path) -> Driver {
    let mut application = Driver::with_plugins(&["export-file"]);
    application.run("export-file");
    go(&mut application, folder);
    application
}

fn go(application: &mut Driver, folder: &Path) {
    application.wait_for_label("File name");
    application.settle();
    application.type_into("Path", folder.to_str().unwrap());
    application.press(Key::Enter);
    application.wait_for_label("Nothing here");
}

#[test]
fn the_table_is_saved_under_the_name_that_the_user_chooses() {
    let folder = tempfile::tempdir().unwrap();
    let mut application = saving(folder.path());
    assert_eq!(application.value("File name").as_deref(), Some("multiplication.csv"));
    application.type_into("File name", "products.csv");
    application.click("Save");
    application.wait_for_label_containing("The table is saved");
    let table = std::fs::read_to_string(folder.path().join("products.csv")).unwrap();
    assert!(table.starts_with("1,2,3,4,") && table.ends_with(",132,144\n"), "{table}");
}

#[test]
fn a_file_that_is_there_is_replaced_only_by_agreement() {
    let folder = tempfile::tempdir().unwrap();
    let mut application = saving(folder.path());
    let path = folder.path().join("multiplication.csv");
    std::fs::write(&path, "old").unwrap();
    application.click("Save");
    application.click("Keep");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    application.click("Save");
    application.click("Replace");
    application.wait_for_label_containing("The table is saved");
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("1,2,3"));
}

#[test]
fn a_picture_is_saved_as_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let mut application = Driver::with_plugins(&["export-file"]);
    application.show_options("export-file");
    application.choose("as", "picture");
    application.click("Run export-file with options");
    go(&mut application, folder.path());
    application.click("Save");
    application.wait_for_label_containing("The table is saved");
    let picture = image::open(folder.path().join("multiplication.pgm")).unwrap().into_luma8();
    assert_eq!((picture.dimensions(), picture.get_pixel(11, 11).0), ((12, 12), [255]));
}

#[test]
fn cancel_saves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut application = saving(folder.path());
    application.press(Key::Escape);
    application.wait_for_status("The table was not saved");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
