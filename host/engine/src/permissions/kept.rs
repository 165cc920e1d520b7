//! What the user has allowed for good, on disk.
//!
//! One small file for each plugin by name and origin, `<data>/permissions/<key>.json`,
//! with the hash of the component to which it was allowed. When the component has changed,
//! what its manifest still declares stays allowed, in that extent; what it did not declare
//! ends and is asked for anew.
//!
//! A file that cannot be read allows nothing. What cannot be written holds until the host
//! ends.

use super::Identity;
use super::declared::{Declared, Wish};
use crate::grants::Access;
use crate::json_file::JsonFile;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Permissions of a plugin that are kept at most.
const MOST_KEPT: usize = 256;

/// One thing that the user has decided for good.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum KeptPermission {
    /// To open web addresses; `declared` by the manifest, or agreed to when it was asked.
    OpenUrl {
        #[serde(default)]
        declared: bool,
    },
    /// A folder or file that the manifest declares, and the one that the user chose.
    Place {
        name: String,
        #[serde(default)]
        is_folder: bool,
        #[serde(default)]
        writes: bool,
        path: PathBuf,
    },
    /// A file or folder that the user picked in a dialog, to be remembered.
    Picked {
        path: PathBuf,
        #[serde(default)]
        writes: bool,
    },
    /// Bytes in the private folder.
    Disk { bytes: u64 },
    /// Bytes of memory.
    Memory { bytes: u64 },
    /// To work in the background.
    Background,
    /// Other plugins may not call it.
    NotCalled,
    /// A declared wish, by its id, that the user refused and that is optional.
    Refused { id: String },
}

impl KeptPermission {
    /// Whether it answers a wish of the manifest, in at least its extent.
    pub(crate) fn answers(&self, wish: &Wish) -> bool {
        match (self, wish) {
            (KeptPermission::OpenUrl { .. }, Wish::OpenUrl) | (KeptPermission::Background, Wish::Background) => true,
            (
                KeptPermission::Place { name, is_folder, writes, .. },
                Wish::Place { name: wished, is_folder: wishes_folder, access, .. },
            ) => name == wished && is_folder == wishes_folder && (*writes || *access == Access::Read),
            (KeptPermission::Disk { bytes }, Wish::Disk(wished))
            | (KeptPermission::Memory { bytes }, Wish::Memory(wished)) => bytes >= wished,
            (KeptPermission::Refused { id }, wish) => *id == wish.id(),
            _ => false,
        }
    }

    /// Whether it stays allowed to a changed component that declares these wishes.
    fn outlives_change(&self, declared: &[Declared]) -> bool {
        match self {
            // The user's own wish, against the plugin.
            KeptPermission::NotCalled => true,
            KeptPermission::OpenUrl { declared: false } | KeptPermission::Picked { .. } => false,
            _ => declared.iter().any(|declared| self.answers(&declared.wish)),
        }
    }

    /// Whether one takes the place of the other.
    fn replaces(&self, other: &Self) -> bool {
        match (self, other) {
            (KeptPermission::Place { name, .. }, KeptPermission::Place { name: other, .. }) => name == other,
            (KeptPermission::Picked { path, .. }, KeptPermission::Picked { path: other, .. }) => path == other,
            (KeptPermission::Refused { id }, KeptPermission::Refused { id: other }) => id == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// The file of a plugin.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct KeptFile {
    /// Name and origin, for people who read the file.
    plugin: String,
    origin: String,
    /// Hash of the component.
    content: String,
    allowed: Vec<KeptPermission>,
}

/// The permissions that outlive the host's run.
#[derive(Debug)]
pub(crate) struct KeptPermissions {
    folder: PathBuf,
    /// What holds in this run, by key. Held while a file is read or written; only threads
    /// that may block take it.
    known: Mutex<HashMap<String, Vec<KeptPermission>>>,
}

impl KeptPermissions {
    /// The permissions that are kept in `folder`, which is made when one is granted.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, known: Mutex::default() }
    }

    /// Reads what the plugin is allowed, which declares these wishes. What ends because
    /// its component has changed is taken from the file. Blocks: not for async code.
    pub(crate) fn load(
        &self,
        identity: &Identity,
        plugin_name: &str,
        declared: &[Declared],
    ) -> io::Result<Vec<KeptPermission>> {
        let mut known = self.known();
        let file = self.file(identity);
        let mut contents = file.read::<KeptFile>()?.value;
        let content = identity.content();
        if contents.content != content && !contents.allowed.is_empty() {
            contents.allowed.retain(|permission| permission.outlives_change(declared));
            let stays = contents.allowed.clone();
            // Not written, it is the same again the next time.
            write(&file, identity, plugin_name, move |allowed| *allowed = stays)?;
        }
        known.insert(identity.key().to_owned(), contents.allowed.clone());
        Ok(contents.allowed)
    }

    /// What is allowed in this run to a plugin that has been loaded. Blocks: not for async
    /// code.
    pub(crate) fn allowed(&self, identity: &Identity) -> Vec<KeptPermission> {
        self.known().get(identity.key()).cloned().unwrap_or_default()
    }

    /// Allows the plugin something. A failure to write is given back, and it holds for
    /// this run. Blocks: not for async code.
    pub(crate) fn add(&self, identity: &Identity, plugin_name: &str, permission: KeptPermission) -> io::Result<()> {
        let mut known = self.known();
        let add = |allowed: &mut Vec<KeptPermission>| {
            allowed.retain(|other| !permission.replaces(other));
            allowed.push(permission.clone());
            let too_many = allowed.len().saturating_sub(MOST_KEPT);
            allowed.drain(..too_many);
        };
        add(known.entry(identity.key().to_owned()).or_default());
        write(&self.file(identity), identity, plugin_name, add)
    }

    /// Allows the plugin something until it is loaded anew or the host ends. Blocks: not for
    /// async code.
    pub(crate) fn add_for_run(&self, identity: &Identity, permission: KeptPermission) {
        let mut known = self.known();
        let allowed = known.entry(identity.key().to_owned()).or_default();
        allowed.retain(|other| !permission.replaces(other));
        allowed.push(permission);
    }

    /// Takes something back. A failure to write is given back; in this run it has ended.
    /// Blocks: not for async code.
    pub(crate) fn remove(&self, identity: &Identity, plugin_name: &str, permission: &KeptPermission) -> io::Result<()> {
        let mut known = self.known();
        let remove = |allowed: &mut Vec<KeptPermission>| allowed.retain(|other| !permission.replaces(other));
        if let Some(allowed) = known.get_mut(identity.key()) {
            remove(allowed);
        }
        write(&self.file(identity), identity, plugin_name, remove)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Vec<KeptPermission>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file(&self, identity: &Identity) -> JsonFile {
        JsonFile::new(self.folder.join(format!("{}.json", identity.key())))
    }
}

/// Changes the file, which several processes may do at once.
fn write(
    file: &JsonFile,
    identity: &Identity,
    plugin_name: &str,
    change: impl FnOnce(&mut Vec<KeptPermission>),
) -> io::Result<()> {
    let changed = file.update(|contents: &mut KeptFile| {
        change(&mut contents.allowed);
        contents.plugin = plugin_name.to_owned();
        contents.origin = identity.origin().to_string();
        contents.content = identity.content();
        io::Result::Ok(())
    });
    changed.map(drop)
}

#[cfg(test)]
mod tests {
    use super::super::Origin;
    use super::*;
    use crate::plugin::PluginSource;
    use bytes::Bytes;
    use serde_json::json;
    use std::path::Path;

    fn identity(name: &str, component: &[u8]) -> Identity {
        let source = PluginSource::BuiltIn { name: name.to_owned(), contents: Bytes::new() };
        Identity::new(Origin::of(&source, Path::new("/nowhere")), name, component)
    }

    fn declared(list: serde_json::Value) -> Vec<Declared> {
        Declared::parse(list.as_array().unwrap()).unwrap()
    }

    fn images(writes: bool) -> KeptPermission {
        KeptPermission::Place { name: "images".to_owned(), is_folder: true, writes, path: "/images".into() }
    }

    #[test]
    fn what_is_allowed_is_kept_per_plugin_until_it_is_revoked() {
        let folder = tempfile::tempdir().unwrap();
        let store = || KeptPermissions::new(folder.path().join("permissions"));
        let (one, other) = (identity("one", b"1"), identity("other", b"1"));
        let opens = KeptPermission::OpenUrl { declared: false };
        store().add(&one, "one", opens.clone()).unwrap();
        assert_eq!(store().load(&one, "one", &[]).unwrap(), std::slice::from_ref(&opens));
        assert_eq!(store().load(&other, "other", &[]).unwrap(), []);
        store().remove(&one, "one", &opens).unwrap();
        assert_eq!(store().load(&one, "one", &[]).unwrap(), []);
        // Revoking what is not granted is no failure.
        store().remove(&one, "one", &opens).unwrap();
    }

    #[test]
    fn an_update_keeps_what_it_declares_and_wants_no_more_of() {
        let folder = tempfile::tempdir().unwrap();
        let store = KeptPermissions::new(folder.path().to_owned());
        let wishes = |access: &str, bytes: u64| {
            declared(json!([
                {"kind": "folder", "name": "images", "access": access, "reason": "x"},
                {"kind": "disk", "bytes": bytes, "reason": "x"},
            ]))
        };
        let before = identity("one", b"1");
        let picked = KeptPermission::Picked { path: "/picked".into(), writes: false };
        for permission in
            [images(false), KeptPermission::Disk { bytes: 100 }, picked, KeptPermission::OpenUrl { declared: false }]
        {
            store.add(&before, "one", permission).unwrap();
        }
        assert_eq!(store.load(&before, "one", &wishes("read", 100)).unwrap().len(), 4);
        // The same wishes, less, more of the disk, more of the folder, in turn.
        let after = |content: &[u8], access: &str, bytes: u64| {
            store.load(&identity("one", content), "one", &wishes(access, bytes)).unwrap()
        };
        let both = [images(false), KeptPermission::Disk { bytes: 100 }];
        assert_eq!(after(b"2", "read", 100), both);
        assert_eq!(after(b"3", "read", 50), both);
        assert_eq!(after(b"4", "read", 101), [images(false)]);
        assert_eq!(after(b"5", "read-write", 101), []);
        // What has ended does not come back with the former component.
        assert_eq!(after(b"1", "read", 100), []);
    }

    #[test]
    fn a_damaged_file_allows_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let one = identity("one", b"1");
        let path = folder.path().join(format!("{}.json", one.key()));
        for contents in ["", "{", "[]", r#"{"allowed":"open-url"}"#, r#"{"allowed":[{"kind":"everything"}]}"#] {
            std::fs::write(&path, contents).unwrap();
            let store = KeptPermissions::new(folder.path().to_owned());
            assert_eq!(store.load(&one, "one", &[]).unwrap(), [], "{contents}");
        }
        // It can be granted anew.
        let store = KeptPermissions::new(folder.path().to_owned());
        store.add(&one, "one", KeptPermission::Background).unwrap();
        assert!(std::fs::read_to_string(&path).unwrap().contains("background"));
    }
}
