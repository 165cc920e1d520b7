//! From a core module to a component.

use std::path::Path;

use serde_json::{Map, Value};
use wit_component::ComponentEncoder;

use super::{manifest, sections};
use crate::Error;

/// The section of a plugin's module that holds its manifest.
const MANIFEST_SECTION: &str = "imjoy:manifest";
/// The section in which the SDK's `IMJOY_EXPORT` gathers the names of what is exported, each with a zero byte behind it.
const FUNCTIONS_SECTION: &str = "imjoy:functions";

/// Makes a component with the manifest in it, completed by what the module exports.
///
/// # Errors
///
/// [`Error::NoExports`] when that is nothing, [`Error::Component`] when the module does not fit the world.
pub(super) fn make(dir: &Path, module: &[u8], mut manifest: Map<String, Value>) -> Result<Vec<u8>, Error> {
    let failed = |reason: String| Error::Component { dir: dir.to_owned(), reason };
    let broken = || failed("the linker has written no module".to_owned());
    let (mut module, names) = sections::take(module, FUNCTIONS_SECTION).ok_or_else(broken)?;
    let functions: Vec<String> = names
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    if functions.is_empty() {
        return Err(Error::NoExports { dir: dir.to_owned() });
    }
    manifest::complete(&mut manifest, &functions);
    sections::add(&mut module, MANIFEST_SECTION, Value::Object(manifest).to_string().as_bytes());
    let encode = || ComponentEncoder::default().validate(true).module(&module)?.encode();
    encode().map_err(|error| failed(format!("{error:#}")))
}
