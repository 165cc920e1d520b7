//! Tells the user once in a run why a plugin's files were refused.

use super::refusal::Refusal;
use crate::plugin::Plugin;
use crate::shared::Shared;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// What one instance has been refused so far.
pub(super) struct Reporter {
    shared: Arc<Shared>,
    plugin: Arc<Plugin>,
    /// What was told, and of which folder.
    told: Mutex<HashSet<(Refusal, String)>>,
}

impl Reporter {
    pub(super) fn new(shared: &Arc<Shared>, plugin: &Arc<Plugin>) -> Self {
        Self { shared: shared.clone(), plugin: plugin.clone(), told: Mutex::default() }
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    pub(super) fn plugin(&self) -> &Plugin {
        &self.plugin
    }

    /// Adds a line to the plugin's log, the first time that `refusal` concerns `folder`.
    pub(super) fn tell(&self, refusal: Refusal, folder: &str, sentence: impl FnOnce() -> String) {
        let is_new = {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            // Bounded: the folders of an instance, each with every refusal.
            told.insert((refusal, folder.to_owned()))
        };
        if is_new {
            self.shared.log_error(&self.plugin, &sentence());
        }
    }
}
