//! Folders, copied into staging.
//!
//! Links are not followed, and what is neither a file nor a folder is refused without
//! being opened. Everything is listed and checked before anything is written.

use super::bounds::{self, Meter};
use super::entry_name::{self, Names, shown};
use super::error::Failure;
use super::staging::Staging;
use cap_fs_ext::{DirExt, FollowSymlinks, OpenOptionsFollowExt, OpenOptionsSyncExt};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};
use std::path::{Path, PathBuf};

/// Copies a folder; gives its files with their sizes.
pub(super) fn copy(path: &Path, staging: &Staging, meter: &mut Meter<'_>) -> Result<Vec<(Vec<String>, u64)>, Failure> {
    let root = Dir::open_ambient_dir(path, ambient_authority()).map_err(Failure::Read)?;
    let mut listed = Listed::default();
    listed.list(&root, &[])?;
    let mut files = Vec::new();
    meter.total = listed.bytes;
    for folder in &listed.folders {
        staging.make_folder(folder)?;
    }
    for parts in listed.files {
        meter.go_on()?;
        let mut options = OpenOptions::new();
        // A FIFO that has taken the file's place meanwhile would be waited for.
        options.read(true).follow(FollowSymlinks::No).nonblock(true);
        let mut file = root.open_with(parts.iter().collect::<PathBuf>(), &options).map_err(Failure::Read)?;
        if !file.metadata().map_err(Failure::Read)?.is_file() {
            return Err(special(&parts.join("/")));
        }
        let written = staging.write(&parts, &mut file, u64::MAX, meter)?.unwrap_or_default();
        files.push((parts, written));
    }
    Ok(files)
}

/// What is in the folder.
#[derive(Default)]
struct Listed {
    names: Names,
    folders: Vec<Vec<String>>,
    files: Vec<Vec<String>>,
    bytes: u64,
}

impl Listed {
    /// Lists what is in `folder`, which is at `parts`. As deep as names may be.
    fn list(&mut self, folder: &Dir, parts: &[String]) -> Result<(), Failure> {
        for entry in folder.entries().map_err(Failure::Read)? {
            let entry = entry.map_err(Failure::Read)?;
            let Ok(name) = entry.file_name().into_string() else {
                let name = entry.file_name().to_string_lossy().into_owned();
                return Err(Failure::Refused(format!("the name of its entry {} is not a text", shown(&name))));
            };
            if name == ".DS_Store" {
                continue;
            }
            let path = [parts, std::slice::from_ref(&name)].concat().join("/");
            let kind = entry.file_type().map_err(Failure::Read)?;
            if kind.is_symlink() {
                return Err(Failure::Refused(format!("its entry {} is a link", shown(&path))));
            }
            if !kind.is_dir() && !kind.is_file() {
                return Err(special(&path));
            }
            let parts = entry_name::check(&path)?;
            self.names.add(&parts, kind.is_dir())?;
            bounds::check_entries(self.folders.len() + self.files.len() + 1)?;
            if kind.is_dir() {
                let within = folder.open_dir_nofollow(&name).map_err(Failure::Read)?;
                self.folders.push(parts.clone());
                self.list(&within, &parts)?;
            } else {
                self.bytes = self.bytes.saturating_add(entry.metadata().map_err(Failure::Read)?.len());
                bounds::check_unpacked(self.bytes)?;
                self.files.push(parts);
            }
        }
        Ok(())
    }
}

fn special(path: &str) -> Failure {
    Failure::Refused(format!("its entry {} is neither a file nor a folder", shown(path)))
}
