//! Choosing files: the host's own browser, and the way to the system's dialogs
//! ([`picker`]).
//!
//! The browser looks the same on every system, needs no service of the desktop, and can be
//! tested. The keyboard is in the filter field: typing filters and goes to the first match,
//! Up and Down choose, Enter opens, Backspace in an empty field goes to the parent folder,
//! Escape closes. Ctrl and L goes to the path, Ctrl and H shows hidden files.
//!
//! Invariants: no folder is read on the GUI thread; only files of the type that is chosen
//! are shown, and hidden ones only when the user wants them or the filter begins with a dot.
//!
//! It also serves the file dialogs of plugins ([`Question`]): files, folders or both, one or
//! many, or a name to save under. A plugin's true name then stands above it in the chip
//! that only the host draws, and below it what the plugin gets, with a tick box by which it
//! may use that from now on. Where folders may be chosen, `Choose` takes the folder that
//! is shown when none is chosen in the list; Ctrl and Enter do the same.
//!
//! AccessKit labels: `Path`, `Filter files`, `Parent folder`, `Open` (`Choose` where
//! folders may be chosen, `Save` for saving), `Cancel`, the places (`Home`, `Desktop`,
//! `Pictures`, `Documents`, `Downloads`, `File system`, `Current folder`, `Sample images`,
//! folders of late by their names), `Sort by name`, `Sort by size`, `Sort by date`, each row
//! by its name, `Type of files`, `Hidden files`, `Preview`, `Remember: <name> may use …`; for
//! saving `File name`, `New folder`, `Folder name`, `Create`, `Replace`, `Keep`.

mod kinds;
mod listing;
mod order;
mod picker;
mod places;
mod preview;
mod question;
mod rfd_dialogs;
mod rows;
mod saving;
mod selection;
mod system_dialogs;

pub(super) use picker::{FilePicker, folder_of};
pub(super) use places::{MOST_RECENT, Start};
pub(super) use question::{Granted, Question, Takes};
pub use rfd_dialogs::RfdDialogs;
pub(super) use system_dialogs::SystemState;
pub use system_dialogs::{SystemChoice, SystemDialogs, SystemQuestion};

use super::command::BrowseFor;
use super::symbols::{Symbol, symbol_button};
use super::{busy, focus, settle, theme};
use egui::{Align, Button, Context, Event, Id, Key, Layout, Modifiers, RichText, ScrollArea, TextEdit, Ui};
use imjoy_engine::images::IMAGE_EXTENSIONS;
use kinds::Kinds;
use listing::{FolderEntry, Listing};
use order::Order;
use places::Place;
use preview::Preview;
use rows::{Rows, headings_ui, rows_ui};
use saving::Saving;
use selection::{Pick, Selection};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

/// Extensions of plugins.
pub(super) const PLUGIN_EXTENSIONS: [&str; 5] = ["html", "js", "mjs", "py", "wasm"];
/// Extension of archives with a plugin.
pub(super) const PACKAGE_EXTENSION: &str = "zip";
/// Extensions of files that plugins are written in.
const SOURCE_EXTENSIONS: [&str; 7] = ["html", "js", "mjs", "py", "rs", "c", "toml"];
/// Rows that Page Up and Page Down go.
const PAGE: isize = 12;
/// Width of the places.
const PLACES_WIDTH: f32 = 124.0;
/// Width of a browser that has room for a preview.
const ROOM_FOR_PREVIEW: f32 = 560.0;

/// A file browser that is open.
pub(super) struct FileBrowser {
    question: Question,
    is_remembered: bool,
    /// For saving only.
    saving: Option<Saving>,
    preview: Preview,
    kinds: Kinds,
    shows_hidden: bool,
    order: Order,
    folder: PathBuf,
    path_text: String,
    filter: String,
    listing: Listing,
    /// Indices of the entries that pass the filter, in their order.
    visible: Vec<usize>,
    needs_filter: bool,
    selection: Selection,
    /// The entry to choose when the folder has been read.
    chosen_next: Option<PathBuf>,
    scrolls_to_cursor: bool,
    wants_focus: bool,
    wants_path: bool,
    places: Vec<Place>,
    awaited_places: Option<Receiver<Vec<Place>>>,
}

/// How the browser ended.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    Picked(Vec<PathBuf>),
    Cancelled,
}

/// What a row or key asks for.
enum Step {
    Go(PathBuf),
    Done(Outcome),
}

impl Step {
    /// The browser ends with one path.
    fn done(path: PathBuf) -> Self {
        Step::Done(Outcome::Picked(vec![path]))
    }
}

/// What the host asks for, and the extensions of the files that it takes.
fn question_for(purpose: &BrowseFor) -> (Question, Vec<String>) {
    let (title, extensions, takes_many) = match purpose {
        BrowseFor::Images => ("Open image", IMAGE_EXTENSIONS.map(str::to_owned).to_vec(), true),
        BrowseFor::Source => ("Edit plugin", SOURCE_EXTENSIONS.map(str::to_owned).to_vec(), false),
        BrowseFor::Plugin => ("Load plugin", PLUGIN_EXTENSIONS.map(str::to_owned).to_vec(), false),
        BrowseFor::Package => {
            let extensions = std::iter::once(PACKAGE_EXTENSION).chain(PLUGIN_EXTENSIONS);
            ("Install plugin", extensions.map(str::to_owned).collect(), false)
        }
        BrowseFor::Question => ("Choose file", Vec::new(), false),
        BrowseFor::Field { extensions, .. } | BrowseFor::Window { extensions, .. } => {
            let plain = |extension: &String| extension.trim_start_matches(['*', '.']).to_lowercase();
            ("Choose file", extensions.iter().map(plain).filter(|name| !name.is_empty()).collect(), false)
        }
    };
    let question = Question {
        title: title.to_owned(),
        plugin_name: None,
        takes: if *purpose == BrowseFor::Package { Takes::Any } else { Takes::Files },
        takes_many,
        note: None,
        grants: None,
    };
    (question, extensions)
}

impl FileBrowser {
    /// Opens a browser for a question; with extensions, in lower case, it shows files of
    /// these first.
    pub(super) fn new(question: Question, extensions: Vec<String>, start: &Start<'_>, context: &Context) -> Self {
        let saving = match &question.takes {
            Takes::Name(name) => Some(Saving::new(name)),
            Takes::Files | Takes::Folders | Takes::Any => None,
        };
        let folder = start.folder.to_owned();
        Self {
            wants_focus: saving.is_none(),
            saving,
            question,
            is_remembered: false,
            preview: Preview::default(),
            kinds: Kinds::new(extensions),
            shows_hidden: false,
            order: Order::default(),
            path_text: folder.display().to_string(),
            filter: String::new(),
            listing: Listing::read(folder.clone(), context),
            visible: Vec::new(),
            needs_filter: true,
            selection: Selection::default(),
            chosen_next: None,
            scrolls_to_cursor: false,
            wants_path: false,
            places: Vec::new(),
            awaited_places: places::find(start, context),
            folder,
        }
    }

    /// Whether the plugin may use what was picked from now on.
    pub(super) fn is_remembered(&self) -> bool {
        self.is_remembered
    }

    /// Draws the browser; gives how it ended, once it has.
    pub(super) fn ui(&mut self, context: &Context) -> Option<Outcome> {
        let is_reading = matches!(self.listing, Listing::Reading(_));
        if let Some(file) = self.listing.poll()
            && let Some(outcome) = self.take_typed_file(file, context)
        {
            return Some(outcome);
        }
        self.needs_filter |= is_reading && !matches!(self.listing, Listing::Reading(_));
        if let Some(places) = self.awaited_places.as_ref().and_then(|receiver| receiver.try_recv().ok()) {
            self.places = places;
            self.awaited_places = None;
        }
        if std::mem::take(&mut self.needs_filter) {
            self.apply_filter();
        }

        let id = Id::unique("file browser");
        let title = self.question.title.clone();
        let modal = settle::modal(context, id, &title, |ui| {
            let size = theme::FILE_BROWSER_SIZE.min(context.content_rect().size() - egui::Vec2::splat(60.0));
            ui.set_width(size.x);
            self.content_ui(ui, size.y)
        });
        let looked = self.saving.as_mut().and_then(Saving::poll);
        if looked.is_some() {
            // A field may have changed, so that it is drawn again.
            context.request_repaint();
        }
        let step = if modal.should_close() { Some(Step::Done(Outcome::Cancelled)) } else { modal.inner.or(looked) };
        match step? {
            Step::Go(folder) => {
                self.go(folder, context);
                None
            }
            Step::Done(outcome) => Some(outcome),
        }
    }

    fn go(&mut self, folder: PathBuf, context: &Context) {
        // Who goes up finds the folder chosen that they come from.
        self.chosen_next = (self.folder.parent() == Some(&*folder)).then(|| self.folder.clone());
        self.path_text = folder.display().to_string();
        self.listing = Listing::read(folder.clone(), context);
        self.folder = folder;
        self.filter.clear();
        self.visible.clear();
        self.selection.clear();
        self.needs_filter = true;
        self.wants_focus = self.saving.is_none();
        context.request_repaint();
    }

    /// The path that was typed is a file: what was looked for, or else shown in its folder.
    fn take_typed_file(&mut self, file: PathBuf, context: &Context) -> Option<Outcome> {
        if matches!(self.question.takes, Takes::Files | Takes::Any) {
            return Some(Outcome::Picked(vec![file]));
        }
        if let (Some(saving), Some(name)) = (&mut self.saving, file.file_name()) {
            saving.name = name.to_string_lossy().into_owned();
        }
        let folder = file.parent().map_or_else(|| PathBuf::from("/"), Path::to_owned);
        self.go(folder, context);
        None
    }

    fn content_ui(&mut self, ui: &mut Ui, height: f32) -> Option<Step> {
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::L)) {
            self.wants_path = true;
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::H)) {
            self.shows_hidden = !self.shows_hidden;
            self.needs_filter = true;
        }
        question::heading_ui(ui, self.question.plugin_name.as_deref(), &self.question.title);
        let mut step = self.path_ui(ui);
        ui.separator();
        let has_preview =
            matches!(self.question.takes, Takes::Files | Takes::Any) && ui.available_width() > ROOM_FOR_PREVIEW;
        // The foot's height is that of the frame before; the first frame is not seen.
        let foot_id = Id::unique("foot of the file browser");
        let foot = ui.data(|data| data.get_temp::<f32>(foot_id)).unwrap_or(60.0);
        let head = ui.cursor().top() - ui.min_rect().top();
        let body_height = (height - head - foot - ui.spacing().item_spacing.y).max(100.0);
        ui.horizontal_top(|ui| {
            let size = egui::vec2(PLACES_WIDTH, body_height);
            ui.allocate_ui_with_layout(size, Layout::top_down_justified(Align::Min), |ui| {
                ui.set_min_size(size);
                ui.set_max_size(size);
                step = self.places_ui(ui).or(step.take());
            });
            ui.add_space(theme::GROUP_GAP);
            // The list takes what the body has; without a limit it would grow the dialog.
            let preview_width = if has_preview { preview::WIDTH + preview::GAP } else { 0.0 };
            let list_size = egui::vec2(ui.available_width() - preview_width, body_height);
            ui.allocate_ui_with_layout(list_size, Layout::top_down(Align::Min), |ui| {
                ui.set_min_size(list_size);
                ui.set_max_size(list_size);
                step = self.filter_ui(ui).or(step.take());
                step = self.list_ui(ui).or(step.take());
            });
            if has_preview {
                let size = egui::vec2(preview::WIDTH, body_height);
                ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
                    ui.set_min_size(size);
                    let chosen = chosen_file(&self.listing, &self.visible, &self.selection).cloned();
                    self.preview.ui(ui, chosen.as_ref());
                });
            }
        });
        let before = ui.cursor().top();
        step = self.foot_ui(ui).or(step);
        let drawn = ui.min_rect().bottom() - before;
        if (drawn - foot).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(foot_id, drawn));
            ui.ctx().request_repaint();
        }
        step
    }

    /// What is below the list.
    fn foot_ui(&mut self, ui: &mut Ui) -> Option<Step> {
        ui.separator();
        let mut step = self.saving.as_mut().and_then(|saving| saving.ui(ui, &self.folder));
        let question = &self.question;
        question.remember_ui(ui, &mut self.is_remembered);
        let consequence = question.consequence(self.is_remembered);
        for sentence in [&consequence, &question.note].into_iter().flatten() {
            ui.add(egui::Label::new(RichText::new(sentence).weak()).wrap());
        }
        ui.horizontal(|ui| {
            if !matches!(self.question.takes, Takes::Folders) {
                self.needs_filter |= self.kinds.ui(ui);
            }
            let hidden = ui.checkbox(&mut self.shows_hidden, "Hidden files");
            self.needs_filter |= hidden.on_hover_text("Files whose names begin with a dot (Ctrl+H)").changed();
            let row = Layout::right_to_left(Align::Center);
            step = ui.with_layout(row, |ui| self.buttons_row_ui(ui)).inner.or(step.take());
        });
        if self.needs_filter {
            ui.ctx().request_repaint();
        }
        step
    }

    fn path_ui(&mut self, ui: &mut Ui) -> Option<Step> {
        let mut step = None;
        ui.horizontal(|ui| {
            let parent = self.folder.parent().map(Path::to_owned);
            let button = ui.add_enabled_ui(parent.is_some(), |ui| symbol_button(ui, Symbol::Up)).inner;
            if button.on_hover_text("Parent folder").accessible_name("Parent folder").clicked() {
                step = parent.map(Step::Go);
            }
            let field =
                TextEdit::singleline(&mut self.path_text).align(egui::Align2::LEFT_CENTER).desired_width(f32::INFINITY);
            let response = ui.add(field).accessible_name("Path");
            if self.wants_path {
                self.wants_path = !focus::take_focus(&response, Some(&self.path_text));
            }
            if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                // Whether it is a folder or a file is found out in the background.
                step = Some(Step::Go(PathBuf::from(self.path_text.trim())));
            }
        });
        step
    }

    fn places_ui(&self, ui: &mut Ui) -> Option<Step> {
        let mut step = None;
        ScrollArea::vertical().id_salt("places").auto_shrink(false).show(ui, |ui| {
            let mut is_recent = false;
            for place in &self.places {
                if place.is_recent && !is_recent {
                    is_recent = true;
                    ui.add_space(theme::GROUP_GAP);
                    ui.label(RichText::new("Recent").small().weak());
                }
                let button = Button::selectable(self.folder == place.path, place.label.as_str()).truncate();
                if ui.add(button).on_hover_text(place.path.display().to_string()).clicked() {
                    step = Some(Step::Go(place.path.clone()));
                }
            }
        });
        step
    }

    /// The filter field, which has the keyboard and therefore the list's keys.
    fn filter_ui(&mut self, ui: &mut Ui) -> Option<Step> {
        let id = ui.make_persistent_id("filter");
        let mut step = None;
        if ui.memory(|memory| memory.has_focus(id)) {
            self.move_cursor(ui);
            if self.saving.is_none() && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) {
                step = self.choose();
            } else if self.filter.is_empty() && is_pressed_anew(ui, Key::Backspace) {
                step = self.folder.parent().map(|parent| Step::Go(parent.to_owned()));
            }
        }
        let field = TextEdit::singleline(&mut self.filter)
            .id(id)
            .hint_text("Filter")
            .align(egui::Align2::LEFT_CENTER)
            .desired_width(f32::INFINITY);
        let response = ui.add(field).accessible_name("Filter files");
        if response.changed() {
            self.needs_filter = true;
            ui.ctx().request_repaint();
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            step = self.open_selected();
            self.wants_focus = true;
        }
        if self.wants_focus {
            response.request_focus();
            self.wants_focus = !response.has_focus();
        }
        step
    }

    fn move_cursor(&mut self, ui: &Ui) {
        for (key, steps) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, PAGE), (Key::PageUp, -PAGE)] {
            // With Shift first: a key without matches it as well.
            for (modifiers, pick) in [(Modifiers::SHIFT, Pick::Range), (Modifiers::NONE, Pick::One)] {
                let count = ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
                for _ in 0..count {
                    let pick = if self.question.takes_many { pick } else { Pick::One };
                    self.selection.step(steps, self.visible.len(), pick);
                    self.scrolls_to_cursor = true;
                }
            }
        }
    }

    fn list_ui(&mut self, ui: &mut Ui) -> Option<Step> {
        if let Some(order) = headings_ui(ui, self.order) {
            self.order = order;
            self.needs_filter = true;
            ui.ctx().request_repaint();
        }
        match &self.listing {
            Listing::Reading(_) => {
                ui.horizontal(|ui| {
                    busy::busy_ui(ui, 16.0, "Reading the folder");
                    ui.weak("Reading the folder");
                });
                None
            }
            Listing::Failed(reason) => {
                let text = RichText::new(reason).color(theme::colors(ui.visuals()).error);
                ui.add(egui::Label::new(text).wrap());
                None
            }
            Listing::Ready { entries, is_cut } => {
                if self.visible.is_empty() {
                    let text = self.empty_text();
                    ui.add(egui::Label::new(RichText::new(text).weak()).wrap());
                    return None;
                }
                if *is_cut {
                    ui.weak("The folder has more entries than are shown; filter or type a path");
                }
                let rows = Rows { entries, visible: &self.visible, takes_many: self.question.takes_many };
                let response = rows_ui(ui, rows, &mut self.selection, std::mem::take(&mut self.scrolls_to_cursor));
                if let (Some(saving), Some(name)) = (&mut self.saving, response.picked) {
                    saving.name = name;
                }
                // What is there is not saved over by a double click.
                response.step.filter(|step| self.saving.is_none() || matches!(step, Step::Go(_)))
            }
        }
    }

    fn buttons_row_ui(&mut self, ui: &mut Ui) -> Option<Step> {
        let mut step = None;
        let count = self.selection.rows().count();
        let (label, can_choose) = match &self.question.takes {
            Takes::Files => ("Open", count > 0),
            Takes::Folders | Takes::Any => ("Choose", matches!(self.listing, Listing::Ready { .. })),
            Takes::Name(_) => ("Save", self.saving.as_ref().is_some_and(Saving::is_ready)),
        };
        let button = ui.add_enabled(can_choose, theme::primary_button(ui, label));
        if button.on_hover_text(self.choose_hint(count)).clicked() {
            match &mut self.saving {
                Some(saving) => saving.save(&self.folder, ui.ctx()),
                None => step = self.choose(),
            }
        }
        if ui.button("Cancel").clicked() {
            step = Some(Step::Done(Outcome::Cancelled));
        }
        if count > 1 {
            ui.weak(format!("{count} chosen"));
        }
        step
    }

    fn empty_text(&self) -> String {
        if !self.filter.trim().is_empty() {
            format!("Nothing matches “{}”", self.filter.trim())
        } else if matches!(self.question.takes, Takes::Folders) {
            "No folders here".to_owned()
        } else {
            self.kinds.empty_text()
        }
    }

    fn choose_hint(&self, count: usize) -> String {
        match &self.question.takes {
            Takes::Folders | Takes::Any if count == 0 => format!("Choose {}", self.folder.display()),
            Takes::Name(_) => format!("Save in {}", self.folder.display()),
            Takes::Files | Takes::Folders | Takes::Any => String::new(),
        }
    }

    /// Ends with what is chosen, where folders may be chosen; else opens it.
    fn choose(&self) -> Option<Step> {
        if !matches!(self.question.takes, Takes::Folders | Takes::Any) {
            return self.open_selected();
        }
        let Listing::Ready { entries, .. } = &self.listing else { return None };
        let entry = |row: usize| self.visible.get(row).and_then(|index| entries.get(*index));
        let mut chosen: Vec<PathBuf> =
            self.selection.rows().filter_map(entry).map(|entry| entry.path.clone()).collect();
        if chosen.is_empty() {
            chosen.push(self.folder.clone());
        }
        Some(Step::Done(Outcome::Picked(chosen)))
    }

    /// Opens the chosen files, else the chosen folder; without a choice the only entry.
    fn open_selected(&self) -> Option<Step> {
        let Listing::Ready { entries, .. } = &self.listing else { return None };
        let entry = |row: usize| self.visible.get(row).and_then(|index| entries.get(*index));
        let mut chosen: Vec<&FolderEntry> = self.selection.rows().filter_map(entry).collect();
        if chosen.is_empty() && self.visible.len() == 1 {
            chosen.extend(entry(0));
        }
        let files: Vec<PathBuf> =
            chosen.iter().filter(|entry| !entry.is_folder).map(|entry| entry.path.clone()).collect();
        if self.saving.is_some() && !files.is_empty() {
            None
        } else if files.is_empty() {
            chosen.first().map(|folder| Step::Go(folder.path.clone()))
        } else {
            Some(Step::Done(Outcome::Picked(files)))
        }
    }

    /// The entry in a row.
    fn entry(&self, row: usize) -> Option<&FolderEntry> {
        let Listing::Ready { entries, .. } = &self.listing else { return None };
        self.visible.get(row).and_then(|index| entries.get(*index))
    }

    fn apply_filter(&mut self) {
        // Another order or other types leave what is chosen; a typed filter goes to its first
        // match.
        let kept = self.selection.cursor().filter(|_| self.filter.is_empty());
        let kept = kept.and_then(|row| self.entry(row)).map(|entry| entry.path.clone());
        self.selection.clear();
        self.visible.clear();
        let filter = self.filter.trim().to_lowercase();
        let Listing::Ready { entries, .. } = &self.listing else { return };
        let (shows_hidden, shows_files) = (self.shows_hidden, !matches!(self.question.takes, Takes::Folders));
        let passes = |entry: &FolderEntry| {
            let name = entry.name.to_lowercase();
            let is_hidden = name.starts_with('.') && !shows_hidden && !filter.starts_with('.');
            !is_hidden && name.contains(&filter) && (entry.is_folder || (shows_files && self.kinds.takes(&entry.path)))
        };
        let mut shown: Vec<(usize, &FolderEntry)> =
            entries.iter().enumerate().filter(|(_, entry)| passes(entry)).collect();
        shown.sort_by(|(_, one), (_, other)| self.order.compare(one, other));
        let next = self.chosen_next.take().or(kept);
        let row = match next {
            Some(path) => shown.iter().position(|(_, entry)| entry.path == path),
            // Typing goes to the first match.
            None => (!filter.is_empty() && !shown.is_empty()).then_some(0),
        };
        self.visible = shown.into_iter().map(|(index, _)| index).collect();
        if let Some(row) = row {
            self.selection.pick(row, Pick::One);
            self.scrolls_to_cursor = true;
        }
    }
}

/// The extension in lower case.
pub(super) fn extension_of(path: &Path) -> Option<String> {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase())
}

/// Whether the key was pressed, and is not just held down; the press is taken.
fn is_pressed_anew(ui: &Ui, wanted: Key) -> bool {
    ui.input_mut(|input| {
        let is_it = |event: &Event| matches!(event, Event::Key { key, pressed: true, repeat: false, modifiers, .. } if *key == wanted && modifiers.is_none());
        let index = input.events.iter().position(is_it);
        index.map(|index| input.events.remove(index)).is_some()
    })
}

/// The only file that is chosen.
fn chosen_file<'a>(listing: &'a Listing, visible: &[usize], selection: &Selection) -> Option<&'a FolderEntry> {
    let Listing::Ready { entries, .. } = listing else { return None };
    let mut rows = selection.rows();
    let (row, None) = (rows.next()?, rows.next()) else { return None };
    entries.get(*visible.get(row)?).filter(|entry| !entry.is_folder)
}
