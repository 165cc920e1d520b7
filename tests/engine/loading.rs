//! Loading: visible stages, the cache, and one clear sentence for every bad file.

use imjoy_engine::front_end::{LoadStage, PluginState, UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use imjoy_engine::{CallError, CodeOrigin, Limits};
use imjoy_tests::{TestEngine, guests};
use std::path::Path;

/// Steps of loading as they come when nothing is known of a component.
const STAGES: [LoadStage; 5] =
    [LoadStage::Checking, LoadStage::Waiting, LoadStage::Compiling, LoadStage::Instantiating, LoadStage::SettingUp];

#[test]
fn stages_are_shown_in_order() {
    // Without compiled code in its folder the engine compiles, for far longer than the
    // time between two snapshots; the other steps may be too short to be shown.
    let folder = tempfile::tempdir().unwrap();
    let mut engine = TestEngine::in_folder(&folder);
    let plugin = engine.load(guests::ECHO);
    let mut shown: Vec<LoadStage> = Vec::new();
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) if snapshot.id == plugin => match snapshot.state {
            PluginState::Loading(stage) => {
                shown.push(stage);
                None
            }
            PluginState::Ready => Some(()),
            _ => panic!("{snapshot:?}"),
        },
        _ => None,
    });
    assert!(shown.contains(&LoadStage::Compiling), "{shown:?}");
    let place = |stage: &LoadStage| STAGES.iter().position(|known| known == stage).unwrap();
    assert!(shown.is_sorted_by_key(place), "{shown:?}");
}

#[test]
fn code_is_compiled_once() {
    let folder = tempfile::tempdir().unwrap();
    let origin = || {
        let engine = TestEngine::in_folder(&folder);
        let plugin = engine.start(guests::ECHO);
        engine.engine.info(plugin).unwrap().code_origin.unwrap()
    };
    assert_eq!(origin(), CodeOrigin::Compiled);
    assert_eq!(origin(), CodeOrigin::Cached);
}

/// Waits until the plugin is shown being compiled.
fn wait_until_compiling(engine: &mut TestEngine, plugin: PluginId) {
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) if snapshot.id == plugin => {
            assert!(matches!(snapshot.state, PluginState::Loading(_)), "{snapshot:?}");
            (snapshot.state == PluginState::Loading(LoadStage::Compiling)).then_some(())
        }
        _ => None,
    });
}

#[test]
fn removing_a_plugin_while_it_loads_leaves_nothing_running() {
    for is_compiling in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut engine = TestEngine::in_folder(&folder);
        // A plugin that leaves a trace in the log if ever it is set up.
        let plugin = engine.load(guests::SETUP_FAILS);
        if is_compiling {
            wait_until_compiling(&mut engine, plugin);
        }
        engine.engine.send(UiEvent::Remove(plugin));
        engine.request(|request| (*request == UiRequest::PluginRemoved(plugin)).then_some(()));
        assert!(engine.engine.plugins().is_empty());
        // One is compiled at a time: after another, the removed one would be set up.
        let other = engine.start(guests::ECHO);
        let ids: Vec<_> = engine.engine.plugins().iter().map(|info| info.snapshot.id).collect();
        assert_eq!(ids, [other]);
        let log = engine.log();
        assert!(!log.iter().any(|text| text.contains("setup")), "{log:?}");
        // The name is free.
        let again = engine.load(guests::SETUP_FAILS);
        let error = engine.block_on(engine.engine.ready(again)).unwrap_err();
        assert!(error.to_string().contains("setup failed on purpose"), "{error}");
    }
}

#[test]
fn terminating_a_plugin_while_it_loads_is_its_end() {
    for is_compiling in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut engine = TestEngine::in_folder(&folder);
        let plugin = engine.load(guests::ECHO);
        if is_compiling {
            wait_until_compiling(&mut engine, plugin);
        }
        engine.engine.send(UiEvent::Terminate(plugin));
        // Not by waiting until it is ready: on a slow machine it may be, before the event is sent.
        engine.request(|request| match request {
            UiRequest::Plugin(snapshot) if snapshot.id == plugin => {
                matches!(snapshot.state, PluginState::Stopped(_) | PluginState::Failed(_)).then_some(())
            }
            _ => None,
        });
        // One is compiled at a time: after another, the terminated one would be ready.
        engine.start(guests::ECHO_PARTNER);
        let state = engine.engine.info(plugin).unwrap().snapshot.state;
        assert!(matches!(state, PluginState::Stopped(_) | PluginState::Failed(_)), "{state:?}");
        engine.block_on(engine.engine.restart(plugin)).unwrap();
        assert_eq!(engine.call("echo", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
    }
}

/// Loads `bytes` as a file of that name; the sentence with which it fails.
fn failure(engine: &TestEngine, folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    sentence(engine, &path)
}

fn sentence(engine: &TestEngine, path: &Path) -> String {
    let plugin = engine.load(&path.display().to_string());
    match engine.block_on(engine.engine.ready(plugin)) {
        Err(CallError::Terminated(text)) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn bad_files_are_one_clear_sentence() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    let folder = tempfile::tempdir().unwrap();
    let good = std::fs::read(guests::ECHO_PARTNER).unwrap();
    let component = |text: &str| wat::parse_str(text).unwrap();
    let flipped = |position: usize| {
        let mut bytes = good.clone();
        bytes[position] ^= 0x40;
        bytes
    };
    for (name, bytes, expected) in [
        ("empty.wasm", vec![], "is not a WebAssembly file"),
        ("text.wasm", b"hello".to_vec(), "is not a WebAssembly file"),
        ("truncated.wasm", good[..good.len() / 2].to_vec(), "is damaged"),
        ("head.wasm", good[..9].to_vec(), "is damaged"),
        ("flipped.wasm", flipped(20), "is damaged"),
        ("module.wasm", component("(module)"), "is a core WebAssembly module, not a component"),
        (
            "http.wasm",
            component(r#"(component (import "wasi:http/types@0.2.0" (instance)))"#),
            "needs wasi:http/types@0.2.0, which this host does not offer",
        ),
        (
            "newer.wasm",
            component(r#"(component (import "imjoy:plugin/status@0.2.0" (instance)))"#),
            "needs imjoy:plugin/status@0.2.0",
        ),
        ("nothing.wasm", component("(component)"), "does not export imjoy:plugin/plugin-api"),
        (
            "wrong.wasm",
            component(r#"(component (instance $i) (export "imjoy:plugin/plugin-api@0.1.0" (instance $i)))"#),
            "does not fit this host",
        ),
    ] {
        let text = failure(&engine, folder.path(), name, &bytes);
        assert!(text.contains(expected) && text.contains(name), "{name}: {text}");
        assert!(!text.contains('\n'), "{name}: {text}");
    }
    let text = sentence(&engine, &folder.path().join("missing.wasm"));
    assert!(text.contains("missing.wasm cannot be read"), "{text}");
    let text = sentence(&engine, folder.path());
    assert!(text.contains("is not a file"), "{text}");
    // Nothing else is disturbed.
    assert_eq!(engine.call("echo", "echo", vec![3i64.into()]).unwrap(), 3i64.into());
}

#[test]
fn a_bit_flipped_anywhere_never_harms_the_host() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO_PARTNER);
    let folder = tempfile::tempdir().unwrap();
    let good = std::fs::read(guests::SETUP_FAILS).unwrap();
    let path = folder.path().join("flipped.wasm");
    // The plugin fails in its setup, so that whatever the flip made of it, it ends.
    for step in 0..40 {
        let mut bytes = good.clone();
        let position = (good.len() - 1) * step / 39;
        bytes[position] ^= 1 << (step % 8);
        std::fs::write(&path, &bytes).unwrap();
        let plugin = engine.load(&path.display().to_string());
        // Most flips are found; some change a constant that nobody looks at.
        let _ = engine.block_on(engine.engine.ready(plugin));
        engine.engine.send(UiEvent::Remove(plugin));
    }
    assert_eq!(engine.call("echo-partner", "echo", vec![3i64.into()]).unwrap(), 3i64.into());
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let engine = TestEngine::with_limits(Limits { component_bytes: 1000, ..Default::default() });
    let text = sentence(&engine, Path::new(guests::ECHO));
    assert!(text.contains("a plugin has at most 1000"), "{text}");
}

#[test]
fn the_first_plugin_of_a_name_keeps_it() {
    let engine = TestEngine::new();
    let folder = tempfile::tempdir().unwrap();
    engine.start(guests::ECHO);
    let copy = folder.path().join("impostor.wasm");
    std::fs::copy(guests::ECHO, &copy).unwrap();
    let text = sentence(&engine, &copy);
    assert!(text.contains("a plugin named echo is already loaded"), "{text}");
    assert_eq!(engine.call("echo", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
}

#[test]
fn a_reload_reads_the_file_anew() {
    let mut engine = TestEngine::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plugin.wasm");
    std::fs::copy(guests::ECHO, &path).unwrap();
    let plugin = engine.start(&path.display().to_string());
    std::fs::copy(guests::ECHO_PARTNER, &path).unwrap();
    engine.engine.send(UiEvent::Reload(plugin));
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) if &*snapshot.name == "echo-partner" && snapshot.state == PluginState::Ready => {
            Some(())
        }
        _ => None,
    });
    assert!(engine.call("echo", "echo", vec![]).is_err());
    assert_eq!(engine.call("echo-partner", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
}

#[test]
fn a_plugin_whose_reload_fails_keeps_its_name() {
    let mut engine = TestEngine::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plugin.wasm");
    std::fs::copy(guests::ECHO, &path).unwrap();
    let plugin = engine.start(&path.display().to_string());
    let partner = engine.start(guests::ECHO_PARTNER);
    std::fs::copy(guests::ECHO_PARTNER, &path).unwrap();
    engine.engine.send(UiEvent::Reload(plugin));
    let sentence = "a plugin named echo-partner is already loaded";
    engine.request(|request| match request {
        UiRequest::Status(status) => (status.is_error && status.text.contains(sentence)).then_some(()),
        _ => None,
    });
    let info = engine.engine.info(plugin).unwrap();
    assert_eq!((&*info.snapshot.name, info.manifest.name.as_str()), ("echo", "echo"));
    assert_eq!(engine.engine.plugin_named("echo"), Some(plugin));
    assert_eq!(engine.engine.plugin_named("echo-partner"), Some(partner));
    assert_eq!(engine.call("echo-partner", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
    // With the right file it is itself again.
    std::fs::copy(guests::ECHO, &path).unwrap();
    engine.engine.send(UiEvent::Reload(plugin));
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) if snapshot.id == plugin => {
            assert_eq!(&*snapshot.name, "echo");
            (snapshot.state == PluginState::Ready).then_some(())
        }
        _ => None,
    });
    assert_eq!(engine.call("echo", "echo", vec![2i64.into()]).unwrap(), 2i64.into());
}
