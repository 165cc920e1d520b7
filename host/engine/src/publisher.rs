//! Sends changed plugins to the front end, each at most once in [`INTERVAL`], however
//! often it changes.

use crate::front_end::{UiQueue, UiRequest};
use crate::identity::PluginId;
use crate::plugin::Plugin;
use crate::registry::Registry;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// Time between two snapshots of the same plugin: a frame at 60 Hz.
const INTERVAL: Duration = Duration::from_millis(16);

/// The plugins that have changed since the last round.
#[derive(Default)]
pub(crate) struct Publisher {
    changed: Mutex<Vec<PluginId>>,
    wake: Notify,
}

impl Publisher {
    pub(crate) fn changed(&self, plugin: &Plugin) {
        if !plugin.is_dirty.swap(true, Ordering::AcqRel) {
            self.changed.lock().unwrap_or_else(PoisonError::into_inner).push(plugin.id);
            self.wake.notify_one();
        }
    }

    /// Sends what has changed, at once if the last round is long past; never ends.
    pub(crate) async fn run(&self, registry: &Registry, requests: &UiQueue) {
        loop {
            self.wake.notified().await;
            self.publish(registry, requests);
            tokio::time::sleep(INTERVAL).await;
        }
    }

    /// Sends what has changed now.
    pub(crate) fn publish(&self, registry: &Registry, requests: &UiQueue) {
        let changed = std::mem::take(&mut *self.changed.lock().unwrap_or_else(PoisonError::into_inner));
        for id in changed {
            let Some(plugin) = registry.get(id) else {
                // Told here, after every snapshot, so that it does not come back.
                requests.push(UiRequest::PluginRemoved(id));
                continue;
            };
            // Cleared before the snapshot, so that a change during it is not lost.
            plugin.is_dirty.store(false, Ordering::Release);
            requests.push(UiRequest::Plugin(plugin.snapshot()));
        }
    }
}
