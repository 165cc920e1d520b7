//! `api.utils.openUrl`.

use crate::driver::Driver;
use egui::Key;

const ADDRESS: &str = "https://en.wikipedia.org/wiki/Mitochondrion";

#[test]
fn the_address_is_shown_and_opened_after_agreement() {
    let mut application = Driver::with_plugins(&["open-url"]);
    application.run("open-url");
    application.wait_for_label("Permission for open-url");
    application.wait_for_label(ADDRESS);
    application.click("Allow once");
    application.wait_for_label_containing("opens in your browser");
    // Once is once.
    application.run("open-url");
    application.wait_for_label("Permission for open-url");
}

#[test]
fn deny_has_the_keyboard_and_is_an_error_that_the_plugin_catches() {
    let mut application = Driver::with_plugins(&["open-url"]);
    for key in [Key::Enter, Key::Escape] {
        application.run("open-url");
        application.wait_for_label("Permission for open-url");
        application.settle();
        application.press(key);
        application.wait_for_status("You would rather not");
        application.wait_until_idle("open-url");
        assert!(!application.has_label("Errors of open-url"));
    }
}

#[test]
fn always_is_listed_and_can_be_revoked() {
    // What is allowed for good is in the data folder, which other tests share.
    let folder = tempfile::tempdir().unwrap();
    let mut application = Driver::in_folder(folder.path());
    application.load_plugins(&["open-url"]);
    application.run("open-url");
    application.click("Always allow");
    application.wait_for_label_containing("opens in your browser");
    application.run("open-url");
    application.wait_until_idle("open-url");
    assert!(!application.has_label("Permission for open-url"));
    application.click("Menu of open-url");
    application.click("Permissions");
    application.click("Revoke Open web addresses in your browser");
    application.wait_for_label("Nothing beyond its own private folder.");
    application.click("Close");
    application.run("open-url");
    application.wait_for_label("Permission for open-url");
}
