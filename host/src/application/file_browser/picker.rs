//! Choosing files: in the system's dialog where there is one and the user wants it, else in
//! the host's own browser.
//!
//! Before the system's dialog opens for a plugin, the host says in a dialog of its own who
//! asks, what the plugin gets, and offers to remember it: `Choose…` goes on to the system's
//! dialog. While that is open, the host's says so, and `Cancel` gives up.
//!
//! AccessKit labels: `Choose files` around the host's dialog, `Choose…`, `Cancel`, and the
//! tick box `Remember: …`.

use super::places::Start;
use super::question::{Question, heading_ui};
use super::system_dialogs::{OpenSystemDialog, SystemChoice, SystemDialogs, SystemQuestion, SystemState};
use super::{FileBrowser, Outcome};
use crate::application::command::BrowseFor;
use crate::application::{busy, settle, text, theme};
use egui::{Align, Context, Id, Layout, Ui, vec2};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The user chooses files.
pub(in crate::application) struct FilePicker {
    pub(in crate::application) purpose: BrowseFor,
    kind: Kind,
}

enum Kind {
    Own(Box<FileBrowser>),
    System(Box<SystemPicker>),
}

struct SystemPicker {
    dialogs: Arc<dyn SystemDialogs>,
    question: Question,
    asked: SystemQuestion,
    is_remembered: bool,
    open: Option<OpenSystemDialog>,
    /// Set until the first button has the keyboard.
    wants_focus: bool,
    fault: Option<String>,
}

impl FilePicker {
    /// Lets the user choose for the host.
    pub(in crate::application) fn open(
        purpose: BrowseFor,
        start: &Start<'_>,
        system: &SystemState,
        context: &Context,
    ) -> Self {
        let (question, extensions) = super::question_for(&purpose);
        Self::new(purpose, question, extensions, start, system, context)
    }

    /// Lets the user choose for a plugin.
    pub(in crate::application) fn ask(
        question: Question,
        start: &Start<'_>,
        system: &SystemState,
        context: &Context,
    ) -> Self {
        Self::new(BrowseFor::Question, question, Vec::new(), start, system, context)
    }

    fn new(
        purpose: BrowseFor,
        question: Question,
        extensions: Vec<String>,
        start: &Start<'_>,
        system: &SystemState,
        context: &Context,
    ) -> Self {
        let kind = match (system.wanted(), SystemChoice::of(&question.takes)) {
            (Some(dialogs), Some(choice)) => {
                let asked = SystemQuestion {
                    title: text::one_line(&question.title, text::LINE_LENGTH),
                    choice,
                    takes_many: question.takes_many,
                    extensions,
                    folder: start.folder.to_owned(),
                };
                let mut picker = SystemPicker {
                    dialogs,
                    asked,
                    is_remembered: false,
                    open: None,
                    wants_focus: true,
                    fault: None,
                    question,
                };
                // The host itself needs no introduction.
                if picker.question.plugin_name.is_none() {
                    picker.choose(context);
                }
                Kind::System(Box::new(picker))
            }
            _ => Kind::Own(Box::new(FileBrowser::new(question, extensions, start, context))),
        };
        Self { purpose, kind }
    }

    /// Opens the system's dialog at once, because the host has said already who asks.
    pub(in crate::application) fn without_introduction(mut self, context: &Context) -> Self {
        if let Kind::System(picker) = &mut self.kind
            && picker.open.is_none()
        {
            picker.choose(context);
        }
        self
    }

    /// Whether the plugin may use what was picked from now on.
    pub(in crate::application) fn is_remembered(&self) -> bool {
        match &self.kind {
            Kind::Own(browser) => browser.is_remembered(),
            Kind::System(picker) => picker.is_remembered,
        }
    }

    /// Draws it; gives how it ended, once it has.
    pub(in crate::application) fn ui(&mut self, context: &Context) -> Option<Outcome> {
        match &mut self.kind {
            Kind::Own(browser) => browser.ui(context),
            Kind::System(picker) => picker.ui(context),
        }
    }
}

/// The folder in which paths were picked, as it is remembered.
pub(in crate::application) fn folder_of(paths: &[PathBuf]) -> Option<PathBuf> {
    paths.first().and_then(|path| path.parent()).map(Path::to_owned)
}

impl SystemPicker {
    fn choose(&mut self, context: &Context) {
        match OpenSystemDialog::open(self.dialogs.clone(), self.asked.clone(), context) {
            Ok(open) => self.open = Some(open),
            Err(error) => self.fault = Some(format!("The dialog could not be opened: {error}")),
        }
    }

    fn ui(&mut self, context: &Context) -> Option<Outcome> {
        if let Some(paths) = self.open.as_ref().and_then(OpenSystemDialog::poll) {
            return Some(if paths.is_empty() { Outcome::Cancelled } else { Outcome::Picked(paths) });
        }
        let modal = settle::modal(context, Id::unique("system dialog"), "Choose files", |ui| {
            ui.set_width(theme::DIALOG_WIDTH.min(context.content_rect().width() - 40.0));
            heading_ui(ui, self.question.plugin_name.as_deref(), &self.question.title);
            ui.add_space(2.0);
            self.text_ui(ui);
            ui.add_space(theme::GROUP_GAP);
            ui.horizontal(|ui| ui.with_layout(Layout::right_to_left(Align::Center), |ui| self.buttons_ui(ui)).inner)
                .inner
        });
        (modal.inner || modal.should_close()).then_some(Outcome::Cancelled)
    }

    fn text_ui(&mut self, ui: &mut Ui) {
        if self.question.plugin_name.is_some() {
            ui.label(self.question.request());
            ui.add_enabled_ui(self.open.is_none(), |ui| self.question.remember_ui(ui, &mut self.is_remembered));
            let consequence = self.question.consequence(self.is_remembered);
            for sentence in [&consequence, &self.question.note].into_iter().flatten() {
                ui.add(egui::Label::new(egui::RichText::new(sentence).weak()).wrap());
            }
        }
        if let Some(fault) = &self.fault {
            ui.colored_label(theme::colors(ui.visuals()).error, fault);
        }
        if self.open.is_some() {
            ui.add_space(2.0);
            ui.horizontal(|ui| {
                busy::busy_ui(ui, 16.0, "The system's dialog is open");
                ui.label("The file dialog of the system is open");
            });
        }
    }

    /// Gives whether the user gives up.
    fn buttons_ui(&mut self, ui: &mut Ui) -> bool {
        if self.question.plugin_name.is_some() || self.open.is_none() {
            // It stays where it is while the dialog is open: a double click must not meet
            // `Cancel`.
            let button = theme::primary_button(ui, "Choose…").min_size(vec2(64.0, 0.0));
            let choose = ui.add_enabled(self.open.is_none(), button);
            if self.wants_focus {
                choose.request_focus();
                self.wants_focus = !choose.has_focus();
            }
            if choose.clicked() {
                self.choose(ui.ctx());
                ui.ctx().request_repaint();
            }
        }
        ui.button("Cancel").clicked()
    }
}
