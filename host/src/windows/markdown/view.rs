//! Draws a document: the blocks that are seen, and the room of the others.

use super::document;
use egui::{Frame, Key, Margin, Modifiers, ScrollArea, TextStyle, Ui, vec2};
use egui_commonmark::{CommonMarkCache, CommonMarkViewer};
use std::collections::HashMap;

/// Room beside the text.
const MARGIN: i8 = 10;
/// Room below a block.
const GAP: f32 = 4.0;
/// Widest column of text that is read with ease.
const WIDEST: f32 = 820.0;
/// Size of the first heading.
const HEADING: f32 = 21.0;
/// Blocks out of sight that are measured in one frame.
const MEASURED_AT_ONCE: usize = 120;
/// What a block that was never drawn is thought to take.
const HEIGHT_GUESSED: f32 = 40.0;

/// A document as it is drawn, with the place to which it is scrolled.
pub struct MarkdownView {
    blocks: Vec<Block>,
    cache: CommonMarkCache,
    offset: f32,
    /// To be scrolled to in the next frame.
    wanted_offset: Option<f32>,
    height_shown: f32,
    height: f32,
}

struct Block {
    markdown: String,
    /// Width for which the height was measured, and the height.
    measured: Option<(f32, f32)>,
}

impl MarkdownView {
    /// A document from its source.
    pub fn new(source: &str) -> Self {
        Self::of_blocks(document::blocks(source))
    }

    /// A document that has been read.
    pub fn of_blocks(blocks: Vec<String>) -> Self {
        Self {
            blocks: blocks.into_iter().map(|markdown| Block { markdown, measured: None }).collect(),
            cache: CommonMarkCache::default(),
            offset: 0.0,
            wanted_offset: None,
            height_shown: 0.0,
            height: 0.0,
        }
    }

    /// Replaces the document. What stays the same in it is not measured again.
    pub fn set_blocks(&mut self, blocks: Vec<String>) {
        let former: HashMap<String, Option<(f32, f32)>> =
            self.blocks.drain(..).map(|block| (block.markdown, block.measured)).collect();
        let measured = |markdown: &String| former.get(markdown).copied().flatten();
        self.blocks = blocks.into_iter().map(|markdown| Block { measured: measured(&markdown), markdown }).collect();
    }

    /// Draws the document into all the space of `ui`; scrolls by keys if it has the
    /// keyboard.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        self.scrolled_ui(ui, has_keyboard, ScrollArea::vertical().auto_shrink(false));
    }

    /// Draws the document as high as it is, at most `height`; scrolls by keys that no other
    /// widget has.
    pub fn ui_within(&mut self, ui: &mut Ui, height: f32) {
        let has_keyboard = ui.memory(|memory| memory.focused().is_none());
        self.scrolled_ui(ui, has_keyboard, ScrollArea::vertical().max_height(height).auto_shrink([false, true]));
    }

    fn scrolled_ui(&mut self, ui: &mut Ui, has_keyboard: bool, area: ScrollArea) {
        if has_keyboard {
            self.keys(ui);
        }
        let mut area = area.id_salt("document");
        if let Some(offset) = self.wanted_offset.take() {
            area = area.vertical_scroll_offset(offset);
        }
        let output = area.show(ui, |ui| {
            // A heading has room above it anyway.
            let margin = Margin { top: 2, ..Margin::same(MARGIN) };
            Frame::NONE.inner_margin(margin).show(ui, |ui| self.blocks_ui(ui));
        });
        self.offset = output.state.clamped_offset().y;
        self.height_shown = output.inner_rect.height();
        self.height = output.content_size.y;
    }

    fn blocks_ui(&mut self, ui: &mut Ui) {
        let width = ui.available_width().min(WIDEST);
        ui.set_width(width);
        let style = ui.style_mut();
        // Where a link leads is seen before it is clicked.
        style.url_in_tooltip = true;
        if let Some(heading) = style.text_styles.get_mut(&TextStyle::Heading) {
            heading.size = HEADING;
        }
        let mut measured = 0;
        let mut is_unmeasured = false;
        for (index, block) in self.blocks.iter_mut().enumerate() {
            let top = ui.cursor().top();
            let height = block.measured.map_or(HEIGHT_GUESSED, |(_, height)| height);
            let is_known = block.measured.is_some_and(|(known_width, _)| known_width == width);
            let is_seen = ui.clip_rect().y_range().intersects(egui::Rangef::new(top, top + height));
            if !is_seen && (is_known || measured == MEASURED_AT_ONCE) {
                is_unmeasured |= !is_known;
                ui.allocate_space(vec2(width, height));
                continue;
            }
            measured += usize::from(!is_known);
            // By its number, so that ids stay when other blocks are left out.
            let response = ui.push_id(index, |ui| {
                ui.set_width(width);
                CommonMarkViewer::new().show(ui, &mut self.cache, &block.markdown);
                ui.add_space(GAP);
            });
            block.measured = Some((width, response.response.rect.height()));
        }
        if is_unmeasured {
            ui.request_repaint();
        }
    }

    fn keys(&mut self, ui: &Ui) {
        let line = ui.text_style_height(&TextStyle::Body) * 3.0;
        let page = (self.height_shown - line).max(line);
        let end = (self.height - self.height_shown).max(0.0);
        let wanted = ui.input_mut(|input| {
            [
                (Key::ArrowDown, self.offset + line),
                (Key::ArrowUp, self.offset - line),
                (Key::PageDown, self.offset + page),
                (Key::Space, self.offset + page),
                (Key::PageUp, self.offset - page),
                (Key::Home, 0.0),
                (Key::End, end),
            ]
            .into_iter()
            .find_map(|(key, offset)| input.consume_key(Modifiers::NONE, key).then_some(offset))
        });
        if let Some(offset) = wanted {
            self.wanted_offset = Some(offset.clamp(0.0, end));
        }
    }
}
