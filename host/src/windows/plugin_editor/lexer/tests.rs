//! Sources of all kinds, cut.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use super::*;

const ALL: [Grammar; 10] = [
    Grammar::Rust,
    Grammar::JavaScript,
    Grammar::Python,
    Grammar::C,
    Grammar::Json,
    Grammar::Yaml,
    Grammar::Css,
    Grammar::Markdown,
    Grammar::PluginFile,
    Grammar::Plain,
];

fn pieces(grammar: Grammar, source: &str) -> Vec<(&str, Meaning)> {
    let mut pieces = Vec::new();
    cut(grammar, source, |piece, meaning| pieces.push((piece, meaning)));
    assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), source);
    pieces
}

fn meaning(grammar: Grammar, source: &str, part: &str) -> Meaning {
    let pieces = pieces(grammar, source);
    pieces.iter().find(|(piece, _)| *piece == part).unwrap_or_else(|| panic!("{part} in {pieces:?}")).1
}

#[test]
fn rust_with_its_traps() {
    let source = "impl<'a> Cells<'a> { fn at(&self) -> u8 { b'x' } } // it's\nlet s = r#\"a \"b\" c\"#; 'q'";
    for (part, expected) in [
        ("impl", Meaning::Keyword),
        ("'a", Meaning::Type),
        ("Cells", Meaning::Type),
        ("at", Meaning::Function),
        ("u8", Meaning::Type),
        ("b'x'", Meaning::Text),
        ("// it's", Meaning::Comment),
        ("r#\"a \"b\" c\"#", Meaning::Text),
        ("'q'", Meaning::Text),
    ] {
        assert_eq!(meaning(Grammar::Rust, source, part), expected, "{part}");
    }
    assert_eq!(meaning(Grammar::Rust, "/* a /* b */ c */ fn", "/* a /* b */ c */"), Meaning::Comment);
    assert_eq!(meaning(Grammar::Rust, "for i in 0..10 {", "0"), Meaning::Number);
    assert_eq!(meaning(Grammar::Rust, "\"two\nlines\" x", "\"two\nlines\""), Meaning::Text);
}

#[test]
fn python_and_javascript() {
    assert_eq!(meaning(Grammar::Python, "x = f'{a}' # c", "f'{a}'"), Meaning::Text);
    assert_eq!(meaning(Grammar::Python, "\"\"\"doc\n'x'\"\"\"\ndef f():", "\"\"\"doc\n'x'\"\"\""), Meaning::Text);
    assert_eq!(meaning(Grammar::Python, "def f():", "def"), Meaning::Keyword);
    assert_eq!(meaning(Grammar::JavaScript, "`a\n${b}`;1e5", "`a\n${b}`"), Meaning::Text);
    assert_eq!(meaning(Grammar::JavaScript, "api.alert('x')", "alert"), Meaning::Function);
}

#[test]
fn blocks_of_a_plugin_file_have_their_grammars() {
    let source =
        "<!-- a --><config lang=\"json\">{\"name\": 1}</config>\n<script lang=\"python\">\ndef f(): # x\n</script>";
    assert_eq!(meaning(Grammar::PluginFile, source, "<!-- a -->"), Meaning::Comment);
    assert_eq!(meaning(Grammar::PluginFile, source, "def"), Meaning::Keyword);
    assert_eq!(meaning(Grammar::PluginFile, source, "# x"), Meaning::Comment);
    assert_eq!(meaning(Grammar::PluginFile, source, "\"name\""), Meaning::Type);
}

#[test]
fn configs_styles_and_docs_of_a_plugin_file() {
    let source = "<config lang=\"yaml\">\nname: it's # no\n- 'a': true\n</config>\n<style>\na:hover { color: #fff; \
                  margin-left: 2px } @media x {}\n</style>\n<docs lang=\"markdown\">\n# Title\nuse `code` # here\n\
                  </docs><window lang=\"html\"><p id='x'>don't</p></window>";
    for (part, expected) in [
        ("name", Meaning::Type),
        ("# no", Meaning::Comment),
        ("'a'", Meaning::Type),
        ("true", Meaning::Keyword),
        ("color", Meaning::Type),
        ("#fff", Meaning::Number),
        ("margin-left", Meaning::Type),
        ("2px", Meaning::Number),
        ("@media", Meaning::Keyword),
        ("# Title\n", Meaning::Keyword),
        ("`code`", Meaning::Text),
        ("'x'", Meaning::Text),
    ] {
        assert_eq!(meaning(Grammar::PluginFile, source, part), expected, "{part}");
    }
    let json = "<config>{\"name\" : \"a\", // b\n \"on\": true}</config>";
    assert_eq!(meaning(Grammar::PluginFile, json, "\"name\""), Meaning::Type);
    assert_eq!(meaning(Grammar::PluginFile, json, "\"a\""), Meaning::Text);
    assert_eq!(meaning(Grammar::PluginFile, json, "// b"), Meaning::Comment);
}

#[test]
fn a_slash_divides_or_begins_a_regular_expression() {
    assert_eq!(meaning(Grammar::JavaScript, "x = /it's [/]/gi; 'y'", "/it's [/]/gi"), Meaning::Text);
    assert_eq!(meaning(Grammar::JavaScript, "return /'/", "/'/"), Meaning::Text);
    assert_eq!(meaning(Grammar::JavaScript, "(a) / b / 'c'", "'c'"), Meaning::Text);
    assert_eq!(meaning(Grammar::JavaScript, "a / 2 / 'c'", "'c'"), Meaning::Text);
}

#[test]
fn c_with_its_directives() {
    let source = "#include <stdio.h>\n/* a */ static int *at(uint8_t x) { return 'x'; } // b";
    for (part, expected) in [
        ("#include", Meaning::Keyword),
        ("/* a */", Meaning::Comment),
        ("static", Meaning::Keyword),
        ("uint8_t", Meaning::Type),
        ("at", Meaning::Function),
        ("'x'", Meaning::Text),
    ] {
        assert_eq!(meaning(Grammar::C, source, part), expected, "{part}");
    }
}

#[test]
fn nothing_is_lost_whatever_the_source() {
    let pieces_of_sources = [
        "",
        "\"",
        "'",
        "é'ü",
        "/*",
        "r#\"",
        "<",
        "<é",
        "<script",
        "<script>é'",
        "b",
        "0.",
        "`",
        "\\",
        "a: 'b",
        "#",
        "- #é",
        "{-",
        "@",
        "=/[",
        "```",
        "#é\n",
        "<config lang=yaml>é:",
        "<style>a{é:",
        "<docs>`é",
    ];
    for grammar in ALL {
        for source in pieces_of_sources {
            pieces(grammar, source);
            pieces(grammar, &format!("{source}\u{1F44B}{source}"));
        }
    }
}
