//! The plugin's scripts, and where in its file something in them stands.
//!
//! A script begins somewhere in the middle of its file. Its source is evaluated with empty
//! lines before it, so that the engine's line numbers are those of the file; columns are
//! moved by the indentation that was taken away.

use crate::glue;

/// One script of the plugin.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    /// Name of the file that it comes from.
    pub(crate) file: String,
    /// Line of that file on which its first line stands, counted from 1.
    pub(crate) line: u32,
    /// How many characters of indentation were taken from each line.
    pub(crate) indent: u32,
    /// How many characters stand before the source in its first line.
    pub(crate) before: u32,
    /// The source.
    pub(crate) text: String,
    /// Whether it is an ES module.
    pub(crate) module: bool,
}

impl Script {
    /// The source with its first line where it is in the file.
    pub(crate) fn padded(&self) -> Vec<u8> {
        let before = (self.line as usize).saturating_sub(1);
        let mut source = Vec::with_capacity(before + self.text.len());
        source.resize(before, b'\n');
        source.extend_from_slice(self.text.as_bytes());
        source
    }

    /// How far to the right of its column in the source something stands on this line of the
    /// file.
    fn shift(&self, line: u32) -> u32 {
        self.indent.saturating_add(if line == self.line { self.before } else { 0 })
    }
}

/// A place in a file of the plugin; line and column are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// The scripts in the order in which they run.
#[derive(Debug)]
pub(crate) struct Scripts(Vec<Script>);

impl Scripts {
    pub(crate) fn new(scripts: Vec<Script>) -> Self {
        Scripts(scripts)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Script> {
        self.0.iter()
    }

    /// A stack as the engine writes it, with true columns and without frames of the runtime
    /// itself; and the innermost place in the plugin's file.
    pub(crate) fn stack(&self, stack: &str) -> (String, Option<Place>) {
        let mut written = String::new();
        let mut innermost = None;
        for line in stack.lines() {
            let frame = line.trim().trim_start_matches("at ");
            let (function, place) = match frame.rsplit_once(" (") {
                Some((function, place)) => (Some(function), place.trim_end_matches(')')),
                None => (None, frame),
            };
            let Some(place) = parse_place(place) else {
                // A function of the language itself.
                if !frame.is_empty() {
                    push_line(&mut written, &format!("    at {frame}"));
                }
                continue;
            };
            if glue::is_glue(&place.file) {
                continue;
            }
            let place = self.in_file(place);
            let at = format!("{}:{}:{}", place.file, place.line, place.column);
            match function {
                Some(function) => push_line(&mut written, &format!("    at {function} ({at})")),
                None => push_line(&mut written, &format!("    at {at}")),
            }
            innermost.get_or_insert(place);
        }
        (written, innermost)
    }

    /// The line of the source at the place, and a caret below the column.
    pub(crate) fn excerpt(&self, place: &Place) -> Option<String> {
        let script = self.script_at(place)?;
        let line = script.text.lines().nth((place.line - script.line) as usize)?;
        let column = (place.column.saturating_sub(script.shift(place.line)).max(1) - 1) as usize;
        Some(excerpt(line, column))
    }

    fn in_file(&self, place: Place) -> Place {
        let shift = self.script_at(&place).map_or(0, |script| script.shift(place.line));
        Place { column: place.column.saturating_add(shift), ..place }
    }

    fn script_at(&self, place: &Place) -> Option<&Script> {
        // The last one that begins before: scripts of one file follow one another.
        self.0
            .iter()
            .filter(|script| script.file == place.file && script.line <= place.line)
            .max_by_key(|script| script.line)
    }
}

/// How much of a line is shown: minified code is one line.
const EXCERPT_LENGTH: usize = 100;

/// A line with a caret below `column`, counted from 0; of a long line the part around it.
fn excerpt(line: &str, column: usize) -> String {
    let start = column.saturating_sub(EXCERPT_LENGTH / 2);
    // Tabs would move the text away from its caret.
    let part: String =
        line.chars().skip(start).take(EXCERPT_LENGTH).map(|letter| if letter == '\t' { ' ' } else { letter }).collect();
    format!("{}\n{}^", part.trim_end(), " ".repeat(column - start))
}

fn push_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// `file:line:column`, where the file's name may have colons.
fn parse_place(text: &str) -> Option<Place> {
    let (rest, column) = text.rsplit_once(':')?;
    let (file, line) = rest.rsplit_once(':')?;
    Some(Place { file: file.to_owned(), line: line.parse().ok()?, column: column.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scripts() -> Scripts {
        let script = |line, indent, text: &str| Script {
            file: "a: b.imjoy.html".into(),
            line,
            indent,
            before: if line == 20 { 8 } else { 0 },
            text: text.into(),
            module: false,
        };
        Scripts::new(vec![script(3, 4, "let a = 1\nf()\n"), script(20, 0, "g()")])
    }

    #[test]
    fn stacks_have_the_places_of_the_file() {
        let (stack, place) = scripts().stack(
            "    at here (imjoy:language:3:1)\n    at parse (native)\n    at f (a: b.imjoy.html:4:1)\n    at <eval> (a: b.imjoy.html:20:3)\n",
        );
        assert_eq!(
            stack,
            "    at parse (native)\n    at f (a: b.imjoy.html:4:5)\n    at <eval> (a: b.imjoy.html:20:11)"
        );
        assert_eq!(place, Some(Place { file: "a: b.imjoy.html".into(), line: 4, column: 5 }));
    }

    #[test]
    fn the_caret_stands_below_the_column() {
        let place = Place { file: "a: b.imjoy.html".into(), line: 3, column: 9 };
        assert_eq!(scripts().excerpt(&place).unwrap(), "let a = 1\n    ^");
        let long = format!("{}x", " ".repeat(500));
        let shown = excerpt(&long, 500);
        assert!(shown.lines().next().unwrap().ends_with('x'), "{shown}");
        assert_eq!(shown.lines().nth(1).unwrap().len(), shown.lines().next().unwrap().len());
    }
}
