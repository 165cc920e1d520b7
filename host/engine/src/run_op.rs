//! Running an op as the user does: from a form and the active window to a new window.
//!
//! Source: §3.1 and §3.2 of the behaviour of ImJoy (`runOp`, `joy2plugin`,
//! `plugin2joy`). Failures are told to the user here and given to the caller, who must
//! not tell them again.

use crate::error::CallError;
use crate::front_end::{ActiveWindow, PluginLanguage, PluginState};
use crate::identity::PluginId;
use crate::loading::Start;
use crate::plain_component::{PlainFunction, one_of, op_arguments, op_window};
use crate::plugin::file_stamp::FileStamp;
use crate::plugin::instance::{CallTarget, Instance};
use crate::plugin::{Callee, Op, OpFunction, Plugin, PluginSource};
use crate::shared::Shared;
use crate::value::{Record, Value};
use crate::windows::{NewWindow, OpenFailure};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Name of a window whose plugin gives it none.
const RESULT: &str = "result";

impl Shared {
    /// Runs an op; a plugin that has ended is started first. The result's window is
    /// opened; the result itself is given back.
    pub(crate) async fn run_op(
        self: &Arc<Self>,
        id: PluginId,
        op: &str,
        config: Record,
        active_window: Option<ActiveWindow>,
    ) -> Result<Value, CallError> {
        let plugin = self.registry.get(id).ok_or_else(|| CallError::NotFound("the plugin was removed".to_owned()))?;
        let callee = self.started(&plugin).await?;
        let callee = match self.ask_declared(&plugin, callee).await {
            Ok(callee) => callee,
            Err(error) => {
                match &error {
                    CallError::Cancelled(text) => self.log_info(&plugin, text),
                    error => self.tell_failure(&plugin, &format!("{op}: {error}")),
                }
                return Err(error);
            }
        };
        let instance = match callee {
            Callee::Instance(instance) => instance,
            Callee::WindowPlugin => return self.run_window_plugin(&plugin, op, config, active_window).await,
        };
        let result = self.run_function(&plugin, &instance, op, config, active_window).await;
        self.end_progress(id);
        if instance.running_calls() == 0 {
            plugin.details().progress = None;
            self.changed(&plugin);
        }
        let shown = match result {
            Ok((result, window)) => self.show_result(&plugin, &instance, window).await.map(|()| result),
            Err(error) => Err(error),
        };
        match &shown {
            Ok(_) => {}
            // The user knows what they cancelled.
            Err(CallError::Cancelled(text)) => self.log_info(&plugin, text),
            // The end of the plugin is told by its task, once.
            Err(CallError::Terminated(_)) if plugin.details().instance.is_none() => {}
            Err(error) => self.tell_failure(&plugin, &format!("{op}: {error}")),
        }
        shown
    }

    /// The run of a window plugin: a new window, with the data of the active one.
    async fn run_window_plugin(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        op: &str,
        config: Record,
        active_window: Option<ActiveWindow>,
    ) -> Result<Value, CallError> {
        let active_window = self.accepted_window(plugin, op, active_window).await;
        let my = context(op, &type_of(plugin, op), config, active_window);
        let run = self.call_window_plugin(plugin, CallTarget::Export("run".to_owned()), vec![my]).await;
        run.map_err(|OpenFailure { error, is_told }| {
            if !is_told {
                self.tell_failure(plugin, &format!("{op}: {error}"));
            }
            error
        })
    }

    /// Tells a plugin that the form of an op has changed.
    pub(crate) async fn update_op(self: &Arc<Self>, id: PluginId, op: &str, config: Record) {
        let Some(plugin) = self.registry.get(id) else { return };
        let update = plugin.details().ops.iter().find(|known| *known.name == *op).and_then(|op| op.update.clone());
        let (Some(update), Ok(Callee::Instance(instance))) = (update, plugin.callee()) else { return };
        let context = context(op, &type_of(&plugin, op), config, None);
        if let Err(error) = call_op_function(&instance, update, context).await {
            self.log_error(&plugin, &format!("update of {op}: {error}"));
        }
    }

    /// Whom a run goes to; a plugin that has ended is started anew, and one whose file has been
    /// saved since is read anew, unless it has windows or works.
    async fn started(self: &Arc<Self>, plugin: &Arc<Plugin>) -> Result<Callee, CallError> {
        if self.file_has_changed(plugin).await {
            let in_use = !plugin.details().window_instances.is_empty()
                || plugin.instances().iter().any(|instance| instance.running_calls() > 0);
            if !in_use {
                return self.start(plugin, Start::ReadAnew).await;
            }
            let name = plugin.name();
            self.log_info(plugin, &format!("the file of {name} has changed; reload {name} to run it as it is now"));
        }
        let has_ended = matches!(plugin.details().state, PluginState::Failed(_) | PluginState::Stopped(_));
        if has_ended { self.start(plugin, Start::IfEnded).await } else { self.wait_until_ready(plugin).await }
    }

    async fn file_has_changed(&self, plugin: &Arc<Plugin>) -> bool {
        if !matches!(plugin.source, PluginSource::File(_)) {
            return false;
        }
        let asked = plugin.clone();
        let now = tokio::task::spawn_blocking(move || FileStamp::of(&asked.source)).await.ok().flatten();
        let details = plugin.details();
        // A file that is gone leaves the plugin as it is; one that is being read is new enough.
        now.is_some() && now != details.file_stamp && !matches!(details.state, PluginState::Loading(_))
    }

    async fn run_function(
        self: &Arc<Self>,
        plugin: &Plugin,
        instance: &Instance,
        op: &str,
        config: Record,
        active_window: Option<ActiveWindow>,
    ) -> Result<(Value, Option<ResultWindow>), CallError> {
        let run = plugin.details().ops.iter().find(|known| *known.name == *op).map(|op| op.run.clone());
        let run = run.ok_or_else(|| no_op(plugin, op))?;
        let active_window = self.accepted_window(plugin, op, active_window).await;
        if let OpFunction::Plain(function) = run {
            let result = self.run_plain(instance, &function, config, active_window).await?;
            let window = op_window(&function, &result);
            return Ok((result, window));
        }
        let result = call_op_function(instance, run, context(op, &type_of(plugin, op), config, active_window)).await?;
        self.check_result(plugin, op, &result).await;
        let window = result_window(&result);
        Ok((result, window))
    }

    /// Calls a function of a plain component with the answers of its form.
    async fn run_plain(
        self: &Arc<Self>,
        instance: &Instance,
        function: &Arc<PlainFunction>,
        answers: Record,
        active_window: Option<ActiveWindow>,
    ) -> Result<Value, CallError> {
        let (shared, plugin, asked) = (self.clone(), instance.plugin, function.clone());
        let read = move || op_arguments(&shared, plugin, &asked, &answers, active_window);
        let arguments = tokio::task::spawn_blocking(read).await;
        let arguments = arguments.map_err(|error| {
            CallError::Failed(format!("the arguments of {} cannot be read: {error}", function.name))
        })??;
        instance.call(CallTarget::Export(function.name.to_string()), arguments).await
    }

    /// Opens the window of a result.
    async fn show_result(
        self: &Arc<Self>,
        plugin: &Plugin,
        instance: &Instance,
        window: Option<ResultWindow>,
    ) -> Result<(), CallError> {
        let Some(ResultWindow { name, window_type, data, config }) = window else { return Ok(()) };
        let window = NewWindow {
            owner: Some((plugin.id, plugin.asker().name)),
            made_by: Some(instance.id),
            name: Some(name),
            window_type,
            data,
            config,
            ..NewWindow::default()
        };
        self.create_window(window).await.map(drop)
    }
}

/// The window that shows the result of an op.
pub(crate) struct ResultWindow {
    /// Its name.
    pub(crate) name: String,
    /// Its type.
    pub(crate) window_type: String,
    /// What it shows.
    pub(crate) data: Value,
    /// Settings of its type.
    pub(crate) config: Value,
}

/// The window of a result: none for nothing, one of its own type for a record with `type`
/// and `data`, else a generic one.
fn result_window(result: &Value) -> Option<ResultWindow> {
    // Handles are of use to plugins only, as is an object marked `_rintf`.
    let is_interface = result.field("_rintf").is_some_and(|mark| !mark.is_falsy());
    if result.is_falsy() || is_interface || matches!(result, Value::Window(_) | Value::Plugin(_) | Value::Function(_)) {
        return None;
    }
    let own_type = result.field("type").and_then(Value::as_text).filter(|text| !text.is_empty());
    let data = result.field("data").filter(|data| !data.is_falsy());
    Some(match (own_type, data) {
        (Some(window_type), Some(data)) => ResultWindow {
            name: result.field("name").and_then(Value::as_text).unwrap_or(RESULT).to_owned(),
            window_type: window_type.to_owned(),
            data: data.clone(),
            config: result.field("config").cloned().unwrap_or_default(),
        },
        _ => ResultWindow {
            name: RESULT.to_owned(),
            window_type: "imjoy/generic".to_owned(),
            data: result.clone(),
            config: Value::Absent,
        },
    })
}

/// There is no op of that name. Those of a plain component are named: it has none of its own.
fn no_op(plugin: &Plugin, op: &str) -> CallError {
    let details = plugin.details();
    let is_plain = |op: &&Op| matches!(op.run, OpFunction::Plain(_));
    let names: Vec<&str> = details.ops.iter().filter(is_plain).map(|op| &*op.name).collect();
    CallError::NotFound(match names.as_slice() {
        [] => format!("{} has no op {op}", details.name),
        names => format!("{} has no function {op}; it has {}", details.name, one_of(names.iter().copied())),
    })
}

async fn call_op_function(instance: &Instance, function: OpFunction, context: Value) -> Result<Value, CallError> {
    match function {
        OpFunction::Name(name) => instance.call(CallTarget::Export(name), vec![context]).await,
        OpFunction::Function(function) => function.call(vec![context]).await,
        // Has no context; it is run by its form.
        OpFunction::Plain(function) => Err(CallError::Invalid(format!("{} is run by its form", function.name))),
    }
}

/// What a plugin finds in `my.config.type`: the name of the op, for newer plugins of ImJoy
/// with their own name before it.
fn type_of(plugin: &Plugin, op: &str) -> String {
    let details = plugin.details();
    let is_of_imjoy = matches!(details.language, PluginLanguage::JavaScript | PluginLanguage::Python);
    if is_of_imjoy && details.manifest.has_core_api() && *details.name != *op {
        format!("{}/{op}", details.name)
    } else {
        op.to_owned()
    }
}

/// What ImJoy calls `my`; `op_type` is its `config.type`.
pub(crate) fn context(op: &str, op_type: &str, config: Record, active_window: Option<ActiveWindow>) -> Value {
    let mut with_type = Record::new().with("type", op_type);
    with_type.merge(config);
    with_type.set("type", op_type);
    let mut my = Record::new().with("config", with_type);
    match active_window {
        Some(window) => {
            my.set("data", window.data);
            my.set("name", window.name);
            my.set("type", window.window_type);
        }
        None => my.set("data", Record::new()),
    }
    Value::Record(
        my.with("_variables", Record::new())
            .with("_op", op)
            .with("_source_op", Value::Null)
            .with("_transfer", false)
            .with("_workflow_id", workflow_id(op)),
    )
}

/// What ImJoy calls a run, by the name of the op or window plugin.
pub(crate) fn workflow_id(op: &str) -> String {
    static NEXT_WORKFLOW: AtomicU64 = AtomicU64::new(1);
    let workflow = NEXT_WORKFLOW.fetch_add(1, Ordering::Relaxed);
    format!("op_{}{workflow}", op.replace(' ', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_context_has_the_fields_of_imjoy() {
        let my = context(
            "Gaussian blur",
            "filters/Gaussian blur",
            Record::new().with("sigma", 2.0).with("type", "forged"),
            None,
        );
        let names: Vec<&str> = my.as_record().unwrap().iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["config", "data", "_variables", "_op", "_source_op", "_transfer", "_workflow_id"]);
        assert_eq!(my.field("config").unwrap().field("type").unwrap().as_text(), Some("filters/Gaussian blur"));
        let window = ActiveWindow { name: "coins".into(), window_type: "imjoy/image".into(), data: Value::Null };
        let my = context("x", "x", Record::new(), Some(window));
        assert_eq!(my.field("type").unwrap().as_text(), Some("imjoy/image"));
    }
}
