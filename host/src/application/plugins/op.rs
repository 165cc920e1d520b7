//! The ops of a plugin, each with its form and run button.

use crate::application::command::{BrowseFor, Command, Commands, FormTarget};
use crate::application::form::{FormOutcome, FormState};
use crate::application::text;
use crate::drop_zones;
use egui::{Button, Context, Rect, RichText, Ui, pos2, vec2};
use imjoy_engine::front_end::{OpDescription, PluginSnapshot, UiEvent};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::{Record, Value};
use std::sync::Arc;
use std::time::Duration;

/// How long a field rests before its change is sent.
const UPDATE_REST_SECS: f64 = 0.3;

/// The forms of a plugin's ops.
pub(super) struct OpForms {
    forms: Vec<OpForm>,
}

struct OpForm {
    op: Arc<str>,
    state: FormState,
    changed_at: Option<f64>,
}

impl OpForms {
    pub(super) fn new(ops: &[OpDescription]) -> Self {
        let forms = ops
            .iter()
            .map(|op| OpForm {
                op: Arc::clone(&op.name),
                state: FormState::new(Arc::clone(&op.form)),
                changed_at: None,
            })
            .collect();
        Self { forms }
    }

    /// Takes the ops of a new snapshot; what has been filled in stays where the form does.
    pub(super) fn update(&mut self, ops: &[OpDescription]) {
        let mut earlier = std::mem::take(&mut self.forms);
        for op in ops {
            let kept = earlier.iter().position(|form| form.op == op.name).map(|index| earlier.swap_remove(index));
            let mut form = kept.unwrap_or_else(|| OpForm {
                op: Arc::clone(&op.name),
                state: FormState::new(Arc::clone(&op.form)),
                changed_at: None,
            });
            form.state.replace_form(&op.form);
            self.forms.push(form);
        }
    }

    /// The answers of an op's form.
    pub(super) fn answers(&self, op: &str) -> Record {
        self.forms.iter().find(|form| &*form.op == op).map(|form| form.state.answers().clone()).unwrap_or_default()
    }

    pub(super) fn set_answer(&mut self, op: &str, key: &str, value: Value) {
        if let Some(form) = self.forms.iter_mut().find(|form| &*form.op == op) {
            form.state.set_answer(key, value);
        }
    }

    /// Draws the forms with their run buttons.
    pub(super) fn ui(&mut self, ui: &mut Ui, snapshot: &PluginSnapshot, can_run: bool, commands: &mut Commands) {
        let is_alone = self.forms.len() == 1;
        for form in &mut self.forms {
            let is_own = form.op == snapshot.name;
            if is_own && !snapshot.runnable {
                continue;
            }
            form.ui(ui, snapshot, is_alone, can_run, commands);
        }
    }

    /// Sends the changes that have rested long enough.
    pub(super) fn send_updates(
        &mut self,
        context: &Context,
        plugin: PluginId,
        ops: &[OpDescription],
        commands: &mut Commands,
    ) {
        let now = context.input(|input| input.time);
        for form in &mut self.forms {
            let Some(changed_at) = form.changed_at else { continue };
            if !ops.iter().any(|op| op.name == form.op && op.has_update) {
                form.changed_at = None;
                continue;
            }
            let rest = changed_at + UPDATE_REST_SECS - now;
            if rest > 0.0 {
                context.request_repaint_after(Duration::from_secs_f64(rest));
            } else {
                form.changed_at = None;
                let config = form.state.answers().clone();
                commands.send(UiEvent::UpdateOp { plugin, op: form.op.to_string(), config });
            }
        }
    }
}

impl OpForm {
    fn ui(&mut self, ui: &mut Ui, snapshot: &PluginSnapshot, is_alone: bool, can_run: bool, commands: &mut Commands) {
        let is_own = self.op == snapshot.name;
        let op_name = text::one_line(&self.op, text::NAME_LENGTH);
        let plugin_name = text::one_line(&snapshot.name, text::NAME_LENGTH);
        let run_label =
            if is_own { format!("Run {plugin_name} with options") } else { format!("Run {op_name} of {plugin_name}") };
        if is_own && self.state.is_empty() {
            // The button of the row above does the same.
            return;
        }
        let top = ui.cursor().min;
        let mut is_run = false;
        ui.add_space(3.0);
        if !(is_own && is_alone) {
            ui.horizontal(|ui| {
                ui.add(egui::Label::new(RichText::new(&op_name).strong()).truncate());
            });
        }
        let outcome = self.state.ui(ui, ("form of op", &self.op));
        self.note(ui, snapshot, outcome, commands);
        ui.horizontal(|ui| {
            is_run = ui.add_enabled(can_run, Button::new("Run")).accessible_name(run_label).clicked();
        });
        let drawn =
            Rect::from_min_max(top, pos2(ui.max_rect().right(), ui.min_rect().bottom())).expand2(vec2(5.0, 1.0));
        if can_run && drop_zones::position_over(ui, drawn).is_some() {
            let zone = super::entry::drop_zone(drawn, snapshot, &self.op, self.state.answers().clone());
            drop_zones::offer(ui.ctx(), zone);
        }
        if is_run {
            commands.push(Command::RunOp {
                plugin: snapshot.id,
                op: self.op.to_string(),
                config: self.state.answers().clone(),
            });
        }
    }

    fn note(&mut self, ui: &Ui, snapshot: &PluginSnapshot, outcome: FormOutcome, commands: &mut Commands) {
        if outcome.changed {
            let now = ui.input(|input| input.time);
            // A button acts at once; what is typed or dragged has to rest.
            self.changed_at = Some(if outcome.pressed { now - UPDATE_REST_SECS } else { now });
        }
        if let Some((key, extensions)) = outcome.browse {
            let target = FormTarget::Op { plugin: snapshot.id, op: Arc::clone(&self.op) };
            commands.push(Command::Browse(BrowseFor::Field { target, key, extensions }));
        }
    }
}
