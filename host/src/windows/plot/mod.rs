//! `imjoy/plot`: lines, points, bars and histograms.
//!
//! Data is `{title?, x: {label?, log?}, y: {label?, log?}, legend?, series: [{type, name?,
//! color?, x?, y, width?, bins?, range?}]}`. `type` is `line` (which it is by default),
//! `points`, `bars` or `histogram`; `x` and `y` are lists of numbers or arrays of one axis,
//! of any real type; null and NaN are gaps. `width` is the thickness of a line or the
//! diameter of a point in points of the screen, or the width of a bar on the axis; `bins`
//! and `range` are those of a histogram, whose numbers are in `y`; `color` is one of CSS.
//! A short form: numbers alone are one line, a list of lists or the rows of an array with
//! two axes one line each.
//!
//! How data become what is seen: [`description`] (what the plugin says) → [`series`]
//! (numbers, on the scales of the axes, with a [`pyramid`] over them) → [`reduction`] (what
//! is drawn in this view) → [`item`] (shapes).
//!
//! # Invariants
//!
//! - Numbers are read by a task if there are many; a frame looks at about as many as the
//!   screen has columns. Points in no order are reduced by a task, for each view anew.
//! - The view stays over updates once the user has changed it; before, it fits the data.
//! - What is hidden stays so by the name of the series.
//!
//! # Known limits
//!
//! [`description::MOST_SERIES`] series and [`description::MOST_NUMBERS`] numbers.

mod colours;
mod description;
mod histogram;
mod item;
mod logarithm;
mod nearest;
mod numbers;
mod pyramid;
mod reduction;
mod series;

use self::description::{AxisDescription, Description};
use self::item::{Cache, SeriesItem};
use self::reduction::{Drawn, ViewOfPlot};
use self::series::{Prepared, Series, prepare};
use super::discard::discard;
use super::focus::give_back_after_click;
use super::image::view::ZOOM_STEP;
use super::message::message_ui;
use super::number::{count, measured};
use super::palette;
use super::task::{Progress, Task};
use egui::accesskit::Role;
use egui::{
    Align, Button, Color32, Context, Frame, Key, Label, Layout, Margin, Modifiers, Pos2, Rect, RichText, ScrollArea,
    Sense, Stroke, StrokeKind, TextStyle, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use egui_plot::{AxisHints, Plot, PlotTransform};
use imjoy_engine::value::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// Most numbers that are read while the GUI waits: about a millisecond.
const NUMBERS_AT_ONCE: usize = 100_000;
const FOOTER_HEIGHT: f32 = 22.0;
const SWATCH: f32 = 10.0;
/// One press of an arrow key, as a share of what is seen.
const STEP: f64 = 0.1;

/// Content of a window of type `imjoy/plot`.
pub struct PlotContent {
    described: Option<Description>,
    preparing: Option<Task<Result<Prepared, String>>>,
    prepared: Option<Prepared>,
    problem: Option<String>,
    caches: Vec<Rc<RefCell<Cache>>>,
    reducing: Option<Reducing>,
    /// Names of series that the user has hidden.
    hidden: BTreeSet<String>,
    is_fit_wanted: bool,
    /// What is said of the place under the pointer.
    at_pointer: Option<String>,
}

/// Work on one series for one view.
struct Reducing {
    series: usize,
    view: ViewOfPlot,
    task: Task<Drawn>,
}

#[derive(Clone, Copy)]
enum Command {
    Fit,
    Zoom(f32),
    Move(f64, f64),
}

impl PlotContent {
    /// The plot in `data`.
    pub fn new(data: &Value) -> Self {
        let mut content = Self {
            described: None,
            preparing: None,
            prepared: None,
            problem: None,
            caches: Vec::new(),
            reducing: None,
            hidden: BTreeSet::new(),
            is_fit_wanted: false,
            at_pointer: None,
        };
        content.set_data(data);
        content
    }

    /// Replaces the data; a view that the user has chosen stays, and so does what is hidden.
    pub fn set_data(&mut self, data: &Value) {
        match Description::new(data) {
            Ok(description) => self.described = Some(description),
            Err(sentence) => {
                self.described = None;
                self.problem = Some(sentence);
            }
        }
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        self.work(ui.ctx());
        if let Some(problem) = &self.problem {
            message_ui(ui, problem);
            return;
        }
        if self.prepared.is_none() {
            ui.centered_and_justified(|ui| ui.label("Reading the numbers …"));
            return;
        }
        ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
        let mut command = None;
        Frame::NONE.inner_margin(Margin::symmetric(6, 4)).show(ui, |ui| command = self.toolbar_ui(ui));
        self.title_ui(ui);
        if has_keyboard {
            command = command.or(keys(ui));
        }
        self.plot_ui(ui, command);
        Frame::NONE.inner_margin(Margin::symmetric(8, 3)).show(ui, |ui| self.footer_ui(ui));
    }

    /// Takes what tasks have done and starts what is to be done. Never waits.
    fn work(&mut self, context: &Context) {
        if let Some(task) = &self.preparing {
            match task.poll() {
                Progress::Running => {}
                Progress::Done(prepared) => {
                    self.preparing = None;
                    self.install(prepared);
                }
                Progress::Lost => {
                    self.preparing = None;
                    self.problem =
                        Some("The numbers could not be read. Close the window and run the plugin again".to_owned());
                }
            }
        }
        if self.preparing.is_none()
            && let Some(description) = self.described.take()
        {
            if description.numbers() <= NUMBERS_AT_ONCE {
                self.install(prepare(description));
            } else {
                match Task::start(context, move || prepare(description)) {
                    Ok(task) => self.preparing = Some(task),
                    Err(sentence) => self.problem = Some(sentence),
                }
            }
        }
        self.reduce(context);
    }

    fn install(&mut self, prepared: Result<Prepared, String>) {
        match prepared {
            Err(sentence) => self.problem = Some(sentence),
            Ok(prepared) => {
                self.problem = None;
                self.caches = prepared.series.iter().map(|_| Rc::default()).collect();
                // What is being reduced is of the former data.
                self.reducing = None;
                discard(self.prepared.replace(prepared));
            }
        }
    }

    /// Reduces, in a task, what the last frame could not reduce at once.
    fn reduce(&mut self, context: &Context) {
        if let Some(reducing) = &self.reducing {
            match reducing.task.poll() {
                Progress::Running => return,
                Progress::Done(drawn) => {
                    if let Some(cache) = self.caches.get(reducing.series) {
                        cache.borrow_mut().install(reducing.view, drawn);
                    }
                }
                // The former points stay.
                Progress::Lost => {}
            }
            self.reducing = None;
        }
        let Some(prepared) = &self.prepared else { return };
        for (index, (cache, series)) in self.caches.iter().zip(&prepared.series).enumerate() {
            let Some(view) = cache.borrow_mut().wanted.take() else { continue };
            let series = series.clone();
            // Without a thread the former points stay.
            let task = Task::start(context, move || item::reduce(&series, &view));
            self.reducing = task.ok().map(|task| Reducing { series: index, view, task });
            return;
        }
    }

    fn toolbar_ui(&mut self, ui: &mut Ui) -> Option<Command> {
        let mut command = None;
        let Some(prepared) = &self.prepared else { return None };
        let hidden = &mut self.hidden;
        ui.horizontal(|ui| {
            for (text, label, hint, asked) in [
                ("Fit", "Fit", "Show all (F or 0, or a double click)", Command::Fit),
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
            if !prepared.description.legend {
                return;
            }
            ui.add_space(6.0);
            ScrollArea::horizontal().id_salt("legend").show(ui, |ui| {
                for (index, series) in prepared.series.iter().enumerate() {
                    let colour = colour_of(index, series, ui);
                    let is_hidden = hidden.contains(&series.name);
                    if legend_ui(ui, index, &series.name, colour, !is_hidden) {
                        if is_hidden {
                            hidden.remove(&series.name);
                        } else {
                            hidden.insert(series.name.clone());
                        }
                        ui.request_repaint();
                    }
                }
            });
        });
        command
    }

    fn title_ui(&self, ui: &mut Ui) {
        let title = self.prepared.as_ref().map_or("", |prepared| &prepared.description.title);
        if !title.is_empty() {
            ui.vertical_centered(|ui| {
                ui.add(Label::new(RichText::new(title).strong()).truncate().selectable(false));
            });
            ui.add_space(2.0);
        }
    }

    fn plot_ui(&mut self, ui: &mut Ui, command: Option<Command>) {
        let Some(prepared) = &self.prepared else { return };
        let items: Vec<SeriesItem> = prepared
            .series
            .iter()
            .zip(&self.caches)
            .enumerate()
            .filter(|(_, (series, _))| !self.hidden.contains(&series.name))
            .map(|(index, (series, cache))| {
                SeriesItem::new(index, series.clone(), cache.clone(), colour_of(index, series, ui))
            })
            .collect();
        let height = (ui.available_height() - FOOTER_HEIGHT).max(40.0);
        let (x, y) = (&prepared.description.x, &prepared.description.y);
        let mut plot = Plot::new("plot")
            .height(height)
            .width((ui.available_width() - 10.0).max(40.0))
            .show_x(false)
            .show_y(false)
            .show_crosshair(false)
            .allow_scroll(false)
            .grid_color(ui.visuals().text_color().gamma_multiply(0.45))
            .custom_x_axes(vec![axis_hints(AxisHints::new_x(), x)])
            .custom_y_axes(vec![axis_hints(AxisHints::new_y(), y)]);
        if x.log {
            plot = plot.x_grid_spacer(logarithm::marks);
        }
        if y.log {
            plot = plot.y_grid_spacer(logarithm::marks);
        }
        if std::mem::take(&mut self.is_fit_wanted) || matches!(command, Some(Command::Fit)) {
            plot = plot.reset();
        }
        // The label of the vertical axis is not to touch the edge.
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let indent = ui.available_rect_before_wrap().with_min_x(ui.available_rect_before_wrap().left() + 4.0);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(indent).id_salt("plot"));
        let shown = plot.show(&mut inner, move |plot| {
            let bounds = plot.plot_bounds();
            match command {
                Some(Command::Zoom(factor)) => plot.zoom_bounds(Vec2::splat(factor), bounds.center()),
                Some(Command::Move(x, y)) => {
                    let (dx, dy) = (bounds.width() * x, bounds.height() * y);
                    plot.set_plot_bounds_x(bounds.min()[0] + dx..=bounds.max()[0] + dx);
                    plot.set_plot_bounds_y(bounds.min()[1] + dy..=bounds.max()[1] + dy);
                }
                Some(Command::Fit) | None => {}
            }
            if plot.response().hovered() {
                let (scrolled, shift) = plot.ctx().input(|input| (input.smooth_scroll_delta(), input.modifiers.shift));
                let factor = super::image::view::wheel_factor(vec2(0.0, scrolled.x + scrolled.y));
                if factor != 1.0 {
                    // With Shift the horizontal axis alone.
                    plot.zoom_bounds_around_hovered(vec2(factor, if shift { 1.0 } else { factor }));
                }
            }
            for item in items {
                plot.add(item);
            }
        });
        ui.advance_cursor_after_rect(inner.min_rect());
        let response = shown.response;
        let pointer = response.hover_pos();
        let at_pointer = pointer.and_then(|pointer| self.pointer_ui(ui, &shown.transform, pointer));
        self.at_pointer = at_pointer;
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::Image, true, "Plot");
            info.current_text_value = self.at_pointer.clone();
            info
        });
        if self.caches.iter().any(|cache| cache.borrow().wanted.is_some()) && self.reducing.is_none() {
            // The next frame starts the work.
            ui.request_repaint();
        }
    }

    /// Marks the point nearest to the pointer and says what it is.
    fn pointer_ui(&self, ui: &Ui, transform: &PlotTransform, pointer: Pos2) -> Option<String> {
        let prepared = self.prepared.as_ref()?;
        let (x_axis, y_axis) = (&prepared.description.x, &prepared.description.y);
        let seen = prepared.series.iter().zip(&self.caches).enumerate();
        let nearest = seen
            .filter(|(_, (series, _))| !self.hidden.contains(&series.name))
            .filter_map(|(index, (series, cache))| {
                let drawn = cache.borrow().drawn()?;
                Some((index, series, nearest::nearest(series, &drawn, transform, pointer)?))
            })
            .min_by(|(_, _, one), (_, _, other)| one.distance.total_cmp(&other.distance));
        let Some((index, series, nearest)) = nearest else {
            let place = transform.value_from_position(pointer);
            return Some(format!("x {}, y {}", axis_text(x_axis, place.x), axis_text(y_axis, place.y)));
        };
        let [x, y] = nearest.point;
        let (x, y) = (axis_text(x_axis, x), axis_text(y_axis, y));
        let place = item::place(nearest.point, transform);
        let painter = ui.painter_at(*transform.frame());
        painter.circle(place, 4.5, colour_of(index, series, ui), Stroke::new(1.5, ui.visuals().strong_text_color()));
        hint_ui(ui, *transform.frame(), place, &format!("{}\nx {x}\ny {y}", series.name));
        Some(format!("{}: x {x}, y {y}", series.name))
    }

    fn footer_ui(&self, ui: &mut Ui) {
        let Some(prepared) = &self.prepared else { return };
        let secondary = palette::secondary(ui.visuals());
        ui.horizontal(|ui| {
            ui.set_height(FOOTER_HEIGHT - 6.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let points: usize = prepared.series.iter().map(|series| series.len()).sum();
                let noun = if points == 1 { "point" } else { "points" };
                let mut right = format!("{} {noun}", count(points));
                if prepared.description.left_out > 0 {
                    right.push_str(&format!(", {} more series are not shown", count(prepared.description.left_out)));
                }
                if self.preparing.is_some() || self.reducing.is_some() {
                    right.push_str(" …");
                }
                // The corner that resizes the window.
                ui.add_space(10.0);
                ui.add(Label::new(RichText::new(right).small().color(secondary)).selectable(false));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let left = RichText::new(self.at_pointer.clone().unwrap_or_default()).small().monospace();
                    ui.add(Label::new(left).truncate().selectable(false));
                });
            });
        });
    }
}

fn keys(ui: &Ui) -> Option<Command> {
    ui.input_mut(|input| {
        let keys = [
            (Key::F, Command::Fit),
            (Key::Num0, Command::Fit),
            (Key::Plus, Command::Zoom(ZOOM_STEP)),
            (Key::Equals, Command::Zoom(ZOOM_STEP)),
            (Key::Minus, Command::Zoom(1.0 / ZOOM_STEP)),
            (Key::ArrowLeft, Command::Move(-STEP, 0.0)),
            (Key::ArrowRight, Command::Move(STEP, 0.0)),
            (Key::ArrowUp, Command::Move(0.0, STEP)),
            (Key::ArrowDown, Command::Move(0.0, -STEP)),
        ];
        // + needs Shift on many keyboards, which is no other wish.
        keys.into_iter().find_map(|(key, command)| {
            (input.consume_key(Modifiers::NONE, key) || input.consume_key(Modifiers::SHIFT, key)).then_some(command)
        })
    })
}

fn colour_of(index: usize, series: &Arc<Series>, ui: &Ui) -> Color32 {
    series.colour.unwrap_or_else(|| colours::of_series(index, ui.visuals()))
}

fn axis_hints<'a>(hints: AxisHints<'a>, axis: &AxisDescription) -> AxisHints<'a> {
    let hints = if axis.label.is_empty() { hints } else { hints.label(RichText::new(axis.label.clone()).size(12.0)) };
    if axis.log { hints.formatter(|mark, _| logarithm::label(mark.value)) } else { hints }
}

/// A number of an axis for people.
fn axis_text(axis: &AxisDescription, place: f64) -> String {
    if axis.log { measured(10f64.powf(place)) } else { measured(place) }
}

/// Draws the name of a series with its colour. Gives whether it was clicked.
fn legend_ui(ui: &mut Ui, index: usize, name: &str, colour: Color32, is_shown: bool) -> bool {
    let font = TextStyle::Small.resolve(ui.style());
    let text_colour = if is_shown { ui.visuals().text_color() } else { ui.visuals().weak_text_color() };
    let galley = ui.painter().layout_no_wrap(name.to_owned(), font, text_colour);
    let size = vec2(SWATCH + galley.size().x + 16.0, 20.0);
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, ui.scope_id().with(("series", index)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_shown, format!("Show {name}")));
    give_back_after_click(&response);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4.0, ui.visuals().widgets.hovered.weak_bg_fill);
    }
    let swatch = Rect::from_center_size(pos2(rect.left() + 5.0 + SWATCH * 0.5, rect.center().y), Vec2::splat(SWATCH));
    if is_shown {
        ui.painter().rect_filled(swatch, 2.0, colour);
    } else {
        ui.painter().rect_stroke(swatch, 2.0, Stroke::new(1.2, text_colour), StrokeKind::Inside);
    }
    let at = pos2(swatch.right() + 5.0, rect.center().y - galley.size().y * 0.5);
    ui.painter().galley(at, galley, text_colour);
    response.on_hover_text(if is_shown { "Hide this series" } else { "Show this series" }).clicked()
}

/// A small text beside a point, within the plot.
fn hint_ui(ui: &Ui, frame: Rect, place: Pos2, text: &str) {
    let visuals = ui.visuals();
    let font = TextStyle::Small.resolve(ui.style());
    let painter = ui.painter_at(frame);
    let galley = painter.layout_no_wrap(text.to_owned(), font, visuals.text_color());
    let size = galley.size() + vec2(10.0, 6.0);
    let mut corner = place + vec2(12.0, -12.0 - size.y);
    if corner.x + size.x > frame.right() {
        corner.x = place.x - 12.0 - size.x;
    }
    if corner.y < frame.top() {
        corner.y = place.y + 12.0;
    }
    let rect = Rect::from_min_size(corner, size);
    painter.rect(rect, 4.0, visuals.window_fill, visuals.window_stroke, StrokeKind::Inside);
    painter.galley(rect.min + vec2(5.0, 3.0), galley, visuals.text_color());
}
