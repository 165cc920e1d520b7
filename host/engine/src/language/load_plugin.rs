//! Plugins that a plugin loads: from a text, often an attachment of its own, or by an address
//! (`loadPlugin`, `getPlugin` and `createWindow` with `src`).
//!
//! Source: `getPlugin` and `createWindow` of §3.3 and §3.4 of the behaviour of ImJoy.
//!
//! Invariants: such a plugin is one of its own, with its own Store, limits and permissions; what
//! is kept of it belongs to its name and the plugin that has loaded it. It ends with that
//! plugin. However deep they load one another, there are at most [`Limits::texts`] for each
//! plugin that the user has loaded.
//!
//! [`Limits::texts`]: crate::limits::Limits::texts

use super::PLUGIN_FILE_END;
use super::dependencies::{Dependency, Found};
use crate::error::CallError;
use crate::identity::PluginId;
use crate::loading::LoadOptions;
use crate::permissions::Origin;
use crate::plugin::{Plugin, PluginSource};
use crate::shared::Shared;
use bytes::Bytes;
use futures::future::join_all;
use imjoy_plugin_file::PluginFile;
use std::sync::Arc;

/// Bytes of the text of one plugin.
const TEXT_BYTES: usize = 4 * 1024 * 1024;

impl Shared {
    /// Loads a plugin for `parent` and gives its name once it is ready.
    pub(crate) async fn load_plugin_for(
        self: &Arc<Self>,
        parent: &Arc<Plugin>,
        source: String,
        tag: Option<String>,
    ) -> Result<String, CallError> {
        let plugin = if source.contains('\n') {
            self.load_text(parent, source, tag).await?
        } else {
            self.at_address(parent, &source, tag).await?
        };
        let name = plugin.name().to_string();
        match self.ready_callee(&plugin).await {
            Ok(_) => Ok(name),
            Err(error) => {
                if matches!(plugin.source, PluginSource::Text { .. }) {
                    // Another try begins anew.
                    self.remove(plugin.id).await;
                }
                Err(CallError::Failed(format!("{name} could not be loaded: {error}")))
            }
        }
    }

    async fn load_text(
        self: &Arc<Self>,
        parent: &Arc<Plugin>,
        text: String,
        tag: Option<String>,
    ) -> Result<Arc<Plugin>, CallError> {
        if text.len() > TEXT_BYTES {
            return Err(CallError::Limit(format!(
                "the text of a plugin that another one loads has at most {} MiB",
                TEXT_BYTES / (1024 * 1024)
            )));
        }
        let contents = Bytes::from(text);
        let (read, owner, data_folder) = (contents.clone(), parent.source.clone(), self.data_folder.clone());
        let parent_name = parent.name();
        let described = format!("a text of {parent_name}{PLUGIN_FILE_END}");
        let parsed = self.runtime.spawn_blocking(move || {
            let file = PluginFile::parse(&described, &read).map_err(|error| CallError::Invalid(error.to_string()))?;
            let parent_identity = Origin::of(&owner, &data_folder).key(&parent_name);
            Ok::<_, CallError>((file.name().to_owned(), parent_identity))
        });
        let (name, parent_identity) = match parsed.await {
            Ok(parsed) => parsed?,
            Err(error) => return Err(CallError::Failed(format!("the host failed while it read a plugin: {error}"))),
        };
        if let Some(known) = self.text_of(parent.id, &name) {
            let is_same = match &known.source {
                PluginSource::Text { contents: loaded, .. } => *loaded == contents,
                _ => false,
            };
            let wants_other_tag = tag.is_some() && known.details().manifest.tag != tag;
            if is_same && !wants_other_tag && known.is_usable() {
                return Ok(known);
            }
            self.remove(known.id).await;
        }
        if self.texts_of(self.root_of(parent).id).len() >= self.limits.texts {
            return Err(CallError::Limit(format!(
                "{} has loaded {} plugins from texts and may not load more",
                parent.name(),
                self.limits.texts
            )));
        }
        let source = PluginSource::Text {
            name,
            contents,
            parent: parent.id,
            parent_name: parent.name().to_string(),
            parent_identity,
        };
        let id = self.load_with(source, LoadOptions { by_user: false, tag });
        self.registry.get(id).ok_or_else(|| CallError::Failed("the plugin was removed".to_owned()))
    }

    /// The plugin at an address: loaded already, or in a file beside the one that names it.
    async fn at_address(
        self: &Arc<Self>,
        parent: &Arc<Plugin>,
        address: &str,
        tag: Option<String>,
    ) -> Result<Arc<Plugin>, CallError> {
        let unknown = || CallError::Invalid(format!("Unsupported plugin spec: {address}"));
        let dependency = Dependency::parse(address).ok_or_else(unknown)?;
        let dependency = Dependency { tag: tag.or(dependency.tag.clone()), ..dependency };
        match self.dependency(&self.root_of(parent), &dependency).await {
            Some(Found::Before(plugin) | Found::Now(plugin)) => Ok(plugin),
            None => Err(CallError::NotFound(format!(
                "{} ({address}) is not loaded, and plugins have no network; load or install it, or save it beside the file of {}",
                dependency.name,
                parent.name()
            ))),
        }
    }

    /// Ends the plugins that a plugin has loaded from texts, because it has ended itself.
    pub(crate) async fn remove_texts_of(&self, ended: PluginId) {
        join_all(self.texts_of(ended).iter().map(|text| self.remove_alone(text.id))).await;
    }

    /// The plugins that a plugin has loaded from texts, and those that they have loaded.
    pub(crate) fn texts_of(&self, ancestor: PluginId) -> Vec<Arc<Plugin>> {
        let mut plugins = self.registry.all();
        plugins.retain(|plugin| {
            let mut parent = parent_of(plugin);
            // Ids are never used again, so a chain has no circle.
            while let Some(id) = parent
                && id != ancestor
            {
                parent = self.registry.get(id).as_deref().and_then(parent_of);
            }
            parent.is_some()
        });
        plugins
    }

    /// The plugin of that name that `parent` has loaded from a text.
    fn text_of(&self, parent: PluginId, name: &str) -> Option<Arc<Plugin>> {
        let is_it = |plugin: &Arc<Plugin>| match &plugin.source {
            PluginSource::Text { parent: of, name: called, .. } => *of == parent && called == name,
            _ => false,
        };
        self.registry.all().into_iter().find(is_it)
    }

    /// The plugin at the beginning of the chain of those that have loaded one another.
    fn root_of(&self, plugin: &Arc<Plugin>) -> Arc<Plugin> {
        let mut root = plugin.clone();
        while let Some(parent) = parent_of(&root).and_then(|parent| self.registry.get(parent)) {
            root = parent;
        }
        root
    }
}

fn parent_of(plugin: &Plugin) -> Option<PluginId> {
    match plugin.source {
        PluginSource::Text { parent, .. } => Some(parent),
        _ => None,
    }
}
