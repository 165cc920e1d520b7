//! Running a component file that has just been built: the last step of an editor's Run.

use crate::front_end::ActiveWindow;
use crate::loading::{LoadOptions, Start};
use crate::plugin::{Plugin, PluginSource};
use crate::shared::Shared;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Shared {
    /// Loads the plugin of a component file, or reads the file anew if the plugin is loaded
    /// from there; once it is ready, runs its own op with the first answers of its form. A
    /// plugin without an own op is only loaded. What fails is told to the user.
    pub(crate) async fn run_component(self: &Arc<Self>, component: PathBuf, active_window: Option<ActiveWindow>) {
        let plugin = match self.plugin_from(&component) {
            Some(plugin) => {
                if self.start(&plugin, Start::ReadAnew).await.is_err() {
                    return;
                }
                plugin
            }
            None => {
                let id = self.load_with(PluginSource::File(component), LoadOptions { by_user: true, tag: None });
                let Some(plugin) = self.registry.get(id) else { return };
                if self.wait_until_ready(&plugin).await.is_err() {
                    return;
                }
                plugin
            }
        };
        let own = {
            let details = plugin.details();
            let is_own = details.manifest.runnable;
            details.ops.first().filter(|_| is_own).map(|op| (op.name.clone(), op.form.default_answers()))
        };
        if let Some((op, config)) = own {
            // The failure has been told to the user.
            let _ = self.run_op(plugin.id, &op, config, active_window).await;
        }
    }

    fn plugin_from(&self, component: &Path) -> Option<Arc<Plugin>> {
        let is_from = |plugin: &Arc<Plugin>| matches!(&plugin.source, PluginSource::File(path) if path == component);
        self.registry.all().into_iter().find(is_from)
    }
}
