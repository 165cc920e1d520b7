//! Workspaces: made, opened and removed; what is kept in them.

use imjoy_engine::front_end::{PluginState, UiEvent, UiRequest};
use imjoy_engine::value::Value;
use imjoy_engine::{CallError, Engine, EngineOptions, Limits, PluginSource};
use imjoy_tests::{TestEngine, guests, runtimes};
use std::path::Path;

/// Waits until the front end is told of the workspaces.
fn told(engine: &mut TestEngine, current: &str) -> Vec<String> {
    engine.request(|request| match request {
        UiRequest::Workspaces { current: told, names } if &**told == current => {
            Some(names.iter().map(ToString::to_string).collect())
        }
        _ => None,
    })
}

/// Waits until the plugin is ready.
fn ready(engine: &mut TestEngine, name: &str) {
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) if &*snapshot.name == name => (snapshot.state == PluginState::Ready).then_some(()),
        _ => None,
    });
}

fn names_of_plugins(engine: &TestEngine) -> Vec<String> {
    let mut names: Vec<String> = engine.engine.plugins().iter().map(|info| info.snapshot.name.to_string()).collect();
    names.sort();
    names
}

fn workspace_of_plugin(engine: &TestEngine) -> Value {
    engine.call("state-keeper", "place", vec![]).unwrap().as_list().unwrap()[1].clone()
}

/// A plugin that counts as part of the host.
fn built_in(engine: &TestEngine) {
    let component = std::fs::read(guests::STATE_KEEPER).unwrap().into();
    let plugin = engine.engine.load(PluginSource::BuiltIn { name: "state-keeper".into(), contents: component });
    engine.block_on(engine.engine.ready(plugin)).unwrap();
}

#[test]
fn workspaces_are_made_opened_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = TestEngine::in_folder(&folder);
    assert_eq!(told(&mut engine, "default"), ["default", "sandbox"]);
    built_in(&engine);
    assert_eq!(workspace_of_plugin(&engine), "default".into());
    engine.engine.send(UiEvent::CreateWorkspace("Cells 2026".into()));
    assert_eq!(told(&mut engine, "Cells 2026"), ["Cells 2026", "default", "sandbox"]);
    ready(&mut engine, "state-keeper");
    assert_eq!(workspace_of_plugin(&engine), "Cells 2026".into());
    engine.engine.send(UiEvent::SwitchWorkspace("sandbox".into()));
    told(&mut engine, "sandbox");
    engine.engine.send(UiEvent::RemoveWorkspace("Cells 2026".into()));
    assert_eq!(told(&mut engine, "sandbox"), ["default", "sandbox"]);
    assert_eq!(&*engine.engine.workspace(), "sandbox");
}

#[test]
fn what_cannot_be_done_with_workspaces_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = TestEngine::in_folder(&folder);
    let (create, switch, remove) = (UiEvent::CreateWorkspace, UiEvent::SwitchWorkspace, UiEvent::RemoveWorkspace);
    let long = "x".repeat(65);
    for (event, expected) in [
        (create("default".into()), "there is a workspace default already"),
        (create("a/b".into()), "the name of a workspace has no /"),
        (create(String::new()), "1 to 64 characters, not 0"),
        (create(long), "1 to 64 characters, not 65"),
        (switch("nowhere".into()), "there is no workspace nowhere"),
        (switch("../x".into()), "the name of a workspace has no /"),
        (remove("nowhere".into()), "there is no workspace nowhere"),
        (remove("sandbox".into()), "the workspace sandbox is always there"),
        (remove("default".into()), "the workspace default is always there"),
    ] {
        engine.engine.send(event);
        engine.request(|request| match request {
            UiRequest::Status(status) => {
                assert!(status.is_error && status.text.contains(expected), "{status:?}");
                Some(())
            }
            _ => None,
        });
    }
    engine.block_on(engine.engine.create_workspace("mine")).unwrap();
    let error = engine.block_on(engine.engine.remove_workspace("mine")).unwrap_err();
    assert_eq!(error, CallError::Denied("the workspace mine is open; open another one first".into()));
}

#[test]
fn a_workspace_keeps_the_plugins_that_the_user_has_loaded() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut engine = TestEngine::in_folder(&folder);
        engine.engine.begin_workspace();
        built_in(&engine);
        engine.engine.send(UiEvent::LoadPlugin(guests::ECHO.into()));
        ready(&mut engine, "echo");
        engine.call("echo", "echo", vec![1i64.into()]).unwrap();
        // In another workspace it is not there, windows are closed, and the host's own
        // plugins are.
        engine.engine.send(UiEvent::OpenImages(vec![imjoy_tests::images().join("coins.png")]));
        let window = engine.request(|request| match request {
            UiRequest::OpenWindow(window) => Some(window.id),
            _ => None,
        });
        engine.engine.send(UiEvent::CreateWorkspace("mine".into()));
        engine.request(|request| (*request == UiRequest::CloseWindow(window)).then_some(()));
        told(&mut engine, "mine");
        ready(&mut engine, "state-keeper");
        assert_eq!(names_of_plugins(&engine), ["state-keeper"]);
        engine.engine.send(UiEvent::LoadPlugin(guests::ECHO_PARTNER.into()));
        ready(&mut engine, "echo-partner");
        // Back again.
        engine.engine.send(UiEvent::SwitchWorkspace("default".into()));
        told(&mut engine, "default");
        ready(&mut engine, "echo");
        engine.block_on(engine.engine.switch_workspace("mine")).unwrap();
        ready(&mut engine, "echo-partner");
    }
    // And after a restart.
    let mut engine = TestEngine::in_folder(&folder);
    assert_eq!(&*engine.engine.workspace(), "mine");
    assert_eq!(names_of_plugins(&engine), [] as [&str; 0]);
    engine.engine.begin_workspace();
    ready(&mut engine, "echo-partner");
    let plugin = engine.engine.plugin_named("echo-partner").unwrap();
    // Loading it again reads it anew; there is still one.
    engine.engine.send(UiEvent::LoadPlugin(guests::ECHO_PARTNER.into()));
    ready(&mut engine, "echo-partner");
    assert_eq!(names_of_plugins(&engine), ["echo-partner"]);
    engine.engine.send(UiEvent::Remove(plugin));
    engine.request(|request| (*request == UiRequest::PluginRemoved(plugin)).then_some(()));
    engine.block_on(engine.engine.switch_workspace("default")).unwrap();
    engine.block_on(engine.engine.switch_workspace("mine")).unwrap();
    assert_eq!(names_of_plugins(&engine), [] as [&str; 0]);
}

#[test]
fn a_kept_plugin_whose_file_is_gone_says_so_and_can_be_removed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.wasm");
    std::fs::copy(guests::ECHO, &file).unwrap();
    {
        let mut engine = TestEngine::in_folder(&folder);
        engine.engine.send(UiEvent::LoadPlugin(file.clone()));
        ready(&mut engine, "echo");
        engine.block_on(engine.engine.switch_workspace("sandbox")).unwrap();
        engine.block_on(engine.engine.switch_workspace("default")).unwrap();
    }
    std::fs::remove_file(&file).unwrap();
    let mut engine = TestEngine::in_folder(&folder);
    engine.engine.begin_workspace();
    let plugin = engine.request(|request| match request {
        UiRequest::Plugin(snapshot) => match &snapshot.state {
            PluginState::Failed(reason) => {
                assert!(reason.contains("mine.wasm cannot be read"), "{reason}");
                Some(snapshot.id)
            }
            _ => None,
        },
        _ => None,
    });
    engine.engine.send(UiEvent::Remove(plugin));
    engine.request(|request| (*request == UiRequest::PluginRemoved(plugin)).then_some(()));
}

#[test]
fn what_fails_to_load_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("text.wasm");
    std::fs::write(&file, b"hello").unwrap();
    let mut engine = TestEngine::in_folder(&folder);
    engine.engine.send(UiEvent::LoadPlugin(file));
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) => matches!(snapshot.state, PluginState::Failed(_)).then_some(()),
        _ => None,
    });
    engine.block_on(engine.engine.switch_workspace("sandbox")).unwrap();
    engine.block_on(engine.engine.switch_workspace("default")).unwrap();
    assert_eq!(names_of_plugins(&engine), [] as [&str; 0]);
}

#[test]
fn the_sandbox_is_wiped_when_the_application_starts() {
    let folder = tempfile::tempdir().unwrap();
    let in_sandbox = |folder: &Path| {
        let options = EngineOptions {
            data_folder: folder.into(),
            limits: Limits::default(),
            workspace: Some("sandbox".into()),
            runtimes: runtimes(),
        };
        TestEngine::with_options(options)
    };
    {
        let mut engine = in_sandbox(folder.path());
        engine.engine.send(UiEvent::LoadPlugin(guests::ECHO.into()));
        ready(&mut engine, "echo");
        engine.block_on(engine.engine.switch_workspace("default")).unwrap();
        // Within one run of the host it is kept.
        engine.block_on(engine.engine.switch_workspace("sandbox")).unwrap();
        ready(&mut engine, "echo");
    }
    let engine = in_sandbox(folder.path());
    engine.engine.begin_workspace();
    assert_eq!(names_of_plugins(&engine), [] as [&str; 0]);
}

#[test]
fn an_engine_can_be_started_in_a_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let start = |workspace: &str| {
        Engine::new(EngineOptions {
            data_folder: folder.path().into(),
            limits: Limits::default(),
            workspace: Some(workspace.to_owned()),
            runtimes: runtimes(),
        })
    };
    assert_eq!(&*start("new one").unwrap().workspace(), "new one");
    let error = start("a/b").err().unwrap().to_string();
    assert_eq!(error, "the workspace cannot be opened: the name of a workspace has no /");
    // That is for this run only.
    let engine = TestEngine::in_folder(&folder);
    assert_eq!(&*engine.engine.workspace(), "default");
}
