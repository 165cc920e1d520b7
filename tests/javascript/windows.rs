//! Window plugins whose content is data.

use crate::{list, record, started};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{UiEvent, UiRequest};
use imjoy_engine::identity::WindowId;
use imjoy_engine::value::Value;
use imjoy_tests::TestEngine;

fn shown(engine: &mut TestEngine) -> WindowId {
    engine.request(|request| match request {
        UiRequest::OpenWindow(window) => Some(window.id),
        _ => None,
    })
}

fn press(engine: &TestEngine, window: WindowId) {
    let data = record([("id", "more".into()), ("kind", "click".into())]);
    engine.engine.send(UiEvent::WindowEvent { window, event: "interaction".into(), data });
}

/// Waits until the window's label says so.
fn told(engine: &mut TestEngine, text: &str) {
    engine.request(|request| match request {
        UiRequest::WindowContent { content, .. } => format!("{content:?}").contains(&format!("{text:?}")).then_some(()),
        _ => None,
    });
}

#[test]
fn a_window_has_an_instance_of_its_own_that_answers_the_user() {
    let mut engine = started(&["panel.imjoy.html", "opener.js"]);
    let opened = engine.call("opener", "open", vec![5i64.into()]).unwrap();
    assert_eq!(opened, list([105i64.into(), "Panel".into(), 50i64.into(), 51i64.into()]));
    let window = shown(&mut engine);
    press(&engine, window);
    told(&mut engine, "51");
    press(&engine, window);
    told(&mut engine, "52");
    assert_eq!(engine.call("opener", "missing", vec![]), Ok("not-found".into()));
    // The call ends with the window that it closes.
    let shut = engine.call("opener", "shut", vec![]);
    assert!(matches!(&shut, Ok(_) | Err(CallError::Terminated(_))), "{shut:?}");
    while !engine.log().iter().any(|entry| entry == "closed at 52") {
        engine.call("opener", "setup", vec![]).unwrap();
    }
}

#[test]
fn run_of_the_proxy_opens_a_window() {
    let engine = started(&["panel.imjoy.html", "opener.js"]);
    let opened = engine.call("opener", "proxy", vec![]).unwrap();
    assert_eq!(opened, list([list(["run".into()]), 7i64.into()]));
}

#[test]
fn object_urls_show_their_picture() {
    let mut engine = started(&["files.imjoy.html"]);
    assert_eq!(engine.call("files", "image", vec![]), Ok("picture".into()));
    let data = engine.request(|request| match request {
        UiRequest::OpenWindow(window) => Some(window.data.clone()),
        _ => None,
    });
    assert!(matches!(data.field("src"), Some(Value::File(file)) if &*file.mime_type == "image/png"), "{data:?}");
}
