//! What a plugin is allowed to do, for the user to see and to take back.

use super::{Identity, Permission};
use crate::front_end::UiRequest;
use crate::identity::PluginId;
use crate::log::LogLevel;
use crate::plugin::Plugin;
use crate::shared::Shared;
use std::sync::Arc;

impl Shared {
    /// Whether the plugin is allowed it for good.
    pub(crate) async fn is_kept(&self, plugin: &Plugin, permission: Permission) -> bool {
        let Some(identity) = plugin.details().identity else { return false };
        let kept = self.permissions.kept.clone();
        let granted = self.runtime.spawn_blocking(move || kept.granted(identity).contains(&permission)).await;
        // What cannot be read allows nothing.
        granted.unwrap_or(false)
    }

    /// Allows the plugin something for good.
    pub(crate) async fn keep(&self, plugin: &Plugin, permission: Permission) {
        let Some(identity) = plugin.details().identity else { return };
        let (kept, name) = (self.permissions.kept.clone(), plugin.name());
        let written = self.runtime.spawn_blocking(move || kept.set(identity, &name, permission, true)).await;
        if let Ok(Err(error)) = written {
            let text = format!("the permission holds until the host ends, because it cannot be written: {error}");
            self.log_error(plugin, &text);
        }
    }

    /// Sends all that the plugin is allowed to do.
    pub(crate) async fn show_permissions(self: &Arc<Self>, id: PluginId) {
        let Some(plugin) = self.registry.get(id) else { return };
        let (shared, identity) = (self.clone(), plugin.details().identity);
        let listed = self.runtime.spawn_blocking(move || shared.permissions.entries(id, identity)).await;
        let mut permissions = listed.unwrap_or_default();
        permissions.extend(self.grants.entries(id));
        self.requests.push(UiRequest::Permissions { plugin: id, permissions });
    }

    /// Takes a permission back; it ends at once.
    pub(crate) async fn revoke_permission(self: &Arc<Self>, id: PluginId, entry: u64) {
        let Some(plugin) = self.registry.get(id) else { return };
        if !self.grants.revoke(id, entry) {
            // One after the other: the details are behind a lock.
            let identity = plugin.details().identity;
            let (shared, name) = (self.clone(), plugin.name());
            let revoked =
                self.runtime.spawn_blocking(move || shared.permissions.revoke(id, identity, &name, entry)).await;
            if let Ok(Err(error)) = revoked {
                let text =
                    format!("the permission is back when the host starts again, because the disk refuses: {error}");
                self.log.add(Some(id), &plugin.name(), LogLevel::Error, &text, None);
            }
        }
        self.show_permissions(id).await;
    }

    /// Ends all that a plugin was granted in this run, and its URLs.
    pub(crate) fn forget_permissions(&self, plugin: PluginId) {
        self.permissions.forget(plugin);
        self.grants.forget(plugin);
        self.file_server.forget(plugin);
    }

    /// Says who a plugin is. If that has changed, what it was granted in this run ends.
    pub(crate) fn take_identity(&self, plugin: &Plugin, identity: Identity) {
        let earlier = plugin.details().identity.replace(identity);
        if earlier.is_some_and(|earlier| earlier != identity) {
            self.forget_permissions(plugin.id);
        }
    }
}
