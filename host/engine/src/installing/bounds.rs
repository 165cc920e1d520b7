//! How large a package may be.

use super::error::{Failure, Refusal};

/// Bytes of an archive at most.
pub(super) const ARCHIVE_BYTES: u64 = 512 * MIB;
/// Bytes of the list of entries in an archive at most. It is read into memory.
pub(super) const DIRECTORY_BYTES: u64 = 16 * MIB;
/// Bytes of all files of a package, unpacked, at most.
pub(super) const UNPACKED_BYTES: u64 = 1024 * MIB;
/// Files and folders of a package at most.
pub(super) const ENTRIES: usize = 4096;
/// Folders within each other at most.
pub(super) const DEPTH: usize = 16;
/// Bytes of the name of a file or folder at most.
pub(super) const NAME_BYTES: usize = 200;
/// Bytes of a path in a package at most.
pub(super) const PATH_BYTES: usize = 1000;
/// Files above this size may not be packed more tightly than by [`RATIO`].
pub(super) const SUSPICIOUS_BYTES: u64 = 8 * MIB;
/// How many bytes may come from one packed byte.
pub(super) const RATIO: u64 = 200;
/// Bytes of a file that is shown as documentation.
pub(super) const DOCS_BYTES: u64 = MIB;

const MIB: u64 = 1024 * 1024;

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstallProgress {
    /// Bytes written.
    pub done: u64,
    /// Bytes to write.
    pub total: u64,
}

/// Counts what is written, against the bounds, and asks whether to go on.
pub(super) struct Meter<'a> {
    done: u64,
    pub(super) total: u64,
    go_on: &'a mut dyn FnMut(InstallProgress) -> bool,
}

impl<'a> Meter<'a> {
    pub(super) fn new(go_on: &'a mut dyn FnMut(InstallProgress) -> bool) -> Self {
        Self { done: 0, total: 0, go_on }
    }

    /// Counts `bytes` that are about to be written.
    pub(super) fn count(&mut self, bytes: u64) -> Result<(), Failure> {
        self.done = self.done.saturating_add(bytes);
        check_unpacked(self.done)?;
        self.go_on()
    }

    /// Fails when the user has cancelled.
    pub(super) fn go_on(&mut self) -> Result<(), Failure> {
        let progress = InstallProgress { done: self.done, total: self.total.max(self.done) };
        if (self.go_on)(progress) { Ok(()) } else { Err(Failure::Cancelled) }
    }
}

/// Whether a package of that many entries is small enough.
pub(super) fn check_entries(entries: usize) -> Result<(), Refusal> {
    if entries > ENTRIES {
        return Err(format!("it has {entries} entries or more, at most {ENTRIES} are allowed"));
    }
    Ok(())
}

/// Whether a package of that many bytes, unpacked, is small enough.
pub(super) fn check_unpacked(bytes: u64) -> Result<(), Refusal> {
    if bytes > UNPACKED_BYTES {
        return Err(format!("its files have more than {} MiB unpacked", UNPACKED_BYTES / MIB));
    }
    Ok(())
}
