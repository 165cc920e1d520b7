//! The text files of the repository that the mapping is read from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folders and files that are read.
const SOURCES: &[&str] = &[
    "wit",
    "host/build.rs",
    "host/engine/src",
    "host/src",
    "guest-sdk/src",
    "guest-sdk/macros/src",
    "sample-plugins",
    "tests/gui",
    "tests/engine",
    "ARCHITECTURE.md",
];

/// Contents of files by their path from the root.
#[derive(Clone)]
pub struct Repository {
    files: BTreeMap<String, String>,
}

impl Repository {
    /// Reads the files as they are.
    pub fn read() -> Self {
        let mut files = BTreeMap::new();
        for source in SOURCES {
            read_into(&root().join(source), source, &mut files);
        }
        Self { files }
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Whether there is a file, or a folder with files, at a path.
    pub fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.files.contains_key(path) || self.files.keys().any(|file| file.starts_with(&folder))
    }

    /// The files below a folder with their texts.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(path, _)| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Replaces a part of a file, which has to be there.
    pub fn replace(&mut self, path: &str, from: &str, to: &str) {
        let text = self.files.get_mut(path).unwrap_or_else(|| panic!("there is no {path}"));
        assert!(text.contains(from), "{path} does not contain {from:?}");
        *text = text.replace(from, to);
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) {
        assert!(self.files.remove(path).is_some(), "there is no {path}");
    }
}

/// Writes a file of the repository.
pub fn write(path: &str, text: &str) {
    std::fs::write(root().join(path), text).unwrap();
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn read_into(place: &Path, name: &str, files: &mut BTreeMap<String, String>) {
    if place.is_dir() {
        for entry in std::fs::read_dir(place).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{name}/{}", entry.file_name().to_string_lossy());
            read_into(&entry.path(), &name, files);
        }
    } else if let Ok(text) = std::fs::read_to_string(place) {
        // What is no text (images, components) is of no use here.
        files.insert(name.to_owned(), text);
    }
}
