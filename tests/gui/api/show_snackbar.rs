//! `api.showSnackbar`.

use crate::driver::{Driver, FRAME_SECS};
use imjoy_engine::value::{Record, Value};

fn shows(driver: &Driver, text: &str) -> bool {
    driver.has_label(&format!("Dismiss {text}"))
}

#[test]
fn it_goes_after_the_seconds_given() {
    let mut application = Driver::with_plugins(&["show-snackbar"]);
    application.show_options("show-snackbar");
    for seconds in [2.0, 8.0] {
        application.set_number("Seconds", seconds);
        application.click("Run show-snackbar with options");
        application.wait_for_label("Dismiss The image is saved");
        let frames = application.frames_until("it goes", |driver| !shows(driver, "The image is saved"));
        let shown = f64::from(frames) * FRAME_SECS;
        assert!((shown - seconds).abs() <= 2.0 * FRAME_SECS, "{shown} s in place of {seconds} s");
    }
}

#[test]
fn without_seconds_it_stays_for_ten() {
    let mut application = Driver::with_plugins(&["show-snackbar"]);
    let my = Value::Record(Record::new().with("config", Record::new().with("message", "ten seconds")));
    application.engine.block_on(application.engine.call("show-snackbar", "run", vec![my])).unwrap();
    application.wait_for_label("Dismiss ten seconds");
    let frames = application.frames_until("it goes", |driver| !shows(driver, "ten seconds"));
    let shown = f64::from(frames) * FRAME_SECS;
    assert!((shown - 10.0).abs() <= 2.0 * FRAME_SECS, "{shown} s");
}

#[test]
fn it_can_be_taken_away_and_is_kept_in_the_list() {
    let mut application = Driver::with_plugins(&["show-snackbar"]);
    application.run("show-snackbar");
    application.click("Dismiss The image is saved");
    application.wait_until("it is gone", |driver| !shows(driver, "The image is saved"));
    application.click("Messages list");
    application.wait_for_label("The image is saved");
}

#[test]
fn three_of_many_are_shown() {
    let mut application = Driver::with_plugins(&["show-snackbar"]);
    for number in 1..=5 {
        let config = Record::new().with("message", format!("message {number}")).with("seconds", 60);
        let my = Value::Record(Record::new().with("config", config));
        application.engine.block_on(application.engine.call("show-snackbar", "run", vec![my])).unwrap();
    }
    application.wait_for_label("Dismiss message 5");
    for number in 1..=5 {
        assert_eq!(shows(&application, &format!("message {number}")), number > 2, "message {number}");
    }
}
