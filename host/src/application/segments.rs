//! Draws marked-up text.

use super::text;
use egui::{Color32, RichText, TextStyle, Ui};
use imjoy_engine::form::{Segment, TextRun, parse_markup};
use imjoy_engine::front_end::TextFormat;

/// Pieces drawn of one text; more would make a frame slow.
const SEGMENTS_SHOWN: usize = 2_000;

/// The segments of a plugin's text, cut to what can be drawn.
pub(super) fn segments_of(content: &str, format: TextFormat) -> Vec<Segment> {
    let content = text::shortened(content, text::TEXT_LENGTH);
    let mut segments = match format {
        TextFormat::Html => parse_markup(&content),
        TextFormat::Plain => plain_segments(&content),
    };
    segments.truncate(SEGMENTS_SHOWN);
    segments
}

fn plain_segments(content: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (index, line) in content.lines().enumerate() {
        if index > 0 {
            segments.push(Segment::LineBreak);
        }
        if !line.is_empty() {
            segments.push(Segment::Text(TextRun { text: line.to_owned(), ..TextRun::default() }));
        }
    }
    segments
}

/// The segments line by line, without the breaks.
pub(super) fn lines(segments: &[Segment]) -> impl Iterator<Item = &[Segment]> {
    segments.split(|segment| matches!(segment, Segment::LineBreak))
}

/// Draws texts and line breaks; elements of a form are left out.
pub(super) fn segments_ui(ui: &mut Ui, segments: &[Segment]) {
    ui.scope(|ui| lines_ui(ui, segments));
}

fn lines_ui(ui: &mut Ui, segments: &[Segment]) {
    // Lines of text are set closer than rows of buttons.
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.spacing_mut().interact_size.y = ui.text_style_height(&TextStyle::Body);
    for line in lines(segments) {
        if line.is_empty() {
            ui.add_space(ui.text_style_height(&TextStyle::Body) * 0.5);
            continue;
        }
        ui.horizontal_wrapped(|ui| {
            // The runs carry their own white space.
            ui.spacing_mut().item_spacing.x = 0.0;
            for segment in line {
                if let Segment::Text(run) = segment {
                    run_ui(ui, run);
                }
            }
        });
    }
}

/// Draws one run of text.
pub(super) fn run_ui(ui: &mut Ui, run: &TextRun) -> egui::Response {
    let rich = rich_text(ui, run);
    match &run.link {
        Some(target) => ui.hyperlink_to(rich, target).on_hover_text(text::one_line(target, text::LINE_LENGTH)),
        None => ui.label(rich),
    }
}

fn rich_text(ui: &Ui, run: &TextRun) -> RichText {
    let mut rich = RichText::new(&run.text);
    if run.bold || run.heading > 0 {
        rich = rich.strong();
    }
    if run.italic {
        rich = rich.italics();
    }
    if run.underlined {
        rich = rich.underline();
    }
    if run.code {
        rich = rich.code();
    }
    if let Some(size) = heading_size(run.heading) {
        rich = rich.size(size);
    }
    if let Some([red, green, blue]) = run.color {
        rich = rich.color(readable(Color32::from_rgb(red, green, blue), ui.visuals().dark_mode));
    }
    rich
}

fn heading_size(heading: u8) -> Option<f32> {
    match heading {
        1 => Some(18.0),
        2 => Some(16.0),
        3 => Some(14.5),
        _ => None,
    }
}

/// The colour, made lighter or darker until it can be read: plugins choose colours for
/// white pages.
fn readable(color: Color32, dark_mode: bool) -> Color32 {
    let [red, green, blue, _] = color.to_array().map(f32::from);
    let brightness = 0.299 * red + 0.587 * green + 0.114 * blue;
    if dark_mode && brightness < 110.0 {
        color.lerp_to_gamma(Color32::WHITE, 0.45)
    } else if !dark_mode && brightness > 150.0 {
        color.lerp_to_gamma(Color32::BLACK, 0.45)
    } else {
        color
    }
}
