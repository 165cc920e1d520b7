//! Which window types there are.

use crate::error::CallError;
use crate::identity::PluginId;
use crate::plugin::Plugin;
use crate::shared::Shared;
use std::sync::Arc;

/// Types that the host draws.
const DRAWN: &[&str] = &[
    "imjoy/image",
    "imjoy/generic",
    "imjoy/table",
    "imjoy/log",
    "imjoy/interface",
    "imjoy/markdown",
    "imjoy/images",
    "imjoy/image-compare",
    "imjoy/files",
    "imjoy/url_list",
    "imjoy/plot",
    "imjoy/tree",
    "imjoy/panel",
    "imjoy/schema-io",
    "imjoy/plugin-editor",
];

/// Who fills a window.
pub(crate) enum WindowKind {
    /// The host draws its data.
    Drawn,
    /// A page of the web, which the host does not show: the window says so.
    WebPage,
    /// An instance of that window plugin is in it.
    Plugin(Arc<Plugin>),
}

/// Whether a window type is the address of a page of the web.
pub fn is_web_page(window_type: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| window_type.starts_with(scheme))
}

impl Shared {
    /// What a window type means to the plugin `caller`. Waits while there are plugins whose name is
    /// not known.
    pub(crate) async fn window_kind(
        &self,
        caller: Option<PluginId>,
        window_type: &str,
    ) -> Result<WindowKind, CallError> {
        if DRAWN.contains(&window_type) {
            return Ok(WindowKind::Drawn);
        }
        if is_web_page(window_type) {
            return Ok(WindowKind::WebPage);
        }
        // No plugin's name has a slash.
        let plugin = if window_type.contains('/') { None } else { self.plugin_named(caller, window_type).await.ok() };
        match plugin {
            Some(plugin) if plugin.is_window_plugin() => Ok(WindowKind::Plugin(plugin)),
            Some(_) => Err(CallError::Invalid("Window plugin must be with type \"window\"".to_owned())),
            None => Err(CallError::NotFound(format!("No plugin registered for window type: {window_type}"))),
        }
    }
}
