//! The field that shows and edits the source, with line numbers and colours.
//!
//! Invariants: the source is laid out only when it or its look has changed, whatever is
//! drawn meanwhile; of line numbers and found places only what is seen is drawn.
//!
//! # Known limits
//!
//! A key typed into ten thousand lines lays out all of them, which takes about a frame.

use super::lexer::{Grammar, Meaning, cut};
use crate::windows::palette;
use egui::epaint::text::TextOptions;
use egui::text::{CCursor, CCursorRange, LayoutJob, TextFormat};
use egui::text_edit::TextEditState;
use egui::{
    Align, Align2, Color32, Event, FontId, Frame, Galley, Id, Key, Margin, Modifiers, Pos2, Rect, ScrollArea,
    TextBuffer, TextEdit, TextStyle, Ui, Visuals, pos2, vec2,
};
use std::ops::Range;
use std::sync::Arc;

const INDENT: &str = "    ";

/// The field of the source.
pub struct CodeArea {
    laid_out: Option<LaidOut>,
    /// Characters to be selected and scrolled to.
    target: Option<Range<usize>>,
    wants_focus: bool,
}

/// What the field is drawn with.
pub struct AreaLook<'a> {
    /// For colours.
    pub grammar: Grammar,
    /// Places to be marked, in characters.
    pub marks: &'a [Range<usize>],
    /// The one of them that was gone to.
    pub current_mark: Option<usize>,
    /// Lines with an error, from 1.
    pub error_lines: &'a [usize],
}

/// What happened in the field in one frame.
pub struct AreaOutcome {
    /// The source is new.
    pub changed: bool,
    /// Place of the cursor in characters.
    pub cursor: usize,
    /// Line of the cursor, from 1.
    pub line: usize,
    /// Column of the cursor, from 1.
    pub column: usize,
    /// Number of lines.
    pub lines: usize,
}

/// The source as it was laid out, and by what.
struct LaidOut {
    grammar: Grammar,
    is_dark: bool,
    font: FontId,
    pixels_per_point: f32,
    /// When these change, egui makes its atlas of glyphs anew, into which the galley points.
    options: TextOptions,
    /// Falls when egui empties the atlas because it is full.
    atlas_fill: f32,
    galley: Arc<Galley>,
}

impl CodeArea {
    /// A field that takes the keyboard.
    pub fn new() -> Self {
        Self { laid_out: None, target: None, wants_focus: true }
    }

    /// Selects characters, scrolls to them and takes the keyboard.
    pub fn show(&mut self, target: Range<usize>) {
        self.target = Some(target);
        self.wants_focus = true;
    }

    /// Marks characters without taking the keyboard.
    pub fn reveal(&mut self, target: Range<usize>) {
        self.target = Some(target);
    }

    /// Puts the keyboard into the field.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Draws the field into the space of `ui`.
    pub fn ui(&mut self, ui: &mut Ui, id: Id, code: &mut String, look: &AreaLook<'_>) -> AreaOutcome {
        let edited = ui.memory(|memory| memory.has_focus(id)) && edit_keys(ui, id, code);
        let target = self.target.take();
        if let Some(target) = &target {
            let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
            let range = CCursorRange::two(CCursor::new(target.start), CCursor::new(target.end));
            state.cursor.set_char_range(Some(range));
            state.store(ui.ctx(), id);
        }
        let font = TextStyle::Monospace.resolve(ui.style());
        let digits = code.lines().count().max(1).to_string().len().max(2);
        let digit = ui.fonts_mut(|fonts| fonts.glyph_width(&font, '0'));
        let gutter = digits as f32 * digit + 18.0;
        let grammar = look.grammar;
        let laid_out = &mut self.laid_out;
        let mut layouter =
            |ui: &Ui, text: &dyn TextBuffer, _width: f32| layout(ui, laid_out, grammar, &font, text.as_str());
        let background = ui.visuals().extreme_bg_color;
        let view = ui.available_rect_before_wrap();
        ui.painter().rect_filled(view, 0.0, background);
        let scrolled = ScrollArea::both().id_salt(id).auto_shrink(false).show(ui, |ui| {
            let size = ui.available_size();
            let output = TextEdit::multiline(code)
                .id(id)
                .code_editor()
                .frame(Frame::NONE.inner_margin(Margin { left: gutter as i8, right: 8, top: 3, bottom: 3 }))
                .min_size(size)
                .desired_width(f32::INFINITY)
                .layouter(&mut layouter)
                .show(ui);
            output.response.response.clone().accessible_name("Code");
            paint_error_lines(ui, &output.galley, output.galley_pos, (view, look.error_lines));
            paint_marks(ui, &output.galley, output.galley_pos, look);
            paint_gutter(ui, &output.galley, output.galley_pos, (view, gutter, &font), look.error_lines);
            if let Some(target) = target {
                let place = output.galley.pos_from_cursor(CCursor::new(target.start));
                let place = place.translate(output.galley_pos.to_vec2());
                ui.scroll_to_rect(place.expand2(vec2(gutter + 40.0, 0.0)), Some(Align::Center));
            }
            output
        });
        let output = scrolled.inner;
        if self.wants_focus {
            output.response.response.request_focus();
            // The click that opened the window may still take the keyboard elsewhere.
            let is_clicking = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
            self.wants_focus = is_clicking || !output.response.response.has_focus();
        }
        let cursor = output.state.cursor.char_range().map_or(CCursor::new(0), |range| range.primary);
        let place = output.galley.layout_from_cursor(cursor);
        AreaOutcome {
            changed: edited || output.response.response.changed(),
            cursor: cursor.index.0,
            line: place.row + 1,
            column: place.column.0 + 1,
            lines: output.galley.rows.len(),
        }
    }
}

/// The characters of a line, from 1; the last one for a line beyond the end.
pub fn line_start(code: &str, line: usize) -> usize {
    let before = code.split_inclusive('\n').take(line.saturating_sub(1));
    before.map(|line| line.chars().count()).sum()
}

fn layout(ui: &Ui, laid_out: &mut Option<LaidOut>, grammar: Grammar, font: &FontId, text: &str) -> Arc<Galley> {
    let is_dark = ui.visuals().dark_mode;
    let pixels_per_point = ui.pixels_per_point();
    let (atlas_fill, options) = ui.fonts_mut(|fonts| (fonts.font_atlas_fill_ratio(), *fonts.options()));
    if let Some(known) = laid_out
        && known.grammar == grammar
        && known.is_dark == is_dark
        && known.font == *font
        && known.pixels_per_point == pixels_per_point
        && known.options == options
        && known.atlas_fill <= atlas_fill
        && known.galley.job.text == text
    {
        known.atlas_fill = atlas_fill;
        return known.galley.clone();
    }
    let mut job = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
    job.wrap.max_width = f32::INFINITY;
    let visuals = ui.visuals();
    cut(grammar, text, |piece, meaning| {
        job.append(piece, 0.0, TextFormat::simple(font.clone(), colour(meaning, visuals)));
    });
    if text.is_empty() {
        job.append("", 0.0, TextFormat::simple(font.clone(), visuals.text_color()));
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    // Laying out may have put new glyphs into the atlas.
    let atlas_fill = ui.fonts_mut(|fonts| fonts.font_atlas_fill_ratio());
    let font = font.clone();
    *laid_out = Some(LaidOut { grammar, is_dark, font, pixels_per_point, options, atlas_fill, galley: galley.clone() });
    galley
}

fn colour(meaning: Meaning, visuals: &Visuals) -> Color32 {
    let (dark, light) = match meaning {
        Meaning::Plain => return visuals.text_color(),
        Meaning::Text => return palette::text(visuals),
        Meaning::Number => return palette::number(visuals),
        Meaning::Keyword => (Color32::from_rgb(0xd9, 0x8c, 0xe6), Color32::from_rgb(0x8b, 0x1f, 0xa0)),
        Meaning::Type => (Color32::from_rgb(0x62, 0xc9, 0xb5), Color32::from_rgb(0x0b, 0x6b, 0x5d)),
        Meaning::Function => (Color32::from_rgb(0xe3, 0xcf, 0x85), Color32::from_rgb(0x7a, 0x55, 0x00)),
        Meaning::Comment => (Color32::from_gray(0x8c), Color32::from_gray(0x6e)),
    };
    if visuals.dark_mode { dark } else { light }
}

fn paint_gutter(
    ui: &Ui,
    galley: &Galley,
    galley_pos: Pos2,
    (view, width, font): (Rect, f32, &FontId),
    error_lines: &[usize],
) {
    let clip = ui.clip_rect();
    let painter = ui.painter();
    let gutter = Rect::from_min_size(pos2(view.left(), clip.top()), vec2(width - 6.0, clip.height()));
    // The faint colour alone lets the source through that is scrolled below it.
    painter.rect_filled(gutter, 0.0, ui.visuals().extreme_bg_color);
    painter.rect_filled(gutter, 0.0, ui.visuals().faint_bg_color);
    let top = clip.top() - galley_pos.y;
    let first = galley.rows.partition_point(|row| row.pos.y + row.row.size.y < top);
    for (index, row) in galley.rows.iter().enumerate().skip(first) {
        let y = galley_pos.y + row.pos.y;
        if y > clip.bottom() {
            break;
        }
        let line = index + 1;
        let colour =
            if error_lines.contains(&line) { palette::error(ui.visuals()) } else { palette::secondary(ui.visuals()) };
        painter.text(pos2(gutter.right() - 6.0, y), Align2::RIGHT_TOP, line, font.clone(), colour);
    }
}

/// Tints the lines with an error over the whole width.
fn paint_error_lines(ui: &Ui, galley: &Galley, galley_pos: Pos2, (view, lines): (Rect, &[usize])) {
    let fill = palette::error(ui.visuals()).gamma_multiply(0.16);
    for row in lines.iter().filter_map(|line| galley.rows.get(line.checked_sub(1)?)) {
        let top = galley_pos.y + row.pos.y;
        let rect = Rect::from_x_y_ranges(view.x_range(), top..=top + row.row.size.y);
        if rect.intersects(ui.clip_rect()) {
            ui.painter().rect_filled(rect, 0.0, fill);
        }
    }
}

fn paint_marks(ui: &Ui, galley: &Galley, galley_pos: Pos2, look: &AreaLook<'_>) {
    if look.marks.is_empty() {
        return;
    }
    let clip = ui.clip_rect();
    let at = |pos: Pos2| galley.cursor_from_pos(pos - galley_pos).index.0;
    let seen = at(pos2(galley_pos.x, clip.top()))..at(clip.right_bottom()).max(1);
    let first = look.marks.partition_point(|mark| mark.end < seen.start);
    let fill = ui.visuals().selection.bg_fill;
    for (index, mark) in look.marks.iter().enumerate().skip(first).take_while(|(_, mark)| mark.start <= seen.end) {
        let start = galley.pos_from_cursor(CCursor::new(mark.start));
        let end = galley.pos_from_cursor(CCursor::new(mark.end));
        let rect = Rect::from_min_max(start.min, pos2(end.max.x, start.max.y)).translate(galley_pos.to_vec2());
        let strength = if look.current_mark == Some(index) { 0.75 } else { 0.35 };
        ui.painter().rect_filled(rect, 2.0, fill.gamma_multiply(strength));
    }
}

/// Keys that a field for code has and one for text has not. Gives whether the source has
/// changed.
fn edit_keys(ui: &Ui, id: Id, code: &mut String) -> bool {
    let Some(mut state) = TextEditState::load(ui.ctx(), id) else { return false };
    let Some(range) = state.cursor.char_range() else { return false };
    let [first, last] = range.sorted_cursors().map(|cursor| cursor.index.0);
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::SHIFT, Key::Tab) {
        let (shifted, start, end) = shift_lines(code, first, last, false);
        let changed = shifted != *code;
        *code = shifted;
        state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(start), CCursor::new(end))));
        state.store(ui.ctx(), id);
        return changed;
    }
    if pressed(Modifiers::NONE, Key::Tab) {
        let spans_lines = code.chars().skip(first).take(last - first).any(|character| character == '\n');
        if !spans_lines {
            ui.input_mut(|input| input.events.push(Event::Text(INDENT.to_owned())));
            return false;
        }
        let (shifted, start, end) = shift_lines(code, first, last, true);
        *code = shifted;
        state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(start), CCursor::new(end))));
        state.store(ui.ctx(), id);
        return true;
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        let indent = indent_at(code, first);
        // A paste goes through the field's own undo.
        ui.input_mut(|input| input.events.push(Event::Paste(format!("\n{indent}"))));
    }
    false
}

/// White space that a new line at the cursor begins with.
fn indent_at(code: &str, cursor: usize) -> String {
    let before: String = code.chars().take(cursor).collect();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let mut indent: String = line.chars().take_while(|character| matches!(character, ' ' | '\t')).collect();
    if line.trim_end().ends_with(['{', '(', '[', ':']) {
        indent.push_str(INDENT);
    }
    indent
}

/// Moves the lines between two characters by one indent, in or out; gives the source and
/// where the characters are then.
fn shift_lines(code: &str, first: usize, last: usize, inwards: bool) -> (String, usize, usize) {
    let (mut shifted, mut start, mut end) = (String::with_capacity(code.len() + 64), first, last);
    let mut position = 0;
    for line in code.split_inclusive('\n') {
        let length = line.chars().count();
        let end_of_line = position + line.trim_end_matches('\n').chars().count();
        // A line at whose beginning the selection ends is not meant.
        let is_meant = first <= end_of_line && (position < last || first == last && position <= first);
        if is_meant && inwards && !line.trim().is_empty() {
            shifted.push_str(INDENT);
            shifted.push_str(line);
            start += if position < first { INDENT.len() } else { 0 };
            end += INDENT.len();
        } else if is_meant && !inwards {
            let taken = line.chars().take(INDENT.len()).take_while(|character| *character == ' ').count();
            let taken = if line.starts_with('\t') { 1 } else { taken };
            shifted.extend(line.chars().skip(taken));
            start -= if position < first { taken.min(first - position) } else { 0 };
            end -= taken.min(end - position.min(end));
        } else {
            shifted.push_str(line);
        }
        position += length;
    }
    let most = shifted.chars().count();
    (shifted, start.min(most), end.min(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_move_in_and_out() {
        let code = "fn a() {\nb();\n    c();\n}\n";
        let (shifted, start, end) = shift_lines(code, 10, 18, true);
        assert_eq!(shifted, "fn a() {\n    b();\n        c();\n}\n");
        assert_eq!((start, end), (14, 26));
        let (back, start, end) = shift_lines(&shifted, start, end, false);
        assert_eq!((back.as_str(), start, end), (code, 10, 18));
        // Nothing to take away is no fault.
        assert_eq!(shift_lines("a", 0, 1, false), ("a".to_owned(), 0, 1));
        // The cursor at the end of the last line.
        assert_eq!(shift_lines("a\n    b", 7, 7, false), ("a\nb".to_owned(), 3, 3));
    }

    #[test]
    fn a_new_line_begins_below_the_last() {
        assert_eq!(indent_at("    let x = 1;", 14), "    ");
        assert_eq!(indent_at("fn a() {", 8), "    ");
        assert_eq!(indent_at("", 0), "");
        assert_eq!(line_start("a\nbc\nd", 3), 5);
        assert_eq!(line_start("a\nbc\nd", 99), 6);
    }
}
