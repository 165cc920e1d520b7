//! Texts that plugins chose, made fit for a line of the host.

/// Most characters of a window's title that are shown, as in ImJoy.
pub const TITLE_CHARACTERS: usize = 30;

/// The name of a window as it is shown in a title: one line of at most
/// [`TITLE_CHARACTERS`] characters.
pub fn title(name: &str) -> String {
    let title = line(name, TITLE_CHARACTERS);
    if title.is_empty() { "untitled window".to_owned() } else { title }
}

/// `text` as one line of at most `characters` characters: white space becomes single
/// blanks, control characters and direction overrides are dropped (they could make one
/// text look like another), and what is too long ends with "…".
pub fn line(text: &str, characters: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    let mut blank_pending = false;
    for character in text.chars() {
        if character.is_whitespace() {
            blank_pending = length > 0;
            continue;
        }
        if is_hidden(character) {
            continue;
        }
        let needed = if blank_pending { 2 } else { 1 };
        if length + needed > characters {
            // Room for the ellipsis: it takes the place of the last character.
            if length == characters {
                line.pop();
            }
            line.push('…');
            return line;
        }
        if blank_pending {
            line.push(' ');
            blank_pending = false;
        }
        line.push(character);
        length += needed;
    }
    line
}

/// Whether a character is not seen, or changes how others are seen.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_cut_and_harmless() {
        assert_eq!(title("coins.png"), "coins.png");
        assert_eq!(title("  a\n\tb  "), "a b");
        assert_eq!(title("\u{1b}[31mred\u{202e}\u{200b}"), "[31mred");
        assert_eq!(title(" \u{7} "), "untitled window");
        let long = title(&"é".repeat(1_000_000));
        assert_eq!(long.chars().count(), TITLE_CHARACTERS);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn a_line_that_just_fits_is_whole() {
        assert_eq!(line("abc", 3), "abc");
        assert_eq!(line("abcd", 3), "ab…");
        assert_eq!(line("ab cd", 3), "ab…");
        assert_eq!(line("abc  ", 3), "abc");
    }
}
