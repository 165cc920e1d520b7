//! Which variant of a plugin is loaded: the one asked for, the one that the user has
//! chosen in this workspace, or the first.
//!
//! The user is asked once, when they load a plugin with tags that the workspace does not
//! know yet. Where nobody can be asked the first variant is taken.

use crate::error::LoadError;
use crate::front_end::{DialogAnswer, DialogContent};
use crate::plugin::Plugin;
use crate::shared::Shared;
use crate::value::Value;
use std::sync::Arc;

impl Shared {
    /// Gives the plugin, whose manifest has been read, the manifest of its variant, and
    /// keeps it in the workspace if the user has loaded it.
    pub(crate) async fn take_variant(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        terminations: u64,
    ) -> Result<(), LoadError> {
        let (name, manifest, wanted, by_user) = {
            let details = plugin.details();
            (details.name.clone(), details.manifest.clone(), details.wanted_tag.clone(), details.by_user)
        };
        let wrong = |reason: String| LoadError::Manifest { path: plugin.source.describe(), reason };
        if let Some(wanted) = &wanted
            && !manifest.tags.contains(wanted)
        {
            let there = match manifest.tags.join(", ") {
                none if none.is_empty() => "it has none".to_owned(),
                tags => format!("there are {tags}"),
            };
            return Err(wrong(format!("it has no tag {wanted}; {there}")));
        }
        if !manifest.tags.is_empty() {
            let tag = match wanted {
                Some(tag) => Some(tag),
                None => self.chosen_tag(plugin, &name, &manifest.tags, by_user, terminations).await?,
            };
            if let Some(tag) = tag
                && let Some(variant) = manifest.with_tag(&tag).map_err(wrong)?
            {
                plugin.details().manifest = Arc::new(variant);
            }
        }
        if by_user && plugin.terminations() == terminations {
            self.keep_plugin(plugin).await;
        }
        self.changed(plugin);
        Ok(())
    }

    /// The tag that the workspace remembers, or that the user chooses now; none for the
    /// first.
    async fn chosen_tag(
        &self,
        plugin: &Plugin,
        name: &Arc<str>,
        tags: &[String],
        by_user: bool,
        terminations: u64,
    ) -> Result<Option<String>, LoadError> {
        if plugin.source.text().is_some() {
            // The workspace knows names of plugins that the user has loaded.
            return Ok(None);
        }
        let (workspaces, owner) = (self.workspaces.clone(), name.clone());
        let remembered = self.runtime.spawn_blocking(move || workspaces.tag(&owner)).await.ok().flatten();
        if let Some(tag) = remembered.filter(|tag| tags.contains(tag)) {
            return Ok(Some(tag));
        }
        if !by_user {
            return Ok(None);
        }
        let default = tags.first().cloned().unwrap_or_default();
        let question = DialogContent::ChooseTag { tags: tags.into(), default };
        let answer = tokio::select! {
            biased;
            () = plugin.terminated_since(terminations) => return Err(LoadError::Ended(format!("{name} was terminated"))),
            answer = self.dialogs.ask_about(plugin.id, name.clone(), question) => answer,
        };
        let tag = match answer {
            DialogAnswer::Confirmed(Value::Text(tag)) if tags.contains(&tag) => tag,
            DialogAnswer::Refused(_) => return Ok(None),
            _ => {
                return Err(LoadError::Ended(format!(
                    "{name} was not started because no variant was chosen; reload it to choose one"
                )));
            }
        };
        let (workspaces, owner, chosen) = (self.workspaces.clone(), name.clone(), tag.clone());
        let kept = self.runtime.spawn_blocking(move || workspaces.set_tag(&owner, &chosen)).await;
        if let Ok(Err(error)) = kept {
            self.tell_host_failure(&error.to_string());
        }
        Ok(Some(tag))
    }
}
