//! Window plugins: a proxy until a window is opened, then an instance in each window.

use crate::windows::{OPENER, id, listen, open, opener, shown, started, text, texts, with_limits};
use imjoy_engine::front_end::{
    ActiveWindow, PluginSnapshot, PluginState, UiEvent, UiRequest, WindowDescription, WindowPresentation,
};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::{Record, Value};
use imjoy_engine::{CallError, Limits, PluginSource};
use imjoy_tests::{TestEngine, guests};
use std::time::Duration;

const NAME: &str = "window-plugin";

fn both() -> (TestEngine, PluginId) {
    both_with(Limits::default())
}

fn both_with(limits: Limits) -> (TestEngine, PluginId) {
    let engine = with_limits(limits);
    let plugin = engine.start(guests::WINDOW_PLUGIN);
    (engine, plugin)
}

/// A window whose run behaves in that way.
fn behave(engine: &TestEngine, how: &str) -> Result<Value, CallError> {
    opener(engine, "open", behaving(how))
}

fn behaving(how: &str) -> Vec<Value> {
    vec![NAME.into(), Value::Absent, Value::Absent, Record::new().with("behave", how).into()]
}

/// Calls a function of the instance in a window.
fn call(engine: &TestEngine, window: &Value, function: &str, arguments: Vec<Value>) -> Result<Value, CallError> {
    opener(engine, "call", vec![window.clone(), function.into(), Value::List(arguments)])
}

fn description(engine: &mut TestEngine) -> WindowDescription {
    engine.request(|request| match request {
        UiRequest::OpenWindow(window) => Some(window.clone()),
        _ => None,
    })
}

fn snapshot(engine: &TestEngine, plugin: PluginId) -> PluginSnapshot {
    engine.engine.info(plugin).unwrap().snapshot
}

fn wait_for(engine: &mut TestEngine, plugin: PluginId, wanted: impl Fn(&PluginSnapshot) -> bool) {
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) if snapshot.id == plugin && wanted(snapshot) => Some(()),
        _ => None,
    });
}

/// Waits until the window says that nobody feeds it any more, and gives the sentence.
fn ended(engine: &mut TestEngine, window: &Value) -> String {
    engine.request(|request| match request {
        UiRequest::UpdateWindow(update) if update.id == id(window) => {
            update.owner_ended.as_ref().map(ToString::to_string)
        }
        _ => None,
    })
}

fn status(engine: &mut TestEngine, wanted: &str) {
    engine.request(|request| match request {
        UiRequest::Status(status) if status.text == wanted => Some(()),
        _ => None,
    });
}

fn closed(engine: &mut TestEngine, window: &Value) {
    engine.request(|request| (*request == UiRequest::CloseWindow(id(window))).then_some(()));
}

#[test]
fn loading_makes_a_proxy_only() {
    let (engine, plugin) = both();
    let loaded = snapshot(&engine, plugin);
    assert_eq!((&loaded.state, loaded.is_window_plugin, loaded.memory_bytes), (&PluginState::Ready, true, 0));
    assert_eq!(engine.block_on(engine.engine.functions(plugin)).unwrap(), ["run"]);
    for function in ["ping", "setup", "exit"] {
        let expected = CallError::NotFound(format!("function \"{function}\" of {NAME} is not available."));
        assert_eq!(engine.call(NAME, function, vec![]), Err(expected.clone()));
        assert_eq!(opener(&engine, "by_handle", vec![NAME.into(), function.into()]), Err(expected));
    }
    let handle = opener(&engine, "by_handle", vec![NAME.into(), "run".into()]).unwrap();
    assert_eq!(handle.field("functions"), Some(&Value::List(vec!["run".into()])));
    assert!(matches!(handle.field("result"), Some(Value::Window(_))));
    assert!(snapshot(&engine, plugin).memory_bytes > 0);
}

#[test]
fn each_run_opens_a_window_with_an_instance_of_its_own() {
    let (mut engine, plugin) = both();
    let windows = opener(&engine, "run_twice", vec![NAME.into()]).unwrap().as_list().unwrap();
    assert_ne!(windows[0], windows[1]);
    let described = description(&mut engine);
    assert_eq!((described.name.as_str(), described.window_type.as_str()), (NAME, NAME));
    assert_eq!((described.plugin, described.plugin_name.as_deref()), (Some(plugin), Some(NAME)));
    assert_eq!((described.w, described.h, described.presentation), (Some(12), Some(8), WindowPresentation::Workspace));
    opener(&engine, "update", vec![windows[0].clone(), Value::Record(Record::new())]).unwrap();
    assert_eq!(call(&engine, &windows[0], "runs", vec![]).unwrap(), 2i64.into());
    assert_eq!(call(&engine, &windows[1], "runs", vec![]).unwrap(), 1i64.into());
    let ids: Vec<Value> = windows
        .iter()
        .map(|window| {
            let described = opener(&engine, "describe", vec![window.clone()]).unwrap();
            described.field("plugin_id").unwrap().clone()
        })
        .collect();
    assert_ne!(ids[0], ids[1]);
    let found = opener(&engine, "find", vec![Record::new().with("plugin_id", ids[0].clone()).into()]).unwrap();
    assert_eq!(found, windows[0]);
}

#[test]
fn the_menu_gives_the_active_windows_data_and_the_forms_answers() {
    let (mut engine, plugin) = both();
    let data = Record::new().with("_op", "blur").with("n", 1i64);
    let active_window =
        ActiveWindow { name: "coins".into(), window_type: "imjoy/image".into(), data: data.clone().into() };
    let run = engine.engine.run_op(plugin, NAME, Record::new().with("text", "hi"), Some(active_window));
    let window = engine.block_on(run).unwrap();
    assert_eq!(description(&mut engine).data, data.into());
    let my = call(&engine, &window, "context", vec![]).unwrap();
    let data = Record::new().with("_op", NAME).with("n", 1i64).with("_source_op", "blur");
    assert_eq!(my.field("data"), Some(&data.into()));
    assert_eq!((my.field("_op"), my.field("_source_op")), (Some(&NAME.into()), Some(&"blur".into())));
    let config = Record::new().with("colour", "blue").with("type", NAME).with("text", "hi");
    assert_eq!(my.field("config"), Some(&config.into()));
    assert_eq!((my.field("name"), my.field("type")), (Some(&NAME.into()), Some(&NAME.into())));
    assert_eq!(my.field("window"), Some(&window));
}

#[test]
fn what_run_returns_becomes_settings_of_the_window() {
    let (mut engine, _) = both();
    let window = opener(&engine, "open", vec![NAME.into(), "mine".into()]).unwrap();
    let config = engine.request(|request| match request {
        UiRequest::UpdateWindow(update) if update.id == id(&window) => update.config.clone(),
        _ => None,
    });
    assert_eq!(config, Record::new().with("colour", "blue").with("runs", 1i64).into());
    let update = Record::new().with("data", Record::new().with("n", 7i64)).with("name", "renamed");
    let result = opener(&engine, "update", vec![window.clone(), update.into()]).unwrap();
    assert_eq!(result, Record::new().with("runs", 2i64).into());
    let my = call(&engine, &window, "context", vec![]).unwrap();
    assert_eq!(my.field("data").unwrap().field("n"), Some(&7i64.into()));
    assert_eq!((my.field("name"), my.field("type")), (Some(&"renamed".into()), Some(&NAME.into())));
    // By name, `run` is the same function.
    call(&engine, &window, "run", vec![]).unwrap();
    assert_eq!(call(&engine, &window, "runs", vec![]).unwrap(), 3i64.into());
    assert_eq!(
        call(&engine, &window, "nothing", vec![]),
        Err(CallError::NotFound(format!("function \"nothing\" of {NAME} is not available.")))
    );
}

#[test]
fn a_result_and_a_dialog_can_be_a_window_plugin() {
    let (mut engine, plugin) = both();
    let owner = engine.engine.plugin_named(OPENER).unwrap();
    let config = Record::new().with("window_type", NAME);
    engine.block_on(engine.engine.run_op(owner, OPENER, config, None)).unwrap();
    let described = description(&mut engine);
    assert_eq!((described.name.as_str(), described.window_type.as_str()), ("a result", NAME));
    assert_eq!(described.plugin, Some(plugin));
    let window = opener(&engine, "dialog", vec![NAME.into(), Record::new().with("n", 3i64).into()]).unwrap();
    let described = description(&mut engine);
    assert_eq!((described.id, described.presentation), (id(&window), WindowPresentation::Dialog));
    // Its own size counts before the defaults of the plugin.
    assert_eq!((described.w, described.h), (Some(9), Some(7)));
    let my = call(&engine, &window, "context", vec![]).unwrap();
    assert_eq!(my.field("data").unwrap().field("n"), Some(&3i64.into()));
}

#[test]
fn a_window_whose_first_run_fails_is_taken_away() {
    let (engine, plugin) = both();
    for (how, expected) in [("fail", "run failed on purpose"), ("panic", "run panicked on purpose")] {
        let error = behave(&engine, how).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert_eq!(opener(&engine, "find", vec![Record::new().with("type", NAME).into()]).unwrap(), Value::Null);
        assert_eq!(snapshot(&engine, plugin).memory_bytes, 0);
    }
    assert_eq!(snapshot(&engine, plugin).state, PluginState::Ready);
    behave(&engine, "well").unwrap();
}

#[test]
fn a_failure_of_a_run_from_the_menu_is_told_once() {
    let (engine, plugin) = both();
    for (how, expected) in [("fail", "run failed on purpose"), ("panic", "run panicked on purpose")] {
        let run = engine.engine.run_op(plugin, NAME, Record::new().with("behave", how), None);
        engine.block_on(run).unwrap_err();
        // By the host, beside what the panicking plugin has printed itself.
        let is_told = |entry: &&String| entry.starts_with(NAME) && entry.contains(expected);
        let told = engine.log().iter().filter(is_told).count();
        assert_eq!(told, 1, "{:?}", engine.log());
    }
}

#[test]
fn a_window_whose_setup_fails_is_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::in_folder(folder.path());
    engine.start(guests::WINDOW_OPENER);
    engine.start(guests::WINDOW_PLUGIN);
    let window = open(&engine, NAME);
    call(&engine, &window, "break_setup", vec![]).unwrap();
    match behave(&engine, "well") {
        Err(CallError::Terminated(text)) => {
            assert_eq!(text, format!("the setup of {NAME} failed: setup failed on purpose"));
        }
        other => panic!("{other:?}"),
    }
    let left = opener(&engine, "find", vec![Record::new().with("type", NAME).into()]).unwrap();
    assert_eq!(left, window, "only the earlier one");
    assert_eq!(call(&engine, &window, "ping", vec![]).unwrap(), "pong".into());
}

#[test]
fn a_runnable_window_plugin_needs_a_run() {
    let engine = started();
    engine.start(guests::WINDOW_PLUGIN_WITHOUT_RUN);
    let name = "window-plugin-without-run";
    assert_eq!(
        opener(&engine, "open", vec![name.into()]),
        Err(CallError::Invalid(format!(
            "You must define a `run` function for {name} or set its `runnable` field to false."
        )))
    );
}

#[test]
fn closing_runs_the_close_handlers_then_exit_then_ends_the_instance() {
    let (mut engine, plugin) = both();
    let window = behave(&engine, "well").unwrap();
    shown(&mut engine, &window);
    call(&engine, &window, "listen", vec!["close".into()]).unwrap();
    listen(&engine, "listen", &window, &["close"]);
    engine.engine.send(UiEvent::CloseWindow(id(&window)));
    closed(&mut engine, &window);
    let dialog = engine.dialog();
    assert_eq!(text(&dialog), "own close");
    engine.answer(&dialog, Value::Absent);
    status(&mut engine, "exit after 1 runs");
    wait_for(&mut engine, plugin, |snapshot| snapshot.memory_bytes == 0);
    assert_eq!(texts(&opener(&engine, "heard", vec![]).unwrap()), ["close()"]);
    match call(&engine, &window, "ping", vec![]) {
        Err(CallError::Terminated(text)) => assert!(text.contains("is closed"), "{text}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(snapshot(&engine, plugin).state, PluginState::Ready);
}

#[test]
fn a_close_handler_that_hangs_does_not_keep_the_instance() {
    let (mut engine, plugin) = both_with(Limits { exit: Duration::from_millis(50), ..Limits::default() });
    let window = behave(&engine, "well").unwrap();
    shown(&mut engine, &window);
    listen(&engine, "listen_for_ever", &window, &["close"]);
    engine.engine.send(UiEvent::CloseWindow(id(&window)));
    closed(&mut engine, &window);
    status(&mut engine, "exit after 1 runs");
    wait_for(&mut engine, plugin, |snapshot| snapshot.memory_bytes == 0);
    assert_eq!(opener(&engine, "ping", vec![]).unwrap(), "pong".into());
}

#[test]
fn an_instance_can_close_its_own_window() {
    let (mut engine, plugin) = both();
    match behave(&engine, "close") {
        Err(CallError::Terminated(text)) => assert!(text.contains("is closed"), "{text}"),
        other => panic!("{other:?}"),
    }
    let window = behave(&engine, "well").unwrap();
    shown(&mut engine, &window);
    assert!(matches!(call(&engine, &window, "close", vec![]), Err(CallError::Terminated(_))));
    closed(&mut engine, &window);
    wait_for(&mut engine, plugin, |snapshot| snapshot.memory_bytes == 0);
}

#[test]
fn closing_a_window_ends_the_run_that_opens_it() {
    let (mut engine, _) = both();
    let opening = engine.spawn(OPENER, "open", behaving("ask"));
    let described = description(&mut engine);
    let dialog = engine.dialog();
    assert_eq!((text(&dialog).as_str(), &*dialog.plugin_name), ("run goes on after this", NAME));
    engine.engine.send(UiEvent::CloseWindow(described.id));
    // It does not count against the deadline of `exit` that a dialog is open.
    match opening.wait() {
        Err(CallError::Terminated(text)) => assert!(text.contains("is closed"), "{text}"),
        other => panic!("{other:?}"),
    }
    engine.request(|request| (*request == UiRequest::CloseDialog(dialog.id)).then_some(()));
}

#[test]
fn a_trap_leaves_the_window_readable_and_the_others_alone() {
    let (mut engine, plugin) = both();
    let (broken, well) = (behave(&engine, "well").unwrap(), behave(&engine, "well").unwrap());
    let other = call(&engine, &broken, "open_other", vec![]).unwrap();
    let waiting = engine.spawn(OPENER, "call", vec![broken.clone(), "ask".into(), Value::List(vec![])]);
    engine.dialog();
    let error = call(&engine, &broken, "panic", vec![]).unwrap_err();
    assert!(matches!(&error, CallError::Terminated(text) if text.contains("gave up on purpose")), "{error:?}");
    assert_eq!(waiting.wait(), Err(error.clone()));
    // Also a window that it has opened says so.
    let mut ended = [(id(&broken), false), (id(&other), false)];
    engine.request(|request| {
        if let UiRequest::UpdateWindow(update) = request {
            for (window, has_ended) in &mut ended {
                let is_told = update.owner_ended.as_ref().is_some_and(|reason| reason.contains("gave up on purpose"));
                *has_ended |= update.id == *window && is_told;
            }
        }
        ended.iter().all(|(_, has_ended)| *has_ended).then_some(())
    });
    // Its functions are errors at once, and it is still there.
    for _ in 0..2 {
        assert_eq!(call(&engine, &broken, "ping", vec![]), Err(error.clone()));
        let update = vec![broken.clone(), Value::Record(Record::new())];
        assert_eq!(opener(&engine, "update", update), Err(error.clone()));
    }
    let number = id(&broken).number() as i64;
    assert_eq!(opener(&engine, "find", vec![Record::new().with("id", number).into()]).unwrap(), broken);
    assert_eq!(call(&engine, &well, "ping", vec![]).unwrap(), "pong".into());
    assert_eq!(snapshot(&engine, plugin).state, PluginState::Ready);
    opener(&engine, "act", vec![broken, "close".into()]).unwrap();
}

#[test]
fn memory_is_that_of_all_instances_and_limited_for_all_together() {
    const MIB: usize = 1024 * 1024;
    let (engine, plugin) = both_with(Limits { memory_bytes: 128 * MIB, ..Limits::default() });
    let (first, second) = (behave(&engine, "well").unwrap(), behave(&engine, "well").unwrap());
    let take = |window: &Value| call(&engine, window, "take_memory", vec![Value::Integer(50 * MIB as i64)]);
    take(&first).unwrap();
    take(&second).unwrap();
    assert!(snapshot(&engine, plugin).memory_bytes >= 100 * MIB as u64);
    let error = take(&second).unwrap_err();
    assert!(error.to_string().contains("more than its 128 MiB of memory"), "{error}");
    let left = snapshot(&engine, plugin).memory_bytes;
    assert!((50 * MIB as u64..100 * MIB as u64).contains(&left), "{left}");
    assert_eq!(call(&engine, &first, "ping", vec![]).unwrap(), "pong".into());
    assert!(snapshot(&engine, plugin).cpu_seconds > 0.0);
}

#[test]
fn windows_and_instances_are_limited() {
    let (engine, _) = both_with(Limits { windows: 5, window_instances: 3, ..Limits::default() });
    let mut told = texts(&opener(&engine, "open_many", vec![NAME.into(), 5i64.into()]).unwrap());
    told.sort();
    let full = "window-plugin is open in 3 windows and may not be in more; close one";
    assert_eq!(told, ["open", "open", "open", full, full]);
    // Windows count for who opens them.
    let mut told = texts(&opener(&engine, "open_many", vec!["imjoy/generic".into(), 4i64.into()]).unwrap());
    told.sort();
    let full = "window-opener has 5 windows open and may not open more";
    assert_eq!(told, ["open", "open", full, full]);
    let full = behave(&engine, "well").unwrap_err();
    assert!(matches!(&full, CallError::Limit(_)), "{full:?}");
}

#[test]
fn windows_that_open_windows_of_their_own_type_come_to_an_end() {
    let (engine, plugin) = both_with(Limits { window_instances: 10, ..Limits::default() });
    for how in ["recurse", "recurse-by-run"] {
        match behave(&engine, how) {
            Err(CallError::Limit(text)) => assert!(text.contains("is open in 10 windows"), "{text}"),
            other => panic!("{other:?}"),
        }
        assert_eq!(snapshot(&engine, plugin).memory_bytes, 0);
        assert_eq!(opener(&engine, "find", vec![Record::new().with("type", NAME).into()]).unwrap(), Value::Null);
    }
}

#[test]
fn terminating_a_window_plugin_ends_all_its_instances() {
    let (mut engine, plugin) = both();
    let windows = [behave(&engine, "well").unwrap(), behave(&engine, "well").unwrap()];
    engine.engine.send(UiEvent::Terminate(plugin));
    status(&mut engine, "exit after 1 runs");
    assert!(ended(&mut engine, &windows[0]).contains("was terminated"));
    wait_for(&mut engine, plugin, |snapshot| snapshot.memory_bytes == 0);
    assert!(matches!(snapshot(&engine, plugin).state, PluginState::Stopped(_)));
    for window in &windows {
        assert!(matches!(call(&engine, window, "ping", vec![]), Err(CallError::Terminated(_))));
    }
    assert!(matches!(behave(&engine, "well"), Err(CallError::Terminated(_))));
    // A run by the user starts it again; the old windows stay what they were.
    let window = engine.block_on(engine.engine.run_op(plugin, NAME, Record::new(), None)).unwrap();
    assert_eq!(call(&engine, &window, "ping", vec![]).unwrap(), "pong".into());
    assert!(matches!(call(&engine, &windows[0], "ping", vec![]), Err(CallError::Terminated(_))));
    engine.engine.send(UiEvent::Reload(plugin));
    assert!(ended(&mut engine, &window).contains("was terminated"));
    wait_for(&mut engine, plugin, |snapshot| snapshot.state == PluginState::Ready);
    let window = behave(&engine, "well").unwrap();
    engine.engine.send(UiEvent::Remove(plugin));
    assert!(ended(&mut engine, &window).contains("was terminated"));
    engine.request(|request| (*request == UiRequest::PluginRemoved(plugin)).then_some(()));
    assert_eq!(
        behave(&engine, "well"),
        Err(CallError::NotFound(format!("No plugin registered for window type: {NAME}")))
    );
}

#[test]
fn cancelling_a_window_plugin_ends_its_instances_and_leaves_it_ready() {
    let (mut engine, plugin) = both();
    let opening = engine.spawn(OPENER, "open", behaving("ask"));
    engine.dialog();
    engine.engine.send(UiEvent::Cancel(plugin));
    assert!(matches!(opening.wait(), Err(CallError::Cancelled(_))));
    wait_for(&mut engine, plugin, |snapshot| snapshot.state == PluginState::Ready && snapshot.memory_bytes == 0);
    behave(&engine, "well").unwrap();
}

#[test]
fn an_instance_cannot_register_ops() {
    let (engine, plugin) = both();
    let window = behave(&engine, "well").unwrap();
    match call(&engine, &window, "register", vec![]) {
        Err(CallError::Unavailable(text)) => assert!(text.contains("is a window plugin"), "{text}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(snapshot(&engine, plugin).ops.len(), 1);
}

#[test]
fn a_window_can_be_opened_while_its_plugin_is_still_loading() {
    let engine = started();
    engine.engine.load(PluginSource::File(guests::WINDOW_PLUGIN.into()));
    behave(&engine, "well").unwrap();
}
