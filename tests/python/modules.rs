//! What a plugin can import, and what an import says that it cannot have.

use crate::{failure, list, started};
use imjoy_engine::value::Value;
use imjoy_tests::TestEngine;

fn import(engine: &TestEngine, name: &str) -> String {
    failure(engine.call("modules", "import_module", vec![name.into()]))
}

#[test]
fn the_standard_library_is_there() {
    let engine = started("modules.py");
    let used = engine.call("modules", "library", vec![]).unwrap();
    let expected = list([
        1.0.into(),
        list(["a".into(), "b".into()]),
        "1.1".into(),
        "Ada".into(),
        "x".into(),
        1i64.into(),
        2i64.into(),
        3i64.into(),
        "contents".into(),
        "a".into(),
        "wavetarfileunittestschedhtml.parser".into(),
        "urllib.request".into(),
    ]);
    assert_eq!(used.as_list().unwrap()[1..], expected.as_list().unwrap()[1..]);
    assert_eq!(used.as_list().unwrap()[0].as_number(), Some(1.0));
}

#[test]
fn modules_that_cannot_be_had_say_what_to_use() {
    let engine = started("modules.py");
    for (module, sentence) in [
        ("numpy.linalg", "numpy.linalg cannot be had: numpy cannot be had for WebAssembly today"),
        ("sklearn", "imjoy.ndarray does element-wise arithmetic"),
        ("scipy", "imjoy.ndarray has filters"),
        ("skimage", "imjoy.ndarray has filters"),
        ("cv2", "imjoy.ndarray has filters"),
        ("PIL", "images are opened by the host"),
        ("pandas", "shown as a table"),
        ("matplotlib", "api.createWindow shows"),
        ("torch", "a plugin of another language"),
        ("js", "this is no browser"),
        ("pyodide", "this is no browser"),
        ("requests", "plugins have no network"),
        ("ssl", "plugins have no network"),
        ("ctypes", "plugins cannot call native code"),
        ("multiprocessing", "without other processes"),
        ("nonsense", "there is no module nonsense"),
    ] {
        let text = import(&engine, module);
        assert!(text.starts_with("ModuleNotFoundError: ") && text.contains(sentence), "{module}: {text}");
        assert_eq!(text.lines().count(), 1, "{text}");
    }
}

#[test]
fn numpy_is_a_stand_in_and_says_so() {
    let engine = started("modules.py");
    assert_eq!(engine.call("modules", "import_module", vec!["numpy".into()]).unwrap(), "numpy".into());
    let run = |code: &str| engine.call("modules", "run_code", vec![code.into()]);
    assert_eq!(run("float(__import__('numpy').arange(5).sum())").unwrap(), 10.0.into());
    let text = failure(run("__import__('numpy').polyfit"));
    assert!(text.starts_with("AttributeError: numpy.polyfit cannot be had: numpy cannot be had"), "{text}");
    let log = engine.log();
    assert_eq!(log.iter().filter(|entry| entry.contains("imjoy.ndarray stands in for it")).count(), 2, "{log:?}");
}

#[test]
fn functions_without_a_system_say_so() {
    let engine = started("modules.py");
    let run = |code: &str| failure(engine.call("modules", "run_code", vec![code.into()]));
    for (code, sentence) in [
        ("__import__('socket').socket()", "OSError: plugins have no network"),
        ("__import__('socket').create_connection(('x.org', 80))", "OSError: plugins have no network"),
        ("__import__('subprocess').run(['ls'])", "OSError: plugins cannot start programs"),
        ("__import__('os').system('ls')", "OSError: plugins cannot start programs"),
        ("__import__('threading').Thread(target=print).start()", "RuntimeError: plugins have no threads"),
        (
            "__import__('concurrent.futures').futures.ThreadPoolExecutor().submit(print)",
            "RuntimeError: plugins have no threads",
        ),
        ("__import__('builtins').input('?')", "OSError: there is no console"),
    ] {
        let text = run(code);
        assert!(text.starts_with(sentence), "{code}: {text}");
    }
}

#[test]
fn output_is_logged_line_by_line() {
    let engine = started("modules.py");
    engine.call("modules", "print_lines", vec![]).unwrap();
    engine.call("modules", "library", vec![]).unwrap();
    let log = engine.log();
    for line in ["one line 1", "an error line", "a warning of logging"] {
        assert!(log.iter().any(|entry| entry.contains(line)), "{line}: {log:?}");
    }
    assert_eq!(log.iter().filter(|entry| entry.contains("one line 1")).count(), 1, "{log:?}");
}

#[test]
fn every_instance_has_random_numbers_of_its_own() {
    let numbers = || {
        let engine = started("modules.py");
        engine.call("modules", "random_number", vec![]).unwrap()
    };
    let (first, second) = (numbers().as_list().unwrap(), numbers().as_list().unwrap());
    assert!(first.iter().zip(&second).all(|(one, other): (&Value, &Value)| one != other));
}
