//! Clicks, drags of shapes and of their points, moves of the view.

use super::geometry::{bounds, fields, handles, is_hit, moved, rounded, with_handle_at};
use super::{CanvasState, Surface, cursor_icon, pointer_fields};
use crate::windows::interface::events::Events;
use egui::{CursorIcon, Key, PointerButton, Pos2, Ui};
use imjoy_engine::interface::{Geometry, Point, Shape};
use imjoy_engine::value::{Record, Value};
use std::sync::Arc;

/// How far from a line or a mark the pointer still meets it, in points.
const REACH: f32 = 5.0;
/// The same for a handle.
const HANDLE_REACH: f32 = 8.0;
/// How far the pointer may go in a click, in points.
const STEADY: f32 = 3.0;
const BUTTONS: [(PointerButton, &str); 3] =
    [(PointerButton::Primary, "primary"), (PointerButton::Secondary, "secondary"), (PointerButton::Middle, "middle")];

/// A shape as the user has moved it.
pub struct Override {
    /// What the plugin had sent.
    of: Arc<Shape>,
    /// Its form now.
    pub geometry: Geometry,
}

/// A button that is down.
pub struct Press {
    button: PointerButton,
    name: &'static str,
    origin: Pos2,
    /// The shape met, if any.
    shape: Option<Arc<str>>,
    drag: Option<Drag>,
    /// Whether the pointer has left the place of the press.
    has_moved: bool,
    last: Pos2,
}

/// A drag of a shape, or of one of its points.
struct Drag {
    of: Arc<Shape>,
    /// The form at the start.
    from: Geometry,
    handle: Option<usize>,
}

/// Forgets what the user has moved of shapes that the plugin has sent anew or removed.
pub fn forget_answered(state: &mut CanvasState) {
    let CanvasState { overrides, prepared, press, version, .. } = state;
    if overrides.is_empty() {
        return;
    }
    let count = overrides.len();
    let dragged = press.as_ref().and_then(|press| press.drag.as_ref()).and_then(|drag| drag.of.id.clone());
    overrides.retain(|id, moved| match prepared.find(id) {
        // Nothing but the pointer moves what is being dragged.
        Some(found) => dragged.as_ref() == Some(id) || Arc::ptr_eq(&found.shape, &moved.of),
        None => false,
    });
    if overrides.len() != count {
        *version += 1;
    }
}

/// Moves the view. Gives whether the pointer is busy with that.
pub fn pan_ui(ui: &Ui, state: &mut CanvasState, surface: &Surface<'_>) -> bool {
    let response = &surface.response;
    let has_space = surface.has_keyboard && ui.input(|input| input.key_down(Key::Space));
    let pans = surface.canvas.pan || has_space;
    let is_panning =
        response.dragged_by(PointerButton::Middle) || (pans && response.dragged_by(PointerButton::Primary));
    if is_panning {
        state.view = state.view.moved(&surface.frame, response.drag_delta());
        ui.set_cursor_icon(CursorIcon::Grabbing);
    } else if pans && response.hovered() {
        ui.set_cursor_icon(CursorIcon::Grab);
    }
    is_panning || pans
}

/// The uppermost shape at a place, and the handle met.
fn shape_at(state: &CanvasState, surface: &Surface<'_>, at: Pos2) -> Option<(Arc<Shape>, Option<usize>)> {
    let geometry_of = |shape: &Arc<Shape>| {
        shape
            .id
            .as_ref()
            .and_then(|id| state.overrides.get(id))
            .map_or_else(|| shape.geometry.clone(), |moved| moved.geometry.clone())
    };
    let shown = || state.prepared.shapes.iter().rev().filter(|prepared| prepared.shape.visible && prepared.shape.hit);
    for prepared in shown().filter(|prepared| prepared.shape.handles) {
        let nearest = handles(&geometry_of(&prepared.shape))
            .into_iter()
            .map(|handle| surface.transform.to_screen(handle).distance(at))
            .enumerate()
            .min_by(|(_, one), (_, other)| one.total_cmp(other));
        if let Some((index, distance)) = nearest
            && distance <= HANDLE_REACH
        {
            return Some((prepared.shape.clone(), Some(index)));
        }
    }
    let found = shown().find(|prepared| {
        let shape = &prepared.shape;
        let moved = shape.id.as_ref().and_then(|id| state.overrides.get(id));
        let (least, greatest) = moved.map_or(prepared.bounds, |moved| bounds(&moved.geometry));
        let reach = REACH
            + shape.stroke_width.min(40.0) / 2.0
            + match shape.geometry {
                Geometry::Point { radius, .. } => radius,
                Geometry::Text { .. } => 1_000.0,
                _ => 0.0,
            };
        surface.transform.rect(least, greatest).expand(reach).contains(at)
            && is_hit(
                moved.map_or(&shape.geometry, |moved| &moved.geometry),
                shape.fill.is_some(),
                surface.transform,
                at,
                REACH + shape.stroke_width.min(40.0) / 2.0,
            )
    });
    found.map(|prepared| (prepared.shape.clone(), None))
}

/// Follows the pointer where no tool draws.
pub fn pointer_ui(ui: &Ui, state: &mut CanvasState, surface: &Surface<'_>, events: &mut Events) {
    let response = &surface.response;
    let hover = response.hover_pos();
    if state.press.is_none()
        && let Some(pointer) = hover
    {
        let met = shape_at(state, surface, pointer);
        let moves = met.as_ref().is_some_and(|(shape, _)| shape.draggable);
        let cursor = match &met {
            Some((_, Some(_))) => CursorIcon::Crosshair,
            Some((shape, None)) => {
                shape.cursor.map_or(if moves { CursorIcon::Move } else { CursorIcon::Default }, cursor_icon)
            }
            None => surface.canvas.cursor.map_or(CursorIcon::Default, cursor_icon),
        };
        ui.set_cursor_icon(cursor);
        let position = surface.point_at(pointer);
        if surface.canvas.hover && state.pointer != Some(position) {
            let shape = met.and_then(|(shape, _)| shape.id.clone());
            events.push(surface.element, "hover", with_shape(pointer_fields(ui, Some(position)), shape.as_ref()));
        }
        if surface.canvas.wheel {
            let scrolled = ui.input(|input| input.smooth_scroll_delta()).y;
            if scrolled != 0.0 {
                let fields = pointer_fields(ui, Some(position)).with("amount", f64::from(scrolled));
                events.push(surface.element, "wheel", fields);
            }
        }
    }
    if state.press.is_none() && response.contains_pointer() {
        for (button, name) in BUTTONS {
            let pressed = ui.input(|input| input.pointer.button_pressed(button));
            if pressed && let Some(at) = ui.input(|input| input.pointer.interact_pos()) {
                press(ui, state, surface, events, (button, name), at);
                break;
            }
        }
    }
    follow(ui, state, surface, events);
}

fn press(
    ui: &Ui,
    state: &mut CanvasState,
    surface: &Surface<'_>,
    events: &mut Events,
    (button, name): (PointerButton, &'static str),
    at: Pos2,
) {
    surface.response.request_focus();
    let met = shape_at(state, surface, at);
    let drag = met.as_ref().filter(|(shape, handle)| {
        button == PointerButton::Primary && shape.id.is_some() && (shape.draggable || handle.is_some())
    });
    let drag = drag.map(|(shape, handle)| {
        let moved = shape.id.as_ref().and_then(|id| state.overrides.get(id));
        let from = moved.map_or_else(|| shape.geometry.clone(), |moved| moved.geometry.clone());
        Drag { of: shape.clone(), from, handle: *handle }
    });
    let shape = met.and_then(|(shape, _)| shape.id.clone());
    let fields = with_shape(pointer_fields(ui, Some(surface.point_at(at))), shape.as_ref()).with("button", name);
    events.push(surface.element, "down", fields);
    state.press = Some(Press { button, name, origin: at, shape, drag, has_moved: false, last: at });
}

/// Goes on with a press, and ends it.
fn follow(ui: &Ui, state: &mut CanvasState, surface: &Surface<'_>, events: &mut Events) {
    let Some(mut press) = state.press.take() else { return };
    let (at, is_down, is_double) = ui.input(|input| {
        let pointer = &input.pointer;
        (
            pointer.latest_pos().unwrap_or(press.last),
            pointer.button_down(press.button),
            pointer.button_double_clicked(press.button),
        )
    });
    press.has_moved |= at.distance(press.origin) > STEADY;
    let has_changed = at != press.last;
    press.last = at;
    if press.has_moved && has_changed {
        match &press.drag {
            Some(drag) => {
                let geometry = dragged(drag, surface, press.origin, at);
                if let Some(id) = &drag.of.id {
                    let of = state.prepared.find(id).map_or_else(|| drag.of.clone(), |found| found.shape.clone());
                    events.push(surface.element, "drag", drag_fields(ui, surface, at, drag, &geometry));
                    state.overrides.insert(id.clone(), Override { of, geometry });
                    state.version += 1;
                }
            }
            None => {
                let fields = pointer_fields(ui, Some(surface.point_at(at))).with("button", press.name);
                events.push(surface.element, "move", with_shape(fields, press.shape.as_ref()));
            }
        }
    }
    if press.drag.is_some() {
        ui.set_cursor_icon(CursorIcon::Grabbing);
    }
    if is_down {
        state.press = Some(press);
        return;
    }
    let fields =
        || with_shape(pointer_fields(ui, Some(surface.point_at(at))), press.shape.as_ref()).with("button", press.name);
    if press.has_moved
        && let Some(drag) = &press.drag
        && let Some(moved) = drag.of.id.as_ref().and_then(|id| state.overrides.get(id))
    {
        events.push(surface.element, "drag-end", drag_fields(ui, surface, at, drag, &moved.geometry));
    }
    events.push(surface.element, "up", fields());
    if !press.has_moved {
        events.push(surface.element, "click", fields());
        if is_double {
            events.push(surface.element, "double-click", fields());
        }
    }
}

/// The form of a shape while it is dragged from one place on the screen to another.
fn dragged(drag: &Drag, surface: &Surface<'_>, origin: Pos2, at: Pos2) -> Geometry {
    match drag.handle {
        Some(handle) => with_handle_at(&drag.from, handle, surface.point_inside(at)),
        None => {
            let (from, to) = (surface.transform.to_units(origin), surface.transform.to_units(at));
            let (least, greatest) = bounds(&drag.from);
            let axis = |from: f64, to: f64, least: f64, greatest: f64, size: f64| {
                // What is inside stays inside.
                if least >= 0.0 && greatest <= size { (to - from).clamp(-least, size - greatest) } else { to - from }
            };
            let [width, height] = surface.canvas.size;
            let by: Point = [
                axis(from[0], to[0], least[0], greatest[0], width),
                axis(from[1], to[1], least[1], greatest[1], height),
            ];
            rounded(&moved(&drag.from, by), surface.transform)
        }
    }
}

fn with_shape(fields: Record, shape: Option<&Arc<str>>) -> Record {
    match shape {
        Some(shape) => fields.with("shape", &**shape),
        None => fields,
    }
}

fn drag_fields(ui: &Ui, surface: &Surface<'_>, at: Pos2, drag: &Drag, geometry: &Geometry) -> Record {
    let mut record = with_shape(pointer_fields(ui, Some(surface.point_at(at))), drag.of.id.as_ref());
    if let Some(handle) = drag.handle {
        record.set("vertex", Value::Integer(i64::try_from(handle).unwrap_or(0)));
    }
    record.with("geometry", fields(geometry))
}
