//! What an instance runs, and how its functions are called.
//!
//! A plugin is a component of the world `plugin`; or a program: text that a language
//! runtime runs, which is itself such a component, started with the program in its Store; or a
//! component that knows nothing of ImJoy and exports plain functions.

use super::store::StoreState;
use crate::arena;
use crate::bindings::exports::imjoy::plugin::plugin_api::Guest;
use crate::bindings::imjoy::plugin::types as wit;
use crate::bindings::{LanguageRuntime, LanguageRuntimePre};
use crate::error::{CallError, EndReason};
use crate::language::Program;
use crate::limits::Limits;
use crate::plain_component::{PlainCode, RunningPlain, most_call_parts};
use crate::value::Value;
use std::sync::Arc;
use wasmtime::Store;
use wasmtime::component::Accessor;

/// Code that is compiled and linked, ready for any number of instances.
#[derive(Clone)]
pub(crate) enum Code {
    /// A component of the world `plugin`.
    Component(LanguageRuntimePre<StoreState>),
    /// A program, and the runtime of its language.
    Program(LanguageRuntimePre<StoreState>, Arc<Program>),
    /// A component with plain functions.
    Plain(PlainCode),
}

impl Code {
    /// The program that a runtime finds in its Store.
    pub(crate) fn program(&self) -> Option<Arc<Program>> {
        match self {
            Code::Component(_) | Code::Plain(_) => None,
            Code::Program(_, program) => Some(program.clone()),
        }
    }

    /// Why an instance ends that has passed too much to the host.
    pub(crate) fn data_limit(&self, limits: &Limits) -> EndReason {
        match self {
            Code::Component(_) | Code::Program(..) => EndReason::DataLimit { limit_bytes: limits.call_bytes },
            Code::Plain(_) => EndReason::PartLimit { limit: most_call_parts(limits) },
        }
    }

    /// Makes an instance in `store`.
    pub(crate) async fn instantiate(&self, store: &mut Store<StoreState>) -> wasmtime::Result<RunningCode> {
        match self {
            Code::Component(component) | Code::Program(component, _) => {
                Ok(RunningCode::Plugin(component.instantiate_async(store).await?))
            }
            Code::Plain(plain) => Ok(RunningCode::Plain(plain.instantiate(store).await?)),
        }
    }
}

/// Code in a Store. The outer errors of its functions are traps, which end the instance.
pub(crate) enum RunningCode {
    /// A component that exports `plugin-api`.
    Plugin(LanguageRuntime),
    /// A component with plain functions.
    Plain(RunningPlain),
}

impl RunningCode {
    /// Sets the plugin up.
    pub(crate) async fn setup(&self, accessor: &Accessor<StoreState>) -> wasmtime::Result<Result<(), CallError>> {
        match self {
            RunningCode::Plugin(plugin) => Ok(api(plugin).call_setup(accessor).await?.map_err(CallError::from)),
            RunningCode::Plain(_) => Ok(Ok(())),
        }
    }

    /// Names of the exported functions.
    pub(crate) async fn functions(&self, accessor: &Accessor<StoreState>) -> wasmtime::Result<Vec<String>> {
        match self {
            RunningCode::Plugin(plugin) => api(plugin).call_functions(accessor).await,
            RunningCode::Plain(plain) => Ok(plain.functions()),
        }
    }

    /// Calls an exported function.
    pub(crate) async fn call(
        &self,
        accessor: &Accessor<StoreState>,
        function: String,
        arguments: Vec<Value>,
    ) -> wasmtime::Result<Result<Value, CallError>> {
        match self {
            RunningCode::Plugin(plugin) => match encode_all(accessor, arguments) {
                Ok(arguments) => decode(accessor, api(plugin).call_call(accessor, function, arguments).await?),
                Err(error) => Ok(Err(error)),
            },
            RunningCode::Plain(plain) => plain.call(accessor, &function, arguments).await,
        }
    }

    /// Calls a function that the plugin has given away. A plain component gives none away.
    pub(crate) async fn call_function(
        &self,
        accessor: &Accessor<StoreState>,
        function: u64,
        arguments: Vec<Value>,
    ) -> wasmtime::Result<Result<Value, CallError>> {
        let RunningCode::Plugin(plugin) = self else {
            return Ok(Err(CallError::NotFound("the function does not exist".to_owned())));
        };
        match encode_all(accessor, arguments) {
            Ok(arguments) => decode(accessor, api(plugin).call_call_function(accessor, function, arguments).await?),
            Err(error) => Ok(Err(error)),
        }
    }

    /// Tells the plugin that nobody holds a function of it any more.
    pub(crate) async fn release_function(
        &self,
        accessor: &Accessor<StoreState>,
        function: u64,
    ) -> wasmtime::Result<()> {
        match self {
            RunningCode::Plugin(plugin) => api(plugin).call_release_function(accessor, function).await,
            RunningCode::Plain(_) => Ok(()),
        }
    }
}

fn api(plugin: &LanguageRuntime) -> &Guest {
    plugin.imjoy_plugin_plugin_api()
}

fn encode_all(accessor: &Accessor<StoreState>, arguments: Vec<Value>) -> Result<Vec<wit::Value>, CallError> {
    accessor.with(|mut access| arena::encode_all(arguments, &mut access.get().table))
}

fn decode(
    accessor: &Accessor<StoreState>,
    result: Result<wit::Value, wit::Error>,
) -> wasmtime::Result<Result<Value, CallError>> {
    match result {
        Ok(value) => accessor.with(|mut access| arena::decode(value, &mut access.get().table)),
        Err(error) => Ok(Err(error.into())),
    }
}
