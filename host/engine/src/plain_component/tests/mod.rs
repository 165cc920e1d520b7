//! Functions whose types are read from components, without anything that runs.

mod arguments;
mod forms;
mod interfaces;
mod results;

use super::interface::{PlainFunction, PlainInterface};
use std::sync::Arc;
use wasmparser::{Validator, WasmFeatures};

/// Named types that the signatures of the tests may use.
const TYPES: &[(&str, &str)] = &[
    ("point", "(record (field \"x\" s16) (field \"pixel-size\" f32) (field \"note\" (option string)))"),
    ("colour", "(enum \"red\" \"dark-green\")"),
    ("channels", "(flags \"first\" \"second-one\")"),
    ("shape", "(variant (case \"none\") (case \"circle\" f64) (case \"corner\" $point))"),
];

/// The functions that a component with these exports has; `signatures` are names and, in
/// WAT, parameters and results.
fn interface(signatures: &[(&str, &str)]) -> PlainInterface {
    let mut text = "(component".to_owned();
    for (name, definition) in TYPES {
        text += &format!("(type ${name}-type {definition}) (import \"{name}\" (type ${name} (eq ${name}-type)))");
    }
    for (name, signature) in signatures {
        let id = name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
        text += &format!("(import \"in-{name}\" (func ${id} {signature})) (export \"{name}\" (func ${id}))");
    }
    read(&(text + ")"), &signatures.iter().map(|(name, _)| *name).collect::<Vec<_>>())
}

/// The functions of a component.
fn read(text: &str, exports: &[&str]) -> PlainInterface {
    let wasm = wat::parse_str(text).unwrap();
    let mut features = WasmFeatures::default();
    features.set(WasmFeatures::CM_ASYNC, true);
    let types = Validator::new_with_features(features).validate_all(&wasm).unwrap();
    let exports: Vec<String> = exports.iter().map(|name| (*name).to_owned()).collect();
    PlainInterface::read(types.as_ref(), &exports)
}

/// The function `f` with that signature.
fn function(signature: &str) -> Arc<PlainFunction> {
    interface(&[("f", signature)]).functions[0].clone()
}
