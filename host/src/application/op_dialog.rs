//! The form of an op that is run on a window's data, in a dialog.

use super::command::{BrowseFor, Command, Commands, FormTarget};
use super::dialogs::plugin_chip_ui;
use super::form::FormState;
use super::{settle, text, theme};
use egui::{Align, Context, Id, Key, Layout, Modifiers, RichText, ScrollArea};
use imjoy_engine::form::Form;
use imjoy_engine::front_end::{ActiveWindow, OfferedOp, UiEvent};
use imjoy_engine::value::Value;
use std::sync::Arc;

/// The dialog, when it is open.
#[derive(Default)]
pub(super) struct OpDialog {
    open: Option<Open>,
}

struct Open {
    op: OfferedOp,
    window: ActiveWindow,
    form: FormState,
}

impl OpDialog {
    /// Asks for the answers of the form before the op is run.
    pub(super) fn open(&mut self, op: OfferedOp, window: ActiveWindow, form: &Arc<Form>) {
        let mut form = FormState::new(Arc::clone(form));
        form.focus_first_field();
        self.open = Some(Open { op, window, form });
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Sets the answer of a field.
    pub(super) fn set_answer(&mut self, key: &str, value: Value) {
        if let Some(open) = &mut self.open {
            open.form.set_answer(key, value);
        }
    }

    /// Draws the dialog.
    pub(super) fn ui(&mut self, context: &Context, commands: &mut Commands) {
        let Some(open) = &mut self.open else { return };
        let id = Id::unique("op dialog");
        let name = format!("Options of {}", text::one_line(&open.op.op, text::NAME_LENGTH));
        let modal = settle::modal(context, id, &name, |ui| {
            let window = context.content_rect().size();
            ui.set_width(theme::DIALOG_WIDTH.min(window.x - 40.0));
            ui.horizontal(|ui| {
                plugin_chip_ui(ui, &open.op.plugin_name);
                let title = text::one_line(&open.op.op, text::NAME_LENGTH);
                ui.add(egui::Label::new(RichText::new(title).strong().size(14.5)).truncate());
            });
            ui.add_space(2.0);
            let outcome = ScrollArea::vertical()
                .max_height(window.y * theme::DIALOG_HEIGHT_SHARE)
                .auto_shrink([false, true])
                .show(ui, |ui| open.form.ui(ui, "form of op dialog"))
                .inner;
            if let Some((key, extensions)) = outcome.browse {
                let purpose = BrowseFor::Field { target: FormTarget::OpDialog, key, extensions };
                commands.push(Command::Browse(purpose));
            }
            ui.add_space(theme::GROUP_GAP);
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let is_run =
                        ui.add(theme::primary_button(ui, "Run")).accessible_name("Run on the window").clicked();
                    let is_cancelled = ui.button("Cancel").clicked();
                    if is_run || outcome.entered { Some(true) } else { is_cancelled.then_some(false) }
                })
                .inner
            })
            .inner
        });
        let is_escaped = modal.is_top_modal
            && !modal.any_popup_open
            && context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let is_run = modal.inner == Some(true);
        if (modal.inner.is_some() || is_escaped)
            && let Some(open) = self.open.take()
        {
            if is_run {
                commands.send(UiEvent::RunOp {
                    plugin: open.op.plugin,
                    op: open.op.op.to_string(),
                    config: open.form.answers().clone(),
                    active_window: Some(open.window),
                });
            }
            context.request_repaint();
        }
    }
}
