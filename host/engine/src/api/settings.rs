//! `settings`: set-config, get-config, get-attachment, tag, workspace.

use super::{encode_result, ok};
use crate::arena;
use crate::bindings::imjoy::plugin::settings::{Host, HostWithStore};
use crate::bindings::imjoy::plugin::types::{Error, Value};
use crate::error::CallError;
use crate::plugin::Plugin;
use crate::plugin::store::StoreState;
use crate::settings::setting_text;
use crate::shared::Shared;
use crate::value::Value as HostValue;
use wasmtime::component::{Accessor, HasSelf};

impl Host for StoreState {
    fn tag(&mut self) -> wasmtime::Result<Option<String>> {
        Ok(self.plugin.details().manifest.tag.clone())
    }

    fn workspace(&mut self) -> wasmtime::Result<String> {
        Ok(self.shared.workspaces.current().to_string())
    }
}

impl<T: Send + 'static> HostWithStore<T> for HasSelf<StoreState> {
    async fn set_config(
        accessor: &Accessor<T, Self>,
        name: String,
        value: Value,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, plugin, value) = accessor.with(|mut access| {
            let state = access.get();
            ok((state.shared.clone(), state.plugin.clone(), arena::decode(value, &mut state.table)?))
        })?;
        let text = value.and_then(|value| {
            if let Some((field, _)) = manifest_field(&plugin, &name) {
                return Err(CallError::Invalid(format!(
                    "'{field}' is a readonly field defined in <config> block, please avoid using it"
                )));
            }
            setting_text(&value)
        });
        let result = match text {
            Ok(text) => {
                let outcome = shared.settings.set(&plugin.owner_name(), name, text).await;
                warn(&shared, &plugin, outcome.warning);
                outcome.result
            }
            Err(error) => Err(error),
        };
        Ok(result.map_err(Error::from))
    }

    async fn get_config(accessor: &Accessor<T, Self>, name: String) -> wasmtime::Result<Result<Value, Error>> {
        let (shared, plugin) = accessor.with(|mut access| {
            let state = access.get();
            (state.shared.clone(), state.plugin.clone())
        });
        let result = match manifest_field(&plugin, &name) {
            Some((_, value)) => Ok(value),
            None => {
                let outcome = shared.settings.get(&plugin.owner_name(), name).await;
                warn(&shared, &plugin, outcome.warning);
                outcome.result.map(|text| text.map_or(HostValue::Null, HostValue::Text))
            }
        };
        Ok(encode_result(accessor, result))
    }

    async fn get_attachment(
        accessor: &Accessor<T, Self>,
        name: String,
    ) -> wasmtime::Result<Result<Option<String>, Error>> {
        let plugin = accessor.with(|mut access| access.get().plugin.clone());
        let manifest = plugin.details().manifest.clone();
        Ok(Ok(manifest.attachments.get(&name).cloned()))
    }
}

/// The field of the manifest that `_field` names, and its value.
fn manifest_field(plugin: &Plugin, name: &str) -> Option<(String, HostValue)> {
    let field = name.strip_prefix('_')?;
    let manifest = plugin.details().manifest.clone();
    Some((field.to_owned(), manifest.fields.get(field)?.clone()))
}

/// Tells the user of a damaged file.
fn warn(shared: &Shared, plugin: &Plugin, warning: Option<String>) {
    if let Some(warning) = warning {
        shared.log_error(plugin, &warning);
    }
}
