//! A question for a line of text. The field's AccessKit label is `Answer`.

use super::{BodyContext, chrome};
use crate::application::focus::take_focus;
use crate::application::segments::{segments_of, segments_ui};
use crate::application::text;
use egui::{Key, TextEdit};
use imjoy_engine::form::Segment;
use imjoy_engine::front_end::MessageText;

/// An open question.
pub(super) struct Prompt {
    segments: Vec<Segment>,
    pub(super) confirm_text: String,
    pub(super) cancel_text: String,
    placeholder: String,
    pub(super) answer: String,
}

impl Prompt {
    pub(super) fn new(message: &MessageText, placeholder: Option<&str>, default: Option<&str>) -> Self {
        Self {
            segments: segments_of(&message.content, message.format),
            confirm_text: chrome::button_label(&message.confirm_text, chrome::OK),
            cancel_text: chrome::button_label(&message.cancel_text, chrome::CANCEL),
            placeholder: text::one_line(placeholder.unwrap_or_default(), text::LINE_LENGTH),
            answer: default.unwrap_or_default().chars().take(text::TEXT_LENGTH).collect(),
        }
    }

    pub(super) fn ui(&mut self, ui: &mut egui::Ui, context: BodyContext<'_>) -> bool {
        segments_ui(ui, &self.segments);
        let field = TextEdit::singleline(&mut self.answer)
            .hint_text(self.placeholder.clone())
            .align(egui::Align2::LEFT_CENTER)
            .desired_width(f32::INFINITY);
        let response = ui.add(field).accessible_name("Answer");
        if *context.wants_focus {
            *context.wants_focus = !take_focus(&response, Some(&self.answer));
        }
        response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }
}
