//! The pane below the source: what the compiler, the engine or the plugin says.

use super::line::{Line, Tone};
use crate::windows::palette;
use egui::{Align, Color32, FontId, Frame, Label, Layout, Margin, RichText, ScrollArea, Sense, TextStyle, Ui, vec2};

/// What the user did in the pane.
pub enum Action {
    /// Go to a line and column, from 1.
    Go(usize, usize),
    /// Stop what goes on.
    Cancel,
    /// Close the pane.
    Close,
}

/// What the pane shows.
pub struct Output<'a> {
    /// What it is, above the lines.
    pub title: String,
    /// The lines.
    pub lines: &'a [Line],
    /// Whether more lines come, and the end is to be seen; it can be cancelled then.
    pub is_running: bool,
}

/// Draws the pane.
pub fn output_ui(ui: &mut Ui, output: &Output<'_>, height: f32) -> Option<Action> {
    let mut action = None;
    let size = vec2(ui.available_width(), height);
    ui.allocate_ui(size, |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        Frame::NONE.fill(ui.visuals().faint_bg_color).inner_margin(Margin::symmetric(8, 2)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.set_min_width(ui.available_width());
                ui.add(Label::new(RichText::new(&output.title).small().strong()).selectable(false));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if output.is_running {
                        if ui.small_button("Cancel").accessible_name("Cancel build").clicked() {
                            action = Some(Action::Cancel);
                        }
                    } else if ui.small_button("×").accessible_name("Close output").clicked() {
                        action = Some(Action::Close);
                    }
                });
            });
        });
        action = lines_ui(ui, output).or(action.take());
    });
    action
}

fn lines_ui(ui: &mut Ui, output: &Output<'_>) -> Option<Action> {
    let mut action = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    let font = FontId::monospace(TextStyle::Small.resolve(ui.style()).size + 1.0);
    let row_height = ui.fonts_mut(|fonts| fonts.row_height(&font)) + 1.0;
    // A row of text, not of buttons.
    ui.spacing_mut().interact_size.y = row_height;
    let area = ScrollArea::both().id_salt("output").auto_shrink(false).stick_to_bottom(output.is_running);
    area.show_rows(ui, row_height, output.lines.len(), |ui, range| {
        for line in output.lines.get(range).unwrap_or_default() {
            action = line_ui(ui, line, &font).or(action.take());
        }
    });
    action
}

fn line_ui(ui: &mut Ui, line: &Line, font: &FontId) -> Option<Action> {
    let colour = match line.tone {
        Tone::Error => palette::error(ui.visuals()),
        Tone::Warning => warning(ui.visuals().dark_mode),
        Tone::Plain | Tone::Output => ui.visuals().text_color(),
    };
    let text = RichText::new(&line.text).font(font.clone()).color(colour);
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        let Some((at, column)) = line.place else {
            ui.add(Label::new(text).extend());
            return None;
        };
        let link = Label::new(text.underline().color(palette::number(ui.visuals()))).extend().sense(Sense::click());
        let response = ui.add(link).on_hover_cursor(egui::CursorIcon::PointingHand);
        response.clicked().then_some(Action::Go(at, column))
    })
    .inner
}

fn warning(is_dark: bool) -> Color32 {
    if is_dark { Color32::from_rgb(0xe6, 0xb4, 0x50) } else { Color32::from_rgb(0x8a, 0x5a, 0x00) }
}
