//! Files are saved where the user chooses, whole or not at all.

use crate::file_support::{count, pick};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{Dialog, DialogAnswer, DialogContent, UiEvent, UiRequest};
use imjoy_engine::value::Value;
use imjoy_tests::{TestEngine, guests};
use std::path::Path;
use std::time::Duration;

/// How often the test looks for a dialog while it waits for a call.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

fn started() -> TestEngine {
    let engine = TestEngine::new();
    engine.start(guests::FILES);
    engine
}

fn question(engine: &mut TestEngine) -> (Dialog, String, u64) {
    let dialog = engine.dialog();
    match &dialog.content {
        DialogContent::SaveFile { name, bytes } => (dialog.clone(), name.clone(), *bytes),
        other => panic!("{other:?}"),
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn text_and_bytes_are_written() {
    let mut engine = started();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    let call = engine.spawn("files", "export_text", vec!["größe\n1\n".into(), "table.csv".into()]);
    let (dialog, name, bytes) = question(&mut engine);
    assert_eq!((name.as_str(), bytes, &*dialog.plugin_name), ("table.csv", 10, "files"));
    pick(&engine, &dialog, &[&path]);
    call.wait().unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "größe\n1\n");

    let call = engine.spawn("files", "export_bytes", vec![100_000i64.into(), "own.bin".into()]);
    let (dialog, name, bytes) = question(&mut engine);
    assert_eq!((name.as_str(), bytes), ("own.bin", 100_000));
    pick(&engine, &dialog, &[&path]);
    call.wait().unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), vec![7; 100_000]);
    assert_eq!(names(folder.path()), ["t.csv"]);
}

#[test]
fn the_name_is_a_suggestion() {
    let mut engine = started();
    for (given, suggested) in [
        (Value::Null, "file_export"),
        ("".into(), "file_export"),
        ("../../.bashrc".into(), "bashrc"),
        ("/etc/cron.d/job".into(), "job"),
        ("a\u{202e}txt.exe".into(), "atxt.exe"),
        ("NUL.txt".into(), "_NUL.txt"),
    ] {
        let call = engine.spawn("files", "export_text", vec!["x".into(), given]);
        let (dialog, name, _) = question(&mut engine);
        assert_eq!(name, suggested);
        engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Cancelled });
        assert!(matches!(call.wait(), Err(CallError::Cancelled(_))));
    }
}

#[test]
fn a_large_file_shows_its_progress() {
    let mut engine = started();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.bin");
    let call = engine.spawn("files", "export_bytes", vec![(20 * 1024 * 1024i64).into(), "large.bin".into()]);
    let (dialog, ..) = question(&mut engine);
    pick(&engine, &dialog, &[&path]);
    engine.request(|request| matches!(request, UiRequest::Progress(Some(_))).then_some(()));
    call.wait().unwrap();
    engine.request(|request| matches!(request, UiRequest::Progress(None)).then_some(()));
    assert_eq!(std::fs::metadata(&path).unwrap().len(), 20 * 1024 * 1024);
}

#[test]
fn what_cannot_be_written_is_an_error_and_leaves_nothing() {
    let mut engine = started();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("taken")).unwrap();
    for path in [folder.path().join("taken"), folder.path().join("no/such/folder/a"), "/dev/null".into()] {
        let call = engine.spawn("files", "export_text", vec!["x".into(), Value::Null]);
        let (dialog, ..) = question(&mut engine);
        pick(&engine, &dialog, &[&path]);
        let error = call.wait().unwrap_err();
        assert!(matches!(&error, CallError::Failed(text) if text.contains(path.to_str().unwrap())), "{error}");
    }
    assert_eq!(names(folder.path()), ["taken"]);
}

#[test]
fn the_questions_of_a_plugin_are_bounded() {
    let mut engine = started();
    let call = engine.spawn("files", "export_many", vec![10_000i64.into()]);
    // As many as dialogs may be open. While none is answered there is no room for another.
    let dialogs: Vec<Dialog> = (0..32).map(|_| question(&mut engine).0).collect();
    let one_more = engine.call("files", "export_text", vec!["x".into(), Value::Null]);
    assert!(matches!(one_more, Err(CallError::Limit(_))), "{one_more:?}");
    for dialog in &dialogs {
        engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Cancelled });
    }
    // What the plugin began after that had room again.
    let counted = loop {
        if let Some(counted) = call.wait_timeout(LOOK_AGAIN) {
            break counted.unwrap();
        }
        for request in engine.engine.link().requests.take() {
            if let UiRequest::OpenDialog(dialog) = request {
                engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Cancelled });
            }
        }
    };
    let (cancelled, limit) = (count(&counted, "cancelled"), count(&counted, "limit"));
    assert_eq!(cancelled + limit, 10_000, "{counted}");
    assert!(cancelled >= 32, "{counted}");
}
