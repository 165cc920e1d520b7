//! Why a plugin was not installed or uninstalled, each one sentence for people.

use crate::error::LoadError;
use std::path::{Path, PathBuf};

/// Why a plugin was not installed or uninstalled.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// The package cannot be read.
    #[error("{package} cannot be read: {source}")]
    Read {
        /// The file or folder.
        package: String,
        /// Why not.
        source: std::io::Error,
    },
    /// Neither a component, nor a folder, nor an archive.
    #[error(
        "{package} is no plugin: give a component (.wasm), a plugin file (.imjoy.html, .js, .py), a folder with one, or such a folder as a .zip archive"
    )]
    NotAPackage {
        /// The file.
        package: String,
    },
    /// Something in the package must not be there, or is missing.
    #[error("{package} is not installed: {reason}")]
    Refused {
        /// The file or folder.
        package: String,
        /// What is wrong, with the name of the entry meant.
        reason: String,
    },
    /// The component is not one that this host can run.
    #[error("{package} is not installed: {reason}")]
    Component {
        /// The file or folder.
        package: String,
        /// What is wrong with its component.
        reason: LoadError,
    },
    /// A part of the host has the name.
    #[error(
        "{package} is not installed: {name} is the name of a plugin that is part of the host; give it another name"
    )]
    NameOfHost {
        /// The file or folder.
        package: String,
        /// The plugin's name.
        name: String,
    },
    /// The data folder cannot be written.
    #[error("the plugin cannot be kept in {folder}: {source}")]
    Write {
        /// Where it was to be kept.
        folder: String,
        /// Why not.
        source: std::io::Error,
    },
    /// Another program has installed or removed the plugin since the user was asked.
    #[error("{name} has been installed or uninstalled by another program meanwhile; try again")]
    Overtaken {
        /// The plugin's name.
        name: String,
    },
    /// The user has cancelled it.
    #[error("nothing was installed, because that was cancelled")]
    Cancelled,
    /// No such plugin.
    #[error("there is no installed plugin {name}; `host list` shows which there are")]
    NotInstalled {
        /// The plugin's name.
        name: String,
    },
    /// What was installed is not whole any more.
    #[error("the installed plugin {name} is damaged: {reason}; install it again, or uninstall it")]
    Damaged {
        /// The plugin's name.
        name: String,
        /// What is wrong.
        reason: String,
    },
}

impl InstallError {
    pub(super) fn read(package: &Path, source: std::io::Error) -> Self {
        InstallError::Read { package: package.display().to_string(), source }
    }

    pub(super) fn write(folder: &Path, source: std::io::Error) -> Self {
        InstallError::Write { folder: folder.display().to_string(), source }
    }

    pub(super) fn refused(package: &Path, reason: impl Into<String>) -> Self {
        InstallError::Refused { package: package.display().to_string(), reason: reason.into() }
    }
}

/// A package that was refused, before it is known from where: what is wrong.
pub(super) type Refusal = String;

/// What a step of unpacking may end with.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something in the package is wrong.
    Refused(Refusal),
    /// The package cannot be read.
    Read(std::io::Error),
    /// The staging folder cannot be written.
    Write(PathBuf, std::io::Error),
    /// The user has cancelled it.
    Cancelled,
}

impl From<Refusal> for Failure {
    fn from(reason: Refusal) -> Self {
        Failure::Refused(reason)
    }
}

impl Failure {
    pub(super) fn of(self, package: &Path) -> InstallError {
        match self {
            Failure::Refused(reason) => InstallError::refused(package, reason),
            Failure::Read(source) => InstallError::read(package, source),
            Failure::Write(folder, source) => InstallError::write(&folder, source),
            Failure::Cancelled => InstallError::Cancelled,
        }
    }
}
