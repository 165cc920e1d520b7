//! Choosing in the dialogs of the system, played by a script.

use crate::driver::{Driver, dialog, plugin};
use egui::{Key, Modifiers};
use host::application::{ApplicationOptions, SystemChoice, SystemDialogs, SystemQuestion};
use imjoy_engine::front_end::{DialogAnswer, DialogContent, FileAccess, FileChoice, FileQuestion, UiEvent};
use imjoy_engine::identity::DialogId;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A system whose user does what the test says.
#[derive(Debug)]
struct Script {
    asked: Mutex<Sender<SystemQuestion>>,
    answers: Mutex<Receiver<Option<Vec<PathBuf>>>>,
}

impl SystemDialogs for Script {
    fn is_available(&self) -> bool {
        true
    }

    fn choose(&self, question: &SystemQuestion) -> Option<Vec<PathBuf>> {
        self.asked.lock().unwrap().send(question.clone()).unwrap();
        self.answers.lock().unwrap().recv().ok().flatten()
    }
}

struct Stage {
    driver: Driver,
    asked: Receiver<SystemQuestion>,
    answer: Sender<Option<Vec<PathBuf>>>,
}

fn stage(is_avoided: bool) -> Stage {
    let (asked, questions) = channel();
    let (answer, answers) = channel();
    let script = Script { asked: Mutex::new(asked), answers: Mutex::new(answers) };
    let mut options = ApplicationOptions {
        start_folder: Some(std::env::temp_dir()),
        system_dialogs: Some(Arc::new(script)),
        ..ApplicationOptions::default()
    };
    options.appearance.avoids_system_dialogs = is_avoided;
    let mut driver = Driver::with_options(options);
    driver.click("View");
    wait_for(&mut driver, "System file dialogs");
    driver.press(Key::Escape);
    Stage { driver, asked: questions, answer }
}

fn wait_for(driver: &mut Driver, label: &str) {
    wait_until(driver, label, |driver| driver.shows(label));
}

fn wait_until(driver: &mut Driver, what: &str, condition: impl Fn(&mut Driver) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !condition(driver) {
        assert!(Instant::now() < deadline, "{what} does not come: {:?}", driver.harness);
        std::thread::sleep(Duration::from_millis(5));
        // A busy sign moves while the system's dialog is open.
        driver.harness.step();
    }
}

fn sent(driver: &mut Driver) -> UiEvent {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        if let Some(event) = driver.sent().into_iter().next() {
            return event;
        }
        assert!(Instant::now() < deadline, "nothing is sent: {:?}", driver.harness);
        std::thread::sleep(Duration::from_millis(5));
        driver.harness.step();
    }
}

fn folder_question(stage: &mut Stage) {
    let question = FileQuestion {
        choice: FileChoice::Folders,
        takes_many: false,
        folder: None,
        access: FileAccess::ReadWrite,
        offers_remember: true,
    };
    stage.driver.push([dialog(3, &plugin(1, "chooser"), DialogContent::File(question))]);
    stage.driver.wait_secs(0.5);
}

fn answered(answer: DialogAnswer) -> UiEvent {
    UiEvent::AnswerDialog { dialog: DialogId::for_test(3), answer }
}

#[test]
fn the_host_opens_it_at_once() {
    let mut stage = stage(false);
    stage.driver.harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    stage.driver.harness.step();
    let asked = stage.asked.recv_timeout(Duration::from_secs(20)).unwrap();
    assert_eq!((asked.choice, asked.takes_many), (SystemChoice::Files, true));
    assert!(asked.extensions.contains(&"tif".to_owned()) && asked.folder == std::env::temp_dir());
    // The application goes on meanwhile and says what it waits for.
    wait_for(&mut stage.driver, "The file dialog of the system is open");
    stage.answer.send(Some(vec!["/x/a.png".into(), "not absolute".into()])).unwrap();
    assert_eq!(sent(&mut stage.driver), UiEvent::OpenImages(vec!["/x/a.png".into()]));
    assert!(!stage.driver.shows("The file dialog of the system is open"));
}

#[test]
fn a_plugin_is_introduced_by_the_host_before() {
    let mut stage = stage(false);
    folder_question(&mut stage);
    assert!(stage.driver.shows("chooser") && stage.driver.shows("Title 3"));
    assert!(stage.driver.shows("chooser asks for a folder, to read and to change."));
    assert!(stage.asked.try_recv().is_err());
    stage.driver.click("Remember: chooser may use this folder from now on");
    let from_now = "chooser may read and change the folder that you choose, with all that is in it, from now on.";
    assert!(stage.driver.shows(from_now));
    stage.driver.click("Choose…");
    let asked = stage.asked.recv_timeout(Duration::from_secs(20)).unwrap();
    assert_eq!((asked.title.as_str(), asked.choice), ("Title 3", SystemChoice::Folders));
    stage.answer.send(Some(vec!["/x".into()])).unwrap();
    let picked = DialogAnswer::Picked { paths: vec!["/x".into()], is_remembered: true };
    assert_eq!(sent(&mut stage.driver), answered(picked));
}

#[test]
fn closing_the_systems_dialog_cancels_and_so_does_the_hosts() {
    let mut stage = stage(false);
    folder_question(&mut stage);
    stage.driver.click("Choose…");
    stage.asked.recv_timeout(Duration::from_secs(20)).unwrap();
    stage.answer.send(None).unwrap();
    assert_eq!(sent(&mut stage.driver), answered(DialogAnswer::Cancelled));
    folder_question(&mut stage);
    stage.driver.press(Key::Escape);
    assert_eq!(sent(&mut stage.driver), answered(DialogAnswer::Cancelled));
}

#[test]
fn the_hosts_own_browser_is_used_where_the_user_wants_it_or_the_system_cannot() {
    let mut avoided = stage(true);
    avoided.driver.harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    avoided.driver.harness.run();
    assert!(avoided.driver.shows("Filter files"));
    // Files and folders together.
    let mut stage = stage(false);
    let question = FileQuestion {
        choice: FileChoice::Any,
        takes_many: true,
        folder: Some(Path::new("/").to_owned()),
        access: FileAccess::Read,
        offers_remember: false,
    };
    stage.driver.push([dialog(3, &plugin(1, "chooser"), DialogContent::File(question))]);
    assert!(stage.driver.shows("Filter files"));
    assert!(stage.asked.try_recv().is_err());
}
