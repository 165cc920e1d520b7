//! Files and folders that the user has granted to plugins in this run of the host.
//!
//! Invariants: a plugin reads nothing that is not in a grant of its own. A grant is of the
//! file or folder that was there when it was made: a folder that has been replaced by
//! another, or by a link, is refused. Inside a folder `cap-std` resolves every path, so
//! neither `..` nor a link leads out of it. What is no regular file is refused, without
//! waiting for it. A revoked grant ends at once, also for reads that are under way.
//!
//! Grants belong to a plugin with its identity: they end with the host, when the plugin
//! is removed, and when its component changes.

mod granted_file;
mod granted_folder;
mod handles;
mod mount;
mod name;
mod open_files;
mod path;
mod pieces;
mod positioned;

pub use granted_file::GrantedFile;
pub use granted_folder::GrantedFolder;
pub(crate) use handles::{FolderEntry, Metadata, blocking, file_name, list_folder};
pub(crate) use mount::Mount;
pub(crate) use name::{is_device, is_harmless, is_reserved};
pub(crate) use open_files::{OpenFile, OpenFiles};
pub(crate) use path::{parse_path, parse_relative};
pub(crate) use pieces::Pieces;

use crate::error::CallError;
use crate::front_end::{PermissionEntry, PermissionKind};
use crate::identity::PluginId;
use crate::permissions::mint_entry;
use cap_fs_ext::{FollowSymlinks, OpenOptionsFollowExt, OpenOptionsSyncExt};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};
use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Grants of one plugin at most.
const MOST_GRANTS: usize = 10_000;
/// Folders that a plugin's standard library finds at most.
const MOST_MOUNTS: usize = 64;

/// All grants.
#[derive(Debug, Default)]
pub(crate) struct Grants {
    plugins: Mutex<HashMap<PluginId, Vec<Arc<Grant>>>>,
    open_files: Mutex<HashMap<PluginId, Arc<OpenFiles>>>,
}

/// What a grant allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Access {
    /// To read.
    #[default]
    Read,
    /// To read and to change.
    ReadWrite,
}

/// A file or folder that one plugin may use.
#[derive(Debug)]
pub(crate) struct Grant {
    /// For the permission page.
    entry: u64,
    /// What it allows.
    pub(crate) access: Access,
    /// What the plugin calls it, where its manifest declares it.
    declared: Option<String>,
    /// Whether it outlives the host's run.
    is_kept: AtomicBool,
    /// The path as the user or the plugin wrote it, absolute.
    pub(crate) path: PathBuf,
    /// The same without links.
    real: PathBuf,
    /// The folder in which things are opened: the granted one, or that of a granted file.
    folder: PathBuf,
    folder_identity: Option<FolderIdentity>,
    /// Name of a granted file in `folder`; none for a granted folder.
    name: Option<OsString>,
    is_revoked: AtomicBool,
}

/// Device and number of a folder, where the system tells.
type FolderIdentity = (u64, u64);

impl Grants {
    /// Grants `path` to a plugin. Blocks: not for async code. Fails with
    /// [`CallError::NotFound`] when nothing is there, with [`CallError::Invalid`] when it
    /// is neither file nor folder.
    pub(crate) fn grant(&self, plugin: PluginId, path: &Path, access: Access) -> Result<Arc<Grant>, CallError> {
        self.add(plugin, Grant::of(path, access, None)?)
    }

    /// As [`grant`](Self::grant), for what the user has picked or dropped; gives the path as
    /// the plugin gets it. Blocks: not for async code.
    pub(crate) fn grant_picked(
        &self,
        plugin: PluginId,
        path: &Path,
        access: Access,
    ) -> Result<(String, Arc<Grant>), CallError> {
        // Absolute and without `.`; links stay as the user sees them.
        let path: PathBuf = path.components().collect();
        let Some(text) = path.to_str() else {
            let shown = path.to_string_lossy();
            return Err(CallError::Invalid(format!("the name {shown} is not Unicode, which plugins need; rename it")));
        };
        Ok((text.to_owned(), self.grant(plugin, &path, access)?))
    }

    /// As [`grant`](Self::grant), for what the plugin's manifest declares as `name`. It
    /// takes the place of what was granted by that name before.
    pub(crate) fn grant_declared(
        &self,
        plugin: PluginId,
        path: &Path,
        access: Access,
        name: &str,
    ) -> Result<Arc<Grant>, CallError> {
        let grant = Grant::of(path, access, Some(name.to_owned()))?;
        if let Some(grants) = self.lock().get_mut(&plugin) {
            grants.retain(|other| {
                let stays = other.declared.as_deref() != Some(name) || other.is_same(&grant);
                if !stays {
                    other.revoke();
                }
                stays
            });
        }
        self.add(plugin, grant)
    }

    fn add(&self, plugin: PluginId, grant: Grant) -> Result<Arc<Grant>, CallError> {
        let mut plugins = self.lock();
        let grants = plugins.entry(plugin).or_default();
        if let Some(known) = grants.iter().find(|known| known.is_same(&grant)) {
            return Ok(known.clone());
        }
        if grants.len() >= MOST_GRANTS {
            return Err(CallError::Limit(format!(
                "the plugin has been granted {MOST_GRANTS} files and folders; choose a folder that holds them"
            )));
        }
        let grant = Arc::new(grant);
        grants.push(grant.clone());
        Ok(grant)
    }

    /// The grant of a plugin that a path is in, and the path within it. Looks at no disk,
    /// so a plugin does not learn what is outside of its grants.
    pub(crate) fn covering(&self, plugin: PluginId, path: &Path) -> Option<(Arc<Grant>, PathBuf)> {
        let plugins = self.lock();
        let covering = plugins.get(&plugin)?.iter().filter_map(|grant| {
            let relative = match grant.guest_path() {
                Some(guest_path) if path.starts_with(&guest_path) => path.strip_prefix(&guest_path).ok()?.to_owned(),
                _ => path.strip_prefix(&grant.path).or_else(|_| path.strip_prefix(&grant.real)).ok()?.to_owned(),
            };
            let is_inside = grant.name.is_none() || relative.as_os_str().is_empty();
            is_inside.then(|| (grant.clone(), relative))
        });
        // Several may cover it; the one that allows most counts.
        covering.max_by_key(|(grant, _)| grant.access)
    }

    /// The folders that the plugin's standard library finds: those that its manifest
    /// declares, by name, and those that were picked and are remembered, by path.
    pub(crate) fn mounts(&self, plugin: PluginId) -> Vec<Mount> {
        let plugins = self.lock();
        let grants = plugins.get(&plugin).map(Vec::as_slice).unwrap_or_default();
        let mount = |grant: &Arc<Grant>| {
            let guest_path = match grant.guest_path() {
                Some(guest_path) => guest_path,
                None if grant.is_kept() => grant.path.to_str()?.to_owned(),
                None => return None,
            };
            grant.is_folder().then(|| Mount { guest_path, grant: grant.clone() })
        };
        grants.iter().filter_map(mount).take(MOST_MOUNTS).collect()
    }

    /// What the plugin's manifest declares by that name, if it has been granted.
    pub(crate) fn declared(&self, plugin: PluginId, name: &str) -> Option<Arc<Grant>> {
        self.lock().get(&plugin)?.iter().find(|grant| grant.declared.as_deref() == Some(name)).cloned()
    }

    /// The name in the manifest of the grant of that entry.
    pub(crate) fn declared_name(&self, plugin: PluginId, entry: u64) -> Option<String> {
        self.lock().get(&plugin)?.iter().find(|grant| grant.entry == entry)?.declared.clone()
    }

    /// Whether a grant of that path is in force.
    pub(crate) fn has(&self, plugin: PluginId, path: &Path) -> bool {
        let plugins = self.lock();
        plugins.get(&plugin).is_some_and(|grants| grants.iter().any(|grant| grant.path == path))
    }

    /// The count of the files that a plugin has open by handles, of which there may be
    /// `limit`.
    pub(crate) fn open_files(&self, plugin: PluginId, limit: usize) -> Arc<OpenFiles> {
        let mut open_files = self.open_files.lock().unwrap_or_else(PoisonError::into_inner);
        open_files.entry(plugin).or_insert_with(|| OpenFiles::new(limit)).clone()
    }

    /// The grants of a plugin, for the user.
    pub(crate) fn entries(&self, plugin: PluginId) -> Vec<PermissionEntry> {
        let plugins = self.lock();
        let grants = plugins.get(&plugin).map(Vec::as_slice).unwrap_or_default();
        let entry = |grant: &Arc<Grant>| {
            let path = grant.path.display();
            let text = match (grant.access, &grant.name) {
                (Access::Read, Some(_)) => format!("Read {path}"),
                (Access::Read, None) => format!("Read all in {path}"),
                (Access::ReadWrite, Some(_)) => format!("Read and change {path}"),
                (Access::ReadWrite, None) => format!("Read and change all in {path}"),
            };
            let text = match &grant.declared {
                Some(name) => format!("{text} as its “{name}”"),
                None => text,
            };
            let kind = if grant.is_kept() { PermissionKind::Kept } else { PermissionKind::ThisRun };
            PermissionEntry { id: grant.entry, kind, text, reason: String::new() }
        };
        grants.iter().map(entry).collect()
    }

    /// Revokes a grant by its entry, and gives it back if there was one.
    pub(crate) fn revoke(&self, plugin: PluginId, entry: u64) -> Option<Arc<Grant>> {
        let mut plugins = self.lock();
        let grants = plugins.get_mut(&plugin)?;
        let place = grants.iter().position(|grant| grant.entry == entry)?;
        let grant = grants.remove(place);
        grant.revoke();
        Some(grant)
    }

    /// Ends what an entry grants at once; what it leaves behind is removed by [`Self::revoke`].
    pub(crate) fn end(&self, plugin: PluginId, entry: u64) {
        let plugins = self.lock();
        let grant = plugins.get(&plugin).and_then(|grants| grants.iter().find(|grant| grant.entry == entry));
        if let Some(grant) = grant {
            grant.revoke();
        }
    }

    /// Revokes all grants of a plugin.
    pub(crate) fn forget(&self, plugin: PluginId) {
        let grants = self.lock().remove(&plugin).unwrap_or_default();
        grants.iter().for_each(|grant| grant.revoke());
        self.open_files.lock().unwrap_or_else(PoisonError::into_inner).remove(&plugin);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<PluginId, Vec<Arc<Grant>>>> {
        self.plugins.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Grant {
    fn of(path: &Path, access: Access, declared: Option<String>) -> Result<Self, CallError> {
        let failed = |error: io::Error| open_error(path, &error);
        let real = std::fs::canonicalize(path).map_err(failed)?;
        let metadata = std::fs::metadata(&real).map_err(failed)?;
        let (folder, name) = if metadata.is_dir() {
            (real.clone(), None)
        } else if metadata.is_file() {
            match (real.parent(), real.file_name()) {
                (Some(folder), Some(name)) => (folder.to_owned(), Some(name.to_owned())),
                _ => return Err(not_a_file(path)),
            }
        } else {
            return Err(not_a_file(path));
        };
        let opened = Dir::open_ambient_dir(&folder, ambient_authority()).map_err(failed)?;
        Ok(Self {
            entry: mint_entry(),
            access,
            declared,
            is_kept: AtomicBool::new(false),
            path: path.to_owned(),
            folder_identity: folder_identity(opened),
            real,
            folder,
            name,
            is_revoked: AtomicBool::new(false),
        })
    }

    /// The error of a grant that has been revoked.
    pub(crate) fn check(&self) -> Result<(), CallError> {
        if self.is_revoked.load(Ordering::Acquire) {
            return Err(CallError::Denied(format!("the user has revoked the access to {}", self.path.display())));
        }
        Ok(())
    }

    /// Whether it outlives the host's run.
    pub(crate) fn is_kept(&self) -> bool {
        self.is_kept.load(Ordering::Relaxed)
    }

    /// Says that it outlives the host's run.
    pub(crate) fn set_kept(&self) {
        self.is_kept.store(true, Ordering::Relaxed);
    }

    /// Its line on the permission page.
    pub(crate) fn entry(&self) -> u64 {
        self.entry
    }

    /// What the plugin calls it, where its manifest declares it.
    pub(crate) fn declared(&self) -> Option<&str> {
        self.declared.as_deref()
    }

    /// Where the plugin finds it by the name in its manifest.
    fn guest_path(&self) -> Option<String> {
        self.declared.as_ref().map(|name| format!("/{name}"))
    }

    /// Whether it is of a folder.
    pub(crate) fn is_folder(&self) -> bool {
        self.name.is_none()
    }

    /// Fails unless it allows to change files.
    pub(crate) fn check_write(&self) -> Result<(), CallError> {
        self.check()?;
        match self.access {
            Access::ReadWrite => Ok(()),
            Access::Read => Err(CallError::Denied(format!(
                "{} has been granted for reading only; ask for read and write access to it",
                self.path.display()
            ))),
        }
    }

    /// Opens the file `relative` for reading; for a granted file that is the empty path.
    /// Blocks: not for async code.
    pub(crate) fn open_file(&self, relative: &Path) -> Result<File, CallError> {
        self.open_file_for(relative, Access::Read)
    }

    /// As [`open_file`](Self::open_file), also for writing where `access` says so. Whether
    /// the grant allows that is asked before each write. Blocks: not for async code.
    pub(crate) fn open_file_for(&self, relative: &Path, access: Access) -> Result<File, CallError> {
        self.check()?;
        let shown = self.path.join(relative);
        let folder = self.open_root()?;
        match &self.name {
            Some(name) => open_regular(&folder, Path::new(name), access, FollowSymlinks::No, &shown),
            None => open_regular(&folder, relative, access, FollowSymlinks::Yes, &shown),
        }
    }

    /// Opens the folder `relative`. Blocks: not for async code.
    pub(crate) fn open_folder(&self, relative: &Path) -> Result<Dir, CallError> {
        self.check()?;
        let shown = self.path.join(relative);
        if self.name.is_some() {
            return Err(CallError::Invalid(format!("{} is not a folder", shown.display())));
        }
        let folder = self.open_root()?;
        if relative.as_os_str().is_empty() {
            return Ok(folder);
        }
        folder.open_dir(relative).map_err(|error| open_error(&shown, &error))
    }

    /// Opens the granted folder, or that of a granted file. Refuses a folder that has taken
    /// its place. Blocks: not for async code.
    pub(crate) fn open_root(&self) -> Result<Dir, CallError> {
        let failed = |error: io::Error| open_error(&self.path, &error);
        let folder = Dir::open_ambient_dir(&self.folder, ambient_authority()).map_err(failed)?;
        let identity = folder_identity(folder.try_clone().map_err(failed)?);
        if identity != self.folder_identity {
            return Err(CallError::Denied(format!(
                "another folder is now at {}; choose it anew",
                self.folder.display()
            )));
        }
        Ok(folder)
    }

    fn is_same(&self, other: &Grant) -> bool {
        self.access == other.access
            && self.declared == other.declared
            && self.path == other.path
            && self.real == other.real
            && self.folder_identity == other.folder_identity
    }

    fn revoke(&self) {
        self.is_revoked.store(true, Ordering::Release);
    }
}

#[cfg(unix)]
fn folder_identity(folder: Dir) -> Option<FolderIdentity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = folder.into_std_file().metadata().ok()?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn folder_identity(_: Dir) -> Option<FolderIdentity> {
    None
}

/// Opens a regular file below `folder`. What is none is refused. Blocks: not for async code.
fn open_regular(
    folder: &Dir,
    path: &Path,
    access: Access,
    links: FollowSymlinks,
    shown: &Path,
) -> Result<File, CallError> {
    let mut options = OpenOptions::new();
    // A pipe would else be waited for until somebody writes to it.
    options.read(true).write(access == Access::ReadWrite).nonblock(true).follow(links);
    let file = folder.open_with(path, &options).map_err(|error| open_error(shown, &error))?.into_std();
    match file.metadata() {
        Ok(metadata) if metadata.is_file() => Ok(file),
        Ok(_) => Err(not_a_file(shown)),
        Err(error) => Err(open_error(shown, &error)),
    }
}

/// The error of something that cannot be made, changed or removed.
fn change_error(path: &Path, error: &io::Error) -> CallError {
    let path = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => CallError::NotFound(format!("{path} does not exist, or the folder that it is in")),
        io::ErrorKind::AlreadyExists => CallError::Invalid(format!("file already exist. ({path})")),
        io::ErrorKind::DirectoryNotEmpty => CallError::Invalid(format!("the folder {path} is not empty")),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            CallError::Denied(format!("{path} cannot be changed: {error}"))
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            CallError::Limit(format!("{path} cannot be written: {error}"))
        }
        _ => CallError::Invalid(format!("{path} cannot be changed: {error}")),
    }
}

/// The error of a path that cannot be opened.
pub(crate) fn open_error(path: &Path, error: &io::Error) -> CallError {
    match error.kind() {
        io::ErrorKind::NotFound => CallError::NotFound("file does not exist.".to_owned()),
        io::ErrorKind::PermissionDenied => CallError::Denied(format!("{} cannot be read: {error}", path.display())),
        _ => CallError::Invalid(format!("{} cannot be opened: {error}", path.display())),
    }
}

fn not_a_file(path: &Path) -> CallError {
    CallError::Invalid(format!("{} is neither a file nor a folder", path.display()))
}
