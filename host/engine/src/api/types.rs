//! `types`: buffers, functions, plugins and windows as resources.

use super::{encode_result, ok};
use crate::arena;
use crate::bindings::imjoy::plugin::types::{
    Error, Host, HostBuffer, HostBufferBuilder, HostFunction, HostFunctionWithStore, HostPlugin, HostPluginWithStore,
    HostWindow, HostWindowWithStore, Rectangle, Value,
};
use crate::buffer::{Buffer, BufferBuilder};
use crate::error::CallError;
use crate::identity::FunctionId;
use crate::plugin::instance::CallTarget;
use crate::plugin::store::StoreState;
use crate::value::{FunctionHandle, PluginHandle, Value as HostValue, WindowHandle};
use std::sync::Arc;
use wasmtime::component::{Accessor, HasSelf, Resource};

impl Host for StoreState {}

impl HostBuffer for StoreState {
    fn new(&mut self, bytes: Vec<u8>) -> wasmtime::Result<Resource<Buffer>> {
        let buffer = self.buffers.buffer(bytes).map_err(wasmtime::Error::new)?;
        Ok(self.table.push(buffer)?)
    }

    fn length(&mut self, buffer: Resource<Buffer>) -> wasmtime::Result<u64> {
        Ok(self.table.get(&buffer)?.0.len() as u64)
    }

    fn read(&mut self, buffer: Resource<Buffer>, offset: u64, length: u32) -> wasmtime::Result<Vec<u8>> {
        let bytes = &self.table.get(&buffer)?.0;
        let start = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
        let end = start.saturating_add(length as usize).min(bytes.len());
        Ok(bytes.get(start..end).unwrap_or_default().to_vec())
    }

    fn clone(&mut self, buffer: Resource<Buffer>) -> wasmtime::Result<Resource<Buffer>> {
        let clone = self.table.get(&buffer)?.clone();
        Ok(self.table.push(clone)?)
    }

    fn drop(&mut self, buffer: Resource<Buffer>) -> wasmtime::Result<()> {
        self.table.delete(buffer)?;
        Ok(())
    }
}

impl HostBufferBuilder for StoreState {
    fn new(&mut self) -> wasmtime::Result<Resource<BufferBuilder>> {
        let builder = self.buffers.builder();
        Ok(self.table.push(builder)?)
    }

    fn append(&mut self, builder: Resource<BufferBuilder>, bytes: Vec<u8>) -> wasmtime::Result<Result<(), Error>> {
        let appended = self.table.get_mut(&builder)?.append(&bytes);
        Ok(appended.map_err(|limit| Error::Limit(limit.to_string())))
    }

    fn finish(&mut self, builder: Resource<BufferBuilder>) -> wasmtime::Result<Resource<Buffer>> {
        let buffer = self.table.get_mut(&builder)?.finish();
        Ok(self.table.push(buffer)?)
    }

    fn drop(&mut self, builder: Resource<BufferBuilder>) -> wasmtime::Result<()> {
        self.table.delete(builder)?;
        Ok(())
    }
}

impl HostFunction for StoreState {
    fn new(&mut self, id: u64) -> wasmtime::Result<Resource<FunctionHandle>> {
        self.instance.count_function().map_err(wasmtime::Error::new)?;
        let function = FunctionHandle::new(FunctionId(id), self.instance.clone());
        Ok(self.table.push(function)?)
    }

    fn clone(&mut self, function: Resource<FunctionHandle>) -> wasmtime::Result<Resource<FunctionHandle>> {
        let clone = self.table.get(&function)?.clone();
        Ok(self.table.push(clone)?)
    }

    fn drop(&mut self, function: Resource<FunctionHandle>) -> wasmtime::Result<()> {
        self.table.delete(function)?;
        Ok(())
    }
}

impl<T: Send + 'static> HostFunctionWithStore<T> for HasSelf<StoreState> {
    async fn call(
        accessor: &Accessor<T, Self>,
        function: Resource<FunctionHandle>,
        arguments: Vec<Value>,
    ) -> wasmtime::Result<Result<Value, Error>> {
        let (function, arguments) = accessor.with(|mut access| {
            let state = access.get();
            let function = state.table.get(&function)?.clone();
            ok((function, arena::decode_all(arguments, &mut state.table)?))
        })?;
        let result = match arguments {
            Ok(arguments) => function.call(arguments).await,
            Err(error) => Err(error),
        };
        Ok(encode_result(accessor, result))
    }
}

impl HostPlugin for StoreState {
    fn name(&mut self, plugin: Resource<PluginHandle>) -> wasmtime::Result<String> {
        Ok(self.table.get(&plugin)?.name.to_string())
    }

    fn clone(&mut self, plugin: Resource<PluginHandle>) -> wasmtime::Result<Resource<PluginHandle>> {
        let clone = self.table.get(&plugin)?.clone();
        Ok(self.table.push(clone)?)
    }

    fn drop(&mut self, plugin: Resource<PluginHandle>) -> wasmtime::Result<()> {
        self.table.delete(plugin)?;
        Ok(())
    }
}

impl<T: Send + 'static> HostPluginWithStore<T> for HasSelf<StoreState> {
    async fn functions(
        accessor: &Accessor<T, Self>,
        plugin: Resource<PluginHandle>,
    ) -> wasmtime::Result<Result<Vec<String>, Error>> {
        let (shared, plugin) = accessor.with(|mut access| {
            let state = access.get();
            ok((state.shared.clone(), state.table.get(&plugin)?.clone()))
        })?;
        let listed = shared.call_plugin(&plugin, CallTarget::ListFunctions, Vec::new()).await;
        Ok(match listed {
            Ok(names) => Ok(names
                .as_list()
                .unwrap_or_default()
                .into_iter()
                .filter_map(|name| name.as_text().map(str::to_owned))
                .collect()),
            Err(error) => Err(error.into()),
        })
    }

    async fn call(
        accessor: &Accessor<T, Self>,
        plugin: Resource<PluginHandle>,
        function_name: String,
        arguments: Vec<Value>,
    ) -> wasmtime::Result<Result<Value, Error>> {
        let (shared, plugin, arguments) = accessor.with(|mut access| {
            let state = access.get();
            let plugin = state.table.get(&plugin)?.clone();
            ok((state.shared.clone(), plugin, arena::decode_all(arguments, &mut state.table)?))
        })?;
        let result = match arguments {
            Ok(arguments) => shared.call_plugin(&plugin, CallTarget::Export(function_name), arguments).await,
            Err(error) => Err(error),
        };
        Ok(encode_result(accessor, result))
    }
}

impl HostWindow for StoreState {
    fn id(&mut self, window: Resource<WindowHandle>) -> wasmtime::Result<u64> {
        Ok(self.table.get(&window)?.id.number())
    }

    fn name(&mut self, window: Resource<WindowHandle>) -> wasmtime::Result<String> {
        Ok(self.table.get(&window)?.name.to_string())
    }

    fn on(
        &mut self,
        window: Resource<WindowHandle>,
        event: String,
        handler: Resource<FunctionHandle>,
        fire_if_emitted: bool,
    ) -> wasmtime::Result<Result<(), Error>> {
        let handler = self.table.delete(handler)?;
        let window = self.table.get(&window)?;
        match self.shared.windows.on(window, event, handler.clone(), fire_if_emitted) {
            Ok(None) => Ok(Ok(())),
            Ok(Some(data)) => {
                // The handler's own errors are its plugin's business, which logs them.
                self.shared.runtime.spawn(async move {
                    if let Err(error) = handler.call(vec![data]).await {
                        tracing::debug!(%error, "a handler of an earlier event failed");
                    }
                });
                Ok(Ok(()))
            }
            Err(error) => Ok(Err(error.into())),
        }
    }

    fn off(&mut self, window: Resource<WindowHandle>, event: String) -> wasmtime::Result<Result<(), Error>> {
        let window = self.table.get(&window)?;
        Ok(self.shared.windows.off(window, &event).map_err(Error::from))
    }

    fn clone(&mut self, window: Resource<WindowHandle>) -> wasmtime::Result<Resource<WindowHandle>> {
        let clone = self.table.get(&window)?.clone();
        Ok(self.table.push(clone)?)
    }

    fn drop(&mut self, window: Resource<WindowHandle>) -> wasmtime::Result<()> {
        self.table.delete(window)?;
        Ok(())
    }
}

impl<T: Send + 'static> HostWindowWithStore<T> for HasSelf<StoreState> {
    async fn run(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
        update: Value,
    ) -> wasmtime::Result<Result<Value, Error>> {
        let (shared, window, update) = accessor.with(|mut access| {
            let state = access.get();
            let window = state.table.get(&window)?.clone();
            ok((state.shared.clone(), window, arena::decode(update, &mut state.table)?))
        })?;
        let result = update.and_then(|update| match update {
            HostValue::Record(update) => shared.windows.update(&window, update).map(|()| HostValue::Absent),
            other => Err(CallError::Invalid(format!(
                "the update of the window {} must be a record with data, config or name, not a {}",
                window.name,
                other.kind()
            ))),
        });
        Ok(encode_result(accessor, result))
    }

    async fn call(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
        function_name: String,
        arguments: Vec<Value>,
    ) -> wasmtime::Result<Result<Value, Error>> {
        if function_name == "run" && arguments.len() == 1 {
            let mut arguments = arguments;
            if let Some(update) = arguments.pop() {
                return Self::run(accessor, window, update).await;
            }
            return Ok(Err(Error::Invalid("run of a window takes one record".to_owned())));
        }
        accessor.with(|mut access| {
            let state = access.get();
            let window = state.table.get(&window)?.clone();
            // Read for its handles, which are taken out of the table.
            let arguments = arena::decode_all(arguments, &mut state.table)?;
            let refused = if function_name == "run" {
                CallError::Invalid("run of a window takes one record".to_owned())
            } else {
                CallError::NotFound(format!("function \"{function_name}\" of {} is not available.", window.name))
            };
            let result = state.shared.windows.check_open(&window).and(arguments).and(Err(refused));
            Ok(result.map_err(Error::from))
        })
    }

    async fn emit(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
        event: String,
        data: Value,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, window, data) = accessor.with(|mut access| {
            let state = access.get();
            let window = state.table.get(&window)?.clone();
            ok((state.shared.clone(), window, arena::decode(data, &mut state.table)?))
        })?;
        let result = match data {
            Ok(data) => shared.windows.emit(&window, &event, data).await,
            Err(error) => Err(error),
        };
        Ok(result.map_err(Error::from))
    }

    async fn close(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, window) = shared_and_window(accessor, &window)?;
        Ok(shared.windows.close(window.id).await.map_err(Error::from))
    }

    async fn refresh(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, window) = shared_and_window(accessor, &window)?;
        // The window draws what it was last given; an empty update draws it anew.
        Ok(shared.windows.update(&window, crate::value::Record::new()).map_err(Error::from))
    }

    async fn resize(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
        _rectangle: Option<Rectangle>,
    ) -> wasmtime::Result<Result<(), Error>> {
        not_available_yet(accessor, &window, "window.resize")
    }

    async fn focus(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, window) = shared_and_window(accessor, &window)?;
        Ok(shared.windows.focus(&window).map_err(Error::from))
    }

    async fn show(accessor: &Accessor<T, Self>, window: Resource<WindowHandle>) -> wasmtime::Result<Result<(), Error>> {
        not_available_yet(accessor, &window, "window.show")
    }

    async fn hide(accessor: &Accessor<T, Self>, window: Resource<WindowHandle>) -> wasmtime::Result<Result<(), Error>> {
        not_available_yet(accessor, &window, "window.hide")
    }
}

fn shared_and_window<T: Send + 'static>(
    accessor: &Accessor<T, HasSelf<StoreState>>,
    window: &Resource<WindowHandle>,
) -> wasmtime::Result<(Arc<crate::shared::Shared>, WindowHandle)> {
    accessor.with(|mut access| {
        let state = access.get();
        Ok((state.shared.clone(), state.table.get(window)?.clone()))
    })
}

fn not_available_yet<T: Send + 'static>(
    accessor: &Accessor<T, HasSelf<StoreState>>,
    window: &Resource<WindowHandle>,
    function: &str,
) -> wasmtime::Result<Result<(), Error>> {
    let (shared, window) = shared_and_window(accessor, window)?;
    Ok(shared.windows.check_open(&window).and(Err(CallError::not_available_yet(function))).map_err(Error::from))
}
