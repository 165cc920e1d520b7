//! The question for permission, and the page of what was granted.

use crate::driver::{Driver, dialog, message, plugin, plugin_id};
use egui::{Key, OutputCommand};
use imjoy_engine::front_end::{
    ALLOW_ALWAYS, ALLOW_ONCE, DialogAnswer, DialogContent, FileKind, PermissionEntry, PermissionKind, PermissionWish,
    UiEvent, UiRequest,
};
use imjoy_engine::identity::DialogId;
use imjoy_engine::value::Value;

fn url() -> DialogContent {
    DialogContent::Permission(PermissionWish::OpenUrl {
        before: "https://".to_owned(),
        host: "imjoy.io".to_owned(),
        after: "/docs".to_owned(),
        offers_always: true,
    })
}

fn answered(number: u64, answer: Option<&str>) -> UiEvent {
    let answer = answer.map_or(DialogAnswer::Cancelled, |text| DialogAnswer::Confirmed(Value::from(text)));
    UiEvent::AnswerDialog { dialog: DialogId::for_test(number), answer }
}

#[test]
fn it_names_the_plugin_and_the_whole_address() {
    let mut driver = Driver::new();
    driver.push([dialog(1, &plugin(1, "finder"), url())]);
    assert!(driver.shows("Permission for finder") && driver.shows("finder asks for permission"));
    assert!(driver.shows("https://imjoy.io/docs"));
    // The title that a plugin chose has no place here.
    assert!(!driver.shows("Title 1"));
}

#[test]
fn deny_is_the_default_and_escape_denies() {
    let mut driver = Driver::new();
    for key in [Key::Enter, Key::Escape, Key::Space] {
        driver.push([dialog(1, &plugin(1, "finder"), url())]);
        driver.wait_secs(1.0);
        driver.press(key);
        assert_eq!(driver.sent(), [answered(1, None)], "{key:?}");
        assert!(!driver.shows("Permission for finder"));
    }
    driver.push([dialog(1, &plugin(1, "finder"), url())]);
    driver.click("Deny");
    assert_eq!(driver.sent(), [answered(1, None)]);
}

#[test]
fn it_allows_once_or_always_but_not_at_once() {
    let mut driver = Driver::with_step(0.05);
    for (label, answer) in [("Allow once", ALLOW_ONCE), ("Always allow", ALLOW_ALWAYS)] {
        driver.push([dialog(1, &plugin(1, "finder"), url())]);
        assert!(driver.is_enabled("Deny") && !driver.is_enabled(label), "{label}");
        driver.wait_secs(1.0);
        driver.click(label);
        assert_eq!(driver.sent(), [answered(1, Some(answer))]);
    }
}

#[test]
fn a_file_is_allowed_for_this_run_only() {
    let mut driver = Driver::new();
    let wish = PermissionWish::FileUrl { path: "/home/ada/cells.png".to_owned(), found: FileKind::File };
    driver.push([dialog(1, &plugin(1, "finder"), DialogContent::Permission(wish))]);
    driver.wait_secs(1.0);
    assert!(driver.shows("Plugin “finder” would like to access your local file at"));
    assert!(driver.shows("/home/ada/cells.png") && !driver.shows("Always allow"));
    driver.click("Allow");
    assert_eq!(driver.sent(), [answered(1, Some(ALLOW_ONCE))]);
}

#[test]
fn a_plugin_cannot_reorder_or_break_what_is_shown() {
    let mut driver = Driver::new();
    let wish = PermissionWish::FileUrl { path: "/a/\u{202e}gnp.exe\n\nAllow".to_owned(), found: FileKind::File };
    driver.push([dialog(1, &plugin(1, "fin\nder"), DialogContent::Permission(wish))]);
    assert!(driver.shows("fin der asks for permission"));
    assert!(driver.shows("/a/gnp.exe  Allow"));
}

#[test]
fn a_dialog_of_a_plugin_waits_behind_and_spam_can_be_stopped() {
    let mut driver = Driver::new();
    let finder = plugin(1, "finder");
    driver.push((1..=5).map(|number| dialog(number, &finder, url())));
    driver.push([dialog(6, &plugin(2, "other"), DialogContent::Alert(message("Hi")))]);
    assert!(driver.shows("5 more wait"));
    driver.click("Stop plugin");
    assert_eq!(driver.sent(), [UiEvent::Terminate(plugin_id(1))]);
}

#[test]
fn an_address_is_opened_by_the_window() {
    let mut driver = Driver::new();
    let url = "https://imjoy.io/".to_owned();
    let commands = driver.commands(UiRequest::OpenUrl { plugin_name: "finder".into(), url });
    let is_meant =
        |command: &OutputCommand| matches!(command, OutputCommand::OpenUrl(open) if open.url == "https://imjoy.io/");
    assert_eq!(commands.iter().filter(|command| is_meant(command)).count(), 1, "{commands:?}");
}

#[test]
fn the_page_lists_what_was_granted_and_revokes_it() {
    let mut driver = Driver::new();
    let finder = plugin(1, "finder");
    driver.push([UiRequest::Plugin(finder.clone())]);
    driver.click("Menu of finder");
    driver.click("Permissions");
    assert_eq!(driver.sent(), [UiEvent::ShowPermissions(finder.id)]);
    assert!(driver.shows("Permissions of finder"));
    let entry = |id, kind, text: &str| PermissionEntry { id, kind, text: text.to_owned(), reason: String::new() };
    let permissions = vec![
        entry(7, PermissionKind::Kept, "Open web addresses"),
        entry(8, PermissionKind::ThisRun, "Read /a.png"),
        entry(9, PermissionKind::Refused, "Make URLs"),
    ];
    // An answer for another plugin is not shown.
    driver.push([UiRequest::Permissions {
        plugin: plugin_id(2),
        permissions: vec![entry(1, PermissionKind::Kept, "No")],
    }]);
    assert!(!driver.shows("No"));
    driver.push([UiRequest::Permissions { plugin: finder.id, permissions }]);
    for (label, id) in [("Revoke Open web addresses", 7), ("Revoke Read /a.png", 8), ("Ask again Make URLs", 9)] {
        driver.click(label);
        assert_eq!(driver.sent(), [UiEvent::RevokePermission { plugin: finder.id, permission: id }]);
    }
    let declared =
        PermissionEntry { reason: "To count".to_owned(), ..entry(10, PermissionKind::Declared, "Read a folder") };
    let permissions = vec![
        entry(7, PermissionKind::Kept, "A"),
        entry(8, PermissionKind::ThisRun, "B"),
        entry(9, PermissionKind::Refused, "C"),
        declared,
    ];
    driver.push([UiRequest::Permissions { plugin: finder.id, permissions }]);
    assert!(driver.shows("“To count”") && !driver.shows("Revoke Read a folder"));
    driver.click("Revoke all");
    let revoked = |permission| UiEvent::RevokePermission { plugin: finder.id, permission };
    assert_eq!(driver.sent(), [revoked(7), revoked(8)]);
    driver.push([UiRequest::Permissions { plugin: finder.id, permissions: Vec::new() }]);
    assert!(!driver.shows("Revoke all"));
    assert!(driver.shows("Nothing beyond its own private folder."));
    driver.click("Close");
    assert!(!driver.shows("Permissions of finder"));
    // A late answer does not open it again.
    driver.push([UiRequest::Permissions { plugin: finder.id, permissions: Vec::new() }]);
    assert!(!driver.shows("Permissions of finder"));
}
