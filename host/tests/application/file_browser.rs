//! The file browser.

use crate::driver::Driver;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use host::application::ApplicationOptions;
use imjoy_engine::front_end::UiEvent;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("imjoy-{name}-{}", std::process::id()));
        std::fs::create_dir_all(path.join("more")).unwrap();
        for file in ["b.png", "a.tif", "notes.txt", "plugin.wasm", "plugin.imjoy.html", ".hidden.png", "more/deep.png"]
        {
            std::fs::write(path.join(file), b"").unwrap();
        }
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind is in the temporary folder.
        _ = std::fs::remove_dir_all(&self.0);
    }
}

fn opened(folder: &Folder, key: Key, modifiers: Modifiers) -> Driver {
    let options = ApplicationOptions { start_folder: Some(folder.0.clone()), ..ApplicationOptions::default() };
    let mut driver = Driver::with_options(options);
    driver.harness.key_press_modifiers(modifiers, key);
    driver.harness.run();
    driver
}

/// Folders are read in the background.
fn wait_for(driver: &mut Driver, label: &str) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !driver.shows(label) {
        assert!(Instant::now() < deadline, "{label} does not come: {:?}", driver.harness);
        std::thread::sleep(Duration::from_millis(5));
        driver.harness.run();
    }
}

#[test]
fn images_are_picked_by_click_and_button() {
    let folder = Folder::new("click");
    let mut driver = opened(&folder, Key::O, Modifiers::COMMAND);
    wait_for(&mut driver, "b.png");
    assert!(driver.shows("more") && driver.shows("a.tif"));
    assert!(!driver.shows("notes.txt") && !driver.shows(".hidden.png") && !driver.shows("plugin.wasm"));
    assert!(!driver.is_enabled("Open"));
    driver.click("a.tif");
    driver.harness.get_by_label("b.png").click_modifiers(Modifiers::COMMAND);
    driver.harness.run();
    driver.click("Open");
    assert_eq!(driver.sent(), [UiEvent::OpenImages(vec![folder.0.join("a.tif"), folder.0.join("b.png")])]);
    assert!(!driver.shows("Filter files"));
}

#[test]
fn the_keyboard_is_enough() {
    let folder = Folder::new("keys");
    let mut driver = opened(&folder, Key::O, Modifiers::COMMAND);
    wait_for(&mut driver, "b.png");
    driver.press(Key::ArrowDown);
    driver.press(Key::Enter);
    wait_for(&mut driver, "deep.png");
    driver.press(Key::Backspace);
    wait_for(&mut driver, "b.png");
    driver.harness.get_by_label("Filter files").type_text("b.");
    driver.harness.run();
    assert!(!driver.shows("a.tif"));
    driver.press(Key::Enter);
    assert_eq!(driver.sent(), [UiEvent::OpenImages(vec![folder.0.join("b.png")])]);
}

#[test]
fn a_plugin_is_loaded_from_the_file_menu() {
    let folder = Folder::new("plugin");
    let options = ApplicationOptions { start_folder: Some(folder.0.clone()), ..ApplicationOptions::default() };
    let mut driver = Driver::with_options(options);
    driver.click("File");
    driver.harness.get_all_by_label("Load plugin…").last().unwrap().click();
    driver.harness.run();
    wait_for(&mut driver, "plugin.wasm");
    assert!(!driver.shows("b.png") && driver.shows("plugin.imjoy.html"));
    driver.click("plugin.wasm");
    driver.click("Open");
    assert_eq!(driver.sent(), [UiEvent::LoadPlugin(folder.0.join("plugin.wasm"))]);
}

#[test]
fn a_path_may_be_typed_and_a_wrong_one_is_said() {
    let folder = Folder::new("path");
    let mut driver = opened(&folder, Key::O, Modifiers::COMMAND);
    wait_for(&mut driver, "b.png");
    let missing = folder.0.join("missing").display().to_string();
    driver.fill("Path", &missing);
    driver.press(Key::Enter);
    wait_for(&mut driver, &format!("{missing} cannot be read: there is no such folder"));
    driver.press(Key::Escape);
    assert!(!driver.shows("Path"));
    assert_eq!(driver.sent(), []);
}

#[test]
fn columns_sort_and_numbers_count_by_their_value() {
    let folder = Folder::new("sort");
    for (name, size) in [("n10.png", 1), ("n9.png", 3000)] {
        std::fs::write(folder.0.join(name), vec![0; size]).unwrap();
    }
    let mut driver = opened(&folder, Key::O, Modifiers::COMMAND);
    wait_for(&mut driver, "n9.png");
    let order = |driver: &Driver| {
        let mut rows: Vec<String> = driver.labels_of(Role::Button);
        rows.retain(|label| label.ends_with(".png") || label.ends_with(".tif") || label == "more");
        rows
    };
    assert_eq!(order(&driver), ["more", "a.tif", "b.png", "n9.png", "n10.png"]);
    driver.click("Sort by size");
    assert_eq!(order(&driver)[..3], ["more", "n9.png", "n10.png"]);
    driver.click("Sort by name");
    driver.click("Sort by name");
    assert_eq!(order(&driver), ["more", "n10.png", "n9.png", "b.png", "a.tif"]);
}

#[test]
fn hidden_files_and_other_types_are_shown_on_demand() {
    let folder = Folder::new("hidden");
    let mut driver = opened(&folder, Key::O, Modifiers::COMMAND);
    wait_for(&mut driver, "b.png");
    driver.click("Hidden files");
    assert!(driver.shows(".hidden.png"));
    driver.harness.key_press_modifiers(Modifiers::COMMAND, Key::H);
    driver.harness.run();
    assert!(!driver.shows(".hidden.png"));
    driver.click("Type of files");
    driver.click("All files");
    assert!(driver.shows("notes.txt") && driver.shows("plugin.wasm"));
}

#[test]
fn typing_goes_to_the_first_match_and_up_finds_the_folder_again() {
    let folder = Folder::new("type");
    let mut driver = opened(&folder, Key::O, Modifiers::COMMAND);
    wait_for(&mut driver, "b.png");
    driver.harness.get_by_label("Filter files").type_text("m");
    driver.harness.run();
    driver.press(Key::Enter);
    wait_for(&mut driver, "deep.png");
    driver.press(Key::Backspace);
    wait_for(&mut driver, "b.png");
    // The folder that it came from is chosen, so Enter goes into it again.
    driver.press(Key::Enter);
    wait_for(&mut driver, "deep.png");
    // The path by the keyboard.
    driver.harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    driver.harness.run();
    driver.harness.event(egui::Event::Text(folder.0.join("b.png").display().to_string()));
    driver.harness.run();
    driver.press(Key::Enter);
    let deadline = Instant::now() + Duration::from_secs(10);
    while driver.shows("Path") {
        assert!(Instant::now() < deadline, "it stays open: {:?}", driver.harness);
        std::thread::sleep(Duration::from_millis(5));
        driver.harness.run();
    }
    assert_eq!(driver.sent(), [UiEvent::OpenImages(vec![folder.0.join("b.png")])]);
    // The folder is a place from now on.
    driver.harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    driver.harness.run();
    let name = folder.0.file_name().unwrap().to_string_lossy().into_owned();
    wait_for(&mut driver, &name);
}
