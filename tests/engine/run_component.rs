//! A component that an editor has built is loaded, or read anew, and run.

use imjoy_engine::front_end::{ActiveWindow, UiEvent, UiRequest};
use imjoy_engine::value::Value;
use imjoy_tests::{TestEngine, guests};

#[test]
fn a_built_component_is_loaded_once_and_run_each_time() {
    let mut engine = TestEngine::new();
    let mut plugins = Vec::new();
    for number in [7i64, 8] {
        // The guest gives its context back, whose type and data become those of a window.
        let window =
            ActiveWindow { name: "coins".into(), window_type: "imjoy/generic".into(), data: Value::Integer(number) };
        let active_window = Some(window);
        engine.engine.send(UiEvent::RunComponent { component: guests::ECHO.into(), active_window });
        let (plugin, data) = engine.request(|request| match request {
            UiRequest::OpenWindow(window) => Some((window.plugin, window.data.clone())),
            _ => None,
        });
        assert_eq!(data, Value::Integer(number));
        plugins.push(plugin);
    }
    assert!(plugins[0].is_some() && plugins[0] == plugins[1], "{plugins:?}");
}
