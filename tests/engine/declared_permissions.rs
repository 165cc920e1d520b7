//! What a manifest declares is asked for when the user uses the plugin first, with its
//! reasons; it is kept, listed, and revoked at once.

use crate::file_support::{CALLED, all_listed, deny, permissions, revoke, texts, wish};
use imjoy_engine::front_end::{
    DeclaredWish, Dialog, DialogAnswer, FOR_THIS_RUN, FileChoice, PermissionKind, PermissionWish, PluginState, UiEvent,
};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::{Record, Value};
use imjoy_engine::{CallError, EngineOptions, Limits};
use imjoy_tests::{PATIENCE, TestEngine, guests};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const NAME: &str = "declared-permissions";

/// Two folders of the user, and a data folder.
struct Places {
    _root: tempfile::TempDir,
    images: PathBuf,
    results: PathBuf,
    data: PathBuf,
}

fn places() -> Places {
    let root = tempfile::tempdir().unwrap();
    let path = |name: &str| root.path().join(name);
    let (images, results, data) = (path("images"), path("results"), path("data"));
    for folder in [&images, &results] {
        std::fs::create_dir(folder).unwrap();
    }
    std::fs::write(images.join("a.txt"), "an image").unwrap();
    Places { images, results, data, _root: root }
}

/// Runs the plugin's op as the user does.
fn run(engine: &TestEngine, plugin: PluginId) {
    engine.engine.send(UiEvent::RunOp { plugin, op: NAME.into(), config: Record::new(), active_window: None });
}

fn declared(engine: &mut TestEngine) -> (Dialog, Vec<DeclaredWish>) {
    match wish(engine) {
        (dialog, PermissionWish::Declared(wishes)) => (dialog, wishes.to_vec()),
        (_, other) => panic!("{other:?}"),
    }
}

fn allow(engine: &TestEngine, dialog: &Dialog, answers: Record) {
    let answer = DialogAnswer::Confirmed(Value::Record(answers));
    engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer });
}

fn folder(path: &Path) -> Value {
    path.to_str().unwrap().into()
}

/// Waits until the op has shown its result.
fn result_window(engine: &mut TestEngine) {
    use imjoy_engine::front_end::UiRequest;
    engine.request(|request| match request {
        UiRequest::OpenWindow(_) => Some(()),
        UiRequest::OpenDialog(dialog) => panic!("{dialog:?}"),
        _ => None,
    });
}

fn call(engine: &TestEngine, function: &str, arguments: &[&str]) -> Result<Value, CallError> {
    engine.call(NAME, function, arguments.iter().map(|text| (*text).into()).collect())
}

#[test]
fn the_first_use_asks_with_reasons_and_grants_folders_to_the_standard_library() {
    let places = places();
    let mut engine = TestEngine::in_folder(&places.data);
    let plugin = engine.start(guests::DECLARED_PERMISSIONS);
    // Nothing is there before the user has agreed, and a call by others does not ask.
    assert!(call(&engine, "list", &["/images"]).is_err());
    run(&engine, plugin);
    let (dialog, wishes) = declared(&mut engine);
    assert_eq!(&*dialog.plugin_name, NAME);
    let shown: Vec<(&str, &str, bool)> =
        wishes.iter().map(|wish| (wish.id.as_str(), wish.reason.as_str(), wish.is_optional)).collect();
    assert_eq!(
        shown,
        [
            ("folder images", "It reads images.", false),
            ("folder results", "It writes results.", true),
            ("background", "It goes on.", true)
        ]
    );
    assert_eq!(wishes[0].choice, Some(FileChoice::Folders));
    allow(&engine, &dialog, Record::new().with("folder images", folder(&places.images)));
    result_window(&mut engine);
    assert_eq!(texts(&call(&engine, "list", &["/images"]).unwrap()), ["a.txt"]);
    assert_eq!(call(&engine, "read", &["/images/a.txt"]).unwrap(), "an image".into());
    assert_eq!(call(&engine, "open_path", &["/images/a.txt"]).unwrap(), "an image".into());
    // Read only, and what was left out is not there.
    assert!(call(&engine, "write", &["/images/a.txt", "changed"]).is_err());
    assert!(call(&engine, "write", &["/images/b.txt", "new"]).is_err());
    assert!(call(&engine, "write", &["/results/b.txt", "new"]).is_err());
    assert_eq!(std::fs::read_to_string(places.images.join("a.txt")).unwrap(), "an image");
    // It is not asked for again, neither in this run nor in the next.
    run(&engine, plugin);
    result_window(&mut engine);
    drop(engine);
    let mut engine = TestEngine::in_folder(&places.data);
    let plugin = engine.start(guests::DECLARED_PERMISSIONS);
    run(&engine, plugin);
    result_window(&mut engine);
    let entries = permissions(&mut engine, plugin);
    let shown: Vec<(PermissionKind, bool)> =
        entries.iter().map(|entry| (entry.kind, entry.text.contains(places.images.to_str().unwrap()))).collect();
    // The folder, and the two wishes that were left out.
    assert_eq!(
        shown,
        [(PermissionKind::Refused, false), (PermissionKind::Refused, false), (PermissionKind::Kept, true)]
    );
    assert!(entries.iter().any(|entry| entry.reason == "It reads images."));
}

#[test]
fn a_folder_to_change_is_changed_and_revoked_at_once() {
    let places = places();
    let mut engine = TestEngine::in_folder(&places.data);
    let plugin = engine.start(guests::DECLARED_PERMISSIONS);
    run(&engine, plugin);
    let (dialog, _) = declared(&mut engine);
    let answers =
        Record::new().with("folder images", folder(&places.images)).with("folder results", folder(&places.results));
    allow(&engine, &dialog, answers);
    result_window(&mut engine);
    call(&engine, "write", &["/results/b.txt", "new"]).unwrap();
    assert_eq!(std::fs::read_to_string(places.results.join("b.txt")).unwrap(), "new");
    // The running plugin loses it at once, and does not find it after a restart.
    revoke(&mut engine, plugin, "results");
    assert!(call(&engine, "write", &["/results/c.txt", "new"]).is_err());
    assert!(call(&engine, "list", &["/results"]).is_err());
    assert!(call(&engine, "open_path", &["/results/b.txt"]).is_err());
    assert_eq!(texts(&call(&engine, "list", &["/images"]).unwrap()), ["a.txt"]);
    engine.block_on(engine.engine.restart(plugin)).unwrap();
    assert!(call(&engine, "list", &["/results"]).is_err());
    assert_eq!(texts(&call(&engine, "list", &["/images"]).unwrap()), ["a.txt"]);
    assert!(!places.results.join("c.txt").exists());
}

#[test]
fn who_denies_is_asked_at_the_next_use() {
    let places = places();
    let mut engine = TestEngine::in_folder(&places.data);
    let plugin = engine.start(guests::DECLARED_PERMISSIONS);
    for _ in 0..2 {
        run(&engine, plugin);
        let (dialog, wishes) = declared(&mut engine);
        assert_eq!(wishes.len(), 3);
        deny(&engine, &dialog);
    }
    // What is no folder is not granted, and nothing is kept.
    run(&engine, plugin);
    let (dialog, _) = declared(&mut engine);
    allow(&engine, &dialog, Record::new().with("folder images", folder(&places.images.join("a.txt"))));
    run(&engine, plugin);
    let (dialog, wishes) = declared(&mut engine);
    assert_eq!(wishes.len(), 3);
    // For this run only.
    let answers = Record::new().with("folder images", folder(&places.images)).with(FOR_THIS_RUN, true);
    allow(&engine, &dialog, answers);
    result_window(&mut engine);
    let entries = permissions(&mut engine, plugin);
    let granted = entries.iter().find(|entry| entry.text.contains(places.images.to_str().unwrap())).unwrap();
    assert_eq!(granted.kind, PermissionKind::ThisRun);
    drop(engine);
    let mut engine = TestEngine::in_folder(&places.data);
    let plugin = engine.start(guests::DECLARED_PERMISSIONS);
    run(&engine, plugin);
    assert_eq!(declared(&mut engine).1.len(), 3);
}

#[test]
fn work_in_the_background_needs_permission() {
    let places = places();
    let limits = Limits { background_cpu: Duration::from_millis(200), ..Limits::default() };
    let options =
        EngineOptions { data_folder: places.data.clone(), limits, workspace: None, runtimes: imjoy_tests::runtimes() };
    let mut engine = TestEngine::with_options(options);
    let plugin = engine.start(guests::DECLARED_PERMISSIONS);
    run(&engine, plugin);
    let (dialog, _) = declared(&mut engine);
    allow(&engine, &dialog, Record::new().with("folder images", folder(&places.images)).with("background", true));
    result_window(&mut engine);
    call(&engine, "go_on", &[]).unwrap();
    let cpu = |engine: &TestEngine| engine.engine.info(plugin).unwrap().snapshot.cpu_seconds;
    let begun = cpu(&engine);
    while cpu(&engine) < begun + 1.0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(call(&engine, "ping", &[]).unwrap(), "pong".into());
    // Taken back, it ends.
    revoke(&mut engine, plugin, "background");
    let deadline = Instant::now() + PATIENCE;
    let reason = loop {
        assert!(Instant::now() < deadline, "it goes on");
        match engine.engine.info(plugin).unwrap().snapshot.state {
            PluginState::Stopped(reason) => break reason,
            _ => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    assert!(reason.contains("no permission to work in the background"), "{reason}");
}

#[test]
fn the_user_decides_whether_others_may_call_it() {
    let mut engine = TestEngine::new();
    let callee = engine.start(guests::ECHO);
    engine.start(guests::ECHO_PARTNER);
    let relay = |engine: &TestEngine| {
        let arguments = Value::List(vec![5i64.into()]);
        engine.call("echo-partner", "call", vec!["echo".into(), "echo".into(), arguments])
    };
    assert_eq!(relay(&engine).unwrap(), 5i64.into());
    engine.engine.send(UiEvent::ShowPermissions(callee));
    let entry = all_listed(&mut engine, callee).into_iter().find(|entry| entry.text == CALLED).unwrap();
    engine.engine.send(UiEvent::RevokePermission { plugin: callee, permission: entry.id });
    let refused = all_listed(&mut engine, callee).into_iter().find(|entry| entry.text.contains(CALLED)).unwrap();
    assert_eq!(refused.kind, PermissionKind::Refused);
    let error = relay(&engine).unwrap_err();
    assert!(matches!(&error, CallError::Denied(text) if text.contains("echo")), "{error:?}");
    // The user themselves can.
    assert_eq!(engine.call("echo", "echo", vec![5i64.into()]).unwrap(), 5i64.into());
    engine.engine.send(UiEvent::RevokePermission { plugin: callee, permission: refused.id });
    all_listed(&mut engine, callee);
    assert_eq!(relay(&engine).unwrap(), 5i64.into());
}
