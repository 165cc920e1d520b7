//! Names of files that plugins suggest.

use crate::grants::{is_device, is_harmless, is_reserved};

/// Name where the plugin gives none.
const DEFAULT_NAME: &str = "file_export";
/// Bytes of a suggested name.
const NAME_BYTES: usize = 200;

/// The plugin's name for a file, as one name that every file system takes.
pub(super) fn suggested_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut plain = String::new();
    for character in last.chars().filter(|character| is_harmless(*character)) {
        let character = if is_reserved(character) { '_' } else { character };
        if plain.len() + character.len_utf8() > NAME_BYTES {
            break;
        }
        plain.push(character);
    }
    // A name that begins with a dot is hidden, one that ends with it is not for Windows.
    let plain = plain.trim().trim_start_matches('.').trim_end_matches(['.', ' ']).trim();
    if plain.is_empty() {
        DEFAULT_NAME.to_owned()
    } else if is_device(plain) {
        format!("_{plain}")
    } else {
        plain.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_suggestions_only() {
        for (name, expected) in [
            ("table.csv", "table.csv"),
            ("grüße.txt", "grüße.txt"),
            ("", DEFAULT_NAME),
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\a.exe", "a.exe"),
            ("/", DEFAULT_NAME),
            ("..", DEFAULT_NAME),
            (".bashrc", "bashrc"),
            ("a\n\0b\u{202e}gpj.exe", "abgpj.exe"),
            ("a:b*?.txt", "a_b__.txt"),
            ("NUL", "_NUL"),
            ("com1.txt", "_com1.txt"),
            ("COM10.txt", "COM10.txt"),
            ("a. . ", "a"),
            ("  ", DEFAULT_NAME),
        ] {
            assert_eq!(suggested_name(name), expected, "{name:?}");
        }
        let long = suggested_name(&"ü".repeat(10_000));
        assert!(long.len() <= NAME_BYTES && !long.is_empty());
    }
}
