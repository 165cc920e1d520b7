//! `host uninstall`: takes an installed plugin away.

use super::{plugin_argument, print};

/// Uninstalls a plugin and deletes what is kept for it: its private folder, settings and
/// permissions.
#[derive(Debug, clap::Args)]
pub(super) struct Uninstall {
    /// Name from `host list`.
    name: String,
    /// Keep its private folder, settings and permissions for when it is installed again.
    #[arg(long)]
    keep_data: bool,
}

impl Uninstall {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let installations = plugin_argument::installations();
        let folder = installations.uninstall(&self.name)?;
        if !self.keep_data {
            installations.remove_data(&self.name, &folder)?;
        }
        let data = if self.keep_data { "its data are kept" } else { "its data are deleted" };
        Ok(print(&format!("{} is uninstalled; {data}", self.name))?)
    }
}
