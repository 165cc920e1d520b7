//! What granted files and folders have in common: how plugins come to them, and what is
//! known of them.

use super::granted_file::GrantedFile;
use super::granted_folder::{GrantedFolder, open_granted};
use super::open_files::OpenFiles;
use super::{Grant, Grants, open_error};
use crate::error::CallError;
use crate::identity::PluginId;
use crate::shared::Shared;
use cap_std::fs::Dir;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::Semaphore;

/// Entries of a folder that are listed.
const MOST_ENTRIES: usize = 10_000;

/// Reads and writes that go on at once, over all plugins: each holds memory of the host.
static WORKING: Semaphore = Semaphore::const_new(8);

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
    pub(crate) fn open_file(
        &self,
        plugin: PluginId,
        path: &Path,
        open_files: &Arc<OpenFiles>,
    ) -> Result<GrantedFile, CallError> {
        let (grant, relative) = self.covering(plugin, path).ok_or_else(|| not_granted(path))?;
        open_granted(grant, &relative, open_files)
    }

    /// Opens a granted folder. Blocks: not for async code.
    pub(crate) fn open_folder(
        &self,
        plugin: PluginId,
        path: &Path,
        open_files: Arc<OpenFiles>,
    ) -> Result<GrantedFolder, CallError> {
        let (grant, relative) = self.covering(plugin, path).ok_or_else(|| not_granted(path))?;
        GrantedFolder::open_within(grant, relative, open_files)
    }
}

/// The entries of a folder in a grant, by name. Blocks: not for async code.
pub(crate) fn list_folder(grant: &Grant, folder: &Dir, shown: &Path) -> Result<Vec<FolderEntry>, CallError> {
    let failed = |error: io::Error| open_error(shown, &error);
    let mut entries = Vec::new();
    for entry in folder.entries().map_err(failed)? {
        grant.check()?;
        // What vanishes meanwhile is left out.
        let Ok(Ok(name)) = entry.map(|entry| entry.file_name().into_string()) else { continue };
        let Some(metadata) = entry_metadata(folder, &name) else { continue };
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

/// Does `work` where it may block, as soon as not too much of it goes on.
pub(crate) async fn blocking<R: Send + 'static>(
    shared: &Shared,
    work: impl FnOnce() -> Result<R, CallError> + Send + 'static,
) -> Result<R, CallError> {
    // The semaphore is never closed.
    let permit = WORKING.acquire().await.ok();
    let working = shared.runtime.spawn_blocking(move || {
        // Held until the work ends, also when nobody waits for it any more.
        let _permit = permit;
        work()
    });
    working.await.unwrap_or_else(|error| Err(CallError::Failed(format!("the host could not do it: {error}"))))
}

/// Milliseconds since 1970, negative before.
pub(super) fn milliseconds(time: io::Result<SystemTime>) -> Option<f64> {
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
