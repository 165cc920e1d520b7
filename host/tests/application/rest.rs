//! At rest nothing is drawn, and texts of plugins do no harm.

use crate::driver::{Driver, message, plugin, plugin_id};
use imjoy_engine::front_end::{DialogContent, StatusText, UiRequest};
use std::time::Duration;

/// Time until the next frame that the application has asked for.
fn next_frame(driver: &Driver) -> Duration {
    driver.harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay
}

#[test]
fn at_rest_no_frame_is_asked_for() {
    let mut driver = Driver::new();
    driver.push([
        UiRequest::Plugin(plugin(1, "hello")),
        UiRequest::Status(StatusText { plugin: None, text: "Ready".to_owned(), is_error: false }),
        UiRequest::Progress(Some((plugin_id(1), 50.0))),
    ]);
    driver.click("Options of hello");
    // A tooltip may be on its way.
    driver.harness.remove_cursor();
    driver.wait_secs(3.0);
    assert_eq!(next_frame(&driver), Duration::MAX);
}

#[test]
fn a_busy_plugin_costs_ten_frames_a_second() {
    let mut driver = Driver::new();
    let mut hello = plugin(1, "hello");
    hello.running_calls = 1;
    driver.push([UiRequest::Plugin(hello)]);
    driver.wait_secs(1.0);
    assert_eq!(next_frame(&driver), Duration::from_millis(100));
}

#[test]
fn an_open_dialog_costs_no_frames() {
    let mut driver = Driver::new();
    driver.push([crate::driver::dialog(1, &plugin(1, "hello"), DialogContent::Alert(message("Hello")))]);
    driver.wait_secs(3.0);
    assert_eq!(next_frame(&driver), Duration::MAX);
}

#[test]
fn strange_names_do_not_break_the_list() {
    let mut driver = Driver::new();
    let mut strange = plugin(1, &"long name ".repeat(1000));
    strange.icon = "🧪🧪🧪".into();
    strange.status = "line\none".repeat(1000).into();
    strange.memory_bytes = u64::MAX;
    strange.cpu_seconds = f64::NAN;
    strange.progress = Some(f32::NAN);
    driver.push([
        UiRequest::Plugin(strange),
        UiRequest::Plugin(plugin(2, "hello")),
        UiRequest::Progress(Some((plugin_id(9), f32::INFINITY))),
    ]);
    driver.click("Run hello");
    assert_eq!(driver.sent().len(), 1);
}
