//! Status, progress and short messages.

use crate::driver::{Driver, plugin, plugin_id};
use egui_kittest::kittest::Queryable;
use imjoy_engine::front_end::{Snackbar, StatusText, UiEvent, UiRequest};

fn status(text: &str, is_error: bool) -> UiRequest {
    UiRequest::Status(StatusText { plugin: None, text: text.to_owned(), is_error })
}

fn snackbar(text: &str, duration_secs: f64) -> UiRequest {
    UiRequest::Snackbar(Snackbar {
        plugin: Some(plugin_id(1)),
        plugin_name: Some("hello".into()),
        text: text.to_owned(),
        duration_secs,
        is_error: false,
    })
}

#[test]
fn an_error_in_the_status_opens_as_a_whole() {
    let mut driver = Driver::new();
    driver.push([status("Something failed\nat line 3", true)]);
    driver.click("Status Something failed at line 3");
    assert!(driver.shows("Error") && driver.shows("at line 3"));
    driver.press(egui::Key::Escape);
    assert!(!driver.shows("at line 3"));
}

#[test]
fn progress_can_be_cancelled() {
    let mut driver = Driver::new();
    driver.push([UiRequest::Plugin(plugin(1, "hello"))]);
    assert!(!driver.shows("Cancel progress"));
    driver.push([UiRequest::Progress(Some((plugin_id(1), 30.0)))]);
    assert!(driver.shows("Progress"));
    driver.click("Cancel progress");
    assert_eq!(driver.sent(), [UiEvent::Cancel(plugin_id(1))]);
    driver.push([UiRequest::Progress(None)]);
    assert!(!driver.shows("Progress"));
}

#[test]
fn progress_moves_nothing() {
    let mut driver = Driver::new();
    driver.push([UiRequest::Plugin(plugin(1, "hello"))]);
    let before = driver.harness.get_by_label("Run hello").rect();
    driver.push([UiRequest::Progress(Some((plugin_id(1), 30.0))), status("Working", false)]);
    assert_eq!(driver.harness.get_by_label("Run hello").rect(), before);
}

#[test]
fn a_message_goes_after_its_time_and_stays_in_the_list() {
    let mut driver = Driver::new();
    driver.push([snackbar("Saved", 3.0)]);
    assert!(driver.shows("Saved"));
    driver.wait_secs(2.0);
    assert!(driver.shows("Saved"));
    driver.wait_secs(1.5);
    assert!(!driver.shows("Saved"));
    driver.click("Messages list");
    assert!(driver.shows("Saved"));
    driver.click("Clear messages");
    assert!(!driver.shows("Saved"));
}

#[test]
fn a_message_can_be_dismissed() {
    let mut driver = Driver::new();
    driver.push([snackbar("One", 10.0), snackbar("Two", 10.0)]);
    driver.click("Dismiss One");
    assert!(!driver.shows("One") && driver.shows("Two"));
}
