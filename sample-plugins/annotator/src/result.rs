//! Annotations as data for other plugins and programs.

use crate::document::{Annotation, Document};
use crate::geometry::{Geometry, Point};
use imjoy_sdk::{Record, Value, list, record};

/// One record for each annotation: `type`, `class`, `colour`, `coordinates` (pairs of
/// column and row), `length` and `area` in pixels.
pub fn records(document: &Document) -> Vec<Record> {
    document
        .annotations()
        .iter()
        .map(|annotation| {
            record! {
                "number": annotation.number,
                "type": annotation.geometry.shape_type(),
                "class": annotation.class.as_str(),
                "colour": annotation.colour.as_str(),
                "coordinates": coordinates(&annotation.geometry.points()),
                "length": annotation.geometry.length(),
                "area": annotation.geometry.area(),
            }
        })
        .collect()
}

/// One row for each annotation, without coordinates.
pub fn rows(document: &Document) -> Vec<Record> {
    document.annotations().iter().map(row).collect()
}

fn row(annotation: &Annotation) -> Record {
    let rounded = |number: Option<f64>| number.map(|number| (number * 10.0).round() / 10.0);
    record! {
        "#": annotation.number,
        "type": annotation.geometry.shape_type(),
        "class": annotation.class.as_str(),
        "length": rounded(annotation.geometry.length()),
        "area": rounded(annotation.geometry.area()),
    }
}

/// A GeoJSON feature collection, in pixels, y downwards.
pub fn geo_json(document: &Document) -> Record {
    let features: Vec<Record> = document
        .annotations()
        .iter()
        .map(|annotation| {
            let (kind, coordinates) = match &annotation.geometry {
                Geometry::Point([x, y]) => ("Point", list![*x, *y]),
                Geometry::Polyline(points) => ("LineString", coordinates(points)),
                closed => {
                    let mut ring = closed.points();
                    // A ring of GeoJSON ends where it begins.
                    ring.extend(ring.first().copied());
                    ("Polygon", list![coordinates(&ring)])
                }
            };
            record! {
                "type": "Feature",
                "geometry": record! { "type": kind, "coordinates": coordinates },
                "properties": record! { "class": annotation.class.as_str(), "colour": annotation.colour.as_str() },
            }
        })
        .collect();
    record! { "type": "FeatureCollection", "features": features }
}

fn coordinates(points: &[Point]) -> Value {
    points.iter().map(|[x, y]| list![*x, *y]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_closed() {
        let mut document = Document::default();
        document.add(Geometry::Rectangle([1.0, 1.0], [4.0, 3.0]), "cell", "#ff0000");
        let features: Vec<Record> = geo_json(&document).get_as("features").unwrap();
        let geometry: Record = features[0].get_as("geometry").unwrap();
        let rings: Vec<Vec<[f64; 2]>> = geometry.get_as("coordinates").unwrap();
        assert_eq!(rings, [[[1.0, 1.0], [5.0, 1.0], [5.0, 4.0], [1.0, 4.0], [1.0, 1.0]]]);
        assert_eq!(records(&document)[0].get("area"), Some(&12.0.into()));
    }
}
