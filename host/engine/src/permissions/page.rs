//! What a plugin is allowed to do, for the user to see and to take back.

use super::questions::Entry;
use super::{Declared, Identity, KeptPermission};
use crate::front_end::{PermissionEntry, PermissionKind, UiRequest};
use crate::identity::PluginId;
use crate::plugin::Plugin;
use crate::shared::Shared;
use std::io;
use std::sync::Arc;

impl Shared {
    /// Sends all that the plugin is allowed to do.
    pub(crate) async fn show_permissions(self: &Arc<Self>, id: PluginId) {
        let Some(plugin) = self.registry.get(id) else { return };
        let shared = self.clone();
        let listed = self.runtime.spawn_blocking(move || shared.permission_entries(&plugin)).await;
        self.requests.push(UiRequest::Permissions { plugin: id, permissions: listed.unwrap_or_default() });
    }

    /// Takes a permission back; it ends at once.
    pub(crate) async fn revoke_permission(self: &Arc<Self>, id: PluginId, entry: u64) {
        let Some(plugin) = self.registry.get(id) else { return };
        let (shared, revoked_from) = (self.clone(), plugin.clone());
        let revoked = self.runtime.spawn_blocking(move || shared.revoke(&revoked_from, entry)).await;
        if let Ok(Err(error)) = revoked {
            let text = format!("the permission is back when the host starts again, because the disk refuses: {error}");
            self.log_error(&plugin, &text);
        }
        self.show_permissions(id).await;
    }

    /// Blocks: not for async code.
    fn permission_entries(&self, plugin: &Plugin) -> Vec<PermissionEntry> {
        let (identity, manifest) = {
            let details = plugin.details();
            (details.identity.clone(), details.manifest.clone())
        };
        let allowed = identity.as_ref().map(|identity| self.permissions.kept.allowed(identity)).unwrap_or_default();
        let reason = |answer: &KeptPermission| {
            let declared = manifest.declared.iter().find(|declared| answer.answers(&declared.wish));
            declared.map(|declared| declared.reason.clone()).unwrap_or_default()
        };
        let entry = |entry: Entry, kind: PermissionKind, text: String, reason: String| PermissionEntry {
            id: self.permissions.entry_id(plugin.id, entry),
            kind,
            text,
            reason,
        };

        let mut entries = Vec::new();
        for permission in &allowed {
            let path = match permission {
                KeptPermission::Place { path, .. } | KeptPermission::Picked { path, .. } => Some(path),
                _ => None,
            };
            // What is in force is listed by the grants.
            if path.is_some_and(|path| self.grants.has(plugin.id, path)) {
                continue;
            }
            let (kind, text) = sentence(permission, &manifest.declared);
            entries.push(entry(Entry::Kept(permission.clone()), kind, text, reason(permission)));
        }
        for mut granted in self.grants.entries(plugin.id) {
            if let Some(name) = self.grants.declared_name(plugin.id, granted.id) {
                let declared = manifest.declared.iter().find(|declared| declared.wish.name() == Some(name.as_str()));
                granted.reason = declared.map(|declared| declared.reason.clone()).unwrap_or_default();
            }
            entries.push(granted);
        }
        let declared = manifest.declared.iter().find(|declared| declared.wish.id() == "called");
        let is_for_others = declared.is_some() || manifest.functions.iter().any(|name| !is_of_the_host(name));
        if plugin.allowance.is_called() && is_for_others {
            let reason = declared.map(|declared| declared.reason.clone()).unwrap_or_default();
            entries.push(entry(Entry::Called, PermissionKind::Kept, "Be called by other plugins".to_owned(), reason));
        }
        for (permission, count) in self.permissions.refused(plugin.id) {
            let text = format!("{}: refused {count} times, not asked again", permission.sentence());
            entries.push(entry(Entry::Denied(permission), PermissionKind::Refused, text, String::new()));
        }
        for declared in self.undecided(plugin, &manifest.declared, &allowed) {
            entries.push(PermissionEntry {
                id: 0,
                kind: PermissionKind::Declared,
                text: declared.wish.sentence(),
                reason: declared.reason.clone(),
            });
        }
        entries
    }

    /// Blocks: not for async code.
    fn revoke(&self, plugin: &Plugin, id: u64) -> io::Result<()> {
        let (identity, name) = {
            let details = plugin.details();
            (details.identity.clone(), details.name.clone())
        };
        let Some(identity) = identity else { return Ok(()) };
        if let Some(grant) = self.grants.revoke(plugin.id, id) {
            let path = grant.path.clone();
            let kept = match grant.declared() {
                Some(name) => {
                    KeptPermission::Place { name: name.to_owned(), is_folder: grant.is_folder(), writes: false, path }
                }
                None => KeptPermission::Picked { path, writes: false },
            };
            return if grant.is_kept() || grant.declared().is_some() {
                self.permissions.kept.remove(&identity, &name, &kept)
            } else {
                Ok(())
            };
        }
        match self.permissions.entry(plugin.id, id) {
            Some(Entry::Kept(permission)) => {
                self.change(plugin, &identity, || self.permissions.kept.remove(&identity, &name, &permission))
            }
            Some(Entry::Called) => self
                .change(plugin, &identity, || self.permissions.kept.add(&identity, &name, KeptPermission::NotCalled)),
            Some(Entry::Denied(permission)) => {
                self.permissions.let_ask_again(plugin.id, permission);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Changes what is kept and brings it into force, whether it could be written or not.
    fn change(&self, plugin: &Plugin, identity: &Identity, change: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let written = change();
        // What cannot be used has been said when the plugin was loaded.
        let _ = self.enforce(plugin, &self.permissions.kept.allowed(identity), false);
        written
    }
}

/// Whether a function is there for the host rather than for other plugins.
fn is_of_the_host(function: &str) -> bool {
    matches!(function, "setup" | "run" | "update" | "exit" | "resume")
}

/// How a kept permission is shown.
fn sentence(permission: &KeptPermission, declared: &[Declared]) -> (PermissionKind, String) {
    let of_wish = || {
        let wish = declared.iter().find(|declared| permission.answers(&declared.wish));
        wish.map(|declared| declared.wish.sentence())
    };
    let text = match permission {
        KeptPermission::OpenUrl { .. } => "Open web addresses in your browser".to_owned(),
        KeptPermission::Place { path, .. } | KeptPermission::Picked { path, .. } => {
            format!("Use {}, which is not there now", path.display())
        }
        KeptPermission::Disk { .. } | KeptPermission::Memory { .. } | KeptPermission::Background => {
            of_wish().unwrap_or_else(|| "What an earlier version of it declared".to_owned())
        }
        KeptPermission::NotCalled => {
            return (PermissionKind::Refused, "Be called by other plugins: not allowed".to_owned());
        }
        KeptPermission::Refused { id } => {
            let text = of_wish().unwrap_or_else(|| id.clone());
            return (PermissionKind::Refused, format!("{text}: not allowed"));
        }
    };
    (PermissionKind::Kept, text)
}
