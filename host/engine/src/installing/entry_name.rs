//! Names of files and folders in a package.
//!
//! Invariant: what [`check`] lets through names, on every system, a file or folder within
//! the folder that it is put into, and no two names that [`Names`] lets through name the
//! same one, whatever a system holds for the same (upper and lower case, the ways to
//! write an accent).

use super::bounds::{DEPTH, NAME_BYTES, PATH_BYTES};
use super::error::Refusal;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Characters of a name that are shown.
const SHOWN: usize = 120;
/// Names of devices, which Windows takes with any extension.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
/// Names of devices that are followed by a digit.
const NUMBERED_DEVICES: [&str; 2] = ["COM", "LPT"];

/// The parts of the path `name`, a file or folder in a package. The error names it.
pub(super) fn check(name: &str) -> Result<Vec<String>, Refusal> {
    let refused = |reason: &str| Err(format!("the name of its entry {} {reason}", shown(name)));
    if name.len() > PATH_BYTES {
        return refused(&format!("is longer than {PATH_BYTES} bytes"));
    }
    if name.is_empty() {
        return refused("is empty");
    }
    if name.starts_with('/') {
        return refused("is an absolute path");
    }
    let bytes = name.as_bytes();
    if bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1) == Some(&b':') {
        return refused("begins with the letter of a drive");
    }
    if name.contains('\\') {
        return refused("contains a backslash");
    }
    if name.contains('\0') {
        return refused("contains a NUL");
    }
    if name.chars().any(is_unseen) {
        return refused("contains a character that cannot be seen");
    }
    if let Some(character) = name.chars().find(|character| matches!(character, ':' | '<' | '>' | '"' | '|' | '?' | '*'))
    {
        return refused(&format!("contains {character}, which not every system takes"));
    }
    let parts: Vec<String> = name.strip_suffix('/').unwrap_or(name).split('/').map(str::to_owned).collect();
    if parts.len() > DEPTH {
        return refused(&format!("is in more than {DEPTH} folders"));
    }
    for part in &parts {
        if part == ".." {
            return refused("leads out of the package by “..”");
        }
        if part.is_empty() || part == "." {
            return refused("has an empty part");
        }
        if part.len() > NAME_BYTES {
            return refused(&format!("has a part of more than {NAME_BYTES} bytes"));
        }
        if part.ends_with(['.', ' ']) {
            return refused("has a part that ends with a dot or a space, which not every system keeps");
        }
        if is_device(part) {
            return refused("is that of a device on Windows");
        }
    }
    Ok(parts)
}

fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end_matches(' ').to_uppercase();
    let is_numbered = NUMBERED_DEVICES.iter().any(|device| {
        let mut rest = stem.strip_prefix(device).unwrap_or_default().chars();
        matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    });
    is_numbered || DEVICES.contains(&stem.as_str())
}

/// A spelling that is the same for all names that a file system may hold for one.
pub(super) fn folded(name: &str) -> String {
    let upper: String = name.nfkc().flat_map(char::to_uppercase).collect();
    upper.chars().flat_map(char::to_lowercase).nfkc().collect()
}

/// A name for a message: in one line, without what cannot be seen, and cut.
pub(super) fn shown(name: &str) -> String {
    let mut text: String =
        name.chars().take(SHOWN).map(|character| if is_unseen(character) { '\u{fffd}' } else { character }).collect();
    if name.chars().nth(SHOWN).is_some() {
        text.push('…');
    }
    format!("“{text}”")
}

/// The names of a package so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashMap<String, Taken>,
}

#[derive(Debug)]
struct Taken {
    path: String,
    is_folder: bool,
    /// Whether the folder has an entry of its own, beside those in it.
    is_listed: bool,
}

impl Names {
    /// Adds a checked path, with the folders that it is in. The error names it when it
    /// was there, or is the same as another on some system.
    pub(super) fn add(&mut self, parts: &[String], is_folder: bool) -> Result<(), Refusal> {
        let mut path = String::new();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                path.push('/');
            }
            path.push_str(part);
            let is_last = index + 1 == parts.len();
            self.add_one(&path, is_folder || !is_last, is_last)?;
        }
        Ok(())
    }

    fn add_one(&mut self, path: &str, is_folder: bool, is_listed: bool) -> Result<(), Refusal> {
        let folded = folded(path);
        let Some(taken) = self.taken.get_mut(&folded) else {
            self.taken.insert(folded, Taken { path: path.to_owned(), is_folder, is_listed });
            return Ok(());
        };
        if taken.path != path {
            return Err(format!(
                "its entries {} and {} have names that are the same on some systems",
                shown(&taken.path),
                shown(path)
            ));
        }
        if taken.is_folder != is_folder {
            return Err(format!("its entry {} is both a file and a folder", shown(path)));
        }
        if is_listed && (taken.is_listed || !is_folder) {
            return Err(format!("its entry {} is there twice", shown(path)));
        }
        taken.is_listed |= is_listed;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_within_the_package_pass() {
        for (name, parts) in [
            ("plugin.wasm", vec!["plugin.wasm"]),
            ("a/b c/d.txt", vec!["a", "b c", "d.txt"]),
            ("folder/", vec!["folder"]),
            (".hidden", vec![".hidden"]),
            ("Übersicht.md", vec!["Übersicht.md"]),
            ("console.txt", vec!["console.txt"]),
            ("com.txt", vec!["com.txt"]),
        ] {
            assert_eq!(check(name).unwrap(), parts);
        }
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        let deep = "a/".repeat(17) + "b";
        let (long, long_part) = ("a/".repeat(501), "a".repeat(201));
        for (name, reason) in [
            ("", "is empty"),
            ("/", "absolute"),
            ("../a", "leads out"),
            ("a/../../b", "leads out"),
            ("a/..", "leads out"),
            ("/etc/passwd", "absolute"),
            ("C:/a", "drive"),
            ("c:a", "drive"),
            ("a\\b", "backslash"),
            ("..\\a", "backslash"),
            ("a\0b", "NUL"),
            ("a\nb", "cannot be seen"),
            ("a\u{202e}b", "cannot be seen"),
            ("ab:stream", "not every system"),
            ("a?", "not every system"),
            ("./a", "empty part"),
            ("a//b", "empty part"),
            ("a/./b", "empty part"),
            ("a.", "dot or a space"),
            ("a /b", "dot or a space"),
            ("...", "dot or a space"),
            ("NUL", "device"),
            ("nul.txt", "device"),
            ("a/Com1.tar.gz", "device"),
            ("LPT¹", "device"),
            ("aux .c", "device"),
            ("conin$", "device"),
            (&deep, "16 folders"),
            (&long, "1000 bytes"),
            (&long_part, "200 bytes"),
        ] {
            let refusal = check(name).unwrap_err();
            assert!(refusal.contains(reason), "{name:?}: {refusal}");
        }
    }

    #[test]
    fn no_two_names_are_one() {
        let pair = |one: &str, other: &str| {
            let mut names = Names::default();
            names.add(&check(one).unwrap(), one.ends_with('/')).unwrap();
            names.add(&check(other).unwrap(), other.ends_with('/'))
        };
        for (one, other, reason) in [
            ("a", "a", "there twice"),
            ("a/", "a/", "there twice"),
            ("a", "A", "same on some systems"),
            ("a/x", "A/y", "same on some systems"),
            ("\u{e4}", "a\u{308}", "same on some systems"),
            ("\u{c4}.txt", "a\u{308}.TXT", "same on some systems"),
            ("straße", "STRASSE", "same on some systems"),
            ("ﬁle", "file", "same on some systems"),
            ("\u{17f}", "s", "same on some systems"),
            ("a", "a/b", "both a file and a folder"),
            ("a/b", "a", "both a file and a folder"),
        ] {
            let refusal = pair(one, other).unwrap_err();
            assert!(refusal.contains(reason), "{one} {other}: {refusal}");
        }
        for (one, other) in [("a", "b"), ("a/", "a/b"), ("a/b", "a/"), ("a/b", "a/c")] {
            pair(one, other).unwrap();
        }
    }

    #[test]
    fn names_in_messages_are_short_and_harmless() {
        assert_eq!(shown("a\u{1b}[31m\n"), "“a\u{fffd}[31m\u{fffd}”");
        assert_eq!(shown(&"x".repeat(1000)).chars().count(), SHOWN + 3);
    }
}
