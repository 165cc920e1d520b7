//! Texts that are part of a plugin.

use imjoy_engine::value::Value;
use imjoy_tests::{TestEngine, guests};

#[test]
fn attachments_are_given_by_name() {
    let engine = TestEngine::new();
    let plugin = engine.start(guests::STATE_KEEPER);
    let attachment = |name: &str| engine.call("state-keeper", "attachment", vec![name.into()]).unwrap();
    let table = include_str!("../guests/state-keeper/data/table.csv");
    assert!(table.contains('ä'));
    assert_eq!(attachment("table"), table.into());
    assert_eq!(attachment("its own source"), include_str!("../guests/state-keeper/src/lib.rs").into());
    for missing in ["data/table.csv", "Table", "", "../table"] {
        assert_eq!(attachment(missing), Value::Null, "{missing}");
    }
    // They are no field of the manifest.
    assert_eq!(engine.call("state-keeper", "get", vec!["_attachments".into()]).unwrap(), Value::Null);
    assert_eq!(engine.engine.info(plugin).unwrap().manifest.attachments.len(), 2);
}

#[test]
fn a_plugin_without_attachments_has_none() {
    let engine = TestEngine::new();
    let plugin = engine.start(guests::ECHO);
    assert!(engine.engine.info(plugin).unwrap().manifest.attachments.is_empty());
}
