//! Windows and workspaces, as far as menus and dialogs of the application concern them.

use crate::driver::{Driver, dialog, form, message, op, plugin};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use host::application::{Appearance, ApplicationOptions};
use imjoy_engine::form::ElementKind;
use imjoy_engine::front_end::{
    DialogAnswer, DialogContent, OfferedOp, PluginSnapshot, UiEvent, UiRequest, WindowDescription, WindowPresentation,
};
use imjoy_engine::identity::{DialogId, WindowId};
use imjoy_engine::value::{Record, Value};
use std::sync::Arc;

fn window(number: u64, name: &str, presentation: WindowPresentation) -> UiRequest {
    let owner = plugin(1, "hello");
    UiRequest::OpenWindow(WindowDescription {
        id: WindowId::for_test(number),
        plugin: Some(owner.id),
        plugin_name: Some(owner.name),
        name: name.to_owned(),
        window_type: "imjoy/generic".to_owned(),
        data: Record::new().with(name, 24i64).into(),
        config: Value::Absent,
        x: None,
        y: None,
        w: None,
        h: None,
        presentation,
        file: None,
        needs_browser: false,
    })
}

fn floating(number: u64, name: &str) -> UiRequest {
    window(number, name, WindowPresentation::Workspace)
}

fn workspaces(current: &str, names: &[&str]) -> UiRequest {
    UiRequest::Workspaces { current: current.into(), names: names.iter().map(|name| Arc::from(*name)).collect() }
}

#[test]
fn the_menu_lists_all_windows() {
    let mut driver = Driver::new();
    driver.push([floating(1, "first"), floating(2, "second"), UiRequest::HideWindow(WindowId::for_test(1))]);
    driver.sent();
    driver.click("Windows");
    assert!(driver.shows("Go to second"));
    driver.click("Go to first (hidden)");
    assert!(driver.shows("Select first"));
    driver.click("View");
    driver.click("Tile windows");
    driver.click("Windows");
    driver.click("Close all windows");
    let closed = driver.sent().into_iter().filter(|event| matches!(event, UiEvent::CloseWindow(_))).count();
    assert_eq!(closed, 2);
    assert!(driver.shows("Nothing open"));
}

#[test]
fn windows_that_are_dialogs_are_stacked_and_closed() {
    let mut driver = Driver::new();
    driver.push([window(1, "lower", WindowPresentation::Dialog), window(2, "upper", WindowPresentation::Dialog)]);
    assert!(driver.shows("Select lower") && driver.shows("Select upper"));
    assert_eq!(driver.harness.query_all_by_label("Dialog of hello").count(), 2);
    // A question on top takes Escape for itself.
    driver.push([dialog(7, &plugin(1, "hello"), DialogContent::Alert(message("Sure?")))]);
    driver.press(Key::Escape);
    let answer =
        UiEvent::AnswerDialog { dialog: DialogId::for_test(7), answer: DialogAnswer::Confirmed(Value::Absent) };
    assert_eq!(driver.sent(), [answer]);
    driver.press(Key::Escape);
    assert_eq!(driver.sent(), [UiEvent::CloseWindow(WindowId::for_test(2))]);
    driver.click("Close");
    assert_eq!(driver.sent(), [UiEvent::CloseWindow(WindowId::for_test(1))]);
    assert!(!driver.shows("Select lower"));
}

#[test]
fn an_op_is_run_on_a_window_after_its_form() {
    let mut driver = Driver::new();
    let radius = ElementKind::Number { default: 3.0, min: None, max: None, step: None };
    let mut filters = plugin(2, "filters");
    filters.ops.push(op("blur", form(&[("Radius", "radius", radius)]), false));
    driver.push([UiRequest::Plugin(filters.clone()), floating(1, "cells")]);
    driver.click("Window menu");
    let offered = OfferedOp { plugin: filters.id, plugin_name: filters.name.clone(), op: "blur".into() };
    driver.push([UiRequest::OfferedOps { window: WindowId::for_test(1), ops: vec![offered] }]);
    driver.click("Apply blur of filters");
    driver.sent();
    driver.fill("Radius", "8");
    driver.click("Run on the window");
    let sent = driver.sent();
    let [UiEvent::RunOp { plugin, op, config, active_window: Some(window) }] = sent.as_slice() else {
        panic!("{sent:?}")
    };
    assert_eq!((*plugin, op.as_str(), config), (filters.id, "blur", &Record::new().with("radius", 8)));
    assert_eq!(window.data.field("cells"), Some(&Value::Integer(24)));
}

#[test]
fn workspaces_are_made_switched_and_removed() {
    let mut driver = Driver::new();
    driver.push([workspaces("default", &["default", "mine", "sandbox"])]);
    driver.click("Workspace default");
    driver.click("Switch to mine");
    assert_eq!(driver.sent(), [UiEvent::SwitchWorkspace("mine".to_owned())]);
    driver.push([workspaces("mine", &["default", "mine", "old", "sandbox"])]);
    driver.click("Workspace mine");
    driver.click("New workspace…");
    assert!(!driver.is_enabled("Create"));
    driver.fill("Name of the workspace", "a/b");
    assert!(driver.shows("The name may not contain /") && !driver.is_enabled("Create"));
    driver.fill("Name of the workspace", "old");
    assert!(driver.shows("There is a workspace old already"));
    driver.fill("Name of the workspace", "new");
    driver.press(Key::Enter);
    assert_eq!(driver.sent(), [UiEvent::CreateWorkspace("new".to_owned())]);
    driver.click("Workspace mine");
    driver.click("Remove");
    driver.click("Remove old");
    driver.press(Key::Escape);
    assert_eq!(driver.sent(), []);
    driver.click("Workspace mine");
    driver.click("Remove");
    driver.click("Remove old");
    driver.harness.get_all_by_label("Remove").last().unwrap().click();
    driver.harness.run();
    assert_eq!(driver.sent(), [UiEvent::RemoveWorkspace("old".to_owned())]);
}

#[test]
fn a_tag_is_chosen_in_the_menu_of_the_plugin() {
    let mut driver = Driver::new();
    let tagged = PluginSnapshot {
        tags: Arc::new(["CPU".to_owned(), "GPU".to_owned()]),
        tag: Some("CPU".into()),
        ..plugin(1, "hello")
    };
    driver.push([UiRequest::Plugin(tagged.clone())]);
    driver.click("Menu of hello");
    driver.click("Tag GPU");
    assert_eq!(driver.sent(), [UiEvent::ChooseTag { plugin: tagged.id, tag: "GPU".to_owned() }]);
}

#[test]
fn examples_are_folded_in_and_found_by_a_search() {
    let mut driver = Driver::new();
    let example = PluginSnapshot { labels: Arc::new(["API example".to_owned()]), ..plugin(1, "alert") };
    driver.push([UiRequest::Plugin(example), UiRequest::Plugin(plugin(2, "cell-counter"))]);
    assert!(driver.shows("Run cell-counter") && !driver.shows("Run alert"));
    driver.click("API examples");
    assert!(driver.shows("Run alert"));
    driver.click("API examples");
    driver.fill("Search plugins", "aler");
    assert!(driver.shows("Run alert") && !driver.shows("Run cell-counter"));
}

#[test]
fn the_look_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let options = || ApplicationOptions {
        data_folder: Some(folder.path().to_owned()),
        appearance: Appearance::read(folder.path()).0,
        ..ApplicationOptions::default()
    };
    let mut driver = Driver::with_options(options());
    driver.push([UiRequest::Plugin(plugin(1, "hello")), workspaces("default", &["default", "sandbox"])]);
    driver.click("Options of hello");
    driver.click("View");
    driver.click("Light theme");
    // Ends as the program does: what waits is written.
    drop(driver);
    // The harness has a theme of its own, so what was kept is looked at.
    assert_eq!(options().appearance.theme, "light");
    let mut driver = Driver::with_options(options());
    driver.push([UiRequest::Plugin(plugin(9, "hello"))]);
    assert!(driver.shows("What hello does"));
}

#[test]
fn the_keys_of_windows_are_explained_and_reach_the_windows() {
    let mut driver = Driver::new();
    driver.push([floating(1, "first")]);
    driver.click("Help");
    driver.click("Keyboard shortcuts");
    assert!(driver.harness.query_by_label_contains("Tile the windows").is_some());
    // A dialog of the host has the keys for itself.
    driver.harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    driver.harness.run();
    assert!(driver.shows("Select first"));
    driver.press(Key::Escape);
    driver.harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    driver.harness.run();
    assert!(!driver.shows("Select first"));
}
