//! What the content of a window asks of the host because the user has asked it.

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
    /// Load the plugin of a component file, or read it anew if it is loaded, and run it.
    RunComponent(PathBuf),
}
