//! What a plugin is written in, in the list.

use imjoy_engine::front_end::PluginLanguage;

/// A few letters beside the name; components have none, since they may be in any language.
pub(super) fn badge(language: PluginLanguage) -> Option<&'static str> {
    match language {
        PluginLanguage::Component => None,
        PluginLanguage::JavaScript => Some("JS"),
        PluginLanguage::Python => Some("Py"),
    }
}

/// For people.
pub(super) fn sentence(language: PluginLanguage) -> &'static str {
    match language {
        PluginLanguage::Component => "WebAssembly component",
        PluginLanguage::JavaScript => "JavaScript plugin",
        PluginLanguage::Python => "Python plugin",
    }
}
