//! Shapes of a canvas.

use super::canvas::CURSORS;
use super::fields::{Fields, numbers};
use super::path::Path;
use super::{Colour, Cursor, MOST_POINTS};
use crate::error::CallError;
use crate::value::{Record, Value};
use std::sync::Arc;

/// A place in a canvas: x to the right, y downwards.
pub type Point = [f64; 2];

/// A painted shape.
///
/// Fields as plugins write them: `type` (`point`, `line`, `polyline`, `polygon`,
/// `rectangle`, `ellipse`, `circle`, `text`, `image`), `id` (unique in its canvas),
/// `visible`, `stroke` and `fill` (colours), `stroke_width`, `stroke_unit` (`points`,
/// `units`), `dashed`, `cursor`, `draggable` (can be moved), `handles` (its points can be
/// moved one by one), `hit` (whether the pointer meets it; default true), and those of its
/// geometry: `points` (pairs, or numbers x, y, x, y …); of a point `position`, `radius` in
/// points; of a rectangle and an image `position`, `size`; of an ellipse `centre`,
/// `radii`; of a circle `centre`, `radius`; of a text `position`, `text`, `font_size`,
/// `font_unit`, `align` (`left`, `centre`, `right`), `background`.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// By which it is changed and named in events.
    pub id: Option<Arc<str>>,
    /// Whether it is painted.
    pub visible: bool,
    /// Its form.
    pub geometry: Geometry,
    /// Colour of its outline.
    pub stroke: Option<Colour>,
    /// Width of its outline.
    pub stroke_width: f32,
    /// What the width is counted in.
    pub stroke_unit: Unit,
    /// Whether its outline is dashed.
    pub dashed: bool,
    /// Colour of its inside.
    pub fill: Option<Colour>,
    /// Pointer over it.
    pub cursor: Option<Cursor>,
    /// Whether the user can move it.
    pub draggable: bool,
    /// Whether the user can move its points one by one.
    pub handles: bool,
    /// Whether the pointer meets it.
    pub hit: bool,
    /// The fields as the plugin wrote them.
    pub(super) fields: Record,
}

/// What a length is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Points of the screen, however near one has zoomed.
    Points,
    /// Units of the canvas.
    Units,
}

/// Form of a shape, in units of the canvas.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// A mark.
    Point {
        /// Where.
        position: Point,
        /// Its radius in points of the screen.
        radius: f32,
    },
    /// An open line through points, two at least.
    Polyline(Arc<[Point]>),
    /// A closed line through points, three at least.
    Polygon(Arc<[Point]>),
    /// A rectangle.
    Rectangle {
        /// Upper left corner.
        position: Point,
        /// Width and height.
        size: Point,
    },
    /// An ellipse.
    Ellipse {
        /// Its middle.
        centre: Point,
        /// Half its width and height.
        radii: Point,
    },
    /// A text.
    Text {
        /// Middle of the line's height; its left end, middle or right end.
        position: Point,
        /// The text.
        text: Arc<str>,
        /// Height of the letters.
        font_size: f32,
        /// What that is counted in.
        font_unit: Unit,
        /// Where the position is in the text.
        align: TextAlign,
        /// Behind the text.
        background: Option<Colour>,
    },
    /// An image.
    Image {
        /// Upper left corner.
        position: Point,
        /// Width and height.
        size: Point,
        /// The image, as in a window of type `imjoy/image`.
        data: Value,
        /// How it is shown, as in such a window.
        config: Value,
    },
}

/// Where the position of a text is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAlign {
    /// At its left end.
    Left,
    /// In its middle.
    Centre,
    /// At its right end.
    Right,
}

impl Shape {
    /// About how many bytes it holds.
    pub(super) fn held_bytes(&self) -> usize {
        std::mem::size_of::<Shape>() + self.fields.iter().map(|(_, value)| value.held_bytes() + 16).sum::<usize>()
    }

    /// Number of points.
    pub(super) fn points(&self) -> usize {
        match &self.geometry {
            Geometry::Polyline(points) | Geometry::Polygon(points) => points.len(),
            _ => 1,
        }
    }
}

const TYPES: &str = "point, line, polyline, polygon, rectangle, ellipse, circle, text, image";

/// Reads a shape from its fields.
pub(super) fn read_shape(record: Record, path: &Path<'_>) -> Result<Shape, CallError> {
    let mut fields = Fields::new(&record, path, "a shape")?;
    let shape = read_fields(&mut fields)?;
    fields.finish()?;
    Ok(Shape { fields: record, ..shape })
}

fn read_fields(fields: &mut Fields<'_>) -> Result<Shape, CallError> {
    Ok(Shape {
        id: fields.text("id")?,
        geometry: geometry(fields)?,
        visible: fields.boolean("visible", true)?,
        stroke: fields.colour("stroke")?,
        stroke_width: fields.length("stroke_width")?.unwrap_or(1.5),
        stroke_unit: unit(fields, "stroke_unit")?,
        dashed: fields.boolean("dashed", false)?,
        fill: fields.colour("fill")?,
        cursor: fields.word("cursor", CURSORS)?,
        draggable: fields.boolean("draggable", false)?,
        handles: fields.boolean("handles", false)?,
        hit: fields.boolean("hit", true)?,
        fields: Record::new(),
    })
}

fn geometry(fields: &mut Fields<'_>) -> Result<Geometry, CallError> {
    Ok(match fields.element_type() {
        "point" => Geometry::Point {
            position: pair(fields, "position")?,
            radius: fields.length("radius")?.unwrap_or(5.0).min(1000.0),
        },
        "line" | "polyline" => Geometry::Polyline(points(fields, 2)?),
        "polygon" => Geometry::Polygon(points(fields, 3)?),
        "rectangle" => Geometry::Rectangle { position: pair(fields, "position")?, size: pair(fields, "size")? },
        "ellipse" => Geometry::Ellipse { centre: pair(fields, "centre")?, radii: pair(fields, "radii")? },
        "circle" => {
            let radius = fields.needed_number("radius")?;
            Geometry::Ellipse { centre: pair(fields, "centre")?, radii: [radius, radius] }
        }
        "text" => Geometry::Text {
            position: pair(fields, "position")?,
            text: fields.written("text")?,
            font_size: fields.length("font_size")?.unwrap_or(13.0),
            font_unit: unit(fields, "font_unit")?,
            align: fields
                .word(
                    "align",
                    &[("left", TextAlign::Left), ("centre", TextAlign::Centre), ("right", TextAlign::Right)],
                )?
                .unwrap_or(TextAlign::Left),
            background: fields.colour("background")?,
        },
        "image" => Geometry::Image {
            position: match fields.get("position") {
                Some(_) => pair(fields, "position")?,
                None => [0.0, 0.0],
            },
            size: pair(fields, "size")?,
            data: fields.get("src").cloned().ok_or_else(|| fields.missing("src", "an array, a file or a data URL"))?,
            config: fields.get("config").cloned().unwrap_or_default(),
        },
        _ => return Err(fields.unknown_type("shape", TYPES)),
    })
}

fn unit(fields: &mut Fields<'_>, name: &'static str) -> Result<Unit, CallError> {
    Ok(fields.word(name, &[("points", Unit::Points), ("units", Unit::Units)])?.unwrap_or(Unit::Points))
}

fn pair(fields: &mut Fields<'_>, name: &'static str) -> Result<Point, CallError> {
    match fields.numbers(name)?.as_deref() {
        Some([x, y]) => Ok([*x, *y]),
        Some(_) => Err(fields.refused(name, "must be two numbers")),
        None => Err(fields.missing(name, "two numbers")),
    }
}

fn points(fields: &mut Fields<'_>, least: usize) -> Result<Arc<[Point]>, CallError> {
    let Some(value) = fields.get("points") else {
        return Err(fields.missing("points", "a list of pairs of numbers"));
    };
    let flat = numbers(value).or_else(|| {
        let Value::List(pairs) = value else { return None };
        let mut flat = Vec::with_capacity(pairs.len() * 2);
        for pair in pairs {
            let pair = numbers(pair)?;
            if pair.len() != 2 {
                return None;
            }
            flat.extend(pair);
        }
        Some(flat)
    });
    let points: Vec<Point> = match flat {
        Some(flat) if flat.len() % 2 == 0 => flat.as_chunks::<2>().0.to_vec(),
        _ => return Err(fields.wrong("points", "a list of pairs of finite numbers", value)),
    };
    if points.len() < least {
        return Err(fields.refused("points", &format!("must be at least {least}")));
    }
    if points.len() > MOST_POINTS {
        return Err(fields.too_many("points", MOST_POINTS));
    }
    Ok(points.into())
}
