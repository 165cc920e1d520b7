//! File names made of names that users and plugins choose.
//!
//! Invariants: no two names share a file name; a file name works on every file system,
//! also on those that take upper and lower case for the same; it names nothing outside
//! its folder. A file name never contains `~` unless it was shortened.

use std::fmt::Write;

/// Bytes of a file name from which on it is shortened.
const LONGEST: usize = 120;
/// Bytes of a shortened file name that are still readable.
const READABLE: usize = 40;

/// The file name, without extension, that stands for `name`: lower-case letters, digits
/// and `-` as they are, every other byte as `%` and two digits. A long one is cut and
/// ends with a hash of the whole name.
pub fn file_name(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' {
            encoded.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(encoded, "%{byte:02x}");
        }
    }
    if encoded.is_empty() {
        return "%".to_owned();
    }
    if encoded.len() > LONGEST {
        let readable: String = encoded.chars().take(READABLE).collect();
        let hash = blake3::hash(name.as_bytes()).to_hex();
        return format!("{readable}~{hash}");
    }
    encoded
}

/// The name that a file name stands for; none for one that was shortened, or that is none
/// of [`file_name`]'s.
pub(crate) fn name_of(file_name: &str) -> Option<String> {
    if file_name == "%" {
        return Some(String::new());
    }
    let mut bytes = Vec::with_capacity(file_name.len());
    let mut rest = file_name.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        if *first == b'%' {
            let (digits, others) = others.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = others;
        } else if *first == b'~' {
            return None;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_file_names() {
        for (name, expected) in [
            ("hello", "hello"),
            ("image-filters", "image-filters"),
            ("Hello", "%48ello"),
            ("../x", "%2e%2e%2fx"),
            ("a b", "a%20b"),
            ("%20", "%2520"),
            ("ä", "%c3%a4"),
            ("", "%"),
        ] {
            assert_eq!(file_name(name), expected);
            assert_eq!(name_of(expected).as_deref(), Some(name));
        }
    }

    #[test]
    fn long_names_are_short_and_distinct() {
        let (first, second) = ("ä".repeat(64), "ä".repeat(63) + "b");
        assert!(file_name(&first).len() < 120 && file_name(&second).len() < 120);
        assert_ne!(file_name(&first), file_name(&second));
        assert_eq!(name_of(&file_name(&first)), None);
        assert_eq!(name_of("%4"), None);
    }
}
