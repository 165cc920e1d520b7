//! Shapes as points: bounds, hit tests, moves.

use super::view::Transform;
use egui::{Pos2, Rect, Vec2};
use imjoy_engine::interface::{Geometry, Point};
use imjoy_engine::value::{Record, Value};
use std::sync::Arc;

/// Least and greatest coordinates of a shape, in units.
pub fn bounds(geometry: &Geometry) -> (Point, Point) {
    match geometry {
        Geometry::Point { position, .. } | Geometry::Text { position, .. } => (*position, *position),
        Geometry::Polyline(points) | Geometry::Polygon(points) => {
            let fold = |index: usize, least: bool| {
                points.iter().map(|point| if index == 0 { point[0] } else { point[1] }).fold(
                    if least { f64::INFINITY } else { f64::NEG_INFINITY },
                    if least { f64::min } else { f64::max },
                )
            };
            ([fold(0, true), fold(1, true)], [fold(0, false), fold(1, false)])
        }
        Geometry::Rectangle { position: [x, y], size: [width, height] }
        | Geometry::Image { position: [x, y], size: [width, height], .. } => {
            ([x.min(x + width), y.min(y + height)], [x.max(x + width), y.max(y + height)])
        }
        Geometry::Ellipse { centre: [x, y], radii: [width, height] } => {
            ([x - width.abs(), y - height.abs()], [x + width.abs(), y + height.abs()])
        }
    }
}

/// The points that can be moved one by one.
pub fn handles(geometry: &Geometry) -> Vec<Point> {
    match geometry {
        Geometry::Point { position, .. } | Geometry::Text { position, .. } => vec![*position],
        Geometry::Polyline(points) | Geometry::Polygon(points) => points.to_vec(),
        Geometry::Rectangle { position: [x, y], size: [width, height] }
        | Geometry::Image { position: [x, y], size: [width, height], .. } => {
            vec![[*x, *y], [x + width, *y], [x + width, y + height], [*x, y + height]]
        }
        Geometry::Ellipse { centre: [x, y], radii: [width, height] } => {
            vec![[x - width, *y], [*x, y - height], [x + width, *y], [*x, y + height]]
        }
    }
}

/// The shape with one of its points, by its index in [`handles`], at another place.
pub fn with_handle_at(geometry: &Geometry, handle: usize, to: Point) -> Geometry {
    let mut geometry = geometry.clone();
    match &mut geometry {
        Geometry::Point { position, .. } | Geometry::Text { position, .. } => *position = to,
        Geometry::Polyline(points) | Geometry::Polygon(points) => {
            let mut moved = points.to_vec();
            if let Some(point) = moved.get_mut(handle) {
                *point = to;
            }
            *points = moved.into();
        }
        Geometry::Rectangle { position, size } | Geometry::Image { position, size, .. } => {
            let [x, y] = *position;
            let (right, bottom) = (x + size[0], y + size[1]);
            // The opposite corner stays.
            let (fixed_x, fixed_y) = match handle {
                0 => (right, bottom),
                1 => (x, bottom),
                2 => (x, y),
                _ => (right, y),
            };
            *position = [fixed_x.min(to[0]), fixed_y.min(to[1])];
            *size = [(fixed_x - to[0]).abs(), (fixed_y - to[1]).abs()];
        }
        Geometry::Ellipse { centre, radii } => {
            if handle.is_multiple_of(2) {
                radii[0] = (to[0] - centre[0]).abs();
            } else {
                radii[1] = (to[1] - centre[1]).abs();
            }
        }
    }
    geometry
}

/// The shape moved by a distance in units.
pub fn moved(geometry: &Geometry, by: Point) -> Geometry {
    let shift = |point: &mut Point| *point = [point[0] + by[0], point[1] + by[1]];
    let mut geometry = geometry.clone();
    match &mut geometry {
        Geometry::Point { position, .. }
        | Geometry::Text { position, .. }
        | Geometry::Rectangle { position, .. }
        | Geometry::Image { position, .. } => shift(position),
        Geometry::Ellipse { centre, .. } => shift(centre),
        Geometry::Polyline(points) | Geometry::Polygon(points) => {
            let mut moved = points.to_vec();
            moved.iter_mut().for_each(shift);
            *points = moved.into();
        }
    }
    geometry
}

/// The shape with all coordinates rounded.
pub fn rounded(geometry: &Geometry, transform: Transform) -> Geometry {
    let round = |point: &mut Point| *point = point.map(|number| transform.rounded(number));
    let mut geometry = geometry.clone();
    match &mut geometry {
        Geometry::Point { position, .. } | Geometry::Text { position, .. } => round(position),
        Geometry::Rectangle { position, size } | Geometry::Image { position, size, .. } => {
            round(position);
            round(size);
        }
        Geometry::Ellipse { centre, radii } => {
            round(centre);
            round(radii);
        }
        Geometry::Polyline(points) | Geometry::Polygon(points) => {
            let mut rounded = points.to_vec();
            rounded.iter_mut().for_each(round);
            *points = rounded.into();
        }
    }
    geometry
}

/// The fields of a shape that its geometry is made of, as plugins write them.
pub fn fields(geometry: &Geometry) -> Record {
    let pair = |point: &Point| Value::Floats(point.to_vec().into());
    match geometry {
        Geometry::Point { position, .. } | Geometry::Text { position, .. } => {
            Record::new().with("position", pair(position))
        }
        Geometry::Polyline(points) | Geometry::Polygon(points) => {
            let flat: Arc<[f64]> = points.iter().flatten().copied().collect();
            Record::new().with("points", Value::Floats(flat))
        }
        Geometry::Rectangle { position, size } | Geometry::Image { position, size, .. } => {
            Record::new().with("position", pair(position)).with("size", pair(size))
        }
        Geometry::Ellipse { centre, radii } => Record::new().with("centre", pair(centre)).with("radii", pair(radii)),
    }
}

/// Whether a place on the screen is on a shape or within `reach` points of it. Inside
/// counts where the shape is filled.
pub fn is_hit(geometry: &Geometry, is_filled: bool, transform: Transform, pointer: Pos2, reach: f32) -> bool {
    match geometry {
        Geometry::Point { position, radius } => transform.to_screen(*position).distance(pointer) <= radius + reach,
        Geometry::Text { position, text, font_size, .. } => {
            // About: the true extent is known to the painter alone.
            let half = Vec2::new(font_size * 0.3 * text.chars().count().min(200) as f32, font_size * 0.6);
            Rect::from_center_size(transform.to_screen(*position), half * 2.0).expand(reach).contains(pointer)
        }
        Geometry::Image { position: [x, y], size: [width, height], .. } => {
            transform.rect([*x, *y], [x + width, y + height]).contains(pointer)
        }
        Geometry::Rectangle { position: [x, y], size: [width, height] } => {
            let rect = transform.rect([*x, *y], [x + width, y + height]);
            rect.expand(reach).contains(pointer) && (is_filled || !rect.shrink(reach).contains(pointer))
        }
        Geometry::Ellipse { centre, radii } => {
            let middle = transform.to_screen(*centre);
            let radius = transform.rect([0.0, 0.0], *radii).size();
            let away = |radius: Vec2| ((pointer - middle) / radius.max(Vec2::splat(0.01))).length_sq();
            away(radius + Vec2::splat(reach)) <= 1.0 && (is_filled || away(radius - Vec2::splat(reach)) >= 1.0)
        }
        Geometry::Polyline(points) => is_near(points, false, transform, pointer, reach),
        Geometry::Polygon(points) => {
            is_near(points, true, transform, pointer, reach) || (is_filled && is_inside(points, transform, pointer))
        }
    }
}

fn is_near(points: &[Point], is_closed: bool, transform: Transform, pointer: Pos2, reach: f32) -> bool {
    let mut previous = if is_closed { points.last() } else { None };
    for point in points {
        if let Some(previous) = previous {
            let (start, end) = (transform.to_screen(*previous), transform.to_screen(*point));
            if distance_to_segment(pointer, start, end) <= reach {
                return true;
            }
        }
        previous = Some(point);
    }
    false
}

fn distance_to_segment(pointer: Pos2, start: Pos2, end: Pos2) -> f32 {
    let along = end - start;
    let length_sq = along.length_sq();
    let share = if length_sq > 0.0 { ((pointer - start).dot(along) / length_sq).clamp(0.0, 1.0) } else { 0.0 };
    pointer.distance(start + along * share)
}

/// By the number of edges that a ray to the right crosses.
fn is_inside(points: &[Point], transform: Transform, pointer: Pos2) -> bool {
    let [x, y] = transform.to_units(pointer);
    let mut inside = false;
    let mut previous = points.last();
    for point in points {
        if let Some(previous) = previous {
            let ([x1, y1], [x2, y2]) = (*previous, *point);
            if (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
                inside = !inside;
            }
        }
        previous = Some(point);
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::super::view::{CanvasView, Frame};
    use super::*;
    use egui::{pos2, vec2};
    use imjoy_engine::interface::Aspect;

    /// Ten points for a unit, from the origin of the screen.
    fn transform() -> Transform {
        let rect = Rect::from_min_size(pos2(-4.0, -4.0), vec2(1008.0, 1008.0));
        CanvasView::Fit.transform(&Frame { rect, size: [100.0, 100.0], aspect: Aspect::Keep })
    }

    #[test]
    fn hits() {
        let triangle = Geometry::Polygon([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]].into());
        let rectangle = Geometry::Rectangle { position: [10.0, 10.0], size: [10.0, 10.0] };
        let ellipse = Geometry::Ellipse { centre: [50.0, 50.0], radii: [10.0, 5.0] };
        let line = Geometry::Polyline([[0.0, 0.0], [10.0, 0.0]].into());
        for (geometry, filled, at, expected) in [
            (&triangle, true, pos2(20.0, 20.0), true),
            (&triangle, false, pos2(20.0, 20.0), false),
            (&triangle, true, pos2(80.0, 80.0), false),
            (&triangle, false, pos2(50.0, 53.0), true),
            (&rectangle, true, pos2(150.0, 150.0), true),
            (&rectangle, false, pos2(150.0, 150.0), false),
            (&rectangle, false, pos2(203.0, 150.0), true),
            (&ellipse, true, pos2(590.0, 500.0), true),
            (&ellipse, false, pos2(550.0, 500.0), false),
            (&ellipse, false, pos2(601.0, 500.0), true),
            (&ellipse, true, pos2(590.0, 545.0), false),
            (&line, false, pos2(50.0, 4.0), true),
            (&line, false, pos2(50.0, 9.0), false),
            (&line, true, pos2(109.0, 0.0), false),
        ] {
            assert_eq!(is_hit(geometry, filled, transform(), at, 5.0), expected, "{geometry:?} {at:?}");
        }
    }

    #[test]
    fn points_are_moved() {
        let rectangle = Geometry::Rectangle { position: [10.0, 10.0], size: [10.0, 10.0] };
        assert_eq!(
            with_handle_at(&rectangle, 2, [5.0, 30.0]),
            Geometry::Rectangle { position: [5.0, 10.0], size: [5.0, 20.0] }
        );
        assert_eq!(moved(&rectangle, [1.0, -1.0]), Geometry::Rectangle { position: [11.0, 9.0], size: [10.0, 10.0] });
        let triangle = Geometry::Polygon([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]].into());
        let changed = with_handle_at(&triangle, 1, [20.0, 1.0]);
        assert_eq!(bounds(&changed), ([0.0, 0.0], [20.0, 10.0]));
        assert_eq!(fields(&changed).get("points"), Some(&Value::Floats([0.0, 0.0, 20.0, 1.0, 0.0, 10.0].into())));
    }
}
