//! The image window: toolbar, image, contrast, footer.

use super::colours::Colormap;
use super::contrast::{CONTRAST_HEIGHT, contrast_ui};
use super::convert::{Tile, tiles};

use super::display::{Display, Settings};
use super::job::{Former, MOST_PIXELS_AT_ONCE, Prepared, is_long, prepare};
use super::picture::Picture;
use super::source::{self, Source};
use super::statistics::Statistics;
use super::texture::Textures;
use super::view::{Transform, View, Viewport, ZOOM_STEP, arrow_step, wheel_factor};
use crate::windows::message::message_ui;
use crate::windows::number::measured;
use crate::windows::palette;
use crate::windows::task::{Progress, Task};
use egui::accesskit::Role;
use egui::{
    Align, Button, ComboBox, Context, CursorIcon, Frame, Key, Label, Layout, Margin, Modifiers, Pos2, Response,
    RichText, Sense, Slider, Ui, Vec2, WidgetInfo, vec2,
};
use imjoy_engine::images::image_dimensions;
use imjoy_engine::value::Value;
use std::sync::Arc;

const TOOLBAR_HEIGHT: f32 = 30.0;
const FOOTER_HEIGHT: f32 = 22.0;
/// Sides of the image in a window of default size, at most.
const DEFAULT_IMAGE_SIZE: Vec2 = vec2(450.0, 400.0);
/// Narrowest default window: the toolbar fits into it.
const LEAST_DEFAULT_WIDTH: f32 = 390.0;

/// Content of a window of type `imjoy/image`.
pub struct ImageContent {
    source: Result<Source, String>,
    source_is_new: bool,
    settings: Settings,
    preparing: Option<Task<Result<Prepared, String>>>,
    rendering: Option<Task<Vec<Tile>>>,
    problem: Option<String>,
    shown: Option<Shown>,
    textures: Textures,
    view: View,
    contrast_is_open: bool,
    /// Under the pointer in the last frame.
    pixel: Option<(usize, usize)>,
    /// Zoom in the last frame.
    zoom: f32,
}

struct Shown {
    picture: Arc<Picture>,
    statistics: Arc<Statistics>,
    wanted: Rendering,
    /// What the newest tiles show.
    rendered: Rendering,
    display_is_chosen: bool,
}

#[derive(Clone, Copy, PartialEq)]
struct Rendering {
    display: Display,
    slice: usize,
}

impl ImageContent {
    /// The image in `data`, shown by the settings in `config`.
    pub fn new(data: &Value, config: &Value) -> Self {
        Self {
            source: source::find(data),
            source_is_new: true,
            settings: Settings::new(config),
            preparing: None,
            rendering: None,
            problem: None,
            shown: None,
            textures: Textures::default(),
            view: View::default(),
            contrast_is_open: true,
            pixel: None,
            zoom: 1.0,
        }
    }

    /// Replaces image or settings; what is `None` stays. The view stays where the new
    /// image is of the same size, the contrast where the user has chosen it.
    pub fn update(&mut self, data: Option<&Value>, config: Option<&Value>) {
        if let Some(config) = config {
            self.settings = Settings::new(config);
            if let Some(shown) = &mut self.shown {
                shown.wanted.display = Display::new(&shown.picture, &shown.statistics, self.settings);
                shown.display_is_chosen = false;
                if let Some(slice) = self.settings.slice {
                    shown.wanted.slice = slice.min(shown.picture.slices - 1);
                }
            }
        }
        if let Some(data) = data {
            self.source = source::find(data);
            self.source_is_new = true;
        }
    }

    /// A size at which the whole image is seen.
    pub fn default_size(&self) -> Vec2 {
        let size = match &self.source {
            Ok(Source::Array(array)) => Picture::new(array)
                .ok()
                .map(|picture| (picture.width as f32, picture.height as f32, picture.is_grey(), picture.slices)),
            Ok(Source::Encoded(contents)) => {
                image_dimensions(contents).map(|(width, height)| (width as f32, height as f32, true, 1))
            }
            Ok(Source::DataUrl(_)) => None,
            Err(_) => return vec2(360.0, 150.0),
        };
        let (width, height, is_grey, slices) = size.unwrap_or((4.0, 3.0, true, 1));
        let zoom = (DEFAULT_IMAGE_SIZE.x / width).min(DEFAULT_IMAGE_SIZE.y / height);
        let contrast = if is_grey { CONTRAST_HEIGHT + 8.0 } else { 0.0 };
        let slider = if slices > 1 { TOOLBAR_HEIGHT } else { 0.0 };
        vec2(
            (width * zoom).max(LEAST_DEFAULT_WIDTH),
            (height * zoom).max(120.0) + 28.0 + TOOLBAR_HEIGHT + FOOTER_HEIGHT + contrast + slider,
        )
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        self.work(ui.ctx());
        if let Some(problem) = &self.problem {
            message_ui(ui, problem);
            return;
        }
        if self.shown.is_none() {
            ui.centered_and_justified(|ui| ui.label("Reading the image …"));
            return;
        }
        ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
        let whole = ui.available_rect_before_wrap();
        let toolbar = Frame::NONE.inner_margin(Margin::symmetric(6, 4));
        let mut command = toolbar.show(ui, |ui| self.toolbar_ui(ui)).inner;
        if self.shown.as_ref().is_some_and(|shown| shown.picture.slices > 1) {
            toolbar.show(ui, |ui| self.slice_ui(ui, has_keyboard));
        }
        let has_contrast = self.shows_contrast();
        let below = FOOTER_HEIGHT + if has_contrast { CONTRAST_HEIGHT + 8.0 } else { 0.0 };
        let mut rect = ui.available_rect_before_wrap();
        rect.max.y = (whole.max.y - below).max(rect.min.y + 20.0);
        rect.max.x = whole.max.x.max(rect.min.x + 20.0);
        let response = ui.allocate_rect(rect, Sense::CLICK | Sense::DRAG);
        command = command.or(self.keys(ui, has_keyboard || response.has_focus()));
        self.image_ui(ui, &response, command);
        if has_contrast {
            Frame::NONE.inner_margin(Margin::symmetric(6, 4)).show(ui, |ui| self.contrast_ui(ui));
        }
        Frame::NONE.inner_margin(Margin::symmetric(8, 3)).show(ui, |ui| self.footer_ui(ui));
    }

    /// Whether the data are an image, as far as one can tell without decoding.
    pub fn is_possible(&self) -> bool {
        match &self.source {
            Ok(Source::Array(array)) => Picture::new(array).is_ok(),
            Ok(_) => true,
            Err(_) => false,
        }
    }

    /// Draws the image and its footer only, into the rest of `ui`.
    pub fn preview_ui(&mut self, ui: &mut Ui) {
        self.work(ui.ctx());
        if let Some(problem) = &self.problem {
            message_ui(ui, problem);
            return;
        }
        let mut rect = ui.available_rect_before_wrap();
        rect.max.y = (rect.max.y - FOOTER_HEIGHT).max(rect.min.y + 20.0);
        let response = ui.allocate_rect(rect, Sense::CLICK | Sense::DRAG);
        self.image_ui(ui, &response, None);
        self.footer_ui(ui);
    }

    /// Takes what tasks have done and starts what is to be done. Never waits.
    fn work(&mut self, context: &Context) {
        let max_side = context.input(|input| input.max_texture_side);
        if let Some(task) = &self.preparing {
            match task.poll() {
                Progress::Running => {}
                Progress::Done(result) => {
                    self.preparing = None;
                    self.install(result);
                }
                Progress::Lost => {
                    self.preparing = None;
                    self.problem = Some(
                        "The image could not be read: its decoder failed. Save it anew, for example as PNG".to_owned(),
                    );
                }
            }
        }
        if self.source_is_new && self.preparing.is_none() {
            self.source_is_new = false;
            self.prepare(context, max_side);
        }
        if let Some(task) = &self.rendering {
            match task.poll() {
                Progress::Running => {}
                Progress::Done(tiles) => {
                    self.rendering = None;
                    self.textures.replace(tiles);
                }
                // The former colours stay.
                Progress::Lost => self.rendering = None,
            }
        }
        if self.rendering.is_none()
            && self.preparing.is_none()
            && let Some(shown) = &mut self.shown
            && shown.rendered != shown.wanted
        {
            shown.rendered = shown.wanted;
            let picture = shown.picture.clone();
            let Rendering { display, slice } = shown.wanted;
            if picture.pixels() <= MOST_PIXELS_AT_ONCE {
                self.textures.replace(tiles(&picture, slice, &display, max_side));
            } else {
                match Task::start(context, move || tiles(&picture, slice, &display, max_side)) {
                    Ok(task) => self.rendering = Some(task),
                    Err(sentence) => self.problem = Some(sentence),
                }
            }
        }
    }

    fn prepare(&mut self, context: &Context, max_side: usize) {
        let source = match &self.source {
            Ok(source) => source.clone(),
            Err(sentence) => {
                self.problem = Some(sentence.clone());
                return;
            }
        };
        let settings = self.settings;
        let former = self.shown.as_ref().map(|shown| Former {
            picture: shown.picture.clone(),
            display: shown.display_is_chosen.then_some(shown.wanted.display),
            slice: shown.wanted.slice,
        });
        if is_long(&source) {
            match Task::start(context, move || prepare(&source, settings, former, max_side)) {
                Ok(task) => self.preparing = Some(task),
                Err(sentence) => self.problem = Some(sentence),
            }
        } else {
            self.install(prepare(&source, settings, former, max_side));
        }
    }

    fn install(&mut self, result: Result<Prepared, String>) {
        let Prepared { picture, statistics, display, slice, tiles } = match result {
            Ok(prepared) => prepared,
            Err(sentence) => {
                self.problem = Some(sentence);
                return;
            }
        };
        self.problem = None;
        // What was being converted of the former image would cover the new one.
        self.rendering = None;
        self.textures.replace(tiles);
        let former = self.shown.take();
        let has_same_size = former
            .as_ref()
            .is_some_and(|former| (former.picture.width, former.picture.height) == (picture.width, picture.height));
        if !has_same_size {
            self.view = View::Fit;
        }
        if former.is_none() {
            self.contrast_is_open = picture.is_grey();
        }
        let mut wanted = Rendering { display, slice };
        let rendered = wanted;
        let mut display_is_chosen = false;
        if let Some(former) = former
            && former.display_is_chosen
            && former.picture.is_like(&picture)
        {
            // Also what the user has chosen while the new image was prepared.
            display_is_chosen = true;
            wanted = Rendering { slice: former.wanted.slice.min(picture.slices - 1), ..former.wanted };
        }
        self.shown = Some(Shown { picture, statistics, wanted, rendered, display_is_chosen });
    }

    fn shows_contrast(&self) -> bool {
        self.contrast_is_open && self.shown.as_ref().is_some_and(|shown| shown.wanted.display.uses_range())
    }

    fn toolbar_ui(&mut self, ui: &mut Ui) -> Option<Command> {
        let mut command = None;
        ui.horizontal(|ui| {
            for (text, label, hint, asked) in [
                ("Fit", "Fit", "Show the whole image (F or 0)", Command::Fit),
                ("1:1", "1:1", "One image pixel for one screen pixel (1)", Command::OneToOne),
                ("−", "Zoom out", "Zoom out (-)", Command::Zoom(1.0 / ZOOM_STEP)),
                ("+", "Zoom in", "Zoom in (+)", Command::Zoom(ZOOM_STEP)),
            ] {
                let is_on = asked == Command::Fit && self.view == View::Fit;
                let response = ui.add(Button::new(text).small().selected(is_on).min_size(vec2(22.0, 20.0)));
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
                if response.on_hover_text(hint).clicked() {
                    command = Some(asked);
                }
            }
            let Some(shown) = &mut self.shown else { return };
            ui.add_space(6.0);
            if shown.picture.is_grey() {
                let colormap = &mut shown.wanted.display.colormap;
                let before = *colormap;
                ui.name_inputs("Colours", |ui| {
                    ComboBox::from_id_salt("colours").width(84.0).selected_text(colormap.label()).show_ui(ui, |ui| {
                        for choice in Colormap::ALL {
                            ui.selectable_value(colormap, choice, choice.label());
                        }
                    });
                });
                shown.display_is_chosen |= *colormap != before;
            }
            if shown.wanted.display.uses_range() {
                let response = ui.add(Button::new("Contrast").small().selected(self.contrast_is_open));
                if response.on_hover_text("Choose which values are black and white").clicked() {
                    self.contrast_is_open = !self.contrast_is_open;
                }
            }
        });
        command
    }

    fn slice_ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        let Some(shown) = &mut self.shown else { return };
        let last = shown.picture.slices - 1;
        let slice = &mut shown.wanted.slice;
        if has_keyboard {
            ui.input_mut(|input| {
                if input.consume_key(Modifiers::NONE, Key::PageUp) {
                    *slice = slice.saturating_sub(1);
                }
                if input.consume_key(Modifiers::NONE, Key::PageDown) {
                    *slice = (*slice + 1).min(last);
                }
            });
        }
        ui.horizontal(|ui| {
            ui.label("Slice");
            // The slider takes what the number and the rest of the row leave.
            ui.spacing_mut().slider_width = (ui.available_width() - 130.0).max(40.0);
            ui.name_inputs("Slice", |ui| ui.add(Slider::new(slice, 0..=last).integer()));
            ui.label(format!("0 to {last}"));
        });
    }

    fn keys(&self, ui: &Ui, has_keyboard: bool) -> Option<Command> {
        if !has_keyboard {
            return None;
        }
        ui.input_mut(|input| {
            let keys = [
                (Key::F, Command::Fit),
                (Key::Num0, Command::Fit),
                (Key::Num1, Command::OneToOne),
                (Key::Plus, Command::Zoom(ZOOM_STEP)),
                (Key::Equals, Command::Zoom(ZOOM_STEP)),
                (Key::Minus, Command::Zoom(1.0 / ZOOM_STEP)),
                (Key::ArrowLeft, Command::Move(vec2(1.0, 0.0))),
                (Key::ArrowRight, Command::Move(vec2(-1.0, 0.0))),
                (Key::ArrowUp, Command::Move(vec2(0.0, 1.0))),
                (Key::ArrowDown, Command::Move(vec2(0.0, -1.0))),
            ];
            // + needs Shift on many keyboards, which is no other wish.
            keys.into_iter().find_map(|(key, command)| {
                (input.consume_key(Modifiers::NONE, key) || input.consume_key(Modifiers::SHIFT, key)).then_some(command)
            })
        })
    }

    fn image_ui(&mut self, ui: &mut Ui, response: &Response, command: Option<Command>) {
        let Some(shown) = &self.shown else { return };
        let picture = shown.picture.clone();
        let viewport = Viewport {
            rect: response.rect,
            image: vec2(picture.width as f32, picture.height as f32),
            pixels_per_point: ui.pixels_per_point(),
        };
        let pointer = response.hover_pos();
        if let Some(command) = command {
            // A button zooms around the middle, a key around the pointer.
            self.obey(command, &viewport, pointer.unwrap_or(viewport.rect.center()));
        }
        if response.double_clicked() {
            self.view = View::Fit;
        } else if response.dragged() && response.drag_delta() != Vec2::ZERO {
            self.view = self.view.moved(&viewport, response.drag_delta());
        }
        if let Some(pointer) = pointer {
            let (scrolled, pinched) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
            let factor = wheel_factor(scrolled) * pinched;
            if factor != 1.0 {
                self.view = self.view.zoomed(&viewport, factor, pointer);
            }
            ui.set_cursor_icon(if response.dragged() { CursorIcon::Grabbing } else { CursorIcon::Crosshair });
        }
        let transform = self.view.transform(&viewport);
        self.zoom = self.view.zoom(&viewport);
        self.pixel = pointer.and_then(|pointer| transform.pixel_at(pointer, picture.width, picture.height));
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::Image, true, "Image");
            info.current_text_value = self.pixel_text();
            info
        });
        self.paint(ui, &viewport, transform);
    }

    fn paint(&mut self, ui: &Ui, viewport: &Viewport, transform: Transform) {
        self.textures.upload(ui.ctx(), self.zoom);
        let painter = ui.painter_at(viewport.rect);
        painter.rect_filled(viewport.rect, 0.0, palette::BEHIND_IMAGE);
        self.textures.paint(&painter, transform);
    }

    fn obey(&mut self, command: Command, viewport: &Viewport, pointer: Pos2) {
        self.view = match command {
            Command::Fit => View::Fit,
            Command::OneToOne => self.view.one_to_one(viewport, pointer),
            Command::Zoom(factor) => self.view.zoomed(viewport, factor, pointer),
            Command::Move(direction) => self.view.moved(viewport, direction * arrow_step(viewport)),
        };
    }

    fn contrast_ui(&mut self, ui: &mut Ui) {
        let Some(shown) = &mut self.shown else { return };
        let is_whole = shown.picture.is_whole();
        if contrast_ui(ui, &mut shown.wanted.display.range, &shown.statistics, is_whole) {
            shown.display_is_chosen = true;
            // The image has been drawn already: once more, with the new range.
            ui.request_repaint();
        }
    }

    /// Coordinates and values of the pixel under the pointer.
    fn pixel_text(&self) -> Option<String> {
        let shown = self.shown.as_ref()?;
        let (x, y) = self.pixel?;
        let value = shown.picture.value_text(shown.wanted.slice, x, y);
        Some(format!("x {x}, y {y}: {value}"))
    }

    fn footer_ui(&self, ui: &mut Ui) {
        let Some(shown) = &self.shown else { return };
        let small = |text: String| RichText::new(text).small();
        ui.horizontal(|ui| {
            ui.set_height(FOOTER_HEIGHT - 6.0);
            let left = self.pixel_text().unwrap_or_default();
            let secondary = palette::secondary(ui.visuals());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let waiting = if self.preparing.is_some() || self.rendering.is_some() { " …" } else { "" };
                let zoom = measured(f64::from((self.zoom * 100.0).round()));
                let right = format!("{}, {zoom} %{waiting}", shown.picture.summary());
                // The corner that resizes the window.
                ui.add_space(10.0);
                ui.add(Label::new(small(right).color(secondary)).selectable(false));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(small(left).monospace()).truncate().selectable(false));
                });
            });
        });
    }
}

/// A wish of the user for another view.
#[derive(Clone, Copy, PartialEq)]
enum Command {
    Fit,
    OneToOne,
    Zoom(f32),
    Move(Vec2),
}
