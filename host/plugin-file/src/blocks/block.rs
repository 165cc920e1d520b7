//! One top-level element of a plugin file.

/// What a top-level element is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Source code.
    Script,
    /// CSS.
    Style,
    /// The fields of the plugin, as JSON or YAML.
    Config,
    /// HTML of a window plugin.
    Window,
    /// Documentation.
    Docs,
    /// A text that the plugin can read.
    Attachment,
    /// A style sheet elsewhere.
    Link,
    /// An element that means nothing to ImJoy.
    Other,
}

impl BlockKind {
    /// The kind of the element of a name; names are case sensitive.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "script" => Self::Script,
            "style" => Self::Style,
            "config" => Self::Config,
            "window" => Self::Window,
            "docs" => Self::Docs,
            "attachment" => Self::Attachment,
            "link" => Self::Link,
            _ => Self::Other,
        }
    }
}

/// An attribute of a top-level element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Name as written.
    pub name: String,
    /// Value, with `&lt;`, `&gt;`, `&quot;` and `&amp;` decoded. `None` for an attribute without
    /// a value or with an empty one, which is `true` to ImJoy.
    pub value: Option<String>,
}

/// A place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
}

/// One top-level element of a plugin file, or the whole of a `.js` or `.py` file as a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is for.
    pub kind: BlockKind,
    /// Name of the element as written.
    pub name: String,
    /// Attributes in the order written. Of those with the same name, the last one's value is
    /// kept, in the place of the first.
    pub attributes: Vec<Attribute>,
    /// What stands between start tag and end tag, entities as written, without the indentation
    /// that its lines share.
    pub content: String,
    /// Where in the file the content begins: right after the start tag.
    pub start: Position,
    /// Characters of indentation that were taken from the start of each line of the content.
    pub indentation: usize,
    /// Whether it has an end tag of its own, or `/>`.
    pub closed: bool,
}

impl Block {
    /// The value of an attribute; `None` when it is not there or has no value.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name == name)?.value.as_deref()
    }

    /// Whether the attribute is there, with or without a value.
    #[must_use]
    pub fn has_attribute(&self, name: &str) -> bool {
        self.attributes.iter().any(|attribute| attribute.name == name)
    }

    /// Where in the file a place of the content is. Both are counted from 1, columns in
    /// characters.
    #[must_use]
    pub fn position_in_file(&self, in_content: Position) -> Position {
        let Position { line, column } = in_content;
        let before = if line <= 1 { self.start.column.saturating_sub(1) } else { 0 };
        Position {
            line: self.start.line.saturating_add(line.saturating_sub(1)),
            column: column.saturating_add(self.indentation).saturating_add(before),
        }
    }
}
