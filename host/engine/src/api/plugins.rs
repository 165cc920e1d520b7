//! `plugins`: call, run, get-plugin, start, register, unregister, services.

use super::{decode_optional, encode_result, ok};
use crate::arena::{self, table_full};
use crate::bindings::imjoy::plugin::plugins::{
    Host, HostTask, HostTaskWithStore, HostWithStore, Op as WitOp, OpFunction as WitOpFunction,
};
use crate::bindings::imjoy::plugin::types::{Error, Value};
use crate::error::CallError;
use crate::identity::PluginId;
use crate::ops::NewOp;
use crate::plugin::instance::{CallTarget, Instance};
use crate::plugin::store::StoreState;
use crate::plugin::{Callee, OpFunction, Plugin};
use crate::services::NewService;
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
    /// Calls a plugin by handle, for the plugin `caller`.
    pub(crate) async fn call_plugin(
        self: &Arc<Self>,
        caller: PluginId,
        plugin: &PluginHandle,
        target: CallTarget,
        arguments: Vec<HostValue>,
    ) -> Result<HostValue, CallError> {
        let (plugin, callee) = self.callee_of(caller, plugin)?;
        self.call_callee(&plugin, callee, target, arguments).await
    }

    /// The variables that a plugin exports, for the plugin `caller`; an empty record where
    /// there are none.
    pub(crate) fn variables_of(&self, caller: PluginId, plugin: &PluginHandle) -> Result<HostValue, CallError> {
        let (_, callee) = self.callee_of(caller, plugin)?;
        Ok(match callee {
            Callee::Instance(instance) => HostValue::Record(instance.variables()),
            Callee::WindowPlugin => HostValue::Record(Record::new()),
        })
    }

    /// Whom the calls of a handle go to.
    fn callee_of(&self, caller: PluginId, plugin: &PluginHandle) -> Result<(Arc<Plugin>, Callee), CallError> {
        // The text of ImJoy, without its typing errors.
        let gone = || {
            CallError::Terminated(format!(
                "plugin api function is not available in \"{}\", the plugin may be terminated.",
                plugin.name
            ))
        };
        let plugin = self.registry.get(plugin.id).ok_or_else(gone)?;
        self.check_called(&plugin, caller)?;
        let callee = plugin.callee()?;
        Ok((plugin, callee))
    }

    /// Calls a plugin by name.
    pub(crate) async fn call_by_name(
        self: &Arc<Self>,
        plugin: &str,
        function: String,
        arguments: Vec<HostValue>,
    ) -> Result<HostValue, CallError> {
        let (plugin, callee) = self.callee_named(None, plugin).await?;
        self.call_callee(&plugin, callee, CallTarget::Export(function), arguments).await
    }

    /// The plugin of that name and whom its calls go to, once it is ready.
    async fn callee_named(
        self: &Arc<Self>,
        caller: Option<PluginId>,
        plugin: &str,
    ) -> Result<(Arc<Plugin>, Callee), CallError> {
        let plugin = self.plugin_named(caller, plugin).await?;
        let callee = self.ready_callee(&plugin).await?;
        Ok((plugin, callee))
    }

    /// Calls a plugin by name, for the plugin `caller`.
    pub(crate) async fn call_for(
        self: &Arc<Self>,
        caller: PluginId,
        plugin: &str,
        function: String,
        arguments: Vec<HostValue>,
    ) -> Result<HostValue, CallError> {
        let (plugin, callee) = self.callee_named(Some(caller), plugin).await?;
        self.check_called(&plugin, caller)?;
        self.call_callee(&plugin, callee, CallTarget::Export(function), arguments).await
    }

    /// Calls a plugin's instance, or a window plugin, which then opens a window.
    pub(crate) async fn call_callee(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        callee: Callee,
        target: CallTarget,
        arguments: Vec<HostValue>,
    ) -> Result<HostValue, CallError> {
        match callee {
            Callee::Instance(instance) => instance.call(target, arguments).await,
            Callee::WindowPlugin => {
                self.call_window_plugin(plugin, target, arguments).await.map_err(|failure| failure.error)
            }
        }
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
        let (shared, caller) = (self.shared.clone(), self.plugin.id);
        let task = self.shared.runtime.spawn(async move {
            let result = shared.call_for(caller, &plugin_name, function_name, arguments).await;
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
        let (shared, caller, arguments) = accessor.with(|mut access| {
            let state = access.get();
            ok((state.shared.clone(), state.plugin.id, arena::decode_all(arguments, &mut state.table)?))
        })?;
        let result = match arguments {
            Ok(arguments) => shared.call_for(caller, &plugin_name, function_name, arguments).await,
            Err(error) => Err(error),
        };
        Ok(encode_result(accessor, result))
    }

    async fn run(
        accessor: &Accessor<T, Self>,
        plugin_name: String,
        context: Option<Value>,
    ) -> wasmtime::Result<Result<Value, Error>> {
        let (shared, caller, context) = accessor.with(|mut access| {
            let state = access.get();
            ok((state.shared.clone(), state.plugin.id, decode_optional(context, state)?))
        })?;
        let result = match context {
            Ok(context) => {
                let context = context.unwrap_or_else(|| HostValue::Record(Record::new()));
                shared.call_for(caller, &plugin_name, "run".to_owned(), vec![context]).await
            }
            Err(error) => Err(error),
        };
        Ok(encode_result(accessor, result))
    }

    async fn get_plugin(
        accessor: &Accessor<T, Self>,
        plugin_name: String,
    ) -> wasmtime::Result<Result<Resource<PluginHandle>, Error>> {
        let (shared, caller) = accessor.with(|mut access| {
            let state = access.get();
            (state.shared.clone(), state.plugin.id)
        });
        let plugin = match shared.plugin_named(Some(caller), &plugin_name).await {
            Ok(plugin) => plugin,
            Err(_) => return Ok(Err(Error::NotFound(format!("Plugin not found: {plugin_name}")))),
        };
        // A plugin that is still loading is waited for, so that the order in which
        // plugins are loaded does not matter.
        if let Err(error) = shared.ready_callee(&plugin).await {
            return Ok(Err(error.into()));
        }
        let handle = PluginHandle { id: plugin.id, name: plugin.name() };
        Ok(accessor.with(|mut access| access.get().table.push(handle).map_err(|full| table_full(full).into())))
    }

    async fn register(accessor: &Accessor<T, Self>, op: WitOp) -> wasmtime::Result<Result<(), Error>> {
        let (caller, op) = accessor.with(|mut access| {
            let state = access.get();
            ok((Caller::of(state), new_op(op, state)?))
        })?;
        let registered = match op {
            Ok(op) => caller.shared.register_op(&caller.plugin, &caller.instance, op).await,
            Err(error) => Err(error),
        };
        Ok(registered.map_err(Error::from))
    }

    async fn unregister(accessor: &Accessor<T, Self>, name: Option<String>) -> wasmtime::Result<Result<(), Error>> {
        let caller = accessor.with(|mut access| Caller::of(access.get()));
        let removed = caller.shared.unregister_op(&caller.plugin, &caller.instance, name.as_deref()).await;
        Ok(removed.map_err(Error::from))
    }

    async fn register_service(accessor: &Accessor<T, Self>, service: Value) -> wasmtime::Result<Result<String, Error>> {
        let (caller, service) = accessor.with(|mut access| {
            let state = access.get();
            ok((Caller::of(state), arena::decode(service, &mut state.table)?))
        })?;
        let registered = match service.and_then(NewService::new) {
            Ok(service) => register_service(&caller, service).await,
            Err(error) => Err(error),
        };
        Ok(registered.map_err(Error::from))
    }

    async fn unregister_service(accessor: &Accessor<T, Self>, id: String) -> wasmtime::Result<Result<(), Error>> {
        let caller = accessor.with(|mut access| Caller::of(access.get()));
        let removed = match caller.shared.services.unregister(&caller.instance, &id) {
            Ok(true) => caller.shared.unregister_op(&caller.plugin, &caller.instance, Some(&id)).await,
            Ok(false) => Ok(()),
            Err(error) => Err(error),
        };
        Ok(removed.map_err(Error::from))
    }

    async fn get_services(accessor: &Accessor<T, Self>, query: Value) -> wasmtime::Result<Result<Vec<Value>, Error>> {
        accessor.with(|mut access| {
            let state = access.get();
            let found = arena::decode(query, &mut state.table)?.and_then(|query| state.shared.services.find(&query));
            Ok(found.and_then(|services| arena::encode_all(services, &mut state.table)).map_err(Error::from))
        })
    }
}

/// Who calls, kept while it waits.
struct Caller {
    shared: Arc<Shared>,
    plugin: Arc<Plugin>,
    instance: Arc<Instance>,
}

impl Caller {
    fn of(state: &StoreState) -> Self {
        Self { shared: state.shared.clone(), plugin: state.plugin.clone(), instance: state.instance.clone() }
    }
}

/// Reads what a plugin registers. All parts are read before any is judged, so that the
/// handles of all are taken out of the table.
fn new_op(op: WitOp, state: &mut StoreState) -> wasmtime::Result<Result<NewOp, CallError>> {
    let ui = decode_optional(op.ui, state)?;
    let inputs = decode_optional(op.inputs, state)?;
    let outputs = decode_optional(op.outputs, state)?;
    let run = op_function(op.run, state)?;
    let update = op_function(op.update, state)?;
    Ok((|| {
        Ok(NewOp {
            name: op.name,
            ui: ui?.unwrap_or_default(),
            run,
            update,
            inputs: inputs?.unwrap_or_default(),
            outputs: outputs?.unwrap_or_default(),
        })
    })())
}

/// Offers a service; one that is an op is registered as such first.
async fn register_service(caller: &Caller, service: NewService) -> Result<String, CallError> {
    let Caller { shared, plugin, instance } = caller;
    if service.is_op {
        let function = |field: &str| match service.field(field) {
            HostValue::Function(function) => Ok(Some(OpFunction::Function(function.clone()))),
            HostValue::Text(name) => Ok(Some(OpFunction::Name(name.clone()))),
            nothing if nothing.is_falsy() => Ok(None),
            other => Err(CallError::Invalid(format!(
                "`{field}` of the op {} is a {}, not a function or the name of one",
                service.name(),
                other.kind()
            ))),
        };
        let op = NewOp {
            name: Some(service.name().to_owned()),
            ui: service.field("ui").clone(),
            run: function("run")?,
            update: function("update")?,
            inputs: service.field("inputs").clone(),
            outputs: service.field("outputs").clone(),
        };
        shared.register_op(plugin, instance, op).await?;
    }
    shared.services.register(instance, service)
}

fn op_function(function: Option<WitOpFunction>, state: &mut StoreState) -> wasmtime::Result<Option<OpFunction>> {
    Ok(match function {
        Some(WitOpFunction::Name(name)) => Some(OpFunction::Name(name)),
        Some(WitOpFunction::Function(function)) => Some(OpFunction::Function(state.table.delete(function)?)),
        None => None,
    })
}
