//! The side panel: the list of plugins, with search and load.
//!
//! Plugins that can be run are sorted by name. Those with the label `API example` come
//! below the others in a section that is folded in at first; those without a run function
//! come last, greyed. A search looks into all sections.

mod entry;
mod language;
mod menu;
mod op;

use super::appearance::Appearance;
use super::browser_notice::Notice;
use super::command::{BrowseFor, Command, Commands, HostText};
use super::symbols::{Symbol, symbol_button};
use super::theme;
use egui::{Button, Id, Key, Modifiers, RichText, ScrollArea, TextEdit, Ui};
use entry::{Entry, Section};
use imjoy_engine::form::Form;
use imjoy_engine::front_end::PluginSnapshot;
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::{Record, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The plugins, and what the user sees of them.
#[derive(Default)]
pub(super) struct PluginList {
    /// Sorted as shown.
    entries: Vec<Entry>,
    search: String,
    wants_search: bool,
    /// Names of the plugins whose options are seen.
    expanded: BTreeSet<String>,
    shows_examples: bool,
}

impl PluginList {
    /// A list without plugins, which looks as it is remembered.
    pub(super) fn new(appearance: &Appearance) -> Self {
        Self {
            expanded: appearance.expanded.iter().cloned().collect(),
            shows_examples: appearance.shows_examples,
            ..Self::default()
        }
    }

    /// Notes what is to be remembered.
    pub(super) fn note(&self, appearance: &mut Appearance) {
        appearance.shows_examples = self.shows_examples;
        if !appearance.expanded.iter().eq(&self.expanded) {
            appearance.expanded = self.expanded.iter().cloned().collect();
        }
    }

    /// The form of an op.
    pub(super) fn form(&self, plugin: PluginId, op: &str) -> Option<Arc<Form>> {
        let entry = self.entry(plugin)?;
        entry.snapshot.ops.iter().find(|known| &*known.name == op).map(|known| Arc::clone(&known.form))
    }

    /// The answers of the form of an op, as they stand in the list.
    pub(super) fn answers(&self, plugin: PluginId, op: &str) -> Record {
        self.entry(plugin).map(|entry| entry.answers(op)).unwrap_or_default()
    }

    /// What a plugin is, for the user.
    pub(super) fn about(&self, plugin: PluginId) -> Option<HostText> {
        self.entry(plugin).map(Entry::about)
    }

    /// What to tell the user who runs a plugin that needs a browser.
    pub(super) fn browser_notice(&self, plugin: PluginId) -> Option<Notice> {
        self.entry(plugin).filter(|entry| entry.snapshot.needs_browser).map(|entry| Notice::about(&entry.snapshot))
    }

    fn entry(&self, plugin: PluginId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.snapshot.id == plugin)
    }

    /// Adds a plugin or replaces what was known of it.
    pub(super) fn update(&mut self, snapshot: PluginSnapshot) {
        match self.entries.iter_mut().find(|entry| entry.snapshot.id == snapshot.id) {
            Some(entry) => entry.update(snapshot),
            None => {
                let is_expanded = self.expanded.contains(&*snapshot.name);
                self.entries.push(Entry::new(snapshot, is_expanded));
            }
        }
        self.entries.sort_by_cached_key(|entry| entry.place());
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
            ui.spacing_mut().item_spacing.y = 2.0;
            let examples = self.entries.iter().filter(|entry| entry.section() == Section::Examples).count();
            let mut section = Section::Others;
            for entry in self.entries.iter_mut().filter(|entry| entry.matches(&search)) {
                if entry.section() != section {
                    section = entry.section();
                    if found {
                        ui.add_space(2.0);
                        ui.separator();
                    }
                    if section == Section::Examples && search.is_empty() {
                        examples_heading_ui(ui, examples, &mut self.shows_examples);
                    }
                }
                found = true;
                if section == Section::Examples && search.is_empty() && !self.shows_examples {
                    continue;
                }
                entry.ui(ui, commands);
                let name = &*entry.snapshot.name;
                if entry.is_expanded() != self.expanded.contains(name) {
                    if entry.is_expanded() {
                        self.expanded.insert(name.to_owned());
                    } else {
                        self.expanded.remove(name);
                    }
                }
            }
            if self.entries.is_empty() {
                ui.add_space(theme::GROUP_GAP);
                ui.weak("No plugins yet. Load one with the button above, or drop its file here.");
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
            if ui.add(button).on_hover_text("Load a plugin from a file: .imjoy.html, .js, .py or .wasm").clicked() {
                commands.push(Command::Browse(BrowseFor::Plugin));
            }
        });
    }
}

/// The heading of the API examples, which folds them in and out.
fn examples_heading_ui(ui: &mut Ui, count: usize, is_unfolded: &mut bool) {
    let symbol = if *is_unfolded { Symbol::Unfolded } else { Symbol::Folded };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let arrow = symbol_button(ui, symbol).accessible_name("Arrow of API examples");
        let title = Button::new(RichText::new(format!("API examples ({count})")).weak()).frame_when_inactive(false);
        let title = ui.add(title).accessible_name("API examples");
        if arrow.clicked() || title.on_hover_text("Small plugins, one for each function of the API").clicked() {
            *is_unfolded = !*is_unfolded;
        }
    });
}
