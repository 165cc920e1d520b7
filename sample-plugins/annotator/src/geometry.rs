//! Forms of annotations: from and to the fields of shapes, and their measures.

use imjoy_sdk::{Error, Record, Value, record};

/// A place in the image: column and row, in pixels.
pub type Point = [f64; 2];

/// Form of an annotation.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// One place.
    Point(Point),
    /// An open line.
    Polyline(Vec<Point>),
    /// A closed line.
    Polygon(Vec<Point>),
    /// A rectangle by its upper left corner and its size.
    Rectangle(Point, Point),
    /// An ellipse by its middle and half its width and height.
    Ellipse(Point, Point),
}

impl Geometry {
    /// The form of a shape of that type with these fields, as an event has them.
    pub fn read(shape_type: &str, fields: &Record) -> Result<Self, Error> {
        let points = || {
            let flat: Vec<f64> = fields.get_as("points")?;
            Ok::<_, Error>(flat.as_chunks::<2>().0.to_vec())
        };
        Ok(match shape_type {
            "point" => Geometry::Point(fields.get_as("position")?),
            "line" | "polyline" => Geometry::Polyline(points()?),
            "polygon" => Geometry::Polygon(points()?),
            "rectangle" => Geometry::Rectangle(fields.get_as("position")?, fields.get_as("size")?),
            "ellipse" => Geometry::Ellipse(fields.get_as("centre")?, fields.get_as("radii")?),
            other => return Err(Error::invalid(format!("the annotator draws no shape of type {other}"))),
        })
    }

    /// The type of the shape that shows it.
    pub fn shape_type(&self) -> &'static str {
        match self {
            Geometry::Point(_) => "point",
            Geometry::Polyline(points) if points.len() == 2 => "line",
            Geometry::Polyline(_) => "polyline",
            Geometry::Polygon(_) => "polygon",
            Geometry::Rectangle(..) => "rectangle",
            Geometry::Ellipse(..) => "ellipse",
        }
    }

    /// The fields of the shape that shows it.
    pub fn fields(&self) -> Record {
        match self {
            Geometry::Point(position) => record! { "position": *position },
            Geometry::Polyline(points) | Geometry::Polygon(points) => {
                record! { "points": points.iter().flatten().copied().collect::<Value>() }
            }
            Geometry::Rectangle(position, size) => record! { "position": *position, "size": *size },
            Geometry::Ellipse(centre, radii) => record! { "centre": *centre, "radii": *radii },
        }
    }

    /// Its points; of a rectangle the corners, of an ellipse 32 points on its line.
    pub fn points(&self) -> Vec<Point> {
        match self {
            Geometry::Point(position) => vec![*position],
            Geometry::Polyline(points) | Geometry::Polygon(points) => points.clone(),
            Geometry::Rectangle([x, y], [width, height]) => {
                vec![[*x, *y], [x + width, *y], [x + width, y + height], [*x, y + height]]
            }
            Geometry::Ellipse([x, y], [width, height]) => (0..32u8)
                .map(|step| {
                    let (sine, cosine) = (f64::from(step) / 32.0 * std::f64::consts::TAU).sin_cos();
                    [x + width * cosine, y + height * sine]
                })
                .collect(),
        }
    }

    /// Length of the line or outline in pixels; nothing for a point.
    pub fn length(&self) -> Option<f64> {
        match self {
            Geometry::Point(_) => None,
            Geometry::Polyline(points) => Some(path(points)),
            Geometry::Polygon(points) => Some(closed(points)),
            Geometry::Rectangle(_, [width, height]) => Some(2.0 * (width + height)),
            Geometry::Ellipse(_, [a, b]) => {
                // Ramanujan's second formula.
                let (sum, difference) = (a + b, a - b);
                let h = if sum > 0.0 { (difference / sum).powi(2) } else { 0.0 };
                Some(std::f64::consts::PI * sum * (1.0 + 3.0 * h / (10.0 + (4.0 - 3.0 * h).sqrt())))
            }
        }
    }

    /// Area in pixels; nothing for what encloses none.
    pub fn area(&self) -> Option<f64> {
        match self {
            Geometry::Point(_) | Geometry::Polyline(_) => None,
            Geometry::Polygon(points) => Some(area(points)),
            Geometry::Rectangle(_, [width, height]) => Some(width * height),
            Geometry::Ellipse(_, [a, b]) => Some(std::f64::consts::PI * a * b),
        }
    }
}

fn path(points: &[Point]) -> f64 {
    points.iter().zip(points.iter().skip(1)).map(|([x1, y1], [x2, y2])| (x2 - x1).hypot(y2 - y1)).sum()
}

fn closed(points: &[Point]) -> f64 {
    let last = match (points.first(), points.last()) {
        (Some([x1, y1]), Some([x2, y2])) => (x2 - x1).hypot(y2 - y1),
        _ => 0.0,
    };
    path(points) + last
}

/// By the shoelace formula.
fn area(points: &[Point]) -> f64 {
    let next = points.iter().cycle().skip(1);
    (points.iter().zip(next).map(|([x1, y1], [x2, y2])| x1 * y2 - x2 * y1).sum::<f64>() / 2.0).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures() {
        let triangle = Geometry::Polygon(vec![[0.0, 0.0], [4.0, 0.0], [4.0, 3.0]]);
        assert_eq!((triangle.length(), triangle.area()), (Some(12.0), Some(6.0)));
        let rectangle = Geometry::Rectangle([1.0, 1.0], [4.0, 3.0]);
        assert_eq!((rectangle.length(), rectangle.area()), (Some(14.0), Some(12.0)));
        let circle = Geometry::Ellipse([0.0, 0.0], [2.0, 2.0]);
        assert!((circle.length().unwrap() - 4.0 * std::f64::consts::PI).abs() < 1e-9);
        assert!((circle.area().unwrap() - 4.0 * std::f64::consts::PI).abs() < 1e-9);
        let line = Geometry::Polyline(vec![[0.0, 0.0], [3.0, 4.0]]);
        assert_eq!((line.length(), line.area(), line.shape_type()), (Some(5.0), None, "line"));
        assert_eq!(Geometry::Point([1.0, 2.0]).length(), None);
    }

    #[test]
    fn fields_come_back() {
        for geometry in [
            Geometry::Point([1.0, 2.0]),
            Geometry::Polyline(vec![[0.0, 0.0], [3.0, 4.0], [5.0, 4.0]]),
            Geometry::Polygon(vec![[0.0, 0.0], [4.0, 0.0], [4.0, 3.0]]),
            Geometry::Rectangle([1.0, 1.0], [4.0, 3.0]),
            Geometry::Ellipse([1.0, 1.0], [4.0, 3.0]),
        ] {
            assert_eq!(Geometry::read(geometry.shape_type(), &geometry.fields()), Ok(geometry));
        }
        assert!(Geometry::read("image", &record! {}).is_err());
        assert!(Geometry::read("polygon", &record! {}).is_err());
    }
}
