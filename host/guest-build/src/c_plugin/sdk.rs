//! The C SDK, which is part of this crate.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{Error, artifacts};

/// The files of `guest-sdk/c` and the bindings generated from `wit/`, by their path within the SDK; see build.rs.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/c_sdk.rs"));

/// The SDK on disk.
#[derive(Debug)]
pub(super) struct Sdk {
    /// The folder that holds it.
    pub(super) folder: PathBuf,
}

impl Sdk {
    /// Where its headers are.
    pub(super) fn include_folders(&self) -> [PathBuf; 2] {
        ["include", "generated"].map(|name| self.folder.join(name))
    }

    /// Its C files, relative to the folder.
    pub(super) fn sources(&self) -> impl Iterator<Item = &'static str> {
        // The manifest is written by us, after linking.
        FILES.iter().map(|(name, _)| *name).filter(|name| name.ends_with(".c") && !name.ends_with("/manifest.c"))
    }

    /// The object file that says which world the plugin is made for.
    pub(super) fn component_type(&self) -> PathBuf {
        self.folder.join("generated/imjoy_bindings_component_type.o")
    }
}

/// Writes the SDK below `work`, under a name that changes with its contents.
///
/// # Errors
///
/// [`Error::File`].
pub(super) fn write(work: &Path) -> Result<Sdk, Error> {
    let mut hasher = Sha256::new();
    for (name, contents) in FILES {
        hasher.update(name);
        hasher.update(contents);
    }
    let name: String = hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let folder = work.join(format!("sdk-{name}"));
    let complete = folder.join("COMPLETE");
    if !complete.is_file() {
        for (name, contents) in FILES {
            let path = folder.join(name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(Error::file("create the folder", parent))?;
            }
            artifacts::replace(&path, |path| fs::write(path, contents))?;
        }
        artifacts::replace(&complete, |path| fs::write(path, ""))?;
    }
    Ok(Sdk { folder })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sdk_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let sdk = write(folder.path()).unwrap();
        for file in ["include/imjoy.h", "include/imjoy/values.h", "source/exports.c", "generated/imjoy_bindings.h"] {
            assert!(sdk.folder.join(file).is_file(), "{file}");
        }
        assert!(sdk.component_type().is_file());
        let sources: Vec<_> = sdk.sources().collect();
        assert!(sources.contains(&"generated/imjoy_bindings.c"), "{sources:?}");
        assert!(!sources.contains(&"source/manifest.c"));
    }

    #[test]
    fn half_an_sdk_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let header = write(folder.path()).unwrap().folder.join("include/imjoy.h");
        fs::write(&header, "").unwrap();
        fs::remove_file(header.with_file_name("../COMPLETE")).unwrap();
        write(folder.path()).unwrap();
        assert!(!fs::read(&header).unwrap().is_empty());
    }
}
