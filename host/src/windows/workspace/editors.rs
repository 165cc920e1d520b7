//! Editors of the host: opened by the user, not by a plugin.

use super::frame::WindowFrame;
use super::{WindowContent, Workspace};
use crate::windows::EditorStart;
use egui::Context;

impl Workspace {
    /// Opens an editor. One that shows the file already is brought to the front.
    pub fn open_editor(&mut self, context: &Context, start: &EditorStart) {
        if let EditorStart::File(path) = start
            && let Some(frame) = self.frames.iter().find(|frame| frame.content.edited_file() == Some(path.as_path()))
        {
            return self.focus(frame.key);
        }
        let name = match start {
            EditorStart::Template(language, _) => format!("New {} plugin", language.label()),
            EditorStart::Sample(name) => format!("Copy of {name}"),
            EditorStart::File(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        };
        let content = WindowContent::of_editor(context, start);
        let frame = WindowFrame::of_content(self.host_key(), &name, content);
        self.add(frame);
    }

    /// Whether the active window is an editor, whose shortcuts come before those of the
    /// application.
    pub fn active_is_editor(&self) -> bool {
        let active = self.frames.iter().find(|frame| Some(frame.key) == self.active);
        active.is_some_and(|frame| frame.content.is_editor())
    }
}
