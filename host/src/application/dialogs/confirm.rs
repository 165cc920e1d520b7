//! A question with OK and Cancel.

use super::chrome;
use crate::application::segments::{segments_of, segments_ui};
use imjoy_engine::form::Segment;
use imjoy_engine::front_end::MessageText;

/// An open question.
pub(super) struct Confirm {
    pub(super) segments: Vec<Segment>,
    pub(super) confirm_text: String,
    pub(super) cancel_text: String,
}

impl Confirm {
    pub(super) fn new(message: &MessageText) -> Self {
        Self {
            segments: segments_of(&message.content, message.format),
            confirm_text: chrome::button_label(&message.confirm_text, chrome::OK),
            cancel_text: chrome::button_label(&message.cancel_text, chrome::CANCEL),
        }
    }

    pub(super) fn ui(&self, ui: &mut egui::Ui) -> bool {
        segments_ui(ui, &self.segments);
        false
    }
}
