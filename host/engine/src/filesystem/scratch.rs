//! The folders that plugins see as `/tmp`.
//!
//! Each host has a folder of its own in `<data>/scratch`, and in it one for each instance.
//! It holds a lock on a file beside its folder for as long as it runs, so what a host that
//! was killed has left behind is found, and that of a running one is not touched.

use super::remove_tree::remove_tree;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::runtime::Handle;

/// Bytes of chance in the name of a host's folder.
const NAME_BYTES: usize = 8;

/// The scratch folders of one host.
#[derive(Debug)]
pub(crate) struct ScratchFolders {
    folder: PathBuf,
    lock_path: PathBuf,
    /// Held until it is dropped.
    lock: Option<File>,
    made: AtomicU64,
}

impl ScratchFolders {
    /// Makes the folder of this host in `data_folder`. Removes what hosts that have ended
    /// left behind, on a thread of its own. Blocks: not for async code.
    pub(crate) fn open(data_folder: &Path, runtime: &Handle) -> io::Result<Self> {
        let all = data_folder.join("scratch");
        std::fs::create_dir_all(&all)?;
        // One host at a time, so that none finds a lock file that is not locked yet.
        let opening = open_lock(&all.join("opening"))?;
        opening.lock()?;
        let left_behind = left_behind(&all)?;
        let mut bytes = [0; NAME_BYTES];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        let name = format!("host-{:016x}", u64::from_le_bytes(bytes));
        let (folder, lock_path) = (all.join(&name), all.join(&name).with_extension("lock"));
        let lock = open_lock(&lock_path)?;
        lock.lock()?;
        std::fs::create_dir(&folder)?;
        drop(opening);
        runtime.spawn_blocking(move || left_behind.into_iter().for_each(LeftBehind::remove));
        Ok(Self { folder, lock_path, lock: Some(lock), made: AtomicU64::new(0) })
    }

    /// A new empty folder. Blocks: not for async code.
    pub(super) fn make(&self, runtime: &Handle) -> io::Result<Scratch> {
        let path = self.folder.join(self.made.fetch_add(1, Ordering::Relaxed).to_string());
        std::fs::create_dir(&path)?;
        Ok(Scratch { path, runtime: runtime.clone() })
    }
}

impl Drop for ScratchFolders {
    fn drop(&mut self) {
        let left_behind =
            LeftBehind { folder: self.folder.clone(), lock_path: self.lock_path.clone(), lock: self.lock.take() };
        left_behind.remove();
    }
}

/// The folder of one instance; removed when it is dropped.
#[derive(Debug)]
pub(super) struct Scratch {
    path: PathBuf,
    runtime: Handle,
}

impl Scratch {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Most plugins leave nothing there; that takes no time.
        if std::fs::remove_dir(&self.path).is_ok() {
            return;
        }
        let path = std::mem::take(&mut self.path);
        // Without threads, at the end of the host, the folder goes with that of the host.
        self.runtime.spawn_blocking(move || {
            if let Err(error) = remove_tree(&path) {
                tracing::warn!(path = %path.display(), "a scratch folder cannot be removed: {error}");
            }
        });
    }
}

/// The folder of a host that has ended.
struct LeftBehind {
    folder: PathBuf,
    lock_path: PathBuf,
    lock: Option<File>,
}

impl LeftBehind {
    fn remove(self) {
        if let Err(error) = remove_tree(&self.folder)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(folder = %self.folder.display(), "a scratch folder cannot be removed: {error}");
            return;
        }
        // Some systems do not remove what is open. Who locks it now finds nothing to remove.
        drop(self.lock);
        // Another host may have been faster.
        let _ = std::fs::remove_file(&self.lock_path);
    }
}

/// The folders whose hosts have ended, with their locks.
fn left_behind(all: &Path) -> io::Result<Vec<LeftBehind>> {
    let mut left_behind = Vec::new();
    for entry in std::fs::read_dir(all)? {
        let lock_path = entry?.path();
        if lock_path.extension().is_none_or(|extension| extension != "lock") {
            continue;
        }
        // Gone meanwhile, or of a host that runs.
        let Ok(lock) = open_lock(&lock_path) else { continue };
        if lock.try_lock().is_ok() {
            left_behind.push(LeftBehind { folder: lock_path.with_extension(""), lock_path, lock: Some(lock) });
        }
    }
    Ok(left_behind)
}

fn open_lock(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_host_has_left_is_removed_and_a_running_one_keeps_its_own() {
        let runtime = tokio::runtime::Builder::new_multi_thread().max_blocking_threads(1).build().unwrap();
        let data = tempfile::tempdir().unwrap();
        let running = ScratchFolders::open(data.path(), runtime.handle()).unwrap();
        let kept = running.make(runtime.handle()).unwrap();
        std::fs::write(kept.path().join("kept"), "").unwrap();
        // The system gives the lock of a killed process back and removes nothing.
        let dead = data.path().join("scratch/host-dead");
        std::fs::create_dir_all(dead.join("0/below")).unwrap();
        std::fs::write(dead.join("0/below/file"), "").unwrap();
        std::fs::write(dead.with_extension("lock"), "").unwrap();
        let newer = ScratchFolders::open(data.path(), runtime.handle()).unwrap();
        // There is one thread for it, which has removed what was left before it does this.
        runtime.block_on(runtime.spawn_blocking(|| ())).unwrap();
        assert!(!dead.exists() && !dead.with_extension("lock").exists());
        assert!(kept.path().join("kept").exists());
        let (folder, lock) = (newer.folder.clone(), newer.lock_path.clone());
        drop(newer);
        assert!(!folder.exists() && !lock.exists());
    }
}
