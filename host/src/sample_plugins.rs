//! The sample plugins that are part of the host, built from `sample-plugins/` with it.

use imjoy_engine::PluginSource;

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
