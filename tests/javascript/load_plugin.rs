//! Plugins that a plugin loads from a text or by an address.

use crate::{list, record, started};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{ALLOW_ONCE, DialogAnswer, DialogContent, PluginSnapshot, UiEvent, UiRequest};
use imjoy_engine::value::Value;
use imjoy_tests::TestEngine;

fn plugin_text(name: &str, script: &str) -> Value {
    let config = format!("<config lang=\"json\">\n{{\"name\": \"{name}\", \"type\": \"web-worker\"}}\n</config>");
    format!("{config}\n<script lang=\"javascript\">{script}</script>").into()
}

fn load(engine: &TestEngine, name: &str, script: &str) -> Result<Value, CallError> {
    engine.call("parent", "load", vec![plugin_text(name, script)])
}

/// The part of that name.
fn part(engine: &TestEngine, name: &str) -> Option<PluginSnapshot> {
    engine.engine.plugins().into_iter().map(|plugin| plugin.snapshot).find(|plugin| &*plugin.name == name)
}

#[test]
fn a_text_is_loaded_once() {
    let engine = started(&["parent.imjoy.html"]);
    let loaded = engine.call("parent", "loaded", vec![]).unwrap();
    assert_eq!(loaded, list(["function".into(), 1i64.into(), 2i64.into(), 3i64.into()]));
    let child = part(&engine, "child").unwrap();
    assert_eq!(&*child.source, "parent › child");
    assert_eq!(child.part_of.as_deref(), Some("parent"));
    assert_eq!(engine.call("parent", "variant", vec!["two".into()]).unwrap(), "two".into());
    assert_eq!(engine.call("parent", "variant", vec!["one".into()]).unwrap(), "one".into());
    assert_eq!(engine.call("parent", "changed", vec![]).unwrap(), "changed".into());
    assert_eq!(engine.engine.plugins().len(), 2);
}

#[test]
fn a_text_that_is_being_loaded_is_not_loaded_again() {
    let engine = started(&["parent.imjoy.html"]);
    assert_eq!(engine.call("parent", "both", vec![]).unwrap(), list([1i64.into(), 2i64.into(), "two".into()]));
}

#[test]
fn it_is_a_part_of_the_plugin_that_has_loaded_it() {
    let engine = started(&["parent.imjoy.html", "partner.js"]);
    // Settings are those of the whole.
    assert_eq!(engine.call("parent", "kept", vec![]).unwrap(), "42".into());
    // Nobody else knows it by name, and it takes no name from others.
    assert_eq!(engine.engine.plugin_named("child"), None);
    assert!(matches!(engine.call("child", "count", vec![]), Err(CallError::NotFound(_))));
    let own = load(&engine, "partner", "api.export({ setup() {}, run: () => 'own' })");
    assert_eq!(own.unwrap(), "own".into());
    assert_eq!(engine.engine.plugins().iter().filter(|plugin| &*plugin.snapshot.name == "partner").count(), 2);
    let named = engine.engine.plugin_named("partner").unwrap();
    assert!(engine.engine.info(named).unwrap().snapshot.part_of.is_none());
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
    assert_eq!(part(&engine, "inner").unwrap().part_of.as_deref(), Some("parent"));
    let parent = engine.engine.plugin_named("parent").unwrap();
    engine.block_on(engine.engine.restart(parent)).unwrap();
    assert_eq!(engine.engine.plugins().len(), 1);
    assert_eq!(load(&engine, "outer", &outer).unwrap(), 3i64.into());
}

#[test]
fn it_asks_in_the_name_of_the_whole_and_is_refused_with_it() {
    let mut engine = started(&["parent.imjoy.html"]);
    let parent = engine.engine.plugin_named("parent").unwrap();
    let asks =
        |name: &str| plugin_text(name, "api.export({ setup() {}, run: () => api.utils.openUrl('https://x.org') })");
    for name in ["one", "two", "three"] {
        let call = engine.spawn("parent", "load", vec![asks(name)]);
        let dialog = engine.dialog();
        assert_eq!((dialog.plugin, &*dialog.plugin_name), (parent, format!("parent › {name}").as_str()));
        engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Cancelled });
        assert!(matches!(call.wait(), Err(CallError::Denied(_))));
    }
    // Three times is enough, whoever asks.
    assert!(matches!(engine.call("parent", "load", vec![asks("four")]), Err(CallError::Denied(_))));
}

#[test]
fn what_it_is_allowed_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = TestEngine::in_folder(folder.path());
    engine.start(&crate::path("parent.imjoy.html"));
    let script = "api.export({ setup() {}, run: () => api.utils.openUrl('https://x.org') })";
    for _ in 0..2 {
        let call = engine.spawn("parent", "load", vec![plugin_text("asks", script)]);
        let dialog = engine.dialog();
        let DialogContent::Permission(wish) = &dialog.content else { panic!("{dialog:?}") };
        assert!(!wish.offers_always());
        engine.answer(&dialog, ALLOW_ONCE);
        call.wait().unwrap();
    }
    assert!(!folder.path().join("permissions").exists());
}

#[test]
fn its_name_is_plain_and_not_that_of_who_loads_it() {
    let engine = started(&["parent.imjoy.html"]);
    for name in ["x".repeat(65).as_str(), " x", "a\\nb"] {
        let error = load(&engine, name, "api.export({ setup() {}, run() {} })").unwrap_err().to_string();
        assert!(error.contains("the name of a plugin has at most 64 characters"), "{name}: {error}");
    }
    let own = plugin_text("selfish", "api.export({ setup() {}, run() {} })");
    let itself = format!(
        "api.export({{ setup() {{}}, run: () => api.loadPlugin({{ src: {} + ' ' }}) }})",
        format!("{:?}", own.as_text().unwrap()).replace("</script>", "<\\/script>")
    );
    let error = load(&engine, "selfish", &itself).unwrap_err().to_string();
    assert!(error.contains("cannot load another plugin of its own name"), "{error}");
    assert_eq!(engine.engine.plugins().len(), 2);
}

#[test]
fn it_ends_once_after_its_exit() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::in_folder(folder.path());
    engine.start(&crate::path("parent.imjoy.html"));
    let script = "api.export({ setup() {}, run() {},
         async exit() { await api.setConfig('exits', Number(await api.getConfig('exits')) + 1) } })";
    load(&engine, "leaving", script).unwrap();
    let parent = engine.engine.plugin_named("parent").unwrap();
    for exits in ["1", "2"] {
        engine.block_on(engine.engine.restart(parent)).unwrap();
        assert_eq!(engine.call("parent", "setting", vec!["exits".into()]).unwrap(), exits.into());
        assert_eq!(engine.engine.plugins().len(), 1);
        load(&engine, "leaving", script).unwrap();
    }
}

#[test]
fn one_that_is_replaced_while_it_loads_is_gone() {
    let engine = started(&["parent.imjoy.html"]);
    let parent = engine.engine.plugin_named("parent").unwrap();
    let hangs =
        plugin_text("slow", "api.export({ setup: () => new Promise(() => setInterval(() => {}, 1000)), run() {} })");
    let first = engine.spawn("parent", "load", vec![hangs]);
    while part(&engine, "slow").is_none() {
        std::thread::yield_now();
    }
    assert_eq!(load(&engine, "slow", "api.export({ setup() {}, run: () => 1 })").unwrap(), 1i64.into());
    assert!(first.wait().unwrap_err().to_string().contains("slow could not be loaded"));
    assert_eq!(engine.engine.plugins().len(), 2);
    engine.block_on(engine.engine.restart(parent)).unwrap();
    assert_eq!(engine.engine.plugins().len(), 1);
}

#[test]
fn it_does_not_follow_into_another_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::in_folder(folder.path());
    engine.start(&crate::path("parent.imjoy.html"));
    engine.call("parent", "loaded", vec![]).unwrap();
    engine.block_on(engine.engine.create_workspace("other")).unwrap();
    assert!(part(&engine, "child").is_none());
}

#[test]
fn what_cannot_be_loaded_says_why_and_leaves_nothing() {
    let engine = started(&["parent.imjoy.html"]);
    let error = load(&engine, "broken", "let = 3 +").unwrap_err().to_string();
    assert!(error.contains("broken could not be loaded") && error.contains("SyntaxError"), "{error}");
    let error = engine.call("parent", "load", vec!["nothing\nof a plugin".into()]).unwrap_err().to_string();
    assert!(error.contains("the text is no plugin: "), "{error}");
    assert_eq!(engine.engine.plugins().len(), 1);
}

#[test]
fn there_is_a_limit() {
    let engine = started(&["parent.imjoy.html"]);
    for number in 0..8 {
        load(&engine, &format!("n{number}"), "api.export({ setup() {}, run() {} })").unwrap();
    }
    let error = load(&engine, "one more", "api.export({ setup() {}, run() {} })").unwrap_err();
    assert!(error.to_string().contains("may not load more"), "{error}");
    let big = format!("api.export({{ setup() {{}}, run() {{}} }}) //{}", "x".repeat(4 << 20));
    let error = load(&engine, "big", &big).unwrap_err();
    assert!(error.to_string().contains("at most 4 MiB"), "{error}");
}

#[test]
fn an_address_names_a_plugin_that_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Partner one.js");
    std::fs::write(&file, "api.export({ setup() {}, run: () => 'one' })").unwrap();
    let engine = started(&["parent.imjoy.html"]);
    let error = engine.call("parent", "address", vec![]).unwrap_err().to_string();
    assert!(error.contains("Partner one (https://x.org/a/Partner%20one.imjoy.html) is not loaded"), "{error}");
    engine.start(file.to_str().unwrap());
    assert_eq!(engine.call("parent", "address", vec![]).unwrap(), "one".into());
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
