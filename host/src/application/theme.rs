//! The look of the host: all colours and spacings in one place.
//!
//! The surfaces are neutral greys: a tinted surround changes how the colours of an image
//! are seen. The accent and the signal colours are the only ones with a hue, and the
//! chip with a plugin's true name is drawn in the accent colour by the host alone.

use egui::{Color32, Context, CornerRadius, FontId, Margin, Stroke, Style, TextStyle, Theme, Visuals, vec2};

/// Width of the side panel at first.
pub const SIDE_PANEL_WIDTH: f32 = 290.0;
/// Least and greatest width of the side panel.
pub const SIDE_PANEL_WIDTHS: std::ops::RangeInclusive<f32> = 210.0..=560.0;
/// Edge of a square button that shows a symbol.
pub const SYMBOL_BUTTON: f32 = 22.0;
/// Indentation of what belongs to the row above.
pub const INDENT: f32 = 14.0;
/// Gap between groups of rows.
pub const GROUP_GAP: f32 = 8.0;
/// Height of a thin progress bar.
pub const THIN_BAR: f32 = 4.0;
/// Distance of a dialog's content from its edge.
pub const DIALOG_MARGIN: i8 = 12;
/// Width of a dialog's text and of its form.
pub const DIALOG_WIDTH: f32 = 420.0;
/// Greatest share of the window's height that a dialog's content takes before it scrolls.
pub const DIALOG_HEIGHT_SHARE: f32 = 0.6;
/// Greatest width of a short message.
pub const SNACKBAR_WIDTH: f32 = 480.0;
/// Distance of the lowest short message from the window's lower edge.
pub const SNACKBAR_MARGIN: f32 = 18.0;
/// Size of the file browser.
pub const FILE_BROWSER_SIZE: egui::Vec2 = vec2(860.0, 500.0);

/// Colours that egui's [`Visuals`] lack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colors {
    /// What acts, and what is under way.
    pub accent: Color32,
    /// Text on the accent colour.
    pub on_accent: Color32,
    /// Errors.
    pub error: Color32,
    /// The workspace behind the windows.
    pub workspace: Color32,
    /// The track of a progress bar.
    pub track: Color32,
    /// Surface of a short message.
    pub snackbar: Color32,
    /// Text of a short message.
    pub on_snackbar: Color32,
}

/// The colours that go with the visuals in use.
pub fn colors(visuals: &Visuals) -> Colors {
    if visuals.dark_mode { DARK } else { LIGHT }
}

const DARK: Colors = Colors {
    accent: Color32::from_rgb(96, 160, 220),
    on_accent: Color32::from_rgb(12, 20, 28),
    error: Color32::from_rgb(242, 116, 104),
    workspace: Color32::from_gray(20),
    track: Color32::from_gray(52),
    snackbar: Color32::from_gray(58),
    on_snackbar: Color32::from_gray(236),
};

const LIGHT: Colors = Colors {
    accent: Color32::from_rgb(28, 100, 168),
    on_accent: Color32::WHITE,
    error: Color32::from_rgb(184, 38, 32),
    workspace: Color32::from_gray(214),
    track: Color32::from_gray(208),
    snackbar: Color32::from_gray(50),
    on_snackbar: Color32::from_gray(244),
};

/// Gives both themes of the context the look of the host.
pub fn install(context: &Context) {
    for theme in [Theme::Dark, Theme::Light] {
        context.style_mut_of(theme, |style| restyle(style, theme));
    }
}

fn restyle(style: &mut Style, theme: Theme) {
    for (text_style, font) in [
        (TextStyle::Small, FontId::proportional(11.0)),
        (TextStyle::Body, FontId::proportional(13.0)),
        (TextStyle::Button, FontId::proportional(13.0)),
        (TextStyle::Monospace, FontId::monospace(12.0)),
        (TextStyle::Heading, FontId::proportional(16.0)),
    ] {
        style.text_styles.insert(text_style, font);
    }
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(6.0, 4.0);
    spacing.button_padding = vec2(7.0, 2.0);
    spacing.interact_size = vec2(36.0, 22.0);
    spacing.window_margin = Margin::same(8);
    spacing.menu_margin = Margin::same(6);
    spacing.indent = INDENT;
    spacing.combo_width = 80.0;
    spacing.tooltip_width = 360.0;

    let visuals = &mut style.visuals;
    *visuals = match theme {
        Theme::Dark => Visuals::dark(),
        Theme::Light => Visuals::light(),
    };
    let colors = colors(visuals);
    visuals.error_fg_color = colors.error;
    visuals.hyperlink_color = colors.accent;
    visuals.slider_trailing_fill = true;
    visuals.indent_has_left_vline = false;
    visuals.window_corner_radius = CornerRadius::same(5);
    visuals.menu_corner_radius = CornerRadius::same(5);
    let widgets = &mut visuals.widgets;
    for widget in [
        &mut widgets.noninteractive,
        &mut widgets.inactive,
        &mut widgets.hovered,
        &mut widgets.active,
        &mut widgets.open,
    ] {
        widget.corner_radius = CornerRadius::same(4);
    }
    match theme {
        Theme::Dark => {
            widgets.noninteractive.fg_stroke.color = Color32::from_gray(198);
            widgets.noninteractive.bg_stroke.color = Color32::from_gray(58);
            visuals.panel_fill = Color32::from_gray(32);
            visuals.window_fill = Color32::from_gray(36);
            visuals.extreme_bg_color = Color32::from_gray(18);
            visuals.weak_text_color = Some(Color32::from_gray(146));
            visuals.selection.bg_fill = Color32::from_rgb(40, 84, 124);
            visuals.selection.stroke = Stroke::new(1.0, Color32::from_gray(240));
        }
        Theme::Light => {
            widgets.noninteractive.fg_stroke.color = Color32::from_gray(46);
            visuals.panel_fill = Color32::from_gray(240);
            visuals.window_fill = Color32::from_gray(246);
            visuals.weak_text_color = Some(Color32::from_gray(104));
            visuals.selection.bg_fill = Color32::from_rgb(170, 205, 236);
            visuals.selection.stroke = Stroke::new(1.0, Color32::from_rgb(10, 40, 70));
        }
    }
}

/// A button for what a dialog is about: the one that confirms.
pub fn primary_button<'a>(ui: &egui::Ui, text: impl Into<String>) -> egui::Button<'a> {
    let colors = colors(ui.visuals());
    egui::Button::new(egui::RichText::new(text).color(colors.on_accent)).fill(colors.accent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color32) -> f32 {
        let linear = egui::Rgba::from(color);
        0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b()
    }

    fn contrast(one: Color32, other: Color32) -> f32 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn texts_can_be_read_in_both_themes() {
        for theme in [Theme::Dark, Theme::Light] {
            let mut style = Style::default();
            restyle(&mut style, theme);
            let visuals = &style.visuals;
            let colors = colors(visuals);
            for (what, text, surface) in [
                ("text", visuals.text_color(), visuals.panel_fill),
                ("weak text", visuals.weak_text_color(), visuals.panel_fill),
                ("weak text in the workspace", visuals.weak_text_color(), colors.workspace),
                ("error", colors.error, visuals.panel_fill),
                ("accent", colors.accent, visuals.panel_fill),
                ("primary button", colors.on_accent, colors.accent),
                ("snackbar", colors.on_snackbar, colors.snackbar),
                ("selection", visuals.selection.stroke.color, visuals.selection.bg_fill),
            ] {
                let contrast = contrast(text, surface);
                assert!(
                    contrast >= 4.5 || (what.contains("workspace") && contrast >= 3.0),
                    "{what} in {theme:?}: {contrast}"
                );
            }
        }
    }
}
