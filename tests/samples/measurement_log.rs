//! The sample measurement-log: entries are kept from one run of the host to the next.

use super::user::{User, answers, status, window};
use super::{active, engine_with, plugin, reference};
use imjoy_engine::CallError;
use imjoy_engine::front_end::ActiveWindow;
use imjoy_engine::value::{Record, Value};
use imjoy_tests::TestEngine;
use serde_json::{Value as Json, json};

const NAME: &str = "measurement-log";

fn engine() -> TestEngine {
    engine_with(&["measurement-log.imjoy.html"])
}

fn note(engine: &TestEngine, sample: &str, window: ActiveWindow) -> Result<Value, CallError> {
    let id = plugin(engine, NAME);
    let config = answers(engine, id, NAME, Record::new().with("sample", sample));
    engine.block_on(engine.engine.run_op(id, NAME, config, Some(window)))
}

fn entries(engine: &TestEngine) -> Json {
    engine.call(NAME, "entries", vec![]).unwrap().to_json().unwrap()
}

fn table() -> ActiveWindow {
    let row = |area: f64, name: &str| Value::Record(Record::new().with("area", area).with("name", name));
    ActiveWindow {
        name: "Measurements".into(),
        window_type: "imjoy/table".into(),
        data: Value::List(vec![row(1.0, "a"), row(4.0, "b")]),
    }
}

/// One test, because there is one log in the data folder that all tests share.
#[test]
fn entries_outlive_the_host() {
    let mut engine_before = engine();
    let user = User::new();
    let id = plugin(&engine_before, NAME);
    user.run(&engine_before, id, "Clear", Record::new(), None);
    user.wait_for(&mut engine_before, status("The log is empty"));
    note(&engine_before, "coins", active("coins.png")).unwrap();
    note(&engine_before, "cells", table()).unwrap();
    drop(engine_before);

    let mut engine = engine();
    let id = plugin(&engine, NAME);
    let kept = entries(&engine);
    assert_eq!(kept.as_array().unwrap().len(), 2);
    let coins = &kept[0]["values"];
    assert_eq!(
        (&kept[0]["sample"], &kept[0]["source"], &coins["size"]),
        (&json!("coins"), &json!("coins.png"), &json!("303 × 384"))
    );
    let mean = reference("coins.png")["mean"].as_f64().unwrap();
    assert!((coins["mean"].as_f64().unwrap() - mean).abs() < 1e-6, "{coins}");
    assert_eq!((&coins["least"], &coins["greatest"]), (&json!(1), &json!(252)));
    assert_eq!(kept[1]["values"], json!({ "rows": 2, "mean of area": 2.5 }));

    // None is lost when several are noted at once.
    let calls: Vec<_> = (0..8i64)
        .map(|number| {
            let values = Record::new().with("number", number);
            engine.spawn(NAME, "add", vec![format!("sample {number}").into(), values.into()])
        })
        .collect();
    for call in calls {
        call.wait().unwrap();
    }
    assert_eq!(entries(&engine).as_array().unwrap().len(), 10);

    user.run(&engine, id, "Show the log", Record::new(), None);
    let shown = user.wait_for(&mut engine, window("imjoy/table"));
    assert_eq!(shown.data.as_list().unwrap().len(), 10);
    user.run(&engine, id, "Save as CSV", Record::new(), None);
    user.wait_for(&mut engine, status("The log is saved"));
    let saved = user.saved("measurements.csv");
    assert_eq!(saved.lines().count(), 11);
    assert!(saved.starts_with("time,sample,source,size,least,mean,greatest,standard deviation,rows,"), "{saved}");
    user.run(&engine, id, "Remove the last", Record::new(), None);
    user.wait_for(&mut engine, status("The log has 9 entries"));

    let other = ActiveWindow { window_type: "imjoy/markdown".into(), ..table() };
    let error = note(&engine, "text", other).unwrap_err();
    assert!(
        matches!(&error, CallError::Failed(text) if text.contains("open an image (Ctrl+O) or a table first")),
        "{error}"
    );
}
