//! What is checked of a plugin before anything of it runs, whatever it is made of.

use crate::component_check::{check_component, read_component};
use crate::error::LoadError;
use crate::language::{PluginFileContents, is_plugin_file, read_plugin_file};
use crate::manifest::Manifest;
use crate::plain_component::PlainInterface;
use std::sync::Arc;

/// What a plugin says of itself, read without running any of it.
#[derive(Clone, Debug)]
pub struct CheckedPlugin {
    /// Its manifest.
    pub manifest: Manifest,
    /// Names of what it imports; empty for a plugin that is text.
    pub imports: Vec<String>,
    pub(crate) contents: Contents,
}

impl CheckedPlugin {
    /// Whether it is a text, such as an `.imjoy.html` file, as against a component.
    pub fn is_text(&self) -> bool {
        matches!(self.contents, Contents::File(_))
    }

    /// Whether it is a component that knows nothing of ImJoy.
    pub fn is_plain(&self) -> bool {
        matches!(self.contents, Contents::Plain(_))
    }

    /// The functions of a component that knows nothing of ImJoy, as WIT writes them:
    /// `blur: func(image: list<u8>, sigma: f32) -> list<u8>`. Empty for every other plugin.
    pub fn plain_functions(&self) -> Vec<String> {
        match &self.contents {
            Contents::Plain(plain) => plain.functions.iter().map(ToString::to_string).collect(),
            Contents::Component | Contents::File(_) => Vec::new(),
        }
    }

    /// Functions of such a component that cannot be called, each with the reason.
    pub fn left_out_functions(&self) -> Vec<String> {
        match &self.contents {
            Contents::Plain(plain) => plain.left_out.iter().map(ToString::to_string).collect(),
            Contents::Component | Contents::File(_) => Vec::new(),
        }
    }
}

/// What a plugin is made of.
#[derive(Clone, Debug)]
pub(crate) enum Contents {
    /// A component of the world `plugin`.
    Component,
    /// A component that knows nothing of ImJoy.
    Plain(Arc<PlainInterface>),
    /// A plugin file, such as `.imjoy.html`.
    File(Arc<PluginFileContents>),
}

/// Checks a plugin and reads its manifest. `path` is for messages; its name says what the
/// plugin is made of, and is the plugin's name where it has no other.
pub fn check_plugin(path: &str, bytes: &[u8]) -> Result<CheckedPlugin, LoadError> {
    check(path, bytes, false)
}

/// As [`check_plugin`]. A component that `is_valid`, because the host has compiled it
/// before, is not validated again.
pub(crate) fn check(path: &str, bytes: &[u8], is_valid: bool) -> Result<CheckedPlugin, LoadError> {
    if is_plugin_file(path) && !bytes.starts_with(b"\0asm") {
        let (manifest, contents) = read_plugin_file(path, bytes)?;
        return Ok(CheckedPlugin { manifest, imports: Vec::new(), contents: Contents::File(Arc::new(contents)) });
    }
    let read = if is_valid { read_component } else { check_component };
    let checked = read(path, bytes)?;
    let contents = checked.plain.map_or(Contents::Component, Contents::Plain);
    Ok(CheckedPlugin { manifest: checked.manifest, imports: checked.imports, contents })
}
