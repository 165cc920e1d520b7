//! Which plugin a command means: the name of a sample plugin or an installed one, or a
//! component file.

use crate::sample_plugins::sample_plugins;
use anyhow::{Context, bail};
use imjoy_engine::identity::PluginId;
use imjoy_engine::{
    CheckedComponent, Engine, EngineOptions, InstallError, Installations, PluginSource, check_component,
};
use std::path::Path;

/// The source of the plugin that `argument` names, and what its component says of itself.
pub(super) fn find(argument: &str) -> anyhow::Result<(PluginSource, CheckedComponent)> {
    let path = Path::new(argument);
    let looks_like_path = argument.contains(['/', '\\']) || argument.ends_with(".wasm");
    if looks_like_path {
        let wasm = std::fs::read(path).with_context(|| {
            format!("{argument} cannot be read; give the path of a component or a name from `host list`")
        })?;
        return Ok((PluginSource::File(path.to_owned()), check_component(argument, &wasm)?));
    }
    let mut names = Vec::new();
    for source in sample_plugins() {
        if let PluginSource::BuiltIn { name, component } = &source {
            let checked = check_component(name, component)?;
            if checked.manifest.name == argument || name == argument {
                return Ok((source, checked));
            }
            names.push(checked.manifest.name);
        }
    }
    let installations = installations();
    match installations.check(argument) {
        Ok((installed, checked)) => return Ok((installed.source(), checked)),
        Err(InstallError::NotInstalled { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    names.extend(installations.all().into_iter().map(|installed| installed.name));
    bail!(
        "there is no plugin {argument}; there are {}, and the path of a component (.wasm) works too",
        names.join(", ")
    )
}

/// The plugins that the user has installed.
pub(super) fn installations() -> Installations {
    let options = EngineOptions::for_user();
    Installations::new(&options.data_folder, options.limits.component_bytes)
}

/// Loads the variant `tag` of the plugin, and the sample and installed plugins beside it,
/// because it may call them.
pub(super) fn load(engine: &Engine, source: PluginSource, name: &str, tag: Option<&str>) -> PluginId {
    let plugin = match tag {
        Some(tag) => engine.load_variant(source, tag),
        None => engine.load(source),
    };
    for other in sample_plugins() {
        if let PluginSource::BuiltIn { name: other_name, .. } = &other
            && other_name != name
        {
            engine.load(other);
        }
    }
    for other in engine.installed() {
        if other.name != name && other.damage.is_none() {
            engine.load(other.source());
        }
    }
    plugin
}
