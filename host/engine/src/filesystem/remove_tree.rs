//! Removes folders of plugins, however deep they are.

use std::io;
use std::path::Path;

/// Removes `root` with all that is in it. Links are removed, not followed. A plugin can
/// nest folders deeper than a path can be long, or than there may be open files; so folders
/// are moved up and removed level by level. Blocks: not for async code.
pub(super) fn remove_tree(root: &Path) -> io::Result<()> {
    let mut moved = 0u64;
    loop {
        let mut is_empty = true;
        for entry in std::fs::read_dir(root)? {
            is_empty = false;
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                remove_folder(root, &entry.path(), &mut moved)?;
            } else {
                std::fs::remove_file(entry.path())?;
            }
        }
        if is_empty {
            return std::fs::remove_dir(root);
        }
    }
}

/// Removes a folder in `root` after it has moved the folders in it to `root`.
fn remove_folder(root: &Path, folder: &Path, moved: &mut u64) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            move_up(root, &entry.path(), moved)?;
        } else {
            std::fs::remove_file(entry.path())?;
        }
    }
    std::fs::remove_dir(folder)
}

/// Moves a folder to a name in `root` that is free.
fn move_up(root: &Path, folder: &Path, moved: &mut u64) -> io::Result<()> {
    loop {
        *moved += 1;
        let target = root.join(format!("removed-{moved}"));
        // Nobody uses the tree any more, so the name stays free.
        if target.symlink_metadata().is_err() {
            return std::fs::rename(folder, target);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_deeper_than_a_path_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        let outside = folder.path().join("outside");
        std::fs::create_dir_all(&outside).unwrap();
        std::fs::write(outside.join("kept"), "kept").unwrap();
        std::fs::create_dir_all(root.join("removed-2")).unwrap();
        std::fs::write(root.join("removed-1"), "").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(&outside, root.join("link")).unwrap();
        // Folders are wrapped again and again: 6000 bytes of path at least.
        let name = "n".repeat(100);
        for _ in 0..60 {
            let wrapped = folder.path().join("wrapped");
            std::fs::create_dir(&wrapped).unwrap();
            if root.join(&name).exists() {
                std::fs::rename(root.join(&name), wrapped.join(&name)).unwrap();
            }
            std::fs::write(wrapped.join("file"), "").unwrap();
            std::fs::rename(&wrapped, root.join(&name)).unwrap();
        }
        remove_tree(&root).unwrap();
        assert!(!root.exists());
        assert_eq!(std::fs::read_to_string(outside.join("kept")).unwrap(), "kept");
    }
}
