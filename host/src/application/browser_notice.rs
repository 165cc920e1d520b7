//! Says that a plugin needs a browser, when the user runs it.

use super::command::{Command, Commands};
use super::installing::{is_escaped, row_ui};
use super::{settle, text, theme};
use crate::windows::{browser_needed_sentence, is_editable};
use egui::{Button, Context, Id, Label, RichText};
use imjoy_engine::front_end::PluginSnapshot;
use imjoy_engine::identity::PluginId;

/// The notice, when it is open.
#[derive(Default)]
pub(super) struct BrowserNotice {
    shown: Option<Notice>,
    has_focus: bool,
}

/// What is said of a plugin.
pub(super) struct Notice {
    plugin: PluginId,
    name: String,
    has_docs: bool,
    is_editable: bool,
}

impl Notice {
    /// Says it of the plugin of that snapshot.
    pub(super) fn about(snapshot: &PluginSnapshot) -> Self {
        Self {
            plugin: snapshot.id,
            name: text::one_line(&snapshot.name, text::NAME_LENGTH),
            has_docs: !snapshot.docs.is_empty(),
            is_editable: is_editable(snapshot),
        }
    }
}

impl BrowserNotice {
    pub(super) fn open(&mut self, notice: Notice) {
        self.shown = Some(notice);
        self.has_focus = false;
    }

    pub(super) fn is_open(&self) -> bool {
        self.shown.is_some()
    }

    /// Draws the notice.
    pub(super) fn ui(&mut self, context: &Context, commands: &mut Commands) {
        let Some(notice) = &self.shown else { return };
        let title = format!("{} needs a web browser", notice.name);
        let modal = settle::modal(context, Id::unique("browser notice"), &title, |ui| {
            ui.set_width(theme::DIALOG_WIDTH.min(context.content_rect().width() - 40.0));
            ui.add(Label::new(RichText::new(&title).strong().size(14.5)).wrap());
            ui.add_space(theme::GROUP_GAP);
            ui.add(Label::new(browser_needed_sentence(&notice.name)).wrap());
            ui.add(
                Label::new("Other plugins can still open such a window; it shows what it is given as a tree.").wrap(),
            );
            ui.add_space(theme::GROUP_GAP);
            row_ui(ui, |ui| {
                let close = ui.add(theme::primary_button(ui, "Close"));
                if !self.has_focus {
                    close.request_focus();
                    self.has_focus = close.has_focus();
                }
                if notice.has_docs && ui.add(Button::new("Open documentation")).clicked() {
                    return Some(Some(Command::ShowDocs(notice.plugin)));
                }
                if notice.is_editable && ui.add(Button::new("Edit")).accessible_name("Edit the plugin").clicked() {
                    return Some(Some(Command::EditPlugin(notice.plugin)));
                }
                close.clicked().then_some(None)
            })
        });
        let answer = modal.inner.or_else(|| is_escaped(context, modal.is_top_modal).then_some(None));
        if let Some(command) = answer {
            self.shown = None;
            command.into_iter().for_each(|command| commands.push(command));
            context.request_repaint();
        }
    }
}
