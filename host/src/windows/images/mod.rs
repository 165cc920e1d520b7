//! `imjoy/images`: several images as thumbnails, and one of them large.
//!
//! Data is a list, as such or in the field `images`; a member is what `imjoy/image` takes
//! (an array, a file, bytes, a data URL), or a record `{src, name}`. Settings are those of
//! `imjoy/image`.
//!
//! # Invariants
//!
//! - Images are read one after the other in a task, those in sight first, and are kept as
//!   thumbnails of at most [`thumbnail::SIDE`] pixels; of these at most [`MOST_KEPT`].
//! - The large view is that of `imjoy/image`.
//!
//! # Known limits
//!
//! At most [`entry::MOST_ENTRIES`] images are shown. Of a stack the first slice is the
//! thumbnail.

mod entry;
mod thumbnail;

use self::entry::{Entry, entries};
use self::thumbnail::thumbnail;
use super::focus::give_back_after_click;
use super::image::ImageContent;
use super::image::display::Settings;
use super::image::source::Source;
use super::message::message_ui;
use super::number::count;
use super::palette;
use super::task::{Progress, Task};
use egui::accesskit::Role;
use egui::{
    Align, Align2, Button, Color32, ColorImage, Context, Frame, Key, Label, Layout, Margin, Modifiers, Rect, RichText,
    ScrollArea, Sense, Slider, Stroke, StrokeKind, TextStyle, TextureHandle, TextureOptions, Ui, WidgetInfo, pos2,
    vec2,
};
use imjoy_engine::value::{NdArray, Record, Value};
use std::ops::Range;

/// Thumbnails that are kept at most.
const MOST_KEPT: usize = 400;
/// Lengths of a thumbnail's side on the screen, in points.
const SIDES: std::ops::RangeInclusive<f32> = 56.0..=256.0;
const GAP: f32 = 8.0;
const CAPTION: f32 = 20.0;

/// A small version of the first slice of an image, and the image's size and type in words.
/// Fails with one sentence. Takes a while: not for the GUI thread.
pub fn small_picture(array: NdArray) -> Result<(ColorImage, String), String> {
    thumbnail(&Source::Array(array), Settings::default())
}

/// Content of a window of type `imjoy/images`.
pub struct ImagesContent {
    images: Result<Vec<Thumbnail>, String>,
    left_out: usize,
    config: Value,
    side: f32,
    selected: usize,
    /// The image that is shown large, and its number.
    large: Option<(usize, ImageContent)>,
    making: Option<(usize, Task<Made>)>,
    reveal_selected: bool,
    offset: f32,
    columns: usize,
    events: Vec<(String, Value)>,
}

type Made = Result<(ColorImage, String), String>;

struct Thumbnail {
    entry: Entry,
    /// Stays until that of newer data is there.
    texture: Option<TextureHandle>,
    summary: String,
    problem: Option<String>,
    is_current: bool,
}

impl ImagesContent {
    /// The images in `data`, shown by the settings in `config`.
    pub fn new(data: &Value, config: &Value) -> Self {
        let mut content = Self {
            images: Ok(Vec::new()),
            left_out: 0,
            config: config.clone(),
            side: 128.0,
            selected: 0,
            large: None,
            making: None,
            reveal_selected: false,
            offset: 0.0,
            columns: 1,
            events: Vec::new(),
        };
        content.update(Some(data), None);
        content
    }

    /// Replaces images or settings; what is `None` stays. The image that is shown large
    /// stays so, with its zoom.
    pub fn update(&mut self, data: Option<&Value>, config: Option<&Value>) {
        if let Some(config) = config {
            self.config = config.clone();
            for image in self.images.iter_mut().flatten() {
                image.is_current = false;
            }
        }
        if let Some(data) = data {
            // A thumbnail that is being made is one of the former images.
            self.making = None;
            let mut former = std::mem::replace(&mut self.images, Ok(Vec::new())).unwrap_or_default().into_iter();
            self.images = entries(data).map(|(entries, left_out)| {
                self.left_out = left_out;
                entries
                    .into_iter()
                    .map(|entry| Thumbnail {
                        entry,
                        texture: former.next().and_then(|former| former.texture),
                        summary: String::new(),
                        problem: None,
                        is_current: false,
                    })
                    .collect()
            });
        }
        self.selected = self.selected.min(self.len().saturating_sub(1));
        if let Some((index, content)) = &mut self.large {
            match self.images.as_ref().ok().and_then(|images| images.get(*index)) {
                Some(image) => content.update(data.is_some().then_some(&image.entry.value), config),
                None => self.large = None,
            }
        }
    }

    /// What the user has selected since the last call.
    pub fn take_events(&mut self) -> Vec<(String, Value)> {
        std::mem::take(&mut self.events)
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        if let Err(sentence) = &self.images {
            return message_ui(ui, sentence);
        }
        self.take_made(ui.ctx());
        if self.large.is_some() {
            self.large_ui(ui, has_keyboard);
        } else {
            self.grid_ui(ui, has_keyboard);
        }
    }

    fn len(&self) -> usize {
        self.images.as_ref().map_or(0, Vec::len)
    }

    fn large_ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        let length = self.len();
        let Some((index, _)) = &self.large else { return };
        let index = *index;
        let mut wanted = index;
        let mut is_closed = false;
        if has_keyboard {
            ui.input_mut(|input| {
                let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
                if pressed(Key::ArrowLeft) {
                    wanted = index.saturating_sub(1);
                }
                if pressed(Key::ArrowRight) {
                    wanted = (index + 1).min(length.saturating_sub(1));
                }
                if pressed(Key::Home) {
                    wanted = 0;
                }
                if pressed(Key::End) {
                    wanted = length.saturating_sub(1);
                }
                is_closed = pressed(Key::Escape) || pressed(Key::Backspace);
            });
        }
        Frame::NONE.inner_margin(Margin { left: 6, right: 6, top: 4, bottom: 0 }).show(ui, |ui| {
            ui.horizontal(|ui| {
                is_closed |= button(ui, "⏴ All", "All images", "Back to the thumbnails (Esc)", true);
                if button(ui, "⏴", "Previous image", "The previous image (←)", index > 0) {
                    wanted = index.saturating_sub(1);
                }
                if button(ui, "⏵", "Next image", "The next image (→)", index + 1 < length) {
                    wanted = index + 1;
                }
                let name =
                    self.images.as_ref().ok().and_then(|images| images.get(index)).map(|image| &image.entry.name);
                let place = format!("{} of {}", count(index + 1), count(length));
                ui.add(Label::new(RichText::new(place).color(palette::secondary(ui.visuals()))).selectable(false));
                ui.add(Label::new(RichText::new(name.map_or("", |name| name)).strong()).truncate().selectable(false));
            });
        });
        if let Some((_, content)) = &mut self.large {
            content.ui(ui, has_keyboard);
        }
        if is_closed {
            self.large = None;
            self.reveal_selected = true;
            ui.request_repaint();
        } else if wanted != index {
            self.select(wanted);
            self.open(wanted);
            ui.request_repaint();
        }
    }

    /// Shows an image large. The view of the one before stays if both are of one size.
    fn open(&mut self, index: usize) {
        let Some(value) =
            self.images.as_ref().ok().and_then(|images| images.get(index)).map(|image| &image.entry.value)
        else {
            return;
        };
        match &mut self.large {
            Some((shown, content)) => {
                content.update(Some(value), None);
                *shown = index;
            }
            None => self.large = Some((index, ImageContent::new(value, &self.config))),
        }
    }

    fn select(&mut self, index: usize) {
        if self.selected != index || self.events.is_empty() {
            self.selected = index;
            if let Some(image) = self.images.as_ref().ok().and_then(|images| images.get(index)) {
                let data = Record::new().with("index", index as i64).with("name", image.entry.name.as_str());
                self.events = vec![("select".to_owned(), data.into())];
            }
        }
    }

    fn grid_ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        let length = self.len();
        if has_keyboard {
            self.grid_keys(ui, length);
        }
        let height = (ui.available_height() - 28.0).max(40.0);
        let width = ui.available_width();
        let cell = vec2(self.side + GAP, self.side + CAPTION + GAP);
        // As a cast of a float saturates, at least one.
        self.columns = (((width - GAP - ui.spacing().scroll.bar_width) / cell.x) as usize).max(1);
        let rows = length.div_ceil(self.columns);
        let mut area = ScrollArea::vertical().id_salt("thumbnails").auto_shrink(false).max_height(height);
        if std::mem::take(&mut self.reveal_selected) {
            let top = (self.selected / self.columns) as f32 * cell.y;
            area = area.vertical_scroll_offset(self.offset.clamp((top + cell.y - height).max(0.0), top));
        }
        let mut clicked = None;
        let mut seen = 0..0;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            let output = area.show_rows(ui, cell.y, rows, |ui, rows| {
                seen = rows.start * self.columns..(rows.end * self.columns).min(length);
                for row in rows {
                    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), cell.y));
                    for column in 0..self.columns {
                        let index = row * self.columns + column;
                        let Some(image) = self.images.as_ref().ok().and_then(|images| images.get(index)) else { break };
                        let corner = pos2(rect.left() + GAP + column as f32 * cell.x, rect.top() + GAP * 0.5);
                        let place = Rect::from_min_size(corner, cell - vec2(GAP, GAP));
                        if thumbnail_ui(ui, index, image, place, self.selected == index) {
                            clicked = Some(index);
                        }
                    }
                }
            });
            self.offset = output.state.clamped_offset().y;
        });
        if let Some(index) = clicked {
            self.select(index);
            self.open(index);
            ui.request_repaint();
        }
        self.make_next(ui.ctx(), &seen);
        Frame::NONE.inner_margin(Margin::symmetric(8, 3)).show(ui, |ui| self.footer_ui(ui, length));
    }

    fn footer_ui(&mut self, ui: &mut Ui, length: usize) {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                // The corner that resizes the window.
                ui.add_space(10.0);
                ui.spacing_mut().slider_width = 80.0;
                ui.name_inputs("Thumbnail size", |ui| {
                    ui.add(Slider::new(&mut self.side, SIDES).show_value(false)).on_hover_text("Size of the thumbnails")
                });
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let noun = if length == 1 { "image" } else { "images" };
                    let mut shown = format!("{} {noun}", count(length));
                    if self.left_out > 0 {
                        shown.push_str(&format!(", {} more are not shown", count(self.left_out)));
                    }
                    let selected = self.images.as_ref().ok().and_then(|images| images.get(self.selected));
                    if let Some(image) = selected.filter(|image| !image.summary.is_empty()) {
                        shown.push_str(&format!(" · {}: {}", image.entry.name, image.summary));
                    }
                    let text = RichText::new(shown).small().color(palette::secondary(ui.visuals()));
                    ui.add(Label::new(text).truncate().selectable(false));
                });
            });
        });
    }

    fn grid_keys(&mut self, ui: &Ui, length: usize) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = length.saturating_sub(1);
        let selected = self.selected;
        let next = [
            (Key::ArrowRight, selected + 1),
            (Key::ArrowLeft, selected.saturating_sub(1)),
            (Key::ArrowDown, selected + self.columns),
            (Key::ArrowUp, selected.checked_sub(self.columns).unwrap_or(selected)),
            (Key::Home, 0),
            (Key::End, last),
        ]
        .into_iter()
        .find_map(|(key, index)| pressed(key).then_some(index));
        if let Some(next) = next.filter(|next| *next <= last) {
            self.select(next);
            self.reveal_selected = true;
        }
        if pressed(Key::Enter) {
            self.open(self.selected);
            ui.request_repaint();
        }
    }

    fn take_made(&mut self, context: &Context) {
        let Some((index, task)) = &self.making else { return };
        let made = match task.poll() {
            Progress::Running => return,
            Progress::Done(made) => made,
            Progress::Lost => Err("Its decoder failed. Save it anew, for example as PNG".to_owned()),
        };
        let index = *index;
        self.making = None;
        let Some(image) = self.images.as_mut().ok().and_then(|images| images.get_mut(index)) else { return };
        image.is_current = true;
        match made {
            Ok((colours, summary)) => {
                image.problem = None;
                image.summary = summary;
                image.texture = Some(context.load_texture("thumbnail", colours, TextureOptions::LINEAR));
            }
            Err(sentence) => image.problem = Some(sentence),
        }
    }

    /// Starts with the next thumbnail that is in sight, and drops those far from it.
    fn make_next(&mut self, context: &Context, seen: &Range<usize>) {
        let Ok(images) = &mut self.images else { return };
        let settings = Settings::new(&self.config);
        if self.making.is_none() {
            let mut wanted = images.iter().enumerate().skip(seen.start).take(seen.len());
            if let Some((index, image)) = wanted.find(|(_, image)| !image.is_current) {
                let source = image.entry.source.clone();
                let started = Task::start(context, move || thumbnail(&source?, settings));
                match started {
                    Ok(task) => self.making = Some((index, task)),
                    Err(sentence) => {
                        if let Some(image) = images.get_mut(index) {
                            image.problem = Some(sentence);
                            image.is_current = true;
                        }
                    }
                }
            }
        }
        let kept = images.iter().filter(|image| image.texture.is_some()).count();
        if kept > MOST_KEPT {
            let far = images.iter_mut().enumerate().filter(|(index, _)| !seen.contains(index));
            for (_, image) in far.filter(|(_, image)| image.texture.is_some()).take(kept - MOST_KEPT) {
                image.texture = None;
                image.is_current = false;
            }
        }
    }
}

/// Draws one thumbnail with its name. Gives whether it was clicked.
fn thumbnail_ui(ui: &Ui, index: usize, image: &Thumbnail, place: Rect, is_selected: bool) -> bool {
    let name = &image.entry.name;
    let response = ui.interact(place, ui.scope_id().with(("image", index)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_selected, format!("Open {name}")));
    let mut square = place;
    square.max.y -= CAPTION;
    let visuals = ui.visuals();
    let painter = ui.painter().with_clip_rect(place.expand(2.0).intersect(ui.clip_rect()));
    painter.rect_filled(square, 3.0, palette::BEHIND_IMAGE);
    if let Some(texture) = &image.texture {
        let size = texture.size_vec2();
        let scale = (square.width() / size.x).min(square.height() / size.y);
        let shown = Rect::from_center_size(square.center(), size * scale);
        painter.image(texture.id(), shown, Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)), Color32::WHITE);
    }
    let font = TextStyle::Small.resolve(ui.style());
    if image.problem.is_some() {
        let colour = Color32::from_gray(0xb0);
        painter.text(square.center(), Align2::CENTER_CENTER, "no image", font.clone(), colour);
    }
    if is_selected {
        painter.rect_stroke(square, 3.0, Stroke::new(2.5, palette::handle(visuals)), StrokeKind::Outside);
    } else if response.hovered() {
        painter.rect_stroke(square, 3.0, Stroke::new(1.5, palette::secondary(visuals)), StrokeKind::Outside);
    }
    let mut job = egui::text::LayoutJob::simple_singleline(name.clone(), font, visuals.text_color());
    job.wrap = egui::text::TextWrapping::truncate_at_width(place.width());
    let galley = painter.layout_job(job);
    let at = pos2(place.center().x - galley.size().x * 0.5, square.bottom() + 3.0);
    painter.galley(at, galley, visuals.text_color());
    let hint = match &image.problem {
        Some(sentence) => format!("{name}: {sentence}"),
        None => name.clone(),
    };
    response.on_hover_text(hint).clicked()
}

fn button(ui: &mut Ui, text: &str, label: &str, hint: &str, is_enabled: bool) -> bool {
    let response = ui.add_enabled(is_enabled, Button::new(text).small().min_size(vec2(24.0, 20.0)));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, label));
    give_back_after_click(&response);
    response.on_hover_text(hint).clicked()
}
