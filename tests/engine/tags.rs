//! Variants of a plugin: asked for once, remembered by the workspace.

use imjoy_engine::front_end::{Dialog, DialogAnswer, DialogContent, PluginState, UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::Value;
use imjoy_engine::{CallError, PluginSource};
use imjoy_tests::{TestEngine, guests};

/// Loads the plugin as the user does.
fn load_as_user(engine: &TestEngine) {
    engine.engine.send(UiEvent::LoadPlugin(guests::STATE_KEEPER.into()));
}

/// Waits until the plugin is ready with that tag.
fn ready_with(engine: &mut TestEngine, tag: &str) -> PluginId {
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) if &*snapshot.name == "state-keeper" && snapshot.state == PluginState::Ready => {
            (snapshot.tag.as_deref() == Some(tag)).then_some(snapshot.id)
        }
        _ => None,
    })
}

fn tag(engine: &TestEngine) -> Value {
    let place = engine.call("state-keeper", "place", vec![]).unwrap();
    place.as_list().unwrap()[0].clone()
}

fn question(engine: &mut TestEngine) -> (Dialog, Vec<String>, String) {
    let dialog = engine.dialog();
    match &dialog.content {
        DialogContent::ChooseTag { tags, default } => (dialog.clone(), tags.to_vec(), default.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_user_chooses_once() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut engine = TestEngine::in_folder(&folder);
        load_as_user(&engine);
        let (dialog, tags, default) = question(&mut engine);
        assert_eq!(
            (&*dialog.plugin_name, tags.join("|"), default.as_str()),
            ("state-keeper", "CPU|GPU|two words".into(), "CPU")
        );
        engine.answer(&dialog, "GPU");
        let plugin = ready_with(&mut engine, "GPU");
        assert_eq!(tag(&engine), "GPU".into());
        let snapshot = engine.engine.info(plugin).unwrap().snapshot;
        assert_eq!(*snapshot.tags, ["CPU", "GPU", "two words"]);
        let keys: Vec<_> = snapshot.ops[0].form.elements.iter().map(|element| element.key.clone().unwrap()).collect();
        assert_eq!(keys, ["device"]);
        assert!(engine.call("state-keeper", "get", vec!["_ui".into()]).unwrap().as_text().unwrap().contains("device"));
    }
    // Remembered by the workspace, for whoever loads it.
    let mut engine = TestEngine::in_folder(&folder);
    load_as_user(&engine);
    let plugin = ready_with(&mut engine, "GPU");
    // Another one for this plugin from now on.
    engine.engine.send(UiEvent::ChooseTag { plugin, tag: "CPU".into() });
    ready_with(&mut engine, "CPU");
    assert_eq!(tag(&engine), "CPU".into());
    let error = engine.block_on(engine.engine.choose_tag(plugin, "TPU")).unwrap_err();
    assert_eq!(error, CallError::Invalid("state-keeper has no tag TPU; there are CPU, GPU, two words".into()));
    let again = TestEngine::in_folder(&folder);
    again.start(guests::STATE_KEEPER);
    assert_eq!(tag(&again), "CPU".into());
}

#[test]
fn without_a_choice_it_is_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::in_folder(&folder);
    engine.start(guests::STATE_KEEPER);
    assert_eq!(tag(&engine), "CPU".into());
    engine.start(guests::ECHO);
    let plugin = engine.engine.plugin_named("echo").unwrap();
    assert_eq!(engine.engine.info(plugin).unwrap().snapshot.tag, None);
}

#[test]
fn a_variant_can_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::in_folder(&folder);
    let plugin = engine.engine.load_variant(PluginSource::File(guests::STATE_KEEPER.into()), "two words");
    engine.block_on(engine.engine.ready(plugin)).unwrap();
    assert_eq!(tag(&engine), "two words".into());
    // A variant that has no form is one without a form.
    assert!(engine.engine.info(plugin).unwrap().snapshot.ops[0].form.elements.is_empty());
    engine.engine.send(UiEvent::Remove(plugin));
    let other = TestEngine::in_folder(&folder);
    let plugin = other.engine.load_variant(PluginSource::File(guests::STATE_KEEPER.into()), "TPU");
    let error = other.block_on(other.engine.ready(plugin)).unwrap_err();
    assert!(error.to_string().contains("it has no tag TPU; there are CPU, GPU, two words"), "{error}");
}

#[test]
fn who_does_not_choose_gets_no_plugin_yet() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = TestEngine::in_folder(&folder);
    load_as_user(&engine);
    let (dialog, ..) = question(&mut engine);
    let plugin = dialog.plugin;
    engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Cancelled });
    let reason = engine.request(|request| match request {
        UiRequest::Plugin(snapshot) => match &snapshot.state {
            PluginState::Stopped(reason) => Some(reason.to_string()),
            _ => None,
        },
        _ => None,
    });
    assert_eq!(reason, "state-keeper was not started because no variant was chosen; reload it to choose one");
    engine.engine.send(UiEvent::Reload(plugin));
    let (dialog, ..) = question(&mut engine);
    // A front end that cannot ask leaves it at the first.
    engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Refused("no".into()) });
    ready_with(&mut engine, "CPU");
}

#[test]
fn a_plugin_that_is_removed_meanwhile_asks_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = TestEngine::in_folder(&folder);
    load_as_user(&engine);
    let (dialog, ..) = question(&mut engine);
    engine.engine.send(UiEvent::Remove(dialog.plugin));
    engine.request(|request| (*request == UiRequest::CloseDialog(dialog.id)).then_some(()));
    engine.answer(&dialog, "GPU");
    // While it asks, others that look for a plugin do not wait for it.
    engine.start(guests::ECHO);
    assert!(matches!(engine.call("state-keeper", "place", vec![]), Err(CallError::NotFound(_))));
}
