//! Dialogs wait for their answer, whatever else happens.

use imjoy_engine::CallError;
use imjoy_engine::front_end::{DialogAnswer, DialogContent, UiEvent, UiRequest};
use imjoy_engine::value::Value;
use imjoy_tests::{TestEngine, guests};

#[test]
fn ten_dialogs_are_open_at_once() {
    let mut engine = TestEngine::new();
    engine.start(guests::ECHO);
    let call = engine.spawn("echo", "ten_alerts", vec![]);
    let dialogs: Vec<_> = (0..10).map(|_| engine.dialog()).collect();
    for (index, dialog) in dialogs.iter().enumerate() {
        let DialogContent::Alert(message) = &dialog.content else { panic!("{dialog:?}") };
        assert_eq!(message.content, format!("alert {} of 10", index + 1));
        assert_eq!(&*dialog.plugin_name, "echo");
    }
    for dialog in &dialogs {
        engine.answer(dialog, Value::Absent);
    }
    assert_eq!(call.wait().unwrap(), 10i64.into());
}

#[test]
fn answers_reach_the_plugin() {
    let mut engine = TestEngine::new();
    engine.start(guests::ECHO);
    for (answer, expected) in [
        (DialogAnswer::Confirmed(true.into()), Ok(true.into())),
        (DialogAnswer::Confirmed(false.into()), Ok(false.into())),
        (DialogAnswer::Cancelled, Ok(false.into())),
        (DialogAnswer::Refused("no window".into()), Err(CallError::Unavailable("no window".into()))),
    ] {
        let call = engine.spawn("echo", "confirm", vec!["sure?".into()]);
        let dialog = engine.dialog();
        engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer });
        assert_eq!(call.wait(), expected);
    }
    let call = engine.spawn("echo", "prompt", vec!["name?".into()]);
    let dialog = engine.dialog();
    engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Cancelled });
    assert!(matches!(call.wait(), Err(CallError::Cancelled(_))));
}

#[test]
fn a_dialog_closes_when_its_plugin_ends() {
    let mut engine = TestEngine::new();
    let plugin = engine.start(guests::ECHO);
    let call = engine.spawn("echo", "alert", vec!["soon gone".into()]);
    let dialog = engine.dialog();
    engine.engine.send(UiEvent::Terminate(plugin));
    engine.request(|request| (*request == UiRequest::CloseDialog(dialog.id)).then_some(()));
    assert!(matches!(call.wait(), Err(CallError::Terminated(_))));
    // A late answer is nobody's.
    engine.answer(&dialog, Value::Absent);
}

#[test]
fn the_number_of_open_dialogs_is_limited() {
    let limits = imjoy_engine::Limits { dialogs: 4, ..Default::default() };
    let mut engine = TestEngine::with_limits(limits);
    engine.start(guests::ECHO);
    let waiting: Vec<_> = (0..4).map(|_| engine.spawn("echo", "alert", vec!["one of four".into()])).collect();
    // All four are open, so the next one is one too many.
    let dialogs: Vec<_> = (0..4).map(|_| engine.dialog()).collect();
    match engine.call("echo", "alert", vec!["the fifth".into()]) {
        Err(CallError::Limit(text)) => assert!(text.contains("4 dialogs"), "{text}"),
        other => panic!("{other:?}"),
    }
    for dialog in &dialogs {
        engine.answer(dialog, Value::Absent);
    }
    for call in waiting {
        call.wait().unwrap();
    }
    // There is room again.
    let call = engine.spawn("echo", "alert", vec!["the sixth".into()]);
    let dialog = engine.dialog();
    engine.answer(&dialog, Value::Absent);
    call.wait().unwrap();
}

#[test]
fn waiting_for_the_user_is_not_computing() {
    // The CPU limit is far shorter than the time that the dialog is open.
    let limits = imjoy_engine::Limits { cpu_without_pause: std::time::Duration::from_millis(50), ..Default::default() };
    let mut engine = TestEngine::with_limits(limits);
    engine.start(guests::ECHO);
    let call = engine.spawn("echo", "alert", vec!["take your time".into()]);
    let dialog = engine.dialog();
    // Another plugin lets a multiple of the limit go by.
    engine.start(guests::ECHO_PARTNER);
    engine.call("echo-partner", "sleep", vec![0.3.into()]).unwrap();
    engine.answer(&dialog, Value::Absent);
    call.wait().unwrap();
    assert_eq!(engine.call("echo", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
}
