//! Dialogs of plugins.

use crate::driver::{Driver, dialog, form, message, plugin};
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use imjoy_engine::form::ElementKind;
use imjoy_engine::front_end::{DialogAnswer, DialogContent, UiEvent, UiRequest};
use imjoy_engine::identity::DialogId;
use imjoy_engine::value::{Record, Value};
use std::sync::Arc;

fn answer(number: u64, answer: DialogAnswer) -> UiEvent {
    UiEvent::AnswerDialog { dialog: DialogId::for_test(number), answer }
}

fn seen(number: u64) -> UiEvent {
    answer(number, DialogAnswer::Confirmed(Value::Absent))
}

fn alert(content: &str) -> DialogContent {
    DialogContent::Alert(message(content))
}

#[test]
fn an_alert_names_its_plugin_and_is_answered_by_enter() {
    let mut driver = Driver::new();
    driver.push([dialog(7, &plugin(1, "hello"), alert("Hello\nworld"))]);
    assert!(driver.shows("Dialog of hello") && driver.shows("hello"));
    assert!(driver.shows("Title 7") && driver.shows("Hello") && driver.shows("world"));
    driver.press(Key::Enter);
    assert_eq!(driver.sent(), [seen(7)]);
    assert!(!driver.shows("world"));
}

#[test]
fn an_alert_that_is_escaped_has_been_seen() {
    let mut driver = Driver::new();
    driver.push([dialog(7, &plugin(1, "hello"), alert("Hello"))]);
    driver.press(Key::Escape);
    assert_eq!(driver.sent(), [seen(7)]);
}

#[test]
fn a_question_is_confirmed_or_cancelled() {
    let mut driver = Driver::new();
    let hello = plugin(1, "hello");
    let mut question = message("Delete all?");
    question.confirm_text = "Delete".to_owned();
    question.cancel_text = "Keep".to_owned();
    for number in 1..=4 {
        driver.push([dialog(number, &hello, DialogContent::Confirm(question.clone()))]);
        match number {
            1 => driver.click("Delete"),
            2 => driver.click("Keep"),
            3 => driver.press(Key::Escape),
            _ => driver.press(Key::Enter),
        }
    }
    let yes = || DialogAnswer::Confirmed(Value::Boolean(true));
    let no = || DialogAnswer::Cancelled;
    assert_eq!(driver.sent(), [answer(1, yes()), answer(2, no()), answer(3, no()), answer(4, yes())]);
}

#[test]
fn a_prompt_takes_text_and_enter() {
    let mut driver = Driver::new();
    let prompt = DialogContent::Prompt {
        message: message("Your name?"),
        placeholder: Some("Somebody".to_owned()),
        default: Some("Anna".to_owned()),
    };
    driver.push([dialog(1, &plugin(1, "hello"), prompt)]);
    // The keyboard is in the field without a click.
    assert!(driver.harness.get_by_label("Answer").is_focused());
    driver.fill("Answer", "Berta");
    driver.press(Key::Enter);
    assert_eq!(driver.sent(), [answer(1, DialogAnswer::Confirmed(Value::from("Berta")))]);
}

#[test]
fn a_form_gives_its_answers() {
    let mut driver = Driver::new();
    let radius = ElementKind::Number { default: 3.0, min: None, max: None, step: None };
    let content = DialogContent::Form(Arc::new(form(&[("Radius", "radius", radius)])));
    driver.push([dialog(1, &plugin(1, "hello"), content.clone())]);
    assert!(driver.harness.get_by_label("Radius").is_focused());
    driver.fill("Radius", "8");
    driver.press(Key::Enter);
    driver.push([dialog(2, &plugin(1, "hello"), content)]);
    driver.press(Key::Escape);
    let answers = Record::new().with("radius", 8);
    assert_eq!(
        driver.sent(),
        [answer(1, DialogAnswer::Confirmed(Value::Record(answers))), answer(2, DialogAnswer::Cancelled)]
    );
}

#[test]
fn what_is_typed_replaces_the_first_value() {
    let mut driver = Driver::new();
    let radius = ElementKind::Number { default: 3.0, min: None, max: None, step: None };
    driver.push([dialog(1, &plugin(1, "hello"), DialogContent::Form(Arc::new(form(&[("Radius", "radius", radius)]))))]);
    driver.harness.get_by_label("Radius").type_text("8");
    driver.press(Key::Enter);
    let prompt =
        DialogContent::Prompt { message: message("Name?"), placeholder: None, default: Some("Anna".to_owned()) };
    driver.push([dialog(2, &plugin(1, "hello"), prompt)]);
    driver.harness.get_by_label("Answer").type_text("Berta");
    driver.press(Key::Enter);
    assert_eq!(
        driver.sent(),
        [
            answer(1, DialogAnswer::Confirmed(Value::Record(Record::new().with("radius", 8)))),
            answer(2, DialogAnswer::Confirmed(Value::from("Berta")))
        ]
    );
}

#[test]
fn dialogs_wait_for_each_other_and_plugins_take_turns() {
    let mut driver = Driver::new();
    let (hello, other) = (plugin(1, "hello"), plugin(2, "other"));
    driver.push([
        dialog(1, &hello, alert("first")),
        dialog(2, &hello, alert("second")),
        dialog(3, &hello, alert("third")),
        dialog(4, &other, alert("fourth")),
    ]);
    let mut order = Vec::new();
    for _ in 0..4 {
        let shown = ["first", "second", "third", "fourth"].into_iter().filter(|text| driver.shows(text));
        order.extend(shown);
        driver.press(Key::Enter);
    }
    assert_eq!(order, ["first", "fourth", "second", "third"]);
    assert_eq!(driver.sent(), [seen(1), seen(4), seen(2), seen(3)]);
}

#[test]
fn a_dialog_that_nobody_waits_for_goes_away() {
    let mut driver = Driver::new();
    let hello = plugin(1, "hello");
    driver.push([dialog(1, &hello, alert("first")), dialog(2, &hello, alert("second"))]);
    driver.push([UiRequest::CloseDialog(DialogId::for_test(1))]);
    assert!(!driver.shows("first") && driver.shows("second"));
    driver.push([UiRequest::CloseDialog(DialogId::for_test(2))]);
    assert!(!driver.shows("second"));
    assert_eq!(driver.sent(), []);
}

#[test]
fn keys_that_were_meant_for_something_else_answer_nothing() {
    let mut driver = Driver::new();
    let hello = plugin(1, "hello");
    let enter = |pressed| Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    driver.harness.input_mut().events.push(enter(true));
    driver.harness.step();
    driver.push([dialog(1, &hello, alert("first")), dialog(2, &hello, alert("second"))]);
    // A key that is held down repeats; it answers no dialog.
    for _ in 0..5 {
        driver.harness.input_mut().events.push(enter(true));
        driver.harness.step();
    }
    assert_eq!(driver.sent(), []);
    driver.harness.input_mut().events.push(enter(false));
    driver.harness.step();
    driver.press(Key::Enter);
    assert_eq!(driver.sent(), [seen(1)]);
}

#[test]
fn a_plugin_that_asks_without_end_can_be_stopped() {
    let mut driver = Driver::new();
    let hello = plugin(1, "hello");
    for number in 1..=3 {
        driver.push([dialog(number, &hello, alert("again"))]);
        assert!(!driver.shows("Stop plugin"));
        driver.press(Key::Enter);
    }
    driver.push([dialog(4, &hello, alert("again"))]);
    driver.sent();
    driver.click("Stop plugin");
    assert_eq!(driver.sent(), [UiEvent::Terminate(hello.id)]);
}

#[test]
fn a_huge_message_is_cut_and_scrolls() {
    let mut driver = Driver::new();
    let mut content = "0123456789\n".repeat(100_000);
    content.push_str("the end");
    driver.push([dialog(1, &plugin(1, "hello"), alert(&content))]);
    let button = driver.harness.get_by_label("OK").rect();
    assert!(button.max.y < 800.0, "{button:?}");
    driver.click("OK");
    assert_eq!(driver.sent(), [seen(1)]);
}

#[test]
fn the_rest_of_the_window_waits_while_a_dialog_is_open() {
    let mut driver = Driver::new();
    let hello = plugin(1, "hello");
    driver.push([UiRequest::Plugin(hello.clone()), dialog(1, &hello, alert("first"))]);
    driver.click("Run hello");
    driver.harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    driver.harness.run();
    assert!(!driver.shows("Filter files"));
    assert_eq!(driver.sent(), []);
}
