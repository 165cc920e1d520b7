//! `plugins`: call, run, get-plugin, start, register, unregister, services.

use super::{decode_optional, encode_result, ok};
use crate::arena::{self, table_full};
use crate::bindings::imjoy::plugin::plugins::{
    Host, HostTask, HostTaskWithStore, HostWithStore, Op as WitOp, OpFunction as WitOpFunction,
};
use crate::bindings::imjoy::plugin::types::{Error, Value};
use crate::error::CallError;
use crate::form::Form;
use crate::plugin::instance::CallTarget;
use crate::plugin::store::StoreState;
use crate::plugin::{Op, OpFunction};
use crate::shared::Shared;
use crate::value::{PluginHandle, Record, Value as HostValue};
use std::sync::Arc;
use tokio::sync::watch;
use wasmtime::component::{Accessor, HasSelf, Resource};

/// The `task` resource: a call that goes on while the plugin does other things.
pub struct Task {
    result: watch::Receiver<Option<Result<HostValue, CallError>>>,
    abort: tokio::task::AbortHandle,
    /// What was called, for messages.
    description: String,
}

impl Task {
    /// Ends the call; who awaits it gets [`CallError::Cancelled`].
    pub(crate) fn kill(&self) {
        self.abort.abort();
    }
}

impl Shared {
    /// Calls a plugin by handle.
    pub(crate) async fn call_plugin(
        &self,
        plugin: &PluginHandle,
        target: CallTarget,
        arguments: Vec<HostValue>,
    ) -> Result<HostValue, CallError> {
        // The text of ImJoy, without its typing errors.
        let gone = || {
            CallError::Terminated(format!(
                "plugin api function is not available in \"{}\", the plugin may be terminated.",
                plugin.name
            ))
        };
        let plugin = self.registry.get(plugin.id).ok_or_else(gone)?;
        let instance = plugin.instance()?;
        instance.call(target, arguments).await
    }

    /// Calls a plugin by name.
    pub(crate) async fn call_by_name(
        &self,
        plugin: &str,
        function: String,
        arguments: Vec<HostValue>,
    ) -> Result<HostValue, CallError> {
        let plugin = self.plugin_named(plugin).await?;
        let instance = self.wait_until_ready(&plugin).await?;
        instance.call(CallTarget::Export(function), arguments).await
    }
}

impl Host for StoreState {
    fn start(
        &mut self,
        plugin_name: String,
        function_name: String,
        arguments: Vec<Value>,
    ) -> wasmtime::Result<Result<Resource<Task>, Error>> {
        let arguments = match arena::decode_all(arguments, &mut self.table)? {
            Ok(arguments) => arguments,
            Err(error) => return Ok(Err(error.into())),
        };
        self.tasks.retain(|task| !task.is_finished());
        if self.tasks.len() >= self.shared.limits.calls as usize {
            return Ok(Err(Error::Limit(format!(
                "{} has started {} tasks that have not ended",
                self.instance.name,
                self.tasks.len()
            ))));
        }
        let description = format!("{function_name} of {plugin_name}");
        let (sender, result) = watch::channel(None);
        let shared = self.shared.clone();
        let task = self.shared.runtime.spawn(async move {
            let result = shared.call_by_name(&plugin_name, function_name, arguments).await;
            sender.send_replace(Some(result));
        });
        let task = Task { result, abort: task.abort_handle(), description };
        self.tasks.push(task.abort.clone());
        Ok(self.table.push(task).map_err(|full| table_full(full).into()))
    }
}

impl HostTask for StoreState {
    fn drop(&mut self, task: Resource<Task>) -> wasmtime::Result<()> {
        self.table.delete(task)?;
        Ok(())
    }
}

impl<T: Send + 'static> HostTaskWithStore<T> for HasSelf<StoreState> {
    async fn wait(accessor: &Accessor<T, Self>, task: Resource<Task>) -> wasmtime::Result<Result<Value, Error>> {
        let (mut result, description) = accessor.with(|mut access| {
            let task = access.get().table.get(&task)?;
            ok((task.result.clone(), task.description.clone()))
        })?;
        let result = match result.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(result)) => result.clone(),
            // The sender is dropped when the task is killed.
            Ok(None) | Err(_) => Err(CallError::Cancelled(format!("the call of {description} was killed"))),
        };
        Ok(encode_result(accessor, result))
    }
}

impl<T: Send + 'static> HostWithStore<T> for HasSelf<StoreState> {
    async fn call(
        accessor: &Accessor<T, Self>,
        plugin_name: String,
        function_name: String,
        arguments: Vec<Value>,
    ) -> wasmtime::Result<Result<Value, Error>> {
        let (shared, arguments) = accessor.with(|mut access| {
            let state = access.get();
            ok((state.shared.clone(), arena::decode_all(arguments, &mut state.table)?))
        })?;
        let result = match arguments {
            Ok(arguments) => shared.call_by_name(&plugin_name, function_name, arguments).await,
            Err(error) => Err(error),
        };
        Ok(encode_result(accessor, result))
    }

    async fn run(
        accessor: &Accessor<T, Self>,
        plugin_name: String,
        context: Option<Value>,
    ) -> wasmtime::Result<Result<Value, Error>> {
        let (shared, context) = accessor.with(|mut access| {
            let state = access.get();
            ok((state.shared.clone(), decode_optional(context, state)?))
        })?;
        let result = match context {
            Ok(context) => {
                let context = context.unwrap_or_else(|| HostValue::Record(Record::new()));
                shared.call_by_name(&plugin_name, "run".to_owned(), vec![context]).await
            }
            Err(error) => Err(error),
        };
        Ok(encode_result(accessor, result))
    }

    async fn get_plugin(
        accessor: &Accessor<T, Self>,
        plugin_name: String,
    ) -> wasmtime::Result<Result<Resource<PluginHandle>, Error>> {
        let shared = accessor.with(|mut access| access.get().shared.clone());
        let plugin = match shared.plugin_named(&plugin_name).await {
            Ok(plugin) => plugin,
            Err(_) => return Ok(Err(Error::NotFound(format!("Plugin not found: {plugin_name}")))),
        };
        // A plugin that is still loading is waited for, so that the order in which
        // plugins are loaded does not matter.
        if let Err(error) = shared.wait_until_ready(&plugin).await {
            return Ok(Err(error.into()));
        }
        let handle = PluginHandle { id: plugin.id, name: plugin.name() };
        Ok(accessor.with(|mut access| access.get().table.push(handle).map_err(|full| table_full(full).into())))
    }

    async fn register(accessor: &Accessor<T, Self>, op: WitOp) -> wasmtime::Result<Result<(), Error>> {
        accessor.with(|mut access| {
            let state = access.get();
            Ok(register(state, op)?.map_err(Error::from))
        })
    }

    async fn unregister(accessor: &Accessor<T, Self>, name: Option<String>) -> wasmtime::Result<Result<(), Error>> {
        accessor.with(|mut access| {
            let state = access.get();
            let removed: Vec<Op> = {
                let mut details = state.plugin.details();
                details.ops.extract_if(.., |op| name.as_ref().is_none_or(|name| **name == *op.name)).collect()
            };
            if let Some(name) = name
                && removed.is_empty()
            {
                return Ok(Err(Error::NotFound(format!("{} has no op {name}", state.instance.name))));
            }
            state.shared.changed(&state.plugin);
            Ok(Ok(()))
        })
    }

    async fn register_service(accessor: &Accessor<T, Self>, service: Value) -> wasmtime::Result<Result<String, Error>> {
        accessor.with(|mut access| {
            let service = arena::decode(service, &mut access.get().table)?;
            Ok(service.and(Err(CallError::not_available_yet("register-service"))).map_err(Error::from))
        })
    }

    async fn unregister_service(_: &Accessor<T, Self>, _id: String) -> wasmtime::Result<Result<(), Error>> {
        Ok(Err(CallError::not_available_yet("unregister-service").into()))
    }

    async fn get_services(accessor: &Accessor<T, Self>, query: Value) -> wasmtime::Result<Result<Vec<Value>, Error>> {
        accessor.with(|mut access| {
            let query = arena::decode(query, &mut access.get().table)?;
            Ok(query.and(Err(CallError::not_available_yet("get-services"))).map_err(Error::from))
        })
    }
}

/// Adds an op of the plugin, or replaces that of the same name.
fn register(state: &mut StoreState, op: WitOp) -> wasmtime::Result<Result<(), CallError>> {
    // All parts are read before any is judged, so that the handles of all are taken out
    // of the table.
    let ui = decode_optional(op.ui, state)?;
    let inputs = decode_optional(op.inputs, state)?;
    let outputs = decode_optional(op.outputs, state)?;
    let run = op_function(op.run, state)?;
    let update = op_function(op.update, state)?;
    Ok((|| {
        let (ui, inputs, outputs) = (ui?, inputs?, outputs?);
        if inputs.is_some() || outputs.is_some() {
            return Err(CallError::not_available_yet("register with inputs or outputs"));
        }
        let form = Form::parse(&ui.unwrap_or_default()).map_err(|error| CallError::Invalid(error.to_string()))?;
        let mut details = state.plugin.details();
        let name: Arc<str> = op.name.map_or_else(|| details.name.clone(), Into::into);
        let exports_update = || details.manifest.functions.iter().any(|function| function == "update");
        let update = update.or_else(|| exports_update().then(|| OpFunction::Name("update".to_owned())));
        let new =
            Op { name, form: Arc::new(form), run: run.unwrap_or_else(|| OpFunction::Name("run".to_owned())), update };
        let count = details.ops.len();
        let replaced = match details.ops.iter_mut().find(|existing| existing.name == new.name) {
            Some(existing) => Some(std::mem::replace(existing, new)),
            None if count >= state.shared.limits.ops => {
                return Err(CallError::Limit(format!(
                    "{} has {} ops and may not register more",
                    details.name, state.shared.limits.ops
                )));
            }
            None => {
                details.ops.push(new);
                None
            }
        };
        drop(details);
        drop(replaced);
        state.shared.changed(&state.plugin);
        Ok(())
    })())
}

fn op_function(function: Option<WitOpFunction>, state: &mut StoreState) -> wasmtime::Result<Option<OpFunction>> {
    Ok(match function {
        Some(WitOpFunction::Name(name)) => Some(OpFunction::Name(name)),
        Some(WitOpFunction::Function(function)) => Some(OpFunction::Function(state.table.delete(function)?)),
        None => None,
    })
}
