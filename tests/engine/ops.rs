//! Ops: run with form and window, result as a window.

use imjoy_engine::front_end::{ActiveWindow, UiEvent, UiRequest, WindowDescription};
use imjoy_engine::value::{Record, Value};
use imjoy_tests::{TestEngine, guests};

fn opened(engine: &mut TestEngine) -> WindowDescription {
    engine.request(|request| match request {
        UiRequest::OpenWindow(window) => Some(window.clone()),
        _ => None,
    })
}

#[test]
fn an_op_gets_the_form_and_the_active_window() {
    let mut engine = TestEngine::new();
    let plugin = engine.start(guests::ECHO);
    let active_window = ActiveWindow {
        name: "coins.png".into(),
        window_type: "imjoy/image".into(),
        data: Value::Record(Record::new().with("src", 1i64)),
    };
    engine.engine.send(UiEvent::RunOp {
        plugin,
        op: "echo".into(),
        config: Record::new().with("text", "hi"),
        active_window: Some(active_window),
    });
    // It returns its context, which has type and data: a window of that type.
    let window = opened(&mut engine);
    assert_eq!((window.name.as_str(), window.window_type.as_str()), ("coins.png", "imjoy/image"));
    assert_eq!(window.data.field("src"), Some(&1i64.into()));
    assert_eq!(window.config.field("text"), Some(&"hi".into()));
    assert_eq!(window.config.field("type"), Some(&"echo".into()));
    assert_eq!(window.plugin, Some(plugin));
}

#[test]
fn any_other_result_is_shown_as_it_is() {
    let mut engine = TestEngine::new();
    let plugin = engine.start(guests::ECHO);
    engine.engine.send(UiEvent::RunOp { plugin, op: "echo".into(), config: Record::new(), active_window: None });
    let window = opened(&mut engine);
    assert_eq!((window.name.as_str(), window.window_type.as_str()), ("result", "imjoy/generic"));
    assert!(window.data.field("config").is_some());
}

#[test]
fn the_form_comes_from_the_manifest() {
    let engine = TestEngine::new();
    let plugin = engine.start(guests::ECHO);
    let snapshot = engine.engine.info(plugin).unwrap().snapshot;
    assert_eq!(snapshot.ops.len(), 1);
    assert_eq!(snapshot.ops[0].form.default_answers().get("text"), Some(&"hello".into()));
    assert_eq!((&*snapshot.icon, &*snapshot.name), ("🔁", "echo"));
}
