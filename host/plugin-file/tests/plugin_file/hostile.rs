//! Files made to break the parser: mutated, random, and large.

use crate::properties::check;
use crate::support::parse;
use imjoy_plugin_file::limits::{ATTRIBUTES, BLOCKS, FILE_BYTES, OPEN_ELEMENTS};
use imjoy_plugin_file::{PluginFile, PluginFileError, describe};

/// Files of each kind, with something of everything in them.
const SEEDS: [(&str, &str); 4] = [
    (
        "a.imjoy.html",
        "\u{FEFF}<!-- comment -->\r\n<docs lang=\"markdown\">\r\n  # Title\r\n  <br> <b>x</b>\r\n</docs>\r\n<config lang=\"json\">\r\n  {\"name\": \"A \
         b\", \"type\": {\"x\": \"web-worker\", \"y\": \"native-python\"}, \"tags\": [\"x\", \"y\"], \"ui\": {\"x\": \"\", \"y\": [1]}, \"version\": 1.50,\r\n\
         \t\"requirements\": [\"https://x/a.js\", \"numpy>=1\", \"conda: -c x y\"], \"env\": {\"y\": \"conda create -n z python=2\"}}\r\n</config>\r\n\
         <script lang=\"javascript\" tag=\"x\">\r\n\tclass P { async setup() { if (1 < 2) {} } }\r\n\tapi.export(new P())\r\n</script>\r\n\
         <script lang=\"python\" tag='y'>\r\nprint(\"ä\")\r\n</script><link href=\"a&amp;b\"/><window><div></div></window>\r\n<style>a > b {}</style>\r\n\
         <attachment name=\"x\"><config lang=json>{}</config><script></script></attachment>",
    ),
    (
        "b.imjoy.html",
        "<config lang=\"yaml\">\n  name: &n A\n  base: &b {x: 1, y: [2, 0x1F, .5, ~]}\n  more: {<<: *b, z: !!str 3}\n  ui: |\n    a\n    b\n  \
         tags: [*n, 'it''s', \"q\\n\"]\n  description: >-\n    folded\n    text\n</config>\n<script>x</script>",
    ),
    ("c.js", "#!/usr/bin/env node\n// x\n/**\n * Docs\n */\napi.export({})\n"),
    ("d.py", "# x\n\"\"\"Docs\n\n    more\n\"\"\"\nimport sys\n"),
];

/// What mutations put into files.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![",
    "]>",
    "<!DOCTYPE ",
    "\"",
    "'",
    "=",
    "/",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<textarea>\n",
    "</textarea>",
    "<pre>\n",
    "</pre>",
    "<docs>",
    "</docs>",
    "<config lang=\"json\">",
    "</config>",
    "<link href=a/>",
    "</link>",
    "</p>",
    "</br>",
    "<a b=\"<a b=",
    "<a:b c>",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{A0}",
    "\u{FEFF}",
    "\u{2028}",
    "&lt;",
    "&",
    "ä",
    "😀",
    "<script tag>",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\u0000",
    "\0",
    "- ",
    "&a ",
    "*a",
    "<<: ",
    "|\n",
    "? ",
    "#",
    "---\n",
    "%YAML 1.2\n",
    "!!",
    "\"\"\"",
    "/**",
    "*/",
    "1e999",
    "\\ud800",
];

/// A generator of numbers that are the same in every run (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound.max(1) as u64).unwrap()
    }
}

fn mutate(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    let at = numbers.below(bytes.len() + 1);
    let until = at + numbers.below(40).min(bytes.len() - at);
    match numbers.below(6) {
        0 | 1 => drop(bytes.splice(at..at, PIECES[numbers.below(PIECES.len())].bytes())),
        2 => drop(bytes.drain(at..until)),
        3 => bytes.truncate(at),
        4 => {
            let piece = bytes[at..until].to_vec();
            let to = numbers.below(bytes.len() + 1);
            bytes.splice(to..to, piece);
        }
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = u8::try_from(numbers.below(256)).unwrap();
            }
        }
    }
}

#[test]
fn mutated_files_break_nothing() {
    let mut numbers = Numbers(1);
    for round in 0..12_000 {
        let (name, text) = SEEDS[round % SEEDS.len()];
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=numbers.below(8) {
            mutate(&mut bytes, &mut numbers);
        }
        check(name, &bytes, Some("y"));
    }
}

#[test]
fn files_cut_anywhere_break_nothing() {
    for (name, text) in SEEDS {
        (0..text.len()).for_each(|length| check(name, &text.as_bytes()[..length], None));
    }
}

#[test]
fn random_pieces_and_bytes_break_nothing() {
    let mut numbers = Numbers(2);
    for round in 0..6000 {
        let (name, _) = SEEDS[round % SEEDS.len()];
        let pieces: String = (0..numbers.below(60)).map(|_| PIECES[numbers.below(PIECES.len())]).collect();
        check(name, pieces.as_bytes(), Some("x"));
        let noise: Vec<u8> = (0..numbers.below(300)).map(|_| u8::try_from(numbers.below(256)).unwrap()).collect();
        check(name, &noise, None);
    }
}

/// Every kind of thing that a parser might look for to the end of the file again and again. With
/// time that grew with the square of the length, this would take hours.
#[test]
fn large_files_take_time_for_their_length_alone() {
    for piece in [
        "<",
        "</",
        "<a",
        "</a",
        "<a ",
        "<a b=",
        "<a b=\"",
        "<a b='\" ",
        "<!",
        "<![",
        "<!DOCTYPE ",
        "<!DOCTYPE x<a ",
        "<a>",
        "<a></b>",
        "</p>",
        "<a b c='d' e=\"f\" ",
        " ",
        "\n",
        "\t\n",
        "&lt;",
        "<script",
        "</script",
        "<docs>\n  ",
        "<a a=1 a=1 ",
        "\r",
        "\u{FEFF}",
    ] {
        for start in ["", "<docs>", "<script>", "<docs x='", "<docs "] {
            let mut text = start.to_owned();
            text.push_str(&piece.repeat((1024 * 1024 - start.len()) / piece.len()));
            let described = describe("a.imjoy.html", text.as_bytes(), None);
            assert!(described["error"].is_string(), "{start}{piece}");
        }
    }
}

#[test]
fn a_source_of_ten_megabytes_is_read() {
    let line = "    const value = 1 < 2 && '<b>'; // some code\n";
    let script = line.repeat(10_000_000 / line.len());
    let text =
        format!("<config lang=\"json\">{{\"name\": \"A\"}}</config>\n<script lang=\"javascript\">\n{script}</script>");
    let file = parse(&text).unwrap();
    let selected = file.select(None).unwrap();
    assert_eq!(selected.scripts[0].content.len(), script.len() - 4 * script.lines().count() + 1);
    assert!(PluginFile::parse("a.js", script.as_bytes()).is_ok());
}

#[test]
fn limits_are_errors_that_name_them() {
    let config = "<config lang=\"json\">{\"name\": \"A\"}</config>";
    for (text, expected) in [
        (" ".repeat(FILE_BYTES + 1), PluginFileError::FileTooLong { bytes: FILE_BYTES + 1 }),
        (format!("{config}{}", "<a/>".repeat(BLOCKS)), PluginFileError::TooManyBlocks),
        (
            format!("{config}\n<a{}>", (0..=ATTRIBUTES).map(|number| format!(" x{number}")).collect::<String>()),
            PluginFileError::TooManyAttributes { element: "a".to_owned(), line: 2 },
        ),
        (format!("{config}\n<docs>{}", "<br>".repeat(OPEN_ELEMENTS)), PluginFileError::TooManyOpenElements { line: 2 }),
    ] {
        assert_eq!(parse(&text).unwrap_err(), expected);
        assert_eq!(describe("a.imjoy.html", text.as_bytes(), None), serde_json::json!({"error": expected.to_string()}));
    }
    let at_the_limits = format!(
        "{config}{}<docs>{}</docs><a{}></a>",
        "<a/>".repeat(BLOCKS - 3),
        "<br>".repeat(OPEN_ELEMENTS - 1),
        (0..ATTRIBUTES).map(|number| format!(" x{number}")).collect::<String>()
    );
    assert_eq!(parse(&at_the_limits).unwrap().blocks().len(), BLOCKS);
    // What never ends is no tag, so it has no attributes.
    assert!(parse(&format!("{config}<a{}", " x".repeat(1000))).is_ok());
}
