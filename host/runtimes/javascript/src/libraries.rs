//! Libraries of the plugin: scripts that it names by addresses.
//!
//! Known limit: a library that is brought in while the plugin runs is named in stacks, but its
//! source is not shown with them.

use imjoy_sdk::Error;

use crate::source::Script;

/// The library at an address.
///
/// # Errors
///
/// [`Error::NotFound`] with a sentence that says how to get it.
#[cfg(target_family = "wasm")]
pub(crate) fn library(address: &str) -> Result<Script, Error> {
    let found = crate::bindings::imjoy::plugin::runtime::library(address);
    found.map(crate::component::script).map_err(imjoy_sdk::language_runtime::error_from_wire)
}

/// Natively there is no host; tests have a script and modules.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn library(address: &str) -> Result<Script, Error> {
    let file = address.rsplit('/').next().unwrap_or(address);
    let text = match file {
        "answer.js" => "var answer = 42; function twice(n) { return 2 * n }",
        "answer.mjs" => "import { half } from './half.mjs'; export default half(86)",
        "half.mjs" => "export const half = (n) => n / 2",
        _ => return Err(Error::not_found(format!("there is no library {address}"))),
    };
    Ok(Script { file: file.to_owned(), line: 1, indent: 0, before: 0, text: text.to_owned(), module: false })
}
