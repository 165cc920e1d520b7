//! The file browser, and files dropped on the window.

use crate::driver::Driver;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use host::application::ApplicationOptions;
use imjoy_engine::front_end::UiEvent;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("imjoy-{name}-{}", std::process::id()));
        std::fs::create_dir_all(path.join("more")).unwrap();
        for file in ["b.png", "a.tif", "notes.txt", "plugin.wasm", ".hidden.png", "more/deep.png"] {
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
    assert!(!driver.shows("b.png"));
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

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("not read".to_owned())
    }
}

#[test]
fn dropped_files_are_opened_or_loaded() {
    let mut driver = Driver::new();
    for path in ["/x/cells.tif", "/x/filter.WASM"] {
        driver.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.into())));
    }
    driver.harness.step();
    assert_eq!(
        driver.sent(),
        [UiEvent::LoadPlugin("/x/filter.WASM".into()), UiEvent::OpenImages(vec!["/x/cells.tif".into()])]
    );
}
