//! Files that are written whole or not at all.
//!
//! What is written goes to a temporary file in the same folder, to the disk, and then
//! takes the place of the old file in one step. Whoever is killed meanwhile leaves the
//! old file as it was.

use std::fs::Permissions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Bytes written between two looks at the reader of the progress.
const PIECE: usize = 1024 * 1024;

/// Writes a file so that either the old or the new one is there, whole. Blocks: not for
/// async code.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_with_progress(path, bytes, |_| true)
}

/// As [`write_atomically`], and tells `go_on` before each piece how many bytes are
/// written; when it says no, nothing is left behind and the error is
/// [`io::ErrorKind::Interrupted`].
///
/// A file that is there keeps its access rights, a new one gets the usual ones. A link is
/// followed. What is there but is not a file is refused.
pub(crate) fn write_with_progress(path: &Path, bytes: &[u8], mut go_on: impl FnMut(usize) -> bool) -> io::Result<()> {
    let (target, permissions) = target(path)?;
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".imjoy-");
    #[cfg(unix)]
    let usual = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(usual);
    let mut file = builder.tempfile_in(folder)?;
    let mut written = 0;
    for piece in bytes.chunks(PIECE) {
        if !go_on(written) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        file.write_all(piece)?;
        written += piece.len();
    }
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    if !go_on(written) {
        return Err(io::ErrorKind::Interrupted.into());
    }
    file.persist(&target)?;
    sync_folder(folder);
    Ok(())
}

/// The file that `path` leads to, and the access rights that it has if it is there.
fn target(path: &Path) -> io::Result<(PathBuf, Option<Permissions>)> {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok((std::fs::canonicalize(path)?, Some(metadata.permissions()))),
        Ok(_) => Err(io::Error::other("something is there that is not a file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((path.to_owned(), None)),
        Err(error) => Err(error),
    }
}

/// Puts the new name of a file on the disk. Where folders cannot be synchronised the
/// system does it by itself a little later.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = std::fs::File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_write_that_is_given_up_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        write_atomically(&path, b"old").unwrap();
        let mut looks = 0;
        let given_up = write_with_progress(&path, &vec![1; 3 * PIECE], |_| {
            looks += 1;
            looks < 3
        });
        assert_eq!(given_up.unwrap_err().kind(), io::ErrorKind::Interrupted);
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["a.bin"]);
    }

    #[test]
    fn progress_counts_up_to_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let mut seen = Vec::new();
        write_with_progress(&folder.path().join("a"), &vec![1; 2 * PIECE + 5], |written| {
            seen.push(written);
            true
        })
        .unwrap();
        assert_eq!(seen, [0, PIECE, 2 * PIECE, 2 * PIECE + 5]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_rights_are_kept_and_other_things_are_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        write_atomically(&file, b"old").unwrap();
        // What the user's mask leaves of the usual rights, and never less for the owner.
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o711, 0o600);
        std::fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write_atomically(&link, b"new").unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"new");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(write_atomically(folder.path(), b"").is_err());
        assert!(write_atomically(Path::new("/dev/null"), b"").is_err());
    }
}
