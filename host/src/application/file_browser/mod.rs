//! The host's own file browser.
//!
//! It looks the same on every system, needs no service of the desktop, and can be tested.
//! The keyboard is in the filter field: typing filters, Up and Down choose, Enter opens,
//! Backspace in an empty field goes to the parent folder, Escape closes.
//!
//! Invariants: no folder is read on the GUI thread; only files with an extension that was
//! asked for are shown, and hidden ones only when the filter begins with a dot.
//!
//! It also serves the file dialogs of plugins ([`Question`]): files, folders or both, one or
//! many, or a name to save under. A plugin's true name then stands above it in the chip
//! that only the host draws. Where folders may be chosen, `Choose` takes the folder that
//! is shown when none is chosen in the list; Ctrl and Enter do the same.
//!
//! AccessKit labels: `Path`, `Filter files`, `Parent folder`, `Open` (`Choose` where
//! folders may be chosen, `Save` for saving), `Cancel`, the places (`Home`, `File system`,
//! `Current folder`, `Sample images`), each row by its name, and `Preview`; for saving
//! `File name`, `New folder`, `Folder name`, `Create`, `Replace`, `Keep`.

mod listing;
mod preview;
mod question;
mod saving;
mod selection;

pub(super) use question::{Question, Takes};

use super::command::BrowseFor;
use super::symbols::{Symbol, symbol_button};
use super::{busy, settle, text, theme};
use egui::{Align, Button, Context, Id, Key, Layout, Modifiers, RichText, ScrollArea, TextEdit, Ui};
use listing::{FolderEntry, Listing, Shortcut};
use preview::Preview;
use saving::Saving;
use selection::{Pick, Selection};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

/// Extensions of images that the engine reads.
pub(super) const IMAGE_EXTENSIONS: [&str; 11] =
    ["png", "jpg", "jpeg", "tif", "tiff", "bmp", "gif", "webp", "pgm", "ppm", "pbm"];
/// Extension of plugins.
pub(super) const PLUGIN_EXTENSION: &str = "wasm";
/// Rows that Page Up and Page Down go.
const PAGE: isize = 12;

/// A file browser that is open.
pub(super) struct FileBrowser {
    pub(super) purpose: BrowseFor,
    title: String,
    /// True name of the plugin that asks.
    plugin_name: Option<String>,
    takes: Takes,
    /// For saving only.
    saving: Option<Saving>,
    /// What the user should know, below the list.
    note: Option<String>,
    preview: Preview,
    /// In lower case; empty for all.
    extensions: Vec<String>,
    takes_many: bool,
    folder: PathBuf,
    path_text: String,
    filter: String,
    listing: Listing,
    /// Indices of the entries that pass the filter.
    visible: Vec<usize>,
    needs_filter: bool,
    selection: Selection,
    scrolls_to_cursor: bool,
    wants_focus: bool,
    shortcuts: Vec<Shortcut>,
    awaited_shortcuts: Option<Receiver<Vec<Shortcut>>>,
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

impl FileBrowser {
    /// Opens a browser at a folder.
    pub(super) fn open(purpose: BrowseFor, folder: PathBuf, samples: Option<&Path>, context: &Context) -> Self {
        let (title, extensions, takes_many) = match &purpose {
            BrowseFor::Images => ("Open image", IMAGE_EXTENSIONS.map(str::to_owned).to_vec(), true),
            BrowseFor::Source => ("Edit plugin", ["rs", "html", "js", "py", "toml"].map(str::to_owned).to_vec(), false),
            BrowseFor::Plugin => ("Load plugin", vec![PLUGIN_EXTENSION.to_owned()], false),
            BrowseFor::Question => ("Choose file", Vec::new(), false),
            BrowseFor::Field { extensions, .. } | BrowseFor::Window { extensions, .. } => {
                let plain = |extension: &String| extension.trim_start_matches(['*', '.']).to_lowercase();
                ("Choose file", extensions.iter().map(plain).filter(|name| !name.is_empty()).collect(), false)
            }
        };
        let question =
            Question { title: title.to_owned(), plugin_name: None, takes: Takes::Files, takes_many, note: None };
        Self { extensions, ..Self::ask(purpose, question, folder, samples, context) }
    }

    /// Opens a browser at a folder, for a question.
    pub(super) fn ask(
        purpose: BrowseFor,
        question: Question,
        folder: PathBuf,
        samples: Option<&Path>,
        context: &Context,
    ) -> Self {
        let saving = match &question.takes {
            Takes::Name(name) => Some(Saving::new(name)),
            Takes::Files | Takes::Folders | Takes::Any => None,
        };
        Self {
            purpose,
            title: question.title,
            plugin_name: question.plugin_name,
            wants_focus: saving.is_none(),
            saving,
            note: question.note,
            takes: question.takes,
            takes_many: question.takes_many,
            preview: Preview::default(),
            extensions: Vec::new(),
            path_text: folder.display().to_string(),
            filter: String::new(),
            listing: Listing::read(folder.clone(), context),
            visible: Vec::new(),
            needs_filter: true,
            selection: Selection::default(),
            scrolls_to_cursor: false,
            shortcuts: Vec::new(),
            awaited_shortcuts: listing::find_shortcuts(places(samples), context),
            folder,
        }
    }

    /// The folder that is shown.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
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
        if let Some(shortcuts) = self.awaited_shortcuts.as_ref().and_then(|receiver| receiver.try_recv().ok()) {
            self.shortcuts = shortcuts;
            self.awaited_shortcuts = None;
        }
        if std::mem::take(&mut self.needs_filter) {
            self.apply_filter();
        }

        let id = Id::unique("file browser");
        let title = self.title.clone();
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
        if matches!(self.takes, Takes::Files | Takes::Any) {
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
        question::heading_ui(ui, self.plugin_name.as_deref(), &self.title);
        let mut step = self.path_ui(ui);
        ui.separator();
        let has_preview = matches!(self.takes, Takes::Files | Takes::Any) && ui.available_width() > 560.0;
        let more_rows = if self.saving.is_some() { 60.0 } else { 0.0 } + if self.note.is_some() { 22.0 } else { 0.0 };
        let body_height = (height - 96.0 - more_rows).max(120.0);
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(egui::vec2(118.0, body_height), Layout::top_down(Align::Min), |ui| {
                ui.set_min_size(egui::vec2(118.0, body_height));
                step = self.shortcuts_ui(ui).or(step.take());
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
        ui.separator();
        if let Some(saving) = &mut self.saving {
            step = saving.ui(ui, &self.folder).or(step);
        }
        if let Some(note) = &self.note {
            ui.weak(note);
        }
        self.buttons_ui(ui).or(step)
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
            if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                // Whether it is a folder or a file is found out in the background.
                step = Some(Step::Go(PathBuf::from(self.path_text.trim())));
            }
        });
        step
    }

    fn shortcuts_ui(&self, ui: &mut Ui) -> Option<Step> {
        let mut step = None;
        for shortcut in &self.shortcuts {
            let button = Button::selectable(self.folder == shortcut.path, shortcut.label);
            if ui.add(button).on_hover_text(shortcut.path.display().to_string()).clicked() {
                step = Some(Step::Go(shortcut.path.clone()));
            }
        }
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
            } else if self.filter.is_empty() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Backspace))
            {
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
            for (modifiers, pick) in [(Modifiers::NONE, Pick::One), (Modifiers::SHIFT, Pick::Range)] {
                let count = ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
                for _ in 0..count {
                    let pick = if self.takes_many { pick } else { Pick::One };
                    self.selection.step(steps, self.visible.len(), pick);
                    self.scrolls_to_cursor = true;
                }
            }
        }
    }

    fn list_ui(&mut self, ui: &mut Ui) -> Option<Step> {
        match &self.listing {
            Listing::Reading(_) => {
                ui.horizontal(|ui| {
                    busy::busy_ui(ui, 16.0, "Reading the folder");
                    ui.weak("Reading the folder");
                });
                None
            }
            Listing::Failed(reason) => {
                ui.colored_label(theme::colors(ui.visuals()).error, reason);
                None
            }
            Listing::Ready { entries, is_cut } => {
                if self.visible.is_empty() {
                    ui.weak(self.empty_text());
                    return None;
                }
                let is_cut = *is_cut;
                let (step, picked) = rows_ui(
                    ui,
                    entries,
                    &self.visible,
                    &mut self.selection,
                    self.takes_many,
                    std::mem::take(&mut self.scrolls_to_cursor),
                );
                if let (Some(saving), Some(name)) = (&mut self.saving, picked) {
                    saving.name = name;
                }
                // What is there is not saved over by a double click.
                let step = step.filter(|step| self.saving.is_none() || matches!(step, Step::Go(_)));
                if is_cut {
                    ui.weak("The folder has more entries than are shown; filter or type a path");
                }
                step
            }
        }
    }

    fn empty_text(&self) -> String {
        if self.extensions.is_empty() || !self.filter.is_empty() {
            "Nothing here".to_owned()
        } else {
            format!("No folders and no files of type {}", self.extensions.join(", "))
        }
    }

    fn buttons_ui(&mut self, ui: &mut Ui) -> Option<Step> {
        // A row of its own height; a layout from the right alone would take all there is.
        ui.horizontal(|ui| ui.with_layout(Layout::right_to_left(Align::Center), |ui| self.buttons_row_ui(ui)).inner)
            .inner
    }

    fn buttons_row_ui(&mut self, ui: &mut Ui) -> Option<Step> {
        let mut step = None;
        let count = self.selection.rows().count();
        let (label, can_choose) = match &self.takes {
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

    fn choose_hint(&self, count: usize) -> String {
        match &self.takes {
            Takes::Folders | Takes::Any if count == 0 => format!("Choose {}", self.folder.display()),
            Takes::Name(_) => format!("Save in {}", self.folder.display()),
            Takes::Files | Takes::Folders | Takes::Any => String::new(),
        }
    }

    /// Ends with what is chosen, where folders may be chosen; else opens it.
    fn choose(&self) -> Option<Step> {
        if !matches!(self.takes, Takes::Folders | Takes::Any) {
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

    fn apply_filter(&mut self) {
        self.selection.clear();
        let filter = self.filter.trim().to_lowercase();
        let Listing::Ready { entries, .. } = &self.listing else {
            self.visible.clear();
            return;
        };
        let passes = |entry: &FolderEntry| {
            let name = entry.name.to_lowercase();
            let is_hidden = name.starts_with('.') && !filter.starts_with('.');
            !is_hidden
                && name.contains(&filter)
                && (entry.is_folder || (!matches!(self.takes, Takes::Folders) && self.takes_file(&entry.path)))
        };
        self.visible = entries.iter().enumerate().filter(|(_, entry)| passes(entry)).map(|(index, _)| index).collect();
    }

    fn takes_file(&self, path: &Path) -> bool {
        self.extensions.is_empty() || extension_of(path).is_some_and(|extension| self.extensions.contains(&extension))
    }
}

/// The extension in lower case.
pub(super) fn extension_of(path: &Path) -> Option<String> {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase())
}

/// Draws the rows; gives what a double click asks for and the name of a file that was
/// clicked.
fn rows_ui(
    ui: &mut Ui,
    entries: &[FolderEntry],
    visible: &[usize],
    selection: &mut Selection,
    takes_many: bool,
    scrolls_to_cursor: bool,
) -> (Option<Step>, Option<String>) {
    let mut step = None;
    let mut picked = None;
    let row_height = ui.spacing().interact_size.y;
    let mut area = ScrollArea::vertical().auto_shrink(false);
    if let Some(cursor) = selection.cursor().filter(|_| scrolls_to_cursor) {
        let pitch = row_height + ui.spacing().item_spacing.y;
        let middle = (ui.available_height() - pitch) / 2.0;
        area = area.vertical_scroll_offset((cursor as f32 * pitch - middle).max(0.0));
    }
    area.show_rows(ui, row_height, visible.len(), |ui, range| {
        for row in range {
            let Some(entry) = visible.get(row).and_then(|index| entries.get(*index)) else { continue };
            let name = text::one_line(&entry.name, text::LINE_LENGTH);
            let (symbol, color) = if entry.is_folder {
                (Symbol::Folder, theme::colors(ui.visuals()).accent)
            } else {
                (Symbol::File, ui.visuals().weak_text_color())
            };
            let icon = egui::IdSalt::new("icon");
            let size = if entry.is_folder { String::new() } else { text::bytes_text(entry.size_bytes) };
            let content = (egui::Atom::custom(icon, egui::vec2(14.0, 14.0)), name.as_str());
            let button = Button::selectable(selection.contains(row), content)
                .truncate()
                .right_text(RichText::new(size).weak())
                .min_size(egui::vec2(ui.available_width(), row_height));
            let drawn = button.atom_ui(ui);
            if let Some(place) = drawn.rect(icon) {
                symbol.paint(ui.painter(), place, color);
            }
            let response = drawn.response.accessible_name(&name);
            if response.double_clicked() {
                step = Some(if entry.is_folder {
                    Step::Go(entry.path.clone())
                } else {
                    Step::Done(Outcome::Picked(vec![entry.path.clone()]))
                });
            } else if response.clicked() {
                let modifiers = ui.input(|input| input.modifiers);
                let pick = match (takes_many, modifiers.command, modifiers.shift) {
                    (true, true, _) => Pick::Toggle,
                    (true, _, true) => Pick::Range,
                    _ => Pick::One,
                };
                selection.pick(row, pick);
                picked = (!entry.is_folder).then(|| entry.name.clone());
            }
        }
    });
    (step, picked)
}

/// The only file that is chosen.
fn chosen_file<'a>(listing: &'a Listing, visible: &[usize], selection: &Selection) -> Option<&'a FolderEntry> {
    let Listing::Ready { entries, .. } = listing else { return None };
    let mut rows = selection.rows();
    let (row, None) = (rows.next()?, rows.next()) else { return None };
    entries.get(*visible.get(row)?).filter(|entry| !entry.is_folder)
}

/// Places to start from, whether they exist or not.
fn places(samples: Option<&Path>) -> Vec<Shortcut> {
    let mut places = Vec::new();
    if let Some(home) = std::env::home_dir() {
        places.push(Shortcut { label: "Home", path: home });
    }
    if cfg!(unix) {
        places.push(Shortcut { label: "File system", path: PathBuf::from("/") });
    }
    if let Ok(current) = std::env::current_dir() {
        places.push(Shortcut { label: "Current folder", path: current });
    }
    if let Some(samples) = samples {
        places.push(Shortcut { label: "Sample images", path: samples.to_owned() });
    }
    places
}
