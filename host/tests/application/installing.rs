//! Installing, uninstalling, and components that are let go over the application.

use crate::driver::{Driver, Dropped, plugin};
use egui::Key;
use imjoy_engine::front_end::{
    InstallChange, InstallPermission, InstallQuestion, InstallSnapshot, InstallStage, InstallUpdate, PermissionChange,
    UiEvent, UiRequest,
};
use imjoy_engine::identity::InstallId;
use std::sync::Arc;

fn install(number: u64, stage: InstallStage) -> UiRequest {
    let package = "/home/ada/cell tools.zip".to_owned();
    UiRequest::Install(InstallSnapshot { id: InstallId::for_test(number), package, stage })
}

fn question() -> InstallQuestion {
    InstallQuestion {
        name: "cell-tools".to_owned(),
        version: "1.1".to_owned(),
        description: "Measures cells".to_owned(),
        icon: String::new(),
        bytes: 3 << 20,
        files: 4,
        abilities: vec!["open windows".to_owned()],
        permissions: Vec::new(),
        update: None,
        replaced_file: None,
    }
}

fn asked(number: u64, question: InstallQuestion) -> UiRequest {
    install(number, InstallStage::Question(Box::new(question)))
}

fn answered(number: u64, is_accepted: bool) -> UiEvent {
    UiEvent::AnswerInstall { install: InstallId::for_test(number), is_accepted }
}

#[test]
fn the_question_says_what_the_plugin_is_and_can_do() {
    let mut driver = Driver::new();
    let wanted = InstallPermission {
        text: "Open web addresses in your browser".to_owned(),
        reason: "to show the manual".to_owned(),
        is_optional: false,
        change: PermissionChange::None,
    };
    driver.push([asked(1, InstallQuestion { permissions: vec![wanted], ..question() })]);
    for text in [
        "Install cell-tools",
        "Install cell-tools?",
        "cell-tools",
        "1.1",
        "Measures cells",
        "3.0 MiB in 4 files, from /home/ada/cell tools.zip",
        "•  open windows",
        "•  open web addresses in your browser",
        "“to show the manual”",
        "This plugin is not part of the host. Install it only if you trust where it comes from.",
    ] {
        assert!(driver.shows(text), "{text}");
    }
}

#[test]
fn cancel_is_the_default_and_install_works_after_a_moment() {
    let mut driver = Driver::with_step(0.05);
    for key in [Key::Enter, Key::Escape, Key::Space] {
        driver.push([asked(1, question())]);
        driver.wait_secs(1.0);
        driver.press(key);
        assert_eq!(driver.sent(), [answered(1, false)], "{key:?}");
        driver.push([install(1, InstallStage::Ended)]);
    }
    driver.push([asked(2, question())]);
    assert!(driver.is_enabled("Cancel") && !driver.is_enabled("Install"));
    driver.wait_secs(1.0);
    driver.click("Install");
    assert_eq!(driver.sent(), [answered(2, true)]);
    // Nothing can be answered twice.
    assert!(!driver.shows("Install cell-tools"));
    driver.push([install(2, InstallStage::Ended)]);
    assert!(!driver.shows("Putting it into place …"));
}

#[test]
fn an_update_says_how_the_versions_differ() {
    let mut driver = Driver::new();
    for (change, title, note) in [
        (InstallChange::Newer, "Update cell-tools from 1.0 to 1.1?", None),
        (
            InstallChange::Older,
            "Go back with cell-tools from 1.0 to 1.1?",
            Some("This is an older version than the one that is installed."),
        ),
        (
            InstallChange::SameVersion,
            "Replace cell-tools 1.0?",
            Some("This has the same version as the one that is installed, but its contents are different."),
        ),
        (InstallChange::None, "Install cell-tools 1.1 again?", Some("Exactly this is installed already.")),
        (
            InstallChange::Other,
            "Replace cell-tools 1.0 by 1.1?",
            Some("The versions do not say which of the two is newer."),
        ),
    ] {
        let update = Some(InstallUpdate { from: "1.0".to_owned(), change });
        driver.push([asked(1, InstallQuestion { update, ..question() })]);
        assert!(driver.shows(title), "{title}");
        assert!(note.is_none_or(|note| driver.shows(note)), "{title}");
        assert_eq!(driver.shows("Update"), change == InstallChange::Newer);
        driver.push([install(1, InstallStage::Ended)]);
    }
}

#[test]
fn new_and_former_permissions_are_told_apart() {
    let mut driver = Driver::new();
    let permission = |text: &str, change| InstallPermission {
        text: text.to_owned(),
        reason: "why".to_owned(),
        is_optional: change == PermissionChange::New,
        change,
    };
    let permissions = vec![
        permission("Be called", PermissionChange::None),
        permission("Open web addresses", PermissionChange::New),
        permission("Use memory", PermissionChange::Gone),
    ];
    let update = Some(InstallUpdate { from: "1.0".to_owned(), change: InstallChange::Newer });
    driver.push([asked(1, InstallQuestion { permissions, update, ..question() })]);
    assert!(driver.shows("•  be called"));
    assert!(driver.shows("•  open web addresses (works without) – new in this version"));
    assert!(driver.shows("It does not ask any more for permission to") && driver.shows("•  use memory"));
}

#[test]
fn a_plugin_cannot_reorder_or_break_what_is_shown() {
    let mut driver = Driver::new();
    let name = "cell\n\u{202e}tools".to_owned();
    let description = "x".repeat(10_000);
    driver.push([asked(1, InstallQuestion { name, description, ..question() })]);
    assert!(driver.shows("Install cell tools?"));
}

#[test]
fn unpacking_shows_how_far_it_is_and_can_be_cancelled() {
    let mut driver = Driver::new();
    driver.push([install(1, InstallStage::Unpacking(30.0))]);
    assert!(driver.shows("Installing cell tools.zip") && driver.shows("Progress of the installation"));
    driver.click("Cancel");
    assert_eq!(driver.sent(), [answered(1, false)]);
    driver.push([install(1, InstallStage::Ended)]);
    assert!(!driver.shows("Installing cell tools.zip"));
}

#[test]
fn a_failure_stays_until_it_is_read_and_the_next_one_waits() {
    let mut driver = Driver::new();
    driver.push([
        install(1, InstallStage::Failed("a.zip is not installed: its entry “../x” leads out".to_owned())),
        asked(2, question()),
    ]);
    assert!(driver.shows("Not installed") && !driver.shows("Install cell-tools"));
    driver.click("Close");
    assert!(driver.shows("Install cell-tools"));
    assert_eq!(driver.sent(), []);
}

fn let_go(driver: &mut Driver, paths: &[&str]) {
    for path in paths {
        driver.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.into())));
    }
    driver.harness.step();
    driver.wait_secs(1.0);
}

#[test]
fn an_archive_that_is_let_go_is_installed() {
    let mut driver = Driver::new();
    let_go(&mut driver, &["/x/tools.imjoy.ZIP", "/x/cells.tif"]);
    assert_eq!(
        driver.sent(),
        [UiEvent::Install("/x/tools.imjoy.ZIP".into()), UiEvent::OpenImages(vec!["/x/cells.tif".into()])]
    );
}

#[test]
fn a_component_that_is_let_go_is_loaded_or_installed() {
    let mut driver = Driver::new();
    let load = |path: &str| UiEvent::LoadPlugin(path.into());
    let install = |path: &str| UiEvent::Install(path.into());
    for (label, expected) in [
        ("Load for this workspace", vec![load("/x/a.wasm"), load("/x/b.wasm")]),
        ("Install…", vec![install("/x/a.wasm"), install("/x/b.wasm")]),
        ("Cancel", vec![]),
    ] {
        let_go(&mut driver, &["/x/a.wasm", "/x/b.wasm"]);
        assert!(driver.shows("Load or install") && driver.shows("2 plugins"));
        driver.click(label);
        assert_eq!(driver.sent(), expected, "{label}");
        assert!(!driver.shows("Load or install"));
    }
    for (key, expected) in [(Key::Enter, vec![load("/x/a.wasm")]), (Key::Escape, vec![])] {
        let_go(&mut driver, &["/x/a.wasm"]);
        assert!(driver.shows("a.wasm"));
        driver.press(key);
        assert_eq!(driver.sent(), expected, "{key:?}");
    }
}

#[test]
fn the_menu_lets_the_user_pick_a_package() {
    let mut driver = Driver::new();
    driver.click("File");
    driver.click("Install plugin…");
    assert!(driver.shows("Install plugin") && driver.shows("Choose"));
}

#[test]
fn uninstalling_asks_and_keeps_the_data_unless_told() {
    let mut driver = Driver::new();
    let installed = imjoy_engine::front_end::PluginSnapshot { is_installed: true, ..plugin(1, "cell-tools") };
    driver.push([UiRequest::Plugin(installed.clone())]);
    for keeps_data in [true, false] {
        driver.click("Menu of cell-tools");
        assert!(!driver.shows("Remove"));
        driver.click("Uninstall…");
        assert!(driver.shows("Uninstall cell-tools?"));
        if !keeps_data {
            driver.click("Keep its data");
            assert!(driver.shows("Its private folder, settings and permissions are deleted for good."));
        }
        driver.click("Uninstall");
        assert_eq!(driver.sent(), [UiEvent::Uninstall { plugin: installed.id, keeps_data }]);
    }
    driver.click("Menu of cell-tools");
    driver.click("Uninstall…");
    driver.press(Key::Escape);
    assert_eq!(driver.sent(), []);
    assert!(!driver.shows("Uninstall cell-tools?"));
}
