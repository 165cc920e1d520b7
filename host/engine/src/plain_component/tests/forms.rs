//! Forms made from types, and what becomes of their answers.

use super::super::answers::{Files, values};
use super::super::argument::arguments;
use super::super::form::form;
use super::function;
use crate::form::{ElementKind, Form};
use crate::value::{Record, Value};
use bytes::Bytes;

/// Files of any name, whose contents are their name.
struct NamedFiles {
    stand_in: Option<Bytes>,
}

impl Files for NamedFiles {
    fn read(&mut self, path: &str) -> Result<Bytes, String> {
        if path == "missing" { Err("there is no such file".to_owned()) } else { Ok(Bytes::from(path.to_owned())) }
    }

    fn stand_in(&mut self) -> Option<Result<Bytes, String>> {
        self.stand_in.clone().map(Ok)
    }
}

/// Keys of the fields, with the defaults that they have.
fn fields(form: &Form) -> String {
    let answers = form.default_answers();
    let field = |element: &crate::form::Element| {
        let key = element.key.clone().unwrap();
        answers.get(&key).map_or_else(|| key.clone(), |answer| format!("{key}={answer}"))
    };
    form.elements.iter().map(field).collect::<Vec<_>>().join(" ")
}

/// What the function gets when these answers are given and the others left as they are.
fn answered(signature: &str, given: &[(&str, Value)]) -> String {
    let function = function(signature);
    let mut answers = form(&function).default_answers();
    for (key, value) in given {
        answers.set(*key, value.clone());
    }
    let values = values(&function, &answers, &mut NamedFiles { stand_in: None });
    match values.and_then(|values| arguments(&function, values, 1_000)) {
        Ok(made) => format!("{made:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn each_type_has_its_fields() {
    for (signature, text, keys) in [
        ("u8", "size: 0", "size=0"),
        ("f32", "size: 0", "size=0"),
        ("bool", "size:", "size=false"),
        ("string", "size:", "size="),
        ("char", "size (one character):", "size="),
        ("(list u8)", "size:", "size"),
        ("(list f64)", "size (f64, with commas):", "size="),
        (
            "(list $point)",
            "size (JSON): [{\"x\":0,\"pixel-size\":0.0,\"note\":null}]",
            "size=[{\"x\":0,\"pixel-size\":0.0,\"note\":null}]",
        ),
        ("$colour", "size: red", "size=red"),
        ("$channels", "size size first: size second one:", "size_first=false size_second-one=false"),
        (
            "$point",
            "size size x: 0 size pixel size: 0 size note (empty for none):",
            "size_x=0 size_pixel-size=0 size_note=",
        ),
        ("(tuple u8 string)", "size size 1: 0 size 2:", "size_1=0 size_2="),
        (
            "$shape",
            "size: none size circle: 0 size corner size corner x: 0 size corner pixel size: 0 size corner note (empty for none):",
            "size=none size_circle=0 size_corner_x=0 size_corner_pixel-size=0 size_corner_note=",
        ),
        ("(option u8)", "size (u8; empty for none):", "size="),
        ("(option (option string))", "size (empty for none):", "size="),
        ("(option bool)", "size:", "size="),
        ("(option $colour)", "size:", "size="),
        ("(option (list u8))", "size:", "size"),
        ("(option (tuple u8 u8))", "size given: size size 1: 0 size 2: 0", "size=false size_1=0 size_2=0"),
        (
            "(option $shape)",
            "size given: size: none size circle: 0 size corner size corner x: 0 size corner pixel size: 0 size corner note (empty for none):",
            "size=false size_some=none size_some_circle=0 size_some_corner_x=0 size_some_corner_pixel-size=0 size_some_corner_note=",
        ),
        ("(result u8 (error string))", "size: ok size ok: 0 size err:", "size=ok size_ok=0 size_err="),
    ] {
        let form = form(&function(&format!("(param \"size\" {signature})")));
        assert_eq!((form.visible_text().as_str(), fields(&form).as_str()), (text, keys), "{signature}");
    }
    assert!(form(&function("")).segments.is_empty());
}

#[test]
fn numbers_have_the_range_of_their_type() {
    for (signature, min, max, step) in [
        ("u8", Some(0.0), Some(255.0), 1.0),
        ("s16", Some(-32768.0), Some(32767.0), 1.0),
        ("u64", Some(0.0), None, 1.0),
        ("s64", None, None, 1.0),
        ("f64", None, None, 0.1),
    ] {
        let form = form(&function(&format!("(param \"a\" {signature})")));
        assert_eq!(form.elements[0].kind, ElementKind::Number { default: 0.0, min, max, step: Some(step) });
    }
}

#[test]
fn answers_become_arguments() {
    let text = |text: &str| Value::from(text);
    for (signature, given, expected) in [
        ("u8", vec![], "[U8(0)]"),
        ("u8", vec![("a", 300i64.into())], "a of f is 300; a u8 is a whole number from 0 to 255"),
        ("(list u8)", vec![], "a of f is missing; choose a file"),
        ("(list u8)", vec![("a", text("x"))], "[List([U8(120)])]"),
        ("(list u8)", vec![("a", text("missing"))], "a of f cannot be read: there is no such file"),
        ("(option (list u8))", vec![], "[Option(None)]"),
        ("(list f64)", vec![], "[List([])]"),
        ("(list f64)", vec![("a", text("1, 2.5"))], "[List([Float64(1.0), Float64(2.5)])]"),
        ("(list f64)", vec![("a", text("[1, 2.5]"))], "[List([Float64(1.0), Float64(2.5)])]"),
        ("(list f64)", vec![("a", text("1, x"))], "a[1] of f cannot be read: \"x\" is not a number"),
        ("(list string)", vec![("a", text("a,b c"))], "[List([String(\"a\"), String(\"b c\")])]"),
        ("(list string)", vec![("a", text("[\"a,b\"]"))], "[List([String(\"a,b\")])]"),
        ("(list bool)", vec![("a", text("yes, no"))], "[List([Bool(true), Bool(false)])]"),
        (
            "(list $point)",
            vec![],
            "[List([Record([(\"x\", S16(0)), (\"pixel-size\", Float32(0.0)), (\"note\", Option(None))])])]",
        ),
        (
            "(list $point)",
            vec![("a", text("[{]"))],
            "a of f cannot be read: \"[{]\" is not JSON (key must be a string at line 1 column 3)",
        ),
        ("$channels", vec![("a_second-one", true.into())], "[Flags([\"second-one\"])]"),
        (
            "$point",
            vec![("a_x", 3i64.into()), ("a_note", text("hi"))],
            "[Record([(\"x\", S16(3)), (\"pixel-size\", Float32(0.0)), (\"note\", Option(Some(String(\"hi\"))))])]",
        ),
        // The whole in place of its fields.
        ("(tuple u8 u8)", vec![("a", Value::Integers([1, 2].into()))], "[Tuple([U8(1), U8(2)])]"),
        ("(tuple u8 u8)", vec![("a_2", 2i64.into())], "[Tuple([U8(0), U8(2)])]"),
        ("$shape", vec![("a", text("circle")), ("a_circle", 1.5.into())], "[Variant(\"circle\", Some(Float64(1.5)))]"),
        ("$shape", vec![], "[Variant(\"none\", None)]"),
        ("(option u8)", vec![], "[Option(None)]"),
        ("(option u8)", vec![("a", text("7"))], "[Option(Some(U8(7)))]"),
        ("(option u8)", vec![("a", text("seven"))], "a of f cannot be read: \"seven\" is not a number"),
        ("(option bool)", vec![("a", text("no"))], "[Option(Some(Bool(false)))]"),
        ("(option $colour)", vec![("a", text("red"))], "[Option(Some(Enum(\"red\")))]"),
        ("(option (tuple u8 u8))", vec![("a_1", 1i64.into())], "[Option(None)]"),
        (
            "(option (tuple u8 u8))",
            vec![("a", true.into()), ("a_1", 1i64.into())],
            "[Option(Some(Tuple([U8(1), U8(0)])))]",
        ),
        (
            "(option $shape)",
            vec![("a", true.into()), ("a_some", text("circle"))],
            "[Option(Some(Variant(\"circle\", Some(Float64(0.0)))))]",
        ),
        ("(option (option $channels))", vec![("a", true.into())], "[Option(Some(Option(None)))]"),
        ("(result u8 (error string))", vec![("a", text("err"))], "[Result(Err(Some(String(\"\"))))]"),
        ("u8", vec![("sgma", 1i64.into())], "f has no parameter sgma; there is a"),
    ] {
        assert_eq!(answered(&format!("(param \"a\" {signature})"), &given), expected, "{signature} {given:?}");
    }
}

#[test]
fn what_stands_in_for_a_file_is_used_where_none_is_chosen() {
    let function = function("(param \"image\" (list u8)) (param \"mask\" (option (list u8)))");
    let mut files = NamedFiles { stand_in: Some(Bytes::from_static(b"window")) };
    let read = values(&function, &Record::new(), &mut files).unwrap();
    assert_eq!(read, [Value::Bytes(Bytes::from_static(b"window")), Value::Null]);
}

#[test]
fn large_types_are_asked_for_as_json() {
    let many = (0..100).map(|index| format!("(param \"p{index}\" (tuple u8 u8))")).collect::<String>();
    let many = form(&function(&many));
    assert_eq!(many.elements.len(), 32 * 2 + 68);
    assert!(matches!(many.elements[131].kind, ElementKind::TextArea { .. }));
    let deep = form(&function("(param \"a\" (tuple (tuple (tuple (tuple (tuple u8)))) u8))"));
    assert_eq!(fields(&deep), "a_1_1_1=[[0]] a_2=0");
}
