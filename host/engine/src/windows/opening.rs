//! Opening windows: of internal types, and of window plugins with an instance in each.
//!
//! Source: §3.4 of the behaviour of ImJoy. A window plugin has no instance of its own;
//! each window has one, from its opening to its closing. Whoever opens a window of it
//! waits for the instance's `setup` and first `run`; if one of them fails, the window is
//! taken away.

use super::{NewWindow, WindowContents, closed};
use crate::error::{CallError, EndReason};
use crate::front_end::WindowPresentation;
use crate::manifest::Manifest;
use crate::plugin::Plugin;
use crate::plugin::instance::{CallTarget, Instance};
use crate::run_op::workflow_id;
use crate::shared::Shared;
use crate::value::{Record, Value, WindowHandle};
use crate::window_types::WindowKind;
use std::sync::Arc;

/// Why a window of a window plugin could not be opened.
#[derive(Debug)]
pub(crate) struct OpenFailure {
    /// For the caller.
    pub(crate) error: CallError,
    /// Whether the user knows already: their own doing, or the end of the instance, which
    /// its task has told.
    pub(crate) is_told: bool,
}

impl From<CallError> for OpenFailure {
    fn from(error: CallError) -> Self {
        Self { error, is_told: false }
    }
}

impl Shared {
    /// Opens a window of any type; for a window plugin it is given after the first `run`.
    pub(crate) async fn create_window(self: &Arc<Self>, window: NewWindow) -> Result<WindowHandle, CallError> {
        let caller = window.opener.or(window.owner.as_ref().map(|(owner, _)| *owner));
        match self.window_kind(caller, &window.window_type).await? {
            WindowKind::Drawn => {
                let owner = window.owner.as_ref().map(|(owner, _)| *owner);
                let data = self.read_named_image(owner, &window.window_type, window.data).await;
                self.open_drawn_window(NewWindow { data, ..window })
            }
            // Whoever opens and updates it goes on; its data are shown below the address.
            WindowKind::WebPage => self.open_drawn_window(NewWindow { needs_browser: true, ..window }),
            WindowKind::Plugin(plugin) => {
                self.ready_callee(&plugin).await?;
                self.open_plugin_window(&plugin, window).await.map_err(|failure| failure.error)
            }
        }
    }

    /// Opens a window that the host draws from its data.
    pub(crate) fn open_drawn_window(self: &Arc<Self>, window: NewWindow) -> Result<WindowHandle, CallError> {
        let window = self.windows.open(window)?;
        self.window_event(window.id, "ready", Value::Absent);
        Ok(window)
    }

    /// Calls a window plugin as if it had an instance: its one function `run` opens a
    /// window with the `data` and `config` of a context.
    pub(crate) async fn call_window_plugin(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        target: CallTarget,
        arguments: Vec<Value>,
    ) -> Result<Value, OpenFailure> {
        match target {
            CallTarget::ListFunctions => Ok(Value::List(vec!["run".into()])),
            CallTarget::Export(function) if function == "run" => {
                let context = arguments.into_iter().next().unwrap_or_default();
                let (data, config) = match context {
                    Value::Record(mut context) => {
                        (context.remove("data").unwrap_or_default(), context.remove("config").unwrap_or_default())
                    }
                    // As `api.run` with any other value: that is what it works on.
                    other => (other, Value::Absent),
                };
                let name = plugin.name();
                let window = NewWindow {
                    name: Some(name.to_string()),
                    window_type: name.to_string(),
                    data,
                    config,
                    ..NewWindow::default()
                };
                self.open_plugin_window(plugin, window).await.map(Value::Window)
            }
            CallTarget::Export(function) => Err(not_available(&function, &plugin.name()).into()),
            CallTarget::Function(_) => Err(not_available("function", &plugin.name()).into()),
        }
    }

    /// Opens a window with a new instance of a window plugin in it, which is set up and
    /// run.
    pub(crate) async fn open_plugin_window(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        window: NewWindow,
    ) -> Result<WindowHandle, OpenFailure> {
        let (shared, opened) = (self.clone(), plugin.clone());
        // In a task of its own: when the caller ends meanwhile, the window still becomes
        // either complete or taken away.
        let opening = self.runtime.spawn(async move { shared.open_and_run(&opened, window).await });
        opening.await.unwrap_or_else(|error| {
            Err(CallError::Failed(format!("the host failed while it opened a window of {}: {error}", plugin.name()))
                .into())
        })
    }

    async fn open_and_run(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        window: NewWindow,
    ) -> Result<WindowHandle, OpenFailure> {
        let (manifest, needs_browser) = {
            let details = plugin.details();
            (details.manifest.clone(), details.needs_browser)
        };
        let mut window = with_defaults(window, &manifest);
        window.opener = window.opener.or(window.owner.take().map(|(opener, _)| opener));
        window.owner = Some((plugin.id, plugin.asker().name));
        if needs_browser {
            // Whoever opens and updates it goes on; the user sees what it is given, beside the other windows.
            let presentation = WindowPresentation::Workspace;
            return Ok(self.open_drawn_window(NewWindow { needs_browser, presentation, ..window })?);
        }
        let window = self.windows.open(window)?;
        let instance = match self.launch_in_window(plugin, &window) {
            Ok(instance) => instance,
            Err(error) => {
                self.withdraw_window(window.id);
                return Err(error.into());
            }
        };
        let run = async {
            instance.ready().await.map_err(|reason| reason.to_call_error(&instance.name))?;
            self.run_at_first(&window, &instance, &manifest).await?;
            self.windows.check_open(&window)
        };
        if let Err(error) = run.await {
            let is_closed = self.windows.check_open(&window).is_err();
            let is_told = is_closed || instance.has_ended();
            self.withdraw_window(window.id);
            instance.stop(EndReason::WindowClosed);
            instance.ended().await;
            let error = if is_closed { closed(&window) } else { error };
            return Err(OpenFailure { error, is_told });
        }
        self.window_event(window.id, "ready", Value::Absent);
        Ok(window)
    }

    /// The first `run` of an instance; the fields that it gives become settings of the
    /// window.
    async fn run_at_first(
        &self,
        window: &WindowHandle,
        instance: &Instance,
        manifest: &Manifest,
    ) -> Result<(), CallError> {
        let functions = instance.call(CallTarget::ListFunctions, Vec::new()).await?;
        if !functions.as_list().unwrap_or_default().iter().any(|name| name.as_text() == Some("run")) {
            // Since 0.1.8 a plugin need not say that it cannot be run; one that says it can has to.
            let says_it = manifest.fields.get("runnable").is_some();
            return if manifest.runnable && (says_it || !manifest.has_core_api()) {
                Err(CallError::Invalid(format!(
                    "You must define a `run` function for {} or set its `runnable` field to false.",
                    instance.name
                )))
            } else {
                Ok(())
            };
        }
        if let Value::Record(fields) = self.run_in_window(window, instance).await? {
            self.windows.update(window, Record::new().with("config", fields))?;
        }
        Ok(())
    }

    /// Runs the instance in a window with what the window now shows.
    pub(super) async fn run_in_window(&self, window: &WindowHandle, instance: &Instance) -> Result<Value, CallError> {
        let my = context(window, &instance.name, self.windows.contents(window)?);
        self.call_in_window(window, instance, "run".to_owned(), vec![my]).await
    }

    /// Calls a function of the instance in a window.
    pub(super) async fn call_in_window(
        &self,
        window: &WindowHandle,
        instance: &Instance,
        function: String,
        arguments: Vec<Value>,
    ) -> Result<Value, CallError> {
        let result = instance.call(CallTarget::Export(function), arguments).await;
        match result {
            // The window was closed under the call.
            Err(CallError::Terminated(_)) if self.windows.check_open(window).is_err() => Err(closed(window)),
            result => result,
        }
    }
}

fn not_available(function: &str, plugin: &str) -> CallError {
    CallError::NotFound(format!("function \"{function}\" of {plugin} is not available."))
}

/// What the instance in a window gets as `my`. The window's own data stays as it is.
fn context(window: &WindowHandle, plugin: &str, contents: WindowContents) -> Value {
    let mut source_op = Value::Null;
    let data = match contents.data {
        Value::Absent | Value::Null => Value::Record(Record::new().with("_source_op", Value::Null).with("_op", plugin)),
        Value::Record(mut data) => {
            source_op = data.get("_op").cloned().unwrap_or(Value::Null);
            data.set("_source_op", source_op.clone());
            data.set("_op", plugin);
            Value::Record(data)
        }
        other => other,
    };
    let config = match contents.config {
        Value::Absent | Value::Null => Value::Record(Record::new()),
        config => config,
    };
    Value::Record(
        Record::new()
            .with("config", config)
            .with("data", data)
            .with("window", Value::Window(window.clone()))
            .with("name", &*contents.name)
            .with("type", contents.window_type)
            .with("_variables", Record::new())
            .with("_op", plugin)
            .with("_source_op", source_op)
            .with("_transfer", false)
            .with("_workflow_id", workflow_id(plugin)),
    )
}

/// A window with the `defaults` of its plugin's manifest where it says nothing itself.
fn with_defaults(mut window: NewWindow, manifest: &Manifest) -> NewWindow {
    let Some(defaults) = manifest.fields.get("defaults").and_then(Value::as_record) else { return window };
    let cells = |field: &str| match defaults.get(field) {
        Some(Value::Integer(cells)) => u32::try_from(*cells).ok(),
        _ => None,
    };
    window.x = window.x.or_else(|| cells("x"));
    window.y = window.y.or_else(|| cells("y"));
    window.w = window.w.or_else(|| cells("w"));
    window.h = window.h.or_else(|| cells("h"));
    let is_set = |field: &str| defaults.get(field).is_some_and(|value| !value.is_falsy());
    if is_set("as_dialog") {
        window.presentation = WindowPresentation::Dialog;
    } else if (is_set("fullscreen") || is_set("standalone")) && window.presentation == WindowPresentation::Workspace {
        window.presentation = WindowPresentation::Maximised;
    }
    window.name = window.name.or_else(|| defaults.get("name").and_then(Value::as_text).map(str::to_owned));
    if matches!(window.data, Value::Absent) {
        window.data = defaults.get("data").cloned().unwrap_or_default();
    }
    if let Some(Value::Record(config)) = defaults.get("config") {
        let mut merged = config.clone();
        match window.config {
            Value::Record(own) => merged.merge(own),
            Value::Absent | Value::Null => {}
            other => return NewWindow { config: other, ..window },
        }
        window.config = Value::Record(merged);
    }
    window
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::WindowId;

    fn contents(data: Value) -> WindowContents {
        WindowContents { name: "a".into(), window_type: "viewer".into(), data, config: Value::Absent }
    }

    #[test]
    fn the_context_says_which_op_the_data_come_from() {
        let window = WindowHandle { id: WindowId::for_test(1), name: "a".into() };
        let my = context(&window, "viewer", contents(Value::Record(Record::new().with("_op", "blur").with("n", 1i64))));
        let names: Vec<&str> = my.as_record().unwrap().iter().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            [
                "config",
                "data",
                "window",
                "name",
                "type",
                "_variables",
                "_op",
                "_source_op",
                "_transfer",
                "_workflow_id"
            ]
        );
        let data = Record::new().with("_op", "viewer").with("n", 1i64).with("_source_op", "blur");
        assert_eq!(my.field("data"), Some(&Value::Record(data)));
        assert_eq!(my.field("_source_op"), Some(&"blur".into()));
        // What is no record has no place for it.
        let my = context(&window, "viewer", contents(Value::Integer(3)));
        assert_eq!((my.field("data"), my.field("_source_op")), (Some(&Value::Integer(3)), Some(&Value::Null)));
    }

    #[test]
    fn defaults_stand_back() {
        let json: serde_json::Value = serde_json::json!({
            "defaults": {"w": 7, "h": -1, "as_dialog": true, "config": {"a": 1, "b": 2}}
        });
        let Value::Record(fields) = Value::from(json) else { panic!() };
        let manifest = Manifest { fields, ..Manifest::default() };
        let own = NewWindow { h: Some(3), config: Record::new().with("b", 3i64).into(), ..NewWindow::default() };
        let window = with_defaults(own, &manifest);
        assert_eq!((window.w, window.h, window.x), (Some(7), Some(3), None));
        assert_eq!(window.presentation, WindowPresentation::Dialog);
        assert_eq!(window.config, Record::new().with("a", 1i64).with("b", 3i64).into());
        // What does not fit is as good as nothing.
        assert_eq!(with_defaults(NewWindow::default(), &manifest).h, None);

        for default in ["fullscreen", "standalone"] {
            let Value::Record(fields) = Value::from(serde_json::json!({"defaults": {default: true}})) else { panic!() };
            let manifest = Manifest { fields, ..Manifest::default() };
            let presented = |presentation| {
                with_defaults(NewWindow { presentation, ..NewWindow::default() }, &manifest).presentation
            };
            assert_eq!(presented(WindowPresentation::Workspace), WindowPresentation::Maximised);
            assert_eq!(presented(WindowPresentation::Dialog), WindowPresentation::Dialog);
        }
    }
}
