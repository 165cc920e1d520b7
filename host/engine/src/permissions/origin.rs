//! Where a plugin comes from: with its name, what its private data and its permissions
//! belong to.
//!
//! Invariants: two plugins from different places have different origins, whatever they
//! call themselves. An installed plugin keeps its origin over updates, and when the data
//! folder is moved.

use crate::plugin::PluginSource;
use std::fmt;
use std::path::{Component, Path};

/// Folder of installed plugins in the data folder, with a folder for each.
pub(crate) const INSTALLED: &str = "installed";

/// Where a plugin is loaded from, as a text that stays the same.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Origin(String);

impl Origin {
    /// The origin of what is loaded from `source`. Looks at the disk: not for async code.
    pub(crate) fn of(source: &PluginSource, data_folder: &Path) -> Self {
        let path = match source {
            PluginSource::BuiltIn { name, .. } => return Self(format!("built-in:{name}")),
            PluginSource::Installed { folder, .. } => {
                let plugin = folder.file_name().unwrap_or_default().to_string_lossy();
                return Self(format!("installed:{plugin}"));
            }
            PluginSource::Text(text) => return text.identity.origin().clone(),
            PluginSource::File(path) => path,
        };
        let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let path = whole(path);
        let Ok(inside) = path.strip_prefix(whole(data_folder)) else {
            return Self(format!("file:{}", path.to_string_lossy()));
        };
        let mut names = inside.components().filter_map(|component| match component {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        });
        match (names.next(), names.next()) {
            (Some(first), Some(plugin)) if first == INSTALLED => Self(format!("installed:{plugin}")),
            _ => Self(format!("data:{}", inside.to_string_lossy())),
        }
    }

    /// A name for files and folders of the plugin of this origin that calls itself
    /// `plugin_name`: 32 digits that no other plugin has.
    pub(crate) fn key(&self, plugin_name: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        // The length keeps origin and name apart.
        hasher.update(&(self.0.len() as u64).to_le_bytes()).update(self.0.as_bytes()).update(plugin_name.as_bytes());
        let digits = hasher.finalize().to_hex();
        digits.as_str().chars().take(32).collect()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    #[test]
    fn origins_tell_places_apart_and_survive_updates() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let file = |path: &str| PluginSource::File(data.join(path));
        let origin = |source: &PluginSource| Origin::of(source, &data).to_string();
        std::fs::create_dir_all(&data).unwrap();
        assert_eq!(
            origin(&PluginSource::BuiltIn { name: "hello".to_owned(), contents: Bytes::new() }),
            "built-in:hello"
        );
        assert_eq!(origin(&file("installed/blur/1/plugin.wasm")), "installed:blur");
        assert_eq!(origin(&file("installed/blur/2/plugin.wasm")), "installed:blur");
        assert_eq!(origin(&file("editor/a.wasm")), "data:editor/a.wasm");
        let outside = origin(&PluginSource::File(folder.path().join("a.wasm")));
        assert!(outside.starts_with("file:") && outside.ends_with("a.wasm"), "{outside}");
        let one = Origin::of(&file("installed/blur/1/plugin.wasm"), &data);
        assert_ne!(one.key("blur"), one.key("blur2"));
        assert_eq!(one.key("blur").len(), 32);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_plugin_is_that_plugin() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.wasm"), folder.path().join("b.wasm"));
        std::fs::write(&file, "").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let origin = |path: &Path| Origin::of(&PluginSource::File(path.to_owned()), Path::new("/nowhere"));
        assert_eq!(origin(&file), origin(&link));
    }
}
