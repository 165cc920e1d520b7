//! Texts of plugins, made harmless to draw.
//!
//! A plugin may send any text. Laying out megabytes in one frame would freeze the
//! window, and line breaks or direction overrides in a name would let a plugin imitate
//! the host, so what is drawn is cut and cleaned first.

use std::borrow::Cow;

/// Characters shown of a name or a title.
pub(super) const NAME_LENGTH: usize = 60;
/// Characters shown of one line, for example a status.
pub(super) const LINE_LENGTH: usize = 300;
/// Characters shown of a text that has a place of its own.
pub(super) const TEXT_LENGTH: usize = 20_000;

/// The first `length` characters, with a note of how much is left out.
pub(super) fn shortened(text: &str, length: usize) -> Cow<'_, str> {
    match text.char_indices().nth(length) {
        None => Cow::Borrowed(text),
        Some((end, _)) => {
            let kept = text.get(..end).unwrap_or_default();
            let left_out = text.len() - kept.len();
            Cow::Owned(format!("{kept}… ({left_out} more bytes)"))
        }
    }
}

/// The text in one line of at most `length` characters, without control characters and
/// direction overrides.
pub(super) fn one_line(text: &str, length: usize) -> String {
    let mut line = String::new();
    for (index, character) in text.chars().filter(|character| !reorders(*character)).enumerate() {
        if index == length {
            line.push('…');
            break;
        }
        line.push(if character.is_control() { ' ' } else { character });
    }
    line.trim().to_owned()
}

/// Whether the character changes the order in which others are drawn.
fn reorders(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A number of bytes for people.
pub(super) fn bytes_text(bytes: u64) -> String {
    const KIBIBYTE: f64 = 1024.0;
    let size = bytes as f64;
    if size < KIBIBYTE {
        format!("{bytes} B")
    } else if size < KIBIBYTE * KIBIBYTE {
        format!("{:.0} KiB", size / KIBIBYTE)
    } else if size < KIBIBYTE * KIBIBYTE * KIBIBYTE {
        format!("{:.1} MiB", size / KIBIBYTE / KIBIBYTE)
    } else {
        format!("{:.2} GiB", size / KIBIBYTE / KIBIBYTE / KIBIBYTE)
    }
}

/// CPU time for people.
pub(super) fn cpu_text(seconds: f64) -> String {
    let seconds = if seconds.is_finite() { seconds } else { 0.0 };
    if seconds < 60.0 { format!("{seconds:.1} s CPU") } else { format!("{:.1} min CPU", seconds / 60.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_characters() {
        assert_eq!(shortened("äöü", 3), "äöü");
        assert_eq!(shortened("äöü", 2), "äö… (2 more bytes)");
        assert_eq!(one_line("a\nb\u{202e}c", 10), "a bc");
        assert_eq!(one_line("abcdef", 3), "abc…");
    }

    #[test]
    fn amounts_have_units() {
        assert_eq!(bytes_text(17), "17 B");
        assert_eq!(bytes_text(65_536), "64 KiB");
        assert_eq!(bytes_text(3 << 19), "1.5 MiB");
        assert_eq!(cpu_text(90.0), "1.5 min CPU");
    }
}
