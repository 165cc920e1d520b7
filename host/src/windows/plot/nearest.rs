//! The point of a plot that is nearest to the pointer.

use super::description::SeriesKind;
use super::item::place;
use super::reduction::Drawn;
use super::series::Series;
use egui::Pos2;
use egui_plot::PlotTransform;

/// How far from the pointer a point is still meant, in points of the screen.
const REACH: f32 = 24.0;
/// Points of a sorted series that are looked at.
const MOST_LOOKED_AT: usize = 60_000;

/// A point that the pointer is at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// The point, in coordinates of the plot.
    pub point: [f64; 2],
    /// Distance to the pointer on the screen.
    pub distance: f32,
}

/// The nearest point of a series within reach. Of a series in no order, of those drawn.
pub fn nearest(series: &Series, drawn: &Drawn, transform: &PlotTransform, pointer: Pos2) -> Option<Nearest> {
    let is_bars = matches!(series.kind, SeriesKind::Bars | SeriesKind::Histogram);
    let at = |point: [f64; 2]| {
        let place = place(point, transform);
        let distance = if is_bars {
            // A bar is met anywhere between its base and its tip.
            let half = (series.bar_width * 0.5 * transform.dpos_dvalue_x().abs()) as f32;
            let base = transform.position_from_point_y(series.base);
            let (low, high) = (place.y.min(base), place.y.max(base));
            let (dx, dy) = ((pointer.x - place.x).abs() - half, (low - pointer.y).max(pointer.y - high));
            dx.max(0.0).hypot(dy.max(0.0))
        } else {
            place.distance(pointer)
        };
        Nearest { point, distance }
    };
    let is_point = |point: &[f64; 2]| point.iter().all(|number| number.is_finite());
    let found = if series.is_sorted {
        let reach = f64::from(REACH).max(series.bar_width * transform.dpos_dvalue_x().abs());
        let low = transform.value_from_position(pointer - egui::vec2(reach as f32, 0.0)).x;
        let high = transform.value_from_position(pointer + egui::vec2(reach as f32, 0.0)).x;
        let range = series.between(low.min(high), low.max(high));
        let step = range.len().div_ceil(MOST_LOOKED_AT).max(1);
        let points = range.step_by(step).map(|index| series.point(index)).filter(is_point);
        points.map(at).min_by(|one, other| one.distance.total_cmp(&other.distance))
    } else {
        let points = drawn.runs.iter().flatten().copied().filter(is_point);
        points.map(at).min_by(|one, other| one.distance.total_cmp(&other.distance))
    };
    found.filter(|nearest| nearest.distance <= REACH)
}
