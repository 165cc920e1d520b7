//! `settings`: set-config, get-config, get-attachment, tag, workspace.

use crate::arena;
use crate::bindings::imjoy::plugin::settings::{Host, HostWithStore};
use crate::bindings::imjoy::plugin::types::{Error, Value};
use crate::error::CallError;
use crate::plugin::store::StoreState;
use wasmtime::component::{Accessor, HasSelf};

/// The one workspace of this version.
const DEFAULT_WORKSPACE: &str = "default";

impl Host for StoreState {
    fn tag(&mut self) -> wasmtime::Result<Option<String>> {
        // Tags are chosen when a plugin file is installed; components have none yet.
        Ok(None)
    }

    fn workspace(&mut self) -> wasmtime::Result<String> {
        Ok(DEFAULT_WORKSPACE.to_owned())
    }
}

impl<T: Send + 'static> HostWithStore<T> for HasSelf<StoreState> {
    async fn set_config(
        accessor: &Accessor<T, Self>,
        _name: String,
        value: Value,
    ) -> wasmtime::Result<Result<(), Error>> {
        accessor.with(|mut access| {
            let value = arena::decode(value, &mut access.get().table)?;
            Ok(value.and(Err(CallError::not_available_yet("set-config"))).map_err(Error::from))
        })
    }

    async fn get_config(accessor: &Accessor<T, Self>, name: String) -> wasmtime::Result<Result<Value, Error>> {
        accessor.with(|mut access| {
            let state = access.get();
            let field =
                name.strip_prefix('_').and_then(|field| state.plugin.details().manifest.fields.get(field).cloned());
            let result = match field {
                Some(value) => arena::encode(value, &mut state.table),
                None => Err(CallError::not_available_yet("get-config of stored settings")),
            };
            Ok(result.map_err(Error::from))
        })
    }

    async fn get_attachment(_: &Accessor<T, Self>, _name: String) -> wasmtime::Result<Result<Option<String>, Error>> {
        Ok(Err(CallError::not_available_yet("get-attachment").into()))
    }
}
