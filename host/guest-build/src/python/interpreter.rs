//! The machine's Python, which runs pip and componentize-py. Nothing of it gets into a component.

use std::env;
use std::ffi::OsString;
use std::process::Command;

use super::{MINIMUM_MINOR, PythonError};
use crate::process;

/// A Python that is new enough and has pip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Interpreter {
    program: OsString,
}

impl Interpreter {
    /// Finds the interpreter that the variable PYTHON names, else `python3` or `python` on PATH.
    ///
    /// # Errors
    ///
    /// [`PythonError::NoPython`] and [`PythonError::NoPip`].
    pub(super) fn find() -> Result<Self, PythonError> {
        let named = env::var_os("PYTHON").filter(|name| !name.is_empty()).map(|name| vec![name]);
        Self::find_among(&named.unwrap_or_else(|| vec!["python3".into(), "python".into()]))
    }

    fn find_among(programs: &[OsString]) -> Result<Self, PythonError> {
        let mut tried = Vec::new();
        for program in programs {
            let name = program.to_string_lossy();
            let interpreter = Self { program: program.clone() };
            match interpreter.minor_version() {
                Ok(Some(minor)) if minor >= MINIMUM_MINOR => {
                    return interpreter.has_pip().map(|()| interpreter);
                }
                Ok(Some(minor)) => tried.push(format!("{name} is 3.{minor}")),
                Ok(None) => tried.push(format!("{name} is no Python 3")),
                Err(error) => tried.push(error.to_string()),
            }
        }
        Err(PythonError::NoPython { tried: tried.join(", ") })
    }

    /// A command that runs it.
    pub(super) fn command(&self) -> Command {
        Command::new(&self.program)
    }

    /// A command that runs it apart from the user's own packages and variables.
    pub(super) fn isolated(&self) -> Command {
        let mut command = self.command();
        command.arg("-I");
        command
    }

    fn minor_version(&self) -> Result<Option<u32>, crate::Error> {
        let text = process::capture(self.isolated().args(["-c", "import sys; print(*sys.version_info[:2])"]))?;
        let mut numbers = text.split_whitespace();
        let major = numbers.next();
        let minor = numbers.next().and_then(|minor| minor.parse().ok());
        Ok(minor.filter(|_| major == Some("3")))
    }

    fn has_pip(&self) -> Result<(), PythonError> {
        process::capture(self.isolated().args(["-m", "pip", "--version"])).map(drop).map_err(|error| {
            PythonError::NoPip { python: self.program.to_string_lossy().into_owned(), message: error.to_string() }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    /// A stand-in for Python: a shell script.
    fn script(folder: &Path, name: &str, text: &str) -> OsString {
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path.into_os_string()
    }

    #[test]
    fn the_machine_has_a_python_with_pip() {
        Interpreter::find().unwrap();
    }

    #[test]
    fn missing_and_old_pythons_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let old = script(folder.path(), "old", "echo 3 6");
        let other = script(folder.path(), "two", "echo 2 7");
        let text = Interpreter::find_among(&["/nowhere/python3".into(), old, other]).unwrap_err().to_string();
        assert!(
            text.contains("/nowhere/python3") && text.contains("old is 3.6") && text.contains("two is no"),
            "{text}"
        );
        assert!(text.contains("apt install python3"), "{text}");
    }

    #[test]
    fn python_without_pip_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let bare = script(
            folder.path(),
            "bare",
            "case \"$*\" in *pip*) echo No module named pip >&2; exit 1;; esac; echo 3 12",
        );
        let error = Interpreter::find_among(&[bare]).unwrap_err();
        assert!(
            matches!(&error, PythonError::NoPip { message, .. } if message.contains("No module named pip")),
            "{error}"
        );
    }
}
