//! The files of a plugin in C.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::{DOCS, MANIFEST};
use crate::Error;

/// How deep folders below `src/` are looked into.
const MOST_LEVELS: usize = 16;

/// Whether the folder is meant to be a plugin in C: it has a manifest or a C file.
pub(crate) fn is_c_folder(dir: &Path) -> bool {
    dir.join(MANIFEST).is_file() || files_of(dir, "c").is_ok_and(|files| !files.is_empty())
}

/// The C files to be compiled, relative to `dir`, in the order of their names.
pub(super) fn find(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    if !dir.join(MANIFEST).is_file() {
        return Err(Error::NoCManifest { dir: dir.to_owned() });
    }
    let files = files_of(dir, "c")?;
    if files.is_empty() {
        return Err(Error::NoCSources { dir: dir.to_owned() });
    }
    Ok(files.iter().filter_map(|file| file.strip_prefix(dir).ok()).map(Path::to_owned).collect())
}

/// Every file that the component is made from.
pub(crate) fn inputs(dir: &Path) -> Result<BTreeSet<PathBuf>, Error> {
    let mut inputs: BTreeSet<PathBuf> = files_of(dir, "c")?.into_iter().chain(files_of(dir, "h")?).collect();
    inputs.extend([MANIFEST, DOCS].map(|name| dir.join(name)).into_iter().filter(|path| path.is_file()));
    // A new file changes its folder.
    inputs.extend([dir.to_owned(), dir.join("src")].into_iter().filter(|path| path.is_dir()));
    Ok(inputs)
}

/// The files of the folder itself, and those below its `src/`.
fn files_of(dir: &Path, extension: &str) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    add_files(dir, extension, 0, &mut files)?;
    let source = dir.join("src");
    if source.is_dir() {
        add_files(&source, extension, MOST_LEVELS, &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn add_files(folder: &Path, extension: &str, levels: usize, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let entries = fs::read_dir(folder).map_err(Error::file("list", folder))?;
    for entry in entries.flatten() {
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if path.is_file() && !is_hidden && path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        } else if levels > 0 && path.is_dir() && !is_hidden {
            add_files(&path, extension, levels - 1, files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        folder
    }

    #[test]
    fn sources_are_those_of_the_folder_and_of_src() {
        let folder = folder(&[
            "manifest.json",
            "plugin.c",
            "fft.c",
            "fft.h",
            ".draft.c",
            "src/deep/er/a.c",
            "tests/check.c",
            "target/imjoy/x.c",
        ]);
        let dir = folder.path();
        let found: Vec<String> = find(dir).unwrap().iter().map(|file| file.display().to_string()).collect();
        assert_eq!(found, ["fft.c", "plugin.c", "src/deep/er/a.c"]);
        let inputs = inputs(dir).unwrap();
        for file in ["manifest.json", "fft.h", "src", "src/deep/er/a.c"] {
            assert!(inputs.contains(&dir.join(file)), "{file}");
        }
        assert!(!inputs.contains(&dir.join("tests/check.c")));
    }

    #[test]
    fn what_is_missing_is_named() {
        let only_c = folder(&["plugin.c"]);
        assert!(is_c_folder(only_c.path()));
        assert!(find(only_c.path()).unwrap_err().to_string().contains("no manifest.json"));
        let only_manifest = folder(&["manifest.json", "tests/a.c"]);
        assert!(is_c_folder(only_manifest.path()));
        assert!(find(only_manifest.path()).unwrap_err().to_string().contains("C file"));
        assert!(!is_c_folder(folder(&["plugin.py"]).path()));
    }
}
