//! Granted files as plugins hold them.
//!
//! Invariants: before each piece of at most [`PIECE`] bytes it is looked whether the grant
//! still holds, in reading and in writing. Nothing is written through a grant that allows
//! reading only.

use super::handles::{Metadata, blocking, file_name, milliseconds};
use super::open_files::OpenFile;
use super::positioned::{read_at, write_at};
use super::{Access, Grant, change_error};
use crate::buffer::{Buffer, BufferAccount};
use crate::error::CallError;
use crate::shared::Shared;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Bytes that one `read` copies at most.
const READ_BYTES: usize = 64 * 1024 * 1024;
/// Bytes read or written between two looks at whether the grant still holds.
const PIECE: usize = 4 * 1024 * 1024;
/// Length to which a plugin may make a file grow.
const MOST_FILE_BYTES: u64 = 1024 * 1024 * 1024 * 1024;

/// The `granted-file` resource.
#[derive(Clone, Debug)]
pub struct GrantedFile {
    grant: Arc<Grant>,
    file: Arc<File>,
    name: String,
    /// Whether it is open for writing.
    is_writable: bool,
    /// Counts it as the plugin's; none for a file that the host has opened for itself.
    _open: Option<Arc<OpenFile>>,
}

impl GrantedFile {
    /// Opens a file for reading, for the host itself. Blocks: not for async code.
    pub(crate) fn open(grant: Arc<Grant>, relative: &Path) -> Result<Self, CallError> {
        let file = Arc::new(grant.open_file(relative)?);
        let name = file_name(&grant.path.join(relative));
        Ok(Self { grant, file, name, is_writable: false, _open: None })
    }

    /// A file that has been opened for a plugin.
    pub(super) fn of(grant: Arc<Grant>, file: File, name: String, is_writable: bool, open: OpenFile) -> Self {
        Self { grant, file: Arc::new(file), name, is_writable, _open: Some(Arc::new(open)) }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Bytes from `offset` to the end of the file.
    pub(super) fn left(&self, offset: u64) -> Result<usize, CallError> {
        let metadata = self.file.metadata().map_err(|error| self.failed(&error))?;
        Ok(left(metadata.len(), offset))
    }

    /// The error of a grant that has been revoked.
    pub(super) fn check(&self) -> Result<(), CallError> {
        self.grant.check()
    }

    /// What is known of it. Blocks: not for async code.
    pub(crate) fn metadata(&self) -> Result<Metadata, CallError> {
        self.grant.check()?;
        let metadata = self.file.metadata().map_err(|error| self.failed(&error))?;
        Ok(Metadata { is_folder: false, size: metadata.len(), modified: milliseconds(metadata.modified()) })
    }

    /// Up to `length` bytes from `offset`.
    pub(crate) async fn read(&self, shared: &Shared, offset: u64, length: u32) -> Result<Vec<u8>, CallError> {
        let this = self.clone();
        blocking(shared, move || {
            let size = this.metadata()?.size;
            let length = (length as usize).min(READ_BYTES).min(left(size, offset));
            let mut bytes = Vec::new();
            this.read_into(&mut bytes, offset, length)?;
            Ok(bytes)
        })
        .await
    }

    /// Up to `length` bytes from `offset`, in memory that counts as the plugin's.
    pub(crate) async fn load(
        &self,
        shared: &Shared,
        account: BufferAccount,
        offset: u64,
        length: Option<u64>,
    ) -> Result<Buffer, CallError> {
        let this = self.clone();
        blocking(shared, move || {
            let size = this.metadata()?.size;
            let length = usize::try_from(length.unwrap_or(u64::MAX)).unwrap_or(usize::MAX).min(left(size, offset));
            let read = account.read(length, |bytes| this.read_into(bytes, offset, length));
            read.map_err(|limit| CallError::Limit(format!("{} is too large: {limit}", this.name)))?
        })
        .await
    }

    /// Appends up to `length` bytes; fewer at the end of the file. Blocks: not for async
    /// code.
    pub(crate) fn read_into(&self, bytes: &mut Vec<u8>, offset: u64, length: usize) -> Result<(), CallError> {
        bytes
            .try_reserve_exact(length)
            .map_err(|_| CallError::Limit(format!("there is no memory for {length} bytes of {}", self.name)))?;
        let start = bytes.len();
        while bytes.len() < start + length {
            self.grant.check()?;
            let filled = bytes.len() - start;
            let position = offset.saturating_add(filled as u64);
            match read_at(&self.file, bytes, (length - filled).min(PIECE), position) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(&error)),
            }
        }
        Ok(())
    }

    /// Writes `bytes` at `offset`. Blocks: not for async code.
    pub(crate) fn write(&self, offset: u64, mut bytes: &[u8]) -> Result<(), CallError> {
        self.check_write()?;
        let end = offset.saturating_add(bytes.len() as u64);
        self.check_size(end)?;
        let mut position = offset;
        while !bytes.is_empty() {
            self.check_write()?;
            let piece = bytes.get(..PIECE).unwrap_or(bytes);
            match write_at(&self.file, piece, position) {
                Ok(0) => return Err(self.cannot_change(&io::ErrorKind::WriteZero.into())),
                Ok(count) => {
                    position += count as u64;
                    bytes = bytes.get(count..).unwrap_or_default();
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.cannot_change(&error)),
            }
        }
        Ok(())
    }

    /// Cuts the file off at `size` bytes, or lets it grow. Blocks: not for async code.
    pub(crate) fn set_size(&self, size: u64) -> Result<(), CallError> {
        self.check_write()?;
        self.check_size(size)?;
        self.file.set_len(size).map_err(|error| self.cannot_change(&error))
    }

    fn check_write(&self) -> Result<(), CallError> {
        self.grant.check_write()?;
        if !self.is_writable {
            return Err(CallError::Denied(format!(
                "{} is protected against writing on this computer; only who owns it can change that",
                self.name
            )));
        }
        Ok(())
    }

    fn check_size(&self, size: u64) -> Result<(), CallError> {
        if size > MOST_FILE_BYTES {
            return Err(CallError::Limit(format!(
                "{} would get more than {MOST_FILE_BYTES} bytes; write nearer to its beginning",
                self.name
            )));
        }
        Ok(())
    }

    pub(super) fn failed(&self, error: &io::Error) -> CallError {
        CallError::Failed(format!("{} cannot be read: {error}", self.name))
    }

    fn cannot_change(&self, error: &io::Error) -> CallError {
        change_error(Path::new(&self.name), error)
    }
}

/// What a file opened for a plugin allows: what its grant does, or reading where the file
/// system protects it.
pub(super) fn open_as_granted(
    access: Access,
    open: impl Fn(Access) -> Result<File, CallError>,
) -> Result<(File, bool), CallError> {
    if access == Access::ReadWrite {
        match open(Access::ReadWrite) {
            Ok(file) => return Ok((file, true)),
            // A file that is protected, or one that is being run: reading may still do.
            Err(CallError::Denied(_) | CallError::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok((open(Access::Read)?, false))
}

fn left(size: u64, offset: u64) -> usize {
    usize::try_from(size.saturating_sub(offset)).unwrap_or(usize::MAX)
}
