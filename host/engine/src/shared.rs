//! What all plugins of an engine share.

use crate::compile_cache::CompileCache;
use crate::dialogs::Dialogs;
use crate::file_server::FileServer;
use crate::filesystem::{Accounts, ScratchFolders};
use crate::front_end::{Snackbar, StatusText, UiQueue, UiRequest};
use crate::grants::Grants;
use crate::identity::PluginId;
use crate::installing::Installing;
use crate::language::RuntimeCode;
use crate::limits::Limits;
use crate::log::{Log, LogLevel};
use crate::permissions::Permissions;
use crate::plugin::Plugin;
use crate::plugin::metered::Ticker;
use crate::plugin::store::StoreState;
use crate::publisher::Publisher;
use crate::registry::Registry;
use crate::services::Services;
use crate::settings::Settings;
use crate::windows::Windows;
use crate::workspaces::Workspaces;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use wasmtime::component::Linker;

/// How long a message about a failed op is shown, in seconds.
const FAILURE_SNACKBAR_SECS: f64 = 15.0;

/// What all plugins of an engine share.
pub(crate) struct Shared {
    pub(crate) wasm: wasmtime::Engine,
    pub(crate) linker: Linker<StoreState>,
    pub(crate) cache: CompileCache,
    pub(crate) language_runtimes: RuntimeCode,
    pub(crate) limits: Limits,
    pub(crate) ticker: Arc<Ticker>,
    pub(crate) registry: Registry,
    pub(crate) dialogs: Dialogs,
    pub(crate) windows: Windows,
    pub(crate) services: Services,
    pub(crate) settings: Settings,
    pub(crate) workspaces: Arc<Workspaces>,
    pub(crate) requests: Arc<UiQueue>,
    pub(crate) log: Arc<Log>,
    pub(crate) publisher: Publisher,
    pub(crate) permissions: Permissions,
    pub(crate) grants: Grants,
    pub(crate) installing: Installing,
    pub(crate) file_server: FileServer,
    /// How much the plugins' private folders take of the disk.
    pub(crate) accounts: Accounts,
    pub(crate) scratch_folders: ScratchFolders,
    pub(crate) runtime: Handle,
    pub(crate) data_folder: PathBuf,
    /// The plugin whose progress the application shows.
    pub(crate) progress: Mutex<Option<PluginId>>,
    /// Compilations at once; one already uses every core.
    pub(crate) compile_permits: Semaphore,
}

impl Shared {
    /// Sends the plugin's snapshot to the front end soon.
    pub(crate) fn changed(&self, plugin: &Plugin) {
        self.publisher.changed(plugin);
    }

    /// Shows `percent` as the application's progress, reported by `plugin`.
    pub(crate) fn show_progress(&self, plugin: PluginId, percent: f32) {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = Some(plugin);
        self.requests.push(UiRequest::Progress(Some((plugin, percent))));
    }

    /// Ends the application's progress if it is that of `plugin`.
    pub(crate) fn end_progress(&self, plugin: PluginId) {
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        if *progress == Some(plugin) {
            *progress = None;
            self.requests.push(UiRequest::Progress(None));
        }
    }

    /// Adds an error to the plugin's log, with a badge at its name.
    pub(crate) fn log_error(&self, plugin: &Plugin, text: &str) {
        self.add_error(plugin, LogLevel::Error, text);
    }

    fn add_error(&self, plugin: &Plugin, level: LogLevel, text: &str) {
        let name = {
            let mut details = plugin.details();
            details.unseen_errors = details.unseen_errors.saturating_add(1);
            details.name.clone()
        };
        self.log.add(Some(plugin.id), &name, level, text, None);
        self.changed(plugin);
    }

    /// Adds an entry to the plugin's log.
    pub(crate) fn log_info(&self, plugin: &Plugin, text: &str) {
        self.log.add(Some(plugin.id), &plugin.name(), LogLevel::Info, text, None);
    }

    /// Tells the user that something of a plugin has failed, where they look: status,
    /// snackbar and log.
    pub(crate) fn tell_failure(&self, plugin: &Plugin, text: &str) {
        self.add_error(plugin, LogLevel::Failure, text);
        self.requests.push(UiRequest::Status(StatusText {
            plugin: Some(plugin.id),
            text: text.to_owned(),
            is_error: true,
        }));
        self.requests.push(UiRequest::Snackbar(Snackbar {
            plugin: Some(plugin.id),
            plugin_name: Some(plugin.asker().name),
            text: text.to_owned(),
            duration_secs: FAILURE_SNACKBAR_SECS,
            is_error: true,
        }));
    }
}
