//! The grammars that sources are cut by: their words and their comments.

use super::Meaning;

/// What a source, or a part of one, is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grammar {
    /// Rust.
    Rust,
    /// JavaScript and TypeScript.
    JavaScript,
    /// Python.
    Python,
    /// C.
    C,
    /// JSON; with comments, as people write them in a config.
    Json,
    /// YAML.
    Yaml,
    /// Style sheets.
    Css,
    /// Markdown.
    Markdown,
    /// A plugin file of ImJoy, with blocks of the others in it.
    PluginFile,
    /// Any other text.
    Plain,
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
const C: &[&str] = &[
    "break", "case", "const", "continue", "default", "do", "else", "enum", "extern", "for", "goto", "if", "inline",
    "register", "restrict", "return", "sizeof", "static", "struct", "switch", "typedef", "union", "volatile", "while",
];
const C_TYPES: &[&str] = &[
    "bool", "char", "double", "float", "int", "long", "short", "signed", "unsigned", "void", "size_t", "int8_t",
    "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t",
];
const JSON: &[&str] = &["false", "null", "true"];
const YAML: &[&str] = &["false", "no", "null", "true", "yes"];

/// Words after which a slash begins a regular expression.
const BEFORE_EXPRESSION: &[&str] = &["case", "delete", "in", "of", "return", "throw", "typeof", "void", "yield"];

impl Grammar {
    fn keywords(self) -> &'static [&'static str] {
        match self {
            Grammar::Rust => RUST,
            Grammar::JavaScript => JAVASCRIPT,
            Grammar::Python => PYTHON,
            Grammar::C => C,
            Grammar::Json => JSON,
            Grammar::Yaml => YAML,
            Grammar::Css | Grammar::Markdown | Grammar::PluginFile | Grammar::Plain => &[],
        }
    }

    /// What a word means; `next` is the character after it.
    pub(super) fn word_meaning(self, word: &str, next: Option<char>) -> Meaning {
        let is_type = match self {
            Grammar::Rust => RUST_TYPES.contains(&word) || word.starts_with(char::is_uppercase),
            Grammar::C => C_TYPES.contains(&word),
            Grammar::JavaScript | Grammar::Python => word.starts_with(char::is_uppercase),
            _ => false,
        };
        let has_calls = matches!(self, Grammar::Rust | Grammar::JavaScript | Grammar::Python | Grammar::C);
        if self.keywords().contains(&word) {
            Meaning::Keyword
        } else if is_type {
            Meaning::Type
        } else if has_calls && next == Some('(') || self == Grammar::Rust && next == Some('!') {
            Meaning::Function
        } else {
            Meaning::Plain
        }
    }

    /// Whether an expression follows that word, so that a slash is no division.
    pub(super) fn expects_expression(self, word: &str) -> bool {
        self == Grammar::JavaScript && BEFORE_EXPRESSION.contains(&word)
    }

    /// Length of a comment that starts here; `before` is the character in front of it.
    pub(super) fn comment_length(self, rest: &str, before: Option<char>) -> Option<usize> {
        let to_line_end = || rest.find('\n').unwrap_or(rest.len());
        let has_slashes = matches!(self, Grammar::Rust | Grammar::JavaScript | Grammar::C | Grammar::Json);
        let is_after_space = before.is_none_or(char::is_whitespace);
        match self {
            Grammar::Python => rest.starts_with('#').then(to_line_end),
            Grammar::Yaml => (is_after_space && rest.starts_with('#')).then(to_line_end),
            _ if has_slashes && rest.starts_with("//") => Some(to_line_end()),
            _ if (has_slashes || self == Grammar::Css) && rest.starts_with("/*") => {
                Some(block_comment_length(rest, self == Grammar::Rust))
            }
            _ => None,
        }
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
