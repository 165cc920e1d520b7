//! Choosing where to save: the name, the question before a file is replaced, and a new
//! folder.
//!
//! Invariants: what is at a path is found out, and folders are made, on threads of their
//! own. The name is one name: no separators, nothing that leads elsewhere.

use super::Step;
use super::listing;
use crate::application::{text, theme};
use egui::{Context, Key, TextEdit, Ui};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError};

/// Bytes of a name that every file system takes.
const NAME_BYTES: usize = 255;

/// The state of a browser that saves.
pub(super) struct Saving {
    pub(super) name: String,
    wants_focus: bool,
    /// One sentence about what does not work.
    fault: Option<String>,
    looking: Option<Receiver<Look>>,
    /// A file that is there and may be replaced.
    replaces: Option<PathBuf>,
    /// The name of a new folder, while it is asked for.
    new_folder: Option<String>,
}

/// What a thread has found or done.
enum Look {
    Free(PathBuf),
    Taken(PathBuf),
    Folder(PathBuf),
    Failed(String),
}

impl Saving {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), wants_focus: true, fault: None, looking: None, replaces: None, new_folder: None }
    }

    /// Takes what the thread has found.
    pub(super) fn poll(&mut self) -> Option<Step> {
        let look = match self.looking.as_ref()?.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Look::Failed("The folder cannot be looked at".to_owned()),
            Ok(look) => look,
        };
        self.looking = None;
        match look {
            Look::Free(path) => return Some(Step::done(path)),
            Look::Folder(path) => {
                self.new_folder = None;
                return Some(Step::Go(path));
            }
            Look::Taken(path) => self.replaces = Some(path),
            Look::Failed(reason) => self.fault = Some(reason),
        }
        None
    }

    /// Draws the field for the name and the one for a new folder.
    pub(super) fn ui(&mut self, ui: &mut Ui, folder: &Path) -> Option<Step> {
        let mut step = None;
        if self.replaces.is_some() {
            return self.replace_ui(ui);
        }
        ui.horizontal(|ui| {
            ui.label("Name:");
            let width = ui.available_width() - 85.0;
            let field =
                TextEdit::singleline(&mut self.name).align(egui::Align2::LEFT_CENTER).desired_width(width.max(80.0));
            let response = ui.add(field).accessible_name("File name");
            if response.changed() {
                self.fault = None;
            }
            if self.wants_focus {
                self.wants_focus = !crate::application::focus::take_focus(&response, Some(stem(&self.name)));
            }
            if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                self.save(folder, ui.ctx());
                self.wants_focus = true;
            }
            if ui.button("New folder").clicked() {
                self.new_folder = Some(String::new());
            }
        });
        if let Some(name) = &mut self.new_folder {
            let mut is_made = false;
            ui.horizontal(|ui| {
                ui.label("New folder:");
                let field = TextEdit::singleline(name).align(egui::Align2::LEFT_CENTER).desired_width(200.0);
                let response = ui.add(field).accessible_name("Folder name");
                is_made = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                is_made |= ui.add_enabled(!name.trim().is_empty(), egui::Button::new("Create")).clicked();
            });
            if is_made {
                let name = name.trim().to_owned();
                self.make_folder(&name, folder, ui.ctx());
            }
        }
        if let Some(fault) = &self.fault {
            ui.colored_label(theme::colors(ui.visuals()).error, text::one_line(fault, text::LINE_LENGTH));
        }
        step.take()
    }

    /// Whether the buttons of the browser can be used: not while a question is open.
    pub(super) fn is_ready(&self) -> bool {
        self.looking.is_none() && self.replaces.is_none() && !self.name.trim().is_empty()
    }

    /// Looks whether the name is free, and saves or asks.
    pub(super) fn save(&mut self, folder: &Path, context: &Context) {
        self.fault = None;
        let name = self.name.trim();
        if let Err(reason) = check_name(name) {
            self.fault = Some(reason);
            return;
        }
        let path = folder.join(name);
        self.look(context, move || match std::fs::symlink_metadata(&path).and_then(|_| std::fs::metadata(&path)) {
            Ok(metadata) if metadata.is_file() => Look::Taken(path),
            Ok(_) => Look::Failed(format!("{} is there and is not a file", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Look::Free(path),
            Err(error) => Look::Failed(format!("{} cannot be used: {error}", path.display())),
        });
    }

    fn make_folder(&mut self, name: &str, folder: &Path, context: &Context) {
        self.fault = None;
        if let Err(reason) = check_name(name) {
            self.fault = Some(reason);
            return;
        }
        let path = folder.join(name);
        self.look(context, move || match std::fs::create_dir(&path) {
            Ok(()) => Look::Folder(path),
            Err(error) => Look::Failed(format!("{} cannot be made: {error}", path.display())),
        });
    }

    fn look(&mut self, context: &Context, look: impl FnOnce() -> Look + Send + 'static) {
        match listing::in_background("name", context, look) {
            Ok(receiver) => self.looking = Some(receiver),
            Err(error) => self.fault = Some(format!("No thread could be started: {error}")),
        }
    }

    fn replace_ui(&mut self, ui: &mut Ui) -> Option<Step> {
        let path = self.replaces.clone()?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut step = None;
        ui.horizontal(|ui| {
            let question = format!("“{}” is there already. Replace it?", text::one_line(&name, text::NAME_LENGTH));
            ui.label(egui::RichText::new(question).strong());
            let keep = ui.button("Keep");
            if ui.memory(|memory| memory.focused().is_none()) {
                keep.request_focus();
            }
            if keep.clicked() {
                self.replaces = None;
                self.wants_focus = true;
            }
            if ui.button("Replace").clicked() {
                step = Some(Step::done(path.clone()));
            }
        });
        step
    }
}

/// The name without its extension, which is what is mostly changed.
fn stem(name: &str) -> &str {
    Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(name)
}

/// Whether the text is one name. The error is one sentence.
fn check_name(name: &str) -> Result<(), String> {
    if name.is_empty() {
        Err("Type a name".to_owned())
    } else if name == "." || name == ".." || name.contains(['/', '\\', '\0']) {
        Err("A name has no slashes in it; choose the folder above".to_owned())
    } else if name.len() > NAME_BYTES {
        Err(format!("A name has at most {NAME_BYTES} bytes"))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_name() {
        for name in ["a.csv", "…", "..a", "a b"] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        for name in ["", ".", "..", "a/b", "/etc/passwd", "..\\a", "a\0b", &"a".repeat(256)] {
            assert!(check_name(name).is_err(), "{name}");
        }
        assert_eq!(stem("table.csv"), "table");
    }
}
