//! How much of the disk a folder of a plugin takes.
//!
//! The account of a folder is measured when the folder is first used and kept up to date
//! from then on. All instances of a plugin share that of its private folder.
//!
//! Invariants: each file is counted once, whatever names it has, with at least the bytes
//! that it has. What a write may add is counted before it begins and put right by the
//! file's true size when no write to it is under way. A file without a name is counted
//! until nobody has it open any more. Holes count as bytes.
//!
//! What changes the folder from outside is not seen. So when there seems to be no room, the
//! folder is measured anew, at most once in [`MEASURE_INTERVAL`]. A folder with more
//! entries than allowed, or one that cannot be measured, takes nothing more.

use super::look::{FileKey, Kind, Seen};
use super::refusal::Refusal;
use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A full folder is measured anew at most this often.
const MEASURE_INTERVAL: Duration = Duration::from_secs(10);

/// The accounts of all private folders.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    /// One for each plugin that has run.
    folders: Mutex<HashMap<PathBuf, Arc<Account>>>,
}

impl Accounts {
    /// The account of `folder`, measured if it has not been yet. Blocks: not for async
    /// code.
    pub(super) fn of(&self, folder: &Path, most_entries: u64) -> Arc<Account> {
        // Held while a folder is measured, so that it has one account.
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.entry(folder.to_owned()).or_insert_with(|| Account::measured(folder, most_entries)).clone()
    }
}

/// What one folder takes of the disk.
#[derive(Debug)]
pub(super) struct Account {
    folder: PathBuf,
    most_entries: u64,
    /// Held while names in the folder are made, moved or removed, so that what was seen of
    /// them stays true until it is counted.
    changing: tokio::sync::Mutex<()>,
    used: Mutex<Used>,
}

/// The permission to change the names in a folder.
pub(super) type Changing<'a> = tokio::sync::MutexGuard<'a, ()>;

#[derive(Debug)]
struct Used {
    bytes: u64,
    /// Names of files, folders and links.
    entries: u64,
    files: HashMap<FileKey, FileUse>,
    /// Whether all of the folder could be measured.
    is_known: bool,
    measured: Instant,
}

#[derive(Clone, Copy, Debug)]
struct FileUse {
    bytes: u64,
    open: usize,
    writing: usize,
    has_name: bool,
}

/// What a write may need.
#[derive(Clone, Copy, Debug)]
pub(super) enum Growth {
    /// The file ends at this byte at least.
    UpTo(u64),
    /// So many bytes more.
    By(u64),
}

impl Account {
    /// The account of a folder, from what is in it. Blocks: not for async code.
    pub(super) fn measured(folder: &Path, most_entries: u64) -> Arc<Self> {
        let used = Used::measure(folder, most_entries);
        Arc::new(Self {
            folder: folder.to_owned(),
            most_entries,
            changing: tokio::sync::Mutex::default(),
            used: Mutex::new(used),
        })
    }

    /// Waits until nobody else changes names in the folder.
    pub(super) async fn begin_change(&self) -> Changing<'_> {
        self.changing.lock().await
    }

    /// Counts a name that is about to be made.
    pub(super) async fn add_entry(self: &Arc<Self>, changing: &Changing<'_>) -> Result<(), Refusal> {
        let add = || self.lock().add_entry(self.most_entries);
        match add() {
            Err(refusal) if self.measure_again(changing).await => add().map_err(|_| refusal),
            added => added,
        }
    }

    /// A name has not been made after all.
    pub(super) fn cancel_entry(&self, _: &Changing<'_>) {
        let mut used = self.lock();
        used.entries = used.entries.saturating_sub(1);
    }

    /// A name of what was `seen` before has been removed.
    pub(super) fn removed(&self, seen: Seen, changing: &Changing<'_>) {
        self.cancel_entry(changing);
        if seen.kind == Kind::File && seen.names <= 1 {
            self.lock().lost_name(seen.key);
        }
    }

    /// Counts a file that has been opened.
    pub(super) fn opened(&self, seen: Seen) {
        self.lock().opened(seen);
    }

    /// One that had the file open has it no more.
    pub(super) fn closed(&self, key: FileKey) {
        self.lock().closed(key);
    }

    /// Counts what a write to an open file may add. The write then ends by [`Writing::end`].
    pub(super) fn begin_writing(
        self: &Arc<Self>,
        key: FileKey,
        growth: Growth,
        most_bytes: u64,
    ) -> Result<Writing, Refusal> {
        self.lock().begin_writing(key, growth, most_bytes)?;
        Ok(Writing { account: self.clone(), key: Some(key) })
    }

    /// As [`begin_writing`](Self::begin_writing); looks again at a folder that seems full.
    pub(super) async fn begin_writing_patiently(
        self: &Arc<Self>,
        key: FileKey,
        growth: Growth,
        most_bytes: u64,
    ) -> Result<Writing, Refusal> {
        let refusal = match self.begin_writing(key, growth, most_bytes) {
            Err(refusal) if self.is_measured_again_soon() => refusal,
            begun => return begun,
        };
        let changing = self.begin_change().await;
        if !self.measure_again(&changing).await {
            return Err(refusal);
        }
        self.begin_writing(key, growth, most_bytes)
    }

    fn is_measured_again_soon(&self) -> bool {
        self.lock().measured.elapsed() >= MEASURE_INTERVAL
    }

    /// Measures the folder unless that was done a short time ago; says whether.
    async fn measure_again(self: &Arc<Self>, _: &Changing<'_>) -> bool {
        if !self.is_measured_again_soon() {
            return false;
        }
        let this = self.clone();
        let measuring = tokio::task::spawn_blocking(move || {
            let measured = Used::measure(&this.folder, this.most_entries);
            this.lock().correct(measured);
        });
        measuring.await.is_ok()
    }

    fn lock(&self) -> MutexGuard<'_, Used> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Used {
    /// Adds up what is in a folder. Looks at no more entries than there may be and one.
    fn measure(folder: &Path, most_entries: u64) -> Self {
        let mut used = Self { bytes: 0, entries: 0, files: HashMap::new(), is_known: true, measured: Instant::now() };
        if let Err(error) = used.add_folder(folder, most_entries) {
            tracing::warn!(folder = %folder.display(), "a plugin's folder cannot be measured: {error}");
            used.is_known = false;
        }
        used
    }

    fn add_folder(&mut self, folder: &Path, most_entries: u64) -> io::Result<()> {
        let mut waiting = vec![folder.to_owned()];
        while let Some(folder) = waiting.pop() {
            let opened = cap_std::fs::Dir::open_ambient_dir(&folder, cap_std::ambient_authority())?;
            for entry in opened.entries()? {
                if self.entries > most_entries {
                    self.is_known = false;
                    return Ok(());
                }
                let entry = entry?;
                let seen = match entry.metadata() {
                    Ok(metadata) => Seen::of(&metadata),
                    // Removed meanwhile.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    Err(error) => return Err(error),
                };
                self.entries += 1;
                match seen.kind {
                    Kind::Folder => waiting.push(folder.join(entry.file_name())),
                    Kind::File if !self.files.contains_key(&seen.key) => {
                        self.bytes = self.bytes.saturating_add(seen.size);
                        let file = FileUse { bytes: seen.size, open: 0, writing: 0, has_name: true };
                        self.files.insert(seen.key, file);
                    }
                    Kind::File | Kind::Link | Kind::Other => {}
                }
            }
        }
        Ok(())
    }

    /// Takes over what was measured. What is known of open files is newer.
    fn correct(&mut self, measured: Used) {
        let known = std::mem::replace(self, measured);
        for (key, mut file) in known.files {
            if file.open > 0 {
                file.has_name = self.files.contains_key(&key);
                self.files.insert(key, file);
            }
        }
        self.bytes = self.files.values().fold(0, |sum, file| sum.saturating_add(file.bytes));
    }

    fn add_entry(&mut self, most_entries: u64) -> Result<(), Refusal> {
        if !self.is_known || self.entries >= most_entries {
            return Err(Refusal::Entries);
        }
        self.entries += 1;
        Ok(())
    }

    fn opened(&mut self, seen: Seen) {
        let file = FileUse { bytes: 0, open: 0, writing: 0, has_name: true };
        let file = self.files.entry(seen.key).or_insert(file);
        file.open += 1;
        if file.writing == 0 {
            self.bytes = self.bytes.saturating_sub(file.bytes).saturating_add(seen.size);
            file.bytes = seen.size;
        }
    }

    fn closed(&mut self, key: FileKey) {
        let Some(file) = self.files.get_mut(&key) else { return };
        file.open = file.open.saturating_sub(1);
        self.forget_if_gone(key);
    }

    fn lost_name(&mut self, key: FileKey) {
        let Some(file) = self.files.get_mut(&key) else { return };
        file.has_name = false;
        self.forget_if_gone(key);
    }

    fn forget_if_gone(&mut self, key: FileKey) {
        if self.files.get(&key).is_some_and(|file| file.open == 0 && !file.has_name)
            && let Some(file) = self.files.remove(&key)
        {
            self.bytes = self.bytes.saturating_sub(file.bytes);
        }
    }

    fn begin_writing(&mut self, key: FileKey, growth: Growth, most_bytes: u64) -> Result<(), Refusal> {
        let file = self.files.entry(key).or_insert(FileUse { bytes: 0, open: 0, writing: 0, has_name: true });
        let bytes = match growth {
            Growth::UpTo(end) => file.bytes.max(end),
            Growth::By(more) => file.bytes.saturating_add(more),
        };
        let all = self.bytes.saturating_sub(file.bytes).saturating_add(bytes);
        // What does not grow is always allowed.
        if bytes > file.bytes {
            if !self.is_known {
                return Err(Refusal::Entries);
            }
            if all > most_bytes {
                return Err(Refusal::Bytes);
            }
        }
        file.bytes = bytes;
        file.writing += 1;
        self.bytes = all;
        Ok(())
    }

    fn end_writing(&mut self, key: FileKey, size: Option<u64>) {
        let Some(file) = self.files.get_mut(&key) else { return };
        file.writing = file.writing.saturating_sub(1);
        if let Some(size) = size.filter(|_| file.writing == 0) {
            self.bytes = self.bytes.saturating_sub(file.bytes).saturating_add(size);
            file.bytes = size;
        }
    }
}

/// A write under way. Dropped without [`end`](Self::end), what it may have added stays
/// counted: the write may go on without anybody who waits for it.
#[derive(Debug)]
pub(super) struct Writing {
    account: Arc<Account>,
    /// None once it has ended.
    key: Option<FileKey>,
}

impl Writing {
    /// The write to `file` has ended, well or not.
    pub(super) fn end(mut self, file: &File) {
        // These folders are on a disk of this computer, which tells the size of an open
        // file from memory: not worth a switch of threads for each write.
        let size = file.metadata().ok().map(|metadata| metadata.len());
        self.finish(size);
    }

    fn finish(&mut self, size: Option<u64>) {
        if let Some(key) = self.key.take() {
            self.account.lock().end_writing(key, size);
        }
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        self.finish(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: u64 = 1000;

    fn folder(files: &[(&str, usize)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("below")).unwrap();
        for (name, length) in files {
            std::fs::write(folder.path().join(name), vec![0; *length]).unwrap();
        }
        folder
    }

    fn opened(account: &Account, path: &Path) -> (FileKey, File) {
        let file = File::options().read(true).write(true).open(path).unwrap();
        let seen = Seen::open(&file).unwrap();
        account.opened(seen);
        (seen.key, file)
    }

    fn counts(account: &Account) -> (u64, u64) {
        let used = account.lock();
        (used.bytes, used.entries)
    }

    #[test]
    fn a_folder_is_measured_with_each_file_once() {
        let folder = folder(&[("one", 10), ("below/two", 20)]);
        std::fs::hard_link(folder.path().join("one"), folder.path().join("below/again")).unwrap();
        assert_eq!(counts(&Account::measured(folder.path(), 100)), (30, 4));
        // With more than may be there, nothing fits any more, whatever was counted.
        let account = Account::measured(folder.path(), 2);
        let (key, _file) = opened(&account, &folder.path().join("one"));
        assert_eq!(account.begin_writing(key, Growth::By(1), MOST).unwrap_err(), Refusal::Entries);
        assert!(account.begin_writing(key, Growth::UpTo(10), MOST).is_ok());
    }

    #[test]
    fn a_write_is_counted_before_it_begins_and_put_right_when_it_ends() {
        let folder = folder(&[("one", 10)]);
        let account = Account::measured(folder.path(), 100);
        let (key, file) = opened(&account, &folder.path().join("one"));
        let first = account.begin_writing(key, Growth::UpTo(600), MOST).unwrap();
        let second = account.begin_writing(key, Growth::By(400), MOST).unwrap();
        assert_eq!(counts(&account).0, 1000);
        assert_eq!(account.begin_writing(key, Growth::By(1), MOST).unwrap_err(), Refusal::Bytes);
        // One has ended; the other may still make the file longer than it is now.
        first.end(&file);
        assert_eq!(counts(&account).0, 1000);
        second.end(&file);
        assert_eq!(counts(&account).0, 10);
        // A write that nobody waits for any more may go on.
        drop(account.begin_writing(key, Growth::UpTo(700), MOST).unwrap());
        assert_eq!(counts(&account).0, 700);
        account.begin_writing(key, Growth::UpTo(5), MOST).unwrap().end(&file);
        assert_eq!(counts(&account).0, 10);
    }

    /// Two instances of a plugin have one account.
    #[test]
    fn a_file_without_a_name_counts_until_the_last_has_closed_it() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let folder = folder(&[("one", 10), ("two", 20)]);
        let accounts = Accounts::default();
        let (first, second) = (accounts.of(folder.path(), 100), accounts.of(folder.path(), 100));
        let path = folder.path().join("one");
        let (key, file) = opened(&first, &path);
        let (_, _other_file) = opened(&second, &path);
        let seen = Seen::open(&file).unwrap();
        first.removed(seen, &runtime.block_on(first.begin_change()));
        first.closed(key);
        assert_eq!(counts(&first), (30, 2));
        second.closed(key);
        assert_eq!(counts(&first), (20, 2));
        // A file of the same number is another file.
        second.opened(Seen { size: 5, ..seen });
        assert_eq!(counts(&first), (25, 2));
    }

    #[test]
    fn a_folder_that_seems_full_is_measured_again_after_a_while() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let folder = folder(&[("one", 500), ("two", 400)]);
        let account = Account::measured(folder.path(), 3);
        let (key, file) = opened(&account, &folder.path().join("one"));
        let write = |account: &Arc<Account>| {
            runtime
                .block_on(account.begin_writing_patiently(key, Growth::By(300), MOST))
                .map(|writing| writing.end(&file))
        };
        let add = |account: &Arc<Account>| {
            runtime.block_on(async {
                let changing = account.begin_change().await;
                account.add_entry(&changing).await
            })
        };
        std::fs::remove_file(folder.path().join("two")).unwrap();
        assert_eq!((write(&account), add(&account)), (Err(Refusal::Bytes), Err(Refusal::Entries)));
        let a_while_ago = Instant::now().checked_sub(MEASURE_INTERVAL).unwrap();
        account.lock().measured = a_while_ago;
        assert_eq!((write(&account), add(&account)), (Ok(()), Ok(())));
        assert_eq!(counts(&account), (500, 3));
        account.closed(key);
    }
}
