//! `on` of a window: events.

use super::window::{closed, opened};

#[test]
fn closing_by_the_user_is_heard() {
    let mut application = opened();
    application.click("Close window");
    application.wait_for_label_containing("heard close");
}

#[test]
fn each_event_is_heard() {
    let mut application = opened();
    for (op, event) in [("Hide", "hide"), ("Show", "show"), ("Draw anew", "refresh"), ("To the front", "focus")] {
        application.click(&format!("Run {op} of window"));
        application.wait_for_log(&format!("heard {event}"));
    }
}

#[test]
fn listening_again_is_no_second_handler() {
    let mut application = opened();
    application.click("Run Listen of window");
    application.wait_until_idle("window");
    application.click("Run Draw anew of window");
    application.wait_for_log("heard refresh");
    application.wait_until_idle("window");
    application.click("Run Close of window");
    application.wait_for_log("heard close");
    let heard = application.log().iter().filter(|entry| entry.contains("heard refresh")).count();
    assert_eq!(heard, 1);
}

#[test]
fn a_closed_window_is_an_error() {
    closed("Run Listen of window");
}
