//! Granted files and folders as plugins hold them.

use super::{Grant, Grants, open_error, parse_relative};
use crate::buffer::{Buffer, BufferAccount};
use crate::error::CallError;
use crate::identity::PluginId;
use crate::shared::Shared;
use cap_std::fs::Dir;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::Semaphore;

/// Bytes that one `read` copies at most.
const READ_BYTES: usize = 64 * 1024 * 1024;
/// Bytes read between two looks at whether the grant still holds.
const PIECE: usize = 4 * 1024 * 1024;
/// Entries of a folder that are listed.
const MOST_ENTRIES: usize = 10_000;

/// Reads that go on at once, over all plugins: each holds memory of the host.
static READING: Semaphore = Semaphore::const_new(8);

/// The `granted-file` resource.
#[derive(Clone, Debug)]
pub struct GrantedFile {
    grant: Arc<Grant>,
    file: Arc<File>,
    name: String,
}

/// The `granted-folder` resource.
#[derive(Clone, Debug)]
pub struct GrantedFolder {
    grant: Arc<Grant>,
    /// The folder within the grant.
    relative: PathBuf,
    name: String,
}

/// What is known of a file or folder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Metadata {
    pub(crate) is_folder: bool,
    pub(crate) size: u64,
    /// Milliseconds since 1970.
    pub(crate) modified: Option<f64>,
}

/// One entry of a folder.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FolderEntry {
    pub(crate) name: String,
    pub(crate) metadata: Metadata,
}

impl Grants {
    /// Opens a granted file. Blocks: not for async code.
    pub(crate) fn open_file(&self, plugin: PluginId, path: &Path) -> Result<GrantedFile, CallError> {
        let (grant, relative) = self.covering(plugin, path).ok_or_else(|| not_granted(path))?;
        GrantedFile::open(grant, &relative)
    }

    /// Opens a granted folder. Blocks: not for async code.
    pub(crate) fn open_folder(&self, plugin: PluginId, path: &Path) -> Result<GrantedFolder, CallError> {
        let (grant, relative) = self.covering(plugin, path).ok_or_else(|| not_granted(path))?;
        // Found out now whether it is a folder.
        grant.open_folder(&relative)?;
        let name = file_name(&grant.path.join(&relative));
        Ok(GrantedFolder { grant, relative, name })
    }
}

impl GrantedFile {
    pub(crate) fn open(grant: Arc<Grant>, relative: &Path) -> Result<Self, CallError> {
        let file = Arc::new(grant.open_file(relative)?);
        let name = file_name(&grant.path.join(relative));
        Ok(Self { grant, file, name })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
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
        bytes.resize(start + length, 0);
        let mut filled = start;
        while filled < start + length {
            self.grant.check()?;
            let end = (filled + PIECE).min(start + length);
            let piece = bytes.get_mut(filled..end).unwrap_or_default();
            let position = offset.saturating_add((filled - start) as u64);
            match read_at(&self.file, piece, position) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(&error)),
            }
        }
        bytes.truncate(filled);
        Ok(())
    }

    fn failed(&self, error: &io::Error) -> CallError {
        CallError::Failed(format!("{} cannot be read: {error}", self.name))
    }
}

impl GrantedFolder {
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The entries of the folder `path` within this one. Blocks: not for async code.
    pub(crate) fn list(&self, path: &str) -> Result<Vec<FolderEntry>, CallError> {
        let relative = self.relative.join(parse_relative(path)?);
        list_folder(&self.grant, &relative)
    }

    /// Opens the file `path` within this folder. Blocks: not for async code.
    pub(crate) fn open(&self, path: &str) -> Result<GrantedFile, CallError> {
        GrantedFile::open(self.grant.clone(), &self.relative.join(parse_relative(path)?))
    }
}

/// The entries of a folder in a grant, by name. Blocks: not for async code.
pub(crate) fn list_folder(grant: &Grant, relative: &Path) -> Result<Vec<FolderEntry>, CallError> {
    let folder = grant.open_folder(relative)?;
    let shown = grant.path.join(relative);
    let failed = |error: io::Error| open_error(&shown, &error);
    let mut entries = Vec::new();
    for entry in folder.entries().map_err(failed)? {
        grant.check()?;
        // What vanishes meanwhile is left out.
        let Ok(Ok(name)) = entry.map(|entry| entry.file_name().into_string()) else { continue };
        let Some(metadata) = entry_metadata(&folder, &name) else { continue };
        if entries.len() == MOST_ENTRIES {
            return Err(CallError::Limit(format!("{} has more than {MOST_ENTRIES} entries", shown.display())));
        }
        entries.push(FolderEntry { name, metadata });
    }
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(entries)
}

/// What is known of an entry; follows links that stay within the folder.
fn entry_metadata(folder: &Dir, name: &str) -> Option<Metadata> {
    let metadata = folder.metadata(name).ok()?;
    let modified = milliseconds(metadata.modified().map(cap_std::time::SystemTime::into_std));
    let is_folder = metadata.is_dir();
    (is_folder || metadata.is_file()).then(|| Metadata {
        is_folder,
        size: if is_folder { 0 } else { metadata.len() },
        modified,
    })
}

/// Does `work` where it may block, unless too much is being read.
pub(crate) async fn blocking<R: Send + 'static>(
    shared: &Shared,
    work: impl FnOnce() -> Result<R, CallError> + Send + 'static,
) -> Result<R, CallError> {
    // The semaphore is never closed.
    let permit = READING.acquire().await.ok();
    let working = shared.runtime.spawn_blocking(move || {
        // Held until the work ends, also when nobody waits for it any more.
        let _permit = permit;
        work()
    });
    working.await.unwrap_or_else(|error| Err(CallError::Failed(format!("the host could not read: {error}"))))
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, bytes, offset)
}

fn left(size: u64, offset: u64) -> usize {
    usize::try_from(size.saturating_sub(offset)).unwrap_or(usize::MAX)
}

/// Milliseconds since 1970, negative before.
fn milliseconds(time: io::Result<SystemTime>) -> Option<f64> {
    Some(match time.ok()?.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_secs_f64() * 1000.0,
        Err(before) => -before.duration().as_secs_f64() * 1000.0,
    })
}

/// The last name of a path.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn not_granted(path: &Path) -> CallError {
    CallError::Denied(format!(
        "{} has not been granted; let the user choose it by show-file-dialog or agree to get-file-url",
        path.display()
    ))
}
