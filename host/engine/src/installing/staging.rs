//! Folders in which a package is put together before it takes its place.
//!
//! Invariants: a staging folder is on the same file system as the place that it will
//! have, so that it is renamed there in one step. It is written through a `cap-std`
//! folder: whatever the names in a package are, nothing is written outside of it. Beside
//! it is a file that its process holds a lock of the operating system on, which ends with
//! the process: what nobody holds a lock on is left over from a crash and is removed.

use super::bounds::Meter;
use super::error::Failure;
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Beginning of the names of staging folders.
pub(super) const PREFIX: &str = ".staging-";
/// Extension of the lock beside a staging folder.
const LOCK: &str = "lock";
/// Bytes copied between two looks at whether to go on.
const PIECE: usize = 256 * 1024;

/// A folder of this process.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    lock_path: PathBuf,
    /// Held until the folder is gone or has its place.
    _lock: File,
}

impl Staging {
    /// A new folder in `installed`. Called under the lock of changes, so that nobody
    /// takes it for left over before its lock is held.
    pub(super) fn new(installed: &Path) -> io::Result<Self> {
        let folder = installed.join(format!("{PREFIX}{}", random_name()?));
        let lock_path = folder.with_extension(LOCK);
        let lock = File::create_new(&lock_path)?;
        lock.lock()?;
        std::fs::create_dir(&folder)?;
        Ok(Self { folder, lock_path, _lock: lock })
    }

    /// Makes a folder, and those that it is in.
    pub(super) fn make_folder(&self, parts: &[String]) -> Result<(), Failure> {
        if parts.is_empty() {
            return Ok(());
        }
        self.inside()?.create_dir_all(parts.iter().collect::<PathBuf>()).map_err(|error| self.failed(error))
    }

    /// Writes a file of at most `most` bytes, and gives how many there were. `None` when
    /// there were more. The error of `from` is told as one of reading.
    pub(super) fn write(
        &self,
        parts: &[String],
        from: &mut impl Read,
        most: u64,
        meter: &mut Meter<'_>,
    ) -> Result<Option<u64>, Failure> {
        if let Some((_, folder)) = parts.split_last() {
            self.make_folder(folder)?;
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        let path: PathBuf = parts.iter().collect();
        let mut file = self.inside()?.open_with(path, &options).map_err(|error| self.failed(error))?;
        let mut piece = vec![0; PIECE];
        let mut written = 0u64;
        loop {
            let count = match from.read(&mut piece) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Failure::Read(error)),
            };
            written = written.saturating_add(count as u64);
            if written > most {
                return Ok(None);
            }
            meter.count(count as u64)?;
            file.write_all(piece.get(..count).unwrap_or_default()).map_err(|error| self.failed(error))?;
        }
        file.sync_all().map_err(|error| self.failed(error))?;
        Ok(Some(written))
    }

    /// Opens a file that has been written.
    pub(super) fn open(&self, name: &str) -> Result<cap_std::fs::File, Failure> {
        self.inside()?.open(name).map_err(|error| self.failed(error))
    }

    /// Brings the names of all files and folders onto the disk.
    pub(super) fn sync(&self) -> Result<(), Failure> {
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).map_err(|error| self.failed(error))? {
                let entry = entry.map_err(|error| self.failed(error))?;
                if entry.file_type().map_err(|error| self.failed(error))?.is_dir() {
                    folders.push(entry.path());
                }
            }
            sync_folder(&folder).map_err(|error| self.failed(error))?;
        }
        Ok(())
    }

    /// Gives the folder its place, where nothing is yet.
    pub(super) fn place(&self, place: &Path) -> io::Result<()> {
        std::fs::rename(&self.folder, place)
    }

    /// The folder as what is written goes through. Not held: some systems rename no folder
    /// that is open.
    fn inside(&self) -> Result<Dir, Failure> {
        Dir::open_ambient_dir(&self.folder, ambient_authority()).map_err(|error| self.failed(error))
    }

    fn failed(&self, error: io::Error) -> Failure {
        Failure::Write(self.folder.clone(), error)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed at a later start.
        let _ = std::fs::remove_dir_all(&self.folder);
        let _ = std::fs::remove_file(&self.lock_path);
    }
}

/// Removes the staging folders in `installed` that no process holds any more. Called under
/// the lock of changes.
pub(super) fn remove_left_over(installed: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(installed)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.starts_with(PREFIX) {
            continue;
        }
        let (folder, lock_path) = (path.with_extension(""), path.with_extension(LOCK));
        let held = match File::open(&lock_path) {
            Ok(lock) => lock.try_lock().is_err(),
            Err(_) => false,
        };
        if !held {
            // One of the two may be gone already; what stays is tried again at the next start.
            let _ = std::fs::remove_dir_all(&folder);
            let _ = std::fs::remove_file(&lock_path);
        }
    }
    Ok(())
}

/// Sixteen random digits.
pub(super) fn random_name() -> io::Result<String> {
    let number = getrandom::u64().map_err(|error| io::Error::other(error.to_string()))?;
    Ok(format!("{number:016x}"))
}

/// Makes the renaming in a folder durable. Only Unix can sync a folder, and only there it
/// is needed.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
