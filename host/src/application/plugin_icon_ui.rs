//! Drawing the icon of a plugin.

use super::symbols::Symbol;
use super::text;
use crate::plugin_icon::PluginIcon;
use egui::{RichText, Sense, Ui, Vec2};

/// Most characters of a glyph.
const GLYPH_LENGTH: usize = 4;

/// What is drawn with the fonts that there are.
pub(super) enum DrawnIcon {
    /// Nothing.
    None,
    /// Characters that the fonts have.
    Glyph(String),
    /// A symbol.
    Symbol(Symbol),
}

/// What is drawn for what a plugin calls its icon.
pub(super) fn drawn_icon(ui: &Ui, icon: &str) -> DrawnIcon {
    let font = egui::TextStyle::Button.resolve(ui.style());
    match PluginIcon::of(icon) {
        PluginIcon::None => DrawnIcon::None,
        PluginIcon::Piece => DrawnIcon::Symbol(Symbol::Plugin),
        PluginIcon::Glyph(glyph) => {
            // Asks for colours, which the fonts have not.
            let glyph = text::one_line(&glyph.replace('\u{fe0f}', ""), GLYPH_LENGTH);
            // A font without it would draw a box.
            let is_drawable = !glyph.is_empty() && ui.fonts_mut(|fonts| fonts.has_glyphs(&font, &glyph));
            if is_drawable { DrawnIcon::Glyph(glyph) } else { DrawnIcon::Symbol(Symbol::Plugin) }
        }
    }
}

/// Draws the icon, of about that height in points.
pub(super) fn plugin_icon_ui(ui: &mut Ui, icon: &str, height: f32) {
    match drawn_icon(ui, icon) {
        DrawnIcon::None => {}
        DrawnIcon::Glyph(glyph) => _ = ui.label(RichText::new(glyph).size(height)),
        DrawnIcon::Symbol(symbol) => {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(height), Sense::hover());
            symbol.paint(ui.painter(), rect, ui.visuals().weak_text_color());
        }
    }
}
