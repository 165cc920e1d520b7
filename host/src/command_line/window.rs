//! `host`: the application in a window.

use crate::application::{self, ApplicationOptions};
use crate::sample_plugins::sample_plugins;
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::{Engine, EngineOptions};
use std::path::PathBuf;

/// Opens the application with the sample plugins, and the images and plugins in `files`.
pub(super) fn open(files: Vec<PathBuf>) -> anyhow::Result<()> {
    let engine = Engine::new(EngineOptions::for_user())?;
    for plugin in sample_plugins() {
        engine.load(plugin);
    }
    let is_plugin = |path: &PathBuf| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("wasm"));
    let (plugins, images): (Vec<_>, Vec<_>) = files.into_iter().partition(is_plugin);
    for plugin in plugins {
        engine.send(UiEvent::LoadPlugin(plugin));
    }
    if !images.is_empty() {
        engine.send(UiEvent::OpenImages(images));
    }
    application::run_native(engine.link(), ApplicationOptions::default())?;
    Ok(())
}
