//! What is drawn of a series in one view: about as many pieces as the screen has columns.

use super::series::Series;
use egui::Rect;
use egui_plot::{PlotBounds, PlotTransform};
use std::ops::RangeInclusive;

/// Pieces of a sorted series for each column of the screen, at most.
const PIECES_PER_COLUMN: usize = 2;
/// Side of the square in which one of many points is drawn, in points of the screen.
const CELL: f32 = 2.0;
/// Series of more points that are in no order are reduced by a thread.
const POINTS_AT_ONCE: usize = 100_000;

/// Which part of the plot is seen, and how large it is on the screen.
#[derive(Clone, Copy, PartialEq)]
pub struct ViewOfPlot {
    /// What is seen.
    pub bounds: PlotBounds,
    /// Where.
    pub frame: Rect,
}

impl ViewOfPlot {
    /// The view of a transform.
    pub fn of(transform: &PlotTransform) -> Self {
        Self { bounds: *transform.bounds(), frame: *transform.frame() }
    }

    fn columns(&self) -> usize {
        // A cast of a float saturates.
        (self.frame.width().ceil() as usize).clamp(1, 8192)
    }

    fn x(&self) -> RangeInclusive<f64> {
        self.bounds.range_x()
    }
}

/// What is drawn, in coordinates of the plot.
#[derive(Debug, Default, PartialEq)]
pub struct Drawn {
    /// Lines without gaps; of points and bars one.
    pub runs: Vec<Vec<[f64; 2]>>,
    /// Whether each two points are the ends of one block: its smallest and greatest number.
    pub is_blocks: bool,
}

/// Whether reducing takes too long for the GUI to wait.
pub fn is_long(series: &Series, is_line: bool) -> bool {
    series.len() > POINTS_AT_ONCE && !(series.is_sorted && is_line)
}

/// The line through the points, or the tips of the bars, that are seen.
pub fn line(series: &Series, view: &ViewOfPlot) -> Drawn {
    if !series.is_sorted {
        return thinned_line(series, view);
    }
    let range = series.between(*view.x().start(), *view.x().end());
    let mut runs = Runs::default();
    match series.pyramid.blocks(range.clone(), view.columns() * PIECES_PER_COLUMN) {
        None => range.for_each(|index| runs.push(series.point(index))),
        Some(blocks) => {
            for (covered, extent) in blocks {
                let x = series.point(covered.start)[0];
                runs.push([x, extent.low]);
                runs.push([series.point(covered.end - 1)[0], extent.high]);
            }
            return Drawn { runs: runs.finish(), is_blocks: true };
        }
    }
    Drawn { runs: runs.finish(), is_blocks: false }
}

/// Points of which each is in another cell of the screen.
pub fn points(series: &Series, view: &ViewOfPlot) -> Drawn {
    let cells = Cells::new(view, CELL);
    let mut is_taken = vec![false; cells.count()];
    let range = if series.is_sorted { series.between(*view.x().start(), *view.x().end()) } else { 0..series.len() };
    let points = range
        .map(|index| series.point(index))
        .filter(|point| {
            cells
                .of(*point)
                .and_then(|cell| is_taken.get_mut(cell))
                .is_some_and(|taken| !std::mem::replace(taken, true))
        })
        .collect();
    Drawn { runs: vec![points], is_blocks: false }
}

/// A line in any order, without points that fall on the pixel of the one before.
fn thinned_line(series: &Series, view: &ViewOfPlot) -> Drawn {
    let scale = |low: f64, width: f64, length: f32| {
        let factor = f64::from(length) / width;
        move |number: f64| ((number - low) * factor).floor()
    };
    let bounds = &view.bounds;
    let column = scale(bounds.min()[0], bounds.width(), view.frame.width());
    let row = scale(bounds.min()[1], bounds.height(), view.frame.height());
    let mut runs = Runs::default();
    let mut last = None;
    for index in 0..series.len() {
        let point = series.point(index);
        let pixel = (column(point[0]), row(point[1]));
        // A NaN equals nothing, so it always ends a run.
        if last != Some(pixel) {
            last = Some(pixel);
            runs.push(point);
        }
    }
    Drawn { runs: runs.finish(), is_blocks: false }
}

/// Points in runs, divided where there is no number.
#[derive(Default)]
struct Runs {
    runs: Vec<Vec<[f64; 2]>>,
    run: Vec<[f64; 2]>,
}

impl Runs {
    fn push(&mut self, point: [f64; 2]) {
        if point.iter().all(|number| number.is_finite()) {
            self.run.push(point);
        } else if !self.run.is_empty() {
            self.runs.push(std::mem::take(&mut self.run));
        }
    }

    fn finish(mut self) -> Vec<Vec<[f64; 2]>> {
        if !self.run.is_empty() {
            self.runs.push(self.run);
        }
        self.runs
    }
}

/// The screen in squares.
struct Cells {
    low: [f64; 2],
    factor: [f64; 2],
    columns: usize,
    rows: usize,
}

impl Cells {
    fn new(view: &ViewOfPlot, side: f32) -> Self {
        let cells = |length: f32| ((length / side).ceil() as usize).clamp(1, 4096);
        let (columns, rows) = (cells(view.frame.width()), cells(view.frame.height()));
        let bounds = &view.bounds;
        Self {
            low: bounds.min(),
            factor: [columns as f64 / bounds.width(), rows as f64 / bounds.height()],
            columns,
            rows,
        }
    }

    fn count(&self) -> usize {
        self.columns * self.rows
    }

    fn of(&self, [x, y]: [f64; 2]) -> Option<usize> {
        let (column, row) = ((x - self.low[0]) * self.factor[0], (y - self.low[1]) * self.factor[1]);
        let is_seen = (0.0..=self.columns as f64).contains(&column) && (0.0..=self.rows as f64).contains(&row);
        is_seen.then(|| (row as usize).min(self.rows - 1) * self.columns + (column as usize).min(self.columns - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::super::description::Description;
    use super::super::series::prepare;
    use super::*;
    use egui::{pos2, vec2};
    use imjoy_engine::value::{Record, Value};
    use std::sync::Arc;

    fn view(low: [f64; 2], high: [f64; 2]) -> ViewOfPlot {
        let frame = Rect::from_min_size(pos2(0.0, 0.0), vec2(500.0, 300.0));
        ViewOfPlot { bounds: PlotBounds::from_min_max(low, high), frame }
    }

    fn series(x: Option<Vec<f64>>, y: Vec<f64>, kind: &str) -> Arc<Series> {
        let mut record = Record::new().with("type", kind).with("y", Value::Floats(y.into()));
        if let Some(x) = x {
            record.set("x", Value::Floats(x.into()));
        }
        prepare(Description::new(&Value::List(vec![record.into()])).unwrap()).unwrap().series[0].clone()
    }

    #[test]
    fn a_long_line_keeps_its_peaks() {
        let mut y: Vec<f64> = (0..1_000_000).map(|index| (f64::from(index) / 1e5).sin()).collect();
        y[123_456] = 50.0;
        y[500_000..500_010].fill(f64::NAN);
        let long = series(None, y, "line");
        let drawn = line(&long, &view([0.0, -1.0], [1e6, 50.0]));
        let points: usize = drawn.runs.iter().map(Vec::len).sum();
        assert!(points < 3_000 && drawn.is_blocks, "{points}");
        assert!(drawn.runs.iter().flatten().any(|point| point[1] == 50.0));
        // A part of it is drawn as it is, with its gap.
        let drawn = line(&long, &view([499_900.0, -1.0], [500_100.0, 1.0]));
        assert!(!drawn.is_blocks && drawn.runs.len() == 2, "{}", drawn.runs.len());
        assert!(line(&long, &view([2e6, 0.0], [3e6, 1.0])).runs.is_empty());
    }

    #[test]
    fn many_points_are_drawn_once_for_each_cell() {
        let numbers: Vec<f64> = (0..200_000).map(|index| f64::from(index * 7919 % 1000) / 1000.0).collect();
        let places = numbers.iter().rev().copied().collect();
        let cloud = series(Some(places), numbers, "points");
        assert!(!cloud.is_sorted && is_long(&cloud, false));
        let drawn = points(&cloud, &view([0.0, 0.0], [1.0, 1.0]));
        assert!(drawn.runs[0].len() <= 250 * 150 && !drawn.runs[0].is_empty());
        assert!(points(&cloud, &view([5.0, 5.0], [6.0, 6.0])).runs[0].is_empty());
    }

    #[test]
    fn a_line_in_no_order_is_thinned() {
        let angle = |index: i32| f64::from(index) / 1e4;
        let x = (0..60_000).map(|index| angle(index).cos()).collect();
        let y = (0..60_000).map(|index| angle(index).sin()).collect();
        let circle = series(Some(x), y, "line");
        let drawn = line(&circle, &view([-1.0, -1.0], [1.0, 1.0]));
        let points: usize = drawn.runs.iter().map(Vec::len).sum();
        assert!(points < 4_000 && points > 500, "{points}");
    }

    #[test]
    fn degenerate_views_do_no_harm() {
        let short = series(None, vec![1.0, f64::NAN, 2.0], "line");
        for bounds in [([0.0, 0.0], [0.0, 0.0]), ([f64::NAN, 0.0], [1.0, f64::INFINITY]), ([1.0, 1.0], [-1.0, -1.0])] {
            let view = view(bounds.0, bounds.1);
            let _ = (line(&short, &view), points(&short, &view), thinned_line(&short, &view));
        }
    }
}
