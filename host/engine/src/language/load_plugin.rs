//! Plugins that a plugin loads: from a text, often an attachment of its own, or by an address
//! (`loadPlugin`, `getPlugin` and `createWindow` with `src`).
//!
//! Source: `getPlugin` and `createWindow` of §3.3 and §3.4 of the behaviour of ImJoy. The plugin
//! that the user has loaded, at the beginning of a chain of such plugins, is their root.
//!
//! Invariants: such a plugin is part of its root. It has a Store of its own. Its settings and its
//! `/data` are the root's, its linear memory is counted with the root's, and its questions are
//! asked, counted and refused in the root's name. It has no rights for good, not even the root's:
//! what the user lets it do ends with it. Its name is known within its root's family alone, so it
//! takes no name from others and nobody else reaches it by name. It ends with the plugin that has
//! loaded it.
//!
//! Known limits: the other limits, such as those of buffers, windows and `/tmp`, hold for each part;
//! hence [`Limits::texts`](crate::limits::Limits::texts) is small.

use super::dependencies::Dependency;
use super::libraries::Libraries;
use crate::error::CallError;
use crate::identity::PluginId;
use crate::loading::LoadOptions;
use crate::manifest::NAME_LENGTH;
use crate::permissions::Identity;
use crate::plugin::{Plugin, PluginSource};
use crate::shared::Shared;
use bytes::Bytes;
use futures::future::join_all;
use imjoy_plugin_file::PluginFile;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// Bytes of the text of one plugin.
const TEXT_BYTES: usize = 4 * 1024 * 1024;
/// Texts that are loaded within one run of the root, at most.
const MOST_LOADED: u32 = 1_000;
/// Characters of an address in a message.
const SHOWN: usize = 200;

/// The text of a plugin that another one has loaded.
#[derive(Clone, Debug)]
pub struct TextSource {
    /// The plugin's name.
    pub(crate) name: String,
    /// The text of the plugin file.
    pub(crate) contents: Bytes,
    /// The plugin that has loaded it, with which it ends.
    pub(crate) parent: PluginId,
    /// The plugin that it is a part of.
    pub(crate) root: PluginId,
    /// The name of that plugin.
    pub(crate) root_name: Arc<str>,
    /// Who that plugin is.
    pub(crate) identity: Identity,
    /// The libraries of that plugin.
    pub(crate) libraries: Libraries,
}

impl TextSource {
    /// What it is, for people.
    pub(crate) fn described(&self) -> String {
        format!("{} › {}", self.root_name, self.name)
    }
}

/// What a root counts of the texts that it and its family load.
#[derive(Debug, Default)]
pub(crate) struct TextLoads {
    /// Held while one is being loaded.
    turn: tokio::sync::Mutex<()>,
    waiting: AtomicUsize,
    /// In this run.
    loaded: AtomicU32,
}

/// Counts a load that waits for its turn.
struct Waiting<'a>(&'a TextLoads);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Shared {
    /// Loads a plugin for `parent` and gives its name once it is ready.
    pub(crate) async fn load_plugin_for(
        self: &Arc<Self>,
        parent: &Arc<Plugin>,
        source: String,
        tag: Option<String>,
    ) -> Result<String, CallError> {
        // A text may be a single line.
        let is_text = source.contains('\n') || source.contains("<config");
        let plugin =
            if is_text { self.load_text(parent, source, tag).await? } else { self.at_address(parent, &source).await? };
        let ready = self.ready_callee(&plugin).await;
        let name = plugin.name();
        match ready {
            Ok(_) => Ok(name.to_string()),
            Err(error) => {
                if matches!(plugin.source, PluginSource::Text(_)) {
                    // Another try begins anew.
                    self.remove_in_background(plugin.id).await;
                }
                Err(CallError::Failed(format!("{name} could not be loaded: {error}")))
            }
        }
    }

    /// The plugin of a text, loaded before or from now on.
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
        let root = self.registry.get(parent.root()).unwrap_or_else(|| parent.clone());
        let most = self.limits.texts;
        let too_many = |count: usize| {
            CallError::Limit(format!("{} has loaded {count} plugins from texts and may not load more", root.name()))
        };
        let waiting = root.text_loads.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&root.text_loads);
        if waiting >= most {
            let sentence = format!("{} loads {most} plugins from texts at once and may not load more", root.name());
            return Err(CallError::Limit(sentence));
        }
        let _turn = root.text_loads.turn.lock().await;
        let contents = Bytes::from(text);
        let (read, described) = (contents.clone(), format!("a text of {}.imjoy.html", parent.name()));
        let parsed = self.runtime.spawn_blocking(move || PluginFile::parse(&described, &read));
        let name = match parsed.await {
            Ok(Ok(file)) => plain_name(file.name())?,
            Ok(Err(error)) => return Err(CallError::Invalid(format!("the text is no plugin: {error}"))),
            Err(error) => return Err(CallError::Failed(format!("the host failed while it read a plugin: {error}"))),
        };
        let family = self.family_of(root.id);
        if let Some(known) = part_named(&family, &name) {
            let is_same = known.source.text().is_some_and(|text| text.contents == contents);
            let is_same_variant = tag.is_none() || known.details().wanted_tag == tag;
            if is_same && is_same_variant && known.is_usable() {
                return Ok(known.clone());
            }
            if known.id == parent.id || self.has_loaded(known.id, parent) {
                return Err(CallError::Invalid(format!("{name} cannot load another plugin of its own name")));
            }
            self.remove_in_background(known.id).await;
        } else if family.len() >= most {
            return Err(too_many(family.len()));
        }
        if root.text_loads.loaded.fetch_add(1, Ordering::Relaxed) >= MOST_LOADED {
            return Err(too_many(MOST_LOADED as usize));
        }
        let unknown = || CallError::Unavailable(format!("{} is not ready yet", root.name()));
        let identity = root.details().identity.clone().ok_or_else(unknown)?;
        let owner = root.source.clone();
        let libraries = self.runtime.spawn_blocking(move || Libraries::of(&owner)).await.unwrap_or_default();
        let source = PluginSource::Text(Box::new(TextSource {
            name,
            contents,
            parent: parent.id,
            root: root.id,
            root_name: root.name(),
            identity,
            libraries,
        }));
        let id = self.load_with(source, LoadOptions { by_user: false, tag });
        self.registry.get(id).ok_or_else(|| CallError::Failed("the plugin was removed".to_owned()))
    }

    /// Removes a plugin, also if whoever asks for it ends meanwhile.
    async fn remove_in_background(self: &Arc<Self>, id: PluginId) {
        let shared = self.clone();
        // It ends by itself when the host ends.
        let _ = self.runtime.spawn(async move { shared.remove(id).await }).await;
    }

    /// Whether a plugin has loaded another, by way of any number of others.
    fn has_loaded(&self, ancestor: PluginId, plugin: &Plugin) -> bool {
        let mut parent = plugin.source.text().map(|text| text.parent);
        // Ids are never used again, so a chain has no circle.
        while let Some(id) = parent {
            if id == ancestor {
                return true;
            }
            parent = self.registry.get(id).and_then(|plugin| plugin.source.text().map(|text| text.parent));
        }
        false
    }

    /// The plugin at an address, which is loaded already.
    async fn at_address(&self, parent: &Plugin, address: &str) -> Result<Arc<Plugin>, CallError> {
        let shown: String = address.chars().take(SHOWN).collect();
        let Some(dependency) = Dependency::parse(address) else {
            return Err(CallError::Invalid(format!("Unsupported plugin spec: {shown}")));
        };
        self.plugin_named(Some(parent.id), &dependency.name).await.map_err(|_| {
            CallError::NotFound(format!(
                "{} ({shown}) is not loaded, and plugins have no network; load or install it first",
                dependency.name
            ))
        })
    }

    /// The plugin of that name as the plugin `caller` knows it: of its own family, or any that is
    /// no part of another. The error is in the words of `api.call`.
    pub(crate) async fn plugin_named(&self, caller: Option<PluginId>, name: &str) -> Result<Arc<Plugin>, CallError> {
        let caller = caller.and_then(|caller| self.registry.get(caller));
        let of_family = caller.and_then(|caller| part_named(&self.family_of(caller.root()), name).cloned());
        let plugin = match of_family {
            Some(plugin) => Some(plugin),
            None => self.registry.named_when_loaded(name).await,
        };
        plugin.ok_or_else(|| CallError::NotFound(format!("plugin with type {name} not found.")))
    }

    /// Ends the plugins that a plugin has loaded from texts, because its run has ended. Each ends
    /// its own in turn.
    pub(crate) async fn remove_texts_of(&self, ended: &Plugin) {
        let is_child = |plugin: &Arc<Plugin>| plugin.source.text().is_some_and(|text| text.parent == ended.id);
        let children = self.registry.all().into_iter().filter(is_child);
        join_all(children.map(|child| async move { self.remove(child.id).await })).await;
        ended.text_loads.loaded.store(0, Ordering::Relaxed);
    }

    /// The plugins that are parts of a root.
    fn family_of(&self, root: PluginId) -> Vec<Arc<Plugin>> {
        let mut plugins = self.registry.all();
        plugins.retain(|plugin| plugin.source.text().is_some_and(|text| text.root == root));
        plugins
    }
}

/// The part of that name.
fn part_named<'a>(family: &'a [Arc<Plugin>], name: &str) -> Option<&'a Arc<Plugin>> {
    family.iter().find(|part| part.source.text().is_some_and(|text| text.name == name))
}

/// The name of a plugin in a text, by which it is found and shown.
fn plain_name(name: &str) -> Result<String, CallError> {
    let is_plain = name.chars().count() <= NAME_LENGTH && !name.chars().any(char::is_control) && name.trim() == name;
    if is_plain {
        Ok(name.to_owned())
    } else {
        Err(CallError::Invalid(format!(
            "the name of a plugin has at most {NAME_LENGTH} characters, and no line breaks or blanks around it"
        )))
    }
}
