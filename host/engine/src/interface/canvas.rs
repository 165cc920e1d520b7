//! The element `canvas`: a surface with a coordinate system of its own.

use super::fields::Fields;
use super::parse::read_shapes;
use super::path::Path;
use super::{Colour, Shape};
use crate::error::CallError;
use std::sync::Arc;

/// A surface on which shapes are painted in their order.
///
/// Fields as plugins write them: `label`, `size` (`[width, height]` in units of its own,
/// y downwards), `aspect` (`keep`, `stretch`), `background`, `zoomable` (default true),
/// `pan` (the primary button moves the view), `cursor`, `draw` (a tool: `point`, `line`,
/// `polyline`, `polygon`, `rectangle`, `ellipse`, `freehand`), `draw_colour`, `hover`,
/// `wheel`, `keys`, `drop` (which further events are wanted), `shapes`.
///
/// Drawing with a tool and dragging of shapes are done by the host, so that they are
/// smooth however slow the plugin is; the plugin learns the result.
#[derive(Clone, Debug, PartialEq)]
pub struct Canvas {
    /// Its name for people who cannot see it.
    pub label: Arc<str>,
    /// Width and height in units of its own.
    pub size: [f64; 2],
    /// Whether both axes have one scale.
    pub aspect: Aspect,
    /// Behind the shapes; that behind images when absent.
    pub background: Option<Colour>,
    /// Whether the user can zoom.
    pub zoomable: bool,
    /// Whether the primary button moves the view.
    pub pan: bool,
    /// Pointer over the surface.
    pub cursor: Option<Cursor>,
    /// What the user draws.
    pub draw: Option<DrawTool>,
    /// Colour of what is being drawn.
    pub draw_colour: Option<Colour>,
    /// Whether `hover` events are wanted.
    pub hover: bool,
    /// Whether `wheel` events are wanted; then the wheel does not zoom.
    pub wheel: bool,
    /// Whether `key` events are wanted.
    pub keys: bool,
    /// Whether `drop` events are wanted: of files that the user lets go over it.
    pub takes_files: bool,
    /// What is painted, the first below the others.
    pub shapes: Arc<[Arc<Shape>]>,
}

/// How the units of a canvas become points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// One scale for both axes.
    Keep,
    /// All the room is used.
    Stretch,
}

/// Look of the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// An arrow.
    Default,
    /// A cross.
    Crosshair,
    /// A hand that points.
    Pointer,
    /// An open hand.
    Grab,
    /// Arrows to all sides.
    Move,
    /// For text.
    Text,
    /// Not here.
    NotAllowed,
}

/// What the user draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawTool {
    /// One point: a click.
    Point,
    /// Two points: a drag.
    Line,
    /// Points by clicks.
    Polyline,
    /// Points by clicks, closed.
    Polygon,
    /// Two corners: a drag.
    Rectangle,
    /// Two corners of its box: a drag.
    Ellipse,
    /// Points along a drag, closed.
    Freehand,
}

impl DrawTool {
    /// The tool as plugins write it; also the type of shape that it makes, save
    /// `freehand`, which makes a polygon.
    pub fn name(self) -> &'static str {
        TOOLS.iter().find(|(_, tool)| *tool == self).map_or("", |(name, _)| name)
    }
}

const TOOLS: &[(&str, DrawTool)] = &[
    ("point", DrawTool::Point),
    ("line", DrawTool::Line),
    ("polyline", DrawTool::Polyline),
    ("polygon", DrawTool::Polygon),
    ("rectangle", DrawTool::Rectangle),
    ("ellipse", DrawTool::Ellipse),
    ("freehand", DrawTool::Freehand),
];

pub(super) const CURSORS: &[(&str, Cursor)] = &[
    ("default", Cursor::Default),
    ("crosshair", Cursor::Crosshair),
    ("pointer", Cursor::Pointer),
    ("grab", Cursor::Grab),
    ("move", Cursor::Move),
    ("text", Cursor::Text),
    ("not-allowed", Cursor::NotAllowed),
];

/// Reads a canvas; without a field `shapes` it keeps `kept`.
pub(super) fn read_canvas(
    fields: &mut Fields<'_>,
    path: &Path<'_>,
    kept: Option<Arc<[Arc<Shape>]>>,
) -> Result<Canvas, CallError> {
    let size = match fields.numbers("size")?.as_deref() {
        Some([width, height]) if *width > 0.0 && *height > 0.0 => [*width, *height],
        Some(_) => return Err(fields.refused("size", "must be two numbers above 0: width and height")),
        None => return Err(fields.missing("size", "[width, height] in units of its own")),
    };
    let shapes = match fields.list("shapes")? {
        Some(list) => read_shapes(list, path)?,
        None => kept.unwrap_or_default(),
    };
    Ok(Canvas {
        label: fields.text("label")?.unwrap_or_else(|| "Canvas".into()),
        size,
        aspect: fields.word("aspect", &[("keep", Aspect::Keep), ("stretch", Aspect::Stretch)])?.unwrap_or(Aspect::Keep),
        background: fields.colour("background")?,
        zoomable: fields.boolean("zoomable", true)?,
        pan: fields.boolean("pan", false)?,
        cursor: fields.word("cursor", CURSORS)?,
        draw: fields.word("draw", TOOLS)?,
        draw_colour: fields.colour("draw_colour")?,
        hover: fields.boolean("hover", false)?,
        wheel: fields.boolean("wheel", false)?,
        keys: fields.boolean("keys", false)?,
        takes_files: fields.boolean("drop", false)?,
        shapes,
    })
}
