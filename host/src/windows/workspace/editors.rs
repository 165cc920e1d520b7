//! Editors of the host: opened from its menu, not by a plugin.

use super::frame::WindowFrame;
use super::{WindowContent, Workspace};
use crate::windows::EditorStart;
use egui::Context;

impl Workspace {
    /// Opens an editor for the source of a plugin.
    pub fn open_editor(&mut self, context: &Context, start: &EditorStart) {
        let name = match start {
            EditorStart::Template => "New plugin".to_owned(),
            EditorStart::File(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        };
        let content = WindowContent::of_editor(context, start);
        let frame = WindowFrame::of_content(self.host_key(), &name, content);
        self.add(frame);
    }

    /// Whether the active window finds texts itself, so that the shortcut is its own.
    pub fn active_finds(&self) -> bool {
        let active = self.frames.iter().find(|frame| Some(frame.key) == self.active);
        active.is_some_and(|frame| frame.content.finds_texts())
    }
}
