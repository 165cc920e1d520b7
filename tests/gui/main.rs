//! The real application with the real engine and real components, driven by AccessKit
//! labels as a person would drive it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

mod annotator;
mod api;
mod driver;
mod files_of_the_user;
mod folder_statistics;
mod installing;
mod interface;
mod line_profile;
mod live_histogram;
mod plain_component;
mod workspaces;

use driver::Driver;
use imjoy_engine::Limits;
use imjoy_engine::front_end::PluginState;
use imjoy_tests::guests;
use std::time::Duration;

#[test]
fn hello_alerts_and_goes_on_after_ok() {
    let mut application = Driver::with_samples();
    application.click("Run hello");
    application.wait_for_label_containing("Hello from a WebAssembly plugin");
    assert!(!application.log().iter().any(|entry| entry == "hello went on after OK"));
    application.click("OK");
    application.wait_until("the log says that hello went on", |driver| {
        driver.log().iter().any(|entry| entry == "hello went on after OK")
    });
    application.wait_for_label_containing("Nice to meet you, world");
    assert!(!application.has_label_containing("Hello from a WebAssembly plugin"));
}

#[test]
fn hello_takes_its_name_from_the_form() {
    let mut application = Driver::with_samples();
    application.click("Options of hello");
    application.type_into("Your name", "Ada");
    application.click("Run hello with options");
    application.wait_for_label_containing("Hello, Ada!");
    application.press(egui::Key::Enter);
    application.wait_for_label_containing("Nice to meet you, Ada");
}

#[test]
fn cell_counter_shows_coloured_cells_and_a_table() {
    let mut application = Driver::with_samples();
    application.open_image("coins.png");
    application.wait_for_label_containing("coins.png");
    application.click("Run cell-counter");
    application.wait_for_label_containing("Cells of coins.png");
    application.wait_for_label_containing("Table of coins.png");
    application.wait_for_label_containing("24 objects of at least 100 pixels");
}

#[test]
fn a_filter_works_on_the_active_window() {
    let mut application = Driver::with_samples();
    application.open_image("coins.png");
    application.wait_for_label_containing("coins.png");
    application.click("Options of image-filters");
    application.click("Run Invert of image-filters");
    application.wait_for_label_containing("Invert of coins.png");
}

#[test]
fn a_filter_without_an_image_says_what_to_do() {
    let mut application = Driver::with_samples();
    application.click("Options of image-filters");
    application.click("Run Median of image-filters");
    application.wait_for_label_containing("open an image");
}

#[test]
fn an_unreadable_image_is_one_sentence() {
    let mut application = Driver::with_samples();
    application.open_image("reference.json");
    application.wait_for_label_containing("is not an image that can be read");
}

#[test]
fn a_crashed_plugin_says_so_and_starts_again() {
    let mut application = Driver::with_samples();
    let plugin = application.load(guests::PANIC);
    application.click("Run panic");
    application.wait_for_label_containing("the plugin gave up on purpose");
    application.wait_until("it is stopped", |driver| {
        matches!(driver.engine.info(plugin).unwrap().snapshot.state, PluginState::Stopped(_))
    });
    application.click("Restart panic");
    application.wait_until("it is ready again", |driver| {
        driver.engine.info(plugin).unwrap().snapshot.state == PluginState::Ready
    });
    // The others have not noticed.
    application.click("Run hello");
    application.wait_for_label_containing("Hello from a WebAssembly plugin");
}

#[test]
fn a_looping_plugin_does_not_stop_the_window() {
    let limits = Limits { cpu_without_pause: Duration::from_secs(600), ..Limits::default() };
    let mut application = Driver::new(limits);
    application.load(guests::INFINITE_LOOP);
    application.load_samples();
    application.click("Run infinite-loop");
    application.wait_for_label_containing("infinite-loop is busy");
    // Another plugin works and the window answers meanwhile.
    application.click("Run hello");
    application.wait_for_label_containing("Hello from a WebAssembly plugin");
    application.click("OK");
    application.wait_for_label_containing("Nice to meet you");
    application.click("Menu of infinite-loop");
    application.click("Terminate");
    application.wait_for_label("Restart infinite-loop");
}

#[test]
fn a_plugin_that_cannot_be_loaded_says_why() {
    let mut application = Driver::with_samples();
    application.load_file(guests::SETUP_FAILS);
    application.wait_for_label_containing("setup failed on purpose");
}

#[test]
fn the_log_window_shows_what_a_plugin_says() {
    let mut application = Driver::with_samples();
    application.click("Run hello");
    application.wait_for_label_containing("Hello from a WebAssembly plugin");
    application.click("OK");
    application.wait_for_label_containing("Nice to meet you");
    application.click("Menu of hello");
    application.click("Log");
    application.wait_for_label_containing("hello went on after OK");
}

#[test]
fn cancelling_a_dialog_is_told_to_nobody_else() {
    let mut application = Driver::with_samples();
    application.load(guests::ECHO);
    let call = application.engine.call_detached("echo", "prompt", vec!["your name?".into()]);
    application.wait_for_label_containing("your name?");
    application.press(egui::Key::Escape);
    application.wait_until("the dialog is closed", |driver| !driver.has_label_containing("your name?"));
    assert!(matches!(call.wait(), Err(imjoy_engine::CallError::Cancelled(_))));
}

#[test]
fn at_rest_nothing_is_drawn() {
    let mut application = Driver::with_samples();
    application.settle();
    assert!(application.is_at_rest());
}

#[test]
fn a_menu_closes_when_an_item_is_chosen_without_the_pointer() {
    let mut application = Driver::new(Limits::default());
    application.click("File");
    application.click("Edit plugin…");
    application.wait_until("the menu is closed", |driver| !driver.has_label("New plugin…"));
}
