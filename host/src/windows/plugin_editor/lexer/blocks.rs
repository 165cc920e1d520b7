//! The blocks of a plugin file, each cut by the grammar that it is written in.

use super::grammar::Grammar;
use super::{Cutter, Meaning};

/// Most characters of the name of a tag.
const TAG_NAME: usize = 20;

impl Cutter<'_, '_> {
    /// Cuts tags, and what is between them.
    pub(super) fn plugin_file(&mut self) {
        loop {
            let rest = self.rest();
            let Some(start) = rest.find('<') else { break };
            self.position += start;
            let rest = self.rest();
            if rest.starts_with("<!--") {
                self.give(rest.find("-->").map_or(rest.len(), |end| end + 3), Meaning::Comment);
                continue;
            }
            let name = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<')).unwrap_or_default();
            let name: String =
                name.chars().take_while(|character| character.is_alphanumeric()).take(TAG_NAME).collect();
            if name.is_empty() {
                self.position += 1;
                continue;
            }
            let tag = rest.get(..rest.find('>').map_or(rest.len(), |end| end + 1)).unwrap_or_default();
            let is_opening = !rest.starts_with("</") && !tag.ends_with("/>");
            let inside = grammar_of_block(&name, tag).filter(|_| is_opening);
            self.tag(tag);
            if let Some(grammar) = inside {
                let closing = format!("</{name}");
                let end = self.rest().find(&closing).map_or(self.source.len(), |end| self.position + end);
                self.code(grammar, end);
            }
        }
        self.position = self.source.len();
    }

    fn tag(&mut self, tag: &str) {
        let end = self.position + tag.len();
        let name = tag.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(tag.len());
        self.give(name, Meaning::Keyword);
        while self.position < end {
            let rest = self.source.get(self.position..end).unwrap_or_default();
            match rest.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let length = rest.get(1..).and_then(|rest| rest.find(quote)).map_or(rest.len(), |end| end + 2);
                    self.give(length, Meaning::Text);
                }
                Some('>') => self.give(1, Meaning::Keyword),
                Some(other) => self.position += other.len_utf8(),
                None => break,
            }
        }
    }
}

/// What is written between a tag and its end; `None` where more tags follow.
fn grammar_of_block(name: &str, tag: &str) -> Option<Grammar> {
    let language = attribute(tag, "lang").map(str::to_ascii_lowercase);
    match (name.to_ascii_lowercase().as_str(), language.as_deref()) {
        ("script", Some("python" | "py")) => Some(Grammar::Python),
        ("script", _) if tag.contains("text/x-python") => Some(Grammar::Python),
        ("script", _) => Some(Grammar::JavaScript),
        ("config", Some("yaml" | "yml")) => Some(Grammar::Yaml),
        ("config", _) => Some(Grammar::Json),
        ("style", _) => Some(Grammar::Css),
        ("docs", _) => Some(Grammar::Markdown),
        _ => None,
    }
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some(start) = rest.find(name) {
        let is_whole = rest.get(..start).is_some_and(|before| before.ends_with(char::is_whitespace));
        rest = rest.get(start + name.len()..)?;
        let Some(value) = rest.trim_start().strip_prefix('=').filter(|_| is_whole) else { continue };
        let value = value.trim_start();
        return match value.chars().next()? {
            quote @ ('"' | '\'') => value.get(1..)?.split(quote).next(),
            _ => value.split(|c: char| c.is_whitespace() || c == '>').next(),
        };
    }
    None
}
