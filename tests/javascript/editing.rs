//! An author edits, saves and runs, without a step between.

use imjoy_engine::CallError;
use imjoy_engine::value::{Record, Value};
use imjoy_tests::TestEngine;

#[test]
fn what_runs_is_the_file_as_it_was_saved_last() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("edited.js");
    let save =
        |body: &str| std::fs::write(&file, format!("api.export({{ setup() {{}}, run() {{ {body} }} }})")).unwrap();
    save("return 1");
    let engine = TestEngine::new();
    let plugin = engine.start(file.to_str().unwrap());
    let run = || engine.block_on(engine.engine.run_op(plugin, "edited", Record::new(), None));
    assert_eq!(run(), Ok(Value::Integer(1)));

    save("return 1 +");
    let error = run().unwrap_err();
    assert!(matches!(&error, CallError::Terminated(text) if text.contains("SyntaxError")), "{error:?}");
    save("return 22");
    assert_eq!(run(), Ok(Value::Integer(22)));

    // A file that is gone leaves what runs.
    std::fs::remove_file(&file).unwrap();
    assert_eq!(run(), Ok(Value::Integer(22)));
}
