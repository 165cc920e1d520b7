//! What a plugin is allowed to do, what it was refused and what it declares that it wants,
//! and a button for each to take that back.
//!
//! What is taken back ends at once, also while the plugin uses it; the page stays open and
//! shows what is left.
//!
//! AccessKit labels: `Permissions of <name>` around it, `Revoke <what>` or, where the
//! plugin was refused, `Ask again <what>`; `Revoke all` and `Close`.

use super::command::Commands;
use super::{settle, text, theme};
use egui::{Align, Button, Context, Frame, Id, Label, Layout, Margin, RichText, ScrollArea, Ui, vec2};
use imjoy_engine::front_end::{PermissionEntry, PermissionKind, UiEvent};
use imjoy_engine::identity::PluginId;
use std::sync::Arc;

/// Lines shown at most; a plugin may be granted many files.
const LINES: usize = 500;
/// Width of the buttons in the list.
const BUTTON_WIDTH: f32 = 76.0;
/// Width of the page.
const PAGE_WIDTH: f32 = 620.0;

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
            ui.set_width(PAGE_WIDTH.min(window.x - 40.0));
            ui.label(RichText::new(&title).strong().size(14.5));
            ui.add(
                Label::new(RichText::new("What is revoked ends at once, also while the plugin runs.").weak()).wrap(),
            );
            ui.add_space(theme::GROUP_GAP);
            ScrollArea::vertical()
                .max_height(window.y * theme::DIALOG_HEIGHT_SHARE)
                .auto_shrink([false, true])
                .show(ui, |ui| shown.list_ui(ui, commands));
            ui.add_space(theme::GROUP_GAP);
            ui.horizontal(|ui| {
                shown.revoke_all_ui(ui, commands);
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
        for kind in [PermissionKind::Kept, PermissionKind::ThisRun, PermissionKind::Refused, PermissionKind::Declared] {
            let mut lines = permissions.iter().filter(|entry| entry.kind == kind).take(LINES).peekable();
            if lines.peek().is_none() {
                continue;
            }
            ui.label(RichText::new(heading(kind)).strong());
            ui.add_space(2.0);
            for entry in lines {
                self.line_ui(ui, entry, commands);
            }
            ui.add_space(theme::GROUP_GAP);
        }
        let left_out = permissions.len().saturating_sub(LINES);
        if left_out > 0 {
            ui.weak(format!("{} in all; at most {LINES} of each kind are shown", permissions.len()));
        }
    }

    fn line_ui(&self, ui: &mut Ui, entry: &PermissionEntry, commands: &mut Commands) {
        let what = text::one_line(&entry.text, text::LINE_LENGTH);
        let fill = ui.visuals().faint_bg_color;
        Frame::NONE.fill(fill).corner_radius(4).inner_margin(Margin::symmetric(8, 4)).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                // The text wraps beside the button, which stays where it is.
                let width = (ui.available_width() - BUTTON_WIDTH - ui.spacing().item_spacing.x).max(80.0);
                ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 1.0;
                    // As high as the text of the button.
                    ui.add_space(3.0);
                    let mut job = egui::text::LayoutJob::simple(
                        what.clone(),
                        egui::TextStyle::Body.resolve(ui.style()),
                        ui.visuals().text_color(),
                        width,
                    );
                    // A path has no spaces at which it could be broken.
                    job.wrap.break_anywhere = true;
                    ui.add(Label::new(job)).on_hover_text(&what);
                    if !entry.reason.is_empty() {
                        let reason = text::one_line(&entry.reason, text::LINE_LENGTH);
                        ui.add(Label::new(RichText::new(format!("“{reason}”")).small().weak()).wrap());
                    }
                });
                let label = match entry.kind {
                    PermissionKind::Kept | PermissionKind::ThisRun => "Revoke",
                    PermissionKind::Refused => "Ask again",
                    PermissionKind::Declared => return,
                };
                let button = Button::new(label).min_size(vec2(BUTTON_WIDTH, 0.0));
                if ui.add(button).accessible_name(format!("{label} {what}")).clicked() {
                    self.revoke(entry, commands);
                }
            });
        });
    }

    /// A button for all that is allowed, where that is more than one.
    fn revoke_all_ui(&self, ui: &mut Ui, commands: &mut Commands) {
        let is_allowed =
            |entry: &&PermissionEntry| matches!(entry.kind, PermissionKind::Kept | PermissionKind::ThisRun);
        let allowed = || self.permissions.iter().flatten().filter(is_allowed);
        if allowed().nth(1).is_some() && ui.button("Revoke all").clicked() {
            allowed().for_each(|entry| self.revoke(entry, commands));
        }
    }

    fn revoke(&self, entry: &PermissionEntry, commands: &mut Commands) {
        commands.send(UiEvent::RevokePermission { plugin: self.plugin, permission: entry.id });
    }
}

fn heading(kind: PermissionKind) -> &'static str {
    match kind {
        PermissionKind::Kept => "Always",
        PermissionKind::ThisRun => "Until the application is closed",
        PermissionKind::Refused => "Refused",
        PermissionKind::Declared => "Not asked for yet",
    }
}
