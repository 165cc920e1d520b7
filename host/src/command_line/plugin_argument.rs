//! Which plugin a command means: the name of a sample plugin or an installed one, or a
//! component or plugin file.

use crate::sample_plugins::sample_plugins;
use anyhow::{Context, bail};
use imjoy_engine::identity::PluginId;
use imjoy_engine::{
    CheckedPlugin, Engine, EngineOptions, InstallError, Installations, PluginSource, check_plugin, is_plugin_path,
};
use imjoy_plugin_file::FileKind;
use std::path::Path;

/// The source of the plugin that `argument` names, and what it says of itself.
pub(super) fn find(argument: &str) -> anyhow::Result<(PluginSource, CheckedPlugin)> {
    let path = Path::new(argument);
    let looks_like_path = argument.contains(['/', '\\']) || is_plugin_path(argument);
    if looks_like_path {
        let bytes = std::fs::read(path).with_context(|| {
            format!(
                "{argument} cannot be read; give the path of a component or plugin file, or a name from `host list`"
            )
        })?;
        return Ok((PluginSource::File(path.to_owned()), check_plugin(argument, &bytes)?));
    }
    let mut names = Vec::new();
    for source in sample_plugins() {
        if let PluginSource::BuiltIn { name, contents } = &source {
            let checked = check_plugin(name, contents)?;
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
        "there is no plugin {argument}; there are {}, and the path of a component (.wasm) or plugin file (.imjoy.html, .js, .py) works too",
        names.join(", ")
    )
}

/// Name and text of the plugin file that `argument` means; none where it means something
/// else. The file need not be a valid plugin.
pub(super) fn plugin_file(argument: &str) -> anyhow::Result<Option<(String, Vec<u8>)>> {
    if is_plugin_file(argument) {
        let text = std::fs::read(argument).with_context(|| format!("{argument} cannot be read"))?;
        return Ok((!text.starts_with(b"\0asm")).then(|| (argument.to_owned(), text)));
    }
    for source in sample_plugins() {
        if let PluginSource::BuiltIn { name, contents } = &source
            && is_plugin_file(name)
            && check_plugin(name, contents)?.manifest.name == argument
        {
            return Ok(Some((name.clone(), contents.to_vec())));
        }
    }
    Ok(None)
}

fn is_plugin_file(path: &str) -> bool {
    FileKind::of(path).is_some()
}

/// The plugins that the user has installed.
pub(super) fn installations() -> Installations {
    let options = EngineOptions::for_user();
    Installations::new(&options.data_folder, options.limits.component_bytes)
}

/// Loads the variant `tag` of the plugin, and makes the sample and installed plugins known
/// beside it, because it may call them.
pub(super) fn load(engine: &Engine, source: PluginSource, name: &str, tag: Option<&str>) -> PluginId {
    let own = match &source {
        PluginSource::BuiltIn { name, .. } => Some(name.clone()),
        _ => None,
    };
    let plugin = match tag {
        Some(tag) => engine.load_variant(source, tag),
        None => engine.load(source),
    };
    for other in sample_plugins() {
        // A sample that is text has the name of its file; a plugin of the user may have the name of a sample.
        if let PluginSource::BuiltIn { name: other_name, .. } = &other
            && Some(other_name) != own.as_ref()
            && other_name.split_once('.').map_or(other_name.as_str(), |(stem, _)| stem) != name
        {
            engine.announce(other);
        }
    }
    for other in engine.installed() {
        if other.name != name && other.damage.is_none() {
            engine.announce(other.source());
        }
    }
    plugin
}
