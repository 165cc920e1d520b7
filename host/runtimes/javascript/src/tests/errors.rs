//! Errors: their text, place and stack.

use imjoy_sdk::{Error, list};

use super::{FILE, call, exporting, failure, load, load_all, log, result, run};
use crate::calling;
use crate::source::Script;

#[test]
fn syntax_errors_have_place_and_caret() {
    let error = load("\n\n  let a = ;\n").err().unwrap();
    assert_eq!(
        error.message(),
        format!("SyntaxError: unexpected token in expression: ';'\n{FILE}:3:11\n  let a = ;\n          ^")
    );
    let error = load("function x() {\n a(").err().unwrap();
    assert_eq!(
        error.message().lines().take(2).collect::<Vec<_>>(),
        ["SyntaxError: unexpected token in expression: the script ends".to_owned(), format!("{FILE}:2:4")]
    );
}

#[test]
fn places_are_those_of_the_file() {
    let script = Script {
        file: "My plugin.imjoy.html".into(),
        line: 41,
        indent: 2,
        before: 0,
        text: "function f() {\n  null.x\n}\nf()".into(),
        module: false,
    };
    let error = load_all(vec![script]).err().unwrap();
    assert_eq!(
        error.message(),
        "TypeError: cannot read property 'x' of null\nMy plugin.imjoy.html:42:5\n  null.x\n  ^\n    at f (My plugin.imjoy.html:42:5)\n    at <eval> (My plugin.imjoy.html:44:3)"
    );
}

#[test]
fn a_page_that_is_missing_is_explained() {
    assert_eq!(
        failure("document.title = 'x'"),
        Error::failed(
            "ReferenceError: document is not defined: plugins have no page; api.createWindow and api.showDialog show things"
        )
    );
    assert_eq!(failure("documents"), Error::failed("ReferenceError: documents is not defined"));
}

#[test]
fn messages_are_bounded() {
    let error = failure("throw new Error('x'.repeat(1000000))");
    assert!(error.message().len() < 70_000 && error.message().ends_with("(cut)"), "{}", error.message().len());
}

#[test]
fn what_is_thrown_reaches_the_caller_as_a_text() {
    for (thrown, expected) in [
        ("new TypeError('no')", "TypeError: no"),
        ("new Error('')", "Error"),
        ("'just a text'", "just a text"),
        ("''", ""),
        ("undefined", "the plugin threw undefined"),
        ("null", "the plugin threw null"),
        ("42", "the plugin threw 42"),
        ("Symbol('x')", "the plugin threw a symbol"),
        ("{code: 1, list: [1, 'a']}", "the plugin threw {code: 1, list: [1, \"a\"]}"),
        ("{message: 'like an error'}", "like an error"),
        ("Object.create(null)", "the plugin threw {}"),
        ("{toString() { throw 1 }, message: 'kept'}", "kept"),
        ("(() => { class Own extends Error { name = 'Own' } return new Own('m') })()", "Own: m"),
        ("new DOMException('stop', 'AbortError')", "AbortError: stop"),
    ] {
        assert_eq!(failure(&format!("throw {thrown}")), Error::failed(expected), "{thrown}");
        assert_eq!(failure(&format!("return Promise.reject({thrown})")), Error::failed(expected), "{thrown}");
    }
}

#[test]
fn the_stack_is_in_the_log() {
    let running =
        load("api.export({\n  setup() {},\n  run() { inner() }\n})\nfunction inner() {\n  throw new Error('boom')\n}")
            .unwrap();
    log();
    assert_eq!(call(running, "run", vec![]), Err(Error::failed("Error: boom")));
    let written = log();
    assert_eq!(written, [format!("error: Error: boom\n    at inner ({FILE}:6:13)\n    at run ({FILE}:3:11)")],);
}

#[test]
fn errors_of_the_api_are_errors_and_texts() {
    let seen = result(
        "try { await api.getFileManager('http://x') } catch (e) {
           return [e instanceof Error, e.message, '' + e, `${e}`, e.name, e.code, e.stack.includes('test.imjoy.html')]
         }",
        vec![],
    );
    let text = "file manager with url http://x not found.";
    assert_eq!(seen, list![true, text, text, text, "not-found", "not-found", true]);
    assert_eq!(failure("await api.getFileManager('http://x')"), Error::not_found(text));
}

#[test]
fn endless_recursion_is_a_range_error_that_can_be_caught() {
    let seen =
        result("try { (function f() { f() })() } catch (e) { return [e instanceof RangeError, e.message] }", vec![]);
    assert_eq!(seen, list![true, "Maximum call stack size exceeded"]);
    assert_eq!(failure("(function f() { f() })()").message(), "RangeError: Maximum call stack size exceeded");
    assert!(failure("return JSON.parse('['.repeat(1e6))").message().contains("RangeError"));
}

#[test]
fn promises_that_nobody_handles_are_logged() {
    let running =
        exporting("run() { Promise.reject(new Error('lost')); queueMicrotask(() => { throw new Error('thrown') }) }");
    log();
    call(running, "run", vec![]).unwrap();
    let written = log().join("\n");
    assert!(written.contains("not handled: Error: lost\n    at run"), "{written}");
    assert!(written.contains("not handled: Error: thrown"), "{written}");
    let running = exporting(
        "async run() { const p = Promise.reject(1); p.catch(() => {}); try { await Promise.reject(2) } catch {} }",
    );
    call(running, "run", vec![]).unwrap();
    assert_eq!(log(), Vec::<String>::new());
}

#[test]
fn a_promise_that_never_settles_hurts_nobody() {
    let running = exporting("never() { return new Promise((resolve) => { this.resolve = resolve }) }, run: () => 1");
    let answer = run(async {
        let never = calling::exported(running, "never".into(), vec![]);
        let run = calling::exported(running, "run".into(), vec![]);
        futures::pin_mut!(never, run);
        match futures::future::select(never, run).await {
            futures::future::Either::Left(_) => panic!("it settled"),
            futures::future::Either::Right((answer, _)) => answer,
        }
    });
    assert_eq!(answer, Ok(1.into()));
}

#[test]
fn a_source_of_ten_megabytes_is_read() {
    let source =
        format!("const data = '{}'\napi.export({{ setup() {{}}, run: () => data.length }})", "x".repeat(10 << 20));
    assert_eq!(call(load(&source).unwrap(), "run", vec![]).unwrap(), (10 << 20).into());
    let error = load("let a = 1\n\0").err().unwrap();
    assert_eq!(error.message(), format!("SyntaxError: the script has a NUL character\n{FILE}:2"));
}
