//! Where a plugin's `/data` is.

use crate::permissions::Identity;
use std::path::{Path, PathBuf};

/// Characters of the plugin's name in the name of its folder.
const READABLE: usize = 40;

/// The folder that the plugin of this identity sees as `/data`: the plugin's name in a
/// form that every file system takes, and the key of name and origin, which no other
/// plugin has. So it stays the same when the plugin is updated.
pub(super) fn private_folder(data_folder: &Path, name: &str, identity: Option<&Identity>) -> PathBuf {
    let readable: String = name
        .chars()
        .map(|character| if character.is_ascii_alphanumeric() || character == '-' { character } else { '_' })
        .take(READABLE)
        .collect();
    let key = identity.map_or("unknown", Identity::key);
    data_folder.join("plugins").join(format!("{readable}-{key}")).join("data")
}
