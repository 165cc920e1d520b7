//! `types`: buffers, functions, plugins and windows as resources.

use super::{encode_result, ok};
use crate::arena;
use crate::bindings::imjoy::plugin::types::{
    Error, Host, HostBuffer, HostBufferBuilder, HostFunction, HostFunctionWithStore, HostPlugin, HostPluginWithStore,
    HostWindow, HostWindowWithStore, Rectangle, Value,
};
use crate::buffer::{Buffer, BufferBuilder};
use crate::front_end::WindowRectangle;
use crate::identity::FunctionId;
use crate::plugin::instance::CallTarget;
use crate::plugin::store::StoreState;
use crate::value::{FunctionHandle, PluginHandle, WindowHandle};
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
        let (shared, caller, plugin) = accessor.with(|mut access| {
            let state = access.get();
            ok((state.shared.clone(), state.plugin.id, state.table.get(&plugin)?.clone()))
        })?;
        let listed = shared.call_plugin(caller, &plugin, CallTarget::ListFunctions, Vec::new()).await;
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

    async fn variables(
        accessor: &Accessor<T, Self>,
        plugin: Resource<PluginHandle>,
    ) -> wasmtime::Result<Result<Value, Error>> {
        let (shared, caller, plugin) = accessor.with(|mut access| {
            let state = access.get();
            ok((state.shared.clone(), state.plugin.id, state.table.get(&plugin)?.clone()))
        })?;
        Ok(encode_result(accessor, shared.variables_of(caller, &plugin)))
    }

    async fn call(
        accessor: &Accessor<T, Self>,
        plugin: Resource<PluginHandle>,
        function_name: String,
        arguments: Vec<Value>,
    ) -> wasmtime::Result<Result<Value, Error>> {
        let (shared, caller, plugin, arguments) = accessor.with(|mut access| {
            let state = access.get();
            let plugin = state.table.get(&plugin)?.clone();
            ok((state.shared.clone(), state.plugin.id, plugin, arena::decode_all(arguments, &mut state.table)?))
        })?;
        let result = match arguments {
            Ok(arguments) => shared.call_plugin(caller, &plugin, CallTarget::Export(function_name), arguments).await,
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
        let window = self.table.get(&window)?;
        // It may have been renamed; a closed window keeps the name that the handle knows.
        let open = self.shared.windows.handle(window.id);
        Ok(open.as_ref().unwrap_or(window).name.to_string())
    }

    fn plugin_id(&mut self, window: Resource<WindowHandle>) -> wasmtime::Result<Option<String>> {
        Ok(self.shared.windows.plugin_id(self.table.get(&window)?))
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
        Ok(self.shared.add_handler(window, event, handler, fire_if_emitted).map_err(Error::from))
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
        let (shared, caller, window, update) = accessor.with(|mut access| {
            let state = access.get();
            let window = state.table.get(&window)?.clone();
            ok((state.shared.clone(), state.plugin.id, window, arena::decode(update, &mut state.table)?))
        })?;
        let result = match update {
            Ok(update) => shared.run_window(caller, &window, update).await,
            Err(error) => Err(error),
        };
        Ok(encode_result(accessor, result))
    }

    async fn call(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
        function_name: String,
        arguments: Vec<Value>,
    ) -> wasmtime::Result<Result<Value, Error>> {
        let (shared, caller, window, arguments) = accessor.with(|mut access| {
            let state = access.get();
            let window = state.table.get(&window)?.clone();
            ok((state.shared.clone(), state.plugin.id, window, arena::decode_all(arguments, &mut state.table)?))
        })?;
        let result = match arguments {
            Ok(arguments) => shared.call_window(caller, &window, function_name, arguments).await,
            Err(error) => Err(error),
        };
        Ok(encode_result(accessor, result))
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
            Ok(data) => shared.emit_window_event(&window, event, data).await,
            Err(error) => Err(error),
        };
        Ok(result.map_err(Error::from))
    }

    async fn close(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, window) = shared_and_window(accessor, &window)?;
        Ok(shared.close_window(window.id).await.map_err(Error::from))
    }

    async fn refresh(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, window) = shared_and_window(accessor, &window)?;
        Ok(shared.refresh_window(&window).map_err(Error::from))
    }

    async fn resize(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
        rectangle: Option<Rectangle>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, window) = shared_and_window(accessor, &window)?;
        let rectangle = rectangle.map(|Rectangle { x, y, w, h }| WindowRectangle { x, y, w, h });
        Ok(shared.resize_window(&window, rectangle).map_err(Error::from))
    }

    async fn focus(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, window) = shared_and_window(accessor, &window)?;
        Ok(shared.focus_window(&window).map_err(Error::from))
    }

    async fn show(accessor: &Accessor<T, Self>, window: Resource<WindowHandle>) -> wasmtime::Result<Result<(), Error>> {
        let (shared, window) = shared_and_window(accessor, &window)?;
        Ok(shared.show_window(&window).map_err(Error::from))
    }

    async fn hide(accessor: &Accessor<T, Self>, window: Resource<WindowHandle>) -> wasmtime::Result<Result<(), Error>> {
        let (shared, window) = shared_and_window(accessor, &window)?;
        Ok(shared.hide_window(&window).map_err(Error::from))
    }

    async fn set_content(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
        content: Value,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, window, content) = accessor.with(|mut access| {
            let state = access.get();
            let window = state.table.get(&window)?.clone();
            ok((state.shared.clone(), window, arena::decode(content, &mut state.table)?))
        })?;
        let result = content.and_then(|content| shared.windows.set_content(&window, &content));
        Ok(result.map_err(Error::from))
    }

    async fn change_content(
        accessor: &Accessor<T, Self>,
        window: Resource<WindowHandle>,
        changes: Value,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, window, changes) = accessor.with(|mut access| {
            let state = access.get();
            let window = state.table.get(&window)?.clone();
            ok((state.shared.clone(), window, arena::decode(changes, &mut state.table)?))
        })?;
        let result = changes.and_then(|changes| shared.windows.change_content(&window, &changes));
        Ok(result.map_err(Error::from))
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
