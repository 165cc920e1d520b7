//! Workspaces and windows with the real engine: switching, the arrangement, offered ops.

use super::driver::Driver;

#[test]
fn a_workspace_has_its_own_windows_which_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut application = Driver::in_folder(folder.path());
    application.open_image("coins.png");
    application.wait_for_label("Auto contrast");
    application.click("Workspace default");
    application.click("New workspace…");
    application.type_into("Name of the workspace", "second");
    application.click("Create");
    application.wait_for_label("Workspace second");
    application.wait_until("the window is closed", |driver| !driver.has_label("Auto contrast"));
    application.click("Workspace second");
    application.click("Switch to default");
    application.wait_for_label("Workspace default");
    // Opened again by the file's path.
    application.wait_for_label("Auto contrast");
    application.click("Workspace default");
    application.click("Remove");
    application.click("Remove second");
    application.click_last("Remove");
    application.wait_until("the workspace is removed", |_| !folder.path().join("workspaces/second").exists());
}

#[test]
fn a_window_offers_the_ops_that_accept_its_data() {
    let mut application = Driver::with_plugins(&["image-filters"]);
    application.open_image("coins.png");
    application.wait_for_label("Window menu");
    application.click("Window menu");
    // Which are offered is the engine's matter; that it answers is seen here.
    application.wait_until("an answer", |driver| {
        driver.has_label_starting("Apply ") || driver.has_label_containing("No plugin accepts these data")
    });
}
