//! The sample plugins that are part of the host, built from `sample-plugins/` with it.

use imjoy_engine::{LoadError, PluginSource, check_plugin};

/// Name of the package and the component.
const SAMPLE_PLUGINS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/sample_plugins.rs"));

/// All sample plugins.
pub fn sample_plugins() -> Vec<PluginSource> {
    SAMPLE_PLUGINS
        .iter()
        .map(|(name, contents)| PluginSource::BuiltIn {
            name: (*name).to_owned(),
            contents: bytes::Bytes::from_static(contents),
        })
        .collect()
}

/// Names of the sample plugins, which no other plugin may have.
pub(crate) fn host_names() -> Result<Vec<String>, LoadError> {
    let mut names = Vec::new();
    for source in sample_plugins() {
        if let PluginSource::BuiltIn { name, contents } = &source {
            names.push(check_plugin(name, contents)?.manifest.name);
        }
    }
    Ok(names)
}
