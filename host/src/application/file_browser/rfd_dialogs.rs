//! The dialogs of the system, by the library `rfd`.
//!
//! On macOS and Windows they are always there. On other systems a desktop portal shows
//! them; whether one answers on the session bus is asked once. No library is needed to
//! build this: `rfd` loads `libdbus` when a dialog is opened.
//!
//! Known limit: on Wayland the dialog is not bound to the host's window.

use super::system_dialogs::{SystemChoice, SystemDialogs, SystemQuestion};
use std::path::PathBuf;

/// The dialogs of the system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RfdDialogs;

impl SystemDialogs for RfdDialogs {
    fn is_available(&self) -> bool {
        has_dialogs()
    }

    fn choose(&self, question: &SystemQuestion) -> Option<Vec<PathBuf>> {
        let mut dialog = rfd::AsyncFileDialog::new().set_title(&question.title).set_directory(&question.folder);
        if !question.extensions.is_empty() {
            let is_image = question.extensions.iter().any(|extension| extension == "png");
            dialog = dialog.add_filter(if is_image { "Images" } else { "Files" }, &question.extensions);
            dialog = dialog.add_filter("All files", &["*"]);
        }
        let path = |file: rfd::FileHandle| file.path().to_owned();
        let one = |file: Option<rfd::FileHandle>| file.map(|file| vec![path(file)]);
        let many = |files: Option<Vec<rfd::FileHandle>>| files.map(|files| files.into_iter().map(path).collect());
        pollster::block_on(async {
            match (&question.choice, question.takes_many) {
                (SystemChoice::Files, false) => one(dialog.pick_file().await),
                (SystemChoice::Files, true) => many(dialog.pick_files().await),
                (SystemChoice::Folders, false) => one(dialog.pick_folder().await),
                (SystemChoice::Folders, true) => many(dialog.pick_folders().await),
                (SystemChoice::Save(name), _) => one(dialog.set_file_name(name).save_file().await),
            }
        })
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn has_dialogs() -> bool {
    true
}

/// Whether a portal answers that it has file dialogs.
#[cfg(all(unix, not(target_os = "macos")))]
fn has_dialogs() -> bool {
    let version = portal::version();
    if let Err(reason) = &version {
        tracing::debug!("no file dialogs of the system: {reason}");
    }
    version.is_ok()
}

#[cfg(all(unix, not(target_os = "macos")))]
mod portal {
    use std::time::Duration;

    /// How long a portal may take to answer; the first one asked may have to be started.
    const PATIENCE: Duration = Duration::from_secs(20);
    const PORTAL: &str = "org.freedesktop.portal.Desktop";
    const DIALOGS: &str = "org.freedesktop.portal.FileChooser";

    /// Version of the portal's file dialogs.
    pub(super) fn version() -> zbus::Result<u32> {
        let connection = zbus::blocking::connection::Builder::session()?.method_timeout(PATIENCE).build()?;
        let path = "/org/freedesktop/portal/desktop";
        let properties = "org.freedesktop.DBus.Properties";
        let reply = connection.call_method(Some(PORTAL), path, Some(properties), "Get", &(DIALOGS, "version"))?;
        let value: zbus::zvariant::OwnedValue = reply.body().deserialize()?;
        Ok(u32::try_from(value)?)
    }
}
