//! Components that know nothing of ImJoy: their functions are ops, and are called by others.

use imjoy_engine::front_end::{ActiveWindow, DropTarget, PluginState, UiEvent, UiRequest, WindowDescription};
use imjoy_engine::identity::PluginId;
use imjoy_engine::images::{decode_image, read_image};
use imjoy_engine::value::{File, Record, Value};
use imjoy_engine::{CallError, check_plugin};
use imjoy_tests::{TestEngine, guests, images};
use std::path::Path;

const PLAIN: &str = "plain-component";

fn started() -> (TestEngine, PluginId) {
    let engine = TestEngine::new();
    let plugin = engine.start(guests::PLAIN_COMPONENT);
    (engine, plugin)
}

fn call(engine: &TestEngine, function: &str, arguments: Vec<Value>) -> Result<Value, CallError> {
    engine.call(PLAIN, function, arguments)
}

/// Runs an op with these answers and the others as they are.
fn run(engine: &TestEngine, plugin: PluginId, op: &str, answers: Record) -> Result<Value, CallError> {
    run_on(engine, plugin, op, answers, None)
}

fn run_on(
    engine: &TestEngine,
    plugin: PluginId,
    op: &str,
    answers: Record,
    window: Option<ActiveWindow>,
) -> Result<Value, CallError> {
    let ops = engine.engine.info(plugin).unwrap().snapshot.ops;
    let mut config = ops.iter().find(|known| &*known.name == op).unwrap().form.default_answers();
    config.merge(answers);
    engine.block_on(engine.engine.run_op(plugin, op, config, window))
}

fn window(engine: &mut TestEngine) -> WindowDescription {
    engine.request(|request| match request {
        UiRequest::OpenWindow(window) => Some(window.clone()),
        _ => None,
    })
}

fn list(values: impl IntoIterator<Item = Value>) -> Value {
    Value::List(values.into_iter().collect())
}

#[test]
fn every_function_is_an_op() {
    let (engine, plugin) = started();
    let info = engine.engine.info(plugin).unwrap();
    let ops: Vec<&str> = info.snapshot.ops.iter().map(|op| &*op.name).collect();
    assert_eq!(
        ops,
        [
            "add", "is-even", "measure", "describe", "cells", "echo", "gradient", "head", "allocate", "doze",
            "yielding", "say", "crash", "spin", "ping", "area", "move-by"
        ]
    );
    assert_eq!((&*info.snapshot.name, &*info.snapshot.description), (PLAIN, "17 functions"));
    assert!(!info.snapshot.runnable);
    let keys = |op: usize| {
        let keys = info.snapshot.ops[op].form.elements.iter().map(|element| element.key.clone().unwrap());
        keys.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(keys(0), "a b");
    assert_eq!(keys(2), "numbers metric treatment_absolute treatment_without-zero");
    assert_eq!(keys(16), "region_x region_y region_width region_height by_1 by_2");
    // What it cannot do is told.
    assert!(engine.log().iter().any(|entry| entry == "left out: counters/from-ten has to do with a resource"));
    assert!(info.imports.iter().all(|import| import.starts_with("wasi:")), "{:?}", info.imports);
}

#[test]
fn others_call_its_functions_with_arguments_in_order() {
    let (engine, _) = started();
    engine.start(guests::ECHO);
    for (function, arguments, result) in [
        ("add", vec![2i64.into(), 3.0.into()], 5i64.into()),
        ("isEven", vec![7i64.into()], false.into()),
        ("is_even", vec![(u64::MAX as f64).into()], false.into()),
        ("describe", vec![Record::new().with("fixed", 7i64).into(), 0.5.into()], "above 7 times 0.5".into()),
        ("describe", vec!["automatic".into()], "automatic".into()),
        (
            "measure",
            vec![
                Value::Floats([-3.0, 0.0, 1.0].into()),
                "standardDeviation".into(),
                list(["absolute".into(), "without-zero".into()]),
            ],
            1.0.into(),
        ),
        (
            "geometry/move-by",
            vec![
                Record::new().with("x", 1i64).with("y", 2i64).with("width", 3i64).with("height", 4i64).into(),
                list([10i64.into(), (-10i64).into()]),
            ],
            Record::new().with("x", 11i64).with("y", -8i64).with("width", 3i64).with("height", 4i64).into(),
        ),
        ("head", vec![Value::Bytes(vec![5, 6, 7].into()), 2i64.into()], Value::Bytes(vec![5, 6].into())),
        ("say", vec!["hello".into()], Value::Absent),
    ] {
        assert_eq!(call(&engine, function, arguments.clone()).unwrap(), result, "{function}");
        // By the way of another plugin it is the same.
        let through = vec![PLAIN.into(), function.into(), Value::List(arguments)];
        let through = engine.call("echo", "call", through).unwrap();
        assert!(through == result || result == Value::Absent, "{function}: {through:?}");
    }
    assert!(engine.log().iter().any(|entry| entry == "hello"));
}

#[test]
fn a_value_of_each_type_survives_the_way_there_and_back() {
    let (engine, _) = started();
    let all = Record::new()
        .with("truth", true)
        .with("s8", -128i64)
        .with("u8", 255i64)
        .with("s16", -32768i64)
        .with("u16", 65535i64)
        .with("s32", i64::from(i32::MIN))
        .with("u32", i64::from(u32::MAX))
        .with("s64", i64::MIN)
        .with("u64", i64::MAX)
        .with("f32", 0.25)
        .with("f64", 1e300)
        .with("letter", "𝄞")
        .with("text", "Grüße\0")
        .with("bytes", Value::Bytes((0..=255).collect::<Vec<u8>>().into()))
        .with("numbers", Value::Floats([0.5, f64::NEG_INFINITY].into()))
        .with("words", list(["".into(), "zwei".into()]))
        .with("pair", list([7i64.into(), "b".into()]))
        .with("metric", "standard-deviation")
        .with("treatment", list(["without-zero".into()]))
        .with("threshold", Record::new().with("percentile", 99.5))
        .with("maybe", Value::Null)
        .with("perhaps", Record::new().with("some", Value::Null))
        .with("outcome", Record::new().with("err", "no"))
        .with("cells", list([Record::new().with("name", "a").with("area", 1.5).with("is-round", false).into()]));
    let all = Value::Record(all);
    assert_eq!(call(&engine, "echo", vec![all.clone()]).unwrap(), all);
}

#[test]
fn what_does_not_fit_is_an_error_and_the_plugin_goes_on() {
    let (engine, _) = started();
    for (function, arguments, text) in [
        ("add", vec![1i64.into()], "add takes 2 arguments (a, b), and got 1"),
        ("add", vec![1i64.into(), "x".into()], "b of add must be a whole number, not the text \"x\""),
        ("cells", vec![256i64.into()], "count of cells is 256; a u8 is a whole number from 0 to 255"),
        ("describe", vec!["dark".into()], "threshold of describe is dark, and must be automatic, fixed or percentile"),
    ] {
        assert_eq!(call(&engine, function, arguments), Err(CallError::Invalid(text.to_owned())));
    }
    let missing = call(&engine, "subtract", vec![]).unwrap_err();
    assert!(
        missing.to_string().starts_with("plain-component has no function subtract; it has add, is-even"),
        "{missing}"
    );
    assert!(matches!(missing, CallError::NotFound(_)));
    // An error of the function is that of the call.
    let failed = call(&engine, "measure", vec![list([]), "mean".into(), list([])]);
    assert_eq!(failed, Err(CallError::Failed("there are no numbers to measure".to_owned())));
    assert_eq!(call(&engine, "ping", vec![]).unwrap(), "pong".into());
}

#[test]
fn results_are_shown_by_what_they_are() {
    let (mut engine, plugin) = started();
    let number = |key: &str, number: i64| Record::new().with(key, number);
    // What ImJoy shows nothing for is a result as well.
    assert_eq!(run(&engine, plugin, "is-even", number("number", 3)).unwrap(), false.into());
    let shown = window(&mut engine);
    assert_eq!((&*shown.name, &*shown.window_type, &shown.data), ("is-even", "imjoy/generic", &false.into()));

    run(&engine, plugin, "cells", number("count", 3)).unwrap();
    let shown = window(&mut engine);
    assert_eq!((&*shown.name, &*shown.window_type), ("cells", "imjoy/table"));
    assert_eq!(shown.data.as_list().unwrap()[2].field("area"), Some(&3.0.into()));

    run(&engine, plugin, "gradient", number("width", 20).with("height", 10i64)).unwrap();
    let shown = window(&mut engine);
    assert_eq!(&*shown.window_type, "imjoy/image");
    let Some(Value::Bytes(image)) = shown.data.field("src") else { panic!("{shown:?}") };
    assert_eq!(decode_image(image).unwrap().shape(), [10, 20]);

    run(&engine, plugin, "allocate", number("bytes", 9)).unwrap();
    assert_eq!(window(&mut engine).data.as_text(), Some("\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}"));

    run(
        &engine,
        plugin,
        "echo",
        Record::new().with("all_bytes", Value::Bytes(vec![0xff, 0].into())).with("all_letter", "x"),
    )
    .unwrap();
    let shown = window(&mut engine);
    assert_eq!(shown.data.field("bytes"), Some(&Value::Bytes(vec![0xff, 0].into())));

    // A function without a result shows none: the next window is that of the next run.
    run(&engine, plugin, "say", Record::new().with("text", "quiet")).unwrap();
    run(&engine, plugin, "ping", Record::new()).unwrap();
    assert_eq!(&*window(&mut engine).name, "ping");
}

#[test]
fn the_answers_of_the_form_are_the_arguments() {
    let (engine, plugin) = started();
    let answers = Record::new()
        .with("numbers", "-4, 0, 4")
        .with("metric", "largest")
        .with("treatment_absolute", false)
        .with("treatment_without-zero", true);
    assert_eq!(run(&engine, plugin, "measure", answers).unwrap(), 4.0.into());
    let answers = Record::new().with("threshold", "percentile").with("threshold_percentile", 90i64).with("factor", "2");
    assert_eq!(run(&engine, plugin, "describe", answers).unwrap(), "above 90 % times 2".into());
    let answers = Record::new().with("region_width", 6i64).with("region_height", 7i64);
    assert_eq!(run(&engine, plugin, "area", answers).unwrap(), 42i64.into());
    for (op, answers, text) in [
        (
            "measure",
            Record::new().with("numbers", "one"),
            "numbers[0] of measure cannot be read: \"one\" is not a number",
        ),
        (
            "area",
            Record::new().with("region_x", 1e10),
            "region.x of area is 10000000000; a s32 is a whole number from -2147483648 to 2147483647",
        ),
        ("area", Record::new().with("region_with", 1i64), "area has no parameter region_with; there is region"),
        ("head", Record::new(), "image of head is missing; choose a file"),
        (
            "head",
            Record::new().with("image", "/nowhere/at.all"),
            "image of head cannot be read: /nowhere/at.all cannot be read: No such file or directory (os error 2)",
        ),
        ("head", Record::new().with("image", "/dev/zero"), "image of head cannot be read: /dev/zero is not a file"),
    ] {
        assert_eq!(run(&engine, plugin, op, answers), Err(CallError::Invalid(text.to_owned())));
    }
    let missing = engine.block_on(engine.engine.run_op(plugin, PLAIN, Record::new(), None)).unwrap_err();
    assert!(missing.to_string().contains("has no function plain-component; it has add"), "{missing}");
}

#[test]
fn bytes_come_from_a_file_or_the_image_of_the_window() {
    let (engine, plugin) = started();
    let coins = images().join("coins.png");
    let count = || Record::new().with("count", 4i64);
    let png = Value::Bytes(b"\x89PNG".to_vec().into());
    let chosen = count().with("image", coins.display().to_string());
    assert_eq!(run(&engine, plugin, "head", chosen).unwrap(), png);
    let window = |data: Value| {
        Some(ActiveWindow {
            name: "coins".into(),
            window_type: "imjoy/image".into(),
            data: Record::new().with("src", data).into(),
        })
    };
    let array = read_image(&coins).unwrap();
    assert_eq!(run_on(&engine, plugin, "head", count(), window(array.into())).unwrap(), png);
    let file = File { name: None, mime_type: "image/x".into(), data: b"abcdef".to_vec().into() };
    let head = run_on(&engine, plugin, "head", count(), window(Value::File(file))).unwrap();
    assert_eq!(head, Value::Bytes(b"abcd".to_vec().into()));
}

#[test]
fn a_file_that_is_dropped_on_an_op_is_its_argument() {
    let (mut engine, plugin) = started();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("note.txt");
    std::fs::write(&file, "hello").unwrap();
    let config = Record::new().with("count", 3i64);
    let target = DropTarget::Plugin { plugin, op: "head".into(), config: config.clone() };
    engine.engine.send(UiEvent::DropFiles { paths: vec![file.clone()], target });
    assert_eq!(window(&mut engine).data.as_text(), Some("hel"));
    // A path in a window that somebody else has made is not the user's wish.
    let other = folder.path().join("other.txt");
    std::fs::write(&other, "secret").unwrap();
    let named = Record::new().with("path", other.display().to_string()).with("kind", "file");
    let data = Record::new().with("files", list([named.into()]));
    let named = ActiveWindow { name: "files".into(), window_type: "imjoy/files".into(), data: data.into() };
    let error = run_on(&engine, plugin, "head", config, Some(named)).unwrap_err();
    assert!(error.to_string().contains("you have not let the plugin read"), "{error}");
}

#[test]
fn several_calls_at_once() {
    let (engine, _) = started();
    // Lifted the async way: they take turns.
    let calls: Vec<_> = (0..8).map(|_| engine.spawn(PLAIN, "yielding", vec![200i64.into()])).collect();
    let most = calls.into_iter().map(|call| call.wait().unwrap().as_number().unwrap()).fold(0.0, f64::max);
    assert!(most > 1.0, "at most {most} calls were under way at once");
    // Lifted the other way: one after the other, and none is lost.
    let calls: Vec<_> = (0..8).map(|_| engine.spawn(PLAIN, "doze", vec![1i64.into()])).collect();
    let mut counts: Vec<f64> = calls.into_iter().map(|call| call.wait().unwrap().as_number().unwrap()).collect();
    counts.sort_by(f64::total_cmp);
    assert_eq!(counts, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
}

#[test]
fn its_ops_outlive_a_crash_and_start_it_anew() {
    let (engine, plugin) = started();
    let crash = Record::new().with("message", "on purpose");
    assert!(matches!(run(&engine, plugin, "crash", crash), Err(CallError::Terminated(_))));
    let snapshot = engine.engine.info(plugin).unwrap().snapshot;
    assert!(matches!(snapshot.state, PluginState::Stopped(_)), "{:?}", snapshot.state);
    assert_eq!(snapshot.ops.len(), 17);
    assert_eq!(run(&engine, plugin, "ping", Record::new()).unwrap(), "pong".into());
}

/// A component in which `functions` are core functions, and `lifts` the exports.
fn component(functions: &str, lifts: &str) -> Vec<u8> {
    let text = format!(
        r#"(component
            (core module $code
                (memory (export "memory") 1)
                (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1024)
                {functions})
            (core instance $code (instantiate $code))
            {lifts})"#
    );
    wat::parse_str(text).unwrap()
}

fn load(engine: &TestEngine, folder: &Path, name: &str, bytes: &[u8]) -> Result<PluginId, String> {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    let plugin = engine.load(&path.display().to_string());
    engine.block_on(engine.engine.ready(plugin)).map(|()| plugin).map_err(|error| error.to_string())
}

#[test]
fn a_function_of_the_name_of_the_plugin_is_what_its_button_runs() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::new();
    let triple = component(
        "(func (export \"triple\") (param i32) (result i32) local.get 0 i32.const 3 i32.mul)",
        "(func (export \"triple\") (param \"number\" s32) (result s32) (canon lift (core func $code \"triple\")))",
    );
    let plugin = load(&engine, folder.path(), "triple.wasm", &triple).unwrap();
    let snapshot = engine.engine.info(plugin).unwrap().snapshot;
    assert!(snapshot.runnable);
    assert_eq!(&*snapshot.description, "1 function");
    assert_eq!(run(&engine, plugin, "triple", Record::new().with("number", 14i64)).unwrap(), 42i64.into());
}

#[test]
fn what_is_no_plain_component_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::new();
    let component = |text: &str| wat::parse_str(text).unwrap();
    for (name, bytes, expected) in [
        (
            "host-function.wasm",
            component(r#"(component (import "log" (func $log (param "text" string))) (export "log" (func $log)))"#),
            "needs log, which this host does not offer",
        ),
        (
            "http.wasm",
            component(
                r#"(component (import "in-f" (func $f)) (export "f" (func $f))
                    (import "wasi:http/outgoing-handler@0.2.0" (instance (export "handle" (func)))))"#,
            ),
            "needs in-f, which this host does not offer",
        ),
        (
            "api.wasm",
            component(
                r#"(component (import "imjoy:plugin/status@0.1.0" (instance $i (export "log" (func))))
                    (alias export $i "log" (func $log)) (export "f" (func $log)))"#,
            ),
            "does not export imjoy:plugin/plugin-api@0.1.0; write",
        ),
        (
            "command.wasm",
            component(
                r#"(component
                    (core module $m (func (export "run") (result i32) i32.const 0))
                    (core instance $i (instantiate $m))
                    (func $run (result (result)) (canon lift (core func $i "run")))
                    (instance $cli (export "run" (func $run)))
                    (export "wasi:cli/run@0.2.3" (instance $cli)))"#,
            ),
            "is a program for the command line",
        ),
        (
            "only-a-stream.wasm",
            component(
                r#"(component
                    (core module $m (func (export "f") (result i32) unreachable))
                    (core instance $i (instantiate $m))
                    (type $t (resource (rep i32)))
                    (export $exported "thing" (type $t))
                    (func (export "make") (result (own $exported)) (canon lift (core func $i "f"))))"#,
            ),
            "nor a function that can be called: make has to do with a resource",
        ),
    ] {
        let text = load(&engine, folder.path(), name, &bytes).unwrap_err();
        assert!(text.contains(expected) && text.contains(name) && !text.contains('\n'), "{name}: {text}");
    }
}

#[test]
fn types_alone_need_nothing_of_the_host() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::new();
    let bytes = component(
        "(func (export \"f\") (param i32) (result i32) local.get 0)",
        r#"(import "docs:example/types" (instance $types (type $c (enum "red" "green")) (export "colour" (type (eq $c)))))
            (alias export $types "colour" (type $colour))
            (type $size (enum "small" "large"))
            (import "size" (type $imported (eq $size)))
            (func (export "f") (param "colour" $colour) (result $imported) (canon lift (core func $code "f")))"#,
    );
    let plugin = load(&engine, folder.path(), "types.wasm", &bytes).unwrap();
    assert_eq!(engine.call("types", "f", vec!["green".into()]).unwrap(), "large".into());
    assert!(engine.engine.info(plugin).unwrap().imports.is_empty());
}

/// Results that break the rules of the component model end the plugin, and nothing else.
#[test]
fn invalid_results_are_traps() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    let bytes = component(
        r#"(func (export "seven") (result i32) i32.const 7)
            (func (export "far") (result i32) i32.const 0 i32.const -16 i32.store i32.const 4 i32.const 8 i32.store i32.const 0)
            (func (export "many") (result i32) i32.const 0 i32.const 8 i32.store i32.const 4 i32.const -1 i32.store i32.const 0)
            (func (export "text") (result i32) i32.const 8 i32.const 0xff i32.store8
                i32.const 0 i32.const 8 i32.store i32.const 4 i32.const 1 i32.store i32.const 0)"#,
        r#"(type $c (enum "red" "green")) (export $colour "colour" (type $c))
            (func (export "name") (result $colour) (canon lift (core func $code "seven")))
            (func (export "maybe") (result (option bool)) (canon lift (core func $code "far") (memory (core memory $code "memory"))))
            (func (export "far") (result (list u8)) (canon lift (core func $code "far") (memory (core memory $code "memory"))))
            (func (export "many") (result (list u8)) (canon lift (core func $code "many") (memory (core memory $code "memory"))))
            (func (export "text") (result string) (canon lift (core func $code "text") (memory (core memory $code "memory"))))
            (func (export "letter") (result char) (canon lift (core func $code "seven")))"#,
    );
    let plugin = load(&engine, folder.path(), "liar.wasm", &bytes).unwrap();
    for function in ["name", "maybe", "far", "many", "text"] {
        let result = engine.call("liar", function, vec![]);
        assert!(matches!(&result, Err(CallError::Terminated(text)) if text.contains("liar")), "{function}: {result:?}");
        engine.block_on(engine.engine.restart(plugin)).unwrap();
    }
    // What is right after all is no trap.
    assert_eq!(engine.call("liar", "letter", vec![]).unwrap(), "\u{7}".into());
    assert_eq!(engine.call("echo", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
}

/// Types that are as large as they may be do no harm: the form asks for what it can.
#[test]
fn odd_types_and_names_make_forms() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::new();
    let cases: String = (0..9_000).map(|index| format!("\"case{index}\" ")).collect();
    let deep = format!("{}u8{}", "(tuple ".repeat(20), ")".repeat(20));
    let bytes = component(
        r#"(func (export "one") (param i32) (result i32) local.get 0)
            (func (export "none"))"#,
        &format!(
            r#"(type $huge-type (enum {cases})) (export $huge "huge" (type $huge-type))
                (func (export "pick") (param "case" $huge) (result $huge) (canon lift (core func $code "one")))
                (func (export "deep") (param "value" {deep}) (result u8) (canon lift (core func $code "one")))
                (func (export "A-B2-c") (canon lift (core func $code "none")))"#
        ),
    );
    let plugin = load(&engine, folder.path(), "odd.wasm", &bytes).unwrap();
    let ops = engine.engine.info(plugin).unwrap().snapshot.ops;
    assert_eq!(ops.iter().map(|op| &*op.name).collect::<Vec<_>>(), ["pick", "deep", "A-B2-c"]);
    assert_eq!(run(&engine, plugin, "pick", Record::new().with("case", "case8999")).unwrap(), "case8999".into());
    let unknown = engine.call("odd", "pick", vec!["case9000".into()]).unwrap_err();
    assert!(unknown.to_string().len() < 1_000, "{unknown}");
    let nested = format!("{}9{}", "[".repeat(17), "]".repeat(17));
    let key = ops[1].form.elements[0].key.clone().unwrap();
    assert_eq!(run(&engine, plugin, "deep", Record::new().with(key, nested)).unwrap(), 9i64.into());
    assert_eq!(run(&engine, plugin, "A-B2-c", Record::new()).unwrap(), Value::Absent);
}

#[test]
fn what_a_file_says_of_its_functions_needs_no_engine() {
    let bytes = std::fs::read(guests::PLAIN_COMPONENT).unwrap();
    let checked = check_plugin("some/where/plain.wasm", &bytes).unwrap();
    assert_eq!(checked.manifest.name, "plain");
    let functions = checked.plain_functions();
    assert_eq!(functions[0], "add: func(a: s32, b: s32) -> s32");
    assert!(functions.iter().any(|function| function.starts_with("area: func(region: record { x: s32, ")));
    assert_eq!(checked.left_out_functions().len(), 3);
}
