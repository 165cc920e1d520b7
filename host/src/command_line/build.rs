//! `host build`: a plugin's folder to a component.

use super::print;
use imjoy_engine::EngineOptions;
use imjoy_guest_build::{Output, build_folder};
use std::path::PathBuf;

/// Compiles a plugin's folder to a component.
#[derive(Debug, clap::Args)]
pub(super) struct Build {
    /// Folder with the plugin's Cargo.toml.
    folder: PathBuf,
}

impl Build {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let toolchain = EngineOptions::for_user().data_folder.join("guest-toolchain");
        let component = build_folder(&self.folder, &toolchain, &mut Output::Inherit)?;
        print(&component.display().to_string())?;
        Ok(())
    }
}
