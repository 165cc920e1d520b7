//! componentize-py, unpacked into a folder by pip.
//!
//! The folder's layout:
//!
//! ```text
//! KIND          the committed lock; written last, so it means "complete, and of this version"
//! packages/     what pip has installed: componentize-py alone
//! environment/  an empty `site-packages`, so that componentize-py does not take the machine's
//! ```

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::PythonError;
use super::interpreter::Interpreter;
use crate::file_lock::FileLock;
use crate::{Error, Output, artifacts, process};

/// The version that is installed, with the hashes of its wheels.
pub(super) const LOCK: &str = include_str!("../../componentize-py.lock");

/// Runs a console script's function with the packages of the folder that is its first argument.
const START: &str =
    "import sys; sys.path.insert(0, sys.argv.pop(1)); import componentize_py; sys.exit(componentize_py.script())";

/// componentize-py, ready to run.
#[derive(Debug)]
pub(super) struct Componentizer {
    interpreter: Interpreter,
    folder: PathBuf,
}

impl Componentizer {
    /// Makes componentize-py ready in `folder`; downloads it if it is not there (about 17 MB, once). Safe to be called
    /// by several processes.
    ///
    /// # Errors
    ///
    /// [`PythonError::NoPython`], [`PythonError::NoPip`], [`PythonError::Install`] and [`Error::File`]; the next call
    /// tries again.
    pub(super) fn ensure(folder: &Path, output: &mut Output<'_>) -> Result<Self, Error> {
        let mut lock_file = folder.as_os_str().to_owned();
        lock_file.push(".lock");
        let _lock = FileLock::acquire(Path::new(&lock_file), &folder.display().to_string(), output)?;
        let interpreter = Interpreter::find()?;
        let kind = folder.join("KIND");
        if fs::read_to_string(&kind).is_ok_and(|text| text == LOCK) {
            return Ok(Self { interpreter, folder: folder.to_owned() });
        }
        output.say(&format!("downloading {} from PyPI, some 17 MB (once)", pinned()));
        let packages = folder.join("packages");
        for stale in [&kind, &packages] {
            remove(stale)?;
        }
        let site = folder.join("environment/site-packages");
        fs::create_dir_all(&site).map_err(Error::file("create the folder", &site))?;
        let lock = folder.join("lock.txt");
        fs::write(&lock, LOCK).map_err(Error::file("write", &lock))?;
        install(&interpreter, &lock, &packages)?;
        artifacts::replace(&kind, |path| fs::write(path, LOCK))?;
        Ok(Self { interpreter, folder: folder.to_owned() })
    }

    /// A command that runs it, apart from the machine's packages.
    pub(super) fn command(&self) -> Command {
        let mut command = self.interpreter.isolated();
        command.args(["-c", START]).arg(self.folder.join("packages"));
        command.env("VIRTUAL_ENV", self.folder.join("environment"));
        command
    }
}

fn install(interpreter: &Interpreter, lock: &Path, packages: &Path) -> Result<(), PythonError> {
    let mut command = interpreter.isolated();
    command.args(["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]);
    // Whatever the user's configuration says: this file, with its hash, into this folder.
    command.args(["--no-user", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--target"]);
    command.arg(packages).arg("--requirement").arg(lock);
    process::capture(&mut command)
        .map(drop)
        .map_err(|error| PythonError::Install { package: pinned().to_owned(), message: error.to_string() })
}

/// Name and version in the lock.
fn pinned() -> &'static str {
    let is_package = |line: &&str| !line.starts_with(['#', ' ']);
    LOCK.lines().find(is_package).unwrap_or_default().trim_end_matches('\\').trim_end()
}

fn remove(path: &Path) -> Result<(), Error> {
    let result = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match result {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(Error::file("remove", path)(source)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_pins_one_version_by_hashes() {
        assert_eq!(pinned(), "componentize-py==0.25.1");
        assert!(LOCK.matches("--hash=sha256:").count() >= 5);
    }

    #[test]
    fn another_file_than_the_pinned_is_not_installed() {
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join("lock.txt");
        // The right version with the hash of another file.
        fs::write(&lock, format!("{} --hash=sha256:{}\n", pinned(), "00".repeat(32))).unwrap();
        let packages = folder.path().join("packages");
        let error = install(&Interpreter::find().unwrap(), &lock, &packages).unwrap_err();
        assert!(matches!(&error, PythonError::Install { package, .. } if package == pinned()), "{error}");
        assert!(!packages.join("componentize_py").exists());
    }
}
