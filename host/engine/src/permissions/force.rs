//! Bringing what the user has allowed into force for a plugin that is loaded.

use super::{Identity, KeptPermission};
use crate::error::CallError;
use crate::grants::{Access, Grant};
use crate::identity::PluginId;
use crate::plugin::Plugin;
use crate::shared::Shared;
use std::sync::Arc;

impl Shared {
    /// Says who a plugin is. If that has changed, what it was granted in this run ends.
    pub(crate) fn take_identity(&self, plugin: &Plugin, identity: Identity) {
        if plugin.source.text().is_some() {
            // A part of another plugin has nothing for good: what the user lets it do ends with it.
            return;
        }
        let earlier = plugin.details().identity.replace(identity.clone());
        if earlier.is_some_and(|earlier| earlier != identity) {
            self.forget_permissions(plugin.id);
        }
    }

    /// Brings into force what the plugin, whose manifest has been read, is allowed for
    /// good.
    pub(crate) async fn take_permissions(self: &Arc<Self>, plugin: &Arc<Plugin>) {
        let (identity, name, manifest) = {
            let details = plugin.details();
            (details.identity.clone(), details.name.clone(), details.manifest.clone())
        };
        let Some(identity) = identity else { return };
        let (shared, loaded) = (self.clone(), plugin.clone());
        let taken = self.runtime.spawn_blocking(move || {
            let allowed = shared.permissions.kept.load(&identity, &name, &manifest.declared);
            let (allowed, unread) = match allowed {
                Ok(allowed) => (allowed, None),
                Err(error) => (Vec::new(), Some(format!("what you have allowed it cannot be read: {error}"))),
            };
            let mut troubles = shared.enforce(&loaded, &allowed, true);
            troubles.extend(unread);
            troubles
        });
        for trouble in taken.await.unwrap_or_default() {
            self.log_error(plugin, &trouble);
        }
    }

    /// Brings `allowed`, which is all that the plugin is allowed for good or declared, into
    /// force. New grants of places outlive the host's run if `is_kept`. Gives a sentence for
    /// each part that cannot be. Blocks: not for async code.
    pub(super) fn enforce(&self, plugin: &Plugin, allowed: &[KeptPermission], is_kept: bool) -> Vec<String> {
        let allowance = &plugin.allowance;
        let bytes = |of: fn(&KeptPermission) -> Option<u64>| allowed.iter().find_map(of).unwrap_or_default();
        allowance.set_data_bytes(bytes(|one| match one {
            KeptPermission::Disk { bytes } => Some(*bytes),
            _ => None,
        }));
        allowance.set_memory_bytes(bytes(|one| match one {
            KeptPermission::Memory { bytes } => Some(*bytes),
            _ => None,
        }));
        allowance.set_works_in_background(allowed.contains(&KeptPermission::Background));
        allowance.set_called(!allowed.contains(&KeptPermission::NotCalled));
        let mut troubles = Vec::new();
        for permission in allowed {
            if let Err(error) = self.grant_place(plugin, permission, is_kept) {
                troubles.push(format!("a file or folder that you have granted cannot be used now: {error}"));
            }
        }
        troubles
    }

    /// Grants the place of a permission, if it is about one. Blocks: not for async code.
    pub(super) fn grant_place(
        &self,
        plugin: &Plugin,
        permission: &KeptPermission,
        is_kept: bool,
    ) -> Result<(), CallError> {
        let access = |writes: &bool| if *writes { Access::ReadWrite } else { Access::Read };
        let grant = match permission {
            KeptPermission::Place { name, is_folder, writes, path } => {
                let grant = self.grants.grant_declared(plugin.id, path, access(writes), name)?;
                if grant.is_folder() != *is_folder {
                    self.grants.revoke(plugin.id, grant.entry());
                    let what = if *is_folder { "a folder" } else { "a file" };
                    return Err(CallError::Invalid(format!("{} is not {what}", path.display())));
                }
                grant
            }
            KeptPermission::Picked { path, writes } => self.grants.grant(plugin.id, path, access(writes))?,
            _ => return Ok(()),
        };
        if is_kept {
            grant.set_kept();
        }
        Ok(())
    }

    /// Whether the plugin is allowed to open URLs without a question.
    pub(crate) async fn may_open_urls(self: &Arc<Self>, plugin: &Plugin) -> bool {
        let Some(identity) = plugin.details().identity.clone() else { return false };
        let shared = self.clone();
        let allowed = self.runtime.spawn_blocking(move || shared.permissions.kept.allowed(&identity)).await;
        // What cannot be read allows nothing.
        let allowed = allowed.unwrap_or_default();
        allowed.iter().any(|one| matches!(one, KeptPermission::OpenUrl { .. }))
    }

    /// Allows the plugin to open URLs for good, because the user has said "always".
    pub(crate) async fn keep_open_url(self: &Arc<Self>, plugin: &Plugin) {
        self.keep(plugin, KeptPermission::OpenUrl { declared: false }).await;
    }

    /// Keeps a grant, because the user has ticked that it is to be remembered.
    pub(crate) async fn keep_grant(self: &Arc<Self>, plugin: &Plugin, grant: &Arc<Grant>) {
        grant.set_kept();
        let picked = KeptPermission::Picked { path: grant.path.clone(), writes: grant.access == Access::ReadWrite };
        self.keep(plugin, picked).await;
    }

    /// Keeps what the user has allowed.
    pub(super) async fn keep(self: &Arc<Self>, plugin: &Plugin, permission: KeptPermission) {
        let (identity, name) = {
            let details = plugin.details();
            (details.identity.clone(), details.name.clone())
        };
        let Some(identity) = identity else { return };
        let shared = self.clone();
        let written =
            self.runtime.spawn_blocking(move || shared.permissions.kept.add(&identity, &name, permission)).await;
        if let Ok(Err(error)) = written {
            let text = format!("the permission holds until the host ends, because it cannot be written: {error}");
            self.log_error(plugin, &text);
        }
    }

    /// Ends all that a plugin was granted in this run, and its URLs.
    pub(crate) fn forget_permissions(&self, plugin: PluginId) {
        self.permissions.forget(plugin);
        self.grants.forget(plugin);
        self.file_server.forget(plugin);
    }

    /// Fails when the user does not let other plugins call this one.
    pub(crate) fn check_called(&self, plugin: &Plugin, caller: PluginId) -> Result<(), CallError> {
        let is_of_family = || self.registry.get(caller).is_some_and(|caller| caller.root() == plugin.root());
        if plugin.id == caller || plugin.allowance.is_called() || is_of_family() {
            return Ok(());
        }
        Err(CallError::Denied(format!("the user does not let other plugins call {}", plugin.name())))
    }
}
