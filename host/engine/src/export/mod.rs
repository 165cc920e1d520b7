//! Files that a plugin saves where the user chooses (`api.exportFile`).
//!
//! Invariants: the plugin chooses neither folder nor, in the end, the name. Either the
//! whole new file is there or what was there before, however the plugin ends.

mod name;
mod writer;

pub use writer::ExportWriter;
pub(crate) use writer::{Contents, ExportHandle};

use crate::error::CallError;
use crate::front_end::{DialogAnswer, DialogContent};
use crate::grants::OpenFiles;
use crate::plugin::Plugin;
use crate::plugin::instance::Instance;
use crate::shared::Shared;
use name::suggested_name;
use std::sync::Arc;

impl Shared {
    /// Asks where to save and writes the file.
    pub(crate) async fn export_file(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        instance: &Instance,
        contents: Contents,
        name: &str,
    ) -> Result<(), CallError> {
        let size = contents.size(self).await?;
        let writer = self.start_export(plugin, instance, name, Some(size)).await?;
        let writer = writer.handle();
        writer.append(contents).await?;
        writer.finish().await
    }

    /// Asks where to save and begins the file; `size` is its length in bytes, where that is
    /// known.
    pub(crate) async fn start_export(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        instance: &Instance,
        name: &str,
        size: Option<u64>,
    ) -> Result<ExportWriter, CallError> {
        let open = self.open_files(plugin).begin()?;
        let content = DialogContent::SaveFile { name: suggested_name(name), bytes: size };
        let answer = self.dialogs.ask_openly(instance, None, content).await?;
        let path = match answer {
            DialogAnswer::Picked { mut paths, .. } if !paths.is_empty() => paths.swap_remove(0),
            DialogAnswer::Refused(reason) => return Err(CallError::Unavailable(reason)),
            _ => return Err(CallError::Cancelled(format!("saving a file of {} was cancelled", instance.name))),
        };
        ExportWriter::begin(self, plugin, path, size, open).await
    }

    /// Counts the files that the plugin has open by handles.
    pub(crate) fn open_files(&self, plugin: &Plugin) -> Arc<OpenFiles> {
        self.grants.open_files(plugin.id, self.limits.open_files)
    }
}
