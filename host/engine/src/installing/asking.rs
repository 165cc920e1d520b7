//! Installing for the user of a front end: unpacking in the background, the question, and
//! the plugin in the list.

use super::error::InstallError;
use super::package::Package;
use super::store::{Installations, Installed};
use super::{InstallProgress, data};
use crate::error::CallError;
use crate::front_end::{InstallQuestion, InstallSnapshot, InstallStage, Snackbar, StatusText, UiRequest};
use crate::identity::{InstallId, PluginId};
use crate::loading::{LoadOptions, Start};
use crate::log::LogLevel;
use crate::plugin::{Plugin, PluginSource};
use crate::shared::Shared;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// Installations that wait for the user at once.
const MOST_WAITING: usize = 16;
/// How long a success is shown, in seconds.
const SNACKBAR_SECS: f64 = 6.0;

/// The installed plugins, and the installations that are under way.
pub(crate) struct Installing {
    pub(crate) installations: Installations,
    decisions: Mutex<HashMap<InstallId, watch::Sender<Decision>>>,
}

/// What the user has decided so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    None,
    Install,
    Cancel,
}

/// Takes an installation out of the list when it has ended, however it did.
struct Entry<'a>(&'a Installing, InstallId);

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        self.0.decisions().remove(&self.1);
    }
}

impl Installing {
    pub(crate) fn new(installations: Installations) -> Self {
        Self { installations, decisions: Mutex::default() }
    }

    /// The user's answer, or their wish to stop the unpacking.
    pub(crate) fn answer(&self, id: InstallId, is_accepted: bool) {
        if let Some(decision) = self.decisions().get(&id) {
            decision.send_replace(if is_accepted { Decision::Install } else { Decision::Cancel });
        }
    }

    fn decisions(&self) -> MutexGuard<'_, HashMap<InstallId, watch::Sender<Decision>>> {
        self.decisions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shared {
    /// Installs the package at `path` after the user has agreed; all is told to the front
    /// end.
    pub(crate) async fn install_for_user(self: &Arc<Self>, path: PathBuf) {
        // A relative path would mean another file later.
        let path = std::path::absolute(&path).unwrap_or(path);
        let (id, package) = (InstallId::mint(), path.display().to_string());
        let (sender, decision) = watch::channel(Decision::None);
        {
            let mut decisions = self.installing.decisions();
            if decisions.len() >= MOST_WAITING {
                drop(decisions);
                self.tell_host_failure(&format!(
                    "{package} is not installed: {MOST_WAITING} plugins wait to be installed already; answer for those \
                     first"
                ));
                return;
            }
            decisions.insert(id, sender);
        }
        let _entry = Entry(&self.installing, id);
        let show = {
            let (shared, package) = (self.clone(), package);
            move |stage| {
                shared.requests.push(UiRequest::Install(InstallSnapshot { id, package: package.clone(), stage }))
            }
        };
        show(InstallStage::Unpacking(0.0));
        match self.install_asking(path, decision, show.clone()).await {
            Ok(installed) => {
                show(InstallStage::Ended);
                self.tell_success(&with_version(&installed.name, &installed.version, "is installed"));
            }
            Err(InstallError::Cancelled) => show(InstallStage::Ended),
            Err(error) => {
                let text = error.to_string();
                self.log.add(None, &"host".into(), LogLevel::Error, &text, None);
                show(InstallStage::Failed(text));
            }
        }
    }

    async fn install_asking(
        self: &Arc<Self>,
        path: PathBuf,
        mut decision: watch::Receiver<Decision>,
        show: impl Fn(InstallStage) + Clone + Send + 'static,
    ) -> Result<Installed, InstallError> {
        let (installations, watched, shown) = (self.installing.installations.clone(), decision.clone(), show.clone());
        let unpack = move || {
            let mut percent = 0;
            let mut go_on = |progress: InstallProgress| {
                let now = progress.done.saturating_mul(100).checked_div(progress.total).unwrap_or(0);
                if now != percent {
                    percent = now;
                    shown(InstallStage::Unpacking(percent as f32));
                }
                *watched.borrow() != Decision::Cancel
            };
            let package = installations.unpack(&path, &mut go_on)?;
            let replaced = installations.replaced(&package);
            let question = package.question(replaced.as_ref().map(|(manifest, hash)| (manifest, hash.as_str())));
            Ok((package, question))
        };
        let (package, question) = self.blocking_install(unpack).await?;
        let replaced = self.check_name(&package).await?;
        let replaced_file = replaced.as_ref().map(|plugin| plugin.source.describe());
        show(InstallStage::Question(Box::new(InstallQuestion { replaced_file, ..question })));
        // The sender lives until the installation has ended.
        let decided = decision.wait_for(|decision| *decision != Decision::None).await.map(|decision| *decision);
        if decided.ok() != Some(Decision::Install) {
            // Takes the files with it, which may take a moment.
            let removing = move || {
                drop(package);
                Ok(())
            };
            let _ = self.blocking_install(removing).await;
            return Err(InstallError::Cancelled);
        }
        show(InstallStage::Placing);
        self.install_package(package).await
    }

    /// Installs a package without a question.
    pub(crate) async fn install(self: &Arc<Self>, path: &Path) -> Result<Installed, InstallError> {
        let (installations, path) = (self.installing.installations.clone(), path.to_owned());
        let package = self.blocking_install(move || installations.unpack(&path, &mut |_| true)).await?;
        self.check_name(&package).await?;
        self.install_package(package).await
    }

    /// Gives a package its place and loads it.
    async fn install_package(self: &Arc<Self>, package: Package) -> Result<Installed, InstallError> {
        let installations = self.installing.installations.clone();
        let installed = self.blocking_install(move || installations.install(package)).await?;
        self.load_installed(&installed).await;
        Ok(installed)
    }

    /// Refuses the name of a part of the host; gives a plugin of the name that is loaded
    /// from a file.
    async fn check_name(&self, package: &Package) -> Result<Option<Arc<Plugin>>, InstallError> {
        let name = &package.manifest().name;
        let holder = self.registry.named_when_loaded(name).await;
        let plugins = self.registry.all();
        let of_host = plugins.iter().filter(|plugin| matches!(plugin.source, PluginSource::BuiltIn { .. }));
        let names: Vec<Arc<str>> = of_host.map(|plugin| plugin.name()).collect();
        package.check_name(names.iter().map(|name| &**name))?;
        Ok(holder.filter(|plugin| matches!(plugin.source, PluginSource::File(_))))
    }

    /// Loads an installed plugin, or the new version of one that is loaded.
    async fn load_installed(self: &Arc<Self>, installed: &Installed) {
        let source = installed.source();
        if let Some(plugin) = self.loaded_from(&installed.folder) {
            let (shared, terminations) = (self.clone(), plugin.terminations());
            self.runtime.spawn(async move {
                // The failure is kept as the plugin's state and told to the user there.
                let _ = shared.start_since(&plugin, Start::ReadAnew, terminations).await;
            });
            return;
        }
        let holder = self.registry.named(&installed.name);
        if let Some(plugin) = holder.filter(|plugin| matches!(plugin.source, PluginSource::File(_))) {
            plugin.count_termination();
            self.remove_for_user(plugin.id).await;
        }
        self.load_with(source, LoadOptions { by_user: true, tag: None });
    }

    /// The plugin of the list that is installed in this folder.
    fn loaded_from(&self, folder: &Path) -> Option<Arc<Plugin>> {
        let is_meant =
            |source: &PluginSource| matches!(source, PluginSource::Installed { folder: known, .. } if known == folder);
        self.registry.all().into_iter().find(|plugin| is_meant(&plugin.source))
    }

    /// Loads all installed plugins; a damaged one tells so in the list. Reads from the disk.
    pub(crate) fn load_all_installed(self: &Arc<Self>) {
        for installed in self.installing.installations.all() {
            self.load_with(installed.source(), LoadOptions { by_user: true, tag: None });
        }
    }

    /// Uninstalls a plugin of the list for the user.
    pub(crate) async fn uninstall_for_user(self: &Arc<Self>, id: PluginId, keeps_data: bool) -> Result<(), CallError> {
        let plugin = self.registry.get(id).ok_or_else(|| CallError::NotFound("the plugin was removed".to_owned()))?;
        let PluginSource::Installed { name, .. } = plugin.source.clone() else {
            return Err(CallError::Invalid(format!("{} is not installed; remove it from the list", plugin.name())));
        };
        let result = self.uninstall(&name, keeps_data).await;
        result.map_err(|error| CallError::Failed(error.to_string()))?;
        self.tell_success(&format!("{name} is uninstalled"));
        Ok(())
    }

    /// Uninstalls a plugin, and ends it if it is loaded.
    pub(crate) async fn uninstall(self: &Arc<Self>, name: &str, keeps_data: bool) -> Result<(), InstallError> {
        let installations = self.installing.installations.clone();
        let folder = {
            let (installations, name) = (installations.clone(), name.to_owned());
            self.blocking_install(move || installations.uninstall(&name)).await?
        };
        if let Some(plugin) = self.loaded_from(&folder) {
            plugin.count_termination();
            // Ended before its data goes.
            self.remove(plugin.id).await;
        }
        if !keeps_data {
            let (data_folder, name) = (self.data_folder.clone(), name.to_owned());
            self.blocking_install(move || data::remove(&data_folder, &name, &folder)).await?;
        }
        Ok(())
    }

    /// Runs `work` where it may block.
    async fn blocking_install<R: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<R, InstallError> + Send + 'static,
    ) -> Result<R, InstallError> {
        let done = self.runtime.spawn_blocking(work).await;
        done.unwrap_or_else(|error| {
            Err(InstallError::Refused {
                package: "the plugin".to_owned(),
                reason: format!("the host failed ({error})"),
            })
        })
    }

    fn tell_success(&self, text: &str) {
        self.requests.push(UiRequest::Status(StatusText { plugin: None, text: text.to_owned(), is_error: false }));
        self.requests.push(UiRequest::Snackbar(Snackbar {
            plugin: None,
            plugin_name: None,
            text: text.to_owned(),
            duration_secs: SNACKBAR_SECS,
            is_error: false,
        }));
    }
}

/// A sentence about a plugin with its version, where it has one.
fn with_version(name: &str, version: &str, what: &str) -> String {
    if version.is_empty() { format!("{name} {what}") } else { format!("{name} {version} {what}") }
}
