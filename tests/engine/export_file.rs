//! Files are saved where the user chooses, whole or not at all.

use crate::file_support::{count, grant, names, pick, revoke, started, text, wait_for_status};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{Dialog, DialogAnswer, DialogContent, UiEvent, UiRequest};
use imjoy_engine::value::Value;
use imjoy_tests::{PATIENCE, TestEngine};
use std::path::Path;
use std::time::{Duration, Instant};

/// How often the test looks for a dialog while it waits for a call.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

fn question(engine: &mut TestEngine) -> (Dialog, String, u64) {
    let dialog = engine.dialog();
    match &dialog.content {
        DialogContent::SaveFile { name, bytes } => (dialog.clone(), name.clone(), bytes.unwrap_or(0)),
        other => panic!("{other:?}"),
    }
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

#[test]
fn a_buffer_and_a_granted_file_are_copied_by_the_host() {
    let mut engine = started();
    let folder = tempfile::tempdir().unwrap();
    let (source, target) = (folder.path().join("source.bin"), folder.path().join("target.bin"));
    let contents: Vec<u8> = (0..3_000_000u32).map(|number| (number % 251) as u8).collect();
    std::fs::write(&source, &contents).unwrap();
    grant(&mut engine, "files", &[&source]);
    let call = engine.spawn("files", "export_granted", vec![text(&source)]);
    let (dialog, name, bytes) = question(&mut engine);
    assert_eq!((name.as_str(), bytes), ("source.bin", 3_000_000));
    pick(&engine, &dialog, &[&target]);
    call.wait().unwrap();
    assert!(std::fs::read(&target).unwrap() == contents);
    // Onto itself.
    let call = engine.spawn("files", "export_granted", vec![text(&source)]);
    let (dialog, ..) = question(&mut engine);
    pick(&engine, &dialog, &[&source]);
    call.wait().unwrap();
    assert!(std::fs::read(&source).unwrap() == contents);

    let call = engine.spawn("files", "export_buffer", vec![100_000i64.into()]);
    let (dialog, name, bytes) = question(&mut engine);
    assert_eq!((name.as_str(), bytes), ("buffer.bin", 100_000));
    pick(&engine, &dialog, &[&target]);
    call.wait().unwrap();
    assert_eq!(std::fs::read(&target).unwrap(), vec![6; 100_000]);
}

#[test]
fn a_granted_file_that_is_revoked_meanwhile_is_not_saved() {
    let mut engine = started();
    let plugin = engine.engine.plugin_named("files").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (source, target) = (folder.path().join("source.bin"), folder.path().join("target.bin"));
    std::fs::write(&source, "contents").unwrap();
    grant(&mut engine, "files", &[&source]);
    let call = engine.spawn("files", "export_granted", vec![text(&source)]);
    let (dialog, ..) = question(&mut engine);
    revoke(&mut engine, plugin, "source.bin");
    pick(&engine, &dialog, &[&target]);
    assert!(matches!(call.wait(), Err(CallError::Denied(_))));
    assert_eq!(names(folder.path()), ["source.bin"]);
}

#[test]
fn pieces_are_appended_in_the_order_of_the_calls() {
    let mut engine = started();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pieces.bin");
    std::fs::write(&path, "old").unwrap();
    let size = 20 * 1024 * 1024i64;
    for size in [Value::Null, size.into()] {
        let call = engine.spawn("files", "export_pieces", vec![20i64.into(), (1024 * 1024i64).into(), size.clone()]);
        let dialog = engine.dialog();
        let DialogContent::SaveFile { name, bytes } = &dialog.content else { panic!("{dialog:?}") };
        let expected = if let Value::Integer(size) = size { Some(size as u64) } else { None };
        assert_eq!((name.as_str(), *bytes), ("pieces.bin", expected));
        pick(&engine, &dialog, &[&path]);
        if size != Value::Null {
            engine.request(|request| matches!(request, UiRequest::Progress(Some(_))).then_some(()));
        }
        call.wait().unwrap();
        if size != Value::Null {
            engine.request(|request| matches!(request, UiRequest::Progress(None)).then_some(()));
        }
        let expected: Vec<u8> = (0..20u8).flat_map(|number| vec![number; 1024 * 1024]).collect();
        assert!(std::fs::read(&path).unwrap() == expected);
        assert_eq!(names(folder.path()), ["pieces.bin"]);
    }
}

/// Waits until nothing of an unfinished file is left.
fn wait_for_names(folder: &Path, expected: &[&str]) {
    let deadline = Instant::now() + PATIENCE;
    while names(folder) != expected {
        assert!(Instant::now() < deadline, "{:?} is left", names(folder));
        std::thread::sleep(LOOK_AGAIN);
    }
}

#[test]
fn what_is_not_finished_leaves_the_old_file() {
    let mut engine = started();
    let plugin = engine.engine.plugin_named("files").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.bin");
    std::fs::write(&path, "old").unwrap();
    let begin = |engine: &mut TestEngine, waits: bool| {
        let call = engine.spawn("files", "export_unfinished", vec![waits.into()]);
        let dialog = engine.dialog();
        pick(engine, &dialog, &[&path]);
        wait_for_status(engine, "begun");
        call
    };
    // Dropped by the plugin.
    begin(&mut engine, false).wait().unwrap();
    wait_for_names(folder.path(), &["kept.bin"]);
    // Cancelled by the user.
    let call = begin(&mut engine, true);
    assert_eq!(names(folder.path()).len(), 2);
    engine.engine.send(UiEvent::Cancel(plugin));
    assert!(matches!(call.wait(), Err(CallError::Cancelled(_))));
    wait_for_names(folder.path(), &["kept.bin"]);
    // The plugin is ended.
    let mut engine = started();
    let plugin = engine.engine.plugin_named("files").unwrap();
    let call = begin(&mut engine, true);
    engine.engine.send(UiEvent::Terminate(plugin));
    assert!(call.wait().is_err());
    wait_for_names(folder.path(), &["kept.bin"]);
    assert_eq!(std::fs::read(&path).unwrap(), b"old");
}

#[test]
fn cancel_of_a_big_copy_leaves_the_old_file() {
    let mut engine = started();
    let plugin = engine.engine.plugin_named("files").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (source, target) = (folder.path().join("source.bin"), folder.path().join("target.bin"));
    // It takes no room itself. Copying it takes far longer than Cancel.
    std::fs::File::create(&source).unwrap().set_len(8 * 1024 * 1024 * 1024).unwrap();
    std::fs::write(&target, "old").unwrap();
    grant(&mut engine, "files", &[&source]);
    let call = engine.spawn("files", "export_granted", vec![text(&source)]);
    let (dialog, ..) = question(&mut engine);
    pick(&engine, &dialog, &[&target]);
    engine.request(|request| matches!(request, UiRequest::Progress(Some(_))).then_some(()));
    engine.engine.send(UiEvent::Cancel(plugin));
    assert!(matches!(call.wait(), Err(CallError::Cancelled(_))));
    wait_for_names(folder.path(), &["source.bin", "target.bin"]);
    assert_eq!(std::fs::read(&target).unwrap(), b"old");
}

#[test]
fn a_finished_file_takes_no_more() {
    let mut engine = started();
    let folder = tempfile::tempdir().unwrap();
    let call = engine.spawn("files", "export_finished_twice", vec![]);
    let (dialog, name, _) = question(&mut engine);
    assert_eq!(name, "file_export");
    pick(&engine, &dialog, &[&folder.path().join("empty")]);
    assert!(matches!(call.wait(), Err(CallError::Invalid(_))));
    assert_eq!(std::fs::read(folder.path().join("empty")).unwrap(), b"");
}
