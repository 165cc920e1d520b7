//! Whether a plugin's file is another one than the one that was read.
//!
//! So a plugin runs as its author has saved it, without a reload by hand: who runs an op gets
//! the file as it is now.

use super::PluginSource;
use std::fs;
use std::time::SystemTime;

/// When a file was written, and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileStamp {
    modified: SystemTime,
    length: u64,
}

impl FileStamp {
    /// That of a plugin's file; none for what is no file of its own, and while there is no
    /// readable file. Blocks.
    pub(crate) fn of(source: &PluginSource) -> Option<Self> {
        let PluginSource::File(path) = source else { return None };
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(Self { modified: metadata.modified().ok()?, length: metadata.len() })
    }
}
