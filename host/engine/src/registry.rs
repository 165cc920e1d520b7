//! Which plugins there are. Names are unique; the first to take a name keeps it.

use crate::identity::PluginId;
use crate::plugin::Plugin;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// All plugins of an engine.
pub(crate) struct Registry {
    state: Mutex<State>,
    /// Changes when a plugin has got its name, or will never have one.
    settled: watch::Sender<()>,
}

#[derive(Default)]
struct State {
    plugins: BTreeMap<PluginId, Arc<Plugin>>,
    names: HashMap<Arc<str>, PluginId>,
    /// Plugins whose component has not been read yet, so that nobody knows their name.
    nameless: HashSet<PluginId>,
}

impl Default for Registry {
    fn default() -> Self {
        Self { state: Mutex::default(), settled: watch::Sender::new(()) }
    }
}

impl Registry {
    pub(crate) fn add(&self, plugin: Arc<Plugin>) {
        let mut state = self.state();
        state.nameless.insert(plugin.id);
        state.plugins.insert(plugin.id, plugin);
    }

    /// The plugin's component has been read, or cannot be.
    pub(crate) fn settle(&self, id: PluginId) {
        if self.state().nameless.remove(&id) {
            self.settled.send_replace(());
        }
    }

    /// The plugin of that name. Waits while there are plugins whose name is not known
    /// yet, so that the order in which plugins are loaded does not matter.
    pub(crate) async fn named_when_loaded(&self, name: &str) -> Option<Arc<Plugin>> {
        let mut settled = self.settled.subscribe();
        loop {
            if let Some(plugin) = self.named(name) {
                return Some(plugin);
            }
            if self.state().nameless.is_empty() {
                return None;
            }
            // The sender lives as long as the registry.
            settled.changed().await.ok()?;
        }
    }

    /// Takes a plugin out; its name is free again.
    pub(crate) fn remove(&self, id: PluginId) -> Option<Arc<Plugin>> {
        let mut state = self.state();
        state.names.retain(|_, holder| *holder != id);
        let removed = state.plugins.remove(&id);
        drop(state);
        self.settle(id);
        removed
    }

    /// Gives a plugin a name, in place of the one it had. The error is the plugin that
    /// has the name already.
    pub(crate) fn take_name(&self, id: PluginId, name: &Arc<str>) -> Result<(), Arc<Plugin>> {
        let mut state = self.state();
        if let Some(holder) = state.names.get(name)
            && *holder != id
            && let Some(holder) = state.plugins.get(holder)
        {
            return Err(holder.clone());
        }
        state.names.retain(|_, holder| *holder != id);
        state.names.insert(name.clone(), id);
        Ok(())
    }

    pub(crate) fn get(&self, id: PluginId) -> Option<Arc<Plugin>> {
        self.state().plugins.get(&id).cloned()
    }

    pub(crate) fn named(&self, name: &str) -> Option<Arc<Plugin>> {
        let state = self.state();
        state.names.get(name).and_then(|id| state.plugins.get(id)).cloned()
    }

    /// All plugins, oldest first.
    pub(crate) fn all(&self) -> Vec<Arc<Plugin>> {
        self.state().plugins.values().cloned().collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
