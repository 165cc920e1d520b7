//! The tools above the source and the status line below it.

use super::PluginEditorContent;
use super::build::Build;
use super::code_area::AreaOutcome;
use super::keys::{FIND, RELOAD, RUN, SAVE};
use super::running::Then;
use crate::windows::host_request::HostRequest;
use crate::windows::{palette, text};
use egui::{Align, Button, ComboBox, Frame, Label, Layout, Margin, RichText, Ui};

/// Tags that are offered at most.
const MOST_TAGS: usize = 30;
/// Characters of a tag that are shown.
const TAG_LENGTH: usize = 40;

impl PluginEditorContent {
    pub(super) fn tools_ui(&mut self, ui: &mut Ui) {
        let context = ui.ctx().clone();
        ui.horizontal(|ui| {
            let shortcut = |shortcut| context.format_shortcut(&shortcut);
            let is_building = self.build.as_ref().is_some_and(Build::is_running);
            let run = ui.add_enabled(!is_building, Button::new("▶ Run")).accessible_name("Run");
            if run.on_hover_text(format!("Save it, load it and run it ({})", shortcut(RUN))).clicked() {
                self.use_source(&context, Then::Run);
            }
            let reload = ui.add_enabled(!is_building, Button::new("Reload"));
            if reload.on_hover_text(format!("Save it and load it anew ({})", shortcut(RELOAD))).clicked() {
                self.use_source(&context, Then::Load);
            }
            let save = ui.add_enabled(self.saving.is_none(), Button::new("Save"));
            if save.on_hover_text(shortcut(SAVE)).clicked() {
                self.save(&context, None);
            }
            if ui.button("Save as…").clicked() {
                self.ask_where(None);
            }
            if ui.button("Find").on_hover_text(shortcut(FIND)).clicked() {
                self.open_search();
            }
            self.tags_ui(ui);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(self.language.label()).small().weak()).selectable(false));
                let path = self.path.as_deref().or(self.suggested.as_deref());
                let place = path.map_or_else(|| "not saved yet".to_owned(), |path| path.display().to_string());
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let label = Label::new(RichText::new(text::line(&place, 200)).small().weak()).truncate();
                    ui.add(label).on_hover_text(text::line(&place, 1_000));
                });
            });
        });
    }

    /// The variants of the plugin, to choose from.
    fn tags_ui(&mut self, ui: &mut Ui) {
        let Some(plugin) = self.loaded.as_ref().filter(|plugin| !plugin.tags.is_empty()) else { return };
        let chosen = plugin.tag.as_deref().unwrap_or_default();
        let shown = text::line(chosen, TAG_LENGTH);
        let choice = ComboBox::from_id_salt("tag").selected_text(shown).width(60.0).show_ui(ui, |ui| {
            let tags = plugin.tags.iter().take(MOST_TAGS);
            tags.filter(|tag| ui.selectable_label(**tag == *chosen, text::line(tag, TAG_LENGTH)).clicked())
                .last()
                .cloned()
        });
        choice.response.accessible_name("Tag").on_hover_text("The variant of the plugin that is loaded");
        if let Some(tag) = choice.inner.flatten().filter(|tag| *tag != *chosen) {
            let plugin = plugin.id;
            self.report.begin(self.log.as_deref(), self.loaded.as_ref());
            self.host_requests.push(HostRequest::ChooseTag(plugin, tag));
        }
    }

    pub(super) fn status_ui(&self, ui: &mut Ui, outcome: &AreaOutcome) {
        let visuals = ui.visuals();
        let colour = if self.note.is_error { palette::error(visuals) } else { palette::secondary(visuals) };
        Frame::NONE.inner_margin(Margin::symmetric(8, 3)).show(ui, |ui| {
            ui.horizontal(|ui| {
                let state = if self.saving.is_some() {
                    "saving …"
                } else if self.is_dirty {
                    "• changed"
                } else {
                    "no changes"
                };
                ui.add(Label::new(RichText::new(state).small()).selectable(false));
                let AreaOutcome { line, column, lines, .. } = outcome;
                let place = format!("Line {line} of {lines}, column {column}");
                ui.add(Label::new(RichText::new(place).small().weak()).selectable(false));
                let note = RichText::new(text::line(&self.note.text, 300)).small().color(colour);
                ui.add(Label::new(note).truncate()).on_hover_text(text::line(&self.note.text, 1_000));
            });
        });
    }
}
