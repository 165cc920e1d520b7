//! Names of files that every system can write and that look like what they are.

/// Names that Windows takes for devices, with any extension.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// Whether a character does no harm where a name is shown: none that is invisible or turns
/// the direction of the text.
pub(crate) fn is_harmless(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether some system has another use for a character in a name.
pub(crate) fn is_reserved(character: char) -> bool {
    matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '/' | '\\')
}

/// Whether Windows takes the name for a device.
pub(crate) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim().to_uppercase();
    let is_port = |prefix: &str| stem.strip_prefix(prefix).is_some_and(|rest| rest.chars().count() == 1);
    DEVICES.contains(&stem.as_str()) || is_port("COM") || is_port("LPT")
}

/// Whether a file may be made under the name.
pub(crate) fn is_writable_everywhere(name: &str) -> bool {
    !name.is_empty()
        && !name.ends_with(['.', ' '])
        && !is_device(name)
        && name.chars().all(|character| is_harmless(character) && !is_reserved(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_system_cannot_write_are_known() {
        for name in ["a.txt", ".hidden", "grüße 2.csv", "COM10", "nul_"] {
            assert!(is_writable_everywhere(name), "{name:?}");
        }
        for name in
            ["", "a.", "a ", "NUL", "nul.txt", "com1.txt", "LPT²", "a\nb", "a\u{202e}txt", "a:b", "a*", "\u{7f}"]
        {
            assert!(!is_writable_everywhere(name), "{name:?}");
        }
    }
}
