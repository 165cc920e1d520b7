//! The list of plugins.

use crate::driver::{Driver, form, op, plugin, plugin_id};
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use imjoy_engine::form::ElementKind;
use imjoy_engine::front_end::{LoadStage, PluginSnapshot, PluginState, UiEvent, UiRequest};
use imjoy_engine::value::Record;

fn run(number: u64, op: &str) -> UiEvent {
    UiEvent::RunOp { plugin: plugin_id(number), op: op.to_owned(), config: Record::new(), active_window: None }
}

#[test]
fn the_run_button_runs_the_plugin() {
    let mut driver = Driver::new();
    driver.push([UiRequest::Plugin(plugin(1, "hello"))]);
    driver.click("Run hello");
    assert_eq!(driver.sent(), [run(1, "hello")]);
}

#[test]
fn plugins_are_sorted_and_those_without_run_come_last() {
    let mut driver = Driver::new();
    let library = PluginSnapshot { runnable: false, ..plugin(3, "abacus") };
    // One with ops but no run of its own, such as a component with plain functions.
    let functions =
        PluginSnapshot { runnable: false, ops: vec![op("add", form(&[]), false)], ..plugin(4, "functions") };
    driver.push([plugin(1, "Zebra"), plugin(2, "cells"), library, functions].map(UiRequest::Plugin));
    let buttons = driver.labels_of(Role::Button);
    let runs: Vec<&str> = buttons.iter().filter_map(|label| label.strip_prefix("Run ")).collect();
    assert_eq!(runs, ["cells", "functions", "Zebra", "abacus"]);
    assert!(!driver.is_enabled("Run abacus"));
}

#[test]
fn a_plugin_that_loads_shows_its_stage_and_cannot_be_run() {
    let mut driver = Driver::new();
    let mut hello = plugin(1, "hello");
    hello.state = PluginState::Loading(LoadStage::Compiling);
    driver.push([UiRequest::Plugin(hello.clone())]);
    assert!(driver.shows("compiling"));
    assert!(!driver.is_enabled("Run hello"));
    hello.state = PluginState::Ready;
    driver.push([UiRequest::Plugin(hello)]);
    assert!(!driver.shows("compiling"));
    assert!(driver.is_enabled("Run hello"));
}

#[test]
fn a_failed_plugin_says_why_and_can_be_tried_again() {
    let mut driver = Driver::new();
    let mut failed = plugin(1, "broken");
    failed.state = PluginState::Failed("It imports wasi:sockets, which plugins may not use".into());
    let mut stopped = plugin(2, "looper");
    stopped.state = PluginState::Stopped("It computed for 10 s without a pause".into());
    driver.push([failed, stopped].map(UiRequest::Plugin));
    assert!(driver.shows("It imports wasi:sockets, which plugins may not use"));
    assert!(!driver.shows("Edit broken"), "there is no text to edit");
    driver.click("Try again broken");
    driver.click("Restart looper");
    driver.click("Run looper");
    assert_eq!(driver.sent(), [UiEvent::Reload(plugin_id(1)), UiEvent::Reload(plugin_id(2)), run(2, "looper")]);
}

#[test]
fn a_busy_plugin_shows_progress_and_status() {
    let mut driver = Driver::new();
    let mut hello = plugin(1, "hello");
    hello.running_calls = 1;
    hello.progress = Some(40.0);
    hello.status = "Counting".into();
    driver.push([UiRequest::Plugin(hello)]);
    assert!(driver.shows("hello is busy"));
    assert!(driver.shows("Counting"));
    assert!(driver.shows("Progress of hello"));
    // It may be run again meanwhile.
    assert!(driver.is_enabled("Run hello"));
}

#[test]
fn the_menu_sends_what_it_says() {
    let mut driver = Driver::new();
    driver.push([UiRequest::Plugin(plugin(1, "hello"))]);
    for item in ["Reload", "Terminate", "Remove"] {
        driver.click("Menu of hello");
        driver.click(item);
    }
    let id = plugin_id(1);
    assert_eq!(driver.sent(), [UiEvent::Reload(id), UiEvent::Terminate(id), UiEvent::Remove(id)]);
    driver.push([UiRequest::PluginRemoved(id)]);
    assert!(!driver.shows("Run hello"));
}

#[test]
fn docs_are_shown_in_a_window() {
    let mut driver = Driver::new();
    let mut hello = plugin(1, "hello");
    hello.docs = "# Greeting\nSays **hello** to `you`.".into();
    driver.push([UiRequest::Plugin(hello)]);
    driver.click("Menu of hello");
    driver.click("Docs");
    assert!(driver.shows("Docs of hello") && driver.shows("Greeting"));
    driver.click("Close window");
    assert!(!driver.shows("Greeting"));
}

#[test]
fn the_error_badge_opens_the_log() {
    let mut driver = Driver::new();
    let mut hello = plugin(1, "hello");
    hello.unseen_errors = 2;
    driver.push([UiRequest::Plugin(hello)]);
    driver.click("Errors of hello");
    assert!(driver.sent().contains(&UiEvent::LogSeen(plugin_id(1))));
}

#[test]
fn the_search_finds_plugins_by_name_description_and_op() {
    let mut driver = Driver::new();
    let mut filters = plugin(2, "image-filters");
    filters.ops.push(op("Otsu threshold", form(&[]), false));
    driver.push([plugin(1, "hello"), filters].map(UiRequest::Plugin));
    for (search, shows_hello, shows_filters) in [
        ("hell", true, false),
        ("WHAT IMAGE", false, true),
        ("otsu", false, true),
        ("nothing", false, false),
        ("", true, true),
    ] {
        if search.is_empty() {
            driver.fill("Search plugins", "x");
            driver.press(egui::Key::Backspace);
        } else {
            driver.fill("Search plugins", search);
        }
        assert_eq!(driver.shows("Run hello"), shows_hello, "{search}");
        assert_eq!(driver.shows("Run image-filters"), shows_filters, "{search}");
    }
    driver.fill("Search plugins", "nothing");
    assert!(driver.shows("No plugin matches “nothing”"));
}

#[test]
fn every_op_runs_with_its_own_form() {
    let mut driver = Driver::new();
    let mut filters = plugin(1, "image-filters");
    filters.ops.push(op("Invert", form(&[]), false));
    let sigma = ElementKind::Number { default: 2.0, min: Some(0.0), max: Some(10.0), step: None };
    filters.ops.push(op("Gaussian blur", form(&[("Sigma", "sigma", sigma)]), false));
    driver.push([UiRequest::Plugin(filters)]);
    driver.click("Options of image-filters");
    driver.click("Run Invert of image-filters");
    driver.fill("Sigma", "4.5");
    driver.harness.get_by_label("Run Gaussian blur of image-filters").click();
    driver.harness.run();
    let config = Record::new().with("sigma", 4.5);
    assert_eq!(
        driver.sent(),
        [
            run(1, "Invert"),
            UiEvent::RunOp { plugin: plugin_id(1), op: "Gaussian blur".to_owned(), config, active_window: None }
        ]
    );
}
