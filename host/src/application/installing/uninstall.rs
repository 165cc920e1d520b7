//! The question whether to uninstall a plugin, and what becomes of its data.

use super::{is_escaped, row_ui};
use crate::application::command::Commands;
use crate::application::{settle, text, theme};
use egui::{Button, Context, Id, Label, RichText};
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::identity::PluginId;
use std::sync::Arc;

/// The question, when it is open.
#[derive(Default)]
pub(in crate::application) struct UninstallDialog {
    asked: Option<Asked>,
}

struct Asked {
    plugin: PluginId,
    name: Arc<str>,
    keeps_data: bool,
}

impl UninstallDialog {
    /// Asks about a plugin.
    pub(in crate::application) fn open(&mut self, plugin: PluginId, name: Arc<str>) {
        self.asked = Some(Asked { plugin, name, keeps_data: true });
    }

    pub(in crate::application) fn is_open(&self) -> bool {
        self.asked.is_some()
    }

    /// Draws the question.
    pub(in crate::application) fn ui(&mut self, context: &Context, commands: &mut Commands) {
        let Some(asked) = &mut self.asked else { return };
        let title = format!("Uninstall {}", text::one_line(&asked.name, text::NAME_LENGTH));
        let modal = settle::modal(context, Id::unique("uninstall"), &title, |ui| {
            ui.set_width((theme::DIALOG_WIDTH * 0.9).min(context.content_rect().width() - 40.0));
            ui.add(Label::new(RichText::new(format!("{title}?")).strong().size(14.5)).wrap());
            ui.add_space(theme::GROUP_GAP);
            ui.add(
                Label::new("It ends now, and goes away in all workspaces. Files that it has saved for you stay.")
                    .wrap(),
            );
            ui.add_space(theme::GROUP_GAP);
            ui.checkbox(&mut asked.keeps_data, "Keep its data");
            let means = if asked.keeps_data {
                "Its private folder, settings and permissions are there again when you install it again."
            } else {
                "Its private folder, settings and permissions are deleted for good."
            };
            let color =
                if asked.keeps_data { ui.visuals().weak_text_color() } else { theme::colors(ui.visuals()).error };
            ui.add(Label::new(RichText::new(means).color(color)).wrap());
            ui.add_space(theme::GROUP_GAP);
            row_ui(ui, |ui| {
                let cancel = ui.add(theme::primary_button(ui, "Cancel")).clicked();
                ui.add_space(theme::GROUP_GAP);
                let uninstall = ui.add(Button::new("Uninstall")).clicked();
                if cancel { Some(false) } else { uninstall.then_some(true) }
            })
        });
        let answer = modal.inner.or_else(|| is_escaped(context, modal.is_top_modal).then_some(false));
        if answer == Some(true) {
            commands.send(UiEvent::Uninstall { plugin: asked.plugin, keeps_data: asked.keeps_data });
        }
        if answer.is_some() {
            self.asked = None;
            context.request_repaint();
        }
    }
}
