//! Dialogs of plugins: alert, confirm, prompt, form, files, and the host's question for
//! permission.
//!
//! One dialog is shown at a time: a second one on top would take the keys meant for the
//! first. Each plugin has a queue, and the plugins take turns, so none can keep the others
//! from asking; within a plugin, dialogs come in the order in which they were asked.
//! None is lost.
//!
//! The heading is drawn by the host: a chip with the plugin's true name, then the title
//! that the plugin chose. In the first moments of a dialog the keys that answer it are
//! ignored, because the user pressed them for something else.
//!
//! Known limits: texts beyond 20 000 characters are cut.

mod alert;
mod choose_tag;
mod chrome;
mod confirm;
mod declared;
mod files;
mod form;
mod permission;
mod prompt;

pub(super) use chrome::{KEYS_IGNORED_SECS, ignore_keys, plugin_chip_ui};
pub(super) use permission::host_band_ui;

use super::command::{Commands, FormTarget};
use super::file_browser::{Start, SystemState};
use imjoy_engine::front_end::{Dialog, DialogAnswer, DialogContent, PermissionWish, UiEvent};
use imjoy_engine::identity::{DialogId, PluginId};
use imjoy_engine::value::Value;
use std::collections::VecDeque;

/// Dialogs that wait for an answer.
#[derive(Default)]
pub(super) struct Dialogs {
    /// Plugins that ask; the first has its turn.
    turns: VecDeque<Turn>,
    /// How many dialogs of one plugin were answered in a row.
    answered_in_row: usize,
}

struct Turn {
    plugin: PluginId,
    waiting: VecDeque<OpenDialog>,
}

struct OpenDialog {
    dialog: Dialog,
    body: Body,
    shown_at: Option<f64>,
    wants_focus: bool,
}

/// What a dialog asks, and what has been filled in.
enum Body {
    Alert(alert::Alert),
    Confirm(confirm::Confirm),
    Prompt(prompt::Prompt),
    Form(form::FormDialog),
    ChooseTag(choose_tag::ChooseTag),
    Permission(PermissionWish),
    Declared(Box<declared::DeclaredWishes>),
    Files(Box<files::Files>),
}

/// Where a file dialog begins, and where it may be shown.
pub(super) struct Places<'a> {
    /// What the browser offers.
    pub(super) start: Start<'a>,
    /// The dialogs of the system.
    pub(super) system: &'a SystemState,
}

/// What a body needs to draw itself.
struct BodyContext<'a> {
    dialog: DialogId,
    /// Set until the first field has the keyboard.
    wants_focus: &'a mut bool,
    commands: &'a mut Commands,
}

impl Body {
    fn new(content: &DialogContent) -> Self {
        match content {
            DialogContent::Alert(message) => Body::Alert(alert::Alert::new(message)),
            DialogContent::Confirm(message) => Body::Confirm(confirm::Confirm::new(message)),
            DialogContent::Prompt { message, placeholder, default } => {
                Body::Prompt(prompt::Prompt::new(message, placeholder.as_deref(), default.as_deref()))
            }
            DialogContent::Form(form) => Body::Form(form::FormDialog::new(form)),
            DialogContent::ChooseTag { tags, default } => Body::ChooseTag(choose_tag::ChooseTag::new(tags, default)),
            DialogContent::Permission(PermissionWish::Declared(wishes)) => {
                Body::Declared(Box::new(declared::DeclaredWishes::new(wishes)))
            }
            DialogContent::Permission(wish) => Body::Permission(wish.clone()),
            DialogContent::File(_) | DialogContent::SaveFile { .. } => Body::Files(Box::default()),
        }
    }

    /// Draws the content; true when Enter was pressed in a field.
    fn ui(&mut self, ui: &mut egui::Ui, context: BodyContext<'_>) -> bool {
        match self {
            Body::Alert(alert) => alert.ui(ui),
            Body::Confirm(confirm) => confirm.ui(ui),
            Body::Prompt(prompt) => prompt.ui(ui, context),
            Body::Form(form) => form.ui(ui, context),
            Body::ChooseTag(choice) => choice.ui(ui),
            // Drawn by themselves.
            Body::Permission(_) | Body::Declared(_) | Body::Files(_) => false,
        }
    }

    /// Labels of the buttons that confirm and that cancel.
    fn button_labels(&self) -> (&str, Option<&str>) {
        match self {
            Body::Alert(alert) => (&alert.confirm_text, None),
            Body::Confirm(confirm) => (&confirm.confirm_text, Some(&confirm.cancel_text)),
            Body::Prompt(prompt) => (&prompt.confirm_text, Some(&prompt.cancel_text)),
            Body::Form(_) | Body::ChooseTag(_) | Body::Permission(_) | Body::Declared(_) | Body::Files(_) => {
                (chrome::OK, Some(chrome::CANCEL))
            }
        }
    }

    /// Whether a field takes the keyboard first; else the button that confirms does.
    fn has_field(&self) -> bool {
        match self {
            Body::Alert(_)
            | Body::Confirm(_)
            | Body::ChooseTag(_)
            | Body::Permission(_)
            | Body::Declared(_)
            | Body::Files(_) => false,
            Body::Prompt(_) => true,
            Body::Form(form) => form.has_field(),
        }
    }

    fn confirmed(&self) -> Value {
        match self {
            Body::Alert(_) | Body::Permission(_) | Body::Declared(_) | Body::Files(_) => Value::Absent,
            Body::Confirm(_) => Value::Boolean(true),
            Body::Prompt(prompt) => Value::Text(prompt.answer.clone()),
            Body::Form(form) => Value::Record(form.answers()),
            Body::ChooseTag(choice) => Value::Text(choice.chosen().to_owned()),
        }
    }

    fn cancelled(&self) -> DialogAnswer {
        match self {
            // A message cannot be refused: whoever closes it has seen it.
            Body::Alert(_) => DialogAnswer::Confirmed(Value::Absent),
            _ => DialogAnswer::Cancelled,
        }
    }
}

impl Dialogs {
    /// Adds a dialog behind those of the same plugin.
    pub(super) fn open(&mut self, dialog: Dialog) {
        let plugin = dialog.plugin;
        let body = Body::new(&dialog.content);
        let open = OpenDialog { dialog, body, shown_at: None, wants_focus: true };
        match self.turns.iter_mut().find(|turn| turn.plugin == plugin) {
            Some(turn) => turn.waiting.push_back(open),
            None => self.turns.push_back(Turn { plugin, waiting: VecDeque::from([open]) }),
        }
    }

    /// Takes a dialog away that nobody waits for any more.
    pub(super) fn close(&mut self, id: DialogId) {
        for turn in &mut self.turns {
            turn.waiting.retain(|open| open.dialog.id != id);
        }
        self.turns.retain(|turn| !turn.waiting.is_empty());
    }

    /// Number of dialogs that wait for an answer.
    pub(super) fn len(&self) -> usize {
        self.turns.iter().map(|turn| turn.waiting.len()).sum()
    }

    /// Sets the answer of a field of a form.
    pub(super) fn set_answer(&mut self, id: DialogId, key: &str, value: Value) {
        let open = self.turns.iter_mut().flat_map(|turn| &mut turn.waiting).find(|open| open.dialog.id == id);
        if let Some(OpenDialog { body: Body::Form(form), .. }) = open {
            form.set_answer(key, value);
        }
    }

    /// Draws the dialog whose turn it is and gives its answer to `commands`.
    pub(super) fn ui(&mut self, context: &egui::Context, places: &Places<'_>, commands: &mut Commands) {
        let others = self.len().saturating_sub(1);
        let Some(turn) = self.turns.front_mut() else { return };
        let is_insisting = turn.waiting.len() > chrome::INSISTING || self.answered_in_row >= chrome::INSISTING;
        let Some(open) = turn.waiting.front_mut() else { return };
        let frame = chrome::Frame { others, is_insisting };
        let answer = match &open.body {
            Body::Permission(_) => permission::show(context, open, frame, commands),
            Body::Declared(_) => declared::show(context, open, frame, places, commands),
            Body::Files(_) => files::show(context, open, places, commands),
            _ => chrome::show(context, open, frame, commands),
        };
        let Some(answer) = answer else { return };
        commands.send(UiEvent::AnswerDialog { dialog: open.dialog.id, answer });
        self.next_turn();
    }

    /// Removes the dialog that was answered and lets the next plugin ask.
    fn next_turn(&mut self) {
        let Some(mut turn) = self.turns.pop_front() else { return };
        turn.waiting.pop_front();
        let next = self.turns.front().map_or(turn.plugin, |next| next.plugin);
        self.answered_in_row = if next == turn.plugin { self.answered_in_row + 1 } else { 0 };
        if !turn.waiting.is_empty() {
            self.turns.push_back(turn);
        }
    }
}

/// The form of a dialog, for the file browser.
fn form_target(dialog: DialogId) -> FormTarget {
    FormTarget::Dialog(dialog)
}
