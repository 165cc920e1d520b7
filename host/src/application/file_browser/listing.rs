//! Reads folders on threads of their own.
//!
//! A disk may take seconds to answer, or a network folder may never, so the GUI thread
//! only looks whether an answer has come. A folder that is left before its answer keeps
//! its thread until the disk answers; the answer is then dropped.

use super::order::NameKey;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::SystemTime;

/// Entries kept of one folder.
const ENTRIES_KEPT: usize = 20_000;

/// One entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FolderEntry {
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) is_folder: bool,
    pub(super) size_bytes: u64,
    /// When its content was changed.
    pub(super) modified: Option<SystemTime>,
    /// The same in local time, to be read; empty where it is not known.
    pub(super) modified_text: String,
    /// The name as it is sorted.
    pub(super) name_key: NameKey,
}

/// What is known of the folder that is shown.
pub(super) enum Listing {
    /// Not answered yet.
    Reading(Receiver<Answer>),
    /// Its entries, in no order.
    Ready {
        entries: Vec<FolderEntry>,
        /// Whether there are more than are kept.
        is_cut: bool,
    },
    /// One sentence why it cannot be read.
    Failed(String),
}

/// Answer of a reading thread.
pub(super) enum Answer {
    Folder {
        entries: Vec<FolderEntry>,
        is_cut: bool,
    },
    /// The path is a file.
    File(PathBuf),
    Failed(String),
}

impl Listing {
    /// Starts to read the path and wakes the window when it is done.
    pub(super) fn read(path: PathBuf, context: &egui::Context) -> Self {
        match in_background("folder", context, move || read_path(&path)) {
            Ok(receiver) => Listing::Reading(receiver),
            Err(error) => Listing::Failed(format!("Reading folders failed: {error}")),
        }
    }

    /// Takes the answer if it has come; gives the path if it turned out to be a file.
    pub(super) fn poll(&mut self) -> Option<PathBuf> {
        let Listing::Reading(receiver) = self else { return None };
        match receiver.try_recv() {
            Ok(Answer::Folder { entries, is_cut }) => *self = Listing::Ready { entries, is_cut },
            Ok(Answer::File(path)) => {
                *self = Listing::Ready { entries: Vec::new(), is_cut: false };
                return Some(path);
            }
            Ok(Answer::Failed(reason)) => *self = Listing::Failed(reason),
            Err(TryRecvError::Empty) => {}
            Err(TryRecvError::Disconnected) => *self = Listing::Failed("Reading the folder failed".to_owned()),
        }
        None
    }
}

/// Does `work` on a thread of its own and wakes the window when it is done.
pub(super) fn in_background<T: Send + 'static>(
    name: &str,
    context: &egui::Context,
    work: impl FnOnce() -> T + Send + 'static,
) -> std::io::Result<Receiver<T>> {
    let (sender, receiver) = channel();
    let context = context.clone();
    std::thread::Builder::new().name(format!("file browser {name}")).spawn(move || {
        // The browser may have been closed meanwhile; then nobody wants the answer.
        if sender.send(work()).is_ok() {
            context.request_repaint();
        }
    })?;
    Ok(receiver)
}

fn read_path(path: &Path) -> Answer {
    if path.is_file() {
        return Answer::File(path.to_owned());
    }
    match read_folder(path) {
        Ok((entries, is_cut)) => Answer::Folder { entries, is_cut },
        Err(error) => Answer::Failed(format!("{} cannot be read: {}", path.display(), reason(&error))),
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => error.to_string(),
    }
}

/// Date and time of day in the time zone of the system. Reads that zone: not for the GUI
/// thread. Empty for times that no calendar has.
fn time_text(time: SystemTime) -> String {
    let stamp = jiff::Timestamp::try_from(time).map(|stamp| stamp.to_zoned(jiff::tz::TimeZone::system()));
    stamp.map(|local| local.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
}

fn read_folder(path: &Path) -> std::io::Result<(Vec<FolderEntry>, bool)> {
    let mut entries = Vec::new();
    let mut is_cut = false;
    for entry in std::fs::read_dir(path)? {
        // What vanishes or cannot be looked at while it is read is left out.
        let Ok(entry) = entry else { continue };
        if entries.len() == ENTRIES_KEPT {
            is_cut = true;
            break;
        }
        let path = entry.path();
        // Follows links, so that a link to a folder opens.
        let Ok(metadata) = std::fs::metadata(&path) else { continue };
        let name = entry.file_name().to_string_lossy().into_owned();
        let modified = metadata.modified().ok();
        entries.push(FolderEntry {
            name_key: NameKey::new(&name),
            name,
            path,
            is_folder: metadata.is_dir(),
            size_bytes: metadata.len(),
            modified,
            modified_text: modified.map(time_text).unwrap_or_default(),
        });
    }
    Ok((entries, is_cut))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn a_folder_has_its_entries_and_failures_are_sentences() {
        let folder = std::env::temp_dir().join(format!("imjoy-listing-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("Zoo")).unwrap();
        std::fs::write(folder.join("b.png"), b"12").unwrap();
        std::fs::write(folder.join("A.png"), b"1").unwrap();
        let Answer::Folder { entries, is_cut } = read_path(&folder) else { panic!("not a folder") };
        let mut names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!((names, is_cut), (vec!["A.png", "Zoo", "b.png"], false));
        let entry = entries.iter().find(|entry| entry.name == "b.png").unwrap();
        assert_eq!((entry.size_bytes, entry.is_folder), (2, false));
        // Such as 2026-11-22 22:05.
        assert_eq!(entry.modified_text.len(), 16, "{}", entry.modified_text);
        assert!(matches!(read_path(&folder.join("b.png")), Answer::File(_)));
        let Answer::Failed(reason) = read_path(&folder.join("none")) else { panic!("should fail") };
        assert!(reason.ends_with("there is no such folder"), "{reason}");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn odd_times_are_no_text_and_no_panic() {
        let year = std::time::Duration::from_secs(365 * 24 * 3600);
        for time in [SystemTime::UNIX_EPOCH + year * 1_000_000, SystemTime::UNIX_EPOCH - year * 100_000] {
            assert_eq!(time_text(time), "");
        }
        assert!(time_text(SystemTime::UNIX_EPOCH - year).starts_with("196"));
    }
}
