//! Colours of the windows, by meaning: those of [`theme`](crate::application::theme), and
//! some that only windows need.

use crate::application::theme;
use egui::{Color32, Visuals};

/// Text that tells of an error.
pub fn error(visuals: &Visuals) -> Color32 {
    theme::colors(visuals).error
}

/// Text of lesser importance.
pub fn secondary(visuals: &Visuals) -> Color32 {
    visuals.weak_text_color()
}

/// Numbers and other plain values in a tree.
pub fn number(visuals: &Visuals) -> Color32 {
    if visuals.dark_mode { Color32::from_rgb(0x7f, 0xc4, 0xff) } else { Color32::from_rgb(0x0b, 0x5c, 0xad) }
}

/// Texts in a tree.
pub fn text(visuals: &Visuals) -> Color32 {
    if visuals.dark_mode { Color32::from_rgb(0x9b, 0xd1, 0x8b) } else { Color32::from_rgb(0x2a, 0x6f, 0x2a) }
}

/// Behind an image. The same in light and dark, since the surroundings change how bright
/// an image looks.
pub const BEHIND_IMAGE: Color32 = Color32::from_gray(0x26);

/// Columns of a histogram.
pub fn histogram(visuals: &Visuals) -> Color32 {
    if visuals.dark_mode { Color32::from_gray(0x8c) } else { Color32::from_gray(0x78) }
}

/// What lies outside the contrast range in a histogram.
pub fn outside_range(visuals: &Visuals) -> Color32 {
    visuals.extreme_bg_color.gamma_multiply(0.75)
}

/// Handles of the contrast range.
pub fn handle(visuals: &Visuals) -> Color32 {
    theme::colors(visuals).accent
}

/// Behind the title of the active window.
pub fn active_title(visuals: &Visuals) -> Color32 {
    visuals.widgets.hovered.weak_bg_fill
}

/// Behind the title of the other windows.
pub fn title(visuals: &Visuals) -> Color32 {
    visuals.faint_bg_color
}

/// Behind a banner that a window's owner has ended.
pub fn banner(visuals: &Visuals) -> Color32 {
    if visuals.dark_mode { Color32::from_rgb(0x4a, 0x3a, 0x12) } else { Color32::from_rgb(0xff, 0xf0, 0xc4) }
}
