//! Plugins that a plugin loads from a text or by an address.

use crate::{list, record, started};
use imjoy_engine::CallError;
use imjoy_engine::front_end::UiRequest;
use imjoy_engine::value::Value;
use imjoy_tests::TestEngine;

fn plugin_text(name: &str, script: &str) -> Value {
    let config = format!("<config>\n{{\"name\": \"{name}\", \"type\": \"web-worker\"}}\n</config>");
    format!("{config}\n<script lang=\"javascript\">{script}</script>").into()
}

fn load(engine: &TestEngine, name: &str, script: &str) -> Result<Value, CallError> {
    engine.call("parent", "load", vec![plugin_text(name, script)])
}

#[test]
fn a_text_is_loaded_once() {
    let engine = started(&["parent.imjoy.html"]);
    let loaded = engine.call("parent", "loaded", vec![]).unwrap();
    assert_eq!(loaded, list(["child".into(), 1i64.into(), 2i64.into(), 3i64.into()]));
    let child = engine.engine.info(engine.engine.plugin_named("child").unwrap()).unwrap();
    assert_eq!(&*child.snapshot.source, "child (loaded by parent)");
    assert_eq!(engine.call("parent", "changed", vec![]).unwrap(), "changed".into());
    assert_eq!(engine.call("parent", "variant", vec!["two".into()]).unwrap(), "two".into());
}

#[test]
fn a_window_plugin_is_opened_from_its_text() {
    let engine = started(&["parent.imjoy.html"]);
    assert_eq!(engine.call("parent", "opened", vec![]).unwrap(), list(["Panel".into(), 6i64.into()]));
}

#[test]
fn it_ends_with_the_plugin_that_has_loaded_it() {
    let engine = started(&["parent.imjoy.html"]);
    let inner = "api.export({ setup() {}, run: () => 2 })";
    let outer = format!(
        "api.export({{ setup() {{}}, run: async () => 1 + await (await api.loadPlugin({{ src: {} }})).run() }})",
        // As a literal of JavaScript, without the end of a script.
        format!("{:?}", plugin_text("inner", inner).as_text().unwrap()).replace("</script>", "<\\/script>")
    );
    assert_eq!(load(&engine, "outer", &outer).unwrap(), 3i64.into());
    assert!(engine.engine.plugin_named("inner").is_some());
    let parent = engine.engine.plugin_named("parent").unwrap();
    engine.block_on(engine.engine.restart(parent)).unwrap();
    assert_eq!(engine.engine.plugins().len(), 1);
    assert_eq!(load(&engine, "outer", &outer).unwrap(), 3i64.into());
}

#[test]
fn what_cannot_be_loaded_says_why_and_leaves_nothing() {
    let engine = started(&["parent.imjoy.html", "partner.js"]);
    let failed = |name: &str, script: &str| load(&engine, name, script).unwrap_err().to_string();
    let error = failed("broken", "let = 3 +");
    assert!(error.contains("broken could not be loaded") && error.contains("SyntaxError"), "{error}");
    let error = failed("partner", "api.export({ setup() {}, run() {} })");
    assert!(error.contains("partner.js"), "{error}");
    let error = engine.call("parent", "load", vec!["nothing\nof a plugin".into()]).unwrap_err().to_string();
    assert!(error.contains("a text of parent"), "{error}");
    assert_eq!(engine.engine.plugins().len(), 2);
}

#[test]
fn there_is_a_limit() {
    let engine = started(&["parent.imjoy.html"]);
    for number in 0..16 {
        load(&engine, &format!("n{number}"), "api.export({ setup() {}, run() {} })").unwrap();
    }
    let error = load(&engine, "one more", "api.export({ setup() {}, run() {} })").unwrap_err();
    assert!(error.to_string().contains("may not load more"), "{error}");
    let big = format!("api.export({{ setup() {{}}, run() {{}} }}) //{}", "x".repeat(4 << 20));
    let error = load(&engine, "big", &big).unwrap_err();
    assert!(error.to_string().contains("at most 4 MiB"), "{error}");
}

#[test]
fn an_address_names_a_plugin_that_is_loaded_or_lies_beside() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(crate::path("parent.imjoy.html"), folder.path().join("parent.imjoy.html")).unwrap();
    std::fs::write(folder.path().join("beside.js"), "api.export({ setup() {}, run: () => 'beside' })").unwrap();
    let engine = TestEngine::new();
    engine.start(folder.path().join("parent.imjoy.html").to_str().unwrap());
    assert_eq!(engine.call("parent", "address", vec![]).unwrap(), "beside".into());
    let error = engine.call("parent", "unknown", vec![]).unwrap_err().to_string();
    assert!(error.contains("Nobody (https://x.org/Nobody.imjoy.html) is not loaded"), "{error}");
}

#[test]
fn a_page_of_the_web_opens_a_window_that_says_so() {
    let mut engine = started(&["parent.imjoy.html"]);
    let error = engine.call("parent", "page", vec![]).unwrap();
    assert!(
        error.as_text().unwrap().contains("view_image") && error.as_text().unwrap().contains("web page"),
        "{error:?}"
    );
    let window = engine.request(|request| match request {
        UiRequest::OpenWindow(window) => Some(window.clone()),
        _ => None,
    });
    assert_eq!((window.name.as_str(), window.window_type.as_str()), ("Kaibu", "https://kaibu.org/#/app"));
    assert!(window.needs_browser);
    let data = engine.request(|request| match request {
        UiRequest::UpdateWindow(update) => update.data.clone(),
        _ => None,
    });
    assert_eq!(data, record([("layers", 2i64.into())]));
}
