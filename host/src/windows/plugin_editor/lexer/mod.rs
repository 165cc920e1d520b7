//! Sources cut into pieces of one meaning, for colours.
//!
//! Why not a library: `egui_code_editor` 0.4.3 takes a lifetime of Rust for the start of a
//! text and copies all pieces in every frame; `syntect` is slow for ten thousand lines and
//! brings megabytes of grammars. This cuts a megabyte in some milliseconds.
//!
//! Invariants: pieces follow each other without gaps and cover the whole source, whatever
//! is in it; a source that is wrong is cut as well as it goes.

use super::language::Language;

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

const RUST: &[&str] = &[
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern", "false", "fn",
    "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "type", "unsafe", "use", "where", "while",
];
const RUST_TYPES: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16", "u32", "u64", "u128",
    "usize",
];
const JAVASCRIPT: &[&str] = &[
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "default",
    "delete",
    "do",
    "else",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "of",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "yield",
];
const PYTHON: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "self", "try", "while", "with", "yield",
];

/// Cuts a source; `piece` gets each piece and what it means, in order.
pub fn cut<'a>(language: Language, source: &'a str, mut piece: impl FnMut(&'a str, Meaning)) {
    let mut cutter = Cutter { source, position: 0, plain_from: 0, piece: &mut piece };
    match language {
        Language::ImJoyHtml => cutter.markup(),
        Language::Plain => cutter.position = source.len(),
        language => cutter.code(language, source.len()),
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

    fn code(&mut self, language: Language, end: usize) {
        while self.position < end {
            let rest = self.source.get(self.position..end).unwrap_or_default();
            let Some(first) = rest.chars().next() else { break };
            if let Some(length) = comment_length(language, rest) {
                self.give(length, Meaning::Comment);
            } else if let Some((length, meaning)) = text_length(language, rest) {
                self.give(length, meaning);
            } else if first.is_ascii_digit() {
                self.give(number_length(rest), Meaning::Number);
            } else if first.is_alphabetic() || first == '_' {
                let length = word_length(rest);
                let word = rest.get(..length).unwrap_or_default();
                let next = rest.get(length..).and_then(|after| after.chars().next());
                match word_meaning(language, word, next) {
                    Meaning::Plain => self.position += length,
                    meaning => self.give(length, meaning),
                }
            } else {
                self.position += first.len_utf8();
            }
        }
        self.position = self.position.min(end);
    }

    fn markup(&mut self) {
        loop {
            let rest = self.rest();
            let Some(start) = rest.find('<') else { break };
            self.position += start;
            let rest = self.rest();
            if rest.starts_with("<!--") {
                self.give(rest.find("-->").map_or(rest.len(), |end| end + 3), Meaning::Comment);
                continue;
            }
            let name = rest.trim_start_matches(['<', '/']);
            let name: String =
                name.chars().take_while(|character| character.is_alphanumeric()).take(20).collect::<String>();
            if name.is_empty() {
                self.position += 1;
                continue;
            }
            let tag = rest.get(..rest.find('>').map_or(rest.len(), |end| end + 1)).unwrap_or_default();
            let is_opening = !rest.starts_with("</");
            let inside = language_of_tag(&name.to_lowercase(), tag).filter(|_| is_opening);
            self.tag(tag);
            if let Some(language) = inside {
                let closing = format!("</{name}");
                let end = self.rest().find(&closing).map_or(self.source.len(), |end| self.position + end);
                self.code(language, end);
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

/// The language between a tag and its end.
fn language_of_tag(name: &str, tag: &str) -> Option<Language> {
    match name {
        "script" if tag.contains("python") => Some(Language::Python),
        "script" | "config" => Some(Language::JavaScript),
        _ => None,
    }
}

fn comment_length(language: Language, rest: &str) -> Option<usize> {
    let to_line_end = || rest.find('\n').unwrap_or(rest.len());
    match language {
        Language::Python => rest.starts_with('#').then(to_line_end),
        _ if rest.starts_with("//") => Some(to_line_end()),
        _ if rest.starts_with("/*") => Some(block_comment_length(rest, language == Language::Rust)),
        _ => None,
    }
}

fn block_comment_length(rest: &str, nests: bool) -> usize {
    let bytes = rest.as_bytes();
    let (mut depth, mut position) = (0usize, 0);
    while position < bytes.len() {
        match (bytes.get(position), bytes.get(position + 1)) {
            (Some(b'/'), Some(b'*')) if nests || depth == 0 => {
                depth += 1;
                position += 2;
            }
            (Some(b'*'), Some(b'/')) => {
                depth = depth.saturating_sub(1);
                position += 2;
                if depth == 0 {
                    return position;
                }
            }
            _ => position += 1,
        }
    }
    rest.len()
}

/// Length and meaning of a text, character or lifetime that starts here.
fn text_length(language: Language, rest: &str) -> Option<(usize, Meaning)> {
    let text = |length| Some((length, Meaning::Text));
    match language {
        Language::Rust => {
            if let Some(length) = raw_length(rest) {
                return text(length);
            }
            let skipped = if rest.starts_with("b\"") || rest.starts_with("b'") { 1 } else { 0 };
            let after = rest.get(skipped..)?;
            if after.starts_with('"') {
                return text(skipped + quoted_length(after, '"', true));
            }
            if !after.starts_with('\'') {
                return None;
            }
            let mut characters = after.chars().skip(1);
            match (characters.next(), characters.next()) {
                (Some('\\'), _) => text(skipped + quoted_length(after, '\'', false)),
                (Some(character), Some('\'')) => text(skipped + 2 + character.len_utf8()),
                (Some(character), _) if character.is_alphabetic() || character == '_' => {
                    Some((1 + word_length(after.get(1..)?), Meaning::Type))
                }
                _ => None,
            }
        }
        Language::Python => {
            let skipped = rest.find(['"', '\'']).filter(|length| {
                let prefix = rest.get(..*length).unwrap_or_default();
                *length <= 2 && prefix.chars().all(|character| "rbfuRBFU".contains(character))
            })?;
            let after = rest.get(skipped..)?;
            for fence in ["\"\"\"", "'''"] {
                if let Some(inside) = after.strip_prefix(fence) {
                    return text(skipped + 3 + inside.find(fence).map_or(inside.len(), |end| end + 3));
                }
            }
            text(skipped + quoted_length(after, after.chars().next()?, false))
        }
        _ => match rest.chars().next()? {
            '`' => text(quoted_length(rest, '`', true)),
            quote @ ('"' | '\'') => text(quoted_length(rest, quote, false)),
            _ => None,
        },
    }
}

/// Length of a raw text of Rust.
fn raw_length(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
    let inside = after.get(hashes..)?.strip_prefix('"')?;
    let closing = format!("\"{}", "#".repeat(hashes));
    let start = rest.len() - inside.len();
    Some(start + inside.find(&closing).map_or(inside.len(), |end| end + closing.len()))
}

/// Length of a text in quotes; one of one line ends with it at the latest.
fn quoted_length(rest: &str, quote: char, may_span_lines: bool) -> usize {
    let mut is_escaped = false;
    for (position, character) in rest.char_indices().skip(1) {
        if is_escaped {
            is_escaped = false;
        } else if character == '\\' {
            is_escaped = true;
        } else if character == quote {
            return position + 1;
        } else if character == '\n' && !may_span_lines {
            return position;
        }
    }
    rest.len()
}

fn number_length(rest: &str) -> usize {
    let mut length = 0;
    let mut characters = rest.chars().peekable();
    while let Some(character) = characters.next() {
        let belongs = character.is_ascii_alphanumeric()
            || character == '_'
            || (character == '.' && characters.peek().is_some_and(char::is_ascii_digit));
        if !belongs {
            break;
        }
        length += 1;
    }
    length
}

fn word_length(rest: &str) -> usize {
    rest.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(rest.len())
}

fn word_meaning(language: Language, word: &str, next: Option<char>) -> Meaning {
    let keywords = match language {
        Language::Rust => RUST,
        Language::Python => PYTHON,
        _ => JAVASCRIPT,
    };
    let is_type = || match language {
        Language::Rust => RUST_TYPES.contains(&word) || word.starts_with(char::is_uppercase),
        _ => word.starts_with(char::is_uppercase),
    };
    if keywords.contains(&word) {
        Meaning::Keyword
    } else if is_type() {
        Meaning::Type
    } else if next == Some('(') || (language == Language::Rust && next == Some('!')) {
        Meaning::Function
    } else {
        Meaning::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(language: Language, source: &str) -> Vec<(&str, Meaning)> {
        let mut pieces = Vec::new();
        cut(language, source, |piece, meaning| pieces.push((piece, meaning)));
        assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), source);
        pieces
    }

    fn meaning(language: Language, source: &str, part: &str) -> Meaning {
        let pieces = pieces(language, source);
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
            assert_eq!(meaning(Language::Rust, source, part), expected, "{part}");
        }
        assert_eq!(meaning(Language::Rust, "/* a /* b */ c */ fn", "/* a /* b */ c */"), Meaning::Comment);
        assert_eq!(meaning(Language::Rust, "for i in 0..10 {", "0"), Meaning::Number);
        assert_eq!(meaning(Language::Rust, "\"two\nlines\" x", "\"two\nlines\""), Meaning::Text);
    }

    #[test]
    fn python_and_javascript() {
        assert_eq!(meaning(Language::Python, "x = f'{a}' # c", "f'{a}'"), Meaning::Text);
        assert_eq!(meaning(Language::Python, "\"\"\"doc\n'x'\"\"\"\ndef f():", "\"\"\"doc\n'x'\"\"\""), Meaning::Text);
        assert_eq!(meaning(Language::Python, "def f():", "def"), Meaning::Keyword);
        assert_eq!(meaning(Language::JavaScript, "`a\n${b}`;1e5", "`a\n${b}`"), Meaning::Text);
        assert_eq!(meaning(Language::JavaScript, "api.alert('x')", "alert"), Meaning::Function);
    }

    #[test]
    fn sections_of_a_plugin_file_have_their_languages() {
        let source =
            "<!-- a --><config lang=\"json\">{\"name\": 1}</config>\n<script lang=\"python\">\ndef f(): # x\n</script>";
        assert_eq!(meaning(Language::ImJoyHtml, source, "<!-- a -->"), Meaning::Comment);
        assert_eq!(meaning(Language::ImJoyHtml, source, "def"), Meaning::Keyword);
        assert_eq!(meaning(Language::ImJoyHtml, source, "# x"), Meaning::Comment);
        assert_eq!(meaning(Language::ImJoyHtml, source, "\"name\""), Meaning::Text);
    }

    #[test]
    fn nothing_is_lost_whatever_the_source() {
        for language in [Language::Rust, Language::Python, Language::JavaScript, Language::ImJoyHtml, Language::Plain] {
            for source in ["", "\"", "'", "é'ü", "/*", "r#\"", "<", "<é", "<script", "<script>é'", "b", "0.", "`", "\\"]
            {
                pieces(language, source);
                pieces(language, &format!("{source}\u{1F44B}{source}"));
            }
        }
    }
}
