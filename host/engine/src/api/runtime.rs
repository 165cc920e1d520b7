//! `runtime`: what a language runtime runs, and what the plugin in it exports.

use super::ok;
use crate::arena;
use crate::bindings::imjoy::plugin::runtime::{
    Activity as WitActivity, Host, HostWithStore, PluginSource, Script as WitScript,
};
use crate::bindings::imjoy::plugin::types::{Error, Value};
use crate::error::CallError;
use crate::language::{Program, Script};
use crate::plugin::instance::Activity;
use crate::plugin::store::StoreState;
use crate::value::{Record, Value as HostValue};
use std::sync::Arc;
use wasmtime::component::{Accessor, HasSelf};

/// Functions that one plugin exports at most; what comes after them is left out.
const MOST_FUNCTIONS: usize = 1_000;
/// Characters of a function's name at most.
const NAME_LENGTH: usize = 256;
/// Exported variables at most, and characters of a text among them.
const MOST_VARIABLES: usize = 1_000;
const TEXT_LENGTH: usize = 64 * 1024;

impl Host for StoreState {
    fn source(&mut self) -> wasmtime::Result<PluginSource> {
        let program = program(self)?;
        ok(PluginSource {
            name: self.instance.name.to_string(),
            plugin_type: program.plugin_type.clone(),
            api_version: program.api_version.clone(),
            scripts: program.scripts.iter().map(wit_script).collect(),
        })
    }

    async fn library(&mut self, address: String) -> wasmtime::Result<Result<WitScript, Error>> {
        let libraries = program(self)?.libraries.clone();
        let named = address.clone();
        let read = self.shared.runtime.spawn_blocking(move || libraries.read(&named)).await;
        ok(match read {
            Ok(Ok(library)) => Ok(wit_script(&Script::of_library(library, false))),
            Ok(Err(error)) => Err(CallError::NotFound(error.to_string()).into()),
            Err(error) => Err(CallError::Failed(format!("the host failed while it read {address}: {error}")).into()),
        })
    }

    fn exported(&mut self, functions: Vec<String>, variables: Value) -> wasmtime::Result<()> {
        let variables = arena::decode(variables, &mut self.table)?;
        let is_plain =
            |name: &String| !name.is_empty() && !name.starts_with('_') && name.chars().count() <= NAME_LENGTH;
        let functions: Vec<String> = functions.into_iter().filter(is_plain).take(MOST_FUNCTIONS).collect();
        // What is not a plain value is not exported, as in ImJoy.
        let variables = match variables {
            Ok(HostValue::Record(variables)) => plain_variables(variables),
            _ => Record::new(),
        };
        self.instance.set_variables(variables);
        self.plugin.set_functions(functions);
        Ok(())
    }

    fn set_activity(&mut self, activity: WitActivity) -> wasmtime::Result<()> {
        let is_news = self.instance.set_activity(match activity {
            WitActivity::Idle => Activity::Idle,
            WitActivity::Timers => Activity::Timers,
            WitActivity::Asking => Activity::Asking,
            WitActivity::Stuck => Activity::Stuck,
        });
        if is_news {
            self.shared.changed(&self.plugin);
        }
        Ok(())
    }
}

impl<T: Send + 'static> HostWithStore<T> for HasSelf<StoreState> {
    async fn load_plugin(
        accessor: &Accessor<T, Self>,
        source: String,
        tag: Option<String>,
    ) -> wasmtime::Result<Result<String, Error>> {
        let (shared, plugin) = accessor.with(|mut access| {
            let state = access.get();
            (state.shared.clone(), state.plugin.clone())
        });
        Ok(shared.load_plugin_for(&plugin, source, tag).await.map_err(Into::into))
    }
}

/// What the instance runs. Only the host's runtimes may import this, and they are started
/// with a script.
fn program(state: &StoreState) -> wasmtime::Result<Arc<Program>> {
    state.program.clone().ok_or_else(|| wasmtime::Error::msg("there is no source to run"))
}

fn wit_script(script: &Script) -> WitScript {
    WitScript {
        file: script.file.clone(),
        line: script.line,
        indent: script.indent,
        before: script.before,
        text: script.text.to_string(),
        module: script.is_module,
    }
}

fn plain_variables(variables: Record) -> Record {
    let is_plain = |value: &HostValue| match value {
        HostValue::Boolean(_) | HostValue::Integer(_) | HostValue::Float(_) => true,
        HostValue::Text(text) => text.chars().count() <= TEXT_LENGTH,
        _ => false,
    };
    let mut plain = Record::new();
    for (name, value) in variables.iter().filter(|(name, value)| !name.starts_with('_') && is_plain(value)) {
        if plain.len() < MOST_VARIABLES {
            plain.set(name, value.clone());
        }
    }
    plain
}
