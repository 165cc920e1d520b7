//! What windows know of the plugins that are loaded.

use imjoy_engine::front_end::{PluginLanguage, PluginSnapshot, PluginState};
use imjoy_engine::identity::PluginId;
use imjoy_engine::is_plugin_path;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// A plugin that is loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedPlugin {
    /// The plugin.
    pub id: PluginId,
    /// Its name.
    pub name: Arc<str>,
    /// Its documentation as Markdown; empty for none.
    pub docs: Arc<str>,
    /// The file that it was loaded from.
    pub file: Option<Arc<Path>>,
    /// Whether it can be run.
    pub state: PluginState,
    /// Whether it draws HTML and so cannot run here.
    pub needs_browser: bool,
    /// Its variants.
    pub tags: Arc<[String]>,
    /// The chosen variant.
    pub tag: Option<Arc<str>>,
    source: SourceKind,
}

/// Where the text of a plugin is, that can be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SourceKind {
    /// Nowhere that the host knows: it is compiled, or installed.
    None,
    /// In its file.
    File,
    /// In the host.
    BuiltIn,
}

impl LoadedPlugin {
    /// By what the engine tells of it.
    pub fn new(snapshot: &PluginSnapshot) -> Self {
        Self {
            id: snapshot.id,
            name: Arc::clone(&snapshot.name),
            docs: Arc::clone(&snapshot.docs),
            file: snapshot.file.clone(),
            state: snapshot.state.clone(),
            needs_browser: snapshot.needs_browser,
            tags: Arc::clone(&snapshot.tags),
            tag: snapshot.tag.clone(),
            source: SourceKind::of(snapshot),
        }
    }

    /// The file whose text can be edited.
    pub fn source_file(&self) -> Option<&Arc<Path>> {
        self.file.as_ref().filter(|_| self.source == SourceKind::File)
    }

    /// Whether it has a text that the editor can show.
    pub fn is_editable(&self) -> bool {
        self.source != SourceKind::None
    }

    /// Whether its text can be edited as a copy, because it is part of the host.
    pub fn has_built_in_source(&self) -> bool {
        self.source == SourceKind::BuiltIn
    }
}

impl SourceKind {
    fn of(snapshot: &PluginSnapshot) -> Self {
        match &snapshot.file {
            // By its name: a file that cannot be read has no language yet.
            Some(file) if is_text(file) => SourceKind::File,
            None if !snapshot.is_installed
                && snapshot.part_of.is_none()
                && snapshot.language != PluginLanguage::Component =>
            {
                SourceKind::BuiltIn
            }
            _ => SourceKind::None,
        }
    }
}

/// Whether the plugin of that snapshot has a text that the editor can show.
pub fn is_editable(snapshot: &PluginSnapshot) -> bool {
    SourceKind::of(snapshot) != SourceKind::None
}

fn is_text(file: &Path) -> bool {
    let is_component = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("wasm"));
    !is_component && is_plugin_path(&file.to_string_lossy())
}

/// All of them.
#[derive(Default)]
pub struct LoadedPlugins(HashMap<PluginId, LoadedPlugin>);

impl LoadedPlugins {
    /// Takes what is new. Gives the plugin if that is anything that windows know of.
    pub fn update(&mut self, snapshot: &PluginSnapshot) -> Option<&LoadedPlugin> {
        let plugin = LoadedPlugin::new(snapshot);
        if self.0.get(&snapshot.id) == Some(&plugin) {
            return None;
        }
        self.0.insert(snapshot.id, plugin);
        self.0.get(&snapshot.id)
    }

    /// Forgets a plugin.
    pub fn remove(&mut self, plugin: PluginId) {
        self.0.remove(&plugin);
    }

    /// A plugin.
    pub fn get(&self, plugin: PluginId) -> Option<&LoadedPlugin> {
        self.0.get(&plugin)
    }

    /// The plugin that was loaded from a file.
    pub fn of_file(&self, file: &Path) -> Option<&LoadedPlugin> {
        self.0.values().find(|plugin| plugin.file.as_deref() == Some(file))
    }
}
