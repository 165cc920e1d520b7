//! The sample plugins that are part of the host, built from `sample-plugins/` with it.

use imjoy_engine::{LoadError, PluginSource, check_component};

/// Name of the package and the component.
const SAMPLE_PLUGINS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/sample_plugins.rs"));

/// All sample plugins.
pub fn sample_plugins() -> Vec<PluginSource> {
    SAMPLE_PLUGINS
        .iter()
        .map(|(name, component)| PluginSource::BuiltIn {
            name: (*name).to_owned(),
            component: bytes::Bytes::from_static(component),
        })
        .collect()
}

/// Names of the sample plugins, which no other plugin may have.
pub(crate) fn host_names() -> Result<Vec<String>, LoadError> {
    let mut names = Vec::new();
    for source in sample_plugins() {
        if let PluginSource::BuiltIn { name, component } = &source {
            names.push(check_component(name, component)?.manifest.name);
        }
    }
    Ok(names)
}
