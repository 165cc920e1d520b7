//! A form with OK and Cancel.

use super::BodyContext;
use crate::application::command::{BrowseFor, Command};
use crate::application::form::FormState;
use imjoy_engine::form::Form;
use imjoy_engine::value::{Record, Value};
use std::sync::Arc;

/// An open form.
pub(super) struct FormDialog {
    state: FormState,
    has_field: bool,
}

impl FormDialog {
    pub(super) fn new(form: &Arc<Form>) -> Self {
        let mut state = FormState::new(Arc::clone(form));
        state.focus_first_field();
        Self { state, has_field: !form.elements.is_empty() }
    }

    pub(super) fn has_field(&self) -> bool {
        self.has_field
    }

    pub(super) fn answers(&self) -> Record {
        self.state.answers().clone()
    }

    pub(super) fn set_answer(&mut self, key: &str, value: Value) {
        self.state.set_answer(key, value);
    }

    pub(super) fn ui(&mut self, ui: &mut egui::Ui, context: BodyContext<'_>) -> bool {
        let outcome = self.state.ui(ui, ("form of dialog", context.dialog.number()));
        if let Some((key, extensions)) = outcome.browse {
            let target = super::form_target(context.dialog);
            context.commands.push(Command::Browse(BrowseFor::Field { target, key, extensions }));
        }
        outcome.entered
    }
}
