//! Libraries of plugins in JavaScript: scripts that a plugin names by their addresses.
//!
//! Source: §1.2 of the behaviour of ImJoy (`requirements`), and `importScripts` and `import` of
//! workers. A plugin has no network, so a library is a file of the address's name in the folder
//! `libraries` beside the plugin's file, where the user has saved it.
//!
//! Invariants: a plugin gets nothing but scripts out of that folder, also by links; they run with
//! the plugin's own rights, like the rest of its source. A file is read when it is asked for, so
//! that one which is saved meanwhile is found.
//!
//! Known limit: all libraries are in one folder, so two addresses that end alike are one file.

use crate::installing::current_version;
use crate::plugin::PluginSource;
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use percent_encoding::percent_decode_str;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// Name of the folder beside a plugin's file.
const FOLDER: &str = "libraries";
/// Ends of the names of scripts.
const ENDS: [&str; 2] = [".js", ".mjs"];
/// Characters of an address in a message.
const SHOWN: usize = 200;
/// Bytes of a library at most, and of all with which a plugin begins.
pub(super) const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// The libraries of a plugin.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Libraries {
    /// Where they are; none for a plugin that is part of the host.
    folder: Option<PathBuf>,
    /// Whether the user does not put files there by hand.
    is_installed: bool,
}

/// A library that has been read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Library {
    /// Name of its file.
    pub(crate) file: String,
    pub(crate) text: Arc<str>,
}

/// Why a library cannot be had. Names no folder of the user: plugins read it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum LibraryError {
    /// Its file is not there.
    #[error("the library {address} is not there, and plugins have no network; {advice}")]
    Missing { address: String, advice: String },
    /// Its file is there and is none that can be run.
    #[error("{FOLDER}/{file} is there and cannot be used: {reason}")]
    Unusable { file: String, reason: String },
    /// The plugin begins with too many.
    #[error("all libraries together have more than {} MiB", MOST_BYTES >> 20)]
    TooLarge,
}

impl Libraries {
    /// Those of a plugin. Looks at the disk: not for async code.
    pub(super) fn of(source: &PluginSource) -> Self {
        let folder = match source {
            PluginSource::File(path) => Some(path.with_file_name(FOLDER)),
            PluginSource::Installed { folder, .. } => current_version(folder).map(|version| version.join(FOLDER)),
            PluginSource::Text(text) => return text.libraries.clone(),
            PluginSource::BuiltIn { .. } => None,
        };
        Self { folder, is_installed: matches!(source, PluginSource::Installed { .. }) }
    }

    /// Reads the library at an address. Blocks: not for async code.
    pub(crate) fn read(&self, address: &str) -> Result<Library, LibraryError> {
        let (folder, file) = self.find(address)?;
        let unusable = |reason: String| LibraryError::Unusable { file: file.clone(), reason };
        let mut bytes = Vec::new();
        let read = folder.open(&file).and_then(|opened| opened.take(MOST_BYTES).read_to_end(&mut bytes));
        read.map_err(|error| unusable(error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|_| unusable("it is not UTF-8".to_owned()))?;
        // As in a plugin file; the language does not know it.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).into();
        Ok(Library { file, text })
    }

    /// As [`read`](Self::read), where all that is read so has at most `left` bytes.
    pub(super) fn read_within(&self, address: &str, left: &mut u64) -> Result<Library, LibraryError> {
        if *left == 0 {
            return Err(LibraryError::TooLarge);
        }
        let library = self.read(address)?;
        let rest = left.checked_sub(library.text.len() as u64);
        *left = rest.unwrap_or_default();
        if rest.is_some() { Ok(library) } else { Err(LibraryError::TooLarge) }
    }

    /// Whether the file of a library is there and may be read. Looks at the disk: not for async
    /// code.
    pub(super) fn check(&self, address: &str) -> Result<(), LibraryError> {
        self.find(address).map(drop)
    }

    /// The folder, and the name of the library's file in it.
    fn find(&self, address: &str) -> Result<(Dir, String), LibraryError> {
        let missing = || LibraryError::Missing {
            address: address.chars().take(SHOWN).collect(),
            advice: self.advice(&[address]),
        };
        let (Some(folder), Some(file)) = (&self.folder, file_name(address)) else { return Err(missing()) };
        // Links do not lead out of it.
        let Ok(folder) = Dir::open_ambient_dir(folder, ambient_authority()) else { return Err(missing()) };
        // Before it is opened: a FIFO would be waited for.
        let reason = match folder.metadata(&file) {
            Ok(metadata) if !metadata.is_file() => "it is not a file".to_owned(),
            Ok(metadata) if metadata.len() > MOST_BYTES => format!("it has more than {} MiB", MOST_BYTES >> 20),
            Ok(_) => return Ok((folder, file)),
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(missing()),
            Err(error) => error.to_string(),
        };
        Err(LibraryError::Unusable { file, reason })
    }

    /// What the user is to do to get libraries that are not there; the end of a sentence.
    pub(crate) fn advice(&self, addresses: &[&str]) -> String {
        let names: Option<Vec<String>> = addresses.iter().map(|address| file_name(address)).collect();
        match (&self.folder, names.as_deref()) {
            (Some(_), Some(names)) if self.is_installed && !names.is_empty() => {
                format!("install it from a folder with {FOLDER}/{}", names.join(&format!(" and {FOLDER}/")))
            }
            (Some(_), Some([name])) => format!("save it as {FOLDER}/{name} beside the plugin's file"),
            (Some(_), Some([names @ .., last])) if !names.is_empty() => {
                format!("save them as {} and {last} in a folder {FOLDER} beside the plugin's file", names.join(", "))
            }
            _ => "put it into a <script> of the plugin file".to_owned(),
        }
    }
}

/// The name of the file in which a library is saved: the last part of its address, with the end
/// of a script. None where there is no name.
fn file_name(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let path = path.split_once("://").map_or(path, |(_, path)| path);
    // A service that makes modules of packages says so by a last part of its own.
    let path = path.trim_end_matches('/').trim_end_matches("/+esm");
    let last = path.rsplit('/').next()?;
    let name = percent_decode_str(last).decode_utf8().ok()?.into_owned();
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', '\0', ':']) {
        return None;
    }
    if ENDS.iter().any(|end| name.ends_with(end)) {
        return Some(name);
    }
    // `package@1.2.3`.
    let name = name.split('@').next().filter(|name| !name.is_empty())?;
    Some(format!("{name}.js"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_files() {
        for (address, expected) in [
            ("https://static.imjoy.io/js/UTIF.js", Some("UTIF.js")),
            ("https://unpkg.com/axios@1.2.0/dist/axios.min.js?module", Some("axios.min.js")),
            ("https://cdn.jsdelivr.net/npm/@material/mwc-button@0.21.0/mwc-button.js/+esm", Some("mwc-button.js")),
            ("/npm/lit-element@2.4.0/+esm", Some("lit-element.js")),
            ("https://esm.sh/lodash@4", Some("lodash.js")),
            ("./helper.mjs", Some("helper.mjs")),
            ("my%20library.js", Some("my library.js")),
            ("https://a.b/..%2F..%2Fpasswords.js", None),
            ("..", None),
            ("https://a.b/@x", None),
            ("", None),
        ] {
            assert_eq!(file_name(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn libraries_are_scripts_of_one_folder() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join(FOLDER);
        std::fs::create_dir_all(inside.join("folder.js")).unwrap();
        std::fs::write(inside.join("my library.js"), "\u{feff}1").unwrap();
        std::fs::write(inside.join("text.txt"), "2").unwrap();
        std::fs::write(inside.join("bad.js"), [0xff, 0xfe]).unwrap();
        std::fs::write(folder.path().join("secret.js"), "3").unwrap();
        let libraries = Libraries::of(&PluginSource::File(folder.path().join("a.imjoy.html")));
        let read = |address: &str| libraries.read(address).map_err(|error| error.to_string());
        let expected = Library { file: "my library.js".to_owned(), text: "1".into() };
        assert_eq!(read("https://x.org/my%20library.js"), Ok(expected));
        assert!(read("https://x.org/text.txt").unwrap_err().contains("libraries/text.txt.js"));
        assert!(read("secret.js").unwrap_err().contains("save it as libraries/secret.js"));
        assert!(read("bad.js").unwrap_err().ends_with("cannot be used: it is not UTF-8"));
        assert!(read("folder.js").unwrap_err().ends_with("it is not a file"));
        assert_eq!(
            libraries.advice(&["a/b", "c", "d"]),
            "save them as b.js, c.js and d.js in a folder libraries beside the plugin's file"
        );
        let mut left = 1;
        assert!(libraries.read_within("my library.js", &mut left).is_ok() && left == 0);
        for _ in 0..2 {
            let refused = libraries.read_within("my library.js", &mut left).unwrap_err();
            assert_eq!(refused.to_string(), "all libraries together have more than 32 MiB");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("secret.js"), inside.join("link.js")).unwrap();
            assert!(read("link.js").unwrap_err().contains("cannot be used"));
        }
    }

    #[test]
    fn installed_plugins_bring_theirs_along() {
        let installed = Libraries { folder: Some("x".into()), is_installed: true };
        assert_eq!(installed.advice(&["a.js", "b"]), "install it from a folder with libraries/a.js and libraries/b.js");
    }

    #[test]
    fn what_is_part_of_the_host_has_none() {
        let built_in = PluginSource::BuiltIn { name: "a.js".to_owned(), contents: bytes::Bytes::new() };
        assert!(Libraries::of(&built_in).read("one.js").unwrap_err().to_string().contains("<script>"));
    }
}
