//! Sources cut into pieces of one meaning, for colours.
//!
//! Why not a library: `egui_code_editor` 0.4.3 takes a lifetime of Rust for the start of a
//! text and copies all pieces in every frame; `syntect` is slow for ten thousand lines and
//! brings megabytes of grammars. This cuts a megabyte in some milliseconds.
//!
//! Invariants: pieces follow each other without gaps and cover the whole source, whatever
//! is in it; a source that is wrong is cut as well as it goes. The time grows with the
//! length of the source, whatever is in it.
//!
//! # Known limits
//!
//! Within a template of JavaScript, `${…}` has the colour of the text.

mod blocks;
mod grammar;
mod literal;

pub use grammar::Grammar;

use literal::{expression_length, number_length, text_length, word_length};

/// Most characters of the name of a value.
const MOST_NAME: usize = 200;

/// What a piece means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Names, signs and white space.
    Plain,
    /// A word of the language.
    Keyword,
    /// A name of a type, a lifetime, a tag.
    Type,
    /// A name that is called.
    Function,
    /// A text or character.
    Text,
    /// A number.
    Number,
    /// A comment.
    Comment,
}

/// Cuts a source; `piece` gets each piece and what it means, in order.
pub fn cut<'a>(grammar: Grammar, source: &'a str, mut piece: impl FnMut(&'a str, Meaning)) {
    let mut cutter = Cutter { source, position: 0, plain_from: 0, piece: &mut piece };
    match grammar {
        Grammar::PluginFile => cutter.plugin_file(),
        grammar => cutter.code(grammar, source.len()),
    }
    cutter.flush();
}

struct Cutter<'a, 'p> {
    source: &'a str,
    position: usize,
    /// Where what has been read but not given begins; it is plain.
    plain_from: usize,
    piece: &'p mut dyn FnMut(&'a str, Meaning),
}

impl<'a> Cutter<'a, '_> {
    fn rest(&self) -> &'a str {
        self.source.get(self.position..).unwrap_or_default()
    }

    fn flush(&mut self) {
        if let Some(plain) = self.source.get(self.plain_from..self.position).filter(|plain| !plain.is_empty()) {
            (self.piece)(plain, Meaning::Plain);
        }
        self.plain_from = self.position;
    }

    /// Gives the next so many bytes a meaning.
    fn give(&mut self, length: usize, meaning: Meaning) {
        let length = length.max(1).min(self.source.len() - self.position);
        self.flush();
        if let Some(piece) = self.source.get(self.position..self.position + length) {
            (self.piece)(piece, meaning);
        }
        self.position += length;
        self.plain_from = self.position;
    }

    /// Cuts what is written by one grammar, up to `end`.
    fn code(&mut self, grammar: Grammar, end: usize) {
        match grammar {
            Grammar::Plain | Grammar::PluginFile => {}
            Grammar::Markdown => self.markdown(end),
            grammar => self.tokens(grammar, end),
        }
        self.position = end.max(self.position).min(self.source.len());
    }

    fn tokens(&mut self, grammar: Grammar, end: usize) {
        // The character in front, and whether a value ends there, which can be divided.
        let mut before = None;
        let mut is_value = false;
        let mut is_line_start = true;
        let mut depth = 0usize;
        while self.position < end {
            let start = self.position;
            let rest = self.source.get(start..end).unwrap_or_default();
            let Some(first) = rest.chars().next() else { break };
            if let Some(length) = grammar.comment_length(rest, before) {
                self.give(length, Meaning::Comment);
            } else if let Some((length, meaning)) = key_length(grammar, rest, is_line_start, depth) {
                self.give(length, meaning);
            } else if let Some((length, meaning)) = text_length(grammar, rest, before) {
                self.give(length, meaning);
                is_value = true;
            } else if first.is_ascii_digit() {
                self.give(number_length(rest), Meaning::Number);
                is_value = true;
            } else if first.is_alphabetic() || first == '_' {
                let length = word_length(rest);
                let word = rest.get(..length).unwrap_or_default();
                let next = rest.get(length..).and_then(|after| after.chars().next());
                match grammar.word_meaning(word, next) {
                    Meaning::Plain => self.position += length,
                    meaning => self.give(length, meaning),
                }
                is_value = !grammar.expects_expression(word);
            } else if grammar == Grammar::JavaScript
                && first == '/'
                && !is_value
                && let Some(length) = expression_length(rest)
            {
                self.give(length, Meaning::Text);
                is_value = true;
            } else {
                self.position += first.len_utf8();
                match first {
                    '{' => depth += 1,
                    '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                is_value = if first.is_whitespace() { is_value } else { matches!(first, ')' | ']') };
            }
            let passed = self.source.get(start..self.position).unwrap_or_default();
            before = passed.chars().next_back();
            is_line_start = match passed {
                "\n" => true,
                other => is_line_start && other.trim_matches([' ', '\t', '\r', '-']).is_empty(),
            };
        }
    }

    /// Cuts headings and code out of Markdown.
    fn markdown(&mut self, end: usize) {
        while self.position < end {
            let rest = self.source.get(self.position..end).unwrap_or_default();
            let line_end = rest.find('\n').map_or(rest.len(), |line_end| line_end + 1);
            if rest.starts_with("```") {
                let closed = rest.get(3..).and_then(|inside| inside.find("\n```"));
                self.give(closed.map_or(rest.len(), |inside| 3 + inside + 4), Meaning::Text);
            } else if rest.starts_with('#') {
                self.give(line_end, Meaning::Keyword);
            } else {
                self.line_of_markdown(self.position + line_end);
            }
        }
    }

    fn line_of_markdown(&mut self, end: usize) {
        while let Some(start) = self.source.get(self.position..end).and_then(|rest| rest.find('`')) {
            let inside = self.source.get(self.position + start + 1..end).unwrap_or_default();
            let Some(length) = inside.find('`') else { break };
            self.position += start;
            self.give(length + 2, Meaning::Text);
        }
        self.position = end;
    }
}

/// Length and meaning of the name of a value that starts here: a key of YAML, a property or
/// rule of a style sheet, a directive of C. `depth` is the number of open braces.
fn key_length(grammar: Grammar, rest: &str, is_line_start: bool, depth: usize) -> Option<(usize, Meaning)> {
    let is_in_name = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '/');
    // A longer name is none, so that no source is walked through again and again.
    let name = |text: &str| text.chars().take(MOST_NAME).take_while(|c| is_in_name(*c)).map(char::len_utf8).sum();
    match grammar {
        Grammar::Yaml if is_line_start && !rest.starts_with('-') => {
            let length: usize = name(rest);
            let after = rest.get(length..)?;
            let is_key = length > 0 && after.strip_prefix(':').is_some_and(|after| !after.starts_with(is_in_name));
            is_key.then_some((length, Meaning::Type))
        }
        Grammar::C if is_line_start && rest.starts_with('#') => {
            Some((1 + rest.get(1..).map_or(0, word_length), Meaning::Keyword))
        }
        Grammar::Css if rest.starts_with('@') => Some((1 + rest.get(1..).map_or(0, name), Meaning::Keyword)),
        Grammar::Css if depth > 0 && rest.starts_with('#') => {
            Some((1 + rest.get(1..).map_or(0, word_length), Meaning::Number))
        }
        Grammar::Css if depth > 0 && rest.starts_with(|first: char| first.is_alphabetic() || first == '-') => {
            let length: usize = name(rest);
            rest.get(length..)?.starts_with(':').then_some((length, Meaning::Type))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
