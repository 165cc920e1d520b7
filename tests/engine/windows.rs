//! Windows: their events in order, and what plugins can do with them.

use imjoy_engine::front_end::{
    Dialog, DialogContent, UiEvent, UiRequest, WindowDescription, WindowPresentation, WindowRectangle,
};
use imjoy_engine::identity::WindowId;
use imjoy_engine::value::{Record, Value};
use imjoy_engine::{CallError, Limits};
use imjoy_tests::{TestEngine, guests};
use std::time::Duration;

/// Name of the guest that opens and calls windows.
pub const OPENER: &str = "window-opener";

pub fn started() -> TestEngine {
    with_limits(Limits::default())
}

pub fn with_limits(limits: Limits) -> TestEngine {
    let engine = TestEngine::with_limits(limits);
    engine.start(guests::WINDOW_OPENER);
    engine
}

/// Calls a function of the opener.
pub fn opener(engine: &TestEngine, function: &str, arguments: Vec<Value>) -> Result<Value, CallError> {
    engine.call(OPENER, function, arguments)
}

/// Opens a window of that type.
pub fn open(engine: &TestEngine, window_type: &str) -> Value {
    opener(engine, "open", vec![window_type.into()]).unwrap()
}

pub fn id(window: &Value) -> WindowId {
    match window {
        Value::Window(window) => window.id,
        other => panic!("{other:?}"),
    }
}

pub fn listen(engine: &TestEngine, function: &str, window: &Value, events: &[&str]) {
    for event in events {
        let mut arguments = vec![window.clone(), (*event).into()];
        if function == "listen" {
            arguments.push(false.into());
        }
        opener(engine, function, arguments).unwrap();
    }
}

/// Waits until the front end has been asked to show a window. A window that is closed
/// before that is never shown.
pub fn shown(engine: &mut TestEngine, window: &Value) -> WindowDescription {
    engine.request(|request| match request {
        UiRequest::OpenWindow(description) if description.id == id(window) => Some(description.clone()),
        _ => None,
    })
}

fn send(engine: &TestEngine, window: &Value, event: &str, data: impl Into<Value>) {
    engine.engine.send(UiEvent::WindowEvent { window: id(window), event: event.to_owned(), data: data.into() });
}

pub fn text(dialog: &Dialog) -> String {
    match &dialog.content {
        DialogContent::Alert(message) => message.content.clone(),
        other => panic!("{other:?}"),
    }
}

/// Everything that has been heard, after all events that were there before.
fn heard(engine: &mut TestEngine, window: &Value) -> Vec<String> {
    listen(engine, "listen_slowly", window, &["the last"]);
    send(engine, window, "the last", Value::Absent);
    let dialog = engine.request(|request| match request {
        UiRequest::OpenDialog(dialog) if text(dialog) == "the last()" => Some(dialog.clone()),
        _ => None,
    });
    engine.answer(&dialog, Value::Absent);
    opener(engine, "off", vec![window.clone(), "the last".into()]).unwrap();
    texts(&opener(engine, "heard", vec![]).unwrap())
}

pub fn texts(list: &Value) -> Vec<String> {
    list.as_list().unwrap().iter().map(|text| text.as_text().unwrap().to_owned()).collect()
}

#[test]
fn events_come_one_after_the_other_and_those_that_wait_replace_each_other() {
    let mut engine = started();
    let window = open(&engine, "imjoy/generic");
    listen(&engine, "listen_slowly", &window, &["select", "resize", "interaction"]);
    let interaction = |kind: &str, x: i64| Record::new().with("kind", kind).with("id", "canvas").with("x", x);
    send(&engine, &window, "select", 0i64);
    let mut dialog = engine.dialog();
    assert_eq!(text(&dialog), "select(0)");
    // Its handler runs; all these wait.
    for (event, data) in [
        ("resize", Value::Integer(1)),
        ("resize", Value::Integer(2)),
        ("select", Value::Integer(3)),
        ("select", Value::Integer(4)),
        ("interaction", interaction("down", 5).into()),
        ("interaction", interaction("move", 6).into()),
        ("interaction", interaction("move", 7).into()),
        ("interaction", interaction("up", 8).into()),
    ] {
        send(&engine, &window, event, data);
    }
    let mut shown = Vec::new();
    for _ in 0..6 {
        assert_eq!(opener(&engine, "ping", vec![]).unwrap(), "pong".into());
        let others = engine.engine.link().requests.take();
        assert!(!others.iter().any(|request| matches!(request, UiRequest::OpenDialog(_))), "{others:?}");
        engine.answer(&dialog, Value::Absent);
        dialog = engine.dialog();
        shown.push(text(&dialog));
    }
    engine.answer(&dialog, Value::Absent);
    let interaction = |kind: &str, x: i64| format!("interaction({{kind: \"{kind}\", id: \"canvas\", x: {x}}})");
    assert_eq!(shown[..3], ["resize(2)", "select(3)", "select(4)"]);
    assert_eq!(shown[3..], [interaction("down", 5), interaction("move", 7), interaction("up", 8)]);
}

#[test]
fn a_handler_that_hangs_holds_up_neither_other_windows_nor_the_closing() {
    let mut engine = with_limits(Limits { exit: Duration::from_millis(50), ..Limits::default() });
    let hanging = open(&engine, "imjoy/generic");
    let other = open(&engine, "imjoy/generic");
    shown(&mut engine, &hanging);
    listen(&engine, "listen_for_ever", &hanging, &["select"]);
    listen(&engine, "listen_slowly", &hanging, &["change", "close"]);
    listen(&engine, "listen_slowly", &other, &["select"]);
    send(&engine, &hanging, "select", 1i64);
    send(&engine, &hanging, "change", 2i64);
    send(&engine, &other, "select", 3i64);
    let dialog = engine.dialog();
    assert_eq!(text(&dialog), "select(3)");
    engine.engine.send(UiEvent::CloseWindow(id(&hanging)));
    engine.request(|request| (*request == UiRequest::CloseWindow(id(&hanging))).then_some(()));
    // It is closed for everybody at once, and the last event is the only one that is left.
    match opener(&engine, "emit", vec![hanging.clone(), "x".into(), Value::Absent]) {
        Err(CallError::Terminated(text)) => assert!(text.contains("terminated"), "{text}"),
        other => panic!("{other:?}"),
    }
    let last = engine.dialog();
    assert_eq!(text(&last), "close()");
    engine.answer(&last, Value::Absent);
    engine.answer(&dialog, Value::Absent);
}

#[test]
fn what_waits_is_delivered_before_close() {
    let mut engine = started();
    let window = open(&engine, "imjoy/generic");
    listen(&engine, "listen_slowly", &window, &["change"]);
    listen(&engine, "listen", &window, &["change", "select", "close"]);
    send(&engine, &window, "change", 1i64);
    let dialog = engine.dialog();
    send(&engine, &window, "select", 2i64);
    let closing = engine.spawn(OPENER, "act", vec![window, "close".into()]);
    engine.answer(&dialog, Value::Absent);
    closing.wait().unwrap();
    let heard = texts(&opener(&engine, "heard", vec![]).unwrap());
    assert_eq!(heard, ["change(1)", "select(2)", "close()"]);
}

#[test]
fn events_that_nobody_handles_in_time_are_left_out_which_is_told_once() {
    let engine = started();
    let window = open(&engine, "imjoy/generic");
    listen(&engine, "listen_for_ever", &window, &["select"]);
    for number in 0..1000 {
        send(&engine, &window, "select", i64::from(number));
    }
    let told = engine.log().iter().filter(|entry| entry.contains("256 events that wait")).count();
    assert_eq!(told, 1);
    assert_eq!(opener(&engine, "ping", vec![]).unwrap(), "pong".into());
}

#[test]
fn handlers_errors_reach_who_emits_and_the_log_else() {
    let mut engine = started();
    let window = open(&engine, "imjoy/generic");
    for text in ["one is out", "two are out"] {
        opener(&engine, "listen_badly", vec![window.clone(), "pick".into(), text.into()]).unwrap();
    }
    listen(&engine, "listen", &window, &["pick"]);
    match opener(&engine, "emit", vec![window.clone(), "pick".into(), 5i64.into()]) {
        Err(CallError::Failed(text)) => {
            assert_eq!(text, "handlers of pick failed: one is out; two are out");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(texts(&opener(&engine, "heard", vec![]).unwrap()), ["pick(5)"]);
    // Nobody awaits an event of the front end, so it is in the owner's log, with a badge.
    send(&engine, &window, "pick", 6i64);
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) => (&*snapshot.name == OPENER && snapshot.unseen_errors == 1).then_some(()),
        _ => None,
    });
    assert!(engine.log().contains(&"pick of imjoy/generic: handlers of pick failed: one is out; two are out".into()));
    opener(&engine, "off", vec![window.clone(), "pick".into()]).unwrap();
    opener(&engine, "emit", vec![window, "pick".into(), 7i64.into()]).unwrap();
    assert_eq!(texts(&opener(&engine, "heard", vec![]).unwrap()), ["pick(5)", "pick(6)"]);
}

#[test]
fn an_earlier_event_is_delivered_to_who_asks_for_it() {
    let mut engine = started();
    let window = open(&engine, "imjoy/generic");
    for (number, asks) in [(1i64, false), (2, true)] {
        let event = format!("early {number}");
        opener(&engine, "emit", vec![window.clone(), event.as_str().into(), number.into()]).unwrap();
        opener(&engine, "listen", vec![window.clone(), event.into(), asks.into()]).unwrap();
    }
    // So can the event that every window has had.
    opener(&engine, "listen", vec![window.clone(), "ready".into(), true.into()]).unwrap();
    assert_eq!(heard(&mut engine, &window), ["early 2(2)", "ready()"]);
    // It is delivered once.
    opener(&engine, "listen", vec![window.clone(), "early 2".into(), true.into()]).unwrap();
    assert_eq!(heard(&mut engine, &window).len(), 2);
}

#[test]
fn a_handler_may_emit_an_event_of_its_own_window() {
    let mut engine = started();
    let window = open(&engine, "imjoy/generic");
    opener(&engine, "pass_on", vec![window.clone(), "first".into(), "second".into()]).unwrap();
    listen(&engine, "listen", &window, &["second"]);
    opener(&engine, "emit", vec![window.clone(), "first".into(), 1i64.into()]).unwrap();
    send(&engine, &window, "first", 2i64);
    assert_eq!(heard(&mut engine, &window), ["second(1)", "second(2)"]);
}

#[test]
fn nobody_can_emit_close() {
    let mut engine = started();
    let window = open(&engine, "imjoy/generic");
    listen(&engine, "listen", &window, &["close"]);
    let refused = opener(&engine, "emit", vec![window.clone(), "close".into(), Value::Absent]);
    assert!(matches!(&refused, Err(CallError::Invalid(text)) if text.contains("call its close")), "{refused:?}");
    assert!(heard(&mut engine, &window).is_empty());
    let long = "x".repeat(300);
    assert!(matches!(opener(&engine, "emit", vec![window, long.into(), Value::Absent]), Err(CallError::Invalid(_))));
}

#[test]
fn windows_are_moved_hidden_shown_focused_and_refreshed() {
    let mut engine = started();
    let window = opener(
        &engine,
        "open",
        vec!["imjoy/generic".into(), "a name".into(), Record::new().with("a", 1i64).into(), Value::Absent],
    )
    .unwrap();
    listen(&engine, "listen", &window, &["resize", "hide", "show", "focus", "refresh"]);
    opener(&engine, "resize", vec![window.clone(), 1i64.into(), 2i64.into(), 30i64.into(), 4i64.into()]).unwrap();
    let place = engine.request(|request| match request {
        UiRequest::PlaceWindow { window: placed, rectangle } => (*placed == id(&window)).then_some(*rectangle),
        _ => None,
    });
    assert_eq!(place, Some(WindowRectangle { x: 1, y: 2, w: 30, h: 4 }));
    for action in ["hide", "show", "focus", "restore", "refresh"] {
        opener(&engine, "act", vec![window.clone(), action.into()]).unwrap();
        engine.request(|request| match request {
            UiRequest::HideWindow(hidden) => (action == "hide" && *hidden == id(&window)).then_some(()),
            UiRequest::ShowWindow(shown) => (action == "show" && *shown == id(&window)).then_some(()),
            UiRequest::FocusWindow(focused) => (action == "focus" && *focused == id(&window)).then_some(()),
            UiRequest::PlaceWindow { rectangle, .. } => (action == "restore" && rectangle.is_none()).then_some(()),
            UiRequest::UpdateWindow(update) => {
                let is_whole = update.data.is_some() && update.name.as_deref() == Some("a name");
                (action == "refresh" && is_whole).then_some(())
            }
            _ => None,
        });
    }
    let rectangle = Record::new().with("x", 1i64).with("y", 2i64).with("w", 30i64).with("h", 4i64);
    assert_eq!(
        heard(&mut engine, &window),
        [&format!("resize({})", Value::Record(rectangle)), "hide()", "show()", "focus()", "resize()", "refresh()"]
    );
    for (w, x) in [(0i64, 0i64), (1001, 0), (1, 10_001)] {
        let refused = opener(&engine, "resize", vec![window.clone(), x.into(), 0i64.into(), w.into(), 1i64.into()]);
        assert!(matches!(refused, Err(CallError::Invalid(_))), "{refused:?}");
    }
}

#[test]
fn a_closed_window_is_terminated_for_every_function() {
    let mut engine = started();
    let window = open(&engine, "imjoy/generic");
    shown(&mut engine, &window);
    listen(&engine, "listen", &window, &["close"]);
    engine.engine.send(UiEvent::CloseWindow(id(&window)));
    engine.request(|request| (*request == UiRequest::CloseWindow(id(&window))).then_some(()));
    for action in ["close", "refresh", "focus", "show", "hide", "restore"] {
        match opener(&engine, "act", vec![window.clone(), action.into()]) {
            Err(CallError::Terminated(_)) => {}
            other => panic!("{action}: {other:?}"),
        }
    }
    let update = vec![window.clone(), Value::Record(Record::new())];
    match opener(&engine, "update", update) {
        Err(CallError::Terminated(text)) => {
            assert_eq!(text, "the window imjoy/generic is closed, its plugin api is terminated");
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        opener(&engine, "listen", vec![window.clone(), "x".into(), false.into()]),
        Err(CallError::Terminated(_))
    ));
    assert!(matches!(opener(&engine, "off", vec![window.clone(), "x".into()]), Err(CallError::Terminated(_))));
    let described = opener(&engine, "describe", vec![window]).unwrap();
    assert_eq!(described.field("plugin_id"), Some(&Value::Null));
}

#[test]
fn windows_are_found_by_every_field() {
    let engine = started();
    let open = |name: &str, window_type: &str| opener(&engine, "open", vec![window_type.into(), name.into()]).unwrap();
    let (first, second) = (open("one", "imjoy/table"), open("two", "imjoy/table"));
    let find = |by: Record| opener(&engine, "find", vec![by.into()]).unwrap();
    let number = id(&first).number() as i64;
    assert_eq!(find(Record::new().with("name", "one")), first);
    assert_eq!(find(Record::new().with("id", number)), first);
    assert_eq!(find(Record::new().with("type", "imjoy/table")), second, "the newest");
    assert_eq!(find(Record::new().with("type", "imjoy/table").with("name", "one")), first);
    for nothing in [
        Record::new().with("name", "three"),
        Record::new().with("id", -1i64),
        Record::new().with("plugin_id", "instance-0"),
        Record::new().with("name", "one").with("type", "imjoy/image"),
    ] {
        assert_eq!(find(nothing), Value::Null);
    }
}

#[test]
fn a_dialog_can_be_a_window() {
    let mut engine = started();
    let data = Value::Record(Record::new().with("source", "# Hi"));
    let window = opener(&engine, "dialog", vec!["imjoy/markdown".into(), data.clone()]).unwrap();
    let description = shown(&mut engine, &window);
    assert_eq!((description.id, description.presentation), (id(&window), WindowPresentation::Dialog));
    assert_eq!((description.name.as_str(), description.w, description.h), ("a dialog", Some(9), Some(7)));
    assert_eq!((description.data, description.plugin_name.as_deref()), (data, Some(OPENER)));
    opener(&engine, "act", vec![window, "close".into()]).unwrap();
    let unknown = opener(&engine, "dialog", vec!["no such type".into(), Value::Absent]);
    assert_eq!(unknown, Err(CallError::NotFound("No plugin registered for window type: no such type".into())));
}

#[test]
fn unknown_types_are_refused() {
    let engine = started();
    for (window_type, expected) in [
        ("imjoy/nothing", CallError::NotFound("No plugin registered for window type: imjoy/nothing".into())),
        ("Image Window", CallError::NotFound("No plugin registered for window type: Image Window".into())),
        (OPENER, CallError::Invalid("Window plugin must be with type \"window\"".into())),
    ] {
        assert_eq!(opener(&engine, "open", vec![window_type.into()]), Err(expected));
    }
}
