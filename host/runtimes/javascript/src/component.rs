//! The exports of the component.

use std::cell::Cell;

use imjoy_sdk::bindings::exports::imjoy::plugin::plugin_api::Guest;
use imjoy_sdk::bindings::imjoy::plugin::types;
use imjoy_sdk::{Error, language_runtime};

use crate::bindings::imjoy::plugin::runtime;
use crate::plugin::{Identity, Plugin, Running};
use crate::source::Script;
use crate::{calling, evaluation, handles};

struct Component;

thread_local! {
    /// The one plugin of this instance, from its `setup` on.
    static RUNNING: Cell<Option<Running>> = const { Cell::new(None) };
}

fn running() -> Result<Running, Error> {
    RUNNING.get().ok_or_else(|| Error::unavailable("the plugin has not been set up"))
}

impl Guest for Component {
    async fn setup() -> Result<(), types::Error> {
        language_runtime::enter();
        let started = async {
            let source = runtime::source();
            let identity =
                Identity { name: source.name, plugin_type: source.plugin_type, api_version: source.api_version };
            let running = Plugin::begin(identity, source.scripts.into_iter().map(script).collect())?;
            RUNNING.set(Some(running));
            evaluation::start(running).await
        };
        started.await.map_err(language_runtime::error_into_wire)
    }

    fn functions() -> Vec<String> {
        running().map(|running| running.exported_functions()).unwrap_or_default()
    }

    async fn call(function_name: String, arguments: Vec<types::Value>) -> Result<types::Value, types::Error> {
        let called = async {
            let running = running()?;
            let arguments = language_runtime::decode_all(arguments)?;
            if function_name == "run"
                && let Some(context) = arguments.first()
            {
                handles::remember_own(running, context);
            }
            language_runtime::encode(calling::exported(running, function_name, arguments).await?)
        };
        called.await.map_err(language_runtime::error_into_wire)
    }

    async fn call_function(id: u64, arguments: Vec<types::Value>) -> Result<types::Value, types::Error> {
        imjoy_sdk::__private::call_function(id, arguments).await
    }

    fn release_function(id: u64) {
        imjoy_sdk::__private::release_function(id);
    }
}

pub(crate) fn script(script: runtime::Script) -> Script {
    let runtime::Script { file, line, indent, before, text, module } = script;
    Script { file, line, indent, before, text, module }
}

// A native library cannot have exports of such names.
#[cfg(target_family = "wasm")]
#[allow(unsafe_code, reason = "exports of a component are unsafe by nature")]
const _: () = {
    imjoy_sdk::bindings::export!(Component with_types_in imjoy_sdk::bindings);
};
