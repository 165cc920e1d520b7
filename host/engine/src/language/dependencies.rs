//! What a plugin file's `dependencies` name: other plugins that are to be loaded with it.
//!
//! Source: §1.2 and §1.5 of the behaviour of ImJoy. There is no store to fetch from here: a
//! dependency is a plugin that is loaded already, or a plugin file of its name beside the one
//! that names it.

use super::PLUGIN_FILE_END;
use crate::loading::LoadOptions;
use crate::plugin::{Plugin, PluginSource};
use crate::shared::Shared;
use futures::future::join_all;
use percent_encoding::percent_decode_str;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Dependencies of one plugin at most; what comes after them is left out.
pub(super) const MOST_DEPENDENCIES: usize = 64;
/// How long a plugin waits until its dependencies are ready.
const DEPENDENCIES_READY: Duration = Duration::from_secs(10);

/// A plugin that another one needs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dependency {
    /// Its name.
    pub(crate) name: String,
    /// The variant that is wanted.
    pub(crate) tag: Option<String>,
    /// As it was written.
    pub(crate) written: String,
}

impl Dependency {
    /// Reads `user/repository[@commit]:Name[@tag]`, `https://…/Name.imjoy.html[@tag]` or the
    /// mere name. None where no name can be made out.
    pub(crate) fn parse(written: &str) -> Option<Self> {
        let text = written.trim();
        let (name, tag) = if text.contains("://") {
            let (path, tag) = match text.rsplit_once(&format!("{PLUGIN_FILE_END}@")) {
                Some((path, tag)) => (path, Some(tag)),
                None => (text.split(['?', '#']).next().unwrap_or(text), None),
            };
            let last = path.rsplit('/').next().unwrap_or(path);
            let last = last.strip_suffix(PLUGIN_FILE_END).unwrap_or(last);
            (percent_decode_str(last).decode_utf8().ok()?.into_owned(), tag)
        } else {
            let last = text.rsplit(':').next().unwrap_or(text);
            match last.rsplit_once('@') {
                Some((name, tag)) => (name.to_owned(), Some(tag)),
                None => (last.to_owned(), None),
            }
        };
        let name = name.trim().to_owned();
        // A name is part of a file name below.
        if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', '\0']) {
            return None;
        }
        let tag = tag.map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned);
        Some(Self { name, tag, written: text.to_owned() })
    }
}

impl Shared {
    /// Loads what a plugin needs and is not loaded, from files beside it. What is not found
    /// is told in the plugin's log; the plugin itself may do without.
    pub(crate) async fn load_dependencies(self: &Arc<Self>, plugin: &Arc<Plugin>, dependencies: &[Dependency]) {
        let mut loaded = Vec::new();
        for dependency in dependencies {
            // The names of all plugins that are being loaded are known soon: each takes its
            // name before it waits for anything.
            if self.plugin_named(Some(plugin.id), &dependency.name).await.is_ok() {
                continue;
            }
            let beside = match &plugin.source {
                PluginSource::File(path) => {
                    let (path, name) = (path.clone(), dependency.name.clone());
                    let found = self.runtime.spawn_blocking(move || file_beside(&path, &name)).await;
                    found.ok().flatten()
                }
                PluginSource::Installed { .. } | PluginSource::Text(_) | PluginSource::BuiltIn { .. } => None,
            };
            match beside {
                Some(file) => {
                    let options = LoadOptions { by_user: false, tag: dependency.tag.clone() };
                    loaded.extend(self.registry.get(self.load_with(PluginSource::File(file), options)));
                }
                None => self.log_error(
                    plugin,
                    &format!(
                        "{} depends on {} ({}), which is not loaded; load or install it",
                        plugin.name(),
                        dependency.name,
                        dependency.written
                    ),
                ),
            }
        }
        // What they register is there when the plugin is set up. Those that fail have told it; one that waits for
        // this plugin is not waited for.
        let ready = join_all(loaded.iter().map(|dependency| self.wait_until_ready(dependency)));
        let _ = tokio::time::timeout(DEPENDENCIES_READY, ready).await;
    }
}

/// The plugin of that name in the folder of another.
fn file_beside(path: &Path, name: &str) -> Option<PathBuf> {
    [PLUGIN_FILE_END, ".js", ".py", ".wasm"]
        .iter()
        .map(|end| path.with_file_name(format!("{name}{end}")))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_name_plugins() {
        let parse = |text| Dependency::parse(text).map(|dependency| (dependency.name, dependency.tag));
        let expect = |name: &str, tag: Option<&str>| Some((name.to_owned(), tag.map(str::to_owned)));
        assert_eq!(parse("oeway/ImJoy-Plugins:Image Window"), expect("Image Window", None));
        assert_eq!(parse("oeway/ImJoy-Plugins@abc123:Image Window@GPU"), expect("Image Window", Some("GPU")));
        assert_eq!(parse(" Calculator "), expect("Calculator", None));
        assert_eq!(parse("https://x.org/a/My%20Plugin.imjoy.html@stable"), expect("My Plugin", Some("stable")));
        assert_eq!(parse("https://x.org/a/My%20Plugin.imjoy.html?raw=1"), expect("My Plugin", None));
        for wrong in ["", "a:", "a:../b", "https://x.org/", "..", "a:b/c"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
