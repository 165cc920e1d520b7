//! The API as a JavaScript plugin sees it.

use crate::{list, path, record, started};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{DialogAnswer, DialogContent, UiEvent, UiRequest};
use imjoy_engine::value::{Record, Value};
use imjoy_tests::TestEngine;

fn engine() -> TestEngine {
    started(&["interface.imjoy.html"])
}

fn call(engine: &TestEngine, function: &str, arguments: Vec<Value>) -> Value {
    engine.call("interface", function, arguments).unwrap()
}

fn cancel(engine: &mut TestEngine) {
    let dialog = engine.dialog();
    engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Cancelled });
}

#[test]
fn dialogs() {
    let mut engine = engine();
    let asked = engine.spawn("interface", "dialogs", vec![]);
    let mut contents = Vec::new();
    for answer in [Value::Absent, Value::Absent, true.into(), "Grace".into(), "".into()] {
        let dialog = engine.dialog();
        if let DialogContent::Alert(message) = &dialog.content {
            contents.push(format!("{:?} {}", message.content, dialog.title.as_deref().unwrap_or_default()));
        }
        engine.answer(&dialog, answer);
    }
    assert_eq!(asked.wait().unwrap(), list([true.into(), "Grace".into(), "red".into()]));
    assert!(contents[0].contains("plain & simple"), "{contents:?}");
    assert!(contents[1].contains("<b>bold</b>") && contents[1].ends_with("Title"), "{contents:?}");
    let wrong = call(&engine, "wrongPrompt", vec![]).as_list().unwrap();
    assert_eq!(wrong[1], "unsupported prompt arguments".into());
}

#[test]
fn cancel_goes_by_the_api_version() {
    let mut engine = engine();
    let asked = engine.spawn("interface", "form", vec![]);
    let dialog = engine.dialog();
    engine.answer(&dialog, record([("a", 7i64.into())]));
    assert_eq!(asked.wait().unwrap().field("a"), Some(&7i64.into()));
    let undefined = list(["undefined".into(), Value::Absent, "undefined".into()]);
    for function in ["cancelledForm", "cancelledPrompt"] {
        let asked = engine.spawn("interface", function, vec![]);
        cancel(&mut engine);
        assert_eq!(asked.wait().unwrap(), undefined, "{function}");
    }
    let asked = engine.spawn("interface", "uncaught", vec![]);
    cancel(&mut engine);
    assert!(matches!(asked.wait(), Err(CallError::Cancelled(_))));
    let asked = engine.spawn("interface", "choose", vec![Value::Null]);
    cancel(&mut engine);
    let text: Value = "file dialog canceled by the user.".into();
    assert_eq!(asked.wait().unwrap(), list(["cancelled".into(), text.clone(), text]));

    let folder = tempfile::tempdir().unwrap();
    let mut of_version = |version: &str| {
        let file = folder.path().join(format!("{version}.imjoy.html"));
        let text = std::fs::read_to_string(path("interface.imjoy.html")).unwrap();
        let text =
            text.replace("\"interface\"", &format!("\"v{version}\"")).replace("\"0.1.2\"", &format!("\"{version}\""));
        std::fs::write(&file, text).unwrap();
        engine.start(file.to_str().unwrap());
        let mut answers = Vec::new();
        for function in ["cancelledForm", "choose"] {
            let asked = engine.spawn(&format!("v{version}"), function, vec![Value::Null]);
            cancel(&mut engine);
            answers.push(asked.wait().unwrap().as_list().unwrap()[..2].to_vec());
        }
        answers
    };
    let answered = |value: Value| vec!["no error".into(), value];
    assert_eq!(of_version("0.1.8"), [answered(Value::Absent), answered(list([]))]);
    assert_eq!(of_version("0.1.6")[1], answered(Value::Null));
}

#[test]
fn status_progress_and_log() {
    let mut engine = engine();
    let answer = call(&engine, "status", vec![]).as_list().unwrap();
    assert_eq!(answer[0], "invalid".into());
    engine.request(|request| match request {
        UiRequest::Snackbar(snackbar) => (snackbar.text == "snack").then_some(()),
        _ => None,
    });
    let log = engine.log();
    assert!(log.iter().any(|entry| entry.starts_with("text 3 ")), "{log:?}");
    for text in ["went wrong", "console logged"] {
        assert!(log.iter().any(|entry| entry == text), "{text}: {log:?}");
    }
}

#[test]
fn settings_and_constants() {
    let engine = engine();
    assert_eq!(
        call(&engine, "settings", vec![]),
        list([
            "928".into(),
            Value::Null,
            "interface".into(),
            "two lines\nof text".into(),
            true.into(),
            "first".into(),
            "default".into(),
            "first".into(),
            Value::Null,
            "invalid".into(),
        ])
    );
}

#[test]
fn windows_are_updated_and_tell_of_their_events() {
    let mut engine = engine();
    assert_eq!(
        call(&engine, "open", vec!["imjoy/generic".into()]),
        list([
            "A window".into(),
            "imjoy/generic".into(),
            true.into(),
            true.into(),
            Value::Null,
            "undefined".into(),
            true.into()
        ])
    );
    let shown = engine.request(|request| match request {
        UiRequest::OpenWindow(window) => Some(window.clone()),
        _ => None,
    });
    assert_eq!(shown.data, record([("a", 1i64.into())]));
    let wrong = call(&engine, "change", vec![]).as_list().unwrap();
    assert!(wrong[1].as_text().unwrap().contains("`x` is missing"), "{wrong:?}");
    let pongs = list([
        list(["first".into(), 1i64.into()]),
        list(["second".into(), 1i64.into()]),
        list(["second".into(), 2i64.into()]),
        list(["second".into(), 3i64.into()]),
    ]);
    assert_eq!(call(&engine, "handlers", vec![]), pongs);
    let closed = call(&engine, "close", vec![]).as_list().unwrap();
    assert_eq!(closed[0], "terminated".into());
    let happened = || call(&engine, "whatHappened", vec![]).as_list().unwrap();
    while !happened().contains(&"onclose".into()) {}
    let seen = happened();
    assert_eq!(seen[0], list(["ping".into(), record([("n", 1i64.into())])]));
    assert!(seen.iter().any(|event| event.as_list().is_some_and(|event| event[0] == "resize".into())), "{seen:?}");
    let unknown = call(&engine, "unknownWindow", vec![]).as_list().unwrap();
    assert_eq!(unknown[0], "not-found".into());
}

#[test]
fn ops_run_functions_of_the_plugin() {
    let engine = engine();
    assert_eq!(call(&engine, "operations", vec![]), list([true.into(), "invalid".into()]));
    let id = engine.engine.plugin_named("interface").unwrap();
    let run = |op: &str, config: Record| engine.block_on(engine.engine.run_op(id, op, config, None));
    assert_eq!(run("Double", Record::new().with("n", 21i64)).unwrap(), 42i64.into());
    assert_eq!(run("Named", Record::new().with("n", 2i64)).unwrap(), 4i64.into());
    assert_eq!(run("Hidden", Record::new()).unwrap(), "hidden Hidden".into());
    let own = run("interface", Record::new().with("sigma", 3i64)).unwrap();
    assert_eq!(own.field("sigma"), Some(&3i64.into()));
    assert!(matches!(run("Gone", Record::new()), Err(CallError::NotFound(_))));
}

#[test]
fn services() {
    let engine = engine();
    assert_eq!(
        call(&engine, "services", vec![]),
        list(["one more".into(), "interface".into(), 5i64.into(), true.into(), 0i64.into()])
    );
}

#[test]
fn started_calls_are_killed() {
    assert_eq!(call(&engine(), "started", vec![]), "cancelled".into());
}

#[test]
fn utilities_and_errors() {
    let engine = engine();
    let answers = call(&engine, "utilities", vec![]).as_list().unwrap();
    assert_eq!(answers[0], "not equal".into());
    assert_eq!(answers[1], "invalid".into());
    assert_eq!(answers[2], record([("a", list([1i64.into()]))]));
    assert_eq!(answers[3], true.into());
    assert_eq!(answers[4].as_list().unwrap()[0], "not-found".into());
    assert_eq!(answers[5].as_list().unwrap()[0], "not-found".into());
    assert_eq!(answers[6], "not-found".into());
    assert!(answers[7].as_text().unwrap().starts_with("Unsupported plugin spec: "), "{answers:?}");
    assert!(call(&engine, "chain", vec![]).as_text().unwrap().starts_with("caught: "));
}

#[test]
fn several_instances_and_restarts_share_nothing() {
    let engine = started(&["calls.js"]);
    let plugin = engine.engine.plugin_named("calls").unwrap();
    assert_eq!(engine.call("calls", "back", vec!["x".into()]), Ok("back x 1".into()));
    engine.block_on(engine.engine.restart(plugin)).unwrap();
    assert_eq!(engine.call("calls", "back", vec!["x".into()]), Ok("back x 1".into()));
}
