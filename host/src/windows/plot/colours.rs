//! Colours of series: those of Okabe and Ito, which are told apart without colour vision
//! too (<https://jfly.uni-koeln.de/color/>), in an order and brightness for the background.

use egui::{Color32, Visuals};

const ON_DARK: [Color32; 7] = [
    Color32::from_rgb(0x56, 0xb4, 0xe9),
    Color32::from_rgb(0xe6, 0x9f, 0x00),
    Color32::from_rgb(0x00, 0xb8, 0x86),
    Color32::from_rgb(0xf0, 0xe4, 0x42),
    Color32::from_rgb(0xe8, 0x70, 0x1a),
    Color32::from_rgb(0xcc, 0x79, 0xa7),
    Color32::from_rgb(0xd8, 0xd8, 0xd8),
];

const ON_LIGHT: [Color32; 7] = [
    Color32::from_rgb(0x00, 0x72, 0xb2),
    Color32::from_rgb(0xd5, 0x5e, 0x00),
    Color32::from_rgb(0x00, 0x8a, 0x65),
    Color32::from_rgb(0xb8, 0x5a, 0x8e),
    Color32::from_rgb(0xb8, 0x7f, 0x00),
    Color32::from_rgb(0x2b, 0x8f, 0xcc),
    Color32::from_rgb(0x30, 0x30, 0x30),
];

/// The colour of a series by its number; the eighth has that of the first.
pub fn of_series(index: usize, visuals: &Visuals) -> Color32 {
    let colours = if visuals.dark_mode { &ON_DARK } else { &ON_LIGHT };
    colours.get(index % colours.len()).copied().unwrap_or_default()
}
