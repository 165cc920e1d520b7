//! Ops of plugins: registered, unregistered, and offered for the data of a window.
//!
//! Source: §3.9 of the behaviour of ImJoy, by the rules of its era A, with schemas.
//!
//! Invariants: ops belong to the run of the plugin that has registered them and vanish
//! with it, the plugin's own op excepted, which then is that of its manifest again. Calls
//! of one plugin are carried out in the order in which they were made. Schemas are
//! compiled and data is checked where that may take a while.

use crate::error::CallError;
use crate::form::Form;
use crate::front_end::{ActiveWindow, OfferedOp, PluginState, UiRequest};
use crate::identity::{PluginId, WindowId};
use crate::manifest::Manifest;
use crate::plugin::instance::Instance;
use crate::plugin::{Op, OpFunction, Plugin};
use crate::schema::{Schema, Side};
use crate::shared::Shared;
use crate::value::Value;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Characters of the name of an op at most.
const NAME_LENGTH: usize = 256;
/// Time that the schemas of one plugin may take for the data of a window; ops that come
/// after it are not offered.
const CHECK_TIME: Duration = Duration::from_millis(250);

/// What a plugin registers.
#[derive(Default)]
pub(crate) struct NewOp {
    /// The plugin's name when absent.
    pub(crate) name: Option<String>,
    pub(crate) ui: Value,
    /// `run` when absent.
    pub(crate) run: Option<OpFunction>,
    /// `update`, if the plugin exports it, when absent.
    pub(crate) update: Option<OpFunction>,
    pub(crate) inputs: Value,
    pub(crate) outputs: Value,
}

/// The compiled schemas of an op.
#[derive(Clone, Debug, Default)]
pub(crate) struct OpSchemas {
    pub(crate) inputs: Option<Arc<Schema>>,
    pub(crate) outputs: Option<Arc<Schema>>,
}

impl OpSchemas {
    /// Compiles both. Takes milliseconds: not for async code.
    pub(crate) fn compile(op: &str, inputs: Value, outputs: Value) -> Result<Self, CallError> {
        Ok(Self {
            inputs: Schema::compile(op, Side::Inputs, inputs)?,
            outputs: Schema::compile(op, Side::Outputs, outputs)?,
        })
    }
}

impl Shared {
    /// Adds an op of the plugin, or replaces that of the same name.
    pub(crate) async fn register_op(
        &self,
        plugin: &Plugin,
        instance: &Arc<Instance>,
        op: NewOp,
    ) -> Result<(), CallError> {
        instance.check_outlives_windows("register ops")?;
        instance.check_outlives_windows("register ops")?;
        let _turn = plugin.registering.lock().await;
        let NewOp { name, ui, run, update, inputs, outputs } = op;
        let name: Arc<str> = name.map_or_else(|| instance.name.clone(), Into::into);
        let form = Form::parse(&ui).map_err(|error| CallError::Invalid(error.to_string()))?;
        let schemas = if inputs.is_falsy() && outputs.is_falsy() {
            OpSchemas::default()
        } else {
            let op_name = name.clone();
            let compiled = tokio::task::spawn_blocking(move || OpSchemas::compile(&op_name, inputs, outputs)).await;
            compiled
                .map_err(|error| CallError::Failed(format!("the schemas of the op {name} cannot be read: {error}")))??
        };
        let replaced = {
            let mut details = plugin.details();
            if !details.instance.as_ref().is_some_and(|current| Arc::ptr_eq(current, instance)) {
                return Err(CallError::Terminated(format!("{} has ended", instance.name)));
            }
            let op = checked_op(&details.manifest, name, form, run, update, schemas)?;
            let count = details.ops.len();
            match details.ops.iter_mut().find(|existing| existing.name == op.name) {
                Some(existing) => Some(std::mem::replace(existing, op)),
                None if count >= self.limits.ops => {
                    return Err(CallError::Limit(format!(
                        "{} has {} ops and may not register more",
                        details.name, self.limits.ops
                    )));
                }
                None => {
                    details.ops.push(op);
                    None
                }
            }
        };
        drop(replaced);
        self.changed(plugin);
        Ok(())
    }

    /// Removes an op of the plugin by name, or all.
    pub(crate) async fn unregister_op(
        &self,
        plugin: &Plugin,
        instance: &Arc<Instance>,
        name: Option<&str>,
    ) -> Result<(), CallError> {
        instance.check_outlives_windows("unregister ops")?;
        let _turn = plugin.registering.lock().await;
        // As newer plugins find it in `my.config.type`.
        let own = format!("{}/", plugin.name());
        let name = name.map(|name| name.strip_prefix(&own).unwrap_or(name));
        let is_meant = |op: &str| name.is_none_or(|name| *name == *op);
        let removed: Vec<Op> = plugin.details().ops.extract_if(.., |op| is_meant(&op.name)).collect();
        if let Some(name) = name
            && removed.is_empty()
        {
            return Err(CallError::NotFound(format!("{} has no op {name}", instance.name)));
        }
        drop(removed);
        self.services.ops_removed(instance, is_meant);
        self.changed(plugin);
        Ok(())
    }

    /// The active window, if the op has no `inputs` or they accept its data.
    pub(crate) async fn accepted_window(
        &self,
        plugin: &Plugin,
        op: &str,
        window: Option<ActiveWindow>,
    ) -> Option<ActiveWindow> {
        let Some(inputs) = schemas_of(plugin, op).inputs else { return window };
        let window = window?;
        let check = move || inputs.accepts_window(&window.name, &window.window_type, &window.data).then_some(window);
        // A panic in there is one of the host; then the op runs without data.
        tokio::task::spawn_blocking(check).await.unwrap_or_default()
    }

    /// Logs an error if what an op gives is not what its `outputs` say: the result, or
    /// the data in it where the result describes a window.
    pub(crate) async fn check_result(&self, plugin: &Plugin, op: &str, result: &Value) {
        let Some(outputs) = schemas_of(plugin, op).outputs else { return };
        let result = result.clone();
        let check = move || match result.field("data").filter(|data| result.field("type").is_some() && !data.is_falsy())
        {
            Some(data) => outputs.check(data).or_else(|reason| outputs.check(&result).map_err(|_| reason)),
            None => outputs.check(&result),
        };
        // A panic in there is one of the host and says nothing about the plugin.
        if let Ok(Err(reason)) = tokio::task::spawn_blocking(check).await {
            self.log_error(plugin, &format!("the result of {op} does not match its `outputs`: {reason}"));
        }
    }

    /// Tells the front end which ops accept the data of a window.
    pub(crate) async fn find_ops(&self, window: WindowId) {
        let Some(handle) = self.windows.handle(window) else { return };
        let Ok(contents) = self.windows.contents(&handle) else { return };
        let candidates = self.ops_with_inputs();
        let check = move || {
            let accepts =
                |schema: &Schema| schema.accepts_window(&contents.name, &contents.window_type, &contents.data);
            accepted(candidates, accepts)
        };
        // A panic in there is one of the host; then nothing is offered.
        let ops = tokio::task::spawn_blocking(check).await.unwrap_or_default();
        self.requests.push(UiRequest::OfferedOps { window, ops });
    }

    fn ops_with_inputs(&self) -> Vec<(OfferedOp, Arc<Schema>)> {
        let mut candidates = Vec::new();
        for plugin in self.registry.all() {
            let shown = plugin.asker().name;
            let details = plugin.details();
            if details.state != PluginState::Ready {
                continue;
            }
            for op in &details.ops {
                if let Some(inputs) = &op.schemas.inputs {
                    let offered = OfferedOp { plugin: plugin.id, plugin_name: shown.clone(), op: op.name.clone() };
                    candidates.push((offered, inputs.clone()));
                }
            }
        }
        candidates
    }
}

pub(crate) fn schemas_of(plugin: &Plugin, op: &str) -> OpSchemas {
    let details = plugin.details();
    details.ops.iter().find(|known| *known.name == *op).map(|op| op.schemas.clone()).unwrap_or_default()
}

/// The ops whose schema accepts the data, by plugin name and op name.
fn accepted(candidates: Vec<(OfferedOp, Arc<Schema>)>, accepts: impl Fn(&Schema) -> bool) -> Vec<OfferedOp> {
    let mut plugin: Option<(PluginId, Instant)> = None;
    let mut ops = Vec::new();
    for (offered, schema) in candidates {
        let since = match plugin {
            Some((id, since)) if id == offered.plugin => since,
            _ => plugin.insert((offered.plugin, Instant::now())).1,
        };
        if since.elapsed() < CHECK_TIME && accepts(&schema) {
            ops.push(offered);
        }
    }
    ops.sort_by(|one, other| (&one.plugin_name, &one.op).cmp(&(&other.plugin_name, &other.op)));
    ops
}

fn checked_op(
    manifest: &Manifest,
    name: Arc<str>,
    form: Form,
    run: Option<OpFunction>,
    update: Option<OpFunction>,
    schemas: OpSchemas,
) -> Result<Op, CallError> {
    if name.trim().is_empty() {
        return Err(CallError::Invalid("an op needs a name that is not empty".to_owned()));
    }
    if name.chars().count() > NAME_LENGTH {
        return Err(CallError::Limit(format!("the name of an op has more than {NAME_LENGTH} characters")));
    }
    let exports = |function: &str| manifest.functions.iter().any(|exported| exported == function);
    // A plugin not made by the SDK may not say what it exports.
    let is_known = !manifest.functions.is_empty();
    for (field, function) in [("run", &run), ("update", &update)] {
        if let Some(OpFunction::Name(function)) = function
            && is_known
            && !exports(function)
        {
            return Err(CallError::Invalid(format!(
                "`{field}` of the op {name} is {function}, which {} does not export",
                manifest.name
            )));
        }
    }
    let update = update.or_else(|| exports("update").then(|| OpFunction::Name("update".to_owned())));
    let run = run.unwrap_or_else(|| OpFunction::Name("run".to_owned()));
    Ok(Op { name, form: Arc::new(form), run, update, schemas })
}
