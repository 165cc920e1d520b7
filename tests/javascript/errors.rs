//! What goes wrong reaches whoever called, with one clear message; the plugin's own file is named.

use crate::{call, exporting, list, load_script, path, started};
use imjoy_engine::CallError;
use imjoy_tests::TestEngine;

/// Why a plugin with this script cannot be used.
fn refused(script: &str) -> String {
    let engine = TestEngine::new();
    load_script(&engine, script).unwrap_err().to_string()
}

#[test]
fn syntax_errors_name_line_and_column() {
    let told = refused("const a = 1\n  let b = ;\n");
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].ends_with("SyntaxError: unexpected token in expression: ';'"), "{told}");
    assert_eq!(lines[1..], ["test.js:2:11", "  let b = ;", "          ^"], "{told}");
}

#[test]
fn errors_of_scripts_have_the_lines_of_the_file() {
    let engine = started(&["modules.imjoy.html"]);
    assert_eq!(
        engine.call("modules", "order", vec![]).unwrap(),
        list(["classic".into(), "module".into(), "function".into(), true.into(), "undefined".into(), "setup".into()])
    );
    let failed = engine.call("modules", "fails", vec![]);
    assert_eq!(failed, Err(CallError::Failed("ReferenceError: missing is not defined".into())));
    let file = std::fs::read_to_string(path("modules.imjoy.html")).unwrap();
    let position = |text: &str| {
        let (index, line) = file.lines().enumerate().find(|(_, line)| line.contains(text)).unwrap();
        (index + 1, line.find(text).unwrap() + 1)
    };
    let (line, column) = position("missing.field");
    let log = engine.log().join("\n");
    assert!(
        log.contains(&format!(
            "ReferenceError: missing is not defined\n    at inner (modules.imjoy.html:{line}:{column})"
        )),
        "{log}"
    );
    let (line, column) = position("inner()\n".trim());
    assert!(log.contains(&format!("    at fails (modules.imjoy.html:{line}:{column})")), "{log}");
}

#[test]
fn a_passive_plugin_need_not_export() {
    let engine = TestEngine::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("passive.imjoy.html");
    let config =
        "<config lang=\"json\">\n{\"name\": \"passive\", \"type\": \"web-worker\", \"passive\": true}\n</config>";
    let text = format!("{config}\n<script lang=\"javascript\">\nconsole.log('hello')\n</script>");
    std::fs::write(&file, text).unwrap();
    engine.start(file.to_str().unwrap());
    assert!(engine.log().iter().any(|line| line.contains("hello")), "{:?}", engine.log());
}

#[test]
fn plugins_that_cannot_begin_say_why() {
    assert!(refused("let a = 1").contains("exports nothing; its script has to end with `api.export("), "no export");
    assert!(refused("class A {}; api.export(A)").contains("write `api.export(new ImJoyPlugin())`"), "a class");
    let told = refused("api.export({\n  setup() { missing() } })");
    assert!(told.contains("ReferenceError: missing is not defined\ntest.js:2:13\n"), "{told}");
    let told = refused("throw 'on purpose'");
    assert!(told.ends_with("on purpose"), "{told}");
    let told = refused("import x from 'https://a.b/c.js'");
    assert!(told.contains("SyntaxError"), "{told}");
}

#[test]
fn what_is_thrown_reaches_other_plugins() {
    let engine = started(&["partner.js"]);
    load_script(
        &engine,
        "api.export({ setup() {}, async ask(kind) {
           try { await api.call('partner', 'fail', kind) } catch (e) { return [e instanceof Error, e.code, e.message, '' + e] }
         }, through: (kind) => api.call('partner', 'fail', kind) })",
    )
    .unwrap();
    for (kind, message) in [
        ("type", "TypeError: wrong type"),
        ("text", "just a text"),
        ("undefined", "the plugin threw undefined"),
        ("object", "the plugin threw {code: 7}"),
    ] {
        assert_eq!(
            call(&engine, "ask", vec![kind.into()]).unwrap(),
            list([true.into(), "failed".into(), message.into(), message.into()])
        );
        assert_eq!(call(&engine, "through", vec![kind.into()]), Err(CallError::Failed(message.into())));
    }
    let log = engine.log().join("\n");
    assert!(log.contains("TypeError: wrong type\n    at fail (partner.js:"), "{log}");
}

#[test]
fn sentences_of_the_host_are_imjoys() {
    let engine = exporting(
        "async texts() {
           const texts = []
           for (const work of [() => api.run('nobody'), () => api.call('nobody', 'f'), () => api.getPlugin('nobody'), () => api.call('test', 'nothing')]) {
             await work().catch((e) => texts.push('' + e))
           }
           return texts
         }",
    );
    let texts = call(&engine, "texts", vec![]).unwrap().as_list().unwrap();
    assert_eq!(texts.len(), 4);
    assert!(texts[0].as_text().unwrap().contains("nobody"), "{texts:?}");
    assert!(texts[3].as_text().unwrap().contains("nothing"), "{texts:?}");
}

#[test]
fn errors_that_nobody_handles_are_in_the_log() {
    let engine = exporting(
        "begin() { setTimeout(() => { throw new Error('in a timer') }); Promise.reject(new Error('lost')); api.getPlugin('nobody') },
         ok: () => 1",
    );
    call(&engine, "begin", vec![]).unwrap();
    let told = |log: &str| log.contains("in a timer\n    at ") && log.contains("lost\n    at begin (test.js:1:");
    let mut log = String::new();
    while !told(&log) || !log.contains("nobody") {
        call(&engine, "ok", vec![]).unwrap();
        log = engine.log().join("\n");
    }
}
