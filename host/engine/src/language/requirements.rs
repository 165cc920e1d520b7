//! What a plugin file requires: the libraries that it has here, and the sentence on the rest.

use super::libraries::Libraries;
use super::program::Script;
use imjoy_plugin_file::{Selected, UnmetKind};

/// The libraries that a plugin requires and has, which run before its own scripts; and the
/// addresses of those that it does not have, with the scripts that it takes from elsewhere.
pub(super) fn required_libraries(
    selected: &Selected,
    libraries: &Libraries,
    left: &mut u64,
) -> (Vec<Script>, Vec<String>) {
    let asked = selected.unmet_requirements().list.into_iter();
    let asked = asked.filter(|unmet| unmet.kind == UnmetKind::JavaScriptLibrary).map(|unmet| unmet.name);
    let is_module = |address: &str| {
        let modules = selected.requirements.iter().filter_map(|written| written.trim().strip_prefix("mjs:"));
        modules.map(str::trim).any(|module| module == address)
    };
    let is_script = |address: &str| selected.scripts.iter().any(|script| script.attribute("src") == Some(address));
    let (mut required, mut missing) = (Vec::new(), Vec::new());
    for address in asked {
        // Such a one runs in its own place.
        if is_script(&address) {
            if libraries.read(&address).is_err() {
                missing.push(address);
            }
            continue;
        }
        match libraries.read_within(&address, left) {
            Ok(library) => required.push(Script::of_library(library, is_module(&address))),
            Err(_) => missing.push(address),
        }
    }
    (required, missing)
}

/// What a plugin asks for and does not have, and what the user can do about it.
pub(super) fn unmet_sentence(selected: &Selected, libraries: &Libraries, missing: &[String]) -> Option<String> {
    let mut unmet = selected.unmet_requirements();
    unmet.list.retain(|unmet| unmet.kind != UnmetKind::JavaScriptLibrary || missing.contains(&unmet.name));
    let sentence = unmet.sentence()?;
    let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
    if missing.is_empty() { Some(sentence) } else { Some(format!("{sentence}; {}", libraries.advice(&missing))) }
}
