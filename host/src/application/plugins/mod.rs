//! The side panel: the list of plugins, with search and load.
//!
//! Plugins that can be run are sorted by name; those without a run function come last,
//! greyed.

mod entry;
mod menu;
mod op;

use super::command::{BrowseFor, Command, Commands};
use super::theme;
use egui::{Button, Id, Key, Modifiers, ScrollArea, TextEdit, Ui};
use entry::Entry;
use imjoy_engine::front_end::PluginSnapshot;
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::Value;
use std::sync::Arc;

/// The plugins, and what the user sees of them.
#[derive(Default)]
pub(super) struct PluginList {
    /// Sorted as shown.
    entries: Vec<Entry>,
    search: String,
    wants_search: bool,
}

impl PluginList {
    /// Adds a plugin or replaces what was known of it.
    pub(super) fn update(&mut self, snapshot: PluginSnapshot) {
        match self.entries.iter_mut().find(|entry| entry.snapshot.id == snapshot.id) {
            Some(entry) => entry.update(snapshot),
            None => self.entries.push(Entry::new(snapshot)),
        }
        self.entries
            .sort_by_cached_key(|entry| (entry.is_secondary(), entry.snapshot.name.to_lowercase(), entry.snapshot.id));
    }

    /// Takes a plugin away.
    pub(super) fn remove(&mut self, plugin: PluginId) {
        self.entries.retain(|entry| entry.snapshot.id != plugin);
    }

    /// Name of a plugin.
    pub(super) fn name(&self, plugin: PluginId) -> Option<Arc<str>> {
        self.entries.iter().find(|entry| entry.snapshot.id == plugin).map(|entry| Arc::clone(&entry.snapshot.name))
    }

    /// Memory in bytes and CPU time in seconds of all plugins.
    pub(super) fn usage(&self) -> (u64, f64) {
        self.entries.iter().fold((0, 0.0), |(memory, cpu), entry| {
            (memory.saturating_add(entry.snapshot.memory_bytes), cpu + entry.snapshot.cpu_seconds)
        })
    }

    /// Sets the answer of a field of an op's form.
    pub(super) fn set_answer(&mut self, plugin: PluginId, op: &str, key: &str, value: Value) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.snapshot.id == plugin) {
            entry.set_answer(op, key, value);
        }
    }

    /// Puts the keyboard into the search field when the panel is drawn next.
    pub(super) fn focus_search(&mut self) {
        self.wants_search = true;
    }

    /// Draws the panel.
    pub(super) fn ui(&mut self, ui: &mut Ui, commands: &mut Commands) {
        ui.add_space(4.0);
        self.head_ui(ui, commands);
        ui.add_space(2.0);
        let search = self.search.trim().to_lowercase();
        let mut found = false;
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let mut was_secondary = false;
            for entry in self.entries.iter_mut().filter(|entry| entry.matches(&search)) {
                if entry.is_secondary() && !was_secondary && found {
                    ui.add_space(theme::GROUP_GAP);
                    ui.separator();
                }
                was_secondary = entry.is_secondary();
                found = true;
                entry.ui(ui, commands);
            }
            if self.entries.is_empty() {
                ui.add_space(theme::GROUP_GAP);
                ui.weak("No plugins yet. Load a .wasm file with the button above, or drop one here.");
            } else if !found {
                ui.add_space(theme::GROUP_GAP);
                ui.weak(format!("No plugin matches “{}”", self.search.trim()));
            }
        });
    }

    fn head_ui(&mut self, ui: &mut Ui, commands: &mut Commands) {
        ui.horizontal(|ui| {
            let label = "Load plugin…";
            let button_width = 96.0;
            let width = (ui.available_width() - button_width - ui.spacing().item_spacing.x).max(60.0);
            let field = TextEdit::singleline(&mut self.search)
                .id(Id::unique("search plugins"))
                .hint_text("Search plugins")
                .align(egui::Align2::LEFT_CENTER)
                .desired_width(width);
            let response = ui.add_sized([width, ui.spacing().interact_size.y], field).accessible_name("Search plugins");
            if std::mem::take(&mut self.wants_search) {
                response.request_focus();
            }
            if response.lost_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                self.search.clear();
            }
            let button = Button::new(label).min_size(egui::vec2(button_width, 0.0));
            if ui.add(button).on_hover_text("Load a plugin from a .wasm component").clicked() {
                commands.push(Command::Browse(BrowseFor::Plugin));
            }
        });
    }
}
