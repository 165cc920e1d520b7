//! Scripts that start unpacked programs: by the unpacked loader with the unpacked libraries, because the machine's own
//! may be too old for them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::{DebianError, Error, artifacts};

/// How unpacked programs are started.
#[derive(Debug)]
pub(crate) struct Loader {
    path: PathBuf,
    libraries: String,
}

impl Loader {
    /// The loader and the folders of libraries under `root`.
    ///
    /// Found by looking, so that the machine's name for its architecture (`gcc -print-multiarch`) need not be known.
    ///
    /// # Errors
    ///
    /// [`DebianError::Broken`] when there is none.
    pub(crate) fn find(root: &Path) -> Result<Self, DebianError> {
        let found = find_loader(root);
        found.ok_or_else(|| DebianError::Broken("no dynamic loader among the packages".to_owned()))
    }

    /// The shell command that becomes the program, seen by it under the name `name`, with the script's arguments.
    pub(crate) fn exec(&self, name: &str, program: &Path) -> String {
        let [loader, libraries, name, program] =
            [&*self.path.to_string_lossy(), &self.libraries, name, &*program.to_string_lossy()].map(quote);
        format!("exec {loader} --library-path {libraries} --argv0 {name} {program} \"$@\"\n")
    }
}

/// Writes the lines as a script for `/bin/sh`, unless it is there already.
///
/// # Errors
///
/// [`Error::File`].
pub(crate) fn write_script(path: &Path, lines: &str) -> Result<(), Error> {
    let text = format!("#!/bin/sh\n{lines}");
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::file("create the folder", folder))?;
    }
    artifacts::replace(path, |path| write_program(path, &text))
}

/// One word of a shell's command, whatever it contains.
pub(crate) fn quote(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

fn find_loader(root: &Path) -> Option<Loader> {
    for base in ["usr/lib", "lib"] {
        let Ok(entries) = fs::read_dir(root.join(base)) else { continue };
        for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().contains("-linux-gnu")) {
            let Ok(files) = fs::read_dir(entry.path()) else { continue };
            let loader = files.flatten().map(|file| file.path()).find(|file| {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                // ld-linux-x86-64.so.2, ld-linux-aarch64.so.1, ld64.so.2; not ld.so, a link into the system.
                (name.starts_with("ld-linux") || name.starts_with("ld64")) && name.contains(".so.")
            });
            if let Some(path) = loader {
                let triple = entry.file_name();
                let folders = ["usr/lib", "lib"].map(|base| root.join(base).join(&triple).display().to_string());
                return Some(Loader { path, libraries: folders.join(":") });
            }
        }
    }
    None
}

#[cfg(unix)]
fn write_program(path: &Path, text: &str) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::write(path, text)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

// Never called: there is no apt, and `debian::ensure` has ended before.
#[cfg(not(unix))]
fn write_program(_: &Path, _: &str) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loader_is_found_on_several_architectures() {
        for (triple, name) in [
            ("x86_64-linux-gnu", "ld-linux-x86-64.so.2"),
            ("aarch64-linux-gnu", "ld-linux-aarch64.so.1"),
            ("powerpc64le-linux-gnu", "ld64.so.2"),
        ] {
            let root = tempfile::tempdir().unwrap();
            let folder = root.path().join("usr/lib").join(triple);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("libc.so.6"), "").unwrap();
            assert!(Loader::find(root.path()).is_err());
            fs::write(folder.join(name), "").unwrap();
            let loader = Loader::find(root.path()).unwrap();
            assert_eq!(loader.path, folder.join(name));
            assert!(loader.libraries.starts_with(folder.to_str().unwrap()), "{loader:?}");
        }
    }

    #[test]
    fn command_survives_quotes_and_spaces() {
        let loader = Loader { path: "/a b/ld".into(), libraries: "/a b/lib:/c".into() };
        assert_eq!(
            loader.exec("rustc", Path::new("/it's/rustc")),
            "exec '/a b/ld' --library-path '/a b/lib:/c' --argv0 'rustc' '/it'\\''s/rustc' \"$@\"\n"
        );
    }

    #[test]
    #[cfg(unix)]
    fn script_runs_and_is_renewed_only_when_it_differs() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bin/it");
        write_script(&path, "echo one\n").unwrap();
        let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000);
        fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        write_script(&path, "echo one\n").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), old);
        write_script(&path, "echo two\n").unwrap();
        assert_eq!(std::process::Command::new(&path).output().unwrap().stdout, b"two\n");
    }
}
