//! Settings that plugins keep (`api.setConfig`, `api.getConfig`).
//!
//! Source: §3.7 of the behaviour of ImJoy. Settings are texts, keyed by the plugin's name
//! and shared by all workspaces; they survive a restart of the host and of the plugin.
//!
//! Invariants: a call that sets a setting resolves when that is durable (see
//! [`json_file`](crate::json_file) for how, and why each plugin has a file of its own).
//! Calls of one plugin are carried out in the order in which they were made. What a
//! plugin can keep is bounded. The disk is never waited for in async code.

mod text;

pub(crate) use text::setting_text;

use crate::error::CallError;
use crate::file_name::file_name;
use crate::json_file::{Contents, JsonFile};
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of the name of a setting at most.
const NAME_BYTES: usize = 1024;
/// Bytes of one setting at most.
const VALUE_BYTES: usize = 1024 * 1024;
/// Bytes of all settings of a plugin, names included, at most. What browsers give ImJoy.
const PLUGIN_BYTES: usize = 5 * 1024 * 1024;

type Texts = BTreeMap<String, String>;

/// The settings of all plugins.
pub(crate) struct Settings {
    folder: PathBuf,
    /// The order of calls, by plugin name; those that nobody waits for are dropped.
    orders: Mutex<HashMap<Arc<str>, Arc<tokio::sync::Mutex<()>>>>,
}

/// What a call gives, and the sentence for the log if a damaged file was found.
pub(crate) struct Outcome<T> {
    pub(crate) result: Result<T, CallError>,
    pub(crate) warning: Option<String>,
}

/// Why a change was not made.
enum Failure {
    Refused(CallError),
    Disk(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Disk(error)
    }
}

impl Settings {
    /// Settings in `folder`, which need not exist yet.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, orders: Mutex::default() }
    }

    /// Keeps a setting of `plugin`, or removes it.
    pub(crate) async fn set(&self, plugin: &Arc<str>, name: String, text: Option<String>) -> Outcome<()> {
        let turn = self.order(plugin).lock_owned().await;
        let (file, owner) = (self.file(plugin), plugin.clone());
        blocking(plugin, move || {
            // Kept until the work is done, also when the caller has ended meanwhile.
            let _turn = turn;
            file.update(|texts: &mut Texts| change(texts, &owner, name, text).map_err(Failure::Refused))
        })
        .await
    }

    /// A setting of `plugin`.
    pub(crate) async fn get(&self, plugin: &Arc<str>, name: String) -> Outcome<Option<String>> {
        let turn = self.order(plugin).lock_owned().await;
        let file = self.file(plugin);
        blocking(plugin, move || {
            let _turn = turn;
            let Contents { mut value, damaged } = file.read::<Texts>()?;
            Ok((value.remove(&name), damaged))
        })
        .await
    }

    fn file(&self, plugin: &str) -> JsonFile {
        JsonFile::new(self.folder.join(format!("{}.json", file_name(plugin))))
    }

    fn order(&self, plugin: &Arc<str>) -> Arc<tokio::sync::Mutex<()>> {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.retain(|_, order| Arc::strong_count(order) > 1);
        orders.entry(plugin.clone()).or_default().clone()
    }
}

/// Runs `work` where it may block and says what it means.
async fn blocking<T: Send + 'static>(
    plugin: &Arc<str>,
    work: impl FnOnce() -> Result<(T, Option<PathBuf>), Failure> + Send + 'static,
) -> Outcome<T> {
    let failed =
        |reason: String| CallError::Failed(format!("the settings of {plugin} cannot be kept or read: {reason}"));
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok((value, damaged))) => Outcome { result: Ok(value), warning: damaged.map(|aside| damage(plugin, &aside)) },
        Ok(Err(Failure::Refused(error))) => Outcome { result: Err(error), warning: None },
        Ok(Err(Failure::Disk(error))) => Outcome { result: Err(failed(error.to_string())), warning: None },
        Err(error) => Outcome { result: Err(failed(error.to_string())), warning: None },
    }
}

fn damage(plugin: &str, aside: &Path) -> String {
    format!("the settings of {plugin} were damaged and begin anew; the damaged file is kept as {}", aside.display())
}

/// Sets or removes a text, within the bounds.
fn change(texts: &mut Texts, plugin: &str, name: String, text: Option<String>) -> Result<(), CallError> {
    let Some(text) = text else {
        texts.remove(&name);
        return Ok(());
    };
    if name.len() > NAME_BYTES {
        return Err(CallError::Limit(format!(
            "the name of a setting of {plugin} has {} bytes; it may have {NAME_BYTES}",
            name.len()
        )));
    }
    if text.len() > VALUE_BYTES {
        return Err(CallError::Limit(format!(
            "the setting {name} of {plugin} has {} bytes; a setting may have {VALUE_BYTES}",
            text.len()
        )));
    }
    let added = name.len() + text.len();
    let others: usize =
        texts.iter().filter(|(other, _)| **other != name).map(|(name, text)| name.len() + text.len()).sum();
    if others + added > PLUGIN_BYTES {
        return Err(CallError::Limit(format!(
            "with the setting {name} the settings of {plugin} would have {} bytes; they may have {PLUGIN_BYTES}",
            others + added
        )));
    }
    texts.insert(name, text);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_plugin_can_keep_is_bounded() {
        let mut texts = Texts::new();
        let mut set = |name: &str, length: usize| change(&mut texts, "p", name.to_owned(), Some("x".repeat(length)));
        assert_eq!(set("a", VALUE_BYTES), Ok(()));
        for name in ["b", "c", "d"] {
            assert_eq!(set(name, VALUE_BYTES), Ok(()));
        }
        for (name, length, expected) in [
            ("e", VALUE_BYTES + 1, "the setting e of p has 1048577 bytes"),
            ("e", VALUE_BYTES, "the settings of p would have 5242885 bytes"),
            (&*"n".repeat(NAME_BYTES + 1), 1, "the name of a setting of p has 1025 bytes"),
        ] {
            match set(name, length) {
                Err(CallError::Limit(text)) => assert!(text.contains(expected), "{text}"),
                other => panic!("{other:?}"),
            }
        }
        // Replacing counts once, and removing makes room.
        assert_eq!(set("a", VALUE_BYTES), Ok(()));
        assert_eq!(change(&mut texts, "p", "a".to_owned(), None), Ok(()));
        assert_eq!(texts.len(), 3);
    }
}
