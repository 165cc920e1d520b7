//! Errors: what the caller gets, what the log says, and that the plugin goes on.

use crate::{failure, list, load_script, started};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{DialogAnswer, UiEvent};
use imjoy_tests::{TestEngine, compile_python_runtime};

#[test]
fn a_passive_plugin_need_not_export() {
    compile_python_runtime();
    let engine = TestEngine::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("passive.imjoy.html");
    let config =
        "<config lang=\"json\">\n{\"name\": \"passive\", \"type\": \"native-python\", \"passive\": true}\n</config>";
    let text = format!("{config}\n<script lang=\"python\">\nprint('hello')\n</script>");
    std::fs::write(&file, text).unwrap();
    engine.start(file.to_str().unwrap());
    assert!(engine.log().iter().any(|line| line.contains("hello")), "{:?}", engine.log());
}

#[test]
fn exceptions_reach_the_caller_and_their_place_the_log() {
    let engine = started("errors.imjoy.html");
    assert_eq!(failure(engine.call("errors", "fail", vec!["bad value".into()])), "ValueError: bad value");
    let log = engine.log().join("\n");
    assert!(log.contains("errors.imjoy.html:30:9"), "{log}");
    assert!(log.contains("raise ValueError(text)") && log.contains("in fail"), "{log}");
    assert!(!log.contains("imjoy_runtime"), "{log}");
}

#[test]
fn whatever_a_plugin_raises_it_goes_on() {
    let engine = started("errors.imjoy.html");
    for (function, expected) in [
        ("leave", "SystemExit: 3"),
        ("interrupt", "KeyboardInterrupt"),
        ("odd", "Odd: its text cannot be had: RuntimeError"),
        ("recurse", "RecursionError: maximum recursion depth exceeded"),
        ("deep_data", "ValueError: the data contains itself, or has more than 64 levels"),
        ("deep_text", "RecursionError: "),
        ("deep_repr", "RecursionError: "),
        ("deep_code", "MemoryError: Parser stack overflowed"),
        ("deep_sum", "RecursionError: "),
        ("too_large", "OverflowError: the whole number 18446744073709551616 has more than 64 bits"),
        ("unpassable", "TypeError: an object of type object cannot be passed"),
        ("half_a_character", "ValueError: the text '\\ud800' has half of a surrogate pair"),
        ("memory", "MemoryError"),
    ] {
        let text = failure(engine.call("errors", function, vec![]));
        assert!(text.starts_with(expected), "{function}: {text}");
        assert_eq!(engine.call("errors", "alive", vec![]).unwrap(), "alive".into(), "{function}");
    }
}

#[test]
fn errors_of_the_api_are_exceptions_with_a_code() {
    let mut engine = started("errors.imjoy.html");
    assert_eq!(
        engine.call("errors", "caught", vec![]).unwrap(),
        list(["not-found".into(), "plugin with type nobody not found.".into(), true.into()])
    );
    // Uncaught, a cancelled dialog stays one for the caller.
    let asked = engine.spawn("errors", "cancelled", vec![]);
    let dialog = engine.dialog();
    engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Cancelled });
    assert!(matches!(asked.wait(), Err(CallError::Cancelled(_))));
}

#[test]
fn errors_that_nobody_awaits_are_logged() {
    let engine = started("errors.imjoy.html");
    engine.call("errors", "not_awaited", vec![]).unwrap();
    while !engine.log().iter().any(|entry| entry.contains("plugin with type nobody not found.")) {
        engine.call("errors", "alive", vec![]).unwrap();
    }
}

#[test]
fn scripts_that_cannot_run_say_where() {
    for (script, expected) in [
        (
            "from imjoy import api\n\ndef run(self):\n    retrun 5\n",
            "SyntaxError: invalid syntax (test.py, line 4)\ntest.py:4:12\n    retrun 5\n           ^",
        ),
        ("x = 1\n", "test does not call api.export; end its script with api.export(ImJoyPlugin())"),
        (
            "def f(n):\n    return 1 / n\n\nf(0)\n",
            "ZeroDivisionError: division by zero\ntest.py:2:12\n    return 1 / n\n           ^^^^^",
        ),
        ("import torch\n", "ModuleNotFoundError: torch cannot be had for WebAssembly today; a model can run in"),
        ("raise SystemExit('no')\n", "SystemExit: no\ntest.py:1:1"),
        (
            "class P:\n    def setup(self):\n        raise KeyError('x')\napi.export(P())\n",
            "KeyError: 'x'\ntest.py:3:9",
        ),
    ] {
        let text = load_script(&TestEngine::new(), script).unwrap_err().to_string();
        assert!(text.contains(expected), "{text}");
    }
}
