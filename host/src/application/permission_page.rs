//! What a plugin is allowed to do, and a button for each to take it back.
//!
//! AccessKit labels: `Permissions of <name>` around it, `Revoke <what>` or, where the
//! plugin was refused, `Ask again <what>`, and `Close`.

use super::command::Commands;
use super::{settle, text, theme};
use egui::{Align, Button, Context, Id, Label, Layout, RichText, ScrollArea, Ui};
use imjoy_engine::front_end::{PermissionEntry, PermissionKind, UiEvent};
use imjoy_engine::identity::PluginId;
use std::sync::Arc;

/// Lines shown at most; a plugin may be granted many files.
const LINES: usize = 500;

/// The page, when it is open.
#[derive(Default)]
pub(super) struct PermissionPage {
    shown: Option<Shown>,
}

struct Shown {
    plugin: PluginId,
    name: Arc<str>,
    /// None until the engine has answered.
    permissions: Option<Vec<PermissionEntry>>,
}

impl PermissionPage {
    /// Opens the page; it fills when the engine has answered.
    pub(super) fn open(&mut self, plugin: PluginId, name: Arc<str>) {
        self.shown = Some(Shown { plugin, name, permissions: None });
    }

    /// Takes the engine's answer. One for a page that has been closed is dropped.
    pub(super) fn update(&mut self, plugin: PluginId, permissions: Vec<PermissionEntry>) {
        if let Some(shown) = self.shown.as_mut().filter(|shown| shown.plugin == plugin) {
            shown.permissions = Some(permissions);
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.shown.is_some()
    }

    pub(super) fn ui(&mut self, context: &Context, commands: &mut Commands) {
        let Some(shown) = &self.shown else { return };
        let title = format!("Permissions of {}", text::one_line(&shown.name, text::NAME_LENGTH));
        let modal = settle::modal(context, Id::unique("permission page"), &title, |ui| {
            let window = context.content_rect().size();
            ui.set_width((theme::DIALOG_WIDTH * 1.25).min(window.x - 40.0));
            ui.label(RichText::new(&title).strong().size(14.5));
            ui.add_space(theme::GROUP_GAP);
            ScrollArea::vertical()
                .max_height(window.y * theme::DIALOG_HEIGHT_SHARE)
                .auto_shrink([false, true])
                .show(ui, |ui| shown.list_ui(ui, commands));
            ui.add_space(theme::GROUP_GAP);
            ui.horizontal(|ui| {
                let row = Layout::right_to_left(Align::Center);
                ui.with_layout(row, |ui| ui.add(theme::primary_button(ui, "Close")).clicked()).inner
            })
            .inner
        });
        if modal.inner || modal.should_close() {
            self.shown = None;
            context.request_repaint();
        }
    }
}

impl Shown {
    fn list_ui(&self, ui: &mut Ui, commands: &mut Commands) {
        let Some(permissions) = &self.permissions else {
            ui.weak("Reading …");
            return;
        };
        if permissions.is_empty() {
            ui.weak("Nothing beyond its own private folder.");
            return;
        }
        for kind in [PermissionKind::Kept, PermissionKind::ThisRun, PermissionKind::Refused] {
            let mut lines = permissions.iter().filter(|entry| entry.kind == kind).take(LINES).peekable();
            if lines.peek().is_none() {
                continue;
            }
            ui.label(RichText::new(heading(kind)).weak());
            for entry in lines {
                self.line_ui(ui, entry, commands);
            }
            ui.add_space(theme::GROUP_GAP);
        }
        if permissions.len() > LINES {
            ui.weak(format!("{} in all; only the first are shown", permissions.len()));
        }
    }

    fn line_ui(&self, ui: &mut Ui, entry: &PermissionEntry, commands: &mut Commands) {
        let what = text::one_line(&entry.text, text::LINE_LENGTH);
        let label = if entry.kind == PermissionKind::Refused { "Ask again" } else { "Revoke" };
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let button = ui.add(Button::new(label)).accessible_name(format!("{label} {what}"));
                if button.clicked() {
                    commands.send(UiEvent::RevokePermission { plugin: self.plugin, permission: entry.id });
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(&what).truncate()).on_hover_text(&what);
                });
            });
        });
    }
}

fn heading(kind: PermissionKind) -> &'static str {
    match kind {
        PermissionKind::Kept => "Always",
        PermissionKind::ThisRun => "Until the application is closed",
        PermissionKind::Refused => "Refused",
    }
}
