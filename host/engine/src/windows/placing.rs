//! Where a window stands and whether it is seen: wishes to the front end, each with its
//! event. The engine keeps neither.

use crate::error::CallError;
use crate::front_end::{UiRequest, WindowRectangle, WindowUpdate};
use crate::identity::PluginId;
use crate::shared::Shared;
use crate::value::{Record, Value, WindowHandle};
use crate::window_types::is_web_page;
use std::sync::Arc;

/// Cells that a window is wide or high at most.
const MAX_SIZE: u32 = 1_000;
/// Column and row of a window's corner at most.
const MAX_POSITION: u32 = 10_000;

impl Shared {
    /// Moves and resizes a window; without a rectangle it gets its default size.
    pub(crate) fn resize_window(
        self: &Arc<Self>,
        window: &WindowHandle,
        rectangle: Option<WindowRectangle>,
    ) -> Result<(), CallError> {
        let data = match rectangle {
            Some(WindowRectangle { x, y, w, h }) => {
                if !(1..=MAX_SIZE).contains(&w) || !(1..=MAX_SIZE).contains(&h) || x.max(y) > MAX_POSITION {
                    return Err(CallError::Invalid(format!(
                        "the window {} cannot be {w} × {h} cells at column {x}, row {y}; give 1 to {MAX_SIZE} cells, \
                         and a column and row up to {MAX_POSITION}",
                        window.name
                    )));
                }
                Value::Record(
                    [("x", x), ("y", y), ("w", w), ("h", h)].into_iter().map(|(n, v)| (n, i64::from(v))).collect(),
                )
            }
            None => Value::Absent,
        };
        self.ask_of_window(window, UiRequest::PlaceWindow { window: window.id, rectangle }, "resize", data)
    }

    /// Brings a window to the front.
    pub(crate) fn focus_window(self: &Arc<Self>, window: &WindowHandle) -> Result<(), CallError> {
        self.ask_of_window(window, UiRequest::FocusWindow(window.id), "focus", Value::Absent)
    }

    /// Shows a hidden window.
    pub(crate) fn show_window(self: &Arc<Self>, window: &WindowHandle) -> Result<(), CallError> {
        self.ask_of_window(window, UiRequest::ShowWindow(window.id), "show", Value::Absent)
    }

    /// Hides a window, which stays open.
    pub(crate) fn hide_window(self: &Arc<Self>, window: &WindowHandle) -> Result<(), CallError> {
        self.ask_of_window(window, UiRequest::HideWindow(window.id), "hide", Value::Absent)
    }

    /// Sends the contents of a window anew.
    pub(crate) fn refresh_window(self: &Arc<Self>, window: &WindowHandle) -> Result<(), CallError> {
        let contents = self.windows.contents(window)?;
        let update = WindowUpdate {
            id: window.id,
            name: Some(contents.name.to_string()),
            data: Some(contents.data),
            config: Some(contents.config),
            owner_ended: None,
        };
        self.ask_of_window(window, UiRequest::UpdateWindow(update), "refresh", Value::Absent)
    }

    fn ask_of_window(
        self: &Arc<Self>,
        window: &WindowHandle,
        request: UiRequest,
        event: &str,
        data: Value,
    ) -> Result<(), CallError> {
        self.windows.check_open(window)?;
        self.requests.push(request);
        self.window_event(window.id, event, data);
        Ok(())
    }

    /// Merges the fields of a record into what a window shows; for a window plugin its
    /// instance then runs with that, and its result is given. An image that is named in new
    /// data is read with what the caller may read, as when the window was opened.
    pub(crate) async fn run_window(
        self: &Arc<Self>,
        caller: PluginId,
        window: &WindowHandle,
        update: Value,
    ) -> Result<Value, CallError> {
        let Value::Record(mut update) = update else {
            return Err(CallError::Invalid(format!(
                "the update of the window {} must be a record with data, config or name, not a {}",
                window.name,
                update.kind()
            )));
        };
        let Some(instance) = self.windows.inhabitant(window)? else {
            if let Some(data) = update.remove("data") {
                let window_type = self.windows.window_type(window)?;
                update.set("data", self.read_named_image(Some(caller), &window_type, data).await);
            }
            self.windows.update(window, update)?;
            return Ok(Value::Absent);
        };
        // An instance that has ended leaves the window as it last was.
        instance.check_runs()?;
        self.windows.update(window, update)?;
        self.run_in_window(window, &instance).await
    }

    /// Calls a function of a window: of its instance, or `run`.
    pub(crate) async fn call_window(
        self: &Arc<Self>,
        caller: PluginId,
        window: &WindowHandle,
        function: String,
        arguments: Vec<Value>,
    ) -> Result<Value, CallError> {
        if function == "run" {
            let update = arguments.into_iter().next().unwrap_or_else(|| Value::Record(Record::new()));
            return self.run_window(caller, window, update).await;
        }
        match self.windows.inhabitant(window)? {
            Some(instance) => self.call_in_window(window, &instance, function, arguments).await,
            None if self.windows.needs_browser(window) => {
                let whose = if is_web_page(&self.windows.window_type(window)?) {
                    "it belongs to a web page"
                } else {
                    "its plugin draws the window with HTML"
                };
                Err(CallError::Unavailable(format!(
                    "function \"{function}\" of {} is not available: {whose}, which needs a web browser",
                    window.name
                )))
            }
            None => Err(CallError::NotFound(format!("function \"{function}\" of {} is not available.", window.name))),
        }
    }
}
