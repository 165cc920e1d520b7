//! Scripts, `api.export`, calls.

use imjoy_sdk::{Error, Value, list, record};

use super::{FILE, call, exporting, load, load_all, log, run, script};
use crate::calling;
use crate::source::Script;

#[test]
fn instances_of_classes_export_their_methods_and_fields() {
    let running = load(
        "class Base { inherited() { return this.version + '!' } run() { return 'base' } }
         class ImJoyPlugin extends Base {
           constructor() { super(); this.version = '1.2'; this.count = 3; this.ready = true; this.list = [1]; this._secret = 1 }
           setup() { this.wasSetUp = true }
           async run(my) { return [my.config.x, this.wasSetUp] }
           get computed() { throw new Error('not to be called') }
           _hidden() {}
         }
         api.export(new ImJoyPlugin())",
    )
    .unwrap();
    let mut functions = running.exported_functions();
    functions.sort();
    assert_eq!(functions, ["inherited", "run", "setup"]);
    let variables = running.exports.borrow().as_ref().unwrap().variables.clone();
    assert_eq!(variables, record! { "version": "1.2", "count": 3, "ready": true });
    let my = record! { "config": record! { "x": 7 } };
    assert_eq!(call(running, "run", vec![my.into()]).unwrap(), list![7, true]);
    assert_eq!(call(running, "inherited", vec![]).unwrap(), "1.2!".into());
}

#[test]
fn plain_objects_export_functions_also_of_objects_in_them() {
    let running = exporting("run: () => 1, utils: { twice(x) { return 2 * x + this.more }, more: 1 }");
    assert!(running.exports_function("utils.twice"));
    assert_eq!(call(running, "utils.twice", vec![4.into()]).unwrap(), 9.into());
    let error = call(running, "nothing", vec![]).unwrap_err();
    assert_eq!(error, Error::not_found("function \"nothing\" of test is not available."));
}

#[test]
fn wrong_exports_are_told() {
    let error = |source: &str| load(source).err().unwrap().message().lines().next().unwrap().to_owned();
    assert_eq!(
        error("let a = 1"),
        "the plugin \"test\" exports nothing; its script has to end with `api.export(new ImJoyPlugin())`"
    );
    assert_eq!(
        error("class ImJoyPlugin {}; api.export(ImJoyPlugin)"),
        "api.export got a class; write `api.export(new ImJoyPlugin())` to export an instance of it"
    );
    assert!(error("api.export(3)").contains("needs an instance of a class"));
}

#[test]
fn exporting_may_come_later() {
    assert!(load("(async () => { await api.init(); await api.echo(1); api.export({ setup() {} }) })()").is_ok());
    assert!(load("setTimeout(() => api.export({ setup() {} }), 1)").is_ok());
    assert!(load("api.init().then((api) => api.export({ setup() {} }))").is_ok());
}

#[test]
fn a_missing_setup_is_noted_and_a_failing_one_told() {
    let running = load("api.export({ run() {} })").unwrap();
    assert_eq!(log(), ["warning: No \"setup()\" function is defined in plugin \"test\"."]);
    call(running, "run", vec![]).unwrap();
    let error = load("api.export({\n  async setup() {\n    await null; missing()\n  }\n})").err().unwrap();
    assert_eq!(
        error.message(),
        format!("ReferenceError: missing is not defined\n{FILE}:3:17\n    await null; missing()\n                ^")
    );
}

#[test]
fn scripts_share_the_global_scope_and_are_not_strict() {
    let running = load_all(vec![
        script("const shared = 40\nfunction add(x) { return shared + x }\nimplicit = 2"),
        script("var old = self === globalThis && this === self\nclass P { setup() {} run() { return [add(implicit), old, typeof window, typeof document] } }"),
        script("api.export(new P())"),
    ])
    .unwrap();
    assert_eq!(call(running, "run", vec![]).unwrap(), list![42, true, "undefined", "undefined"]);
}

#[test]
fn modules_have_their_own_scope_and_may_await() {
    let module = |text: &str| Script { module: true, ..script(text) };
    let running = load_all(vec![
        script("var seen = []"),
        module("const own = await Promise.resolve(1); seen.push(own, this === undefined)"),
        module("seen.push(typeof own); api.export({ setup() {}, run: () => seen })"),
    ])
    .unwrap();
    assert_eq!(call(running, "run", vec![]).unwrap(), list![1, true, "undefined"]);
    let error = load_all(vec![module("import x from 'https://a.b/c.js'")]).err().unwrap();
    assert!(error.message().contains("there is no library https://a.b/c.js"), "{error}");
}

#[test]
fn modules_import_libraries() {
    let module = |text: &str| Script { module: true, ..script(text) };
    let running = load_all(vec![module(
        "import answer from 'https://x.org/answer.mjs'
         const { half } = await import('./half.mjs')
         api.export({ setup() {}, run: () => [answer, half(3)] })",
    )])
    .unwrap();
    assert_eq!(call(running, "run", vec![]).unwrap(), list![43, 1.5]);
}

#[test]
fn several_calls_are_under_way_at_once() {
    let running = exporting(
        "waiting: [], wait(name) { return new Promise((resolve) => this.waiting.push(() => resolve(name))) },
         end() { this.waiting.reverse().forEach((resolve) => resolve()) }",
    );
    let call = |name: &str, arguments: Vec<Value>| calling::exported(running, name.into(), arguments);
    let both = run(async {
        let first = call("wait", vec!["first".into()]);
        let second = call("wait", vec!["second".into()]);
        futures::join!(first, second, call("end", vec![]))
    });
    assert_eq!((both.0, both.1), (Ok("first".into()), Ok("second".into())));
}

#[test]
fn methods_passed_as_callbacks_keep_their_object() {
    let running = load(
        "class P { constructor() { this.n = 5 } setup() {} give() { return {f: this.method} } method() { return this.n } }
         api.export(new P())",
    )
    .unwrap();
    let given = call(running, "give", vec![]).unwrap();
    let Some(Value::Function(method)) = given.get("f") else { panic!("{given:?}") };
    assert_eq!(run(method.call(())).unwrap(), 5.into());
}

#[test]
fn callback_style_and_thenables() {
    let running = exporting(
        "run() { return api.echo(1).then((x) => x + 1).catch(() => 0).finally(() => {}) },
         thenable() { return { then(resolve) { resolve('late') } } }",
    );
    assert_eq!(call(running, "run", vec![]).unwrap(), 2.into());
    assert_eq!(call(running, "thenable", vec![]).unwrap(), "late".into());
}

#[test]
fn the_api_is_no_promise_and_can_be_awaited() {
    let running =
        exporting("async run() { return [(await api) === api, (await Promise.resolve(api)) === api, api.then] }");
    assert_eq!(call(running, "run", vec![]).unwrap(), list![true, true, Value::Absent]);
}

#[test]
fn own_events_are_delivered_in_order() {
    let running = exporting(
        "async run() {
           const seen = []
           const first = (x) => seen.push('first ' + x)
           api.on('tick', first)
           api.on('tick', async (x) => { await null; seen.push('second ' + x) })
           await api.emit('tick', 1)
           await api.off('tick', first)
           await api.emit('tick', 2)
           return seen
         }",
    );
    assert_eq!(call(running, "run", vec![]).unwrap(), list!["first 1", "second 1", "second 2"]);
}

#[test]
fn functions_of_other_eras_say_why_they_are_missing() {
    let running = exporting(
        "async run() {
           const seen = []
           for (const call of [() => api.updateWindow({}), () => api.getFileManager('http://x'), () => api.installPlugin({})]) {
             try { await call(); seen.push('no error') } catch (e) { seen.push(e.code + ': ' + e) }
           }
           return seen
         }",
    );
    let seen = call(running, "run", vec![]).unwrap().to_string();
    assert!(seen.contains("unavailable: updateWindow was removed"), "{seen}");
    assert!(seen.contains("not-found: file manager with url http://x not found."), "{seen}");
    assert!(!seen.contains("no error"), "{seen}");
}
