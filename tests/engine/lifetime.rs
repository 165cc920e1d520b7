//! Plugins end and start again; nobody else notices.

use imjoy_engine::CallError;
use imjoy_engine::front_end::{PluginState, UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::{Record, Value};
use imjoy_tests::{TestEngine, guests};

fn wait_for_state(engine: &mut TestEngine, plugin: PluginId, wanted: impl Fn(&PluginState) -> bool) -> PluginState {
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) if snapshot.id == plugin && wanted(&snapshot.state) => Some(snapshot.state.clone()),
        _ => None,
    })
}

#[test]
fn terminating_a_plugin_is_an_error_for_its_callers_at_once() {
    let mut engine = TestEngine::new();
    let plugin = engine.start(guests::ECHO);
    engine.start(guests::ECHO_PARTNER);
    let relayed = engine.spawn(
        "echo-partner",
        "call",
        vec!["echo".into(), "alert".into(), Value::List(vec!["never answered".into()])],
    );
    engine.dialog();
    engine.engine.send(UiEvent::Terminate(plugin));
    match relayed.wait() {
        Err(CallError::Terminated(text)) => assert!(text.contains("echo was terminated"), "{text}"),
        other => panic!("{other:?}"),
    }
    wait_for_state(&mut engine, plugin, |state| matches!(state, PluginState::Stopped(_)));
    assert!(matches!(engine.call("echo", "echo", vec![]), Err(CallError::Terminated(_))));
    // The partner has not noticed.
    assert_eq!(engine.call("echo-partner", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
}

#[test]
fn a_restart_is_a_new_store() {
    let engine = TestEngine::new();
    let plugin = engine.start(guests::ECHO);
    engine.call("echo", "increment", vec![]).unwrap();
    engine.block_on(engine.engine.restart(plugin)).unwrap();
    assert_eq!(engine.call("echo", "count", vec![]).unwrap(), 0i64.into());
}

#[test]
fn running_a_stopped_plugin_starts_it() {
    let mut engine = TestEngine::new();
    let plugin = engine.start(guests::ECHO);
    engine.engine.send(UiEvent::Terminate(plugin));
    wait_for_state(&mut engine, plugin, |state| matches!(state, PluginState::Stopped(_)));
    let result = engine.block_on(engine.engine.run_op(plugin, "echo", Record::new(), None)).unwrap();
    assert!(result.field("config").is_some());
}

#[test]
fn cancelling_ends_the_call_and_starts_the_plugin_again() {
    let mut engine = TestEngine::new();
    let plugin = engine.start(guests::ECHO);
    let call = engine.spawn("echo", "alert", vec!["cancelled".into()]);
    engine.dialog();
    engine.engine.send(UiEvent::Cancel(plugin));
    assert!(matches!(call.wait(), Err(CallError::Cancelled(_))));
    wait_for_state(&mut engine, plugin, |state| *state == PluginState::Ready);
    assert_eq!(engine.call("echo", "echo", vec![2i64.into()]).unwrap(), 2i64.into());
}

#[test]
fn a_removed_plugin_is_gone_and_its_name_free() {
    let mut engine = TestEngine::new();
    let plugin = engine.start(guests::ECHO);
    engine.engine.send(UiEvent::Remove(plugin));
    engine.request(|request| (*request == UiRequest::PluginRemoved(plugin)).then_some(()));
    assert!(matches!(engine.call("echo", "echo", vec![]), Err(CallError::NotFound(_))));
    engine.start(guests::ECHO);
}

#[test]
fn what_a_plugin_prints_is_in_its_log() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    engine.call("echo", "print", vec!["a line".into()]).unwrap();
    let log = engine.log();
    assert!(log.contains(&"a line on stdout".to_owned()) && log.contains(&"a line on stderr".to_owned()), "{log:?}");
}
