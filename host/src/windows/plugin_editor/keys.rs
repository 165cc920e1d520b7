//! The keys of the editor.

use super::PluginEditorContent;
use super::running::Then;
use egui::{Key, KeyboardShortcut, Modifiers, Ui};

pub(super) const SAVE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::S);
pub(super) const RUN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter);
pub(super) const RELOAD: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::L);
pub(super) const FIND: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);
pub(super) const GO_TO_LINE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::G);
pub(super) const FIND_BACK: KeyboardShortcut = KeyboardShortcut::new(Modifiers::SHIFT, Key::F3);
pub(super) const FIND_NEXT: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F3);

impl PluginEditorContent {
    /// Does what the keys say that were pressed while the window has the keyboard.
    pub(super) fn keys(&mut self, ui: &Ui, id: egui::Id, has_keyboard: bool) {
        // Keys are the editor's while its window has the keyboard or one of its fields.
        let is_ours = has_keyboard || ui.memory(|memory| memory.has_focus(id)) || self.bar_has_focus(ui);
        if !is_ours {
            return;
        }
        let pressed = |shortcut: KeyboardShortcut| ui.input_mut(|input| input.consume_shortcut(&shortcut));
        if pressed(SAVE) {
            self.save(ui.ctx(), None);
        }
        if pressed(RUN) {
            self.use_source(ui.ctx(), Then::Run);
        }
        if pressed(RELOAD) {
            self.use_source(ui.ctx(), Then::Load);
        }
        if pressed(FIND) {
            self.open_search();
        }
        if pressed(FIND_BACK) {
            self.go_to_found(false);
        }
        if pressed(FIND_NEXT) {
            self.go_to_found(true);
        }
        if pressed(GO_TO_LINE) {
            self.line_wanted = Some(String::new());
            self.wants_bar_focus = true;
        }
        let has_bar = self.search.is_some() || self.line_wanted.is_some() || self.save_as.is_some();
        if has_bar && pressed(KeyboardShortcut::new(Modifiers::NONE, Key::Escape)) {
            self.close_bars();
        }
    }
}
