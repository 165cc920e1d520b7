//! A lock between processes, held as long as the value lives.
//!
//! Build scripts run at the same time, and `host build` may run beside them. The system releases the lock when its
//! owner dies, so a killed build blocks nobody.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use crate::{Error, Output};

/// A held lock.
#[derive(Debug)]
pub(crate) struct FileLock {
    _file: File,
}

impl FileLock {
    /// Waits until the lock on the file at `path` is ours; says so once when another process has it.
    ///
    /// # Errors
    ///
    /// [`Error::File`] when the file cannot be made or locked.
    pub(crate) fn acquire(path: &Path, subject: &str, output: &mut Output<'_>) -> Result<Self, Error> {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(Error::file("create the folder", parent))?;
        }
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(Error::file("open the lock file", path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                output.say(&format!("waiting for another process that uses {subject}"));
                file.lock().map_err(Error::file("lock", path))?;
            }
            Err(TryLockError::Error(source)) => return Err(Error::file("lock", path)(source)),
        }
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    #[test]
    fn second_owner_waits_for_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/x.lock");
        let first = FileLock::acquire(&path, "it", &mut Output::Inherit).unwrap();
        let released = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut lines = Vec::new();
                let mut sink = |line: &str| lines.push(line.to_owned());
                let _second = FileLock::acquire(&path, "it", &mut Output::Lines(&mut sink)).unwrap();
                assert!(released.load(Ordering::SeqCst));
                assert_eq!(lines, ["waiting for another process that uses it"]);
            });
            std::thread::sleep(Duration::from_millis(200));
            released.store(true, Ordering::SeqCst);
            drop(first);
        });
    }
}
