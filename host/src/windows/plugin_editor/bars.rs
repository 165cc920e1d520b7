//! The bars above the source: finding a text, going to a line, saving elsewhere, closing with
//! changes.

use super::PluginEditorContent;
use super::running::Then;
use crate::windows::host_request::HostRequest;
use egui::{Align, Button, Frame, Key, Label, Layout, Margin, RichText, TextEdit, Ui};
use std::path::PathBuf;

impl PluginEditorContent {
    pub(super) fn bar_has_focus(&self, ui: &Ui) -> bool {
        let fields = ["find", "line", "save as"].map(|field| ui.scope_id().with(field));
        ui.memory(|memory| memory.focused().is_some_and(|focused| fields.contains(&focused)))
    }

    pub(super) fn close_bars(&mut self) {
        self.search = None;
        self.line_wanted = None;
        self.save_as = None;
        self.area.focus();
    }

    pub(super) fn open_search(&mut self) {
        let mut search = self.search.take().unwrap_or_default();
        search.wants_focus = true;
        search.find(&self.code);
        self.search = Some(search);
    }

    pub(super) fn go_to_found(&mut self, forward: bool) {
        if let Some(search) = &mut self.search
            && let Some(found) = search.go(self.cursor, forward)
        {
            self.area.reveal(found);
        }
    }

    pub(super) fn bars_ui(&mut self, ui: &mut Ui) {
        let fill = ui.visuals().faint_bg_color;
        let bar = Frame::NONE.fill(fill).inner_margin(Margin::symmetric(6, 3));
        // Fields are known by names of the whole window, so that their focus can be seen.
        let [find, line, save_as] = ["find", "line", "save as"].map(|field| ui.scope_id().with(field));
        if self.is_closing {
            bar.show(ui, |ui| self.closing_ui(ui));
        }
        if self.search.is_some() {
            bar.show(ui, |ui| self.search_ui(ui, find));
        }
        if self.line_wanted.is_some() {
            bar.show(ui, |ui| self.line_ui(ui, line));
        }
        if self.save_as.is_some() {
            bar.show(ui, |ui| self.save_as_ui(ui, save_as));
        }
    }

    fn closing_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            ui.label("Not saved. Close the window again to lose the changes.");
            if ui.button("Save").accessible_name("Save changes").clicked() {
                let context = ui.ctx().clone();
                self.save(&context, None);
            }
            if ui.button("Keep editing").clicked() {
                self.is_closing = false;
            }
        });
    }

    fn search_ui(&mut self, ui: &mut Ui, id: egui::Id) {
        let Some(search) = &mut self.search else { return };
        let mut step = None;
        let mut is_closed = false;
        ui.horizontal(|ui| {
            let field = TextEdit::singleline(&mut search.query).id(id).hint_text("Find").desired_width(220.0);
            let response = ui.add(field).accessible_name("Find text");
            if std::mem::take(&mut search.wants_focus) {
                response.request_focus();
            }
            if response.changed() {
                search.find(&self.code);
                step = Some((true, 0));
            }
            if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                step = Some((!ui.input(|input| input.modifiers.shift), self.cursor));
                response.request_focus();
            }
            if ui.small_button("⬆").accessible_name("Previous place").clicked() {
                step = Some((false, self.cursor));
            }
            if ui.small_button("⬇").accessible_name("Next place").clicked() {
                step = Some((true, self.cursor));
            }
            ui.add(Label::new(RichText::new(search.summary()).small().weak()));
            is_closed = ui.small_button("×").accessible_name("Close find").clicked();
        });
        if let Some((forward, cursor)) = step
            && let Some(found) = search.go(cursor, forward)
        {
            self.area.reveal(found);
        }
        if is_closed {
            self.close_bars();
        }
    }

    fn line_ui(&mut self, ui: &mut Ui, id: egui::Id) {
        let Some(wanted) = &mut self.line_wanted else { return };
        let mut is_entered = false;
        ui.horizontal(|ui| {
            ui.label("Go to line");
            let response =
                ui.add(TextEdit::singleline(wanted).id(id).desired_width(80.0)).accessible_name("Line number");
            if std::mem::take(&mut self.wants_bar_focus) {
                response.request_focus();
            }
            is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        });
        if is_entered {
            let line = wanted.trim().parse().ok();
            self.line_wanted = None;
            self.go_to_line(line.unwrap_or(1), 1);
        }
    }

    fn save_as_ui(&mut self, ui: &mut Ui, id: egui::Id) {
        let Some(save_as) = &mut self.save_as else { return };
        let (mut is_confirmed, mut is_cancelled) = (false, false);
        ui.horizontal(|ui| {
            ui.label("Save as");
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                is_cancelled = ui.button("Cancel").accessible_name("Cancel save").clicked();
                let can_save = !save_as.path.trim().is_empty();
                let label = match save_as.then {
                    None => "Save here",
                    Some(Then::Run) => "Save and run",
                    Some(Then::Load) => "Save and load",
                };
                is_confirmed = ui.add_enabled(can_save, Button::new(label)).clicked();
                if ui.button("Choose…").accessible_name("Choose file to save").clicked() {
                    self.host_requests.push(HostRequest::PickFile { extensions: Vec::new() });
                }
                let field = TextEdit::singleline(&mut save_as.path).id(id).desired_width(f32::INFINITY);
                let response = ui.add(field).accessible_name("Path to save");
                if std::mem::take(&mut self.wants_bar_focus) {
                    response.request_focus();
                }
                is_confirmed |= can_save && response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            });
        });
        if is_cancelled {
            self.close_bars();
        } else if is_confirmed && let Some(save_as) = self.save_as.take() {
            let path = PathBuf::from(save_as.path.trim());
            // The engine knows a plugin by the whole path of its file.
            self.path = Some(std::path::absolute(&path).unwrap_or(path));
            self.is_dirty = true;
            self.find_language();
            self.area.focus();
            let context = ui.ctx().clone();
            match save_as.then {
                Some(then) => self.use_source(&context, then),
                None => self.save(&context, None),
            }
        }
    }
}
