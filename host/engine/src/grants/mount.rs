//! Granted folders as a plugin's standard library sees them.

use super::Grant;
use std::sync::Arc;

/// A granted folder, and where the plugin's `std::fs` finds it.
#[derive(Clone, Debug)]
pub(crate) struct Mount {
    /// An absolute path: `/<name>` for a folder that the manifest declares, the folder's
    /// own path for one that the user has picked and remembered.
    pub(crate) guest_path: String,
    /// What allows it.
    pub(crate) grant: Arc<Grant>,
}
