//! Who a plugin is.

use super::Origin;
use std::sync::Arc;

/// Who a plugin is: its name with its origin, and what its component is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Identity {
    key: Arc<str>,
    origin: Origin,
    content: blake3::Hash,
}

impl Identity {
    /// The identity of a component that calls itself `plugin_name`.
    pub(crate) fn new(origin: Origin, plugin_name: &str, component: &[u8]) -> Self {
        Self { key: origin.key(plugin_name).into(), origin, content: blake3::hash(component) }
    }

    /// What stays the same over updates: 32 digits for name and origin.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Where the plugin comes from.
    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The hash of the component.
    pub(crate) fn content(&self) -> String {
        self.content.to_hex().to_string()
    }
}
