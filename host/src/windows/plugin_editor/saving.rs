//! Saving the source.

use super::PluginEditorContent;
use super::language::Language;
use super::name_in_code::name_in;
use super::places::{MOST_BYTES, NewFile};
use super::running::Then;
use crate::windows::task::{Progress, Task};
use egui::Context;
use imjoy_engine::value::Record;
use std::path::PathBuf;

/// The bar that asks where to save.
pub(super) struct SaveAs {
    pub(super) path: String,
    pub(super) then: Option<Then>,
}

/// The source is being saved.
pub(super) struct Saving {
    code: String,
    then: Option<Then>,
    task: Task<Result<PathBuf, String>>,
}

impl PluginEditorContent {
    /// Asks where to save, and what follows.
    pub(super) fn ask_where(&mut self, then: Option<Then>) {
        let path = self.path.clone().or_else(|| self.suggested.clone());
        let path = path.unwrap_or_else(|| self.places.first_place(&self.new_file()));
        self.save_as = Some(SaveAs { path: path.display().to_string(), then });
        self.wants_bar_focus = true;
    }

    /// What the source becomes when it is saved for the first time. A plugin file is called
    /// as its config says.
    pub(super) fn new_file(&self) -> NewFile {
        let mut new = NewFile { language: self.language, ..self.new.clone() };
        if self.language == Language::ImJoyHtml
            && let Some(name) = name_in(&self.code)
        {
            name.clone_into(&mut new.name);
        }
        new
    }

    /// Saves the source, then goes on.
    pub(super) fn save(&mut self, context: &Context, then: Option<Then>) {
        if self.saving.is_some() {
            return;
        }
        if self.code.len() > MOST_BYTES {
            return self.tell("The source is longer than 2 MiB and is not saved", true);
        }
        if self.path.is_none() && self.suggested.is_some() {
            return self.ask_where(then);
        }
        let code = self.code.clone();
        let (path, new, places, work_code) = (self.path.clone(), self.new_file(), self.places.clone(), code.clone());
        match Task::start(context, move || places.save_source(path, &new, &work_code)) {
            Ok(task) => self.saving = Some(Saving { code, then, task }),
            Err(sentence) => self.tell(&sentence, true),
        }
    }

    pub(super) fn work_saving(&mut self) {
        let Some(saving) = self.saving.take() else { return };
        match saving.task.poll() {
            Progress::Running => self.saving = Some(saving),
            Progress::Done(Ok(path)) => {
                self.note_saved(saving.code, path.clone());
                if let Some(then) = saving.then {
                    self.load(path, then);
                }
            }
            Progress::Done(Err(sentence)) => self.tell(&sentence, true),
            Progress::Lost => self.tell("The source could not be saved. Try again", true),
        }
    }

    pub(super) fn note_saved(&mut self, code: String, path: PathBuf) {
        self.tell(&format!("Saved to {}", path.display()), false);
        self.emit("save", Record::new().with("code", code.clone()).with("path", path.display().to_string()));
        self.saved = code;
        self.is_dirty = self.code != self.saved;
        self.is_closing = false;
        self.path = Some(path);
        self.find_language();
    }
}
