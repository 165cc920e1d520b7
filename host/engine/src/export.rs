//! Files that a plugin saves where the user chooses (`api.exportFile`).
//!
//! Invariants: the plugin chooses neither folder nor, in the end, the name. Either the
//! whole new file is there or what was there before.

use crate::atomic_file::write_with_progress;
use crate::error::CallError;
use crate::front_end::{DialogAnswer, DialogContent};
use crate::plugin::Plugin;
use crate::plugin::instance::Instance;
use crate::shared::Shared;
use bytes::Bytes;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Name where the plugin gives none.
const DEFAULT_NAME: &str = "file_export";
/// Bytes above which the progress is shown.
const PROGRESS_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of a suggested name.
const NAME_BYTES: usize = 200;
/// Names that Windows takes for devices, with any extension.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// Says "no" to a write whose plugin has ended.
struct GoOn(Arc<AtomicBool>);

impl Drop for GoOn {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Shared {
    /// Asks where to save and writes the file.
    pub(crate) async fn export_file(
        self: &Arc<Self>,
        plugin: &Plugin,
        instance: &Instance,
        bytes: Bytes,
        name: &str,
    ) -> Result<(), CallError> {
        let content = DialogContent::SaveFile { name: suggested_name(name), bytes: bytes.len() as u64 };
        let answer = self.dialogs.ask_openly(instance, None, content).await?;
        let path = match answer {
            DialogAnswer::Picked(mut paths) if !paths.is_empty() => paths.swap_remove(0),
            DialogAnswer::Refused(reason) => return Err(CallError::Unavailable(reason)),
            _ => return Err(CallError::Cancelled(format!("saving a file of {} was cancelled", instance.name))),
        };
        self.write_exported(plugin, path.clone(), bytes).await?;
        self.log_info(plugin, &format!("saved {}", path.display()));
        Ok(())
    }

    async fn write_exported(self: &Arc<Self>, plugin: &Plugin, path: PathBuf, bytes: Bytes) -> Result<(), CallError> {
        let goes_on = Arc::new(AtomicBool::new(true));
        // Dropped with this future when the plugin ends, as by Cancel.
        let _go_on = GoOn(goes_on.clone());
        let (shared, id, target) = (self.clone(), plugin.id, path.clone());
        let written = self.runtime.spawn_blocking(move || {
            let is_long = bytes.len() > PROGRESS_BYTES;
            let result = write_with_progress(&target, &bytes, |written| {
                if is_long {
                    shared.show_progress(id, written as f32 * 100.0 / bytes.len() as f32);
                }
                goes_on.load(Ordering::Acquire)
            });
            if is_long {
                shared.end_progress(id);
            }
            result
        });
        match written.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(CallError::Failed(format!("{} cannot be written: {error}", path.display()))),
            Err(error) => Err(CallError::Failed(format!("{} cannot be written: {error}", path.display()))),
        }
    }
}

/// The plugin's name for a file, as one name that every file system takes.
fn suggested_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_harmless = |character: &char| {
        !character.is_control()
            && !matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut plain = String::new();
    for character in last.chars().filter(is_harmless) {
        let character = if matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { character };
        if plain.len() + character.len_utf8() > NAME_BYTES {
            break;
        }
        plain.push(character);
    }
    // A name that begins with a dot is hidden, one that ends with it is not for Windows.
    let plain = plain.trim().trim_start_matches('.').trim_end_matches(['.', ' ']).trim();
    let stem = plain.split('.').next().unwrap_or_default().trim().to_uppercase();
    let is_port = |prefix: &str| stem.strip_prefix(prefix).is_some_and(|rest| rest.chars().count() == 1);
    if plain.is_empty() {
        DEFAULT_NAME.to_owned()
    } else if DEVICES.contains(&stem.as_str()) || is_port("COM") || is_port("LPT") {
        format!("_{plain}")
    } else {
        plain.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_suggestions_only() {
        for (name, expected) in [
            ("table.csv", "table.csv"),
            ("grüße.txt", "grüße.txt"),
            ("", DEFAULT_NAME),
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\a.exe", "a.exe"),
            ("/", DEFAULT_NAME),
            ("..", DEFAULT_NAME),
            (".bashrc", "bashrc"),
            ("a\n\0b\u{202e}gpj.exe", "abgpj.exe"),
            ("a:b*?.txt", "a_b__.txt"),
            ("NUL", "_NUL"),
            ("com1.txt", "_com1.txt"),
            ("COM10.txt", "COM10.txt"),
            ("a. . ", "a"),
            ("  ", DEFAULT_NAME),
        ] {
            assert_eq!(suggested_name(name), expected, "{name:?}");
        }
        let long = suggested_name(&"ü".repeat(10_000));
        assert!(long.len() <= NAME_BYTES && !long.is_empty());
    }
}
