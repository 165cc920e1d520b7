//! The thread that writes.

use imjoy_engine::log::{Log, LogLevel};
use imjoy_engine::write_atomically;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a change rests before it is written, so that a burst of changes is written
/// once.
const REST: Duration = Duration::from_millis(500);

/// Writes files later, on a thread of its own. For each file the newest contents count.
pub struct Keeper {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// What is to be written, until it is on the disk.
    waiting: BTreeMap<PathBuf, Arc<Vec<u8>>>,
    is_ending: bool,
}

impl Keeper {
    /// Starts the thread. Failures to write are told in `log`.
    pub fn new(log: Arc<Log>) -> Self {
        let shared = Arc::new(Shared::default());
        let of_thread = Arc::clone(&shared);
        let thread = thread::Builder::new().name("keeper".to_owned()).spawn(move || of_thread.run(&log));
        // Without a thread nothing is kept; the program works all the same.
        Self { shared, thread: thread.ok() }
    }

    /// Writes `contents` soon, in place of what was to be written to that file. Never
    /// waits for the disk.
    pub fn keep(&self, file: &Path, contents: Vec<u8>) {
        self.shared.lock().waiting.insert(file.to_owned(), Arc::new(contents));
        self.shared.changed.notify_one();
    }

    /// What is to be written to that file and is perhaps not on the disk yet.
    pub fn waiting(&self, file: &Path) -> Option<Arc<Vec<u8>>> {
        self.shared.lock().waiting.get(file).cloned()
    }
}

impl Drop for Keeper {
    /// Writes what waits, and returns when it is on the disk.
    fn drop(&mut self) {
        self.shared.lock().is_ending = true;
        self.shared.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            // A panic there has been printed; there is nobody else to tell.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self, log: &Log) {
        loop {
            let waiting = self.lock();
            let state = self.changed.wait_while(waiting, |state| state.waiting.is_empty() && !state.is_ending);
            let state = state.unwrap_or_else(PoisonError::into_inner);
            // Changes that come in the meantime are written with this one.
            let rested = self.changed.wait_timeout_while(state, REST, |state| !state.is_ending);
            let (state, _) = rested.unwrap_or_else(PoisonError::into_inner);
            let files = state.waiting.clone();
            let is_ending = state.is_ending;
            drop(state);
            for (path, contents) in files {
                if let Err(error) = write(&path, &contents) {
                    let text = format!("{} cannot be written ({error}); it will not be remembered", path.display());
                    log.add(None, &"host".into(), LogLevel::Error, &text, None);
                }
                let mut state = self.lock();
                // Newer contents that came meanwhile are written in the next turn.
                if state.waiting.get(&path).is_some_and(|newest| Arc::ptr_eq(newest, &contents)) {
                    state.waiting.remove(&path);
                }
            }
            if is_ending && self.lock().waiting.is_empty() {
                return;
            }
        }
    }
}

fn write(path: &Path, contents: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    write_atomically(path, contents)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use super::*;

    #[test]
    fn the_newest_contents_are_there_when_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("a/one.json"), folder.path().join("b/other.json"));
        let keeper = Keeper::new(Arc::default());
        for number in 0..1000 {
            keeper.keep(&one, number.to_string().into_bytes());
        }
        keeper.keep(&other, b"x".to_vec());
        drop(keeper);
        assert_eq!(std::fs::read_to_string(one).unwrap(), "999");
        assert_eq!(std::fs::read_to_string(other).unwrap(), "x");
    }

    #[test]
    fn what_cannot_be_written_is_told() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), "").unwrap();
        let log = Arc::new(Log::default());
        let keeper = Keeper::new(Arc::clone(&log));
        keeper.keep(&folder.path().join("file/layout.json"), Vec::new());
        drop(keeper);
        assert!(log.entries(None)[0].text.contains("cannot be written"));
    }
}
