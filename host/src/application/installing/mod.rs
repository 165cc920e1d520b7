//! Installing and uninstalling plugins: what is shown while a package is unpacked, the
//! question whether to install it, and what to do with a plugin that was let go over
//! the application.
//!
//! The question is drawn as that for permission: a band in the accent colour that only the
//! host draws. Cancel has the keyboard at first and Escape cancels; Install can be used
//! only after a moment, so that a click or key that was meant for something else installs
//! nothing.
//!
//! Installations are shown one after another, in the order in which they were begun.
//!
//! AccessKit labels: `Installing <file>` with `Progress of the installation` and `Cancel`;
//! `Install <name>` around the question, with `Install` or `Update` and `Cancel`; `Not
//! installed` around a failure, with `Close`; `Uninstall <name>` with `Keep its data`,
//! `Uninstall` and `Cancel`; `Load or install` with `Load for this workspace`, `Install…`
//! and `Cancel`.

mod plugin_choice;
mod question;
mod uninstall;

pub(super) use plugin_choice::PluginChoice;
pub(super) use uninstall::UninstallDialog;

use super::command::Commands;
use super::top_bar::thin_progress_ui;
use super::{settle, text, theme};
use egui::{Align, Context, Id, Key, Label, Layout, Modifiers, RichText, Ui};
use imjoy_engine::front_end::{InstallSnapshot, InstallStage, UiEvent};
use std::path::Path;

/// Installations that are under way or have failed.
#[derive(Default)]
pub(super) struct InstallDialogs {
    /// The first is shown.
    open: Vec<Open>,
}

struct Open {
    snapshot: InstallSnapshot,
    /// When its question was shown first.
    asked_at: Option<f64>,
    wants_focus: bool,
}

impl InstallDialogs {
    /// Takes what the engine tells of an installation.
    pub(super) fn update(&mut self, snapshot: InstallSnapshot) {
        let known = self.open.iter().position(|open| open.snapshot.id == snapshot.id);
        match (known, &snapshot.stage) {
            (Some(index), InstallStage::Ended) => _ = self.open.remove(index),
            (None, InstallStage::Ended) => {}
            (Some(index), _) => {
                if let Some(open) = self.open.get_mut(index) {
                    open.snapshot = snapshot;
                }
            }
            (None, _) => self.open.push(Open { snapshot, asked_at: None, wants_focus: true }),
        }
    }

    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Draws the first installation.
    pub(super) fn ui(&mut self, context: &Context, commands: &mut Commands) {
        let waiting = self.open.len().saturating_sub(1);
        let Some(open) = self.open.first_mut() else { return };
        let is_done = match &open.snapshot.stage {
            InstallStage::Unpacking(percent) => {
                if progress_ui(context, &open.snapshot, Some(*percent)) {
                    commands.send(UiEvent::AnswerInstall { install: open.snapshot.id, is_accepted: false });
                }
                false
            }
            InstallStage::Placing => {
                progress_ui(context, &open.snapshot, None);
                false
            }
            InstallStage::Question(_) => {
                let answer = question::ui(context, open, waiting);
                if let Some(is_accepted) = answer {
                    commands.send(UiEvent::AnswerInstall { install: open.snapshot.id, is_accepted });
                    // Nothing is asked twice while the engine has not answered yet.
                    open.snapshot.stage = InstallStage::Placing;
                    context.request_repaint();
                }
                false
            }
            InstallStage::Failed(reason) => failure_ui(context, reason),
            InstallStage::Ended => true,
        };
        if is_done {
            self.open.remove(0);
            context.request_repaint();
        }
    }
}

/// Gives whether it is to be cancelled; without `percent` it cannot be.
fn progress_ui(context: &Context, snapshot: &InstallSnapshot, percent: Option<f32>) -> bool {
    let file = Path::new(&snapshot.package).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let title = format!("Installing {}", text::one_line(&file, text::NAME_LENGTH));
    let modal = settle::modal(context, Id::unique("install progress"), &title, |ui| {
        ui.set_width(theme::DIALOG_WIDTH.min(context.content_rect().width() - 40.0));
        ui.add(Label::new(RichText::new(&title).strong().size(14.5)).truncate());
        ui.add_space(theme::GROUP_GAP);
        ui.weak(if percent.is_some() { "Unpacking and checking …" } else { "Putting it into place …" });
        thin_progress_ui(ui, Some(percent.unwrap_or(100.0)), "Progress of the installation");
        ui.add_space(theme::GROUP_GAP);
        row_ui(ui, |ui| ui.add_enabled(percent.is_some(), egui::Button::new("Cancel")).clicked())
    });
    modal.inner || (percent.is_some() && is_escaped(context, modal.is_top_modal))
}

/// Gives whether it has been read.
fn failure_ui(context: &Context, reason: &str) -> bool {
    let modal = settle::modal(context, Id::unique("install failure"), "Not installed", |ui| {
        ui.set_width((theme::DIALOG_WIDTH * 1.1).min(context.content_rect().width() - 40.0));
        ui.label(RichText::new("Not installed").strong().size(14.5).color(theme::colors(ui.visuals()).error));
        ui.add_space(2.0);
        ui.add(Label::new(text::shortened(reason, text::LINE_LENGTH * 4)).wrap());
        ui.add_space(theme::GROUP_GAP);
        row_ui(ui, |ui| ui.add(theme::primary_button(ui, "Close")).clicked())
    });
    modal.inner || modal.should_close()
}

/// Buttons at the right, the first outermost.
pub(super) fn row_ui<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| ui.with_layout(Layout::right_to_left(Align::Center), content).inner).inner
}

pub(super) fn is_escaped(context: &Context, is_top_modal: bool) -> bool {
    is_top_modal && context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}
