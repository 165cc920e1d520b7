//! The entries of a folder, one after the other.
//!
//! Not those of `wasmtime-wasi`, which reads a folder as a whole: its entries could take
//! any amount of the host's memory.

use super::node::{Node, OpenFile};
use cap_std::fs::{Dir, DirEntry, FileType, ReadDir};
use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::sync::Arc;
use wasmtime_wasi::p2::bindings::filesystem::types::{DescriptorType, DirectoryEntry, ErrorCode};

/// Entries that are read at once.
const BATCH: usize = 256;

/// What a plugin holds as a `directory-entry-stream`.
pub(super) struct DirectoryStream {
    pub(super) node: Arc<Node>,
    /// None once the end has been reached.
    unread: Option<ReadDir>,
    read: VecDeque<Result<DirectoryEntry, ErrorCode>>,
    _open: OpenFile,
}

impl DirectoryStream {
    /// Begins to read a folder.
    pub(super) async fn open(node: Arc<Node>, folder: Arc<File>, open: OpenFile) -> io::Result<Self> {
        let opening = tokio::task::spawn_blocking(move || Dir::from_std_file(folder.try_clone()?).entries());
        let unread = opening.await.map_err(io::Error::other)??;
        Ok(Self { node, unread: Some(unread), read: VecDeque::new(), _open: open })
    }

    /// The next entry; none at the end.
    pub(super) async fn next(&mut self) -> Result<Option<DirectoryEntry>, ErrorCode> {
        if self.read.is_empty()
            && let Some(mut unread) = self.unread.take()
        {
            let reading = tokio::task::spawn_blocking(move || {
                let batch: VecDeque<_> = unread.by_ref().take(BATCH).map(described).collect();
                let is_end = batch.len() < BATCH;
                ((!is_end).then_some(unread), batch)
            });
            (self.unread, self.read) = reading.await.map_err(|_| ErrorCode::Io)?;
        }
        self.read.pop_front().transpose()
    }
}

fn described(entry: io::Result<DirEntry>) -> Result<DirectoryEntry, ErrorCode> {
    let entry = entry?;
    let type_ = match described_type(entry.file_type()?) {
        // Some file systems tell it only when asked for everything.
        DescriptorType::Unknown => described_type(entry.metadata()?.file_type()),
        known => known,
    };
    let name = entry.file_name().into_string().map_err(|_| ErrorCode::IllegalByteSequence)?;
    Ok(DirectoryEntry { type_, name })
}

/// What is no file, folder or link cannot be opened, so it does not matter which it is.
fn described_type(file_type: FileType) -> DescriptorType {
    if file_type.is_dir() {
        DescriptorType::Directory
    } else if file_type.is_file() {
        DescriptorType::RegularFile
    } else if file_type.is_symlink() {
        DescriptorType::SymbolicLink
    } else {
        DescriptorType::Unknown
    }
}
