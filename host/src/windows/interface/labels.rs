//! Elements that are only looked at: labels and progress.

use crate::application::theme;
use crate::windows::text::is_hidden;
use egui::text::LayoutJob;
use egui::{Color32, FontId, Label as LabelWidget, ProgressBar, RichText, TextFormat, TextStyle, Ui, Visuals};
use imjoy_engine::interface::{Colour, Element, Label, LabelSize, Progress};
use std::borrow::Cow;

/// Most characters of a label that are laid out.
const MOST_CHARACTERS: usize = 20_000;

/// A colour of a plugin in the theme in use.
pub fn colour32(colour: Colour, visuals: &Visuals) -> Color32 {
    match colour {
        Colour::Fixed([red, green, blue, opacity]) => Color32::from_rgba_unmultiplied(red, green, blue, opacity),
        Colour::Accent => theme::colors(visuals).accent,
        Colour::Error => theme::colors(visuals).error,
        Colour::Weak => visuals.weak_text_color(),
        Colour::Text => visuals.text_color(),
    }
}

/// A text of one or several lines that is harmless to lay out.
pub fn cleaned(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST_CHARACTERS && text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    let mut characters = text.chars().filter(|character| matches!(character, '\n' | '\t') || !is_hidden(*character));
    let mut cleaned: String = characters.by_ref().take(MOST_CHARACTERS).collect();
    if characters.next().is_some() {
        cleaned.push('…');
    }
    Cow::Owned(cleaned)
}

/// Draws a label.
pub fn label_ui(ui: &mut Ui, element: &Element, label: &Label) {
    let text = cleaned(&label.text);
    let style = match label.size {
        LabelSize::Small => TextStyle::Small,
        LabelSize::Normal => TextStyle::Body,
        LabelSize::Large | LabelSize::Heading => TextStyle::Heading,
    };
    let colour = label.colour.map(|colour| colour32(colour, ui.visuals()));
    let widget = if label.markdown {
        LabelWidget::new(marked_up(ui, &text, style.resolve(ui.style()), colour))
    } else {
        let mut rich = RichText::new(text).text_style(style);
        if label.strong || label.size == LabelSize::Heading {
            rich = rich.strong();
        }
        if let Some(colour) = colour {
            rich = rich.color(colour);
        }
        LabelWidget::new(rich)
    };
    let widget = if label.wrap { widget.wrap() } else { widget.truncate() };
    let response = ui.add(widget);
    if let Some(tooltip) = &element.tooltip {
        response.on_hover_text(&*cleaned(tooltip));
    }
}

/// `**strong**`, `*emphasis*` and `` `code` `` as they are meant.
fn marked_up(ui: &Ui, text: &str, font: FontId, colour: Option<Color32>) -> LayoutJob {
    let visuals = ui.visuals();
    let plain = colour.unwrap_or_else(|| visuals.text_color());
    let mut job = LayoutJob::default();
    let (mut strong, mut emphasis, mut code) = (false, false, false);
    let mut rest = text;
    while !rest.is_empty() {
        let marks = if code { &["`"][..] } else { &["**", "*", "`"][..] };
        let next = marks.iter().filter_map(|mark| rest.find(mark).map(|at| (at, *mark))).min_by_key(|(at, _)| *at);
        let (run, mark) = match next {
            Some((at, mark)) => (rest.get(..at).unwrap_or_default(), mark),
            None => (rest, ""),
        };
        let mut format = TextFormat { font_id: font.clone(), color: plain, italics: emphasis, ..TextFormat::default() };
        if strong {
            format.color = colour.unwrap_or_else(|| visuals.strong_text_color());
        }
        if code {
            format.font_id = FontId::monospace(font.size);
            format.background = visuals.code_bg_color;
        }
        job.append(run, 0.0, format);
        match mark {
            "**" => strong = !strong,
            "*" => emphasis = !emphasis,
            "`" => code = !code,
            _ => break,
        }
        rest = rest.get(run.len() + mark.len()..).unwrap_or_default();
    }
    job
}

/// Draws a progress bar.
pub fn progress_ui(ui: &mut Ui, progress: &Progress) {
    let label = cleaned(&progress.label);
    let bar = match progress.value {
        Some(share) => ProgressBar::new(share).show_percentage(),
        None => ProgressBar::new(0.0).text("…"),
    };
    let response = ui.add(bar.desired_height(14.0));
    if !label.is_empty() {
        response.accessible_name(label).on_hover_text(&*cleaned(&progress.label));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cleaned_and_cut() {
        assert!(matches!(cleaned("plain\ntext"), Cow::Borrowed("plain\ntext")));
        assert_eq!(cleaned("a\u{202e}b\u{7}\tü"), "ab\tü");
        assert_eq!(cleaned(&"é".repeat(MOST_CHARACTERS + 9)).chars().count(), MOST_CHARACTERS + 1);
    }
}
