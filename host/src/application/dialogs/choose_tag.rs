//! Which variant of a plugin to load. Each radio button's AccessKit label is its tag.

use crate::application::text;
use std::sync::Arc;

/// The open question.
pub(super) struct ChooseTag {
    tags: Arc<[String]>,
    chosen: String,
}

impl ChooseTag {
    pub(super) fn new(tags: &Arc<[String]>, default: &str) -> Self {
        Self { tags: tags.clone(), chosen: default.to_owned() }
    }

    pub(super) fn ui(&mut self, ui: &mut egui::Ui) -> bool {
        ui.label("This plugin has several variants. Which one do you want to use?");
        for tag in self.tags.iter() {
            let label = text::one_line(tag, text::NAME_LENGTH);
            if ui.radio(self.chosen == *tag, label).clicked() {
                self.chosen.clone_from(tag);
            }
        }
        ui.weak("It can be changed in the plugin's menu.");
        false
    }

    /// The tag that is chosen now.
    pub(super) fn chosen(&self) -> &str {
        &self.chosen
    }
}
