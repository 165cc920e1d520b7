//! A plugin that is one `.js` or `.py` file: the whole file is its script.

use crate::Fields;
use crate::blocks::{Attribute, Block, BlockKind, Position};
use crate::language::Language;
use crate::limits::COMMENT_DOCS_BYTES;
use serde_json::Value as Json;

/// Characters of a description at most, as for plugins with a `<config>`.
const DESCRIPTION_CHARACTERS: usize = 256;

/// The one block of a bare file.
pub(crate) fn script(text: String, language: Language, module: bool) -> Block {
    let attribute = |name: &str, value: &str| Attribute { name: name.to_owned(), value: Some(value.to_owned()) };
    let mut attributes = vec![attribute("lang", language.name())];
    if module {
        attributes.push(attribute("type", "module"));
    }
    Block {
        kind: BlockKind::Script,
        name: "script".to_owned(),
        attributes,
        content: text,
        start: Position { line: 1, column: 1 },
        indentation: 0,
        closed: true,
    }
}

/// The fields that a bare file has without a `<config>`.
pub(crate) fn fields(name: &str, language: Language, docs: Option<&str>) -> Fields {
    let plugin_type = match language {
        Language::JavaScript => "web-worker",
        Language::Python => "native-python",
    };
    let mut fields = Fields::new();
    fields.insert("name".to_owned(), name.into());
    fields.insert("type".to_owned(), plugin_type.into());
    if let Some(first) = docs.and_then(|docs| docs.lines().map(str::trim).find(|line| !line.is_empty())) {
        let description: String = first.trim_start_matches(['#', ' ']).chars().take(DESCRIPTION_CHARACTERS).collect();
        fields.insert("description".to_owned(), Json::String(description));
    }
    fields
}

/// The documentation at the start of a bare file: Python's docstring, or a comment `/** … */`.
pub(crate) fn docs(text: &str, language: Language) -> Option<String> {
    let docs = match language {
        Language::JavaScript => doc_comment(text)?,
        Language::Python => docstring(text)?,
    };
    (!docs.is_empty() && docs.len() <= COMMENT_DOCS_BYTES).then_some(docs)
}

/// The text after blank lines and lines that begin with a mark.
fn after_comment_lines<'text>(text: &'text str, marks: &[&str]) -> &'text str {
    let mut rest = text.trim_start();
    while marks.iter().any(|mark| rest.starts_with(mark)) {
        rest = rest.split_once('\n').map_or("", |(_, after)| after).trim_start();
    }
    rest
}

fn doc_comment(text: &str) -> Option<String> {
    let comment = after_comment_lines(text, &["//", "#!"]).strip_prefix("/**")?;
    let (inner, _) = comment.split_once("*/")?;
    let line = |line: &str| {
        let line = line.trim();
        let line = line.strip_prefix('*').map_or(line, |line| line.strip_prefix(' ').unwrap_or(line));
        line.trim_end().to_owned()
    };
    Some(inner.lines().map(line).collect::<Vec<_>>().join("\n").trim().to_owned())
}

fn docstring(text: &str) -> Option<String> {
    let start = after_comment_lines(text, &["#"]);
    let start = start.strip_prefix(['r', 'R', 'u', 'U']).unwrap_or(start);
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| start.starts_with(quote))?;
    let (inner, _) = start.strip_prefix(quote)?.split_once(quote)?;
    if quote.len() == 1 && inner.contains('\n') {
        return None;
    }
    // As `inspect.cleandoc`: the first line stands by itself.
    let (first, others) = inner.split_once('\n').unwrap_or((inner, ""));
    let width = |line: &str| line.len() - line.trim_start().len();
    let shared = others.lines().filter(|line| !line.trim().is_empty()).map(width).min().unwrap_or_default();
    let mut docs = first.trim().to_owned();
    for line in others.lines() {
        docs.push('\n');
        docs.push_str(line.get(shared..).unwrap_or(line.trim_start()).trim_end());
    }
    Some(docs.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_docstring_is_the_documentation() {
        for (text, expected) in [
            (
                "\"\"\"Counts cells.\n\n    More.\n      Deeper.\n    \"\"\"\nimport x",
                Some("Counts cells.\n\nMore.\n  Deeper."),
            ),
            ("#!/usr/bin/python\n# licence\n\n'''One'''\n", Some("One")),
            ("r\"One line\"\n", Some("One line")),
            ("import x\n\"\"\"late\"\"\"", None),
            ("\"not closed\n\"", None),
            ("\"\"\"not closed", None),
            ("\"\"\"\"\"\"", None),
            ("report = 1", None),
            ("", None),
        ] {
            assert_eq!(docs(text, Language::Python).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_doc_comment_is_the_documentation() {
        for (text, expected) in [
            ("/**\n * Counts cells.\n *\n *   code\n * more\n */\nclass X {}", Some("Counts cells.\n\n  code\nmore")),
            ("// licence\n\n/** One. */", Some("One.")),
            ("/* plain */", None),
            ("class X {}\n/** late */", None),
            ("/** open", None),
            ("/***/", None),
        ] {
            assert_eq!(docs(text, Language::JavaScript).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn the_first_line_of_the_documentation_describes_the_plugin() {
        let described = fields("count", Language::Python, Some("\n# Counts cells\nmore"));
        assert_eq!((&described["description"], &described["type"]), (&"Counts cells".into(), &"native-python".into()));
        assert!(!fields("x", Language::JavaScript, None).contains_key("description"));
    }
}
