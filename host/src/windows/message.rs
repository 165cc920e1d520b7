//! A window that cannot show its data and says why in one sentence.

use super::palette;
use egui::{RichText, Ui};

/// The sentence, in the middle of the window.
pub fn message_ui(ui: &mut Ui, sentence: &str) {
    let colour = palette::secondary(ui.visuals());
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.35 - 10.0).clamp(8.0, 200.0));
        ui.add(egui::Label::new(RichText::new(sentence).color(colour)).wrap());
    });
}
