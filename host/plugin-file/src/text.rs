//! From the bytes of a file to text, as a browser does it.

use crate::PluginFileError;
use crate::limits::FILE_BYTES;
use std::borrow::Cow;

/// The text of a file: UTF-8, or UTF-16 when it starts with a byte order mark of that. The mark
/// itself is left out; bytes that are no text become U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, PluginFileError> {
    if bytes.len() > FILE_BYTES {
        return Err(PluginFileError::FileTooLong { bytes: bytes.len() });
    }
    Ok(match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)),
        _ => String::from_utf8_lossy(bytes),
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Characters of a text of the file that stand in a message at most.
const SHOWN_CHARACTERS: usize = 64;

/// A text of the file for a message: one line of bounded length.
pub(crate) fn shown(text: &str) -> String {
    shown_up_to(text, SHOWN_CHARACTERS)
}

/// A text of the file for a message: one line of so many characters at most.
pub(crate) fn shown_up_to(text: &str, characters: usize) -> String {
    let visible = |character: char| if character.is_control() { ' ' } else { character };
    let mut shown: String = text.chars().take(characters).map(visible).collect();
    if text.chars().nth(characters).is_some() {
        shown.push('…');
    }
    shown
}

/// Whether a character is white space to JavaScript's regular expressions (`\s`), by which ImJoy
/// splits files. Unlike Rust's notion it has U+FEFF and lacks U+0085.
pub(crate) fn is_white_space(character: char) -> bool {
    character == '\u{FEFF}' || (character != '\u{85}' && character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_marks_are_left_out() {
        assert_eq!(decode(b"\xEF\xBB\xBF<config>").unwrap(), "<config>");
        assert_eq!(decode(b"\xFF\xFEa\0\xE4\0").unwrap(), "aä");
        assert_eq!(decode(b"\xFE\xFF\0a\0\xE4").unwrap(), "aä");
        assert_eq!(decode(b"\xEF\xBB\xBF\xEF\xBB\xBFx").unwrap(), "\u{FEFF}x");
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        assert_eq!(decode(b"a\xFFb").unwrap(), "a\u{FFFD}b");
        assert_eq!(decode(b"\xFF\xFE\x00\xD8x").unwrap(), "\u{FFFD}");
    }

    #[test]
    fn what_a_message_shows_is_one_short_line() {
        assert_eq!(shown("a\nb"), "a b");
        assert_eq!(shown(&"ä".repeat(64)), "ä".repeat(64));
        assert_eq!(shown(&"ä".repeat(65)), format!("{}…", "ä".repeat(64)));
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let bytes = vec![b' '; FILE_BYTES + 1];
        assert_eq!(decode(&bytes), Err(PluginFileError::FileTooLong { bytes: FILE_BYTES + 1 }));
        assert!(decode(&bytes[1..]).is_ok());
    }
}
