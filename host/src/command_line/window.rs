//! `host`: the application in a window.

use crate::application::{self, Appearance, ApplicationOptions, RfdDialogs};
use crate::language_runtimes::language_runtimes;
use crate::sample_plugins::sample_plugins;
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::log::LogLevel;
use imjoy_engine::{Engine, EngineOptions, is_plugin_path};
use std::path::PathBuf;
use std::sync::Arc;

/// Opens the application with the sample plugins, those kept in the workspace, and the
/// images and plugins in `files`.
pub(super) fn open(files: Vec<PathBuf>, workspace: Option<String>) -> anyhow::Result<()> {
    let engine_options = EngineOptions { workspace, runtimes: language_runtimes(), ..EngineOptions::for_user() };
    let data_folder = engine_options.data_folder.clone();
    let engine = Engine::new(engine_options)?;
    for plugin in sample_plugins() {
        engine.load(plugin);
    }
    engine.begin_workspace();
    let is_plugin = |path: &PathBuf| is_plugin_path(&path.to_string_lossy());
    let (plugins, images): (Vec<_>, Vec<_>) = files.into_iter().partition(is_plugin);
    for plugin in plugins {
        engine.send(UiEvent::LoadPlugin(plugin));
    }
    let (appearance, problem) = Appearance::read(&data_folder);
    if let Some(problem) = problem {
        engine.link().log.add(None, &"host".into(), LogLevel::Error, &problem, None);
    }
    // Remembered by their paths, which must not depend on the current folder.
    let images = images.into_iter().map(|path| std::path::absolute(&path).unwrap_or(path)).collect();
    let options = ApplicationOptions {
        data_folder: Some(data_folder),
        appearance,
        images,
        system_dialogs: Some(Arc::new(RfdDialogs)),
        ..ApplicationOptions::default()
    };
    application::run_native(engine.link(), options)?;
    Ok(())
}
