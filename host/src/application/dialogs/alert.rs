//! A message with OK.

use super::chrome;
use crate::application::segments::{segments_of, segments_ui};
use imjoy_engine::form::Segment;
use imjoy_engine::front_end::MessageText;

/// An open alert.
pub(super) struct Alert {
    pub(super) segments: Vec<Segment>,
    pub(super) confirm_text: String,
}

impl Alert {
    pub(super) fn new(message: &MessageText) -> Self {
        Self {
            segments: segments_of(&message.content, message.format),
            confirm_text: chrome::button_label(&message.confirm_text, chrome::OK),
        }
    }

    pub(super) fn ui(&self, ui: &mut egui::Ui) -> bool {
        segments_ui(ui, &self.segments);
        false
    }
}
