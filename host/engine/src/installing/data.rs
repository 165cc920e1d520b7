//! What the host keeps for an installed plugin beside the plugin itself: its private
//! folder, its settings and what the user has allowed it.

use super::error::InstallError;
use crate::file_name::file_name;
use crate::permissions::Origin;
use crate::plugin::PluginSource;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Removes all data of the installed plugin whose own folder is, or was, `folder`. Blocks:
/// not for async code.
pub(super) fn remove(data_folder: &Path, name: &str, folder: &Path) -> Result<(), InstallError> {
    for place in places(data_folder, name, folder) {
        let removed = if place.is_dir() { std::fs::remove_dir_all(&place) } else { std::fs::remove_file(&place) };
        match removed {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(InstallError::write(&place, error)),
            _ => {}
        }
    }
    Ok(())
}

/// Where the data of a plugin are.
fn places(data_folder: &Path, name: &str, folder: &Path) -> Vec<PathBuf> {
    let source = PluginSource::Installed { name: name.to_owned(), folder: folder.to_owned() };
    let key = Origin::of(&source, data_folder).key(name);
    let mut places = vec![
        data_folder.join("permissions").join(format!("{key}.json")),
        data_folder.join("settings").join(format!("{}.json", file_name(name))),
    ];
    // The name of a private folder ends with the key; what stands before is for people.
    let ending = format!("-{key}");
    let private = std::fs::read_dir(data_folder.join("plugins")).into_iter().flatten().flatten();
    places.extend(private.map(|entry| entry.path()).filter(|path| path.to_string_lossy().ends_with(&ending)));
    places
}
