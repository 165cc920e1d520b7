//! The log: what plugins and the engine say, kept in a ring.
//!
//! Invariants: bounded in entries per plugin and in bytes per entry; control characters
//! and direction overrides are made visible, so that a plugin cannot imitate another's
//! entry or repaint a terminal.

use crate::identity::PluginId;
use crate::value::Value;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::SystemTime;

/// Entries kept for each plugin.
pub const ENTRIES_PER_PLUGIN: usize = 2_000;
/// Bytes of text kept of one entry.
pub const ENTRY_BYTES: usize = 8 * 1024;
/// Entries of one plugin, the newest, whose pictures are kept.
const PICTURES_PER_PLUGIN: usize = 32;
/// Bytes of a picture at most; a larger one is not kept.
const PICTURE_BYTES: usize = 16 * 1024 * 1024;

/// How important an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLevel {
    /// What the plugin printed to its standard output or error.
    Output,
    /// `api.log`, and what the engine tells.
    Info,
    /// `api.error`, and what the engine tells of the plugin's faults.
    Error,
    /// A failure that the user is told in another way as well.
    Failure,
}

impl LogLevel {
    /// Whether it tells of something that went wrong.
    pub fn is_error(self) -> bool {
        matches!(self, LogLevel::Error | LogLevel::Failure)
    }
}

/// One entry of the log.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// Number of the entry; greater than that of every earlier one.
    pub sequence: u64,
    /// When it was made.
    pub time: SystemTime,
    /// The plugin meant; `None` for the host.
    pub plugin: Option<PluginId>,
    /// Its name; `host` for the host.
    pub plugin_name: Arc<str>,
    /// How important it is.
    pub level: LogLevel,
    /// What it says; one line or more.
    pub text: Arc<str>,
    /// A picture, from `{type: "image", value}`.
    pub image: Option<Value>,
}

/// All entries that are kept.
#[derive(Default)]
pub struct Log {
    on_change: OnceLock<Box<dyn Fn() + Send + Sync>>,
    next_sequence: AtomicU64,
    entries: Mutex<HashMap<Option<PluginId>, VecDeque<LogEntry>>>,
}

impl Log {
    /// Sets what is called when the log has changed; it must not block. The first counts.
    pub(crate) fn set_on_change(&self, on_change: impl Fn() + Send + Sync + 'static) {
        // Set once, when the engine starts.
        let _ = self.on_change.set(Box::new(on_change));
    }

    fn changed(&self) {
        if let Some(on_change) = self.on_change.get() {
            on_change();
        }
    }

    /// Adds an entry.
    pub fn add(
        &self,
        plugin: Option<PluginId>,
        plugin_name: &Arc<str>,
        level: LogLevel,
        text: &str,
        image: Option<Value>,
    ) {
        let mut entries = self.lock();
        let ring = entries.entry(plugin).or_default();
        if ring.len() >= ENTRIES_PER_PLUGIN {
            ring.pop_front();
        }
        let image = image.filter(|image| image.held_bytes() <= PICTURE_BYTES);
        if image.is_some()
            && let Some(oldest) =
                ring.iter_mut().rev().filter(|entry| entry.image.is_some()).nth(PICTURES_PER_PLUGIN - 1)
        {
            oldest.image = None;
        }
        ring.push_back(LogEntry {
            sequence: self.next_sequence.fetch_add(1, Ordering::Relaxed) + 1,
            time: SystemTime::now(),
            plugin,
            plugin_name: plugin_name.clone(),
            level,
            text: harmless(text).into(),
            image,
        });
        drop(entries);
        self.changed();
    }

    /// A number that grows with every change, to see cheaply whether there is one.
    pub fn newest(&self) -> u64 {
        self.next_sequence.load(Ordering::Relaxed)
    }

    /// Entries of one plugin (`Some(Some(id))`), of the host (`Some(None)`) or of all
    /// (`None`), oldest first.
    pub fn entries(&self, of: Option<Option<PluginId>>) -> Vec<LogEntry> {
        let entries = self.lock();
        match of {
            Some(plugin) => entries.get(&plugin).map(|ring| ring.iter().cloned().collect()).unwrap_or_default(),
            None => {
                let mut all: Vec<LogEntry> = entries.values().flatten().cloned().collect();
                all.sort_by_key(|entry| entry.sequence);
                all
            }
        }
    }

    /// Removes the entries of one plugin, of the host, or all; as in
    /// [`entries`](Self::entries).
    pub fn clear(&self, of: Option<Option<PluginId>>) {
        let mut entries = self.lock();
        match of {
            Some(plugin) => {
                entries.remove(&plugin);
            }
            None => entries.clear(),
        }
        drop(entries);
        // Seen as a change by whoever compares `newest`.
        self.next_sequence.fetch_add(1, Ordering::Relaxed);
        self.changed();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Option<PluginId>, VecDeque<LogEntry>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The text cut to [`ENTRY_BYTES`], with control characters and direction overrides
/// made visible.
fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len().min(ENTRY_BYTES));
    for character in text.chars() {
        if harmless.len() >= ENTRY_BYTES {
            harmless.push_str(" … (cut)");
            break;
        }
        let hidden = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if hidden || (character.is_control() && !matches!(character, '\n' | '\t')) {
            harmless.extend(character.escape_unicode());
        } else {
            harmless.push(character);
        }
    }
    harmless
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_bounded_and_harmless() {
        let log = Log::default();
        let name: Arc<str> = "p".into();
        for _ in 0..ENTRIES_PER_PLUGIN + 5 {
            log.add(None, &name, LogLevel::Output, "\u{1b}[31mred\u{202e}", None);
        }
        let entries = log.entries(Some(None));
        assert_eq!(entries.len(), ENTRIES_PER_PLUGIN);
        assert_eq!(&*entries[0].text, "\\u{1b}[31mred\\u{202e}");
        assert_eq!(log.newest(), ENTRIES_PER_PLUGIN as u64 + 5);
        log.add(None, &name, LogLevel::Output, &"x".repeat(1 << 20), None);
        assert!(log.entries(None).last().is_some_and(|entry| entry.text.len() < ENTRY_BYTES + 64));
    }
}
