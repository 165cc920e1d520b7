//! Lines below the source: of a compiler, of the engine, of the plugin itself.

use std::path::Path;

/// Most lines that are kept.
pub const MOST_LINES: usize = 5_000;
/// Most characters of a line.
const LINE_CHARACTERS: usize = 500;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Begins an error.
    Error,
    /// Begins a warning.
    Warning,
    /// Goes on with what was begun.
    Plain,
    /// Begins what is no error: the plugin has printed it.
    Output,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The text, without control characters.
    pub text: String,
    /// What it is.
    pub tone: Tone,
    /// The place in the edited source that it names: line and column, from 1.
    pub place: Option<(usize, usize)>,
}

impl Line {
    /// A line of that text, cut and cleaned.
    pub fn new(text: &str, tone: Tone, place: Option<(usize, usize)>) -> Line {
        let text = text.replace('\t', "    ");
        let text = text.chars().filter(|character| !character.is_control()).take(LINE_CHARACTERS).collect();
        Line { text, tone, place }
    }

    /// The lines of a text: the first begins something, the others go on with it. `file` is
    /// the edited file, whose places are found in it.
    pub fn of_text(text: &str, tone: Tone, file: &Path) -> Vec<Line> {
        let tones = std::iter::once(tone).chain(std::iter::repeat(Tone::Plain));
        let lines = text.trim_end().lines().zip(tones).take(MOST_LINES);
        lines.map(|(text, tone)| Line::new(text, tone, place_in(text, file))).collect()
    }
}

/// Lines of the source in which there are errors: of each error the first place that it
/// names; what follows explains.
pub fn error_lines(lines: &[Line]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut is_error = false;
    for line in lines {
        match line.tone {
            Tone::Error => is_error = true,
            Tone::Warning | Tone::Output => is_error = false,
            Tone::Plain => {}
        }
        if is_error && let Some((at, _)) = line.place {
            found.push(at);
            is_error = false;
        }
    }
    found
}

/// The place of the file that a text names: as `name:12:5`, `name:12`, `"name", line 12` or
/// `name … line 12, column 5`. A file of the same name in another folder is taken for it.
fn place_in(text: &str, file: &Path) -> Option<(usize, usize)> {
    let name = file.file_name()?.to_str()?;
    let mut rest = text;
    while let Some(start) = rest.find(name) {
        let before = rest.get(..start).and_then(|before| before.chars().next_back());
        rest = rest.get(start + name.len()..)?;
        let is_whole = before.is_none_or(|before| !before.is_alphanumeric() && !matches!(before, '_' | '-' | '.'));
        if is_whole && let Some(place) = place_after(rest) {
            return Some(place);
        }
    }
    None
}

/// The place at the beginning of what follows the name of a file.
fn place_after(rest: &str) -> Option<(usize, usize)> {
    if let Some(numbers) = rest.strip_prefix(':')
        && let Some((line, after)) = number(numbers)
    {
        let column = after.strip_prefix(':').and_then(number).map_or(1, |(column, _)| column);
        return Some((line, column));
    }
    let (_, numbers) = rest.split_once("line ")?;
    let (line, after) = number(numbers)?;
    let column = after.trim_start_matches([',', ' ']).strip_prefix("column ").and_then(number);
    Some((line, column.map_or(1, |(column, _)| column)))
}

/// A number from 1 and what follows it.
fn number(text: &str) -> Option<(usize, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let number = text.get(..end)?.parse().ok().filter(|number| *number > 0)?;
    Some((number, text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_as_runtimes_write_them() {
        let file = Path::new("/data/my plugin.imjoy.html");
        for (text, place) in [
            ("    at run (my plugin.imjoy.html:12:5)", Some((12, 5))),
            ("my plugin.imjoy.html:7", Some((7, 1))),
            ("  File \"/data/my plugin.imjoy.html\", line 3, in run", Some((3, 1))),
            ("/data/my plugin.imjoy.html cannot be loaded: expected `,` at line 4, column 9", Some((4, 9))),
            ("other my plugin.imjoy.html, then my plugin.imjoy.html:2:3", Some((2, 3))),
            ("not-my plugin.imjoy.html:2:3", None),
            ("my plugin.imjoy.html:0:3", None),
            ("other.js:2:3", None),
            ("my plugin.imjoy.html:99999999999999999999999", None),
        ] {
            assert_eq!(place_in(text, file), place, "{text}");
        }
    }

    #[test]
    fn an_error_is_marked_where_it_is_and_not_where_it_was_called_from() {
        let file = Path::new("a.js");
        let mut lines = Line::of_text("loading", Tone::Output, file);
        lines.extend(Line::of_text(
            "TypeError: x is not a function\n  at a.js:3:1\n  at a.js:9:1\n",
            Tone::Error,
            file,
        ));
        lines.extend(Line::of_text("a.js:20:1 is only said", Tone::Output, file));
        assert_eq!(error_lines(&lines), [3]);
        assert_eq!(lines.len(), 5);
        assert_eq!(lines.iter().map(|line| line.tone).filter(|tone| *tone == Tone::Plain).count(), 2);
    }
}
