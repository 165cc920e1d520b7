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
