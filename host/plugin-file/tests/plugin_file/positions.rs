//! Where in the file the parts of a plugin are.

use crate::support::{parse, with_config};
use imjoy_plugin_file::{BlockKind, Position};

#[test]
fn lines_and_columns_of_scripts_are_those_of_the_file() {
    let text = with_config("\n<script lang=\"javascript\">\n    let ä = 1;\n      fail();\n</script>");
    let file = parse(&text.replace('\n', "\r\n")).unwrap();
    let script = file.blocks_of(BlockKind::Script).next().unwrap();
    assert_eq!(script.content, "\nlet ä = 1;\n  fail();\n".replace("\n\n", "\n"));
    assert_eq!((script.start, script.indentation), (Position { line: 3, column: 27 }, 4));
    for (line, column, in_line, in_column) in [(1, 1, 3, 31), (2, 5, 4, 9), (3, 3, 5, 7)] {
        let found = script.position_in_file(Position { line, column });
        assert_eq!(found, Position { line: in_line, column: in_column });
    }
}

#[test]
fn a_script_may_begin_on_the_line_of_its_tag() {
    let file = parse(&with_config("<script>fail();</script>")).unwrap();
    let script = file.blocks_of(BlockKind::Script).next().unwrap();
    assert_eq!(script.position_in_file(Position { line: 1, column: 1 }), Position { line: 2, column: 9 });
}

#[test]
fn several_elements_on_a_line_have_their_columns() {
    let file = parse(&with_config("<docs>ä</docs><script>a</script>\n<script>b</script>")).unwrap();
    let starts: Vec<_> =
        file.blocks_of(BlockKind::Script).map(|script| (script.start.line, script.start.column)).collect();
    assert_eq!(starts, [(2, 23), (3, 9)]);
}

#[test]
fn mistakes_in_a_config_are_placed_in_the_file() {
    for (text, message) in [
        (
            "<!-- x -->\n<config lang=\"json\">\n  {\n    \"name\": \"ä\" \"b\"\n  }\n</config>",
            "Failed to parse the plugin file, error: its <config> is not valid JSON: expected `,` or `}` at line 4, column 17",
        ),
        (
            "<config lang=\"json\">{\"name\": }</config>",
            "Failed to parse the plugin file, error: its <config> is not valid JSON: expected value at line 1, column 30",
        ),
        (
            "\n<config lang=\"yaml\">\n  name: a\n  name: b\n</config>",
            "Failed to parse the plugin file, error: its <config> is not valid YAML: the key \"name\" is there twice at line 4, column 9",
        ),
    ] {
        assert_eq!(parse(text).unwrap_err().to_string(), message);
    }
}
