//! What the content of a window asks of the host because the user has asked it.

use imjoy_engine::identity::PluginId;
use std::path::PathBuf;

/// One thing that only the host can do.
#[derive(Clone, Debug, PartialEq)]
pub enum HostRequest {
    /// Let the user pick a file. Its path comes back by
    /// [`WindowContent::take_picked`](super::WindowContent::take_picked).
    PickFile {
        /// File name extensions offered; empty for all.
        extensions: Vec<String>,
    },
    /// Load the plugin of a file, or read it anew if it is loaded, and run it.
    RunPlugin(PathBuf),
    /// As above, without running it.
    LoadPlugin(PathBuf),
    /// Choose a variant of a plugin.
    ChooseTag(PluginId, String),
    /// Show the documentation of the window's plugin.
    ShowDocs,
    /// Open the source of the window's plugin.
    EditPlugin,
}
