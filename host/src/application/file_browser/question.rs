//! What a browser is asked for, and by whom.

use crate::application::dialogs::plugin_chip_ui;
use crate::application::text;
use egui::{RichText, Ui};
use imjoy_engine::front_end::FileAccess;

/// What a browser is opened for.
#[derive(Clone, Debug)]
pub(in crate::application) struct Question {
    /// Above the list.
    pub(in crate::application) title: String,
    /// True name of the plugin that asks; none for the host itself.
    pub(in crate::application) plugin_name: Option<String>,
    /// What may be chosen.
    pub(in crate::application) takes: Takes,
    /// Whether more than one may be chosen.
    pub(in crate::application) takes_many: bool,
    /// What the user should know, below the list.
    pub(in crate::application) note: Option<String>,
    /// What the plugin may do with what is chosen.
    pub(in crate::application) grants: Option<Granted>,
}

/// What a plugin gets by what is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::application) struct Granted {
    /// What it may do.
    pub(in crate::application) access: FileAccess,
    /// Whether the user may let it do so from now on.
    pub(in crate::application) offers_remember: bool,
}

/// What may be chosen.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::application) enum Takes {
    /// Files that are there.
    Files,
    /// Folders.
    Folders,
    /// Both.
    Any,
    /// A name to save under, which begins as this one.
    Name(String),
}

impl Question {
    /// The name of the plugin that asks, fit to be shown.
    fn name(&self) -> String {
        let name = self.plugin_name.as_deref().unwrap_or("The host");
        text::one_line(name, text::NAME_LENGTH)
    }

    /// What the plugin asks for: one sentence.
    pub(super) fn request(&self) -> String {
        let what = match (&self.takes, self.takes_many) {
            (Takes::Files, false) => "a file",
            (Takes::Files, true) => "files",
            (Takes::Folders, false) => "a folder",
            (Takes::Folders, true) => "folders",
            (Takes::Any, false) => "a file or a folder",
            (Takes::Any, true) => "files or folders",
            (Takes::Name(_), _) => "a place to save a file",
        };
        let purpose = match self.grants.map(|granted| granted.access) {
            Some(FileAccess::Read) => ", to read",
            Some(FileAccess::ReadWrite) => ", to read and to change",
            None => "",
        };
        format!("{} asks for {what}{purpose}.", self.name())
    }

    /// What the plugin may do once something is chosen: one sentence.
    pub(super) fn consequence(&self, is_remembered: bool) -> Option<String> {
        let granted = self.grants?;
        let verb = match granted.access {
            FileAccess::Read => "read",
            FileAccess::ReadWrite => "read and change",
        };
        let what = match (&self.takes, self.takes_many) {
            (Takes::Files, true) => "the files that you choose",
            (Takes::Files, false) | (Takes::Name(_), _) => "the file that you choose",
            (Takes::Folders, false) => "the folder that you choose, with all that is in it",
            (Takes::Folders, true) => "the folders that you choose, with all that is in them",
            (Takes::Any, _) => "what you choose, with all that is in it",
        };
        let time = if is_remembered { "from now on" } else { "until the application is closed" };
        Some(format!("{} may {verb} {what}, {time}.", self.name()))
    }

    /// The tick box by which the plugin may use what is chosen from now on, where that is
    /// offered.
    pub(super) fn remember_ui(&self, ui: &mut Ui, is_remembered: &mut bool) {
        if !self.grants.is_some_and(|granted| granted.offers_remember) {
            return;
        }
        let what = match (&self.takes, self.takes_many) {
            (Takes::Files, false) | (Takes::Name(_), _) => "this file",
            (Takes::Files, true) => "these files",
            (Takes::Folders, false) => "this folder",
            (Takes::Folders, true) => "these folders",
            (Takes::Any, _) => "this",
        };
        let label = format!("Remember: {} may use {what} from now on", self.name());
        let hint = "Until you revoke it in the plugin's permissions";
        ui.checkbox(is_remembered, label).on_hover_text(hint);
    }
}

/// The title, after the name of the plugin that asks.
pub(super) fn heading_ui(ui: &mut Ui, plugin_name: Option<&str>, title: &str) {
    ui.horizontal(|ui| {
        if let Some(name) = plugin_name {
            plugin_chip_ui(ui, name);
        }
        let title = text::one_line(title, text::LINE_LENGTH);
        ui.add(egui::Label::new(RichText::new(title).strong().size(14.5)).truncate());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_say_who_gets_what() {
        let granted = Granted { access: FileAccess::ReadWrite, offers_remember: true };
        let question = Question {
            title: String::new(),
            plugin_name: Some("counter\n".to_owned()),
            takes: Takes::Folders,
            takes_many: false,
            note: None,
            grants: Some(granted),
        };
        assert_eq!(question.request(), "counter asks for a folder, to read and to change.");
        assert_eq!(
            question.consequence(true).as_deref(),
            Some("counter may read and change the folder that you choose, with all that is in it, from now on.")
        );
        let question = Question { takes: Takes::Name("a.csv".to_owned()), grants: None, ..question };
        assert_eq!(question.request(), "counter asks for a place to save a file.");
        assert_eq!(question.consequence(false), None);
    }
}
