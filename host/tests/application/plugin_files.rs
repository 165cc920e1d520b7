//! Plugins that are text: badges, editing, documentation, and those that need a browser.

use crate::driver::{Driver, plugin, plugin_id};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use imjoy_engine::front_end::{PluginLanguage, PluginSnapshot, PluginState, UiEvent, UiRequest};
use std::path::Path;
use std::time::{Duration, Instant};

fn from_file(name: &str, file: &Path) -> PluginSnapshot {
    PluginSnapshot { file: Some(file.into()), language: PluginLanguage::Python, ..plugin(1, name) }
}

fn wait_for(driver: &mut Driver, label: &str) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !driver.shows(label) {
        assert!(Instant::now() < deadline, "{label} does not appear");
        std::thread::sleep(Duration::from_millis(5));
        driver.harness.step();
    }
    driver.harness.run();
}

/// What was sent about plugins.
fn sent(driver: &mut Driver) -> Vec<UiEvent> {
    driver.sent().into_iter().filter(|event| !matches!(event, UiEvent::WindowEvent { .. })).collect()
}

#[test]
fn a_plugin_is_edited_from_its_menu_and_the_editor_has_its_own_shortcuts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cells.py");
    std::fs::write(&file, "import math\n").unwrap();
    let mut driver = Driver::new();
    driver.push([UiRequest::Plugin(from_file("cells", &file))]);
    driver.click("Menu of cells");
    driver.click("Edit");
    wait_for(&mut driver, "Code");
    assert!(driver.harness.get_by_label("Code").value().is_some_and(|code| code.contains("import math")));
    driver.harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    driver.harness.run();
    assert_eq!(sent(&mut driver), [UiEvent::Reload(plugin_id(1))]);
    driver.harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    driver.harness.run();
    assert_eq!(sent(&mut driver), [UiEvent::RunComponent { component: file, active_window: None }]);
    assert!(!driver.shows("Follow"), "the log stays closed");
}

#[test]
fn a_long_name_beside_badges_does_not_widen_the_list() {
    let mut driver = Driver::new();
    let described = |number, name: &str, icon: &str| PluginSnapshot {
        icon: icon.into(),
        language: PluginLanguage::Python,
        ..plugin(number, name)
    };
    driver.push([UiRequest::Plugin(described(1, "short", "📚"))]);
    let menu = |driver: &Driver, name: &str| driver.harness.get_by_label(&format!("Menu of {name}")).rect().right();
    let before = menu(&driver, "short");
    let long = "projections of a stack along any of its axes";
    let with_badges = PluginSnapshot { unseen_errors: 12, needs_browser: true, ..described(2, long, "📚") };
    driver.push([UiRequest::Plugin(with_badges)]);
    assert_eq!((menu(&driver, "short"), menu(&driver, long)), (before, before));
    let button = driver.harness.get_by_label(&format!("Run {long}")).rect();
    let badge = driver.harness.get_by_label(&format!("{long} needs a browser")).rect();
    assert!(button.right() <= badge.left(), "{button:?} {badge:?}");
}

#[test]
fn a_part_of_a_plugin_is_listed_below_it_with_both_names() {
    let mut driver = Driver::new();
    let part = PluginSnapshot { part_of: Some("zebra".into()), ..plugin(3, "alpha") };
    driver.push([plugin(1, "zebra"), plugin(2, "beta"), part].map(UiRequest::Plugin));
    let top = |driver: &Driver, name: &str| driver.harness.get_by_label(&format!("Run {name}")).rect().top();
    let places = ["beta", "zebra", "zebra › alpha"].map(|name| top(&driver, name));
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_plugin_that_only_waits_says_so_and_can_be_cancelled() {
    let mut driver = Driver::new();
    let waiting = PluginSnapshot { running_calls: 1, is_waiting: true, ..plugin(1, "cells") };
    driver.push([UiRequest::Plugin(waiting.clone())]);
    assert!(!driver.shows("Waits for an event"), "not for a moment's wait");
    wait_for(&mut driver, "Waits for an event");
    driver.click("Cancel cells");
    assert_eq!(sent(&mut driver), [UiEvent::Cancel(plugin_id(1))]);
    driver.push([UiRequest::Plugin(PluginSnapshot { running_calls: 0, is_waiting: false, ..waiting })]);
    assert!(!driver.shows("Waits for an event"));
}

#[test]
fn a_plugin_that_cannot_be_loaded_says_one_sentence_and_leads_to_its_source() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cells.py");
    std::fs::write(&file, "x = (\n").unwrap();
    let mut driver = Driver::new();
    let mut broken = from_file("cells", &file);
    // What it is written in is known once it has been read.
    broken.language = PluginLanguage::Component;
    broken.state = PluginState::Failed("SyntaxError: '(' was never closed\n  File \"cells.py\", line 1".into());
    driver.push([UiRequest::Plugin(broken)]);
    assert!(driver.shows("SyntaxError: '(' was never closed"));
    driver.click("Edit cells");
    wait_for(&mut driver, "  File \"cells.py\", line 1");
}

#[test]
fn what_is_built_in_is_edited_as_a_copy_and_what_is_compiled_is_not() {
    let mut driver = Driver::new();
    let text = PluginSnapshot { language: PluginLanguage::JavaScript, ..plugin(1, "no such sample") };
    let installed = PluginSnapshot { is_installed: true, language: PluginLanguage::Python, ..plugin(2, "installed") };
    let compiled = PluginSnapshot { file: Some(Path::new("/x/blur.wasm").into()), ..plugin(3, "blur") };
    driver.push([text, installed, compiled].map(UiRequest::Plugin));
    for (name, is_editable) in [("installed", false), ("blur", false), ("no such sample", true)] {
        driver.click(&format!("Menu of {name}"));
        assert_eq!(driver.shows("Edit"), is_editable, "{name}");
        if is_editable {
            driver.click("Edit");
        } else {
            driver.press(Key::Escape);
        }
    }
    wait_for(&mut driver, "The source of no such sample is not part of this program");
}

#[test]
fn a_plugin_that_needs_a_browser_explains_itself_instead_of_running() {
    let mut driver = Driver::new();
    let viewer = PluginSnapshot {
        needs_browser: true,
        docs: "# How to look".into(),
        ..from_file("viewer", Path::new("/x/viewer.imjoy.html"))
    };
    driver.push([UiRequest::Plugin(viewer.clone())]);
    for widget in ["Run viewer", "viewer needs a browser"] {
        driver.click(widget);
        assert!(driver.shows("viewer needs a web browser"), "{widget}");
        assert!(driver.shows("Open documentation") && driver.shows("Edit the plugin"));
        driver.press(Key::Escape);
        assert!(!driver.shows("viewer needs a web browser"));
    }
    driver.click("Run viewer");
    driver.click("Open documentation");
    assert!(driver.shows("Docs of viewer") && driver.shows("How to look"));
    assert_eq!(sent(&mut driver), []);
    // Without documentation and source there is nothing to offer.
    driver.push([UiRequest::Plugin(PluginSnapshot {
        docs: "".into(),
        file: None,
        language: PluginLanguage::Component,
        ..viewer
    })]);
    driver.click("Run viewer");
    assert!(!driver.shows("Open documentation") && !driver.shows("Edit the plugin"));
    driver.press(Key::Enter);
    assert!(!driver.shows("viewer needs a web browser"));
    assert_eq!(sent(&mut driver), []);
}

#[test]
fn a_new_plugin_begins_with_a_template_of_its_language() {
    for (item, window, word) in [
        ("JavaScript", "New JavaScript plugin", "api.export"),
        ("Python window", "New Python plugin", "lang=\"python\""),
        ("Rust", "New Rust plugin", "imjoy_sdk"),
    ] {
        let mut driver = Driver::new();
        driver.click("File");
        driver.click("New plugin…");
        driver.click(item);
        wait_for(&mut driver, "Code");
        assert!(driver.shows(window), "{window}");
        assert!(driver.harness.get_by_label("Code").value().is_some_and(|code| code.contains(word)), "{item}");
        assert!(driver.shows("not saved yet"));
    }
}
