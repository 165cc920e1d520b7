//! The canvas and its shapes.

use super::Element;
use crate::{Record, Value};

/// A surface of `width` × `height` units on which shapes are painted, the first below the
/// others. By [`with`](Element::with) it takes `draw` (a tool that the host carries out:
/// `point`, `line`, `polyline`, `polygon`, `rectangle`, `ellipse`, `freehand`),
/// `draw_colour`, `pan`, `zoomable`, `aspect` (`keep`, `stretch`), `background`, `cursor`,
/// and `hover`, `wheel`, `keys`, `drop` (of files) for further events.
///
/// ```
/// use imjoy_sdk::interface::{canvas, circle, rectangle};
/// let picture = canvas("picture", 100.0, 50.0, [
///     rectangle([0.0, 0.0], [100.0, 50.0]).fill("#223344"),
///     circle([20.0, 20.0], 8.0).id("sun").fill("gold").draggable(true),
/// ]);
/// ```
pub fn canvas(id: &str, width: f64, height: f64, shapes: impl IntoIterator<Item = Shape>) -> Element {
    Element::new("canvas").id(id).with("size", [width, height]).with("shapes", shapes.into_iter().collect::<Value>())
}

/// A painted shape. Lengths are in units of the canvas where nothing else is said.
///
/// ```
/// use imjoy_sdk::interface::polygon;
/// let triangle = polygon([[0.0, 0.0], [4.0, 0.0], [0.0, 3.0]]).id("t").stroke("red").fill("#ff000040").handles(true);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Shape(Record);

impl From<Shape> for Value {
    fn from(shape: Shape) -> Self {
        Value::Record(shape.0)
    }
}

impl Shape {
    /// A shape of that type with nothing else.
    ///
    /// ```
    /// let mark = imjoy_sdk::interface::Shape::new("point").with("position", [1.0, 2.0]);
    /// ```
    pub fn new(shape_type: &str) -> Self {
        Shape(Record::new().with("type", shape_type))
    }

    /// A shape of given fields, such as the [`drawn`](super::Interaction::drawn) one of an
    /// event.
    ///
    /// ```
    /// use imjoy_sdk::{interface::Shape, record};
    /// let mark = Shape::from_record(record! { "type": "point", "position": vec![1.0, 2.0] });
    /// ```
    pub fn from_record(record: Record) -> Self {
        Shape(record)
    }

    /// The shape with a field set.
    ///
    /// ```
    /// let line = imjoy_sdk::interface::line([0.0, 0.0], [1.0, 1.0]).with("dashed", true);
    /// ```
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name, value);
        self
    }

    /// By which it is changed and named in events; unique in its canvas.
    ///
    /// ```
    /// let mark = imjoy_sdk::interface::point([1.0, 2.0]).id("first");
    /// ```
    pub fn id(self, id: &str) -> Self {
        self.with("id", id)
    }

    /// Colour of its outline.
    ///
    /// ```
    /// let mark = imjoy_sdk::interface::point([1.0, 2.0]).stroke("#ff8000");
    /// ```
    pub fn stroke(self, colour: &str) -> Self {
        self.with("stroke", colour)
    }

    /// Width of its outline in points of the screen.
    ///
    /// ```
    /// let line = imjoy_sdk::interface::line([0.0, 0.0], [1.0, 1.0]).stroke_width(3.0);
    /// ```
    pub fn stroke_width(self, points: f64) -> Self {
        self.with("stroke_width", points)
    }

    /// Colour of its inside, or of a text.
    ///
    /// ```
    /// let disc = imjoy_sdk::interface::circle([5.0, 5.0], 2.0).fill("#ff800080");
    /// ```
    pub fn fill(self, colour: &str) -> Self {
        self.with("fill", colour)
    }

    /// Whether the user can move it.
    ///
    /// ```
    /// let disc = imjoy_sdk::interface::circle([5.0, 5.0], 2.0).id("disc").draggable(true);
    /// ```
    pub fn draggable(self, draggable: bool) -> Self {
        self.with("draggable", draggable)
    }

    /// Whether the user can move its points one by one.
    ///
    /// ```
    /// let line = imjoy_sdk::interface::line([0.0, 0.0], [1.0, 1.0]).id("line").handles(true);
    /// ```
    pub fn handles(self, handles: bool) -> Self {
        self.with("handles", handles)
    }
}

/// Coordinates one after the other, which is the shortest way to write them.
fn flat(points: impl IntoIterator<Item = [f64; 2]>) -> Value {
    points.into_iter().flatten().collect()
}

/// A mark of a size that does not change with the zoom.
///
/// ```
/// let mark = imjoy_sdk::interface::point([1.0, 2.0]);
/// ```
pub fn point(position: [f64; 2]) -> Shape {
    Shape::new("point").with("position", position)
}

/// A line between two points.
///
/// ```
/// let line = imjoy_sdk::interface::line([0.0, 0.0], [4.0, 3.0]);
/// ```
pub fn line(start: [f64; 2], end: [f64; 2]) -> Shape {
    Shape::new("line").with("points", flat([start, end]))
}

/// An open line through points.
///
/// ```
/// let path = imjoy_sdk::interface::polyline([[0.0, 0.0], [4.0, 3.0], [8.0, 0.0]]);
/// ```
pub fn polyline(points: impl IntoIterator<Item = [f64; 2]>) -> Shape {
    Shape::new("polyline").with("points", flat(points))
}

/// A closed line through points.
///
/// ```
/// let triangle = imjoy_sdk::interface::polygon([[0.0, 0.0], [4.0, 3.0], [8.0, 0.0]]);
/// ```
pub fn polygon(points: impl IntoIterator<Item = [f64; 2]>) -> Shape {
    Shape::new("polygon").with("points", flat(points))
}

/// A rectangle by its upper left corner and its size.
///
/// ```
/// let frame = imjoy_sdk::interface::rectangle([1.0, 1.0], [4.0, 3.0]);
/// ```
pub fn rectangle(position: [f64; 2], size: [f64; 2]) -> Shape {
    Shape::new("rectangle").with("position", position).with("size", size)
}

/// An ellipse by its middle and half its width and height.
///
/// ```
/// let oval = imjoy_sdk::interface::ellipse([5.0, 5.0], [4.0, 2.0]);
/// ```
pub fn ellipse(centre: [f64; 2], radii: [f64; 2]) -> Shape {
    Shape::new("ellipse").with("centre", centre).with("radii", radii)
}

/// A circle.
///
/// ```
/// let disc = imjoy_sdk::interface::circle([5.0, 5.0], 2.0);
/// ```
pub fn circle(centre: [f64; 2], radius: f64) -> Shape {
    Shape::new("circle").with("centre", centre).with("radius", radius)
}

/// A text beside a place.
///
/// ```
/// let name = imjoy_sdk::interface::shape_text([5.0, 5.0], "cell 3").fill("white");
/// ```
pub fn shape_text(position: [f64; 2], text: &str) -> Shape {
    Shape::new("text").with("position", position).with("text", text)
}

/// An image in a rectangle: an array, a file, bytes or a data URL.
///
/// ```
/// use imjoy_sdk::{NdArray, interface::shape_image};
/// let picture = shape_image([0.0, 0.0], [8.0, 8.0], NdArray::<u8>::zeros([8, 8])?);
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
pub fn shape_image(position: [f64; 2], size: [f64; 2], source: impl Into<Value>) -> Shape {
    Shape::new("image").with("position", position).with("size", size).with("src", source)
}
