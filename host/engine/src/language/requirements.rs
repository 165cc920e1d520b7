//! What a plugin file requires: the libraries that it has here, and the sentence on the rest.

use super::libraries::{Libraries, LibraryError};
use super::program::Script;
use imjoy_plugin_file::{Selected, UnmetKind};

/// A library that a plugin requires and does not have.
pub(super) struct MissingLibrary {
    address: String,
    reason: LibraryError,
}

/// The libraries that a plugin requires and has, which run before its own scripts; and the
/// addresses of those that it does not have, with the scripts that it takes from elsewhere.
pub(super) fn required_libraries(
    selected: &Selected,
    libraries: &Libraries,
    left: &mut u64,
) -> (Vec<Script>, Vec<MissingLibrary>) {
    let asked = selected.unmet_requirements().list.into_iter();
    let asked = asked.filter(|unmet| unmet.kind == UnmetKind::JavaScriptLibrary).map(|unmet| unmet.name);
    let is_module = |address: &str| {
        let modules = selected.requirements.iter().filter_map(|written| written.trim().strip_prefix("mjs:"));
        modules.map(str::trim).any(|module| module == address)
    };
    let is_script = |address: &str| selected.scripts.iter().any(|script| script.attribute("src") == Some(address));
    let (mut required, mut missing) = (Vec::new(), Vec::new());
    for address in asked {
        let had = if is_script(&address) {
            // It is read where it runs, between the others.
            libraries.check(&address)
        } else {
            let library = libraries.read_within(&address, left);
            library.map(|library| required.push(Script::of_library(library, is_module(&address))))
        };
        if let Err(reason) = had {
            missing.push(MissingLibrary { address, reason });
        }
    }
    (required, missing)
}

/// What a plugin asks for and does not have, and what the user can do about it.
pub(super) fn unmet_sentence(selected: &Selected, libraries: &Libraries, missing: &[MissingLibrary]) -> Option<String> {
    let mut unmet = selected.unmet_requirements();
    let is_missing = |address: &str| missing.iter().any(|library| library.address == address);
    unmet.list.retain(|unmet| unmet.kind != UnmetKind::JavaScriptLibrary || is_missing(&unmet.name));
    let sentence = unmet.sentence()?;
    let addresses: Vec<&str> = missing.iter().map(|library| library.address.as_str()).collect();
    // Of one that is there and cannot be used, why.
    let unusable = missing.iter().find(|library| !matches!(library.reason, LibraryError::Missing { .. }));
    match unusable {
        Some(library) => Some(format!("{sentence}; {}", library.reason)),
        None if addresses.is_empty() => Some(sentence),
        None => Some(format!("{sentence}; {}", libraries.advice(&addresses))),
    }
}
