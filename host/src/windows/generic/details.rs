//! Details of the selected node: the whole text, or facts and a preview of an array.

use super::node;
use crate::windows::image::{ImageContent, array_facts};
use crate::windows::{palette, text};
use egui::{Align, Frame, Label, Layout, Margin, RichText, ScrollArea, TextEdit, Ui};
use imjoy_engine::value::Value;

/// Most characters of a value that are laid out.
const CHARACTERS: usize = 20_000;
/// Members of a container that are written out.
const MEMBERS: usize = 200;

/// The details of one node.
pub struct Details {
    name: String,
    value: Value,
    text: String,
    preview: Option<Box<ImageContent>>,
}

impl Details {
    /// Details of a value of that name.
    pub fn new(name: &str, value: Value) -> Self {
        let mut preview = None;
        let text = match &value {
            Value::NdArray(array) => {
                preview = (array.shape().len() >= 2)
                    .then(|| Box::new(ImageContent::new(&value, &Value::Absent)))
                    .filter(|preview| preview.is_possible());
                array_facts(array)
            }
            Value::Bytes(_) | Value::File(_) => node::summary(&value).0,
            container if node::length(container) > MEMBERS => {
                format!("{}. Copy value gives all of it", node::summary(&value).0)
            }
            other => {
                let whole = node::copied(other);
                match whole.char_indices().nth(CHARACTERS) {
                    Some((end, _)) => format!("{}\n… (cut)", whole.get(..end).unwrap_or_default()),
                    None => whole,
                }
            }
        };
        Self { name: text::line(name, 200), value, text, preview }
    }

    /// Draws the details into the rest of `ui`.
    pub fn ui(&mut self, ui: &mut Ui) {
        Frame::NONE.inner_margin(Margin::symmetric(8, 2)).show(ui, |ui| {
            ui.horizontal(|ui| {
                let kind = RichText::new(self.value.kind()).small().color(palette::secondary(ui.visuals()));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if ui.small_button("Copy value").clicked() {
                        ui.copy_text(node::copied(&self.value));
                    }
                    ui.label(kind);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(Label::new(RichText::new(&self.name).strong()).truncate());
                    });
                });
            });
            if let Some(preview) = &mut self.preview {
                ui.add(Label::new(RichText::new(&self.text).small()).truncate());
                preview.preview_ui(ui);
                return;
            }
            ScrollArea::vertical().id_salt("details").auto_shrink(false).show(ui, |ui| {
                let mut shown = self.text.as_str();
                // A text that is only read still can be selected and copied.
                ui.name_inputs("Value", |ui| {
                    ui.add(
                        TextEdit::multiline(&mut shown)
                            .font(egui::TextStyle::Monospace)
                            .desired_width(f32::INFINITY)
                            .desired_rows(2)
                            .frame(Frame::NONE),
                    );
                });
            });
        });
    }
}
