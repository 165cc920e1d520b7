//! Installing and uninstalling with the real engine.

use super::driver::Driver;
use imjoy_engine::front_end::UiEvent;
use imjoy_tests::guests;
use imjoy_tests::packages::{with_manifest, zip};

#[test]
fn a_package_is_installed_updated_and_uninstalled() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let package = |version: &str| {
        let manifest = format!(r#"{{"name":"cell-tools","version":"{version}","functions":["run"]}}"#);
        let component = with_manifest(&std::fs::read(guests::ECHO).unwrap(), &manifest);
        let path = folder.path().join("cell-tools.zip");
        std::fs::write(&path, zip(&[("cell-tools/plugin.wasm", &component)])).unwrap();
        UiEvent::Install(path)
    };
    let mut application = Driver::in_folder(&data);
    application.engine.send(package("1.0"));
    application.wait_for_label("Install cell-tools?");
    application.click("Cancel");
    application.wait_until("the question is gone", |driver| !driver.has_label_containing("cell-tools"));
    assert!(application.engine.installed().is_empty());

    application.engine.send(package("1.0"));
    application.wait_for_label("Install cell-tools?");
    application.click("Install");
    application.wait_for_label("Run cell-tools");

    application.engine.send(package("1.1"));
    application.wait_for_label("Update cell-tools from 1.0 to 1.1?");
    application.click("Update");
    application.wait_for_label_containing("cell-tools 1.1 is installed");
    assert_eq!(application.engine.installed()[0].version, "1.1");

    application.click("Menu of cell-tools");
    application.click("Uninstall…");
    application.click("Uninstall");
    application.wait_until("it is gone", |driver| !driver.has_label("Run cell-tools"));
    assert!(application.engine.installed().is_empty());
}
