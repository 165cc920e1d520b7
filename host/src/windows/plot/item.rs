//! One series as egui_plot draws it.
//!
//! Why not the items of egui_plot: they draw every point in every frame. Here what is drawn
//! is made once for each view and kept ([`Cache`]), and many marks or bars are one mesh.

use super::description::SeriesKind;
use super::reduction::{self, Drawn, ViewOfPlot};
use super::series::Series;
use egui::epaint::Mesh;
use egui::{Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};
use egui_plot::{PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotPoint, PlotTransform};
use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::rc::Rc;
use std::sync::Arc;

const LINE_WIDTH: f32 = 1.6;
const POINT_WIDTH: f32 = 5.0;
/// Points that are drawn as circles; more are squares.
const MOST_CIRCLES: usize = 2_000;
/// Widest gap between two bars, in points.
const BAR_GAP: f32 = 1.0;

/// What is drawn of a series, for one view.
#[derive(Default)]
pub struct Cache {
    /// For which view, and what.
    drawn: Option<(ViewOfPlot, Arc<Drawn>)>,
    /// A view for which a thread is to make it.
    pub wanted: Option<ViewOfPlot>,
}

impl Cache {
    /// What is drawn for the view seen last.
    pub fn drawn(&self) -> Option<Arc<Drawn>> {
        self.drawn.as_ref().map(|(_, drawn)| drawn.clone())
    }

    /// Keeps what a thread has made.
    pub fn install(&mut self, view: ViewOfPlot, drawn: Drawn) {
        self.drawn = Some((view, Arc::new(drawn)));
    }

    fn of(&mut self, series: &Series, view: ViewOfPlot) -> Arc<Drawn> {
        match &self.drawn {
            Some((of, drawn)) if *of == view => return drawn.clone(),
            // The former stays until the thread is done.
            former if reduction::is_long(series, series.kind != SeriesKind::Points) => {
                self.wanted = Some(view);
                return former.as_ref().map(|(_, drawn)| drawn.clone()).unwrap_or_default();
            }
            _ => {}
        }
        let drawn = Arc::new(reduce(series, &view));
        self.drawn = Some((view, drawn.clone()));
        drawn
    }
}

/// What is drawn of a series in a view.
pub fn reduce(series: &Series, view: &ViewOfPlot) -> Drawn {
    match series.kind {
        SeriesKind::Points => reduction::points(series, view),
        SeriesKind::Line | SeriesKind::Bars | SeriesKind::Histogram => reduction::line(series, view),
    }
}

/// A series in the plot.
pub struct SeriesItem {
    base: PlotItemBase,
    series: Arc<Series>,
    cache: Rc<RefCell<Cache>>,
    colour: Color32,
}

impl SeriesItem {
    /// A series, with what was drawn of it before.
    pub fn new(index: usize, series: Arc<Series>, cache: Rc<RefCell<Cache>>, colour: Color32) -> Self {
        // By its number: two series may have one name.
        Self { base: PlotItemBase::new(index.to_string()), series, cache, colour }
    }

    fn line_shapes(&self, drawn: &Drawn, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        let width = self.series.width.unwrap_or(LINE_WIDTH);
        for run in &drawn.runs {
            let points: Vec<Pos2> = run.iter().map(|point| place(*point, transform)).collect();
            match points.as_slice() {
                // A number between two gaps.
                [point] => shapes.push(Shape::circle_filled(*point, width, self.colour)),
                _ => shapes.push(Shape::line(points, Stroke::new(width, self.colour))),
            }
        }
    }

    fn point_shapes(&self, drawn: &Drawn, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        let width = self.series.width.unwrap_or(POINT_WIDTH);
        let count: usize = drawn.runs.iter().map(Vec::len).sum();
        let places = drawn.runs.iter().flatten().map(|point| place(*point, transform));
        if count <= MOST_CIRCLES {
            shapes.extend(places.map(|place| Shape::circle_filled(place, width * 0.5, self.colour)));
        } else {
            let mut mesh = Mesh::default();
            let side = vec2(width, width).min(vec2(3.0, 3.0));
            places.for_each(|place| mesh.add_colored_rect(Rect::from_center_size(place, side), self.colour));
            shapes.push(Shape::mesh(mesh));
        }
    }

    fn bar_shapes(&self, drawn: &Drawn, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        let mut mesh = Mesh::default();
        let colour = self.colour.gamma_multiply(0.85);
        let half = self.series.bar_width * 0.5;
        let base = transform.position_from_point_y(self.series.base);
        let mut add = |left: f64, right: f64, low: f32, high: f32| {
            let (left, right) = (transform.position_from_point_x(left), transform.position_from_point_x(right));
            let gap = if right - left > 4.0 * BAR_GAP { BAR_GAP * 0.5 } else { 0.0 };
            let (left, right) = (left + gap, (right - gap).max(left + gap + 1.0));
            mesh.add_colored_rect(Rect::from_min_max(pos2(left, low.min(high)), pos2(right, low.max(high))), colour);
        };
        for run in &drawn.runs {
            if drawn.is_blocks {
                for pair in run.as_chunks::<2>().0 {
                    let [[left, low], [right, high]] = *pair;
                    // From the base to the farthest tip on either side.
                    let (low, high) = (transform.position_from_point_y(low), transform.position_from_point_y(high));
                    add(left - half, right + half, low.max(base), high.min(base));
                }
            } else {
                for [x, y] in run {
                    add(x - half, x + half, base, transform.position_from_point_y(*y));
                }
            }
        }
        shapes.push(Shape::mesh(mesh));
    }
}

impl PlotItem for SeriesItem {
    fn shapes(&self, _ui: &Ui, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        let view = ViewOfPlot::of(transform);
        if !view.bounds.is_valid() || !view.frame.is_positive() {
            return;
        }
        let drawn = self.cache.borrow_mut().of(&self.series, view);
        match self.series.kind {
            SeriesKind::Line => self.line_shapes(&drawn, transform, shapes),
            SeriesKind::Points => self.point_shapes(&drawn, transform, shapes),
            SeriesKind::Bars | SeriesKind::Histogram => self.bar_shapes(&drawn, transform, shapes),
        }
    }

    fn initialize(&mut self, _x_range: RangeInclusive<f64>) {}

    fn color(&self) -> Color32 {
        self.colour
    }

    fn geometry(&self) -> PlotGeometry<'_> {
        PlotGeometry::None
    }

    fn bounds(&self) -> PlotBounds {
        self.series.bounds.unwrap_or(PlotBounds::NOTHING)
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}

/// Where a point is on the screen. Far outside, lines would be drawn with wrong arithmetic.
pub fn place([x, y]: [f64; 2], transform: &PlotTransform) -> Pos2 {
    let place = transform.position_from_point(&PlotPoint::new(x, y));
    pos2(place.x.clamp(-1e6, 1e6), place.y.clamp(-1e6, 1e6))
}
