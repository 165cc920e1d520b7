//! Installing plugins from a component, a folder or a zip archive.
//!
//! Invariants: a package is unpacked and checked in a folder of its own (`staging`)
//! before any of it takes its place, and takes it in one step (`store`): whoever is
//! killed leaves either the version before or the new one. Nothing outside of staging is
//! written, whatever an archive says (`archive`, `entry_name`). The user has agreed before
//! anything is installed (`asking`); nothing of a package has run by then.
//!
//! Installed plugins belong to the data folder and are loaded in every workspace. A plugin
//! is installed once for each name; an update takes the place of the version before, and
//! keeps the plugin's data and permissions.
//!
//! Known limits: two hosts that run at once each show what the other has installed only
//! after a restart.

mod archive;
mod asking;
mod bounds;
mod data;
mod description;
mod entry_name;
mod error;
mod folder;
mod package;
mod staging;
mod store;

pub(crate) use asking::Installing;
pub use bounds::InstallProgress;
pub use description::abilities;
pub use error::InstallError;
pub use package::Package;
pub use store::{Installations, Installed};
pub(crate) use store::{complete_manifest, current_version, read_installed};
