//! What is checked of a component before any of it is compiled or run.

use crate::error::{LoadError, one_line};
use crate::manifest::{MANIFEST_SECTION, Manifest};
use crate::plain_component::{PlainInterface, has_only_types};
use std::sync::Arc;
use wasmparser::types::Types;
use wasmparser::{BinaryReaderError, ComponentExternalKind, Parser, Payload, Validator, WasmFeatures};

/// Prefixes of the interfaces that a plugin may import. WASI's sockets are linked,
/// because standard libraries name them, but refuse everything.
const OFFERED_IMPORTS: &[&str] = &[
    "imjoy:plugin/types@0.1.",
    "imjoy:plugin/dialogs@0.1.",
    "imjoy:plugin/status@0.1.",
    "imjoy:plugin/windows@0.1.",
    "imjoy:plugin/plugins@0.1.",
    "imjoy:plugin/settings@0.1.",
    "imjoy:plugin/files@0.1.",
    "imjoy:plugin/utilities@0.1.",
    "wasi:cli/",
    "wasi:clocks/",
    "wasi:filesystem/",
    "wasi:io/",
    "wasi:random/",
    "wasi:sockets/",
];
const WASI_VERSION: &str = "@0.2.";
const PLUGIN_API: &str = "imjoy:plugin/plugin-api@0.1.";
/// Where the names of the host's own interfaces begin.
const IMJOY: &str = "imjoy:";

/// What a component says of itself, read without running any of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CheckedComponent {
    /// Its manifest.
    pub(crate) manifest: Manifest,
    /// Names of what it imports.
    pub(crate) imports: Vec<String>,
    /// Its functions, if it knows nothing of ImJoy.
    pub(crate) plain: Option<Arc<PlainInterface>>,
}

/// Checks that `wasm` is a whole, valid component that imports only what the host offers
/// and exports the plugin API or plain functions, and reads its manifest. `path` is for
/// messages, and its stem the name of a plugin without a manifest.
pub(crate) fn check_component(path: &str, wasm: &[u8]) -> Result<CheckedComponent, LoadError> {
    check_kind(path, wasm)?;
    let types = validate(path, wasm)?;
    read(path, wasm, Some(types))
}

/// As [`check_component`], for bytes that are known to be valid because the host has
/// compiled them before.
pub(crate) fn read_component(path: &str, wasm: &[u8]) -> Result<CheckedComponent, LoadError> {
    read(path, wasm, None)
}

fn validate(path: &str, wasm: &[u8]) -> Result<Types, LoadError> {
    let mut features = WasmFeatures::default();
    features.set(WasmFeatures::CM_ASYNC, true);
    Validator::new_with_features(features).validate_all(wasm).map_err(|error| damaged(path, &error))
}

/// Checks that the file begins as a component does.
fn check_kind(path: &str, wasm: &[u8]) -> Result<(), LoadError> {
    if !wasm.starts_with(b"\0asm") {
        return Err(LoadError::NotWasm { path: path.to_owned() });
    }
    if Parser::is_core_wasm(wasm) {
        return Err(LoadError::CoreModule { path: path.to_owned() });
    }
    Ok(())
}

fn damaged(path: &str, error: &BinaryReaderError) -> LoadError {
    LoadError::Damaged { path: path.to_owned(), reason: one_line(&error.to_string()) }
}

fn read(file: &str, wasm: &[u8], types: Option<Types>) -> Result<CheckedComponent, LoadError> {
    let damaged = |error| damaged(file, &error);
    let path = || file.to_owned();
    let mut imports = Vec::new();
    let mut exports = Vec::new();
    let mut has_plugin_api = false;
    let mut manifest = None;
    let mut depth = 0u32;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.map_err(damaged)? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section {
                    imports.push(import.map_err(damaged)?.name.name.to_owned());
                }
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                for export in section {
                    let export = export.map_err(damaged)?;
                    has_plugin_api |=
                        export.kind == ComponentExternalKind::Instance && export.name.name.starts_with(PLUGIN_API);
                    exports.push(export.name.name.to_owned());
                }
            }
            Payload::CustomSection(section) if section.name() == MANIFEST_SECTION && manifest.is_none() => {
                let read = Manifest::parse(section.data());
                manifest = Some(read.map_err(|reason| LoadError::Manifest { path: path(), reason })?);
            }
            _ => {}
        }
    }

    let types = match types {
        _ if has_plugin_api => None,
        Some(types) => Some(types),
        None => Some(validate(file, wasm)?),
    };
    let is_of_types = |import: &str| types.as_ref().is_some_and(|types| has_only_types(types.as_ref(), import));
    imports.retain(|import| !is_of_types(import));
    if let Some(import) = imports.iter().find(|import| !is_offered(import)) {
        return Err(LoadError::UnknownImport { path: path(), import: import.clone() });
    }
    let mut manifest = manifest.unwrap_or_else(|| {
        let stem = std::path::Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Manifest::from_file_name(&stem)
    });
    let plain = match types {
        None => None,
        Some(types) => {
            let plain = plain_interface(file, &types, &imports, &exports)?;
            plain.complete(&mut manifest);
            Some(Arc::new(plain))
        }
    };
    Ok(CheckedComponent { manifest, imports, plain })
}

/// The functions of a component that does not export the plugin API, if it has any and does
/// not rest on the API.
fn plain_interface(
    path: &str,
    types: &Types,
    imports: &[String],
    exports: &[String],
) -> Result<PlainInterface, LoadError> {
    let missing = |lack: &str| LoadError::MissingExport { path: path.to_owned(), lack: lack.to_owned() };
    if imports.iter().any(|import| import.starts_with(IMJOY)) {
        return Err(missing(""));
    }
    let plain = PlainInterface::read(types.as_ref(), exports);
    match plain.left_out.first() {
        _ if !plain.functions.is_empty() => Ok(plain),
        _ if plain.is_command => Err(LoadError::CommandLineProgram { path: path.to_owned() }),
        Some(left_out) => Err(missing(&format!(", nor a function that can be called: {left_out}"))),
        None => Err(missing(", nor any function")),
    }
}

fn is_offered(import: &str) -> bool {
    OFFERED_IMPORTS.iter().any(|offered| import.starts_with(offered))
        && (!import.starts_with("wasi:") || import.contains(WASI_VERSION))
}
