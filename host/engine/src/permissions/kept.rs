//! What the user has allowed for good, on disk.
//!
//! One small file per plugin identity, `<data>/permissions/<hash>.json`, written to a
//! temporary file and renamed. A file that cannot be read allows nothing.

use super::{Identity, Permission};
use crate::atomic_file::write_atomically;
use serde_json::{Value as Json, json};
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Bytes of a file at most.
const FILE_BYTES: u64 = 64 * 1024;

/// The permissions that outlive the host's run.
#[derive(Debug)]
pub(crate) struct KeptPermissions {
    folder: PathBuf,
    /// What has been read. Held while a file is read or written, so that no two writes
    /// cross; only threads that may block take it.
    read: Mutex<HashMap<Identity, BTreeSet<Permission>>>,
}

impl KeptPermissions {
    /// The permissions that are kept in `folder`, which is made when one is granted.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, read: Mutex::default() }
    }

    /// What is granted to the plugin. Blocks: not for async code.
    pub(crate) fn granted(&self, identity: Identity) -> BTreeSet<Permission> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.entry(identity).or_insert_with(|| self.read_file(identity)).clone()
    }

    /// Grants or revokes. A grant that cannot be written still holds for this run; a
    /// revocation always does. Blocks: not for async code.
    pub(crate) fn set(
        &self,
        identity: Identity,
        plugin_name: &str,
        permission: Permission,
        is_granted: bool,
    ) -> std::io::Result<()> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let granted = read.entry(identity).or_insert_with(|| self.read_file(identity));
        if is_granted {
            granted.insert(permission);
        } else {
            granted.remove(&permission);
        }
        let path = self.path(identity);
        if granted.is_empty() {
            return match std::fs::remove_file(path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        }
        let names: Vec<&str> = granted.iter().map(|permission| permission.name()).collect();
        let contents = json!({ "plugin": plugin_name, "granted": names }).to_string();
        std::fs::create_dir_all(&self.folder)?;
        write_atomically(&path, contents.as_bytes())
    }

    fn path(&self, identity: Identity) -> PathBuf {
        self.folder.join(format!("{identity}.json"))
    }

    fn read_file(&self, identity: Identity) -> BTreeSet<Permission> {
        let path = self.path(identity);
        match std::fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() && metadata.len() <= FILE_BYTES => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return BTreeSet::new(),
            _ => {
                tracing::warn!(path = %path.display(), "the permissions cannot be read; nothing is allowed");
                return BTreeSet::new();
            }
        }
        let contents = std::fs::read(&path).unwrap_or_default();
        let Ok(contents) = serde_json::from_slice::<Json>(&contents) else {
            tracing::warn!(path = %path.display(), "the permissions are damaged; nothing is allowed");
            return BTreeSet::new();
        };
        let names = contents.get("granted").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        names.iter().filter_map(Json::as_str).filter_map(Permission::kept_by_name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_granted_is_kept_per_identity_until_it_is_revoked() {
        let folder = tempfile::tempdir().unwrap();
        let store = || KeptPermissions::new(folder.path().join("permissions"));
        let (one, other) = (Identity::of(b"one"), Identity::of(b"other"));
        store().set(one, "one", Permission::OpenUrl, true).unwrap();
        assert_eq!(store().granted(one), BTreeSet::from([Permission::OpenUrl]));
        assert_eq!(store().granted(other), BTreeSet::new());
        store().set(one, "one", Permission::OpenUrl, false).unwrap();
        assert_eq!(store().granted(one), BTreeSet::new());
        // Revoking what is not granted is no failure.
        store().set(one, "one", Permission::OpenUrl, false).unwrap();
    }

    #[test]
    fn a_damaged_file_allows_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let identity = Identity::of(b"one");
        let path = folder.path().join(format!("{identity}.json"));
        for contents in ["", "{", "[]", r#"{"granted":"open-url"}"#, r#"{"granted":[1,"everything","file-url"]}"#] {
            std::fs::write(&path, contents).unwrap();
            let store = KeptPermissions::new(folder.path().to_owned());
            assert_eq!(store.granted(identity), BTreeSet::new(), "{contents}");
        }
        // It can be granted anew.
        let store = KeptPermissions::new(folder.path().to_owned());
        store.set(identity, "one", Permission::OpenUrl, true).unwrap();
        assert!(std::fs::read_to_string(&path).unwrap().contains("open-url"));
    }
}
