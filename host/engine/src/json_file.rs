//! Small files of JSON that several processes change at once and that survive a crash.
//!
//! Purpose: settings of plugins and the contents of workspaces. One file for each, so
//! that a damaged one harms nothing else.
//!
//! Why not an embedded store such as redb: its file can be opened by one process only,
//! and the application and `host run` are to work at the same time. What is kept is a few
//! KiB, so a whole file is written at each change.
//!
//! Invariants: a file is written under a lock of the operating system that all processes
//! of the host take (a file beside it, because the file itself is replaced). It is
//! written to a temporary file, synced, renamed, and its folder synced, so that at any
//! moment, also after a crash, either the old or the new contents are there, whole. A
//! file that is damaged all the same is kept under another name, and a new one begun.
//!
//! Everything here blocks: not for async code.
//!
//! Known limits: the lock is waited for as long as it takes, so a process of the host that
//! is stopped in the midst of a change (`SIGSTOP`) holds up the others' changes of the
//! same file.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// One file.
#[derive(Clone, Debug)]
pub(crate) struct JsonFile {
    path: PathBuf,
}

/// What was read.
#[derive(Debug)]
pub(crate) struct Contents<T> {
    pub(crate) value: T,
    /// Where a damaged file was put, for a message.
    pub(crate) damaged: Option<PathBuf>,
}

impl JsonFile {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Reads the file; the default where there is none, or where it is damaged.
    pub(crate) fn read<T: DeserializeOwned + Default>(&self) -> io::Result<Contents<T>> {
        match parse(&self.path)? {
            Some(value) => Ok(Contents { value, damaged: None }),
            // It may have been mended meanwhile, so it is looked at again under the lock.
            None => {
                let _lock = self.lock()?;
                self.read_locked()
            }
        }
    }

    /// Changes the file by `change` unless that fails. Durable when it returns.
    pub(crate) fn update<T, R, E>(&self, change: impl FnOnce(&mut T) -> Result<R, E>) -> Result<(R, Option<PathBuf>), E>
    where
        T: Serialize + DeserializeOwned + Default + PartialEq + Clone,
        E: From<io::Error>,
    {
        let _lock = self.lock()?;
        let Contents { value, damaged } = self.read_locked::<T>()?;
        let mut changed = value.clone();
        let result = change(&mut changed)?;
        if changed != value {
            let text = serde_json::to_vec_pretty(&changed).map_err(io::Error::other)?;
            write_durably(&self.path, &text)?;
        }
        Ok((result, damaged))
    }

    fn read_locked<T: DeserializeOwned + Default>(&self) -> io::Result<Contents<T>> {
        if let Some(value) = parse(&self.path)? {
            return Ok(Contents { value, damaged: None });
        }
        let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let aside = self.path.with_extension(format!("damaged-{time}"));
        std::fs::rename(&self.path, &aside)?;
        Ok(Contents { value: T::default(), damaged: Some(aside) })
    }

    /// Takes the lock; it is given back when the file is dropped.
    fn lock(&self) -> io::Result<File> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let lock =
            OpenOptions::new().create(true).truncate(false).write(true).open(self.path.with_extension("lock"))?;
        lock.lock()?;
        Ok(lock)
    }
}

/// The contents of the file, the default where there is none; `None` for a damaged one.
fn parse<T: DeserializeOwned + Default>(path: &Path) -> io::Result<Option<T>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Some(T::default())),
        Err(error) => Err(error),
    }
}

/// Under the lock, so the temporary file has one writer; what a crash leaves of it is
/// written over by the next.
fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&new, path)?;
    sync_folder(path.parent().unwrap_or(Path::new(".")))
}

/// Makes the renaming durable. Only Unix can sync a folder, and only there it is needed.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    type Numbers = BTreeMap<String, i64>;

    fn set(file: &JsonFile, name: &str, number: i64) {
        file.update(|numbers: &mut Numbers| io::Result::Ok(numbers.insert(name.to_owned(), number))).unwrap();
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = JsonFile::new(folder.path().join("a/b.json"));
        assert_eq!(file.read::<Numbers>().unwrap().value, Numbers::new());
        set(&file, "one", 1);
        set(&file, "two", 2);
        assert_eq!(file.read::<Numbers>().unwrap().value, Numbers::from([("one".into(), 1), ("two".into(), 2)]));
    }

    #[test]
    fn a_change_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = JsonFile::new(folder.path().join("b.json"));
        set(&file, "one", 1);
        let refused = file.update(|numbers: &mut Numbers| {
            numbers.clear();
            io::Result::<()>::Err(io::Error::other("no"))
        });
        assert!(refused.is_err());
        assert_eq!(file.read::<Numbers>().unwrap().value.len(), 1);
    }

    #[test]
    fn many_writers_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = JsonFile::new(folder.path().join("b.json"));
        std::thread::scope(|scope| {
            for writer in 0..8 {
                let file = &file;
                scope.spawn(move || (0..10).for_each(|number| set(file, &format!("{writer} {number}"), number)));
            }
        });
        assert_eq!(file.read::<Numbers>().unwrap().value.len(), 80);
    }

    #[test]
    fn a_damaged_file_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b.json");
        for damaged in [&b"{\"one\":"[..], b"", b"[1]", b"\xff\xfe", b"{\"one\": \"text\"}"] {
            std::fs::write(&path, damaged).unwrap();
            let file = JsonFile::new(path.clone());
            let read = file.read::<Numbers>().unwrap();
            assert_eq!(read.value, Numbers::new());
            assert_eq!(std::fs::read(read.damaged.unwrap()).unwrap(), damaged);
            set(&file, "one", 1);
            let read = file.read::<Numbers>().unwrap();
            assert_eq!((read.value.len(), read.damaged), (1, None));
        }
    }
}
