//! Files that are written whole or not at all.
//!
//! What is written goes to a temporary file in the same folder, to the disk, and then
//! takes the place of the old file in one step. Whoever is killed meanwhile leaves the
//! old file as it was; a host that is killed may leave a temporary file as well, whose
//! name begins with `.imjoy-unfinished-` and which does no harm.

use std::fs::Permissions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Beginning of the names of temporary files.
const UNFINISHED: &str = ".imjoy-unfinished-";

/// Writes a file so that either the old or the new one is there, whole. Blocks: not for
/// async code.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = AtomicFile::begin(path)?;
    file.write(bytes)?;
    file.finish()
}

/// A file that is being written and not yet in its place. When it is dropped nothing of
/// it is left. All its functions block: not for async code.
#[derive(Debug)]
pub(crate) struct AtomicFile {
    file: NamedTempFile,
    folder: PathBuf,
    target: PathBuf,
    permissions: Option<Permissions>,
}

impl AtomicFile {
    /// Begins a file that will be at `path`.
    ///
    /// A file that is there keeps its access rights, a new one gets the usual ones. A link
    /// is followed. What is there but is not a file is refused.
    pub(crate) fn begin(path: &Path) -> io::Result<Self> {
        let (target, permissions) = target(path)?;
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNFINISHED);
        #[cfg(unix)]
        let usual = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        #[cfg(unix)]
        builder.permissions(usual);
        let file = builder.tempfile_in(folder)?;
        Ok(Self { file, folder: folder.to_owned(), target, permissions })
    }

    /// Appends bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Puts what was written on the disk, and then in its place.
    pub(crate) fn finish(self) -> io::Result<()> {
        if let Some(permissions) = self.permissions {
            self.file.as_file().set_permissions(permissions)?;
        }
        self.file.as_file().sync_all()?;
        self.file.persist(&self.target)?;
        sync_folder(&self.folder);
        Ok(())
    }
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
    fn a_file_that_is_given_up_leaves_the_old_one_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        write_atomically(&path, b"old").unwrap();
        let mut file = AtomicFile::begin(&path).unwrap();
        file.write(b"new").unwrap();
        let during = names(folder.path());
        assert!(during.len() == 2 && during.iter().any(|name| name.starts_with(UNFINISHED)), "{during:?}");
        drop(file);
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["a.bin"]);
    }

    #[test]
    fn a_file_written_in_pieces_is_there_once_it_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut file = AtomicFile::begin(&path).unwrap();
        file.write(b"one ").unwrap();
        file.write(b"two").unwrap();
        assert!(!path.exists());
        file.finish().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"one two");
        assert_eq!(names(folder.path()), ["a"]);
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
