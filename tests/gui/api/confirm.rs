//! `api.confirm`.

use crate::driver::Driver;
use egui::Key;
use imjoy_engine::CallError;
use imjoy_engine::value::Value;

/// Answers the questions for a number. The last guess is told by the status text.
fn answer_for(application: &mut Driver, number: u32) {
    let mut limits = (1, 100);
    while limits.0 < limits.1 {
        let middle = limits.0 + (limits.1 - limits.0) / 2;
        application.wait_for_label_containing(&format!("greater than {middle}?"));
        if number > middle {
            application.click("Yes");
            limits.0 = middle + 1;
        } else {
            application.click("No");
            limits.1 = middle;
        }
    }
}

#[test]
fn yes_and_no_reach_the_plugin() {
    let mut application = Driver::with_plugins(&["confirm"]);
    application.run("confirm");
    answer_for(&mut application, 42);
    application.wait_for_status("You thought of 42, found with 7 questions");
}

#[test]
fn enter_is_yes_and_escape_is_no() {
    let mut application = Driver::with_plugins(&["confirm"]);
    for (key, found) in [(Key::Enter, 100), (Key::Escape, 1)] {
        application.run("confirm");
        for question in 1.. {
            let title = format!("Question {question}");
            application.wait_until(&title, |driver| {
                driver.has_label(&title) || driver.has_label_containing(&format!("You thought of {found},"))
            });
            if !application.has_label(&title) {
                break;
            }
            application.press(key);
        }
        application.wait_for_label_containing(&format!("You thought of {found},"));
        application.wait_until_idle("confirm");
    }
}

#[test]
fn a_plugin_that_asks_again_and_again_can_be_stopped() {
    let mut application = Driver::with_plugins(&["confirm"]);
    let call = application.engine.call_detached("confirm", "run", vec![Value::Absent]);
    for question in 1..=3 {
        application.wait_for_label(&format!("Question {question}"));
        application.press(Key::Enter);
    }
    application.wait_for_label("Question 4");
    application.click("Stop plugin");
    application.wait_until("no dialog", |driver| !driver.has_label("Dialog of confirm"));
    assert!(matches!(call.wait(), Err(CallError::Terminated(_))));
}
