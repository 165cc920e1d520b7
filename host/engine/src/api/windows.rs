//! `windows`: create-window, get-window.

use super::decode_optional;
use crate::arena::table_full;
use crate::bindings::imjoy::plugin::types::Error;
use crate::bindings::imjoy::plugin::windows::{Host, HostWithStore, WindowOptions, WindowQuery};
use crate::error::CallError;
use crate::plugin::store::StoreState;
use crate::value::WindowHandle;
use crate::window_types::check_window_type;
use crate::windows::{NewWindow, WindowQuery as Query};
use wasmtime::component::{Accessor, HasSelf, Resource};

impl Host for StoreState {}

impl<T: Send + 'static> HostWithStore<T> for HasSelf<StoreState> {
    async fn create_window(
        accessor: &Accessor<T, Self>,
        options: WindowOptions,
    ) -> wasmtime::Result<Result<Resource<WindowHandle>, Error>> {
        accessor.with(|mut access| {
            let state = access.get();
            let data = decode_optional(options.data, state)?;
            let config = decode_optional(options.config, state)?;
            let opened = data.and_then(|data| {
                let config = config?;
                check_window_type(&options.window_type, &state.shared.registry)?;
                state.shared.windows.open(NewWindow {
                    owner: Some((state.plugin.id, state.instance.name.clone())),
                    name: options.name,
                    window_type: options.window_type,
                    data: data.unwrap_or_default(),
                    config: config.unwrap_or_default(),
                    x: options.x,
                    y: options.y,
                    w: options.w,
                    h: options.h,
                    ..NewWindow::default()
                })
            });
            Ok(match opened {
                Ok(window) => match state.table.push(window.clone()) {
                    Ok(handle) => Ok(handle),
                    Err(full) => {
                        state.shared.windows.withdraw(window.id);
                        Err(table_full(full).into())
                    }
                },
                Err(error) => Err(error.into()),
            })
        })
    }

    async fn get_window(
        accessor: &Accessor<T, Self>,
        query: WindowQuery,
    ) -> wasmtime::Result<Result<Option<Resource<WindowHandle>>, Error>> {
        accessor.with(|mut access| {
            let state = access.get();
            if query.plugin_id.is_some() {
                // Ids of window plugin instances come with window plugins.
                return Ok(Err(CallError::not_available_yet("get-window by plugin-id").into()));
            }
            let query = Query { name: query.name, id: query.window_id, window_type: query.window_type };
            Ok(match state.shared.windows.find(&query) {
                Some(window) => match state.table.push(window) {
                    Ok(handle) => Ok(Some(handle)),
                    Err(full) => Err(table_full(full).into()),
                },
                None => Ok(None),
            })
        })
    }
}
