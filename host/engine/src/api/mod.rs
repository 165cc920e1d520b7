//! The ImJoy API as plugins call it: one file for each interface of `wit/`, with its name.
//!
//! These functions translate between WIT and the engine; what they do stands in the
//! modules that they call. A plugin's mistake is a typed error; a trap is for handles
//! that are not the plugin's.

pub(crate) mod arrays;
pub(crate) mod dialogs;
pub(crate) mod files;
pub(crate) mod image_processing;
pub(crate) mod plugins;
pub(crate) mod runtime;
pub(crate) mod settings;
pub(crate) mod status;
pub(crate) mod types;
pub(crate) mod utilities;
pub(crate) mod windows;

use crate::arena;
use crate::bindings::LanguageRuntime;
use crate::bindings::imjoy::plugin::types as wit;
use crate::error::{CallError, EngineError};
use crate::filesystem;
use crate::plugin::store::StoreState;
use crate::value::Value;
use wasmtime::Engine;
use wasmtime::component::{Accessor, HasSelf, Linker};

/// Everything that a plugin or a language runtime may import; what a plugin of anybody may
/// is checked before (`component_check.rs`).
pub(crate) fn linker(engine: &Engine) -> Result<Linker<StoreState>, EngineError> {
    let wasm_error = |error: wasmtime::Error| EngineError::Wasm(format!("{error:#}"));
    let mut linker = Linker::new(engine);
    filesystem::add_to_linker(&mut linker).map_err(wasm_error)?;
    LanguageRuntime::add_to_linker::<_, HasSelf<StoreState>>(&mut linker, |state| state).map_err(wasm_error)?;
    Ok(linker)
}

/// `Ok` with the error type of a trap, which closures cannot name.
fn ok<T>(value: T) -> wasmtime::Result<T> {
    Ok(value)
}

/// Reads an optional value.
fn decode_optional(
    value: Option<wit::Value>,
    state: &mut StoreState,
) -> wasmtime::Result<Result<Option<Value>, CallError>> {
    value.map(|value| arena::decode(value, &mut state.table)).transpose().map(Option::transpose)
}

/// Writes the result of a call for the plugin that made it.
fn encode_result<T>(
    accessor: &Accessor<T, HasSelf<StoreState>>,
    result: Result<Value, CallError>,
) -> Result<wit::Value, wit::Error>
where
    T: Send + 'static,
{
    let encoded = result.and_then(|value| accessor.with(|mut access| arena::encode(value, &mut access.get().table)));
    encoded.map_err(wit::Error::from)
}
