//! Which window types there are.

use crate::error::CallError;
use crate::registry::Registry;

/// Types that the host draws.
const DRAWN: &[&str] = &["imjoy/image", "imjoy/generic", "imjoy/table", "imjoy/log", "imjoy/markdown"];

/// Types of ImJoy that the host will draw.
const PLANNED: &[&str] = &[
    "imjoy/images",
    "imjoy/image-compare",
    "imjoy/files",
    "imjoy/url_list",
    "imjoy/panel",
    "imjoy/plugin-editor",
    "imjoy/tree",
    "imjoy/plot",
    "imjoy/schema-io",
];

/// Fails unless windows of that type can be opened.
pub(crate) fn check_window_type(window_type: &str, registry: &Registry) -> Result<(), CallError> {
    if DRAWN.contains(&window_type) {
        return Ok(());
    }
    if PLANNED.contains(&window_type) {
        return Err(CallError::not_available_yet(&format!("the window type {window_type}")));
    }
    match registry.named(window_type) {
        Some(plugin) if plugin.details().manifest.plugin_type == "window" => {
            Err(CallError::not_available_yet("create-window with a window plugin"))
        }
        Some(_) => Err(CallError::Invalid("Window plugin must be with type \"window\"".to_owned())),
        None => Err(CallError::NotFound(format!("No plugin registered for window type: {window_type}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn window_types() {
        let registry = Registry::default();
        assert_eq!(check_window_type("imjoy/image", &registry), Ok(()));
        for (window_type, expected) in [
            ("imjoy/panel", CallError::not_available_yet("the window type imjoy/panel")),
            ("imjoy/nothing", CallError::NotFound("No plugin registered for window type: imjoy/nothing".into())),
            ("Image Window", CallError::NotFound("No plugin registered for window type: Image Window".into())),
        ] {
            assert_eq!(check_window_type(window_type, &registry), Err(expected));
        }
    }
}
