//! Opening, making and removing workspaces while the engine runs.

use super::store::missing;
use super::{Workspaces, check_name};
use crate::error::{CallError, EndReason};
use crate::front_end::{LoadStage, PluginState, Snackbar, StatusText, UiRequest};
use crate::identity::PluginId;
use crate::loading::{LoadOptions, Start};
use crate::log::LogLevel;
use crate::plugin::{Plugin, PluginSource};
use crate::shared::Shared;
use futures::future::join_all;
use std::path::PathBuf;
use std::sync::Arc;

/// How long a failure of the host is shown, in seconds.
const FAILURE_SECS: f64 = 15.0;

impl Shared {
    /// Runs `work` where it may block.
    async fn with_workspaces<R: Send + 'static>(
        &self,
        work: impl FnOnce(&Workspaces) -> Result<R, CallError> + Send + 'static,
    ) -> Result<R, CallError> {
        let workspaces = self.workspaces.clone();
        let done = self.runtime.spawn_blocking(move || work(&workspaces)).await;
        done.unwrap_or_else(|error| Err(CallError::Failed(format!("the host failed: {error}"))))
    }

    /// Tells the front end which workspaces there are.
    pub(crate) async fn tell_workspaces(&self) {
        // Reading names does not fail; a panic in there leaves the front end as it was.
        if let Ok((current, names)) = self.with_workspaces(|all| Ok((all.current(), all.names()))).await {
            self.requests.push(UiRequest::Workspaces { current, names });
        }
    }

    /// Loads the plugins that are kept in the open workspace.
    pub(crate) async fn load_kept_plugins(self: &Arc<Self>) {
        let plugins = self.with_workspaces(|all| Ok(all.plugins(&all.current()))).await.unwrap_or_default();
        for path in plugins {
            self.load_with(PluginSource::File(path), LoadOptions { by_user: true, tag: None });
        }
    }

    /// Loads the installed plugins, wipes the sandbox and loads what is kept in the open
    /// workspace. Blocks.
    pub(crate) fn begin_workspace(self: &Arc<Self>) {
        self.load_all_installed();
        if let Err(error) = self.workspaces.wipe_sandbox() {
            self.tell_host_failure(&error.to_string());
        }
        for path in self.workspaces.plugins(&self.workspaces.current()) {
            self.load_with(PluginSource::File(path), LoadOptions { by_user: true, tag: None });
        }
    }

    /// Makes an empty workspace and opens it.
    pub(crate) async fn create_workspace(self: &Arc<Self>, name: &str) -> Result<(), CallError> {
        let new = name.to_owned();
        self.with_workspaces(move |all| all.create(&new)).await?;
        self.switch_workspace(name).await
    }

    /// Removes a workspace that is not open.
    pub(crate) async fn remove_workspace(&self, name: &str) -> Result<(), CallError> {
        let _switching = self.workspaces.switching.lock().await;
        let name = name.to_owned();
        let removed = self.with_workspaces(move |all| all.remove(&name)).await;
        self.tell_workspaces().await;
        removed
    }

    /// Opens another workspace: all windows are closed, all plugins that the user has
    /// loaded go away, the others are started anew, and those of the other workspace are
    /// loaded. Resolves when that has begun for all of them.
    pub(crate) async fn switch_workspace(self: &Arc<Self>, name: &str) -> Result<(), CallError> {
        check_name(name)?;
        let _switching = self.workspaces.switching.lock().await;
        if *name == *self.workspaces.current() {
            return Ok(());
        }
        let wanted = name.to_owned();
        let checked = move |all: &Workspaces| {
            if !all.exists(&wanted) {
                return Err(missing(&wanted));
            }
            all.remember_last(&wanted)
        };
        self.with_workspaces(checked).await?;
        self.workspaces.set_current(name);
        self.leave_workspace().await;
        self.load_kept_plugins().await;
        self.tell_workspaces().await;
        Ok(())
    }

    /// Closes all windows and ends all plugins; those that are part of the host or
    /// installed start again.
    async fn leave_workspace(self: &Arc<Self>) {
        let windows = self.windows.all().into_iter().map(|window| self.close_window(window));
        // They are gone at once; their handlers are not waited for longer than an `exit`.
        let _ = tokio::time::timeout(self.limits.exit, join_all(windows)).await;
        let plugins = self.registry.all();
        // The parts of a plugin end with it.
        let plugins: Vec<_> = plugins.into_iter().filter(|plugin| plugin.source.text().is_none()).collect();
        let comes_along = |plugin: &Arc<Plugin>| !matches!(plugin.source, PluginSource::File(_));
        let (built_in, files): (Vec<_>, Vec<_>) = plugins.into_iter().partition(comes_along);
        files.iter().for_each(|plugin| plugin.count_termination());
        join_all(files.iter().map(|plugin| self.remove(plugin.id))).await;
        // Ended before this resolves: who runs one now shall not reach the former run.
        join_all(built_in.iter().map(|plugin| self.terminate(plugin, EndReason::Terminated))).await;
        for plugin in built_in {
            plugin.details().wanted_tag = None;
            plugin.set_state(PluginState::Loading(LoadStage::Checking));
            let (shared, terminations) = (self.clone(), plugin.terminations());
            self.runtime.spawn(async move {
                // The failure is kept as the plugin's state and told to the user there.
                let _ = shared.start_since(&plugin, Start::ReadAnew, terminations).await;
            });
        }
    }

    /// Loads a plugin for the user, who is asked for its tag; it is kept in the workspace.
    /// One that is loaded from that file already is read anew.
    pub(crate) fn load_for_user(self: &Arc<Self>, path: PathBuf) -> PluginId {
        // A relative path would mean another file after a restart.
        let path = std::path::absolute(&path).unwrap_or(path);
        let is_same = |plugin: &&Arc<Plugin>| matches!(&plugin.source, PluginSource::File(known) if *known == path);
        if let Some(plugin) = self.registry.all().iter().find(is_same).cloned() {
            plugin.details().by_user = true;
            let (shared, terminations, id) = (self.clone(), plugin.terminations(), plugin.id);
            self.runtime.spawn(async move {
                // The failure is kept as the plugin's state and told to the user there.
                let _ = shared.start_since(&plugin, Start::ReadAnew, terminations).await;
            });
            return id;
        }
        self.load_with(PluginSource::File(path), LoadOptions { by_user: true, tag: None })
    }

    /// Keeps a plugin of the user in the open workspace.
    pub(crate) async fn keep_plugin(&self, plugin: &Plugin) {
        let PluginSource::File(path) = plugin.source.clone() else { return };
        if plugin.details().by_user
            && let Err(error) = self.with_workspaces(move |all| all.add_plugin(&path)).await
        {
            self.tell_host_failure(&error.to_string());
        }
    }

    /// Removes a plugin for the user; the workspace forgets it.
    pub(crate) async fn remove_for_user(self: &Arc<Self>, id: PluginId) {
        let Some(plugin) = self.registry.get(id) else { return };
        self.remove(id).await;
        if let PluginSource::File(path) = plugin.source.clone() {
            let name = plugin.name();
            if let Err(error) = self.with_workspaces(move |all| all.forget_plugin(&path, &name)).await {
                self.tell_host_failure(&error.to_string());
            }
        }
    }

    /// Chooses the variant of a plugin, which is started anew.
    pub(crate) async fn choose_tag(self: &Arc<Self>, id: PluginId, tag: &str) -> Result<(), CallError> {
        let plugin = self.registry.get(id).ok_or_else(|| CallError::NotFound("the plugin was removed".to_owned()))?;
        let (name, tags) = {
            let details = plugin.details();
            (details.name.clone(), details.manifest.tags.clone())
        };
        if !tags.iter().any(|known| known == tag) {
            return Err(CallError::Invalid(format!("{name} has no tag {tag}; there are {}", tags.join(", "))));
        }
        let terminations = plugin.terminations();
        let chosen = tag.to_owned();
        // The workspace knows names of plugins that the user has loaded.
        if plugin.source.text().is_none() {
            self.with_workspaces(move |all| all.set_tag(&name, &chosen)).await?;
        }
        plugin.details().wanted_tag = Some(tag.to_owned());
        self.start_since(&plugin, Start::ReadAnew, terminations).await.map(|_| ())
    }

    /// Tells the user of a failure of the host, where they look.
    pub(crate) fn tell_host_failure(&self, text: &str) {
        self.log.add(None, &"host".into(), LogLevel::Error, text, None);
        self.requests.push(UiRequest::Status(StatusText { plugin: None, text: text.to_owned(), is_error: true }));
        self.requests.push(UiRequest::Snackbar(Snackbar {
            plugin: None,
            plugin_name: None,
            text: text.to_owned(),
            duration_secs: FAILURE_SECS,
            is_error: true,
        }));
    }
}
