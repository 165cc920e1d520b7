//! File dialogs of plugins: choosing files and folders, and where to save.

use crate::driver::{Driver, dialog, plugin};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use imjoy_engine::front_end::{DialogAnswer, DialogContent, FileAccess, FileChoice, FileQuestion, UiEvent};
use imjoy_engine::identity::DialogId;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("more")).unwrap();
    for name in ["a.txt", "b.txt"] {
        std::fs::write(folder.path().join(name), "12345").unwrap();
    }
    image::GrayImage::from_pixel(40, 30, image::Luma([90])).save(folder.path().join("c.png")).unwrap();
    folder
}

fn asked(choice: FileChoice, takes_many: bool, folder: &Path) -> Driver {
    let mut driver = Driver::new();
    let question = FileQuestion {
        choice,
        takes_many,
        folder: Some(folder.to_owned()),
        access: FileAccess::Read,
        offers_remember: false,
    };
    driver.push([dialog(3, &plugin(1, "chooser"), DialogContent::File(question))]);
    wait_for(&mut driver, "more");
    driver.wait_secs(0.5);
    driver
}

fn saving(name: &str, folder: &Path) -> Driver {
    let options = host::application::ApplicationOptions { start_folder: Some(folder.to_owned()), ..Default::default() };
    let mut driver = Driver::with_options(options);
    let content = DialogContent::SaveFile { name: name.to_owned(), bytes: Some(2048) };
    driver.push([dialog(3, &plugin(1, "saver"), content)]);
    wait_for(&mut driver, "more");
    driver.wait_secs(0.5);
    driver
}

/// Folders are read in the background.
fn wait_for(driver: &mut Driver, label: &str) {
    wait_until(driver, label, |driver| driver.shows(label));
}

fn wait_until(driver: &mut Driver, what: &str, condition: impl Fn(&Driver) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !condition(driver) {
        assert!(Instant::now() < deadline, "{what} does not come: {:?}", driver.harness);
        std::thread::sleep(Duration::from_millis(5));
        driver.harness.run();
    }
}

fn picked(driver: &mut Driver) -> Vec<PathBuf> {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        match driver.sent().into_iter().next() {
            Some(UiEvent::AnswerDialog { dialog, answer: DialogAnswer::Picked { paths, .. } })
                if dialog == DialogId::for_test(3) =>
            {
                return paths;
            }
            Some(other) => panic!("{other:?}"),
            None => {}
        }
        assert!(Instant::now() < deadline, "no answer: {:?}", driver.harness);
        std::thread::sleep(Duration::from_millis(5));
        driver.harness.run();
    }
}

#[test]
fn it_says_who_asks_and_gives_several_files() {
    let folder = folder();
    let mut driver = asked(FileChoice::Files, true, folder.path());
    assert!(driver.shows("chooser") && driver.shows("Title 3"));
    driver.click("a.txt");
    driver.harness.get_by_label("b.txt").click_modifiers(Modifiers::COMMAND);
    driver.harness.run();
    driver.click("Open");
    assert_eq!(picked(&mut driver), [folder.path().join("a.txt"), folder.path().join("b.txt")]);
}

#[test]
fn one_means_one() {
    let folder = folder();
    let mut driver = asked(FileChoice::Files, false, folder.path());
    driver.click("a.txt");
    driver.harness.get_by_label("b.txt").click_modifiers(Modifiers::COMMAND);
    driver.harness.run();
    driver.click("Open");
    assert_eq!(picked(&mut driver), [folder.path().join("b.txt")]);
}

#[test]
fn escape_and_cancel_cancel() {
    let folder = folder();
    for is_key in [true, false] {
        let mut driver = asked(FileChoice::Files, false, folder.path());
        if is_key {
            driver.press(Key::Escape)
        } else {
            driver.click("Cancel")
        }
        let cancelled = UiEvent::AnswerDialog { dialog: DialogId::for_test(3), answer: DialogAnswer::Cancelled };
        assert_eq!(driver.sent(), [cancelled]);
    }
}

#[test]
fn a_folder_is_the_one_shown_or_one_in_it() {
    let folder = folder();
    let mut driver = asked(FileChoice::Folders, false, folder.path());
    assert!(!driver.shows("a.txt"));
    driver.click("Choose");
    assert_eq!(picked(&mut driver), [folder.path()]);
    let mut driver = asked(FileChoice::Folders, false, folder.path());
    driver.click("more");
    driver.click("Choose");
    assert_eq!(picked(&mut driver), [folder.path().join("more")]);
    // By the keyboard alone: down to the folder, Ctrl and Enter choose it.
    let mut driver = asked(FileChoice::Folders, false, folder.path());
    driver.press(Key::ArrowDown);
    driver.harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    driver.harness.run();
    assert_eq!(picked(&mut driver), [folder.path().join("more")]);
}

#[test]
fn both_can_be_chosen_together() {
    let folder = folder();
    let mut driver = asked(FileChoice::Any, true, folder.path());
    driver.click("more");
    driver.harness.get_by_label("a.txt").click_modifiers(Modifiers::COMMAND);
    driver.harness.run();
    driver.click("Choose");
    assert_eq!(picked(&mut driver), [folder.path().join("more"), folder.path().join("a.txt")]);
}

#[test]
fn a_chosen_image_is_shown_small() {
    let folder = folder();
    let mut driver = asked(FileChoice::Files, false, folder.path());
    driver.click("c.png");
    wait_for(&mut driver, "40 × 30, uint8");
    driver.click("a.txt");
    assert!(!driver.shows("40 × 30, uint8"));
}

#[test]
fn a_name_is_saved_in_the_folder() {
    let folder = folder();
    let mut driver = saving("table.csv", folder.path());
    assert!(driver.shows("saver") && driver.shows("2 KiB will be written."));
    driver.fill("File name", "other.csv");
    driver.click("Save");
    assert_eq!(picked(&mut driver), [folder.path().join("other.csv")]);
}

#[test]
fn a_file_is_replaced_only_by_agreement() {
    let folder = folder();
    let mut driver = saving("a.txt", folder.path());
    driver.click("Save");
    wait_for(&mut driver, "“a.txt” is there already. Replace it?");
    assert_eq!(driver.sent(), []);
    driver.click("Keep");
    assert!(!driver.shows("Replace"));
    // A name that is there can be taken from the list.
    driver.click("b.txt");
    driver.click("Save");
    wait_for(&mut driver, "“b.txt” is there already. Replace it?");
    driver.click("Replace");
    assert_eq!(picked(&mut driver), [folder.path().join("b.txt")]);
}

#[test]
fn a_new_folder_is_made_and_a_bad_name_is_told() {
    let folder = folder();
    let mut driver = saving("a.csv", folder.path());
    for (name, sentence) in [
        ("../a.csv", "A name has no slashes in it; choose the folder above"),
        ("more", &*format!("{} is there and is not a file", folder.path().join("more").display())),
    ] {
        driver.fill("File name", name);
        driver.click("Save");
        wait_for(&mut driver, sentence);
    }
    driver.fill("File name", "a.csv");
    driver.click("New folder");
    driver.fill("Folder name", "results");
    driver.click("Create");
    let made = folder.path().join("results");
    wait_until(&mut driver, "the new folder", |_| made.is_dir());
    wait_until(&mut driver, "the empty list", |driver| driver.shows("Nothing here"));
    driver.click("Save");
    assert_eq!(picked(&mut driver), [made.join("a.csv")]);
}

#[test]
fn a_ticked_box_remembers_what_is_chosen() {
    let folder = folder();
    for is_ticked in [false, true] {
        let mut driver = Driver::new();
        let question = FileQuestion {
            choice: FileChoice::Folders,
            takes_many: false,
            folder: Some(folder.path().to_owned()),
            access: FileAccess::ReadWrite,
            offers_remember: true,
        };
        driver.push([dialog(3, &plugin(1, "chooser"), DialogContent::File(question))]);
        wait_for(&mut driver, "more");
        driver.wait_secs(0.5);
        let may = "chooser may read and change the folder that you choose, with all that is in it";
        assert!(driver.shows(&format!("{may}, until the application is closed.")));
        if is_ticked {
            driver.click("Remember: chooser may use this folder from now on");
            assert!(driver.shows(&format!("{may}, from now on.")));
        }
        driver.click("Choose");
        let answer = DialogAnswer::Picked { paths: vec![folder.path().to_owned()], is_remembered: is_ticked };
        assert_eq!(driver.sent(), [UiEvent::AnswerDialog { dialog: DialogId::for_test(3), answer }]);
    }
    // Without the offer there is no box.
    let driver = asked(FileChoice::Folders, false, folder.path());
    assert!(!driver.shows("Remember: chooser may use this folder from now on"));
}
