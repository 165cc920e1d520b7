//! Installed plugins in a running engine.

use imjoy_engine::front_end::{InstallStage, PluginState, UiEvent, UiRequest};
use imjoy_engine::identity::InstallId;
use imjoy_engine::{InstallError, PluginSource};
use imjoy_tests::packages::{with_manifest, zip};
use imjoy_tests::{TestEngine, guests};
use std::path::{Path, PathBuf};

/// The guest `echo` under another name, as an archive.
fn package(folder: &Path, version: &str) -> PathBuf {
    let manifest = format!(r#"{{"name":"cell-tools","version":"{version}","functions":["echo"]}}"#);
    let component = with_manifest(&std::fs::read(guests::ECHO).unwrap(), &manifest);
    let path = folder.join(format!("{version}.zip"));
    std::fs::write(&path, zip(&[("plugin.wasm", &component), ("README.md", b"# Cells")])).unwrap();
    path
}

/// Waits for the next stage of an installation that is of interest.
fn stage(engine: &mut TestEngine, wanted: impl Fn(&InstallStage) -> bool) -> (InstallId, InstallStage) {
    engine.request(|request| match request {
        UiRequest::Install(snapshot) if wanted(&snapshot.stage) => Some((snapshot.id, snapshot.stage.clone())),
        _ => None,
    })
}

fn is_question(stage: &InstallStage) -> bool {
    matches!(stage, InstallStage::Question(_))
}

fn ready(engine: &mut TestEngine, version: &str) {
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) if &*snapshot.version == version => {
            (snapshot.state == PluginState::Ready).then_some(())
        }
        _ => None,
    });
}

#[test]
fn the_user_is_asked_and_the_plugin_is_there_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut engine = TestEngine::in_folder(&data);
    engine.engine.send(UiEvent::Install(package(folder.path(), "1.0")));
    let (id, asked) = stage(&mut engine, is_question);
    let InstallStage::Question(question) = asked else { unreachable!() };
    assert_eq!((question.name.as_str(), question.version.as_str(), question.files), ("cell-tools", "1.0", 2));
    assert!(question.abilities.iter().any(|ability| ability == "show dialogs"), "{question:?}");
    // Nothing has happened yet.
    assert!(engine.engine.installed().is_empty() && engine.engine.plugins().is_empty());
    engine.engine.send(UiEvent::AnswerInstall { install: id, is_accepted: true });
    stage(&mut engine, |stage| *stage == InstallStage::Ended);
    ready(&mut engine, "1.0");
    let info = engine.engine.plugins().pop().unwrap();
    assert!(info.snapshot.is_installed && &*info.snapshot.docs == "# Cells");
    assert_eq!(engine.call("cell-tools", "echo", vec![7.into()]).unwrap(), 7.into());
    drop(engine);

    for workspace in ["default", "sandbox", "another"] {
        let options = imjoy_engine::EngineOptions {
            data_folder: data.clone(),
            limits: Default::default(),
            workspace: Some(workspace.to_owned()),
            runtimes: imjoy_tests::runtimes(),
        };
        let mut engine = TestEngine::with_options(options);
        engine.engine.begin_workspace();
        ready(&mut engine, "1.0");
    }
}

#[test]
fn what_is_cancelled_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut engine = TestEngine::in_folder(&data);
    engine.engine.send(UiEvent::Install(package(folder.path(), "1.0")));
    let (id, _) = stage(&mut engine, is_question);
    engine.engine.send(UiEvent::AnswerInstall { install: id, is_accepted: false });
    stage(&mut engine, |stage| *stage == InstallStage::Ended);
    assert_eq!(super::files(&data.join("installed")), [data.join("installed/.lock")]);
    assert!(engine.engine.plugins().is_empty());
}

#[test]
fn what_is_refused_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = TestEngine::in_folder(folder.path().join("data"));
    let text = folder.path().join("text.zip");
    std::fs::write(&text, "hello").unwrap();
    engine.engine.send(UiEvent::Install(text));
    let (_, failed) = stage(&mut engine, |stage| matches!(stage, InstallStage::Failed(_)));
    let InstallStage::Failed(reason) = failed else { unreachable!() };
    assert!(reason.contains("text.zip is not installed: it is not a whole zip archive"), "{reason}");
    assert!(engine.log().contains(&reason));

    // A part of the host keeps its name.
    let component = std::fs::read(guests::ECHO).unwrap().into();
    engine.engine.load(PluginSource::BuiltIn { name: "echo".into(), contents: component });
    let error = engine.engine.install(guests::ECHO.as_ref()).unwrap_err();
    assert!(matches!(&error, InstallError::NameOfHost { name, .. } if name == "echo"), "{error}");
}

#[test]
fn an_update_runs_in_the_place_of_the_version_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = TestEngine::in_folder(folder.path().join("data"));
    engine.engine.install(&package(folder.path(), "1.0")).unwrap();
    ready(&mut engine, "1.0");
    let before = engine.engine.plugin_named("cell-tools").unwrap();
    engine.engine.install(&package(folder.path(), "1.1")).unwrap();
    ready(&mut engine, "1.1");
    assert_eq!(engine.engine.plugin_named("cell-tools"), Some(before));
    assert_eq!(engine.engine.plugins().len(), 1);
}

#[test]
fn an_installed_plugin_takes_the_place_of_one_that_is_loaded_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = TestEngine::in_folder(folder.path().join("data"));
    engine.engine.send(UiEvent::LoadPlugin(guests::ECHO.into()));
    ready(&mut engine, "0.1.0");
    engine.engine.send(UiEvent::Install(guests::ECHO.into()));
    let (id, asked) = stage(&mut engine, is_question);
    let InstallStage::Question(question) = asked else { unreachable!() };
    assert_eq!(question.replaced_file.as_deref(), Some(guests::ECHO));
    engine.engine.send(UiEvent::AnswerInstall { install: id, is_accepted: true });
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) if snapshot.is_installed => (snapshot.state == PluginState::Ready).then_some(()),
        _ => None,
    });
    assert_eq!(engine.engine.plugins().len(), 1);
}

#[test]
fn uninstalling_ends_the_plugin_and_deletes_its_data_if_wished() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let private = || std::fs::read_dir(data.join("plugins")).map_or(0, |entries| entries.count());
    for keeps_data in [true, false] {
        let mut engine = TestEngine::in_folder(&data);
        engine.engine.install(&package(folder.path(), "1.0")).unwrap();
        ready(&mut engine, "1.0");
        assert_eq!(private(), 1);
        let plugin = engine.engine.plugin_named("cell-tools").unwrap();
        engine.engine.send(UiEvent::Uninstall { plugin, keeps_data });
        let (mut is_gone, mut is_told) = (false, false);
        engine.request(|request| {
            match request {
                UiRequest::PluginRemoved(removed) => is_gone |= *removed == plugin,
                UiRequest::Snackbar(snackbar) => is_told |= snackbar.text == "cell-tools is uninstalled",
                _ => {}
            }
            (is_gone && is_told).then_some(())
        });
        assert!(engine.engine.installed().is_empty() && engine.engine.plugins().is_empty());
        assert_eq!(private(), usize::from(keeps_data));
    }
}

#[test]
fn a_damaged_plugin_is_told_and_the_others_run() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut engine = TestEngine::in_folder(&data);
    let installed = engine.engine.install(&package(folder.path(), "1.0")).unwrap();
    engine.engine.install(guests::ECHO.as_ref()).unwrap();
    drop(engine);
    let component = super::files(&installed.folder).into_iter().find(|path| path.ends_with("plugin.wasm")).unwrap();
    std::fs::File::options().write(true).open(component).unwrap().set_len(100).unwrap();

    engine = TestEngine::in_folder(&data);
    engine.engine.begin_workspace();
    let mut reason = None;
    let mut is_ready = false;
    engine.request(|request| {
        if let UiRequest::Plugin(snapshot) = request {
            match &snapshot.state {
                PluginState::Failed(text) => reason = Some(text.to_string()),
                PluginState::Ready => is_ready |= &*snapshot.name == "echo",
                _ => {}
            }
        }
        (reason.is_some() && is_ready).then_some(())
    });
    let reason = reason.unwrap();
    assert!(
        reason.contains("the installed plugin cell-tools is damaged") && reason.contains("install it again"),
        "{reason}"
    );
}
