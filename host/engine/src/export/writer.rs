//! A file on its way to where the user wants it, in pieces.
//!
//! Invariants: at most a piece is in memory, besides what the plugin gives at once. What
//! the writer has begun goes away with it, and with the plugin.

use crate::atomic_file::AtomicFile;
use crate::error::CallError;
use crate::grants::{GrantedFile, OpenFile, blocking};
use crate::identity::PluginId;
use crate::plugin::Plugin;
use crate::shared::Shared;
use bytes::Bytes;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Mutex;

/// Bytes above which the progress is shown.
const PROGRESS_BYTES: u64 = 8 * 1024 * 1024;
/// Bytes copied between two looks at whether anybody waits for it.
const PIECE: usize = 1024 * 1024;
/// Bytes of a file at most.
const MOST_BYTES: u64 = 1024 * 1024 * 1024 * 1024;

/// What is written.
#[derive(Clone, Debug)]
pub(crate) enum Contents {
    /// Bytes in the host's memory.
    Bytes(Bytes),
    /// What is in a file, up to the length that it has now.
    Granted(GrantedFile),
}

/// The `export-writer` resource. When it is dropped before it is finished, nothing of the
/// file is left.
#[derive(Debug)]
pub struct ExportWriter(ExportHandle);

/// What the functions of a writer work with. It ends with the last of them.
#[derive(Clone)]
pub(crate) struct ExportHandle {
    shared: Arc<Shared>,
    plugin: Arc<Plugin>,
    path: PathBuf,
    /// None once it is finished or has failed. The lock is fair, so pieces are appended
    /// in the order of the calls.
    saving: Arc<Mutex<Option<Saving>>>,
}

impl fmt::Debug for ExportHandle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ExportHandle({:?})", self.path)
    }
}

/// A file that is being saved.
struct Saving {
    file: AtomicFile,
    written: u64,
    progress: Option<Progress>,
    _open: OpenFile,
}

/// The progress in the application's top bar, while this is there.
struct Progress {
    shared: Arc<Shared>,
    plugin: PluginId,
    size: u64,
}

/// Says "no" to a write whose plugin has ended.
struct GoOn(Arc<AtomicBool>);

impl Drop for GoOn {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Contents {
    /// How much it is, in bytes.
    pub(crate) async fn size(&self, shared: &Shared) -> Result<u64, CallError> {
        match self {
            Contents::Bytes(bytes) => Ok(bytes.len() as u64),
            Contents::Granted(file) => {
                let file = file.clone();
                blocking(shared, move || Ok(file.metadata()?.size)).await
            }
        }
    }
}

impl ExportWriter {
    /// Begins a file that will be at `path`.
    pub(super) async fn begin(
        shared: &Arc<Shared>,
        plugin: &Arc<Plugin>,
        path: PathBuf,
        size: Option<u64>,
        open: OpenFile,
    ) -> Result<Self, CallError> {
        let target = path.clone();
        let progress = size.filter(|size| *size > PROGRESS_BYTES).map(|size| Progress {
            shared: shared.clone(),
            plugin: plugin.id,
            size,
        });
        let begun = shared.runtime.spawn_blocking(move || {
            let file = AtomicFile::begin(&target).map_err(|error| cannot_write(&target, &error))?;
            Ok(Saving { file, written: 0, progress, _open: open })
        });
        let saving = begun.await.unwrap_or_else(|error| Err(cannot_write(&path, &io::Error::other(error))))?;
        let saving = Arc::new(Mutex::new(Some(saving)));
        Ok(Self(ExportHandle { shared: shared.clone(), plugin: plugin.clone(), path, saving }))
    }

    /// For a function that goes on by itself.
    pub(crate) fn handle(&self) -> ExportHandle {
        self.0.clone()
    }
}

impl ExportHandle {
    /// Appends `contents`. An error ends the writer.
    pub(crate) async fn append(&self, contents: Contents) -> Result<(), CallError> {
        let goes_on = Arc::new(AtomicBool::new(true));
        // Dropped with this future when the plugin ends, as by Cancel.
        let _go_on = GoOn(goes_on.clone());
        self.work(move |mut saving, path| {
            saving.append(&contents, path, &goes_on)?;
            Ok(Some(saving))
        })
        .await
    }

    /// Puts the file in its place. It ends the writer.
    pub(crate) async fn finish(&self) -> Result<(), CallError> {
        self.work(|saving, path| {
            saving.file.finish().map_err(|error| cannot_write(path, &error))?;
            Ok(None)
        })
        .await?;
        self.shared.log_info(&self.plugin, &format!("saved {}", self.path.display()));
        Ok(())
    }

    /// Does `work` with what is being saved, where it may block, and keeps what it gives
    /// back.
    async fn work(
        &self,
        work: impl FnOnce(Saving, &Path) -> Result<Option<Saving>, CallError> + Send + 'static,
    ) -> Result<(), CallError> {
        let mut saving = self.saving.clone().lock_owned().await;
        let path = self.path.clone();
        let working = self.shared.runtime.spawn_blocking(move || {
            let Some(begun) = saving.take() else {
                let path = path.display();
                return Err(CallError::Invalid(format!("{path} is finished, or could not be written; start anew")));
            };
            *saving = work(begun, &path)?;
            Ok(())
        });
        working.await.unwrap_or_else(|error| Err(cannot_write(&self.path, &io::Error::other(error))))
    }
}

impl Drop for ExportHandle {
    fn drop(&mut self) {
        // Removing a large file may take a while.
        let saving = std::mem::take(&mut self.saving);
        drop(self.shared.runtime.spawn_blocking(move || drop(saving)));
    }
}

impl Saving {
    fn append(&mut self, contents: &Contents, path: &Path, goes_on: &AtomicBool) -> Result<(), CallError> {
        match contents {
            Contents::Bytes(bytes) => bytes.chunks(PIECE).try_for_each(|piece| self.append_piece(piece, path, goes_on)),
            Contents::Granted(file) => {
                let size = file.metadata()?.size;
                let (mut offset, mut piece) = (0, Vec::new());
                while offset < size {
                    piece.clear();
                    let length = usize::try_from(size - offset).unwrap_or(PIECE).min(PIECE);
                    file.read_into(&mut piece, offset, length)?;
                    if piece.is_empty() {
                        break;
                    }
                    offset += piece.len() as u64;
                    self.append_piece(&piece, path, goes_on)?;
                }
                Ok(())
            }
        }
    }

    fn append_piece(&mut self, piece: &[u8], path: &Path, goes_on: &AtomicBool) -> Result<(), CallError> {
        if !goes_on.load(Ordering::Acquire) {
            // Nobody hears it.
            return Err(CallError::Cancelled(format!("{} was not saved", path.display())));
        }
        if let Some(progress) = &self.progress {
            progress.show(self.written);
        }
        let written = self.written.saturating_add(piece.len() as u64);
        if written > MOST_BYTES {
            return Err(CallError::Limit(format!("{} would have more than {MOST_BYTES} bytes", path.display())));
        }
        self.file.write(piece).map_err(|error| cannot_write(path, &error))?;
        self.written = written;
        Ok(())
    }
}

impl Progress {
    fn show(&self, written: u64) {
        // A plugin may write more than it has said.
        let percent = (written as f64 * 100.0 / self.size as f64).min(100.0);
        self.shared.show_progress(self.plugin, percent as f32);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.shared.end_progress(self.plugin);
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> CallError {
    CallError::Failed(format!("{} cannot be written: {error}", path.display()))
}
