//! Which plugins there are. Names are unique; the first to take a name keeps it.

use crate::identity::PluginId;
use crate::plugin::Plugin;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// All plugins of an engine.
#[derive(Default)]
pub(crate) struct Registry {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    plugins: BTreeMap<PluginId, Arc<Plugin>>,
    names: HashMap<Arc<str>, PluginId>,
}

impl Registry {
    pub(crate) fn add(&self, plugin: Arc<Plugin>) {
        self.state().plugins.insert(plugin.id, plugin);
    }

    /// Takes a plugin out; its name is free again.
    pub(crate) fn remove(&self, id: PluginId) -> Option<Arc<Plugin>> {
        let mut state = self.state();
        state.names.retain(|_, holder| *holder != id);
        state.plugins.remove(&id)
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
