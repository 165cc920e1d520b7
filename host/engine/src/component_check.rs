//! What is checked of a component before any of it is compiled or run.

use crate::error::{LoadError, one_line};
use crate::manifest::{MANIFEST_SECTION, Manifest};
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

/// What a component says of itself, read without running any of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CheckedComponent {
    /// Its manifest.
    pub(crate) manifest: Manifest,
    /// Names of what it imports.
    pub(crate) imports: Vec<String>,
}

/// Checks that `wasm` is a whole, valid component that imports only what the host offers
/// and exports the plugin API, and reads its manifest. `path` is for messages, and its
/// stem the name of a plugin without a manifest.
pub(crate) fn check_component(path: &str, wasm: &[u8]) -> Result<CheckedComponent, LoadError> {
    check_kind(path, wasm)?;
    let mut features = WasmFeatures::default();
    features.set(WasmFeatures::CM_ASYNC, true);
    Validator::new_with_features(features).validate_all(wasm).map_err(|error| damaged(path, &error))?;
    read_component(path, wasm)
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

/// As [`check_component`], for bytes that are known to be valid because the host has
/// compiled them before.
pub(crate) fn read_component(path: &str, wasm: &[u8]) -> Result<CheckedComponent, LoadError> {
    let damaged = |error| damaged(path, &error);
    let path = || path.to_owned();
    let mut imports = Vec::new();
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
                }
            }
            Payload::CustomSection(section) if section.name() == MANIFEST_SECTION && manifest.is_none() => {
                let read = Manifest::parse(section.data());
                manifest = Some(read.map_err(|reason| LoadError::Manifest { path: path(), reason })?);
            }
            _ => {}
        }
    }

    if let Some(import) = imports.iter().find(|import| !is_offered(import)) {
        return Err(LoadError::UnknownImport { path: path(), import: import.clone() });
    }
    if !has_plugin_api {
        return Err(LoadError::MissingExport { path: path() });
    }
    let manifest = manifest.unwrap_or_else(|| {
        let path = path();
        let stem = std::path::Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Manifest::from_file_name(&stem)
    });
    Ok(CheckedComponent { manifest, imports })
}

fn is_offered(import: &str) -> bool {
    OFFERED_IMPORTS.iter().any(|offered| import.starts_with(offered))
        && (!import.starts_with("wasi:") || import.contains(WASI_VERSION))
}
