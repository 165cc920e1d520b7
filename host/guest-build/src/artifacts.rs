//! Finished components: recognising them and putting them in their place.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::Error;

/// A compiled guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// The cargo package, as in its Cargo.toml.
    pub name: String,
    /// The component: absolute, and complete as long as it exists.
    pub path: PathBuf,
}

/// The first eight bytes of a component in the binary format that wasmtime 48 reads; a core module has `01 00 00 00`
/// in the second half.
const COMPONENT_MAGIC: [u8; 8] = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];

/// Copies a component from cargo's target directory to its final place.
///
/// A reader of `to` sees the old file or the new one, never a part. A file that already has this content is left
/// alone, with its time of change, so that nothing which depends on it is rebuilt.
///
/// # Errors
///
/// [`Error::NotAComponent`] and [`Error::File`].
pub(crate) fn publish(from: &Path, to: &Path) -> Result<(), Error> {
    check_component(from)?;
    if same_content(from, to) {
        return Ok(());
    }
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent).map_err(Error::file("create the folder", parent))?;
    }
    replace(to, |temporary| fs::copy(from, temporary).map(drop))
}

/// Writes the file at `to` by writing a neighbour and renaming it.
pub(crate) fn replace(to: &Path, write: impl FnOnce(&Path) -> std::io::Result<()>) -> Result<(), Error> {
    let mut name = OsString::from(".");
    name.push(to.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = to.with_file_name(name);
    let result = write(&temporary).and_then(|()| fs::rename(&temporary, to));
    result.map_err(|source| {
        // The first error is the one to report; a leftover is overwritten or harmless.
        let _ = fs::remove_file(&temporary);
        Error::file("write", to)(source)
    })
}

fn check_component(path: &Path) -> Result<(), Error> {
    let mut head = [0_u8; 8];
    let mut file = File::open(path).map_err(Error::file("open", path))?;
    match file.read_exact(&mut head) {
        Ok(()) if head == COMPONENT_MAGIC => Ok(()),
        _ => Err(Error::NotAComponent { path: path.to_owned() }),
    }
}

fn same_content(a: &Path, b: &Path) -> bool {
    let length = |path: &Path| fs::metadata(path).map(|data| data.len()).ok();
    length(a).is_some() && length(a) == length(b) && matches!((fs::read(a), fs::read(b)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(tail: &[u8]) -> Vec<u8> {
        [&COMPONENT_MAGIC[..], tail].concat()
    }

    #[test]
    fn publish_replaces_and_leaves_no_neighbour() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a.wasm"), folder.path().join("out/b.wasm"));
        fs::write(&from, component(b"1")).unwrap();
        publish(&from, &to).unwrap();
        fs::write(&from, component(b"22")).unwrap();
        publish(&from, &to).unwrap();
        assert_eq!(fs::read(&to).unwrap(), component(b"22"));
        assert_eq!(fs::read_dir(to.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn same_content_keeps_its_time() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a.wasm"), folder.path().join("b.wasm"));
        fs::write(&from, component(b"1")).unwrap();
        publish(&from, &to).unwrap();
        let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000);
        File::options().write(true).open(&to).unwrap().set_modified(old).unwrap();
        publish(&from, &to).unwrap();
        assert_eq!(fs::metadata(&to).unwrap().modified().unwrap(), old);
    }

    #[test]
    fn core_module_and_stub_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("a.wasm");
        for bytes in [&b"\0asm\x01\0\0\0rest"[..], b"\0as", b""] {
            fs::write(&from, bytes).unwrap();
            let error = publish(&from, &folder.path().join("b.wasm")).unwrap_err();
            assert!(matches!(error, Error::NotAComponent { .. }), "{error}");
        }
        assert!(!folder.path().join("b.wasm").exists());
    }

    #[test]
    fn unwritable_place_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("a.wasm");
        fs::write(&from, component(b"")).unwrap();
        let text = publish(&from, Path::new("/proc/nowhere/b.wasm")).unwrap_err().to_string();
        assert!(text.contains("/proc/nowhere"), "{text}");
    }
}
