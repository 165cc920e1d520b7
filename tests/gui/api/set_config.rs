//! `api.setConfig`, with `api.getConfig` of what was kept.

use crate::driver::Driver;
use imjoy_engine::CallError;
use imjoy_engine::value::{Record, Value};

/// The sample in a data folder of its own, as settings outlive a test.
fn with_folder(folder: &std::path::Path) -> Driver {
    let mut application = Driver::in_folder(folder);
    application.load_plugins(&["set-config"]);
    application
}

fn keep(application: &Driver, name: &str, value: &str, kind: &str) -> Result<Value, CallError> {
    let config = Record::new().with("name", name).with("value", value).with("kind", kind);
    let my = Value::Record(Record::new().with("config", config));
    application.engine.block_on(application.engine.call("set-config", "run", vec![my]))
}

#[test]
fn a_number_is_kept_as_a_text_and_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut application = with_folder(folder.path());
        application.run("set-config");
        application.wait_for_row("before", "null");
        application.wait_for_row("after", "\"2.5\"");
        application.wait_for_row("runs", "1");
    }
    // The whole application anew.
    let mut application = with_folder(folder.path());
    application.run("set-config");
    application.wait_for_row("before", "\"2.5\"");
    application.wait_for_row("runs", "2");
}

#[test]
fn numbers_are_written_as_javascript_writes_them_and_nothing_removes() {
    let folder = tempfile::tempdir().unwrap();
    let application = with_folder(folder.path());
    let after =
        |value: &str, kind: &str| keep(&application, "sigma", value, kind).unwrap().field("after").cloned().unwrap();
    for (value, kind, kept) in [
        ("928", "number", Value::from("928")),
        ("0.5", "number", "0.5".into()),
        ("1e21", "number", "1e+21".into()),
        ("a text", "text", "a text".into()),
        ("0", "number", Value::Null),
        ("here again", "text", "here again".into()),
        ("", "text", Value::Null),
        ("anything", "nothing", Value::Null),
    ] {
        assert_eq!(after(value, kind), kept, "{value} as {kind}");
    }
}

#[test]
fn names_of_the_manifest_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut application = with_folder(folder.path());
    application.show_options("set-config");
    application.type_into("Name", "_name");
    application.click("Run set-config with options");
    application.wait_for_label_containing("'name' is a readonly field defined in <config> block");
    // An underscore alone is an ordinary name.
    let kept = keep(&application, "_mine", "1", "text").unwrap();
    assert_eq!(kept.field("after"), Some(&"1".into()));
}

#[test]
fn what_is_too_large_is_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let application = with_folder(folder.path());
    let large = "x".repeat(6 * 1024 * 1024);
    match keep(&application, "large", &large, "text") {
        Err(CallError::Limit(text)) => assert!(text.contains("bytes"), "{text}"),
        other => panic!("{other:?}"),
    }
    // Nothing of it was kept.
    assert_eq!(keep(&application, "large", "1", "text").unwrap().field("before"), Some(&Value::Null));
}
