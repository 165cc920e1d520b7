//! Tests of whole forms beyond ImJoy's golden vectors (`tests/form_vectors.rs`).

use super::*;
use std::time::{Duration, Instant};

fn parse(ui: &str) -> Result<Form, FormError> {
    Form::parse(&ui.into())
}

fn kind(ui: &str) -> ElementKind {
    parse(ui).unwrap().elements[0].kind.clone()
}

fn text(text: &str) -> Segment {
    Segment::Text(TextRun { text: text.into(), ..TextRun::default() })
}

#[test]
fn texts_breaks_and_elements_are_in_order() {
    let form =
        parse("a {id:'a', type:'number'} nm<br> <b>b</b>: {id:'b', type:'string', prefix:'[', suffix:']'}").unwrap();
    let bold = Segment::Text(TextRun { text: "b".into(), bold: true, ..TextRun::default() });
    let expected =
        [text("a "), Segment::Element(0), text(" nm"), Segment::LineBreak, bold, text(": "), Segment::Element(1)];
    assert_eq!(form.segments, expected);
    assert_eq!(form.default_answers(), Record::new().with("a", 3).with("b", "???"));
    assert_eq!(form.visible_text(), "a 3 nm b: [???]");
    let Some(Element { kind: ElementKind::Text { prefix, suffix, .. }, .. }) = form.elements.last() else { panic!() };
    assert_eq!((prefix.as_str(), suffix.as_str()), ("[", "]"));
}

#[test]
fn an_empty_form_is_empty() {
    for ui in [Value::Null, Value::Absent, "".into(), "  ".into(), Value::List(vec![])] {
        assert_eq!(Form::parse(&ui), Ok(Form::default()));
    }
}

#[test]
fn options_keep_their_kind_and_have_labels() {
    let form =
        parse("{id:'a', type:'choose', options:[{label:'<i>One</i>', value:1}, true], placeholder:'1'}").unwrap();
    let kind = ElementKind::Choose { options: vec![1.into(), true.into()], selected: Some(0) };
    assert_eq!(form.elements[0].kind, kind);
    assert_eq!(form.elements[0].option_label(0).as_deref(), Some("One"));
    assert_eq!(form.elements[0].option_label(1).as_deref(), Some("true"));
    assert_eq!(form.elements[0].option_label(2), None);
    assert_eq!(form.default_answers(), Record::new().with("a", "1"));
    // What the front end shows is what is answered, unlike in ImJoy.
    let form = parse("{id:'a', type:'choose', options:[true, false], placeholder:false}").unwrap();
    assert!(matches!(form.elements[0].kind, ElementKind::Choose { selected: Some(1), .. }));
    assert_eq!(form.visible_text(), "true");
}

#[test]
fn elements_that_only_this_host_knows() {
    let ui = "{id:'c', type:'checkbox', placeholder:true, label:'on'} {id:'s', type:'slider', min:1, max:5, placeholder:9}
        {id:'r', type:'range', step:0.5} {id:'t', type:'textarea', rows:1000} {id:'f', type:'file', extensions:['.TIF','png']}";
    let form = parse(ui).unwrap();
    let kinds: Vec<ElementKind> = form.elements.iter().map(|element| element.kind.clone()).collect();
    let expected = [
        ElementKind::Checkbox { default: true, label: "on".into() },
        ElementKind::Slider { default: 5.0, min: 1.0, max: 5.0, step: None },
        ElementKind::Slider { default: 0.0, min: 0.0, max: 100.0, step: Some(0.5) },
        ElementKind::TextArea { default: String::new(), rows: 100 },
        ElementKind::File { extensions: vec!["tif".into(), "png".into()] },
    ];
    assert_eq!(kinds, expected);
    assert_eq!(form.default_answers(), Record::new().with("c", true).with("s", 5).with("r", 0).with("t", ""));
    let error = Form::parse_with(&ui.into(), Dialect::ImJoy).unwrap_err();
    assert_eq!(error.to_string(), "No op template of type 'checkbox'!");
}

#[test]
fn wrong_fields_of_new_elements_are_named() {
    for (ui, message) in [
        ("{type:'checkbox', placeholder:1}", "the placeholder of a checkbox must be true or false"),
        ("{type:'slider', min:5, max:1}", "the max of a slider must be at least its min"),
        ("{type:'slider', min:'a'}", "the min of a slider must be a number"),
        ("{type:'range', step:0}", "the step of a slider must be more than 0"),
        ("{type:'textarea', rows:'a'}", "the rows of a textarea must be a number"),
        ("{type:'file', extensions:[1]}", "the extensions of a file must be a list of texts like '.tif'"),
        ("{type:'files'}", "No op template of type 'files'!"),
    ] {
        assert_eq!(parse(ui).map_err(|error| error.to_string()), Err(message.to_owned()), "{ui}");
    }
}

#[test]
fn numbers_and_colors() {
    let number = |default, min, max, step| ElementKind::Number { default, min, max, step };
    assert_eq!(kind("{type:'number', min:0, max:'x', step:0.1}"), number(3.0, Some(0.0), None, Some(0.1)));
    assert_eq!(kind("{type:'color'}"), ElementKind::Color { default: [255, 221, 51] });
    assert_eq!(kind("{type:'color', placeholder:'red'}"), ElementKind::Color { default: [0, 0, 0] });
}

#[test]
fn there_are_limits() {
    let limit = 1 << 20;
    assert_eq!(parse(&"x".repeat(limit + 1)), Err(FormError::TooLong { limit }));
    assert!(parse(&"x".repeat(limit)).is_ok());
    assert_eq!(parse(&"{} ".repeat(10_001)), Err(FormError::TooManyElements { limit: 10_000 }));
    assert_eq!(parse(&"<div>".repeat(65)), Err(FormError::TooDeep { limit: 64 }));
    assert!(parse(&"<div>".repeat(64)).is_ok());
    let nested = |depth| format!("{{id:{}1{}, type:'number'}}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(parse(&nested(65)), Err(FormError::Json(JsonError::Depth)));
    let mut deep = Value::Null;
    for _ in 0..70 {
        deep = Value::List(vec![deep]);
    }
    assert_eq!(Form::parse(&Value::List(vec![Value::List(vec![deep])])), Err(FormError::TooDeep { limit: 64 }));
}

/// Hostile texts of a megabyte take time linear in their length.
#[test]
fn hostile_texts_are_quick() {
    let field = "{id:'a',type:'number'}";
    for piece in [
        "{",
        "}",
        "{}",
        "}{",
        "{{}",
        "<",
        "</",
        "<b",
        "<b>",
        "<p>",
        "<b><p>",
        "</p>",
        "<i></b>",
        "<!--",
        "<!---->",
        "<!",
        "&",
        "&#",
        "&amp",
        "&#x1",
        "<a b=",
        "<a '",
        "'",
        ":",
        "a:",
        "<script>",
        "</script",
        "<style>{",
        "<td>",
        "<li>",
        "<table>",
        "<p><b x=1></p>",
        "<b><i><u></b></i></u>",
        "{id:'{}'}",
        "\u{a0}",
        "é",
        field,
        "<p>a</p>",
        "<br>",
        "<pre>\n",
        "{a:[",
        "{a:{b:",
    ] {
        let ui = piece.repeat((1 << 20) / piece.len());
        let start = Instant::now();
        let _ = parse(&ui);
        let _ = parse(&format!("}}{ui}"));
        let _ = parse(&format!("{{id:'{ui}',type:'string'}}"));
        let _ = parse_markup(&ui);
        assert!(start.elapsed() < Duration::from_secs(10), "{piece} took {:?}", start.elapsed());
    }
    let many_keys: String = (0..90_000).map(|key| format!("k{key}:1,")).collect();
    let start = Instant::now();
    assert!(parse(&format!("{{{many_keys}id:'a',type:'number'}}<br>")).is_ok());
    let many_fields: String = (0..10_000).map(|id| format!("{{id:'i{id}',type:'number'}}<br>")).collect();
    assert_eq!(parse(&many_fields).map(|form| form.default_answers().len()), Ok(10_000));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

/// Random texts of the grammar's alphabet: nothing panics, and what is parsed is sound.
#[test]
fn random_texts_never_panic() {
    const PIECES: &[&str] = &[
        "{",
        "}",
        "{",
        "}",
        "[",
        "]",
        "'",
        "'",
        "\"",
        ":",
        ":",
        ",",
        ",",
        "id:'a'",
        "type:'number'",
        "type:'choose'",
        "type:'color'",
        "type:'string'",
        "type:'slider'",
        "type:'file'",
        "options:['x',1]",
        "placeholder:",
        "min:",
        "1",
        "-",
        ".",
        "e",
        "0",
        "true",
        "null",
        "\\u12",
        "\\",
        " ",
        "\n",
        "<",
        ">",
        "</",
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<li>",
        "<br/>",
        "<a href='",
        "<span style='color:#f",
        "<pre>",
        "<!--",
        "-->",
        "<script>",
        "&",
        "&lt;",
        "&#",
        "x9",
        ";",
        "é",
        "😀",
        "\u{a0}",
        "=",
        "/",
        "{id:'a',type:'number'}",
        "{id:'b',type:'choose',options:['x']}",
        "<style>",
        "\r",
        "\0",
    ];
    let mut state: u64 = 42;
    let mut random = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    let mut parsed = 0;
    for _ in 0..20_000 {
        let ui: String = (0..random(24)).map(|_| PIECES[random(PIECES.len())]).collect();
        for dialect in [Dialect::ImJoy, Dialect::Extended] {
            match Form::parse_with(&ui.as_str().into(), dialect) {
                Ok(form) => {
                    parsed += 1;
                    let mut placed: Vec<usize> = form
                        .segments
                        .iter()
                        .filter_map(|segment| if let Segment::Element(index) = segment { Some(*index) } else { None })
                        .collect();
                    placed.sort_unstable();
                    assert_eq!(placed, (0..form.elements.len()).collect::<Vec<_>>(), "{ui}");
                }
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
        parse_markup(&ui);
    }
    assert!(parsed > 1000, "{parsed}");
}
