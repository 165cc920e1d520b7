//! What the sandbox knows of an open file or folder.

use super::account::Account;
use super::look::{FileKey, Kind, Seen};
use super::mount::Mount;
use super::refusal::Refusal;
use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// An open file or folder. Descriptors and streams share it; it ends with the last.
pub(super) struct Node {
    pub(super) mount: Arc<Mount>,
    counted: Option<CountedFile>,
    /// None for the root of a mount.
    _open: Option<OpenFile>,
}

/// A file whose bytes are counted.
#[derive(Debug)]
pub(super) struct CountedFile {
    pub(super) account: Arc<Account>,
    pub(super) key: FileKey,
    pub(super) file: Arc<File>,
}

impl Node {
    /// The root of a mount.
    pub(super) fn root(mount: Arc<Mount>) -> Self {
        Self { mount, counted: None, _open: None }
    }

    /// What has been opened in a mount.
    pub(super) fn opened(mount: Arc<Mount>, file: &Arc<File>, seen: Seen, open: OpenFile) -> Self {
        let counted = mount.account().filter(|_| seen.kind == Kind::File).map(|account| {
            account.opened(seen);
            CountedFile { account: account.clone(), key: seen.key, file: file.clone() }
        });
        Self { mount, counted, _open: Some(open) }
    }

    /// The file in an account, where its bytes count.
    pub(super) fn counted(&self) -> Option<&CountedFile> {
        self.counted.as_ref()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if let Some(counted) = &self.counted {
            counted.account.closed(counted.key);
        }
    }
}

/// Counts what an instance has open.
#[derive(Debug)]
pub(super) struct OpenFiles {
    count: Arc<AtomicUsize>,
    most: usize,
}

/// Something that counts as open until it is dropped.
#[derive(Debug)]
pub(super) struct OpenFile(Arc<AtomicUsize>);

impl OpenFiles {
    pub(super) fn new(most: usize) -> Self {
        Self { count: Arc::default(), most }
    }

    /// Counts one more.
    pub(super) fn open(&self) -> Result<OpenFile, Refusal> {
        if self.count.fetch_add(1, Ordering::Relaxed) >= self.most {
            self.count.fetch_sub(1, Ordering::Relaxed);
            return Err(Refusal::OpenFiles);
        }
        Ok(OpenFile(self.count.clone()))
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
