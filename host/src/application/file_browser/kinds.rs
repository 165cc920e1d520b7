//! Which files are shown by their type: what was asked for, images, or all.

use super::{IMAGE_EXTENSIONS, PLUGIN_EXTENSIONS, extension_of};
use egui::{ComboBox, Ui};
use std::path::Path;

/// Types of files in the words of the choice, at most.
const MOST_NAMED: usize = 4;

/// Which files are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Those whose extension was asked for.
    Asked,
    Images,
    All,
}

/// What was asked for, and what the user wants to see.
pub(super) struct Kinds {
    /// In lower case; empty for all.
    asked: Vec<String>,
    shown: Kind,
}

impl Kinds {
    /// Files of these extensions, in lower case; all for none.
    pub(super) fn new(asked: Vec<String>) -> Self {
        let shown = if asked.is_empty() { Kind::All } else { Kind::Asked };
        Self { asked, shown }
    }

    /// Whether a file is shown.
    pub(super) fn takes(&self, path: &Path) -> bool {
        let is_one_of = |takes: &dyn Fn(&str) -> bool| extension_of(path).is_some_and(|extension| takes(&extension));
        match self.shown {
            Kind::All => true,
            Kind::Images => is_one_of(&|extension| IMAGE_EXTENSIONS.contains(&extension)),
            Kind::Asked => is_one_of(&|extension| self.asked.iter().any(|asked| asked == extension)),
        }
    }

    /// What to say where nothing is shown.
    pub(super) fn empty_text(&self) -> String {
        match self.shown {
            Kind::All => "Nothing here".to_owned(),
            kind => format!("No folders here, and no files of the type {}", self.name(kind)),
        }
    }

    fn name(&self, kind: Kind) -> String {
        match kind {
            Kind::All => "All files".to_owned(),
            Kind::Images => "Images".to_owned(),
            Kind::Asked if self.asked.iter().map(String::as_str).eq(IMAGE_EXTENSIONS) => "Images".to_owned(),
            Kind::Asked if self.asked.iter().map(String::as_str).eq(PLUGIN_EXTENSIONS) => "Plugins".to_owned(),
            Kind::Asked => {
                let named: Vec<String> = self.asked.iter().take(MOST_NAMED).map(|name| format!(".{name}")).collect();
                let more = if self.asked.len() > MOST_NAMED { ", …" } else { "" };
                format!("{}{more}", named.join(", "))
            }
        }
    }

    /// Draws the choice; gives whether another was made.
    pub(super) fn ui(&mut self, ui: &mut Ui) -> bool {
        let before = self.shown;
        let is_named_twice = self.name(Kind::Asked) == self.name(Kind::Images);
        let mut choices = Vec::new();
        if !self.asked.is_empty() {
            choices.push(Kind::Asked);
        }
        if self.asked.is_empty() || !is_named_twice {
            choices.push(Kind::Images);
        }
        choices.push(Kind::All);
        let response = ComboBox::from_id_salt("type of files").selected_text(self.name(self.shown)).show_ui(ui, |ui| {
            for kind in choices {
                let name = self.name(kind);
                ui.selectable_value(&mut self.shown, kind, name);
            }
        });
        response.response.accessible_name("Type of files");
        self.shown != before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_is_shown_first() {
        let mut kinds = Kinds::new(vec!["csv".to_owned()]);
        assert!(kinds.takes(Path::new("a.CSV")) && !kinds.takes(Path::new("a.png")) && !kinds.takes(Path::new("csv")));
        assert_eq!(kinds.empty_text(), "No folders here, and no files of the type .csv");
        kinds.shown = Kind::Images;
        assert!(!kinds.takes(Path::new("a.csv")) && kinds.takes(Path::new("a.Tiff")));
        assert!(Kinds::new(Vec::new()).takes(Path::new("Makefile")));
        assert_eq!(Kinds::new(PLUGIN_EXTENSIONS.map(str::to_owned).to_vec()).name(Kind::Asked), "Plugins");
        assert_eq!(Kinds::new(IMAGE_EXTENSIONS.map(str::to_owned).to_vec()).name(Kind::Asked), "Images");
    }
}
