//! The tools that draw: the host follows the pointer, the plugin gets the finished shape.

use super::geometry::fields;
use super::paint::Brush;
use super::view::Transform;
use super::{CanvasState, Surface, pointer_fields};
use crate::windows::interface::events::Events;
use crate::windows::interface::labels::colour32;
use egui::{Color32, CursorIcon, Painter, PointerButton, Pos2, Stroke, Ui};
use imjoy_engine::interface::{Colour, DrawTool, Geometry, Point};
use imjoy_engine::value::Record;

/// How near the first point a click closes a polygon, in points.
const CLOSE_REACH: f32 = 9.0;
/// How far the pointer goes before a line, rectangle or ellipse counts as dragged.
const STEADY: f32 = 3.0;
/// Distance of the points of a freehand line, in points.
const FREEHAND_STEP: f32 = 3.0;
/// Most points of a drawing.
const MOST_POINTS: usize = 20_000;

/// What is being drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    tool: DrawTool,
    points: Vec<Point>,
    /// Where the pointer is.
    end: Point,
    /// Where the button went down, on the screen.
    origin: Pos2,
}

impl Sketch {
    /// The shape that it makes; none while there are too few points.
    fn geometry(&self) -> Option<Geometry> {
        let first = *self.points.first()?;
        let [x, y] = [first[0].min(self.end[0]), first[1].min(self.end[1])];
        let [width, height] = [(first[0] - self.end[0]).abs(), (first[1] - self.end[1]).abs()];
        match self.tool {
            DrawTool::Point => Some(Geometry::Point { position: first, radius: 5.0 }),
            DrawTool::Line => (first != self.end).then(|| Geometry::Polyline([first, self.end].into())),
            DrawTool::Rectangle => {
                (width > 0.0 && height > 0.0).then_some(Geometry::Rectangle { position: [x, y], size: [width, height] })
            }
            DrawTool::Ellipse => (width > 0.0 && height > 0.0).then(|| Geometry::Ellipse {
                centre: [x + width / 2.0, y + height / 2.0],
                radii: [width / 2.0, height / 2.0],
            }),
            DrawTool::Polyline => (self.points.len() >= 2).then(|| Geometry::Polyline(self.points.clone().into())),
            DrawTool::Polygon | DrawTool::Freehand => {
                (self.points.len() >= 3).then(|| Geometry::Polygon(self.points.clone().into()))
            }
        }
    }

    /// Takes the last point back. Gives whether any is left.
    pub fn take_back(&mut self) -> bool {
        self.points.pop();
        !self.points.is_empty()
    }

    /// Whether points are set one by one.
    pub fn takes_points(&self) -> bool {
        matches!(self.tool, DrawTool::Polyline | DrawTool::Polygon)
    }
}

/// Ends the drawing, if it makes a shape.
pub fn finish(ui: &Ui, state: &mut CanvasState, surface: &Surface<'_>, events: &mut Events) {
    let Some(sketch) = state.sketch.take() else { return };
    let Some(geometry) = sketch.geometry() else { return };
    let shape_type = match sketch.tool {
        DrawTool::Freehand => DrawTool::Polygon.name(),
        tool => tool.name(),
    };
    let mut drawn = Record::new().with("type", shape_type);
    drawn.merge(fields(&geometry));
    let record = pointer_fields(ui, Some(sketch.end)).with("drawn", drawn);
    events.push(surface.element, "draw", record);
    state.ghost = Some((sketch, surface.canvas.shapes.clone()));
}

/// Follows the pointer with a tool.
pub fn draw_ui(ui: &Ui, state: &mut CanvasState, surface: &Surface<'_>, events: &mut Events) {
    let Some(tool) = surface.canvas.draw else { return };
    if state.sketch.as_ref().is_some_and(|sketch| sketch.tool != tool) {
        state.sketch = None;
    }
    let (at, pressed, released, is_double, ends, shift) = ui.input(|input| {
        let pointer = &input.pointer;
        (
            pointer.latest_pos(),
            pointer.button_pressed(PointerButton::Primary),
            pointer.button_released(PointerButton::Primary),
            pointer.button_double_clicked(PointerButton::Primary),
            pointer.button_pressed(PointerButton::Secondary),
            input.modifiers.shift,
        )
    });
    if surface.response.hovered() {
        ui.set_cursor_icon(CursorIcon::Crosshair);
    }
    let Some(at) = at else { return };
    let place = surface.point_inside(at);
    if let Some(sketch) = &mut state.sketch {
        sketch.end = match (tool, sketch.points.first()) {
            (DrawTool::Rectangle | DrawTool::Ellipse, Some(first)) if shift => square(*first, place),
            _ => place,
        };
        if tool == DrawTool::Freehand
            && sketch.points.len() < MOST_POINTS
            && sketch.points.last().is_none_or(|last| surface.transform.to_screen(*last).distance(at) >= FREEHAND_STEP)
        {
            sketch.points.push(place);
        }
    }
    if pressed && surface.response.contains_pointer() {
        surface.response.request_focus();
        press(ui, state, surface, events, tool, at);
    }
    if ends && surface.response.contains_pointer() && state.sketch.as_ref().is_some_and(Sketch::takes_points) {
        finish(ui, state, surface, events);
    }
    if is_double && state.sketch.as_ref().is_some_and(Sketch::takes_points) {
        // The second click has set the last point again, or almost there.
        if let Some(sketch) = &mut state.sketch {
            while let [.., before, last] = &*sketch.points
                && surface.transform.to_screen(*before).distance(surface.transform.to_screen(*last)) < CLOSE_REACH
            {
                sketch.points.pop();
            }
        }
        finish(ui, state, surface, events);
    }
    let is_dragged_tool = matches!(tool, DrawTool::Line | DrawTool::Rectangle | DrawTool::Ellipse | DrawTool::Freehand);
    if released
        && is_dragged_tool
        && let Some(sketch) = &state.sketch
        // A click only starts; the next one ends.
        && (tool == DrawTool::Freehand || sketch.origin.distance(at) > STEADY)
    {
        finish(ui, state, surface, events);
    }
}

fn press(ui: &Ui, state: &mut CanvasState, surface: &Surface<'_>, events: &mut Events, tool: DrawTool, at: Pos2) {
    let place = surface.point_inside(at);
    let Some(sketch) = &mut state.sketch else {
        state.sketch = Some(Sketch { tool, points: vec![place], end: place, origin: at });
        if tool == DrawTool::Point {
            finish(ui, state, surface, events);
        }
        return;
    };
    match tool {
        DrawTool::Polyline | DrawTool::Polygon => {
            let closes = tool == DrawTool::Polygon
                && sketch.points.len() >= 3
                && sketch
                    .points
                    .first()
                    .is_some_and(|first| surface.transform.to_screen(*first).distance(at) <= CLOSE_REACH);
            if closes {
                finish(ui, state, surface, events);
            } else if sketch.points.len() < MOST_POINTS {
                sketch.points.push(place);
            }
        }
        // The second click of a shape that is not dragged.
        _ => sketch.origin = Pos2::new(f32::MIN, f32::MIN),
    }
}

fn square(first: Point, end: Point) -> Point {
    let side = (end[0] - first[0]).abs().max((end[1] - first[1]).abs());
    [first[0] + side.copysign(end[0] - first[0]), first[1] + side.copysign(end[1] - first[1])]
}

/// Paints what is being drawn, and what the plugin has not answered yet.
pub fn sketch_ui(ui: &Ui, painter: &Painter, state: &CanvasState, surface: &Surface<'_>) {
    let colour = colour32(surface.canvas.draw_colour.unwrap_or(Colour::Accent), ui.visuals());
    for (sketch, is_finished) in
        state.sketch.iter().map(|sketch| (sketch, false)).chain(state.ghost.iter().map(|(ghost, _)| (ghost, true)))
    {
        let mut brush = Brush::new(ui, painter.clip_rect(), surface.transform);
        outline(&mut brush, sketch, is_finished, surface.transform, colour);
        painter.add(egui::Shape::mesh(brush.take()));
        if !is_finished && sketch.takes_points() {
            for (index, point) in sketch.points.iter().enumerate() {
                let radius = if index == 0 { 4.5 } else { 3.0 };
                painter.circle(surface.transform.to_screen(*point), radius, Color32::WHITE, Stroke::new(1.5, colour));
            }
        }
    }
}

fn outline(brush: &mut Brush<'_>, sketch: &Sketch, is_finished: bool, transform: Transform, colour: Color32) {
    let stroke = Stroke::new(1.5, colour);
    let screen = |points: &[Point]| points.iter().map(|point| transform.to_screen(*point)).collect::<Vec<_>>();
    let mut points = screen(&sketch.points);
    if !is_finished && sketch.takes_points() {
        points.push(transform.to_screen(sketch.end));
    }
    match sketch.tool {
        DrawTool::Polyline => brush.line(points, false, stroke, false),
        DrawTool::Polygon | DrawTool::Freehand => brush.line(points, is_finished, stroke, false),
        DrawTool::Line => {
            points.push(transform.to_screen(sketch.end));
            brush.line(points, false, stroke, false);
        }
        DrawTool::Rectangle | DrawTool::Ellipse | DrawTool::Point => {
            if let Some(first) = points.first() {
                let rect = egui::Rect::from_two_pos(*first, transform.to_screen(sketch.end));
                match sketch.tool {
                    DrawTool::Rectangle => brush.line(
                        vec![rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()],
                        true,
                        stroke,
                        false,
                    ),
                    DrawTool::Ellipse => {
                        brush.line(super::paint::ellipse_points(rect.center(), rect.size() / 2.0), true, stroke, false);
                    }
                    _ => brush.line(super::paint::ellipse_points(*first, egui::Vec2::splat(5.0)), true, stroke, false),
                }
            }
        }
    }
}
