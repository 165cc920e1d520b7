//! Granted folders as plugins hold them.
//!
//! Invariants: each path is resolved by `cap-std` within the folder of the handle, which
//! is itself opened within the grant, so that it leads out of neither. What changes
//! something asks the grant for that first.

use super::granted_file::{GrantedFile, open_as_granted};
use super::handles::{FolderEntry, file_name, list_folder};
use super::name::is_writable_everywhere;
use super::open_files::OpenFiles;
use super::{Grant, change_error, not_a_file, open_error, open_regular, parse_relative};
use crate::error::CallError;
use cap_fs_ext::{FollowSymlinks, OpenOptionsSyncExt};
use cap_std::fs::{Dir, OpenOptions};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The `granted-folder` resource.
#[derive(Clone, Debug)]
pub struct GrantedFolder {
    grant: Arc<Grant>,
    /// The folder within the grant.
    relative: PathBuf,
    name: String,
    open_files: Arc<OpenFiles>,
}

impl GrantedFolder {
    /// Blocks: not for async code.
    pub(super) fn open_within(
        grant: Arc<Grant>,
        relative: PathBuf,
        open_files: Arc<OpenFiles>,
    ) -> Result<Self, CallError> {
        // Found out now whether it is a folder.
        grant.open_folder(&relative)?;
        let name = file_name(&grant.path.join(&relative));
        Ok(Self { grant, relative, name, open_files })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The entries of the folder `path` within this one. Blocks: not for async code.
    pub(crate) fn list(&self, path: &str) -> Result<Vec<FolderEntry>, CallError> {
        let path = parse_relative(path)?;
        let shown = self.shown(&path);
        let mut folder = self.grant.open_folder(&self.relative)?;
        if !path.as_os_str().is_empty() {
            folder = folder.open_dir(&path).map_err(|error| open_error(&shown, &error))?;
        }
        list_folder(&self.grant, &folder, &shown)
    }

    /// Opens the file `path` within this folder. Blocks: not for async code.
    pub(crate) fn open(&self, path: &str) -> Result<GrantedFile, CallError> {
        let path = parse_relative(path)?;
        let folder = self.grant.open_folder(&self.relative)?;
        let open = self.open_files.begin()?;
        let shown = self.shown(&path);
        let (file, is_writable) = open_as_granted(self.grant.access, |access| {
            open_regular(&folder, &path, access, FollowSymlinks::Yes, &shown)
        })?;
        Ok(GrantedFile::of(self.grant.clone(), file, file_name(&shown), is_writable, open))
    }

    /// The folder `path` within this one. Blocks: not for async code.
    pub(crate) fn folder(&self, path: &str) -> Result<Self, CallError> {
        let path = parse_relative(path)?;
        let folder = self.grant.open_folder(&self.relative)?;
        if !path.as_os_str().is_empty() {
            folder.open_dir(&path).map_err(|error| open_error(&self.shown(&path), &error))?;
        }
        Self::open_within(self.grant.clone(), self.relative.join(path), self.open_files.clone())
    }

    /// Makes the file `path`, or empties it. Blocks: not for async code.
    pub(crate) fn create_file(&self, path: &str, overwrite: bool) -> Result<GrantedFile, CallError> {
        let folder = self.open_for_change()?;
        let path = parse_new(path)?;
        let shown = self.shown(&path);
        let open = self.open_files.begin()?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(overwrite).truncate(overwrite).create_new(!overwrite).nonblock(true);
        let file = folder.open_with(&path, &options).map_err(|error| change_error(&shown, &error))?.into_std();
        match file.metadata() {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => return Err(not_a_file(&shown)),
            Err(error) => return Err(change_error(&shown, &error)),
        }
        Ok(GrantedFile::of(self.grant.clone(), file, file_name(&shown), true, open))
    }

    /// Makes the folder `path`. Blocks: not for async code.
    pub(crate) fn create_folder(&self, path: &str) -> Result<Self, CallError> {
        let folder = self.open_for_change()?;
        let path = parse_new(path)?;
        folder.create_dir_all(&path).map_err(|error| change_error(&self.shown(&path), &error))?;
        Self::open_within(self.grant.clone(), self.relative.join(path), self.open_files.clone())
    }

    /// Removes the file or the empty folder `path`. Blocks: not for async code.
    pub(crate) fn remove(&self, path: &str) -> Result<(), CallError> {
        let folder = self.open_for_change()?;
        let path = parse_below(path)?;
        let shown = self.shown(&path);
        let failed = |error: io::Error| change_error(&shown, &error);
        let kind = folder.symlink_metadata(&path).map_err(failed)?.file_type();
        if kind.is_dir() {
            folder.remove_dir(&path).map_err(failed)
        } else if kind.is_file() || kind.is_symlink() {
            folder.remove_file(&path).map_err(failed)
        } else {
            Err(not_a_file(&shown))
        }
    }

    /// Gives `path` the path `to`. Blocks: not for async code.
    pub(crate) fn rename(&self, path: &str, to: &str, overwrite: bool) -> Result<(), CallError> {
        let folder = self.open_for_change()?;
        let (path, to) = (parse_below(path)?, parse_new(to)?);
        folder.symlink_metadata(&path).map_err(|error| change_error(&self.shown(&path), &error))?;
        let shown = self.shown(&to);
        match folder.symlink_metadata(&to) {
            Ok(_) if !overwrite => return Err(change_error(&shown, &io::ErrorKind::AlreadyExists.into())),
            Ok(metadata) if metadata.is_dir() => {
                return Err(CallError::Invalid(format!("{} is a folder, which is not replaced", shown.display())));
            }
            _ => {}
        }
        folder.rename(&path, &folder, &to).map_err(|error| change_error(&shown, &error))
    }

    fn open_for_change(&self) -> Result<Dir, CallError> {
        self.grant.check_write()?;
        self.grant.open_folder(&self.relative)
    }

    /// A path in this folder, for people.
    fn shown(&self, path: &Path) -> PathBuf {
        self.grant.path.join(&self.relative).join(path)
    }
}

/// The file that is granted itself, or one in a granted folder, for a plugin. Blocks: not
/// for async code.
pub(super) fn open_granted(
    grant: Arc<Grant>,
    relative: &Path,
    open_files: &Arc<OpenFiles>,
) -> Result<GrantedFile, CallError> {
    let open = open_files.begin()?;
    let (file, is_writable) = open_as_granted(grant.access, |access| grant.open_file_for(relative, access))?;
    let name = file_name(&grant.path.join(relative));
    Ok(GrantedFile::of(grant, file, name, is_writable, open))
}

/// A path of something below the folder.
fn parse_below(text: &str) -> Result<PathBuf, CallError> {
    let path = parse_relative(text)?;
    if path.as_os_str().is_empty() {
        return Err(CallError::Invalid("the empty path stands for the granted folder itself, which stays".to_owned()));
    }
    Ok(path)
}

/// A path of something that is to be made, whose names every system can write.
fn parse_new(text: &str) -> Result<PathBuf, CallError> {
    let path = parse_below(text)?;
    for component in path.components() {
        if let Component::Normal(name) = component
            && !name.to_str().is_some_and(is_writable_everywhere)
        {
            let cut: String = name.to_string_lossy().chars().take(200).collect();
            return Err(CallError::Invalid(format!("{cut:?} is no name that every system can write; choose another")));
        }
    }
    Ok(path)
}
