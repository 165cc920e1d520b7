//! The host's own file browser.
//!
//! It looks the same on every system, needs no service of the desktop, and can be tested.
//! The keyboard is in the filter field: typing filters, Up and Down choose, Enter opens,
//! Backspace in an empty field goes to the parent folder, Escape closes.
//!
//! Invariants: no folder is read on the GUI thread; only files with an extension that was
//! asked for are shown, and hidden ones only when the filter begins with a dot.
//!
//! AccessKit labels: `Path`, `Filter files`, `Parent folder`, `Open`, `Cancel`, the places
//! (`Home`, `File system`, `Current folder`, `Sample images`), and each row by its name.

mod listing;
mod selection;

use super::command::BrowseFor;
use super::symbols::{Symbol, symbol_button};
use super::{busy, settle, text, theme};
use egui::{Align, Button, Context, Id, Key, Layout, Modifiers, RichText, ScrollArea, TextEdit, Ui};
use listing::{FolderEntry, Listing, Shortcut};
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
    title: &'static str,
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

impl FileBrowser {
    /// Opens a browser at a folder.
    pub(super) fn open(purpose: BrowseFor, folder: PathBuf, samples: Option<&Path>, context: &Context) -> Self {
        let (title, extensions, takes_many) = match &purpose {
            BrowseFor::Images => ("Open image", IMAGE_EXTENSIONS.map(str::to_owned).to_vec(), true),
            BrowseFor::Plugin => ("Load plugin", vec![PLUGIN_EXTENSION.to_owned()], false),
            BrowseFor::Field { extensions, .. } => {
                let plain = |extension: &String| extension.trim_start_matches(['*', '.']).to_lowercase();
                ("Choose file", extensions.iter().map(plain).filter(|name| !name.is_empty()).collect(), false)
            }
        };
        Self {
            purpose,
            title,
            extensions,
            takes_many,
            path_text: folder.display().to_string(),
            filter: String::new(),
            listing: Listing::read(folder.clone(), context),
            visible: Vec::new(),
            needs_filter: true,
            selection: Selection::default(),
            scrolls_to_cursor: false,
            wants_focus: true,
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
        if let Some(file) = self.listing.poll() {
            return Some(Outcome::Picked(vec![file]));
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
        let modal = settle::modal(context, id, self.title, |ui| {
            let size = theme::FILE_BROWSER_SIZE.min(context.content_rect().size() - egui::Vec2::splat(60.0));
            ui.set_width(size.x);
            self.content_ui(ui, size.y)
        });
        let step = if modal.should_close() { Some(Step::Done(Outcome::Cancelled)) } else { modal.inner };
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
        self.wants_focus = true;
        context.request_repaint();
    }

    fn content_ui(&mut self, ui: &mut Ui, height: f32) -> Option<Step> {
        ui.label(RichText::new(self.title).strong().size(14.5));
        let mut step = self.path_ui(ui);
        ui.separator();
        let body_height = (height - 96.0).max(120.0);
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(egui::vec2(118.0, body_height), Layout::top_down(Align::Min), |ui| {
                ui.set_min_size(egui::vec2(118.0, body_height));
                step = self.shortcuts_ui(ui).or(step.take());
            });
            ui.add_space(theme::GROUP_GAP);
            // The list takes what the body has; without a limit it would grow the dialog.
            let list_size = egui::vec2(ui.available_width(), body_height);
            ui.allocate_ui_with_layout(list_size, Layout::top_down(Align::Min), |ui| {
                ui.set_min_size(list_size);
                ui.set_max_size(list_size);
                step = self.filter_ui(ui).or(step.take());
                step = self.list_ui(ui).or(step.take());
            });
        });
        ui.separator();
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
            if self.filter.is_empty() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Backspace)) {
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
                let step = rows_ui(
                    ui,
                    entries,
                    &self.visible,
                    &mut self.selection,
                    self.takes_many,
                    std::mem::take(&mut self.scrolls_to_cursor),
                );
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
        if ui.add_enabled(count > 0, theme::primary_button(ui, "Open")).clicked() {
            step = self.open_selected();
        }
        if ui.button("Cancel").clicked() {
            step = Some(Step::Done(Outcome::Cancelled));
        }
        if count > 1 {
            ui.weak(format!("{count} chosen"));
        }
        step
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
        if files.is_empty() {
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
            !is_hidden && name.contains(&filter) && (entry.is_folder || self.takes(&entry.path))
        };
        self.visible = entries.iter().enumerate().filter(|(_, entry)| passes(entry)).map(|(index, _)| index).collect();
    }

    fn takes(&self, path: &Path) -> bool {
        self.extensions.is_empty() || extension_of(path).is_some_and(|extension| self.extensions.contains(&extension))
    }
}

/// The extension in lower case.
pub(super) fn extension_of(path: &Path) -> Option<String> {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase())
}

fn rows_ui(
    ui: &mut Ui,
    entries: &[FolderEntry],
    visible: &[usize],
    selection: &mut Selection,
    takes_many: bool,
    scrolls_to_cursor: bool,
) -> Option<Step> {
    let mut step = None;
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
            }
        }
    });
    step
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
