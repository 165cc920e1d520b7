//! What to do with a plugin that was let go over the application: load it for the open
//! workspace, or install it.

use super::{is_escaped, row_ui};
use crate::application::command::Commands;
use crate::application::{settle, text, theme};
use egui::{Button, Context, Id, Key, Label, RichText};
use imjoy_engine::front_end::UiEvent;
use std::path::PathBuf;

/// Plugins that wait for the user's choice.
#[derive(Default)]
pub(in crate::application) struct PluginChoice {
    waiting: Vec<PathBuf>,
    has_focus: bool,
}

/// What the user has chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Load,
    Install,
    Cancel,
}

impl PluginChoice {
    /// Asks about plugins, by their files; one answer is for all that wait.
    pub(in crate::application) fn ask(&mut self, plugins: Vec<PathBuf>) {
        self.waiting.extend(plugins);
    }

    pub(in crate::application) fn is_open(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Draws the question.
    pub(in crate::application) fn ui(&mut self, context: &Context, commands: &mut Commands) {
        if self.waiting.is_empty() {
            return;
        }
        let title = match self.waiting.as_slice() {
            [path] => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                text::one_line(&name, text::NAME_LENGTH)
            }
            several => format!("{} plugins", several.len()),
        };
        let modal = settle::modal(context, Id::unique("load or install"), "Load or install", |ui| {
            ui.set_width(theme::DIALOG_WIDTH.min(context.content_rect().width() - 40.0));
            ui.add(Label::new(RichText::new(title).strong().size(14.5)).truncate());
            ui.add_space(theme::GROUP_GAP);
            ui.add(
                Label::new(
                    "Loaded, it is in this workspace only, and read from its file each time. Installed, a copy of it \
                     is in all workspaces.",
                )
                .wrap(),
            );
            ui.add_space(theme::GROUP_GAP);
            row_ui(ui, |ui| {
                let load = ui.add(theme::primary_button(ui, "Load for this workspace"));
                if !self.has_focus {
                    load.request_focus();
                    self.has_focus = load.has_focus();
                }
                let is_enter_free =
                    ui.memory(|memory| memory.focused().is_none()) && ui.input(|input| input.key_pressed(Key::Enter));
                let install = ui.add(Button::new("Install…")).clicked();
                let cancel = ui.add(Button::new("Cancel")).clicked();
                if load.clicked() || is_enter_free {
                    Some(Choice::Load)
                } else if install {
                    Some(Choice::Install)
                } else {
                    cancel.then_some(Choice::Cancel)
                }
            })
        });
        let escaped = || is_escaped(context, modal.is_top_modal).then_some(Choice::Cancel);
        let Some(choice) = modal.inner.or_else(escaped) else { return };
        for path in std::mem::take(&mut self.waiting) {
            match choice {
                Choice::Load => commands.send(UiEvent::LoadPlugin(path)),
                Choice::Install => commands.send(UiEvent::Install(path)),
                Choice::Cancel => {}
            }
        }
        self.has_focus = false;
        context.request_repaint();
    }
}
