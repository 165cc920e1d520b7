//! `windows`: create-window, get-window.

use super::{decode_optional, ok};
use crate::arena::table_full;
use crate::bindings::imjoy::plugin::types::Error;
use crate::bindings::imjoy::plugin::windows::{Host, HostWithStore, WindowOptions, WindowQuery};
use crate::plugin::store::StoreState;
use crate::value::WindowHandle;
use crate::windows::{NewWindow, WindowQuery as Query};
use wasmtime::component::{Accessor, HasSelf, Resource};

impl Host for StoreState {}

impl<T: Send + 'static> HostWithStore<T> for HasSelf<StoreState> {
    async fn create_window(
        accessor: &Accessor<T, Self>,
        options: WindowOptions,
    ) -> wasmtime::Result<Result<Resource<WindowHandle>, Error>> {
        let (shared, window) = accessor.with(|mut access| {
            let state = access.get();
            let data = decode_optional(options.data, state)?;
            let config = decode_optional(options.config, state)?;
            let (plugin, made_by) = (state.plugin.id, state.instance.id);
            let owner = Some((plugin, state.instance.asker.name.clone()));
            let window = data.and_then(|data| {
                Ok(NewWindow {
                    owner,
                    made_by: Some(made_by),
                    name: options.name,
                    window_type: options.window_type,
                    data: data.unwrap_or_default(),
                    config: config?.unwrap_or_default(),
                    x: options.x,
                    y: options.y,
                    w: options.w,
                    h: options.h,
                    ..NewWindow::default()
                })
            });
            ok((state.shared.clone(), window))
        })?;
        let opened = match window {
            Ok(window) => shared.create_window(window).await,
            Err(error) => Err(error),
        };
        Ok(match opened {
            Ok(window) => {
                let pushed = accessor.with(|mut access| access.get().table.push(window.clone()));
                pushed.map_err(|full| {
                    shared.withdraw_window(window.id);
                    table_full(full).into()
                })
            }
            Err(error) => Err(error.into()),
        })
    }

    async fn get_window(
        accessor: &Accessor<T, Self>,
        query: WindowQuery,
    ) -> wasmtime::Result<Result<Option<Resource<WindowHandle>>, Error>> {
        accessor.with(|mut access| {
            let state = access.get();
            let WindowQuery { name, window_id, plugin_id, window_type } = query;
            let query = Query { name, id: window_id, plugin_id, window_type };
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
