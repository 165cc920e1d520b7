//! Ops with JSON Schemas: offered for windows, run with what they accept, checked.

use imjoy_engine::CallError;
use imjoy_engine::front_end::{ActiveWindow, UiEvent, UiRequest, WindowDescription};
use imjoy_engine::identity::{PluginId, WindowId};
use imjoy_engine::value::{DataType, NdArray, Record, Value};
use imjoy_tests::{TestEngine, guests};

fn record(fields: serde_json::Value) -> Value {
    fields.into()
}

fn register(engine: &TestEngine, op: serde_json::Value) -> Result<(), CallError> {
    engine.call("state-keeper", "register", vec![record(op)]).map(|_| ())
}

fn refusal(engine: &TestEngine, op: serde_json::Value) -> String {
    match register(engine, op.clone()) {
        Err(CallError::Invalid(text)) => text,
        other => panic!("{op}: {other:?}"),
    }
}

fn ops(engine: &TestEngine, plugin: PluginId) -> Vec<String> {
    engine.engine.info(plugin).unwrap().snapshot.ops.iter().map(|op| op.name.to_string()).collect()
}

fn image(engine: &mut TestEngine) -> WindowDescription {
    engine.engine.send(UiEvent::OpenImages(vec![imjoy_tests::images().join("coins.png")]));
    opened(engine)
}

fn opened(engine: &mut TestEngine) -> WindowDescription {
    engine.request(|request| match request {
        UiRequest::OpenWindow(window) => Some(window.clone()),
        _ => None,
    })
}

fn offered(engine: &mut TestEngine, window: WindowId) -> Vec<String> {
    engine.engine.send(UiEvent::FindOps(window));
    engine.request(|request| match request {
        UiRequest::OfferedOps { window: told, ops } if *told == window => {
            Some(ops.iter().map(|op| format!("{} {}", op.plugin_name, op.op)).collect())
        }
        _ => None,
    })
}

#[test]
fn ops_that_accept_the_data_are_offered() {
    let mut engine = TestEngine::new();
    engine.start(guests::STATE_KEEPER);
    engine.start(guests::ECHO);
    for op in [
        serde_json::json!({"name": "Zoom", "inputs": {"src": {"ndarray": {"dtype": "uint8"}}}}),
        serde_json::json!({"name": "Of images", "inputs": {"type": {"const": "imjoy/image"}}}),
        serde_json::json!({"name": "Of volumes", "inputs": {"src": {"ndarray": {"ndim": 4}}}}),
        serde_json::json!({"name": "Of tables", "inputs": {"type": "array", "items": {"type": "object"}}}),
        serde_json::json!({"name": "Of anything", "inputs": {"type": ["object", "array"]}}),
        serde_json::json!({"name": "Without"}),
    ] {
        register(&engine, op).unwrap();
    }
    let window = image(&mut engine);
    // The plugin's own op is among them: its manifest has `inputs`.
    let expected = ["Of anything", "Of images", "Zoom", "state-keeper"].map(|op| format!("state-keeper {op}"));
    assert_eq!(offered(&mut engine, window.id), expected);
    // What is unregistered is offered no more, nor what is of a plugin that has ended.
    engine.call("state-keeper", "unregister", vec!["Zoom".into()]).unwrap();
    assert_eq!(offered(&mut engine, window.id).len(), 3);
    let plugin = engine.engine.plugin_named("state-keeper").unwrap();
    engine.engine.send(UiEvent::Terminate(plugin));
    engine.request(|request| match request {
        UiRequest::Plugin(snapshot) if snapshot.id == plugin => {
            matches!(snapshot.state, imjoy_engine::front_end::PluginState::Stopped(_)).then_some(())
        }
        _ => None,
    });
    assert_eq!(offered(&mut engine, window.id), [] as [&str; 0]);
}

#[test]
fn an_op_gets_the_active_window_only_if_it_accepts_its_data() {
    let engine = TestEngine::new();
    let plugin = engine.start(guests::STATE_KEEPER);
    let run = |data: Value| {
        let active_window = ActiveWindow { name: "w".into(), window_type: "imjoy/image".into(), data };
        engine.block_on(engine.engine.run_op(plugin, "state-keeper", Record::new(), Some(active_window))).unwrap()
    };
    let array = |shape: &[u64]| {
        let length = shape.iter().product::<u64>() as usize;
        Value::NdArray(NdArray::new(DataType::Uint8, shape.to_vec(), vec![0; length].into()).unwrap())
    };
    let accepted: Value = Record::new().with("src", array(&[2, 3])).into();
    assert_eq!(run(accepted.clone()), accepted);
    for refused in [
        Record::new().with("src", array(&[2, 3, 3])).into(),
        Record::new().with("source", array(&[2, 3])).into(),
        Value::Null,
        "text".into(),
    ] {
        assert_eq!(run(refused), Record::new().into());
    }
    let without = engine.block_on(engine.engine.run_op(plugin, "state-keeper", Record::new(), None));
    assert_eq!(without.unwrap(), Record::new().into());
}

#[test]
fn a_result_that_breaks_its_promise_is_told_and_shown() {
    let engine = TestEngine::new();
    let plugin = engine.start(guests::STATE_KEEPER);
    for (name, outputs, expected) in [
        (
            "Wrong",
            serde_json::json!({"type": "string"}),
            Some("the result of Wrong does not match its `outputs`: it is not of type \"string\""),
        ),
        ("Right", serde_json::json!({"type": "integer"}), None),
    ] {
        register(&engine, serde_json::json!({"name": name, "run": "promised", "outputs": outputs})).unwrap();
        let result = engine.block_on(engine.engine.run_op(plugin, name, Record::new(), None));
        assert_eq!(result.unwrap(), 3i64.into());
        let told: Vec<String> = engine.log().into_iter().filter(|text| text.contains("`outputs`")).collect();
        if let Some(expected) = expected {
            assert_eq!(told, [expected]);
        }
        assert_eq!(told.len(), 1);
    }
    // The data of a window that a result describes is what counts.
    let mut engine = engine;
    let outputs = record(serde_json::json!({"type": "array", "items": {"type": "string"}}));
    engine.call("state-keeper", "register_function", vec!["Listed".into(), outputs]).unwrap();
    engine.engine.send(UiEvent::RunOp { plugin, op: "Listed".into(), config: Record::new(), active_window: None });
    while opened(&mut engine).data != Value::List(vec!["from a function".into()]) {}
    assert_eq!(engine.log().iter().filter(|text| text.contains("`outputs`")).count(), 1);
}

#[test]
fn registering_again_replaces_and_ops_vanish_with_the_run() {
    let engine = TestEngine::new();
    let plugin = engine.start(guests::STATE_KEEPER);
    register(&engine, serde_json::json!({"name": "A", "ui": "x {id:'one', type:'number'}"})).unwrap();
    register(&engine, serde_json::json!({"name": "A", "ui": "x {id:'two', type:'number'}"})).unwrap();
    assert_eq!(ops(&engine, plugin), ["state-keeper", "A"]);
    let key = |engine: &TestEngine, op: usize| {
        engine.engine.info(plugin).unwrap().snapshot.ops[op].form.elements[0].key.clone().unwrap()
    };
    assert_eq!(key(&engine, 1), "two");
    // Without a name it is the plugin's own op.
    register(&engine, serde_json::json!({"ui": "x {id:'own', type:'number'}"})).unwrap();
    assert_eq!((ops(&engine, plugin).len(), key(&engine, 0).as_str()), (2, "own"));
    engine.call("state-keeper", "unregister", vec![]).unwrap();
    assert_eq!(ops(&engine, plugin), [] as [&str; 0]);
    let missing = engine.call("state-keeper", "unregister", vec!["A".into()]);
    assert_eq!(missing, Err(CallError::NotFound("state-keeper has no op A".into())));
    register(&engine, serde_json::json!({"name": "B"})).unwrap();
    engine.block_on(engine.engine.restart(plugin)).unwrap();
    assert_eq!(ops(&engine, plugin), ["state-keeper"]);
    assert_eq!(key(&engine, 0), "cores");
}

#[test]
fn what_is_wrong_with_an_op_is_one_sentence() {
    let engine = TestEngine::new();
    let plugin = engine.start(guests::STATE_KEEPER);
    for (op, expected) in [
        (
            serde_json::json!({"name": "A", "run": "nothing"}),
            "`run` of the op A is nothing, which state-keeper does not export",
        ),
        (serde_json::json!({"name": "A", "update": "nothing"}), "`update` of the op A is nothing, which state-keeper"),
        (serde_json::json!({"name": " "}), "a name that is not empty"),
        (
            serde_json::json!({"name": "A", "inputs": {"type": "colour"}}),
            "`inputs` of the op A is not a valid JSON Schema",
        ),
        (
            serde_json::json!({"name": "A", "outputs": {"a": {"$ref": "https://example.com/x.json"}}}),
            "`outputs` of the op A is not a valid JSON Schema: the reference https://example.com/x.json leads out of it",
        ),
        (
            serde_json::json!({"name": "A", "inputs": {"a": {"enum": vec!["x".repeat(100); 1000]}}}),
            "more than 65536 bytes of text",
        ),
    ] {
        let text = refusal(&engine, op);
        assert!(text.contains(expected), "{text}");
    }
    assert!(matches!(register(&engine, serde_json::json!({"name": "x".repeat(300)})), Err(CallError::Limit(_))));
    assert_eq!(ops(&engine, plugin), ["state-keeper"]);
}
