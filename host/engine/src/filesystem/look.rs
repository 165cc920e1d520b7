//! What is at a path, or open, as far as the sandbox has to know it.

use cap_fs_ext::MetadataExt;
use cap_std::fs::{Dir, Metadata};
use std::fs::File;
use std::io;
use std::sync::Arc;

/// Tells a file from all others: its device and its number there.
pub(super) type FileKey = (u64, u64);

/// What something is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// What is known of a file or folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Seen {
    pub(super) kind: Kind,
    pub(super) key: FileKey,
    /// In bytes, as it would be without holes.
    pub(super) size: u64,
    /// How many names it has.
    pub(super) names: u64,
}

impl Seen {
    pub(super) fn of(metadata: &Metadata) -> Self {
        let kind = if metadata.is_file() {
            Kind::File
        } else if metadata.is_dir() {
            Kind::Folder
        } else if metadata.is_symlink() {
            Kind::Link
        } else {
            Kind::Other
        };
        Self { kind, key: (metadata.dev(), metadata.ino()), size: metadata.len(), names: metadata.nlink() }
    }

    /// What an open file is. Asks the system for what it has in memory.
    pub(super) fn open(file: &File) -> io::Result<Self> {
        Metadata::from_file(file).map(|metadata| Self::of(&metadata))
    }

    /// What is at `path` within `folder`; follows links where `follows` says so, and never
    /// out of the folder.
    pub(super) async fn at(folder: &Arc<File>, path: &str, follows: bool) -> io::Result<Self> {
        let (folder, path) = (folder.clone(), path.to_owned());
        let looking = tokio::task::spawn_blocking(move || {
            let folder = Dir::from_std_file(folder.try_clone()?);
            let metadata = if follows { folder.metadata(path) } else { folder.symlink_metadata(path) };
            metadata.map(|metadata| Self::of(&metadata))
        });
        looking.await.unwrap_or_else(|error| Err(io::Error::other(error)))
    }
}
