//! Windows of plugins that are shown as dialogs.
//!
//! They have the heading that only the host draws, with the plugin's true name. Dialogs in
//! which a plugin or the host asks something come on top of them and have the keyboard
//! alone.

use super::dialogs::plugin_chip_ui;
use super::{settle, theme};
use crate::windows::Workspace;
use egui::{Align, Button, Context, Id, Key, Layout, Modifiers, RichText, Ui, vec2};

/// Distance of a dialog from the edges of the window, in points.
const MARGIN: f32 = 48.0;
/// Height of heading and button, in points.
const FRAME_HEIGHT: f32 = 80.0;
/// Smallest content, in points.
const SMALLEST: egui::Vec2 = vec2(240.0, 120.0);

/// Draws them. `is_covered` says that another dialog has the keyboard.
pub(super) fn ui(context: &Context, workspace: &mut Workspace, is_covered: bool) {
    let dialogs = workspace.dialogs();
    let top = dialogs.last().map(|dialog| dialog.key);
    for dialog in dialogs {
        let most = (context.content_rect().size() - vec2(MARGIN, MARGIN + FRAME_HEIGHT)).max(SMALLEST);
        let size = dialog.size.clamp(SMALLEST, most);
        let id = Id::unique(("dialog window", dialog.key));
        let name = format!("Dialog of {}", dialog.plugin.as_deref().unwrap_or("the host"));
        let is_top = top == Some(dialog.key) && !is_covered;
        let modal = settle::modal(context, id, &name, |ui| {
            ui.set_width(size.x);
            let is_closed = heading_ui(ui, &dialog.title, dialog.plugin.as_deref());
            ui.add_space(theme::GROUP_GAP);
            let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
            let has_keyboard = is_top && ui.memory(|memory| memory.focused().is_none());
            let mut content = ui.new_child(egui::UiBuilder::new().max_rect(rect).id_salt("content"));
            workspace.dialog_ui(&mut content, dialog.key, has_keyboard);
            is_closed
        });
        let is_escaped = is_top
            && modal.is_top_modal
            && !modal.any_popup_open
            && context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if modal.inner || is_escaped {
            workspace.close_dialog(dialog.key);
            context.request_repaint();
        }
    }
}

fn heading_ui(ui: &mut Ui, title: &str, plugin: Option<&str>) -> bool {
    ui.horizontal(|ui| {
        if let Some(plugin) = plugin {
            plugin_chip_ui(ui, plugin);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let is_closed = ui.add(Button::new("Close")).clicked();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(title).strong().size(14.5)).truncate());
            });
            is_closed
        })
        .inner
    })
    .inner
}
