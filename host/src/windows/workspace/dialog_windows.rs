//! Windows that are shown as dialogs of their plugins; the application draws the dialogs.

use super::Workspace;
use super::frame::WindowKey;
use crate::windows::text;
use egui::{Ui, Vec2, vec2};
use std::sync::Arc;

/// A window that is to be shown as a dialog.
#[derive(Clone, Debug)]
pub struct DialogWindow {
    /// The window.
    pub key: WindowKey,
    /// Its title, fit to be shown.
    pub title: String,
    /// Name of its plugin, from the host.
    pub plugin: Option<Arc<str>>,
    /// The size of its content, in points, where there is room.
    pub size: Vec2,
}

impl Workspace {
    /// The windows to be shown as dialogs; the last is on top.
    pub fn dialogs(&self) -> Vec<DialogWindow> {
        self.dialogs
            .iter()
            .map(|frame| {
                let default_size = frame.content.default_size();
                let side = |cells: Option<u32>, default: f32| {
                    // A cast saturates; whoever draws it keeps it in the window.
                    cells.map_or(default, |cells| cells as f32 * super::CELL)
                };
                DialogWindow {
                    key: frame.key,
                    title: text::title(&frame.name),
                    plugin: frame.plugin.as_ref().map(|(_, name)| name.clone()),
                    size: vec2(side(frame.wish.w, default_size.x), side(frame.wish.h, default_size.y)),
                }
            })
            .collect()
    }

    /// How many windows are shown as dialogs.
    pub fn dialog_count(&self) -> usize {
        self.dialogs.len()
    }

    /// Draws the content of a dialog's window into all the space of `ui`.
    pub fn dialog_ui(&mut self, ui: &mut Ui, key: WindowKey, has_keyboard: bool) {
        let rect = ui.max_rect();
        if let Some(frame) = self.dialogs.iter_mut().find(|frame| frame.key == key) {
            frame.content.set_has_keyboard(has_keyboard);
            frame.body_ui(ui, rect);
        }
    }

    /// Closes a dialog's window for the user.
    pub fn close_dialog(&mut self, key: WindowKey) {
        self.close(key);
    }
}
