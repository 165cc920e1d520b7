//! `imjoy/panel`: a form of ImJoy's `ui` grammar that stays open.
//!
//! The form is in `data.ui`, `config.ui` or is the data itself (a text or a list);
//! `data.values` is a record of first answers by key.
//!
//! Events: `change` with all answers, when they have rested for 300 ms; `button` with the
//! key of the button, or its label. A button also sends what has changed before it.
//!
//! Invariants: a `ui` of more than [`BYTES_AT_ONCE`] bytes is parsed in a task; what has
//! been filled in stays when the same form comes again.

use super::host_request::HostRequest;
use super::message::message_ui;
use super::task::{Progress, Task};
use super::text;
use crate::application::form::FormState;
use egui::{Context, Frame, ScrollArea, Ui, Vec2, vec2};
use imjoy_engine::form::Form;
use imjoy_engine::value::{Record, Value};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Most bytes of a form that are parsed while the GUI waits.
const BYTES_AT_ONCE: usize = 30_000;
/// How long an answer rests before it is sent, in seconds.
const CHANGE_REST: f64 = 0.3;
/// Most events that wait to be taken.
const MOST_EVENTS: usize = 1_000;

/// Content of a window of type `imjoy/panel`.
pub struct PanelContent {
    data: Value,
    config: Value,
    is_unread: bool,
    parsing: Option<Task<Result<Form, String>>>,
    form: Result<FormState, String>,
    /// The answers that the plugin gave last.
    values: Option<Record>,
    changed_at: Option<f64>,
    /// The file field that the user picks a file for.
    picks_for: Option<String>,
    host_requests: Vec<HostRequest>,
    events: Vec<(String, Value)>,
}

impl PanelContent {
    /// The form in the data or settings.
    pub fn new(data: &Value, config: &Value) -> Self {
        Self {
            data: data.clone(),
            config: config.clone(),
            is_unread: true,
            parsing: None,
            form: Err("Reading the form …".to_owned()),
            values: None,
            changed_at: None,
            picks_for: None,
            host_requests: Vec::new(),
            events: Vec::new(),
        }
    }

    /// Replaces the data, the settings or both.
    pub fn update(&mut self, data: Option<&Value>, config: Option<&Value>) {
        if let Some(data) = data {
            self.data = data.clone();
        }
        if let Some(config) = config {
            self.config = config.clone();
        }
        self.is_unread = true;
    }

    /// A size at which a form of some lines is readable.
    pub fn default_size(&self) -> Vec2 {
        vec2(390.0, 300.0)
    }

    /// What has happened since the last call.
    pub fn take_events(&mut self) -> Vec<(String, Value)> {
        std::mem::take(&mut self.events)
    }

    /// What the form asks of the host since the last call.
    pub fn take_host_requests(&mut self) -> Vec<HostRequest> {
        std::mem::take(&mut self.host_requests)
    }

    /// The file that the user has picked for a file field.
    pub fn take_picked(&mut self, path: &Path) {
        if let (Some(key), Ok(form)) = (self.picks_for.take(), &mut self.form) {
            form.set_answer(&key, Value::Text(path.display().to_string()));
            self.tell_change();
        }
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui) {
        self.work(ui.ctx());
        let form = match &mut self.form {
            Ok(form) => form,
            Err(sentence) => return message_ui(ui, sentence),
        };
        let outcome = ScrollArea::vertical()
            .auto_shrink(false)
            .show(ui, |ui| {
                let inside = Frame::NONE.inner_margin(10.0).show(ui, |ui| form.ui(ui, "panel"));
                inside.inner
            })
            .inner;
        let now = ui.input(|input| input.time);
        if outcome.pressed_button.is_some() {
            // The press itself counts as a change of the form.
            if self.changed_at.take().is_some() {
                self.tell_change();
            }
            self.tell("button", Value::Text(outcome.pressed_button.unwrap_or_default()));
        } else if outcome.changed {
            self.changed_at = Some(now);
        }
        if let Some((key, extensions)) = outcome.browse {
            self.picks_for = Some(key);
            self.host_requests.push(HostRequest::PickFile { extensions });
        }
        self.send_rested(ui.ctx(), now);
    }

    fn send_rested(&mut self, context: &Context, now: f64) {
        let Some(changed_at) = self.changed_at else { return };
        let rest = changed_at + CHANGE_REST - now;
        if rest > 0.0 {
            context.request_repaint_after(Duration::from_secs_f64(rest));
        } else {
            self.changed_at = None;
            self.tell_change();
        }
    }

    fn tell_change(&mut self) {
        if let Ok(form) = &self.form {
            let answers = form.answers().clone();
            self.tell("change", answers.into());
        }
    }

    fn tell(&mut self, event: &str, value: Value) {
        if self.events.len() < MOST_EVENTS {
            self.events.push((event.to_owned(), value));
        }
    }

    fn work(&mut self, context: &Context) {
        if let Some(task) = &self.parsing {
            match task.poll() {
                Progress::Running => {}
                Progress::Done(form) => {
                    self.parsing = None;
                    self.install(form);
                }
                Progress::Lost => {
                    self.parsing = None;
                    self.form = Err("The form could not be read. Close the window and run the plugin again".to_owned());
                }
            }
        }
        if self.parsing.is_some() || !std::mem::take(&mut self.is_unread) {
            return;
        }
        let Some(markup) = markup(&self.data, &self.config) else {
            self.form =
                Err("A panel needs a form as text in data.ui, such as \"Sigma {id: 'sigma', type: 'number'}\""
                    .to_owned());
            return;
        };
        if markup.held_bytes() <= BYTES_AT_ONCE {
            let form = parse(&markup);
            self.install(form);
        } else {
            match Task::start(context, move || parse(&markup)) {
                Ok(task) => self.parsing = Some(task),
                Err(sentence) => self.form = Err(sentence),
            }
        }
    }

    fn install(&mut self, form: Result<Form, String>) {
        let form = match form {
            Ok(form) => Arc::new(form),
            Err(sentence) => {
                self.form = Err(sentence);
                return;
            }
        };
        let is_new = match &mut self.form {
            Ok(state) => state.replace_form(&form),
            Err(_) => {
                self.form = Ok(FormState::new(form));
                true
            }
        };
        let values = self.data.field("values").and_then(Value::as_record).cloned();
        // What the plugin has not changed does not undo what the user has filled in.
        if let (Some(values), Ok(state)) = (&values, &mut self.form)
            && (is_new || self.values.as_ref() != Some(values))
        {
            for (key, value) in values.iter() {
                if state.has_field(key) {
                    state.set_answer(key, value.clone());
                }
            }
        }
        self.values = values;
    }
}

/// The `ui` in the data or settings.
fn markup(data: &Value, config: &Value) -> Option<Value> {
    let is_form = |value: &&Value| matches!(value, Value::Text(_) | Value::List(_));
    let nested = data.field("data").and_then(|data| data.field("ui"));
    [data.field("ui"), nested, config.field("ui"), Some(data)].into_iter().flatten().find(is_form).cloned()
}

fn parse(markup: &Value) -> Result<Form, String> {
    Form::parse(markup).map_err(|error| format!("The form cannot be shown: {}", text::line(&error.to_string(), 300)))
}
