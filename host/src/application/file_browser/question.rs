//! What the browser is asked for, and by whom.

use crate::application::dialogs::plugin_chip_ui;
use crate::application::text;
use egui::{RichText, Ui};

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
