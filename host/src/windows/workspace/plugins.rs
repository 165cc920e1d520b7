//! What the workspace knows of the plugins, and its windows about one of them: its
//! documentation and its source.

use super::Workspace;
use super::frame::WindowFrame;
use crate::windows::{EditorStart, WindowContent};
use egui::Context;
use imjoy_engine::front_end::PluginSnapshot;
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::Value;

impl Workspace {
    /// Takes what is new of a plugin; its documentation is shown anew where it is open.
    pub(super) fn note_plugin(&mut self, snapshot: &PluginSnapshot) {
        let Some(plugin) = self.plugins.update(snapshot) else { return };
        for frame in self.frames.iter_mut().filter(|frame| frame.docs_of == Some(plugin.id)) {
            let is_new = frame.content.data().as_text() != Some(&*plugin.docs);
            // Without any the former ones stay: a plugin that is read anew has none meanwhile.
            if is_new && !plugin.docs.is_empty() {
                frame.content.replace(Some(Value::from(&*plugin.docs)), None);
            }
        }
    }

    /// Tells the contents of windows what is known of plugins.
    pub(super) fn tell_plugins(&mut self) {
        for frame in self.frames.iter_mut().chain(&mut self.dialogs) {
            let owner = frame.plugin.as_ref().map(|(plugin, _)| *plugin);
            frame.content.note_plugins(&self.plugins, &self.link.log, owner);
        }
    }

    /// Opens the documentation of a plugin in a window of the host; brings it to the front
    /// if it is open.
    pub fn open_docs(&mut self, plugin: PluginId) {
        if let Some(frame) = self.frames.iter().find(|frame| frame.docs_of == Some(plugin)) {
            return self.focus(frame.key);
        }
        let Some(plugin) = self.plugins.get(plugin) else { return };
        let (id, title) = (plugin.id, format!("Docs of {}", plugin.name));
        let content = WindowContent::of_markdown(&plugin.docs);
        let mut frame = WindowFrame::of_content(self.host_key(), &title, content);
        frame.docs_of = Some(id);
        self.add(frame);
    }

    /// Opens an editor for the source of a plugin, if it has one; brings it to the front if
    /// it is open. A plugin that is part of the host is opened as a copy.
    pub fn edit_plugin(&mut self, context: &Context, plugin: PluginId) {
        let Some(plugin) = self.plugins.get(plugin) else { return };
        if let Some(file) = plugin.source_file() {
            let file = file.to_path_buf();
            self.open_editor(context, &EditorStart::File(file));
        } else if plugin.has_built_in_source() {
            let start = EditorStart::Sample(plugin.name.to_string());
            self.open_editor(context, &start);
        }
    }
}
