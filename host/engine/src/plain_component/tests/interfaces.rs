//! Which functions there are, and how they are named.

use super::super::interface::MOST_FUNCTIONS;
use super::{function, interface, read};

#[test]
fn signatures_are_those_of_the_component() {
    for (signature, text) in [
        ("", "f: func()"),
        ("(param \"a\" u8) (param \"b\" bool) (result string)", "f: func(a: u8, b: bool) -> string"),
        ("(result (list u8))", "f: func() -> list<u8>"),
        ("(param \"at\" $point)", "f: func(at: record { x: s16, pixel-size: f32, note: option<string> })"),
        (
            "(param \"c\" $colour) (result $channels)",
            "f: func(c: enum { red, dark-green }) -> flags { first, second-one }",
        ),
        ("(result (result (tuple char s64) (error string)))", "f: func() -> result<tuple<char, s64>, string>"),
    ] {
        assert_eq!(function(signature).to_string(), text);
    }
}

#[test]
fn what_cannot_be_passed_is_left_out_with_its_reason() {
    let interface = read(
        r#"(component
            (import "thing" (type $thing (sub resource)))
            (import "in-good" (func $good)) (export "good" (func $good))
            (import "in-own" (func $own (result (own $thing)))) (export "gives-thing" (func $own))
            (import "in-list" (func $list (param "l" (list (borrow $thing))))) (export "takes-things" (func $list))
            (import "in-stream" (func $stream (param "s" (stream u8)))) (export "streams" (func $stream))
            (import "in-future" (func $future (result (future)))) (export "waits" (func $future))
            (import "i" (instance $i (export "thing" (type (sub resource)))
                (export "[constructor]thing" (func (result (own 0))))
                (export "count" (func (result u32)))))
            (export "docs:example/things@1.2.0" (instance $i))
            (export "wasi:cli/run@0.2.0" (instance $i))
        )"#,
        &["good", "gives-thing", "takes-things", "streams", "waits", "docs:example/things@1.2.0", "wasi:cli/run@0.2.0"],
    );
    let names: Vec<&str> = interface.functions.iter().map(|function| &*function.name).collect();
    assert_eq!(names, ["good", "count"]);
    assert!(interface.is_command);
    let left_out: Vec<String> = interface.left_out.iter().map(ToString::to_string).collect();
    assert_eq!(
        left_out,
        [
            "gives-thing has to do with a resource",
            "takes-things has to do with a resource",
            "streams has to do with a stream",
            "waits has to do with a future",
            "things/[constructor]thing belongs to a resource",
        ]
    );
}

#[test]
fn functions_have_the_shortest_name_that_is_their_own() {
    let instance = "(instance (export \"area\" (func)) (export \"move\" (func)))";
    let interface = read(
        &format!(
            r#"(component
                (import "a" {instance}) (import "b" {instance}) (import "c" (instance $c (export "area" (func))))
                (import "in-move" (func $move)) (import "in-blur" (func $blur))
                (export "docs:one/circle@1.0.0" (instance 0))
                (export "docs:two/circle@1.0.0" (instance 1))
                (export "docs:two/square" (instance $c))
                (export "move" (func $move)) (export "add-noise" (func $blur)))"#
        ),
        &["docs:one/circle@1.0.0", "docs:two/circle@1.0.0", "docs:two/square", "move", "add-noise"],
    );
    let names: Vec<&str> = interface.functions.iter().map(|function| &*function.name).collect();
    assert_eq!(
        names,
        [
            "docs:one/circle@1.0.0#area",
            "docs:one/circle@1.0.0#move",
            "docs:two/circle@1.0.0#area",
            "docs:two/circle@1.0.0#move",
            "square/area",
            "move",
            "add-noise",
        ]
    );
    for (name, index) in [
        ("add-noise", Some(6)),
        ("addNoise", Some(6)),
        ("add_noise", Some(6)),
        ("square/area", Some(4)),
        ("docs:two/square#area", Some(4)),
        ("docs:one/circle@1.0.0#move", Some(1)),
        // Two are meant.
        ("circle/area", None),
        ("area", None),
        ("blur", None),
    ] {
        assert_eq!(interface.find(name), index, "{name}");
    }
}

#[test]
fn large_interfaces_are_bounded() {
    let names: Vec<String> = (0..MOST_FUNCTIONS + 100).map(|index| format!("f{index}")).collect();
    let signatures: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let read_interface = interface(&signatures);
    assert_eq!(read_interface.functions.len(), MOST_FUNCTIONS);
    assert_eq!(read_interface.left_out.len(), 64);
    let deep = format!("(param \"a\" {}u8{})", "(option ".repeat(40), ")".repeat(40));
    assert_eq!(interface(&[("f", &deep)]).left_out[0].reason, "has types that are nested too deep");
    // Each type is twice the one before it; the validator refuses still more.
    let mut text = "(component (type $t0 (tuple u8 u8))".to_owned();
    for level in 1..13 {
        text += &format!("(type $t{level} (tuple $t{} $t{}))", level - 1, level - 1);
    }
    let large = "(func (param \"a\" $t12))";
    for name in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] {
        text += &format!("(import \"in-{name}\" {large}) (export \"{name}\" (func $in-{name}))").replacen(
            "(func",
            &format!("(func $in-{name}"),
            1,
        );
    }
    text += "(import \"in-small\" (func $small)) (export \"small\" (func $small)))";
    let read = read(&text, &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "small"]);
    assert!(read.left_out.iter().all(|left_out| left_out.reason == "has types that are too large"), "{read:?}");
    assert!((1..10).contains(&read.left_out.len()), "{}", read.left_out.len());
    assert_eq!(&*read.functions.last().unwrap().name, "small");
    assert!(read.functions[0].to_string().len() < 1_000);
}
