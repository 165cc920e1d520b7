//! The API as a Python plugin sees it.

use crate::{list, load_script, path, started};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{DialogAnswer, DialogContent, UiEvent, UiRequest};
use imjoy_engine::value::{Record, Value};
use imjoy_tests::TestEngine;

fn interface() -> TestEngine {
    started("interface.imjoy.html")
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
    let mut engine = interface();
    let asked = engine.spawn("interface", "dialogs", vec![]);
    for answer in [Value::Absent, Value::Absent, true.into(), "Grace".into(), "".into()] {
        let dialog = engine.dialog();
        engine.answer(&dialog, answer);
    }
    assert_eq!(asked.wait().unwrap(), list([true.into(), "Grace".into(), "red".into()]));
}

#[test]
fn messages_are_plain_texts_or_html() {
    let mut engine = interface();
    let asked = engine.spawn("interface", "dialogs", vec![]);
    let mut contents = Vec::new();
    for answer in [Value::Absent, Value::Absent, true.into(), "x".into(), "y".into()] {
        let dialog = engine.dialog();
        if let DialogContent::Alert(message) = &dialog.content {
            contents.push(format!("{:?} {}", message.content, dialog.title.as_deref().unwrap_or_default()));
        }
        engine.answer(&dialog, answer);
    }
    asked.wait().unwrap();
    assert_eq!(contents.len(), 2);
    assert!(contents[0].contains("plain & simple"), "{contents:?}");
    assert!(contents[1].contains("<b>bold</b>"), "{contents:?}");
}

#[test]
fn forms_and_their_cancel() {
    let mut engine = interface();
    let asked = engine.spawn("interface", "form", vec![]);
    let dialog = engine.dialog();
    engine.answer(&dialog, Value::Record(Record::new().with("a", 7i64)));
    assert_eq!(asked.wait().unwrap(), list([7i64.into(), 7i64.into()]));
    let asked = engine.spawn("interface", "cancelled_form", vec![]);
    cancel(&mut engine);
    assert_eq!(asked.wait().unwrap(), list(["ApiError".into(), "cancelled".into()]));
}

#[test]
fn later_api_versions_get_none_and_lists() {
    let mut engine = TestEngine::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("late.imjoy.html");
    let text = std::fs::read_to_string(path("interface.imjoy.html")).unwrap();
    let text =
        text.replace("\"interface\"", "\"late\"").replace("\"api_version\": \"0.1.2\"", "\"api_version\": \"0.1.8\"");
    std::fs::write(&file, text).unwrap();
    engine.start(file.to_str().unwrap());
    let asked = engine.spawn("late", "cancelled_form", vec![]);
    cancel(&mut engine);
    assert_eq!(asked.wait().unwrap(), Value::Null);
    let asked = engine.spawn("late", "choose", vec![Value::Record(Record::new())]);
    cancel(&mut engine);
    assert_eq!(asked.wait().unwrap(), list([]));
}

#[test]
fn wrong_options_are_told_and_a_cancelled_file_dialog_too() {
    let mut engine = interface();
    let choose = |name: &str, value: &str| Value::Record(Record::new().with(name, value));
    for (option, sentence) in [
        (choose("uri_type", "ftp"), "unsupported uri_type: ftp"),
        (
            choose("mode", "all"),
            "showFileDialog takes one of 'single', 'multiple', 'single|multiple' as mode, not 'all'",
        ),
    ] {
        assert_eq!(call(&engine, "choose", vec![option]), list(["invalid".into(), sentence.into()]));
    }
    let asked = engine.spawn("interface", "choose", vec![Value::Record(Record::new())]);
    cancel(&mut engine);
    let answer = asked.wait().unwrap().as_list().unwrap();
    assert_eq!(answer[0], "cancelled".into());
}

#[test]
fn status_progress_and_log() {
    let engine = interface();
    call(&engine, "status", vec![]);
    let log = engine.log();
    assert!(log.iter().any(|entry| entry.starts_with("text 3 ") && entry.contains("<class 'object'>")), "{log:?}");
    assert!(log.iter().any(|entry| entry == "went wrong"), "{log:?}");
}

#[test]
fn settings_and_constants() {
    let engine = interface();
    let config = Record::new()
        .with("name", "interface")
        .with("type", "native-python")
        .with("api_version", "0.1.2")
        .with("tag", "first")
        .with("workspace", "default");
    assert_eq!(
        call(&engine, "settings", vec![]),
        list([
            "928".into(),
            Value::Null,
            "interface".into(),
            "two lines\nof text".into(),
            Value::Null,
            "first".into(),
            "default".into(),
            "/data".into(),
            Value::Record(config),
        ])
    );
}

#[test]
fn windows_are_updated_and_tell_of_their_events() {
    let mut engine = interface();
    let opened = call(&engine, "open", vec!["imjoy/generic".into()]);
    assert_eq!(opened, list(["A window".into(), true.into(), true.into(), "<window 'A window'>".into()]));
    let shown = engine.request(|request| match request {
        UiRequest::OpenWindow(window) => Some(window.clone()),
        _ => None,
    });
    assert_eq!(shown.data, Value::Record(Record::new().with("a", 1i64)));
    let updated = call(&engine, "change", vec!["new data".into()]);
    assert_eq!(updated, list([true.into(), Value::Null, "Renamed".into()]));
    let closed = call(&engine, "close", vec![]).as_list().unwrap();
    assert_eq!(closed[0], "terminated".into());
    let ping = Value::Record(Record::new().with("n", 1i64));
    while call(&engine, "what_happened", vec![]) != list([ping.clone(), "closed".into(), "onclose".into()]) {}
}

#[test]
fn ops_run_functions_of_the_plugin() {
    let engine = interface();
    assert_eq!(call(&engine, "operations", vec![]), true.into());
    let id = engine.engine.plugin_named("interface").unwrap();
    let run = |op: &str, config: Record| engine.block_on(engine.engine.run_op(id, op, config, None));
    assert_eq!(run("Double", Record::new().with("n", 21i64)).unwrap(), 42i64.into());
    assert_eq!(run("Hidden", Record::new()).unwrap(), "hidden Hidden".into());
    let own = run("interface", Record::new().with("sigma", 3i64)).unwrap();
    assert_eq!(own.field("sigma"), Some(&3i64.into()));
    assert_eq!(own.field("op"), Some(&"interface".into()));
    assert!(matches!(run("Gone", Record::new()), Err(CallError::NotFound(_))));
}

#[test]
fn services() {
    let engine = interface();
    assert_eq!(
        call(&engine, "services", vec![]),
        list(["one more".into(), "interface".into(), 5i64.into(), 0i64.into()])
    );
}

#[test]
fn the_plugins_own_folder() {
    let engine = interface();
    assert_eq!(
        call(&engine, "files", vec![]),
        list(["kept: grün\n".into(), "/data".into(), list(["own.txt".into()]), "/data".into()])
    );
}

#[test]
fn started_calls_are_killed() {
    let engine = interface();
    assert_eq!(call(&engine, "started", vec![]), "cancelled".into());
}

#[test]
fn utilities_and_what_cannot_be_had() {
    let engine = interface();
    let refused =
        list(["no".into(), "unavailable".into(), "unavailable".into(), "unavailable".into(), "unavailable".into()]);
    assert_eq!(
        call(&engine, "utilities", vec![]),
        list([list([2i64.into()]), refused, Value::Record(Record::new().with("a", 1i64)), true.into()])
    );
}

#[test]
fn plugins_of_the_first_years_run_as_they_are() {
    let mut engine = started("old.imjoy.html");
    let context = Value::Record(Record::new().with("config", Record::new()));
    let returned = engine.call("old", "run", vec![context]).unwrap();
    assert_eq!(returned.field("config").and_then(|config| config.field("extra")), Some(&1i64.into()));
    let dialog = engine.dialog();
    engine.answer(&dialog, "answer");
    let both = [list(["answer".into(), "w".into()]), list(["w".into(), "answer".into()])];
    while !both.contains(&engine.call("old", "get", vec![]).unwrap()) {}
}

#[test]
fn window_plugins_draw_by_data() {
    let mut engine = interface();
    engine.start(&path("panel.imjoy.html"));
    let open = Record::new().with("type", "panel").with("data", Record::new().with("start", 5i64));
    let counted = call(&engine, "open_panel", vec![Value::Record(open)]);
    assert_eq!(counted, list([0i64.into(), 2i64.into()]));
    let shown = engine.request(|request| match request {
        UiRequest::WindowContent { content, .. } => Some(content.clone()),
        _ => None,
    });
    assert!(format!("{shown:?}").contains("5 clicks"), "{shown:?}");
}

#[test]
fn a_script_may_await_outside_of_functions() {
    let engine = TestEngine::new();
    let script = "value = await api.echo(3)\napi.export({'get': lambda: [value, __name__, __file__]})\n";
    load_script(&engine, script).unwrap();
    assert_eq!(engine.call("test", "get", vec![]).unwrap(), list([3i64.into(), "__main__".into(), "test.py".into()]));
}
