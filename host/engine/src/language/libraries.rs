//! Libraries of plugins in JavaScript: scripts that a plugin names by their addresses.
//!
//! Source: §1.2 of the behaviour of ImJoy (`requirements`), and `importScripts` and `import` of
//! workers. A plugin has no network, so a library is a file of the address's name in the folder
//! `libraries` beside the plugin's file, where the user has saved it.
//!
//! Invariants: a plugin gets nothing of that folder but scripts that it, or a library of it,
//! names; and they run with the plugin's own rights, like the rest of its source.

use crate::plugin::PluginSource;
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Name of the folder beside a plugin's file.
const FOLDER: &str = "libraries";
/// Ends of the names of scripts.
const ENDS: [&str; 2] = [".js", ".mjs"];
/// Files of the folder that are looked at; what comes after them is left out.
const MOST_FILES: usize = 1_000;
/// Bytes of all libraries of one plugin.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// The libraries of a plugin.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Libraries {
    /// Where they are; none for a plugin that is not a file.
    folder: Option<PathBuf>,
    /// Their texts, by the names of their files.
    texts: BTreeMap<String, Arc<str>>,
}

impl Libraries {
    /// Reads those that `plugin_text` names, and those that they name. Looks at the disk: not
    /// for async code.
    pub(super) fn read(source: &PluginSource, plugin_text: &str) -> Self {
        let Some(folder) = folder(source) else { return Self::default() };
        let Ok(entries) = std::fs::read_dir(&folder) else {
            return Self { folder: Some(folder), texts: BTreeMap::new() };
        };
        let names = entries.take(MOST_FILES).filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut left: Vec<String> =
            names.filter(|name| ENDS.iter().any(|end| name.len() > end.len() && name.ends_with(end))).collect();
        left.sort();
        let mut texts: BTreeMap<String, Arc<str>> = BTreeMap::new();
        let mut bytes = MOST_BYTES;
        let mut texts_to_search: Vec<Arc<str>> = vec![plugin_text.into()];
        while let Some(searched) = texts_to_search.pop() {
            let (named, others): (Vec<String>, Vec<String>) =
                left.into_iter().partition(|name| searched.contains(stem(name)));
            left = others;
            for name in named {
                if let Some(text) = read_text(&folder.join(&name), bytes) {
                    bytes -= text.len() as u64;
                    texts_to_search.push(text.clone());
                    texts.insert(name, text);
                }
            }
        }
        Self { folder: Some(folder), texts }
    }

    /// The library at an address: the name of its file, and its text.
    pub(crate) fn at(&self, address: &str) -> Option<(&str, &Arc<str>)> {
        self.texts.get_key_value(&file_name(address)?).map(|(name, text)| (name.as_str(), text))
    }

    /// What the user is to do to get libraries that are not there; the end of a sentence.
    pub(crate) fn advice(&self, addresses: &[&str]) -> String {
        let names: Option<Vec<String>> = addresses.iter().map(|address| file_name(address)).collect();
        match (&self.folder, names.as_deref()) {
            (Some(folder), Some([name])) => format!("save it as {}", folder.join(name).display()),
            (Some(folder), Some([names @ .., last])) if !names.is_empty() => {
                format!("save them as {} and {last} in {}", names.join(", "), folder.display())
            }
            _ => "put it into a <script> of the plugin file".to_owned(),
        }
    }
}

/// The folder of a plugin's libraries.
fn folder(source: &PluginSource) -> Option<PathBuf> {
    match source {
        PluginSource::File(path) => {
            // A relative path would not tell the user where to put a library.
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            Some(path.with_file_name(FOLDER))
        }
        PluginSource::Installed { .. } | PluginSource::Text { .. } | PluginSource::BuiltIn { .. } => None,
    }
}

/// A file's text; none for what is no file of at most `most` bytes of UTF-8.
fn read_text(path: &Path, most: u64) -> Option<Arc<str>> {
    // Before it is opened: a FIFO would be waited for.
    if !std::fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut text = String::new();
    let read = std::fs::File::open(path).ok()?.take(most.saturating_add(1)).read_to_string(&mut text).ok()?;
    (read as u64 <= most).then(|| text.into())
}

/// A file's name without its end, by which texts name it.
fn stem(name: &str) -> &str {
    ENDS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
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
    fn a_plugin_gets_what_it_names_and_what_that_names() {
        let folder = tempfile::tempdir().unwrap();
        let libraries = folder.path().join(FOLDER);
        std::fs::create_dir(&libraries).unwrap();
        for (name, text) in [
            ("one.js", "import './two.js'"),
            ("two.js", "2"),
            ("three.js", "3"),
            ("one.txt", "no script"),
            ("bad.js", "is replaced"),
        ] {
            std::fs::write(libraries.join(name), text).unwrap();
        }
        std::fs::write(libraries.join("bad.js"), [0xff, 0xfe]).unwrap();
        let source = PluginSource::File(folder.path().join("a.imjoy.html"));
        let read = Libraries::read(&source, "importScripts('https://x.org/one.js', 'bad.js')");
        assert_eq!(read.at("https://x.org/one.js").unwrap().0, "one.js");
        assert_eq!(&**read.at("two.js").unwrap().1, "2");
        assert!(read.at("https://x.org/three.js").is_none() && read.at("bad.js").is_none());
        let path = libraries.join("three.js");
        assert_eq!(read.advice(&["https://x.org/three.js"]), format!("save it as {}", path.display()));
        assert_eq!(
            read.advice(&["a/b", "c", "d"]),
            format!("save them as b.js, c.js and d.js in {}", libraries.display())
        );
        assert!(Libraries::read(&PluginSource::File("nowhere/a.js".into()), "one.js").at("one.js").is_none());
    }
}
