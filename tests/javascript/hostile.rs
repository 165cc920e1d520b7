//! Plugins that go wrong in every way: one clear message, and the host and the others go on.

use crate::{call, exporting, load_script, path};
use imjoy_engine::{CallError, Limits};
use imjoy_tests::TestEngine;
use std::time::Duration;

/// Limits that are soon reached.
fn tight() -> Limits {
    Limits {
        cpu_without_pause: Duration::from_millis(300),
        setup: Duration::from_millis(2000),
        memory_bytes: 128 * 1024 * 1024,
        ..Limits::default()
    }
}

/// An engine with a plugin that answers, and why one with this script cannot be used.
fn beside(script: &str) -> (TestEngine, Result<(), CallError>) {
    beside_with(tight(), script)
}

fn beside_with(limits: Limits, script: &str) -> (TestEngine, Result<(), CallError>) {
    let engine = TestEngine::with_limits(limits);
    engine.start(&path("partner.js"));
    let loaded = load_script(&engine, script);
    assert_eq!(engine.call("partner", "answerNow", vec![]), Ok("now".into()));
    (engine, loaded)
}

fn error(script: &str) -> String {
    beside(script).1.unwrap_err().to_string()
}

#[test]
fn endless_loops_are_ended() {
    let told = error("for (;;) {}");
    assert!(!told.is_empty(), "{told}");
    let (engine, loaded) = beside("api.export({ setup() {}, loop() { for (;;) {} }, ok: () => 1 })");
    loaded.unwrap();
    assert!(matches!(call(&engine, "loop", vec![]), Err(CallError::Limit(_) | CallError::Terminated(_))));
    assert_eq!(engine.call("partner", "answerNow", vec![]), Ok("now".into()));
}

#[test]
fn loops_of_microtasks_and_timers_are_ended() {
    let told = error(
        "const again = () => Promise.resolve().then(again); again(); api.export({ setup: () => new Promise(() => {}) })",
    );
    assert!(!told.is_empty());
    let told = error(
        "api.export({ setup() { return new Promise(() => { const again = () => setTimeout(again); again() }) } })",
    );
    assert!(!told.is_empty());
}

#[test]
fn memory_ends_with_an_error() {
    // It takes a while to fill it.
    let limits = Limits { memory_bytes: tight().memory_bytes, ..Limits::default() };
    let (engine, loaded) = beside_with(
        limits,
        "api.export({ setup() {}, fill() { const all = []; for (;;) all.push('x'.repeat(1 << 20) + all.length) },
           array() { return new Uint8Array(1 << 30) }, ok: () => 1 })",
    );
    loaded.unwrap();
    let told = call(&engine, "array", vec![]).unwrap_err().to_string();
    assert!(told.contains("memory") || told.contains("RangeError") || told.contains("length"), "{told}");
    let told = call(&engine, "fill", vec![]).unwrap_err().to_string();
    assert!(told.contains("memory"), "{told}");
    assert_eq!(engine.call("partner", "answerNow", vec![]), Ok("now".into()));
}

#[test]
fn deep_recursion_in_the_engine_itself_is_an_error() {
    let engine = exporting(
        "json: (n) => JSON.parse('['.repeat(n)), source: (n) => eval('('.repeat(n)), pattern: (n) => new RegExp('('.repeat(n)),
         text: (n) => { let a = []; for (let i = 0; i < n; i++) a = [a]; return JSON.stringify(a) },
         spread: (n) => { let a = 1; for (let i = 0; i < n; i++) a = [a]; return a.flat(Infinity) },
         sort: () => { const f = () => [3, 1, 2].sort(f); return f() }, getter: () => { const o = { get a() { return this.a } }; return o.a },
         proxy: (n) => { let p = {}; for (let i = 0; i < n; i++) p = new Proxy(p, {}); return p.x },
         bound: (n) => { let f = () => 1; for (let i = 0; i < n; i++) f = f.bind(null); return f() },
         string: () => { const o = { toString() { return `${this}` } }; return `${o}` }, ok: () => 1",
    );
    let deep = 1_000_000i64;
    // Takes long to make, and is deep enough.
    let deep_data = 50_000i64;
    for (function, depth) in [
        ("json", deep),
        ("source", deep),
        ("pattern", deep),
        ("text", deep_data),
        ("spread", deep_data),
        ("sort", 0),
        ("getter", 0),
        ("proxy", deep_data),
        ("bound", deep_data),
        ("string", 0),
    ] {
        let told = call(&engine, function, vec![depth.into()]);
        let is_told = match &told {
            // JSON.stringify takes that depth, which is no fault.
            Ok(_) => function == "text",
            Err(CallError::Failed(text)) if function == "bound" => {
                text.contains("stack") || text.contains("out of memory")
            }
            Err(CallError::Failed(text)) => {
                ["RangeError", "SyntaxError", "stack"].iter().any(|word| text.contains(word))
            }
            Err(_) => false,
        };
        assert!(is_told, "{function}: {:.200}", format!("{told:?}"));
        assert_eq!(call(&engine, "ok", vec![]), Ok(1i64.into()), "{function}");
    }
}

#[test]
fn a_source_of_ten_megabytes_is_read() {
    let engine = TestEngine::new();
    let data = "x".repeat(10 << 20);
    let script = format!("const data = '{data}'\napi.export({{ setup() {{}}, length: () => data.length }})");
    load_script(&engine, &script).unwrap();
    assert_eq!(call(&engine, "length", vec![]), Ok((10i64 << 20).into()));
}

#[test]
fn a_promise_that_never_settles_ends_its_call_when_nothing_can_settle_it() {
    let engine = TestEngine::new();
    let script = "let settle
        api.export({
            setup() {},
            later: () => new Promise((resolve) => { settle = resolve }),
            now: () => { settle(7) },
            never: () => new Promise(() => {}),
            async awaits() { await new Promise(() => {}) },
        })";
    load_script(&engine, script).unwrap();
    for function in ["never", "awaits"] {
        let error = call(&engine, function, vec![]).unwrap_err();
        assert!(matches!(&error, CallError::Failed(text) if text.contains("that nothing can settle")), "{error:?}");
    }
    // Another call may still settle this one, which the host therefore leaves.
    let later = engine.spawn("test", "later", vec![]);
    while call(&engine, "now", vec![]).is_err() {}
    assert_eq!(later.wait(), Ok(7i64.into()));
}
