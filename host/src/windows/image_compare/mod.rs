//! `imjoy/image-compare`: two images in one place, to be told apart.
//!
//! Data is `{first, second}`, each what `imjoy/image` takes, or a record `{src, name}`.
//! Settings are those of `imjoy/image`, and `mode` (`slide`, `side by side`, `difference`).
//!
//! [`side`] reads an image, [`layer`] draws one, [`difference`] compares two; this file is
//! the window.
//!
//! # Invariants
//!
//! - Both images are seen through one view: what is under the divider on one side is in the
//!   same place on the other. An image of another size is scaled to that of the first.
//! - Both have one contrast range unless the user wants otherwise, so that a difference in
//!   brightness is one in the data.
//! - As of `imjoy/image`: nothing waits, and values in the footer are those of the data.
//!
//! # Known limits
//!
//! There is a difference only of images of one size.

mod difference;
mod layer;
mod side;

use self::difference::{merged, obstacle};
use self::layer::Layer;
use self::side::Side;
use super::focus::give_back_after_click;
use super::image::colours::Colormap;
use super::image::contrast::{CONTRAST_HEIGHT, contrast_ui};
use super::image::display::{Display, Settings};
use super::image::picture::Picture;
use super::image::statistics::{Range, Statistics, statistics};
use super::image::view::{Transform, View, Viewport, ZOOM_STEP, arrow_step, wheel_factor};
use super::message::message_ui;
use super::number::measured;
use super::palette;
use super::task::{Progress, Task};
use egui::accesskit::Role;
use egui::scroll_area::ScrollBarVisibility;
use egui::{
    Align, Align2, Button, Color32, ComboBox, Context, CursorIcon, Frame, Key, Label, Layout, Margin, Modifiers, Pos2,
    Rect, Response, RichText, ScrollArea, Sense, Slider, Stroke, TextStyle, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use imjoy_engine::value::Value;
use std::sync::Arc;

const TOOLBAR_HEIGHT: f32 = 30.0;
const FOOTER_HEIGHT: f32 = 22.0;
const DEFAULT_IMAGE_SIZE: Vec2 = vec2(640.0, 460.0);
/// How far from the divider a drag still takes it, in points.
const DIVIDER_REACH: f32 = 8.0;
/// One press of an arrow key, as a share of the width; with Shift five times that.
const DIVIDER_STEP: f32 = 0.02;
const DIVIDER: Color32 = Color32::from_gray(0xf4);
const DIVIDER_EDGE: Color32 = Color32::from_gray(0x30);

/// Content of a window of type `imjoy/image-compare`.
pub struct ImageCompareContent {
    first: Side,
    second: Side,
    settings: Settings,
    mode: Mode,
    view: View,
    /// Where the divider is: 0 at the left, 1 at the right edge.
    divider: f32,
    slice: usize,
    colormap: Colormap,
    range: Option<Range>,
    range_is_chosen: bool,
    is_same_contrast: bool,
    contrast_is_open: bool,
    statistics: Option<Statistics>,
    /// Pictures and slice of which the difference is shown or being made.
    difference_of: Option<(u64, u64, usize)>,
    difference: Option<Result<Layer, String>>,
    comparing: Option<Task<Result<(Picture, Statistics), String>>>,
    versions: (u64, u64),
    size: Vec2,
    zoom: f32,
    footer: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Slide,
    SideBySide,
    Difference,
}

impl Mode {
    const ALL: [Mode; 3] = [Mode::Slide, Mode::SideBySide, Mode::Difference];

    fn label(self) -> &'static str {
        match self {
            Mode::Slide => "Slide",
            Mode::SideBySide => "Side by side",
            Mode::Difference => "Difference",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Mode::Slide => "One image on each side of a divider (arrow keys move it; hold Space for the second alone)",
            Mode::SideBySide => "Both images beside each other, zoomed together",
            Mode::Difference => "How much the images differ at each pixel",
        }
    }

    fn of(config: &Value) -> Option<Mode> {
        let name = config.field("mode")?.as_text()?;
        Mode::ALL.into_iter().find(|mode| mode.label().eq_ignore_ascii_case(name.trim()))
    }
}

#[derive(Clone, Copy)]
enum Command {
    Fit,
    OneToOne,
    Zoom(f32),
    Move(Vec2),
    Divider(f32),
}

impl ImageCompareContent {
    /// The images in `data`, shown by the settings in `config`.
    pub fn new(data: &Value, config: &Value) -> Self {
        let settings = Settings::new(config);
        Self {
            first: Side::new(data, "first", "First"),
            second: Side::new(data, "second", "Second"),
            settings,
            mode: Mode::of(config).unwrap_or(Mode::Slide),
            view: View::Fit,
            divider: 0.5,
            slice: settings.slice.unwrap_or(0),
            colormap: settings.colormap.unwrap_or_default(),
            range: None,
            range_is_chosen: false,
            is_same_contrast: true,
            contrast_is_open: false,
            statistics: None,
            difference_of: None,
            difference: None,
            comparing: None,
            versions: (0, 0),
            size: vec2(4.0, 3.0),
            zoom: 1.0,
            footer: None,
        }
    }

    /// Replaces images or settings; what is `None` stays. Zoom, divider and a chosen
    /// contrast stay.
    pub fn update(&mut self, data: Option<&Value>, config: Option<&Value>) {
        if let Some(config) = config {
            self.settings = Settings::new(config);
            self.mode = Mode::of(config).unwrap_or(self.mode);
            self.colormap = self.settings.colormap.unwrap_or(self.colormap);
            self.slice = self.settings.slice.unwrap_or(self.slice);
            self.range_is_chosen = false;
            self.versions = (0, 0);
        }
        if let Some(data) = data {
            self.first.set_data(data, "first", "First");
            self.second.set_data(data, "second", "Second");
        }
    }

    /// A size at which both images are seen.
    pub fn default_size(&self) -> Vec2 {
        DEFAULT_IMAGE_SIZE + vec2(0.0, TOOLBAR_HEIGHT + FOOTER_HEIGHT + 28.0)
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        self.work(ui.ctx());
        if let Some(problem) = self.first.problem.as_ref().or(self.second.problem.as_ref()) {
            message_ui(ui, problem);
            return;
        }
        if self.first.layer.is_none() || self.second.layer.is_none() {
            ui.centered_and_justified(|ui| ui.label("Reading the images …"));
            return;
        }
        ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
        let whole = ui.available_rect_before_wrap();
        let toolbar = Frame::NONE.inner_margin(Margin::symmetric(6, 4));
        let mut command = toolbar.show(ui, |ui| self.toolbar_ui(ui)).inner;
        if self.slices() > 1 {
            toolbar.show(ui, |ui| self.slice_ui(ui, has_keyboard));
        }
        let has_contrast = self.contrast_is_open && self.uses_range();
        let below = FOOTER_HEIGHT + if has_contrast { CONTRAST_HEIGHT + 8.0 } else { 0.0 };
        let mut rect = ui.available_rect_before_wrap();
        rect.max.y = (whole.max.y - below).max(rect.min.y + 20.0);
        rect.max.x = whole.max.x.max(rect.min.x + 20.0);
        let response = ui.allocate_rect(rect, Sense::CLICK | Sense::DRAG);
        command = command.or(self.keys(ui, has_keyboard || response.has_focus()));
        let shows_second = has_keyboard && self.mode == Mode::Slide && ui.input(|input| input.key_down(Key::Space));
        self.images_ui(ui, &response, command, shows_second);
        if has_contrast {
            Frame::NONE.inner_margin(Margin::symmetric(6, 4)).show(ui, |ui| self.contrast_ui(ui));
        }
        Frame::NONE.inner_margin(Margin::symmetric(8, 3)).show(ui, |ui| self.footer_ui(ui));
    }

    /// Takes what tasks have done and starts what is to be done. Never waits.
    fn work(&mut self, context: &Context) {
        self.first.work(context);
        self.second.work(context);
        let (Some(first), Some(second)) = (&self.first.layer, &self.second.layer) else { return };
        let versions = (self.first.version, self.second.version);
        if self.versions != versions {
            self.versions = versions;
            if self.size != first.size() {
                self.size = first.size();
                self.view = View::Fit;
            }
            let both = merged(&first.statistics, &second.statistics);
            if !self.range_is_chosen || self.range.is_none() {
                self.range = Some(common_range(first, second, self.settings));
            }
            self.statistics = Some(both);
        }
        self.compare(context);
        let (first_display, second_display) = self.displays();
        let slice = self.slice;
        if let (Some(layer), Some(display)) = (&mut self.first.layer, first_display) {
            layer.render(context, display, slice);
        }
        if let (Some(layer), Some(display)) = (&mut self.second.layer, second_display) {
            layer.render(context, display, slice);
        }
    }

    /// Makes the difference if it is looked at and is that of other images.
    fn compare(&mut self, context: &Context) {
        if let Some(task) = &self.comparing {
            let made = match task.poll() {
                Progress::Running => return,
                Progress::Done(made) => made,
                Progress::Lost => Err("The images could not be compared".to_owned()),
            };
            self.comparing = None;
            match (made, &mut self.difference) {
                (Ok((picture, statistics)), Some(Ok(layer))) => layer.replace(Arc::new(picture), Arc::new(statistics)),
                (made, difference) => {
                    *difference =
                        Some(made.map(|(picture, statistics)| Layer::new(Arc::new(picture), Arc::new(statistics))));
                }
            }
        }
        let wanted = (self.first.version, self.second.version, self.slice);
        if self.mode == Mode::Difference
            && self.difference_of != Some(wanted)
            && let (Some(first), Some(second)) = (&self.first.layer, &self.second.layer)
        {
            self.difference_of = Some(wanted);
            let (first, second, slice) = (first.picture.clone(), second.picture.clone(), self.slice);
            if let Some(sentence) = obstacle(&first, &second) {
                self.difference = Some(Err(sentence));
                return;
            }
            let started = Task::start(context, move || {
                let picture = difference::difference(&first, &second, slice)?;
                let statistics = statistics(&picture);
                Ok((picture, statistics))
            });
            match started {
                Ok(task) => self.comparing = Some(task),
                Err(sentence) => self.difference = Some(Err(sentence)),
            }
        }
        if let Some(Ok(layer)) = &mut self.difference {
            let range = layer.statistics.range;
            // From 0, so that what is black does not differ.
            let range = Range { low: 0.0, high: range.high.max(f64::MIN_POSITIVE) };
            layer.render(context, Display { range, colormap: Colormap::Fire }, 0);
        }
    }

    fn displays(&self) -> (Option<Display>, Option<Display>) {
        let of = |layer: &Option<Layer>| {
            let layer = layer.as_ref()?;
            let own = Display::new(&layer.picture, &layer.statistics, self.settings);
            let colormap = if layer.picture.is_grey() { self.colormap } else { own.colormap };
            let range = self.range.filter(|_| self.is_same_contrast).unwrap_or(own.range);
            Some(Display { range, colormap })
        };
        (of(&self.first.layer), of(&self.second.layer))
    }

    fn slices(&self) -> usize {
        let slices = |side: &Side| side.layer.as_ref().map_or(1, |layer| layer.picture.slices);
        slices(&self.first).max(slices(&self.second))
    }

    fn uses_range(&self) -> bool {
        self.mode != Mode::Difference && self.is_same_contrast && self.colormap != Colormap::Labels
    }

    fn is_grey(&self) -> bool {
        [&self.first, &self.second].iter().any(|side| side.layer.as_ref().is_some_and(|layer| layer.picture.is_grey()))
    }

    /// The row of buttons; in a narrow window it is scrolled.
    fn toolbar_ui(&mut self, ui: &mut Ui) -> Option<Command> {
        let mut command = None;
        let area = ScrollArea::horizontal().id_salt("toolbar").scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
        area.show(ui, |ui| command = self.buttons_ui(ui));
        command
    }

    fn buttons_ui(&mut self, ui: &mut Ui) -> Option<Command> {
        let mut command = None;
        ui.horizontal(|ui| {
            for mode in Mode::ALL {
                let button = Button::new(mode.label()).small().selected(self.mode == mode);
                let response = ui.add(button.min_size(vec2(0.0, 20.0)));
                give_back_after_click(&response);
                if response.on_hover_text(mode.hint()).clicked() {
                    self.mode = mode;
                    // The images have been drawn as they were before.
                    ui.request_repaint();
                }
            }
            ui.add_space(6.0);
            for (text, label, hint, asked) in [
                ("Fit", "Fit", "Show the whole images (F or 0)", Command::Fit),
                ("1:1", "1:1", "One image pixel for one screen pixel (1)", Command::OneToOne),
                ("−", "Zoom out", "Zoom out (-)", Command::Zoom(1.0 / ZOOM_STEP)),
                ("+", "Zoom in", "Zoom in (+)", Command::Zoom(ZOOM_STEP)),
            ] {
                let response = ui.add(Button::new(text).small().min_size(vec2(22.0, 20.0)));
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
                give_back_after_click(&response);
                if response.on_hover_text(hint).clicked() {
                    command = Some(asked);
                }
            }
            if self.mode == Mode::Difference {
                return;
            }
            ui.add_space(6.0);
            if self.is_grey() {
                let colormap = &mut self.colormap;
                ui.name_inputs("Colours", |ui| {
                    ComboBox::from_id_salt("colours").width(78.0).selected_text(colormap.label()).show_ui(ui, |ui| {
                        for choice in Colormap::ALL {
                            ui.selectable_value(colormap, choice, choice.label());
                        }
                    });
                });
            }
            let same = ui.add(Button::new("Same contrast").small().selected(self.is_same_contrast));
            give_back_after_click(&same);
            if same.on_hover_text("Black and white mean the same in both images").clicked() {
                self.is_same_contrast = !self.is_same_contrast;
            }
            if self.uses_range() {
                let contrast = ui.add(Button::new("Contrast").small().selected(self.contrast_is_open));
                give_back_after_click(&contrast);
                if contrast.on_hover_text("Choose which values are black and white").clicked() {
                    self.contrast_is_open = !self.contrast_is_open;
                }
            }
        });
        command
    }

    fn slice_ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        let last = self.slices() - 1;
        let slice = &mut self.slice;
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
            ui.spacing_mut().slider_width = (ui.available_width() - 130.0).max(40.0);
            ui.name_inputs("Slice", |ui| ui.add(Slider::new(slice, 0..=last).integer()));
            ui.label(format!("0 to {last}"));
        });
    }

    fn keys(&self, ui: &Ui, has_keyboard: bool) -> Option<Command> {
        if !has_keyboard {
            return None;
        }
        let slides = self.mode == Mode::Slide;
        ui.input_mut(|input| {
            if slides {
                for (modifiers, factor) in [(Modifiers::NONE, 1.0), (Modifiers::SHIFT, 5.0)] {
                    for (key, step) in [(Key::ArrowLeft, -DIVIDER_STEP), (Key::ArrowRight, DIVIDER_STEP)] {
                        if input.modifiers == modifiers && input.consume_key(modifiers, key) {
                            return Some(Command::Divider(step * factor));
                        }
                    }
                }
            }
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
            keys.into_iter().find_map(|(key, command)| {
                (input.consume_key(Modifiers::NONE, key) || input.consume_key(Modifiers::SHIFT, key)).then_some(command)
            })
        })
    }

    fn images_ui(&mut self, ui: &mut Ui, response: &Response, command: Option<Command>, shows_second: bool) {
        let rect = response.rect;
        let halves = self.halves(rect);
        let pointer = response.hover_pos();
        // The half in which the pointer is: there the view is changed.
        let at = pointer.and_then(|pointer| halves.iter().find(|half| half.contains(pointer))).or(halves.first());
        let viewport =
            Viewport { rect: at.copied().unwrap_or(rect), image: self.size, pixels_per_point: ui.pixels_per_point() };
        if let Some(command) = command {
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
        self.zoom = self.view.zoom(&viewport);
        let transform = self.view.transform(&viewport);
        self.footer = pointer.and_then(|pointer| self.values_at(transform.to_image(pointer)));
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::Image, true, "Images");
            info.current_text_value = self.footer.clone();
            info
        });
        ui.painter().rect_filled(rect, 0.0, palette::BEHIND_IMAGE);
        match self.mode {
            Mode::Slide => self.slide_ui(ui, rect, transform, shows_second),
            Mode::SideBySide => self.side_by_side_ui(ui, &halves),
            Mode::Difference => self.difference_ui(ui, rect, transform),
        }
    }

    /// Where on the screen images are.
    fn halves(&self, rect: Rect) -> Vec<Rect> {
        if self.mode == Mode::SideBySide {
            let (left, right) = rect.split_left_right_at_fraction(0.5);
            vec![left.with_max_x(left.right() - 1.0), right.with_min_x(right.left() + 1.0)]
        } else {
            vec![rect]
        }
    }

    fn obey(&mut self, command: Command, viewport: &Viewport, pointer: Pos2) {
        match command {
            Command::Fit => self.view = View::Fit,
            Command::OneToOne => self.view = self.view.one_to_one(viewport, pointer),
            Command::Zoom(factor) => self.view = self.view.zoomed(viewport, factor, pointer),
            Command::Move(direction) => self.view = self.view.moved(viewport, direction * arrow_step(viewport)),
            Command::Divider(step) => self.divider = (self.divider + step).clamp(0.0, 1.0),
        }
    }

    fn slide_ui(&mut self, ui: &mut Ui, rect: Rect, transform: Transform, shows_second: bool) {
        let x = rect.left() + self.divider * rect.width();
        let strip = Rect::from_x_y_ranges(x - DIVIDER_REACH..=x + DIVIDER_REACH, rect.y_range()).intersect(rect);
        let response = ui.interact(strip, ui.scope_id().with("divider"), Sense::CLICK | Sense::DRAG);
        if response.dragged()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            self.divider = ((pointer.x - rect.left()) / rect.width().max(1.0)).clamp(0.0, 1.0);
        }
        if response.double_clicked() {
            self.divider = 0.5;
        }
        if response.hovered() || response.dragged() {
            ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        let percent = f64::from((self.divider * 100.0).round());
        response.widget_info(|| WidgetInfo::slider(true, percent, "Divider"));
        let x = rect.left() + if shows_second { 0.0 } else { self.divider * rect.width() };
        let (left, right) = rect.split_left_right_at_x(x);
        self.paint(ui, left, transform, false);
        self.paint(ui, right, transform, true);
        name_ui(ui, left, &self.first.name, Align2::LEFT_TOP);
        name_ui(ui, right, &self.second.name, Align2::RIGHT_TOP);
        if shows_second {
            return;
        }
        let painter = ui.painter_at(rect);
        let is_active = response.hovered() || response.dragged() || response.has_focus();
        let colour = if is_active { palette::handle(ui.visuals()) } else { DIVIDER };
        painter.vline(x, rect.y_range(), Stroke::new(3.0, DIVIDER_EDGE));
        painter.vline(x, rect.y_range(), Stroke::new(1.5, colour));
        let middle = pos2(x, rect.center().y);
        painter.circle(middle, 10.0, colour, Stroke::new(1.0, DIVIDER_EDGE));
        for side in [-1.0, 1.0] {
            let tip = middle + vec2(side * 7.0, 0.0);
            let points = vec![tip, tip + vec2(-side * 4.0, -3.5), tip + vec2(-side * 4.0, 3.5)];
            painter.add(egui::Shape::convex_polygon(points, DIVIDER_EDGE, Stroke::NONE));
        }
    }

    fn side_by_side_ui(&mut self, ui: &Ui, halves: &[Rect]) {
        for (half, is_second) in halves.iter().zip([false, true]) {
            let viewport = Viewport { rect: *half, image: self.size, pixels_per_point: ui.pixels_per_point() };
            let transform = self.view.transform(&viewport);
            self.paint(ui, *half, transform, is_second);
            name_ui(ui, *half, if is_second { &self.second.name } else { &self.first.name }, Align2::LEFT_TOP);
        }
    }

    fn difference_ui(&mut self, ui: &mut Ui, rect: Rect, transform: Transform) {
        match &mut self.difference {
            Some(Ok(layer)) => {
                layer.paint(ui, rect, transform);
                let high = measured(layer.statistics.range.high);
                name_ui(
                    ui,
                    rect,
                    &format!("|{} − {}|, 0 to {high}", self.first.name, self.second.name),
                    Align2::LEFT_TOP,
                );
            }
            Some(Err(sentence)) => {
                let font = TextStyle::Body.resolve(ui.style());
                let colour = Color32::from_gray(0xd0);
                let galley = ui.painter().layout(sentence.clone(), font, colour, (rect.width() - 24.0).max(50.0));
                ui.painter().galley(rect.center() - galley.size() * 0.5, galley, colour);
            }
            None => {}
        }
    }

    fn paint(&mut self, ui: &Ui, clip: Rect, transform: Transform, is_second: bool) {
        if clip.width() <= 0.0 {
            return;
        }
        let size = self.size;
        let side = if is_second { &mut self.second } else { &mut self.first };
        if let Some(layer) = &mut side.layer {
            let transform = layer.over(size, transform);
            layer.paint(ui, clip, transform);
        }
    }

    /// Coordinates in the first image and the values of both at a place.
    fn values_at(&self, place: Pos2) -> Option<String> {
        let flat = Transform { origin: Pos2::ZERO, scale: 1.0 };
        let value = |side: &Side| {
            let layer = side.layer.as_ref()?;
            let picture = &layer.picture;
            let (x, y) = layer.over(self.size, flat).pixel_at(place, picture.width, picture.height)?;
            Some((x, y, picture.value_text(self.slice.min(picture.slices - 1), x, y)))
        };
        let (first, second) = (value(&self.first), value(&self.second));
        let (x, y, _) = first.as_ref().or(second.as_ref())?;
        let shown = |value: &Option<(usize, usize, String)>| {
            value.as_ref().map_or_else(|| "–".to_owned(), |(_, _, value)| value.clone())
        };
        Some(format!("x {x}, y {y}: {} | {}", shown(&first), shown(&second)))
    }

    fn contrast_ui(&mut self, ui: &mut Ui) {
        let (Some(range), Some(statistics)) = (&mut self.range, &self.statistics) else { return };
        let is_whole = self.first.layer.as_ref().is_some_and(|layer| layer.picture.is_whole())
            && self.second.layer.as_ref().is_some_and(|layer| layer.picture.is_whole());
        if contrast_ui(ui, range, statistics, is_whole) {
            self.range_is_chosen = true;
            // The images have been drawn already: once more, with the new range.
            ui.request_repaint();
        }
    }

    fn footer_ui(&self, ui: &mut Ui) {
        let secondary = palette::secondary(ui.visuals());
        ui.horizontal(|ui| {
            ui.set_height(FOOTER_HEIGHT - 6.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let is_waiting = self.first.is_waiting() || self.second.is_waiting() || self.comparing.is_some();
                let waiting = if is_waiting { " …" } else { "" };
                let summary = |side: &Side| side.layer.as_ref().map(|layer| layer.picture.summary());
                let (first, second) = (summary(&self.first), summary(&self.second));
                let both = if first == second {
                    first.unwrap_or_default()
                } else {
                    format!("{} | {}", first.unwrap_or_default(), second.unwrap_or_default())
                };
                let zoom = measured(f64::from((self.zoom * 100.0).round()));
                let right = RichText::new(format!("{both}, {zoom} %{waiting}")).small().color(secondary);
                // The corner that resizes the window.
                ui.add_space(10.0);
                ui.add(Label::new(right).selectable(false));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let left = RichText::new(self.footer.clone().unwrap_or_default()).small().monospace();
                    ui.add(Label::new(left).truncate().selectable(false));
                });
            });
        });
    }
}

/// A name on an image, in a corner of the part in which the image is seen.
fn name_ui(ui: &Ui, rect: Rect, name: &str, corner: Align2) {
    let font = TextStyle::Small.resolve(ui.style());
    let galley = ui.painter().layout_no_wrap(name.to_owned(), font, Color32::WHITE);
    let size = galley.size() + vec2(12.0, 6.0);
    if size.x + 12.0 > rect.width() {
        return;
    }
    let place = corner.align_size_within_rect(size, rect.shrink(6.0));
    ui.painter().rect_filled(place, 4.0, Color32::from_black_alpha(170));
    ui.painter().galley(place.min + vec2(6.0, 3.0), galley, Color32::WHITE);
}

/// The contrast range in which both images are seen.
fn common_range(first: &Layer, second: &Layer, settings: Settings) -> Range {
    let range = |layer: &Layer| Display::new(&layer.picture, &layer.statistics, settings).range;
    let (one, other) = (range(first), range(second));
    Range { low: one.low.min(other.low), high: one.high.max(other.high) }
}
