//! Removes the indentation that all lines of a block share.

use crate::text::is_white_space;
use std::borrow::Cow;

/// The content of a block without the indentation that its lines share, and how many characters
/// were taken from the start of each line.
///
/// Only where the first line that is not blank is indented: its first character, a space or a
/// tab, is what is counted. Lines then end in `\n` alone; otherwise the content stays as it is,
/// `\r\n` included.
pub(super) fn remove_indentation(content: &str) -> (Cow<'_, str>, usize) {
    if !content.starts_with(is_white_space) {
        return (Cow::Borrowed(content), 0);
    }
    let mut indentation: Option<(char, usize)> = None;
    for line in lines(content).filter(|line| !line.chars().all(is_white_space)) {
        let kind = match (indentation, line.chars().next()) {
            (Some((kind, _)), _) => kind,
            (None, Some(kind @ (' ' | '\t'))) => kind,
            (None, _) => return (Cow::Borrowed(content), 0),
        };
        let width = line.chars().take_while(|character| *character == kind).count();
        indentation = Some((kind, indentation.map_or(width, |(_, least)| least.min(width))));
    }
    // Nothing but blank lines: they all become empty.
    let width = indentation.map_or(usize::MAX, |(_, width)| width);
    let mut text = String::with_capacity(content.len());
    for (number, line) in lines(content).enumerate() {
        if number > 0 {
            text.push('\n');
        }
        // What is cut is white space, so a blank line may be shorter than that.
        let cut = line.char_indices().nth(width).map_or(line.len(), |(index, _)| index);
        text.push_str(line.get(cut..).unwrap_or_default());
    }
    (Cow::Owned(text), indentation.map_or(0, |(_, width)| width))
}

/// The lines of a text, without the `\n` or `\r\n` between them; a last empty line counts.
fn lines(content: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(content);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some((line, after)) = text.split_once('\n') else {
            return rest.take();
        };
        rest = Some(after);
        Some(line.strip_suffix('\r').unwrap_or(line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indentation_that_all_lines_share_is_removed() {
        for (content, expected, width) in [
            ("", "", 0),
            ("x", "x", 0),
            ("x\n  y", "x\n  y", 0),
            ("\nx\n  y\n", "\nx\n  y\n", 0),
            ("\n  x\n    y\n", "\nx\n  y\n", 2),
            ("\n    x\n  y\n", "\n  x\ny\n", 2),
            ("\n  x\ny\n", "\n  x\ny\n", 0),
            ("\n\tx\n\t\ty", "\nx\n\ty", 1),
            // The first line decides what is counted: a tab is no space.
            ("\n\tx\n  y", "\n\tx\n  y", 0),
            ("  x", "x", 2),
            // A blank line is cut too, and does not count.
            ("\n  x\n \n   \ny ", "\n  x\n \n   \ny ", 0),
            ("\n  x\n \n   \n  y", "\nx\n\n \ny", 2),
            ("  \n \n", "\n\n", 0),
            ("   ", "", 0),
        ] {
            assert_eq!(remove_indentation(content), (Cow::Borrowed(expected), width), "{content:?}");
        }
    }

    #[test]
    fn line_ends_change_only_where_the_first_line_is_indented() {
        for (content, expected) in [
            ("\r\n  x\r\n  y\r\n", "\nx\ny\n"),
            // Indented first, so looked at, but nothing to remove: line ends change all the same.
            ("\r\n  x\r\ny\r\n", "\n  x\ny\n"),
            ("\r\nx\r\n  y\r\n", "\r\nx\r\n  y\r\n"),
            ("\n  x\r y\n", "\nx\r y\n"),
        ] {
            assert_eq!(remove_indentation(content).0, expected, "{content:?}");
        }
    }

    #[test]
    fn other_white_space_begins_a_line_that_is_not_indented() {
        assert_eq!(remove_indentation("\n\u{A0}x\n  y").0, "\n\u{A0}x\n  y");
        assert_eq!(remove_indentation("\u{A0}\n  y").0, "\ny");
    }
}
