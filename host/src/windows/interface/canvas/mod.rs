//! The element `canvas`: shapes that are painted, met by the pointer, dragged and drawn.
//!
//! | file | what |
//! |---|---|
//! | [`view`] | which part is seen: zoom and position |
//! | [`geometry`] | points of shapes, hit tests, moves |
//! | [`prepared`] | what is made of shapes once: bounds, triangles, images |
//! | [`paint`] | shapes to meshes, kept while nothing changes |
//! | [`pointer`] | clicks, drags of shapes and of single points |
//! | [`drawing`] | the tools that draw |
//! | [`keyboard`] | keys |
//!
//! Keys: + and - zoom, 0 shows all; while drawing Enter ends, Escape gives up, Backspace
//! takes the last point back. The middle button, or Space and the primary one, moves the
//! view. All other keys go to the plugin, if it wants them.

mod drawing;
mod geometry;
mod keyboard;
mod paint;
mod pointer;
mod prepared;
mod view;

use self::drawing::Sketch;
use self::paint::Painted;
use self::pointer::{Override, Press};
use self::prepared::Prepared;
use self::view::{CanvasView, Frame, Transform};
use super::Drawing;
use super::labels::colour32;
use super::state::State;
use crate::drop_zones;
use crate::windows::palette;
use egui::accesskit::Role;
use egui::{CursorIcon, Id, Sense, Ui, WidgetInfo, vec2};
use imjoy_engine::interface::{Canvas, Cursor, Element, Point, Shape};
use imjoy_engine::value::{Record, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// Height where there is no end to the room.
const DEFAULT_HEIGHT: f32 = 300.0;

/// State of a canvas.
#[derive(Default)]
pub struct CanvasState {
    view: CanvasView,
    prepared: Prepared,
    painted: Painted,
    /// Shapes that the user has moved, until the plugin sends them anew.
    overrides: HashMap<Arc<str>, Override>,
    /// Counts changes of `overrides`.
    version: u64,
    press: Option<Press>,
    sketch: Option<Sketch>,
    /// A finished drawing, shown until the plugin has sent other shapes.
    ghost: Option<(Sketch, Arc<[Arc<Shape>]>)>,
    /// Where the pointer was in the last frame.
    pointer: Option<Point>,
}

/// What the parts of a canvas need in one frame.
struct Surface<'a> {
    element: &'a Element,
    canvas: &'a Canvas,
    response: egui::Response,
    transform: Transform,
    frame: Frame,
    has_keyboard: bool,
}

impl Surface<'_> {
    /// A place on the screen in units, with no more digits than can be pointed at.
    fn point_at(&self, screen: egui::Pos2) -> Point {
        self.transform.to_units(screen).map(|number| self.transform.rounded(number))
    }

    /// The same within the canvas.
    fn point_inside(&self, screen: egui::Pos2) -> Point {
        let [x, y] = self.point_at(screen);
        let [width, height] = self.canvas.size;
        [x.clamp(0.0, width), y.clamp(0.0, height)]
    }
}

/// Fields that tell of the pointer.
fn pointer_fields(ui: &Ui, position: Option<Point>) -> Record {
    let mut fields = Record::new();
    if let Some(position) = position {
        fields.set("position", Value::Floats(position.to_vec().into()));
    }
    let modifiers = ui.input(|input| input.modifiers);
    fields.with("shift", modifiers.shift).with("ctrl", modifiers.command).with("alt", modifiers.alt)
}

/// Draws a canvas.
pub fn canvas_ui(ui: &mut Ui, element: &Arc<Element>, canvas: &Canvas, key: Id, drawing: &mut Drawing<'_>) {
    let mut state = match drawing.states.take(key) {
        Some(State::Canvas(state)) => state,
        _ => Box::default(),
    };
    let mut size = ui.available_size();
    if !size.y.is_finite() || size.y < 24.0 {
        size.y = DEFAULT_HEIGHT;
    }
    let (rect, _) = ui.allocate_exact_size(vec2(size.x.max(24.0), size.y), Sense::hover());
    let id = Id::unique((key, "canvas", drawing.number));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    if response.has_focus() {
        drawing.states.focused_canvas = Some(id);
        // Arrows and Escape are for the plugin and the tools, not for leaving.
        let filter = egui::EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }
    state.prepared.update(&canvas.shapes);
    if state.ghost.as_ref().is_some_and(|(_, former)| !Arc::ptr_eq(former, &canvas.shapes)) {
        state.ghost = None;
    }
    pointer::forget_answered(&mut state);

    let frame = Frame { rect, size: canvas.size, aspect: canvas.aspect };
    if canvas.zoomable && ui.is_enabled() {
        view::wheel_ui(ui, &mut state.view, &frame, &response, canvas.wheel);
    }
    let mut surface = Surface {
        element,
        canvas,
        transform: state.view.transform(&frame),
        response,
        frame,
        has_keyboard: drawing.is_live && (drawing.has_keyboard || ui.memory(|memory| memory.has_focus(id))),
    };
    keyboard::keys_ui(ui, &mut state, &surface, drawing.events);
    let panned = pointer::pan_ui(ui, &mut state, &surface);
    surface.transform = state.view.transform(&surface.frame);
    if drawing.is_live && ui.is_enabled() && !panned {
        if canvas.draw.is_some() {
            drawing::draw_ui(ui, &mut state, &surface, drawing.events);
        } else {
            state.sketch = None;
            pointer::pointer_ui(ui, &mut state, &surface, drawing.events);
        }
    }
    if canvas.takes_files
        && drawing.is_live
        && let (Some(id), Some(at)) = (&element.id, drop_zones::position_over(ui, rect))
    {
        let fields = Record::new().with("position", Value::Floats(surface.point_at(at).to_vec().into()));
        drop_zones::offer_element(ui, rect, id, fields);
    }
    state.pointer = surface.response.hover_pos().map(|pointer| surface.point_at(pointer));
    surface.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Canvas, ui.is_enabled(), &*canvas.label);
        info.current_text_value = state.pointer.map(|[x, y]| format!("x {x}, y {y}"));
        info
    });

    let background = match canvas.background {
        Some(colour) => colour32(colour, ui.visuals()),
        None => palette::BEHIND_IMAGE,
    };
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 2.0, background);
    paint::paint(ui, &painter, &mut state, &surface);
    drawing::sketch_ui(ui, &painter, &state, &surface);
    if surface.response.has_focus() {
        let stroke = egui::Stroke::new(1.0, palette::handle(ui.visuals()));
        painter.rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Inside);
    }
    drawing.states.set(key, State::Canvas(state));
}

fn cursor_icon(cursor: Cursor) -> CursorIcon {
    match cursor {
        Cursor::Default => CursorIcon::Default,
        Cursor::Crosshair => CursorIcon::Crosshair,
        Cursor::Pointer => CursorIcon::PointingHand,
        Cursor::Grab => CursorIcon::Grab,
        Cursor::Move => CursorIcon::Move,
        Cursor::Text => CursorIcon::Text,
        Cursor::NotAllowed => CursorIcon::NotAllowed,
    }
}
